"""A line of N-Triples taken apart, and its terms as others are to read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

_ESCAPE: Final = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"\'\\]))')
_SIGNS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?\Z")


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
    current = ""
    facts: list[tuple[str, str]] = []
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        if subject != current:
            if facts:
                yield Node(current, facts)
            current, facts = subject, []
        facts.append((predicate, rest[:-3]))  # without the dot
    if facts:
        yield Node(current, facts)


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
        self._prefixes = {space: prefix for prefix, space in prefixes.items()}
        # A local name holds neither sign, so that a namespace with one at its end is all up to the last of them.
        self._odd = sorted((space for space in self._prefixes if space[-1:] not in ("/", "#")), key=len, reverse=True)

    def split(self, iri: str) -> tuple[str, str] | None:
        """Return prefix and local name of an IRI, or None."""
        end = max(iri.rfind("/"), iri.rfind("#")) + 1
        for space in self._odd:
            if len(space) > end and iri.startswith(space) and _LOCAL.match(iri, len(space)):
                return self._prefixes[space], iri[len(space) :]
        prefix = self._prefixes.get(iri[:end])
        return (prefix, iri[end:]) if prefix is not None and _LOCAL.match(iri, end) else None
