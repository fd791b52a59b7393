"""Which terms a graph knows, in which role, and what is near to one that it does not know."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from twingraph.engine import select
from twingraph.near import near
from twingraph.queries.binding import Template
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

    from twingraph.layout import GraphFolder

_SCHEMA = "http://www.w3.org/2001/XMLSchema#"


def space_of(iri: str) -> str:
    """Return what an IRI begins with, up to its name."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _name(iri: str) -> str:
    return iri.removeprefix(space_of(iri)).casefold()


class Known:
    """The terms of a graph; what they are is asked by ``queries/explain/``, when the first of them is in doubt."""

    def __init__(self, store: Store, folder: GraphFolder) -> None:
        self._store = store
        self._folder = folder
        self._things: dict[str, list[str]] = {}

    @cached_property
    def _roles(self) -> dict[str, set[str]]:
        roles: dict[str, set[str]] = defaultdict(set)
        for term, role in select(self._store, self._folder.machinery("explain/terms")):
            roles[role.value].add(term.value)
        return roles

    def has(self, iri: str) -> bool:
        """Tell whether any statement, or a graph, names an IRI."""
        node = NamedNode(iri)
        return (
            iri.startswith(_SCHEMA)
            or any(True for _ in self._store.quads_for_pattern(node, None, None))
            or any(True for _ in self._store.quads_for_pattern(None, None, node))
            or any(True for _ in self._store.quads_for_pattern(None, node, None))
            or self._store.contains_named_graph(node)
        )

    def has_space(self, iri: str) -> bool:
        """Tell whether the graph has things whose IRIs begin as this one does."""
        return bool(self._candidates(space_of(iri), "thing"))

    def fits(self, iri: str, role: str) -> bool:
        """Tell whether a term that the graph has is of the role in which it is used; a thing may be anything."""
        return role not in ("class", "property") or iri in self._roles[role]

    def near(self, iri: str, role: str) -> list[str]:
        """Return the terms of a role that are most like an IRI, the likest first.

        A term with the very same name in another vocabulary comes first; then those of the same one, whatever their
        case.
        """
        space = space_of(iri)
        beside = {_name(term): term for term in self._candidates(space, role) if space_of(term) == space}
        found = [beside[name] for name in near(_name(iri), beside, 2)]
        return list(dict.fromkeys([*self.namesakes(iri, role), *found]))[:3]

    def namesakes(self, iri: str, role: str) -> list[str]:
        """Return the other terms of a role that have the very name of an IRI, but for its case."""
        candidates = self._candidates(space_of(iri), role)
        return [term for term in candidates if term != iri and _name(term) == _name(iri)]

    def _candidates(self, space: str, role: str) -> list[str]:
        if role == "graph":
            return [graph.value for graph in self._store.named_graphs() if isinstance(graph, NamedNode)]
        if role in ("class", "property"):
            return sorted(self._roles[role])
        if space not in self._things:
            query = Template.cut(self._folder.machinery("explain/individuals")).bind({"space": [Literal(space)]})
            self._things[space] = [row[0].value for row in select(self._store, query)]
        return self._things[space]

    def near_prefix(self, prefix: str, declared: set[str]) -> list[str]:
        """Return the prefixes most like one that is not declared."""
        return near(prefix, sorted({*PREFIXES, *declared}), 2)
