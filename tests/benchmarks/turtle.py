"""Turtle in the layout of the repository: a block a subject, sorted predicates, one object a line where there are
several. It also tells on which line a statement stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.benchmarks.names import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_COMMON: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "tg": "https://w3id.org/twingraph/ontology#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CONCEPTS: Final = words(
    "certainty event-kind exchange-kind field form frequency name-kind omission-reason purpose renewal status-value"
    " tie-kind trust unit"
)
_THINGS: Final = words(
    "agreement aid body document event evidence exchange group inference link omission opinion person place place-name"
    " plan post programme project quantity recommendation signature status tie visit"
)
BASE: Final = "https://example.org/generated/"
PREFIXES: Final = (
    _COMMON
    | {name: f"https://w3id.org/twingraph/id/{name}/" for name in _CONCEPTS}
    | {name: f"{BASE}id/{name}/" for name in _THINGS}
)


@dataclass(slots=True)
class Block:
    """What is said of one subject; terms are written as in Turtle."""

    subject: str
    kind: str | None
    statements: dict[str, list[str]] = field(default_factory=dict)

    def add(self, predicate: str, *objects: str) -> None:
        """State something of the subject."""
        self.statements.setdefault(predicate, []).extend(objects)

    def __len__(self) -> int:
        return (self.kind is not None) + sum(map(len, self.statements.values()))


def text(value: str, lang: str) -> str:
    """Return a text with its language as a term."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@{lang}'


def both(en: str, ru: str) -> tuple[str, str]:
    """Return a text in both languages as terms."""
    return text(en, "en"), text(ru, "ru")


def typed(value: object, datatype: str) -> str:
    """Return a typed literal as a term."""
    return f'"{value}"^^xsd:{datatype}'


def render(blocks: Iterable[Block], comment: str) -> tuple[str, dict[tuple[str, ...], int]]:
    """Lay blocks out as a file.

    Returns:
        The text, and the lines: of a subject by ``(subject,)``, of a predicate by ``(subject, predicate)``, of a
        statement by ``(subject, predicate, object)``.
    """
    body: list[str] = []
    lines: dict[tuple[str, ...], int] = {}
    blocks = list(blocks)
    used = _prefixes(blocks)
    head = [f"# {comment}", "", *(f"@prefix {name}: <{PREFIXES[name]}> ." for name in used)]
    for block in blocks:
        body += ["", block.subject]
        lines[block.subject,] = len(head) + len(body)
        parts = [("a", [block.kind])] if block.kind is not None else []
        parts += [(name, sorted(objects)) for name, objects in sorted(block.statements.items())]
        for position, (predicate, objects) in enumerate(parts):
            several = len(objects) > 1
            if several:
                body.append(f"    {predicate}")
                lines[block.subject, predicate] = len(head) + len(body)
            for number, term in enumerate(objects, 1):
                body.append(f"        {term}," if several else f"    {predicate} {term}")
                lines.setdefault((block.subject, predicate), len(head) + len(body))
                lines[block.subject, predicate, term] = len(head) + len(body)
                if number == len(objects):
                    body[-1] = body[-1].rstrip(",") + (" ;" if position < len(parts) - 1 else " .")
    return "\n".join([*head, *body, ""]), lines


def write(path: Path, blocks: Iterable[Block], comment: str) -> dict[tuple[str, ...], int]:
    """Write blocks to a file; returns the lines as :func:`render` does."""
    content, lines = render(blocks, comment)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return lines


def _prefixes(blocks: Iterable[Block]) -> list[str]:
    """Return the prefixes that the blocks use, in order."""
    used: set[str] = set()
    for block in blocks:
        terms = [block.subject, block.kind or "", *block.statements]
        terms += [term for objects in block.statements.values() for term in objects]
        for term in terms:
            bare = term.rpartition("^^")[2] if term.startswith('"') and "^^" in term else term
            if not bare.startswith(('"', "<")) and ":" in bare:
                used.add(bare.partition(":")[0])
    return sorted(used)
