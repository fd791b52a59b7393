"""The statements that are reasoned over, and what follows from them as far as contradictions need it.

Which statements those are, and what follows, is told by ``queries/reason/``. Blank nodes get names here, since a query
cannot be asked about one that it does not name; :func:`unnamed` gives them back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from pyoxigraph import BlankNode, NamedNode, Quad, Store, Triple

from twingraph.engine import construct, query_error, select
from twingraph.errors import GraphError
from twingraph.queries.binding import Template

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Literal, QuerySolution

    from twingraph.layout import GraphFolder

    Term = NamedNode | BlankNode | Literal | Triple
    Node = NamedNode | BlankNode

_T = TypeVar("_T")
_BLANK: Final = "urn:twingraph:blank:"


class Statements:
    """What of a loaded graph says something in OWL, in a store of its own.

    Args:
        folder: The graph folder.
        store: Its loaded store.
    """

    def __init__(self, folder: GraphFolder, store: Store) -> None:
        self.folder = folder
        self._graph = store
        self.store = Store()
        self.store.bulk_extend(Quad(*named_triple(triple)) for triple in self._construct(store, "statements"))

    def copy(self) -> list[Triple]:
        """Return the reasoner's copy, without what its reasoner stops at."""
        return [unnamed(triple) for triple in self._construct(self.store, "copy")]

    def conclude(self) -> None:
        """Add what follows, each folder of rules until nothing new does."""
        for stage in ("closure", "apart", "members"):
            before = -1
            while before != len(self.store):
                before = len(self.store)
                for file in self.files(stage):
                    self.store.extend([Quad(*triple) for triple in self._construct(self.store, f"{stage}/{file.stem}")])

    def files(self, stage: str) -> list[Path]:
        """Return the queries of a folder below ``queries/reason``: the graph's own, or the package's."""
        own = self.folder.queries / "reason" / stage
        found = own if own.is_dir() else self.folder.bundled().queries / "reason" / stage
        return sorted(found.glob("*.rq"))

    def ask(self, name: str, /, **values: NamedNode | Literal) -> Iterator[QuerySolution]:
        """Ask one of the queries, with the values given."""
        return self._select(self.store, name, self._bound(name, values))

    def ask_graph(self, name: str, /, **values: NamedNode | Literal) -> Iterator[QuerySolution]:
        """Ask one of the queries of the whole graph, with the values given."""
        return self._select(self._graph, name, self._bound(name, values))

    def ask_for_triples(self, name: str) -> set[Triple]:
        """Return the triples of one of the queries, blank nodes named."""
        return set(self._construct(self.store, name))

    def _bound(self, name: str, values: Mapping[str, NamedNode | Literal]) -> str:
        return Template.cut(self._text(name)).bind({key: [value] for key, value in values.items()})

    def _text(self, name: str) -> str:
        return self.folder.machinery(f"reason/{name}")

    def _select(self, store: Store, name: str, text: str) -> Iterator[QuerySolution]:
        try:
            yield from select(store, text)
        except SyntaxError as error:
            raise self._broken(name, error) from error

    def _construct(self, store: Store, name: str) -> Iterator[Triple]:
        try:
            yield from construct(store, self._text(name))
        except SyntaxError as error:
            raise self._broken(name, error) from error

    def _broken(self, name: str, error: SyntaxError) -> GraphError:
        wrong = query_error(error)
        file = self.folder.machinery_file(f"reason/{name}")
        return GraphError("broken-query", file=file, line=wrong.line, reason=wrong.reason)


def named(term: _T) -> _T | NamedNode:
    """Return a blank node's name here; other terms as they are."""
    return NamedNode(f"{_BLANK}{term.value}") if isinstance(term, BlankNode) else term


def is_blank(term: object) -> bool:
    """Return whether a name stands for a blank node."""
    return isinstance(term, NamedNode) and term.value.startswith(_BLANK)


def blank(term: _T) -> _T | BlankNode:
    """Return the blank node that a name stands for; other terms as they are."""
    return BlankNode(term.value.removeprefix(_BLANK)) if isinstance(term, NamedNode) and is_blank(term) else term


def named_triple(triple: Triple) -> Triple:
    """Return a triple with its blank nodes named."""
    return Triple(named(triple.subject), triple.predicate, named(triple.object))


def unnamed(triple: Triple) -> Triple:
    """Return a triple with its blank nodes as they were."""
    return Triple(blank(triple.subject), triple.predicate, blank(triple.object))
