"""A thing of the graph as a person would read it: what is said of it, and where that stands.

What counts as a statement, and which passages support it, is asked by ``queries/show/``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from twingraph.engine import select
from twingraph.queries.binding import Template
from twingraph.queries.results import Result

if TYPE_CHECKING:
    from twingraph.graph import KnowledgeGraph
    from twingraph.texts import Lang


@dataclass(frozen=True, slots=True)
class Source:
    """A passage: the document's IRI and name, and the code points it spans."""

    document: str
    label: str
    start: int
    end: int


@dataclass(slots=True)
class Statement:
    """One statement of a thing, or one that names it.

    Attributes:
        property: The property's label.
        value: The value's label or its text; for an incoming statement the subject's.
        iri: The value's IRI, if it has one.
        kind: For an incoming statement the class of its subject.
        derived: Whether a rule of the ontology concluded it.
        sources: The passages that support it.
    """

    property: str
    value: str
    iri: str | None
    kind: str | None
    derived: bool
    sources: list[Source] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entity:
    """All that the graph holds of one thing."""

    iri: str
    label: str
    kinds: tuple[str, ...]
    said: tuple[str, ...]
    statements: tuple[Statement, ...]
    mentions: tuple[Statement, ...]


def describe(kg: KnowledgeGraph, thing: NamedNode, lang: Lang = "en") -> Entity:
    """Gather what is said of a thing and what names it, in one language."""
    about = list(_ask(kg, "show/about", thing, lang))
    outgoing: dict[tuple[object, ...], Statement] = {}
    incoming: dict[tuple[object, ...], Statement] = {}
    for row in _ask(kg, "show/statements", thing, lang):
        group = incoming if row.incoming else outgoing
        key = (row.propertyLabel, row.value, row.kindLabel)
        statement = group.setdefault(
            key,
            Statement(
                row.propertyLabel,
                row.valueLabel or str(row.value),
                row.value if isinstance(row.value, str) and row.valueLabel else None,
                row.kindLabel,
                derived=bool(row.derived),
            ),
        )
        if row.document is not None:
            statement.sources.append(Source(row.document, row.documentLabel or row.document, row.start, row.end))
    return Entity(
        thing.value,
        next((row.label for row in about if row.label), thing.value),
        tuple(dict.fromkeys(row.kind for row in about if row.kind)),
        tuple(dict.fromkeys(row.said for row in about if row.said)),
        tuple(outgoing.values()),
        tuple(incoming.values()),
    )


def _ask(kg: KnowledgeGraph, machinery: str, thing: NamedNode, lang: Lang) -> Result:
    query = Template.cut(kg.folder.machinery(machinery)).bind({"thing": [thing], "lang": [Literal(lang)]})
    return Result(lambda: select(kg.store, query))
