"""The tokens of a SPARQL text, its groups, and the IRIs that it names.

No parser for Python gives places within a query, so this reads as much of the grammar
(https://www.w3.org/TR/sparql11-query/#grammar) as checks need: tokens with offsets, nesting of groups,
prefixes. Whether the text is valid SPARQL is pyoxigraph's to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
    |(?P<iri><[^\x00-\x20<>"{}|^`\\]*>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<blank>_:\w[\w.-]*)
    |(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)
        (?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?)?)
    |(?P<number>\d*\.\d+(?:[eE][+-]?\d+)?|\d+(?:\.\d*)?[eE][+-]?\d+|\d+)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<space>\s+)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_LEADS: Final = frozenset({
    "WHERE", "OPTIONAL", "UNION", "MINUS", "EXISTS", "GRAPH", "SERVICE", "VALUES", "CONSTRUCT",
})  # fmt: skip


class Token(NamedTuple):
    """One token: its kind, its text as written (keywords in capitals), and its offset."""

    kind: str
    text: str
    start: int


class NamedIri(NamedTuple):
    """An IRI that a query names, as it is written there, and its offset."""

    iri: str
    written: str
    start: int


@dataclass(slots=True)
class Group:
    """What stands between two braces, or the outermost query.

    Attributes:
        lead: The keyword before the brace (``WHERE``, ``OPTIONAL`` …), or "" for a plain group.
        start: The offset after the opening brace.
        items: Tokens and groups in their order; what stands within round brackets is a ``Bracket``.
        end: The offset of the closing brace; 0 if there is none.
    """

    lead: str
    start: int
    items: list[Token | Group | Bracket] = field(default_factory=list)
    end: int = 0

    def words(self) -> set[str]:
        """Return the keywords that stand in this group itself."""
        return {item.text for item in self.items if isinstance(item, Token) and item.kind == "word"}


@dataclass(slots=True)
class Bracket:
    """What stands within round brackets: an expression, a list of arguments, a projection."""

    items: list[Token | Group | Bracket] = field(default_factory=list)


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a query without white space and comments."""
    return tuple(
        Token(kind, match.group().upper() if kind == "word" else match.group(), match.start())
        for match in _TOKEN.finditer(text)
        if (kind := match.lastgroup or "mark") not in ("space", "comment")
    )


@lru_cache(maxsize=256)
def groups(text: str) -> Group:
    """Return the query as nested groups, which are not to be changed; unbalanced brackets are left as they are."""
    root = Group("", 0)
    stack: list[Group | Bracket] = [root]
    lead = ""
    for token in tokens(text):
        if token.text in ("{", "("):
            inner = Group(lead, token.start + 1) if token.text == "{" else Bracket()
            stack[-1].items.append(inner)
            stack.append(inner)
            lead = ""
        elif token.text in ("}", ")"):
            if len(stack) > 1:
                closed = stack.pop()
                if isinstance(closed, Group):
                    closed.end = token.start
            lead = ""
        else:
            stack[-1].items.append(token)
            lead = _lead(lead, token)
    return root


def _lead(lead: str, token: Token) -> str:
    """Return the keyword that a group opening after this token would be led by."""
    if token.kind == "word" and token.text in _LEADS:
        return token.text
    if lead in ("GRAPH", "SERVICE", "VALUES") and (token.kind in ("variable", "iri", "name", "word")):
        return lead
    return ""


def named_iris(text: str, known: Mapping[str, str] | None = None) -> Iterator[NamedIri]:
    """Yield the IRIs that a query names, in full or by prefix; prefixes in ``known`` need no declaration.

    The declarations of prefixes themselves are left out, and so are names whose prefix is unknown.
    """
    prefixes = dict(known or {})
    declared = ""
    for token in tokens(text):
        if token.kind == "name" and declared == "PREFIX":
            declared = token.text
        elif token.kind == "iri" and declared:
            if declared != "BASE":
                prefixes[declared[:-1]] = token.text[1:-1]
            declared = ""
        elif token.kind == "word" and token.text in ("PREFIX", "BASE"):
            declared = token.text
        elif token.kind == "iri":
            yield NamedIri(token.text[1:-1], token.text, token.start)
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if prefix in prefixes:
                yield NamedIri(prefixes[prefix] + re.sub(r"\\(.)", r"\1", local), token.text, token.start)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column, from 1, of an offset."""
    before = text[:offset].replace("\r\n", "\n ").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
