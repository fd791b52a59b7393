"""A line of N-Triples taken apart, and its terms as others are to read them."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

_ESCAPE: Final = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"\'\\]))')
_SIGNS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?\Z")
_MANY: Final = 200_000


class Node(NamedTuple):
    """What is said of one subject.

    Attributes:
        subject: The subject, as N-Triples writes it.
        facts: Predicate and object of each statement, as N-Triples writes them, in order.
    """

    subject: str
    facts: list[tuple[str, str]]


def nodes(lines: Iterable[str]) -> Iterator[Node]:
    """Group sorted lines by their subjects."""
    for subject, group in groupby((line.split(" ", 2) for line in lines), key=lambda parts: parts[0]):
        yield Node(subject, [(predicate, rest[: rest.rindex(" .")]) for _, predicate, rest in group])


def read_nodes(file: Path) -> Iterator[Node]:
    """Read the nodes of a file of sorted lines."""
    with file.open(encoding="utf-8", newline="\n") as lines:
        yield from nodes(lines)


class Text(NamedTuple):
    """A literal.

    Attributes:
        written: Its text in quotes, with escapes.
        lang: Its language, or an empty text.
        datatype: The IRI of its datatype, or an empty text for a plain text or one with a language.
    """

    written: str
    lang: str
    datatype: str

    @property
    def value(self) -> str:
        """Its text without quotes and escapes."""
        return unescaped(self.written[1:-1])


def literal(term: str) -> Text:
    """Take a literal apart.

    >>> literal('"2003"^^<http://www.w3.org/2001/XMLSchema#gYear>')
    Text(written='"2003"', lang='', datatype='http://www.w3.org/2001/XMLSchema#gYear')
    """
    end = term.rindex('"') + 1
    if term.startswith("^^", end):
        return Text(term[:end], "", term[end + 3 : -1])
    return Text(term[:end], term[end + 1 :], "")


def unescaped(text: str) -> str:
    r"""Return a text without its escapes.

    >>> unescaped(r'a\tb\u0416')
    'a\tbЖ'
    """
    return _ESCAPE.sub(_sign, text) if "\\" in text else text


def _sign(found: re.Match[str]) -> str:
    return _SIGNS[found[3]] if found[3] else chr(int(found[1] or found[2], 16))


class Names:
    """IRIs shortened by prefixes, where that needs no escapes; of several that fit, the longest namespace."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._spaces = sorted(((space, prefix) for prefix, space in prefixes.items()), key=lambda it: -len(it[0]))
        self._known: dict[str, tuple[str, str] | None] = {}

    def split(self, iri: str) -> tuple[str, str] | None:
        """Return prefix and local name of an IRI, or None."""
        try:
            return self._known[iri]
        except KeyError:
            if len(self._known) > _MANY:
                self._known.clear()
            found = self._known[iri] = self._split(iri)
            return found

    def _split(self, iri: str) -> tuple[str, str] | None:
        for space, prefix in self._spaces:
            if iri.startswith(space) and _LOCAL.match(iri, len(space)):
                return prefix, iri[len(space) :]
        return None
