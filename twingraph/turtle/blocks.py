"""The top-level statements of a Turtle text by their subject, without reading what they say.

Reading a large file term by term takes long. One expression finds where each statement ends, and only the statements
of the things that are asked for are read by :mod:`twingraph.turtle.reader`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from pyoxigraph import NamedNode

from twingraph.turtle.reader import NIL, Reader, Statement
from twingraph.turtle.tokens import PATTERNS, SKIPPED, Span, TurtleError, unescape_local

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUBJECT: Final = re.compile(
    rf"{SKIPPED}(?:(?P<name>{PATTERNS['name']})|(?P<iri>{PATTERNS['iri']})|(?P<nil>\({SKIPPED}\)))?"
)
_IRI: Final = SKIPPED + PATTERNS["iri"]
_PREFIX: Final = SKIPPED + PATTERNS["name"]
_DIRECTIVE: Final = re.compile(
    rf"{SKIPPED}(?:@(?:prefix{_PREFIX}|base){_IRI}{SKIPPED}\.|(?:prefix(?=[ \t\r\n#]){_PREFIX}|base){_IRI})",
    re.IGNORECASE,
)
#: What is in a statement: every token but the full stop, which ends it.
_STATEMENT: Final = re.compile(
    r"(?:[ \t\r\n;,()\[\]]++|#[^\r\n]*+|"
    + "|".join(pattern for kind, pattern in PATTERNS.items() if kind not in ("mark", "end"))
    + r"|\^\^)+\."
)
_REST: Final = re.compile(rf"{SKIPPED}\Z")


class Context(NamedTuple):
    """What stands before a statement: the base and the prefixes in force there."""

    base: str
    prefixes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Blocks:
    """A Turtle text and where the statements of each named thing stand in it."""

    text: str
    _places: dict[str, list[tuple[Span, Context]]]

    @classmethod
    def of(cls, text: str, base: str = "") -> Self:
        """Find the statements.

        Args:
            text: The text; it should be one that a parser has accepted.
            base: What relative IRIs are resolved against before any ``@base``.

        Raises:
            TurtleError: There is something that is not Turtle.
        """
        places: dict[str, list[tuple[Span, Context]]] = {}
        context = Context(base, {})
        position = 1 if text.startswith("\ufeff") else 0
        while not _REST.match(text, position):
            directive = _DIRECTIVE.match(text, position)
            if directive:
                reader = Reader(context.base, prefixes=dict(context.prefixes))
                reader.read(directive.group())
                context = Context(reader.base, reader.prefixes)
                position = directive.end()
                continue
            statement = _STATEMENT.match(text, position)
            if statement is None:
                raise TurtleError(position)
            iri = _subject(text, position, context)
            if iri is not None:
                places.setdefault(iri, []).append((Span(*statement.span()), context))
            position = statement.end()
        return cls(text, places)

    def statements(self, subject: NamedNode) -> list[Statement]:
        """Return the statements of a named thing, and what stands within them, in the order of the text.

        Raises:
            TurtleError: They are not Turtle.
        """
        found: list[Statement] = []
        for span, context in self._places.get(subject.value, ()):
            reader = Reader(context.base, prefixes=dict(context.prefixes))
            read = reader.read(self.text[span.start : span.end])
            found += [_moved(statement, span.start) for statement in read]
        return found


def _subject(text: str, position: int, context: Context) -> str | None:
    """Return the IRI of the subject that a statement begins with; None for a blank node."""
    match = _SUBJECT.match(text, position)
    if match is None:
        return None
    name, iri = match["name"], match["iri"]
    if match["nil"]:
        return NIL.value
    if iri is not None:
        return _resolved(iri, context.base)
    if name is None:
        return None
    prefix, _, local = name.partition(":")
    if prefix not in context.prefixes:
        raise TurtleError(match.start("name"))
    return context.prefixes[prefix] + unescape_local(local)


@lru_cache(maxsize=1024)
def _resolved(iri: str, base: str) -> str | None:
    (statement,) = Reader(base).read(f"{iri} a {iri} .")
    return statement.subject.value if isinstance(statement.subject, NamedNode) else None


def _moved(statement: Statement, offset: int) -> Statement:
    spans = (statement.subject_at, statement.predicate_at, statement.object_at, statement.block)
    subject_at, predicate_at, object_at, block = (Span(span.start + offset, span.end + offset) for span in spans)
    return replace(statement, subject_at=subject_at, predicate_at=predicate_at, object_at=object_at, block=block)
