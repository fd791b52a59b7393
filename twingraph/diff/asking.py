"""What the queries in ``queries/diff/`` answer about each of two graphs.

Both are asked the same questions. Each has, while it is asked, four graphs more: what only it states
(``urn:twingraph:diff:here``), what only the other states (``there``), what both state of the subjects of these
(``both``), and what is derived from it only (``derived``).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode, Quad

from twingraph.engine import select
from twingraph.layout import GraphFolder
from twingraph.queries.binding import Template

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import Store, Triple

    from twingraph.diff.sides import Side
    from twingraph.diff.statements import Statements
    from twingraph.texts import Lang

HERE, THERE, BOTH, DERIVED = (NamedNode(f"urn:twingraph:diff:{name}") for name in ("here", "there", "both", "derived"))
_GRAPHS: Final = (HERE, THERE, BOTH, DERIVED)


class Asker:
    """Asks one of the graphs.

    Args:
        store: The graph, marked.
        lang: The language of labels.
    """

    def __init__(self, store: Store, lang: Lang) -> None:
        self._store = store
        self._lang = lang
        # Not those of the folder: at an older revision it may bring older ones along.
        self._queries = GraphFolder.bundled()

    def __call__(self, name: str) -> list[dict[str, Any]]:
        """Return the rows that a query of ``queries/diff/`` answers: terms by column, None for what is unbound."""
        query = Template.cut(self._queries.machinery(f"diff/{name}")).bind({"lang": [Literal(self._lang)]})
        answer = select(self._store, query)
        columns = [variable.value for variable in answer.variables]
        return [dict(zip(columns, solution, strict=True)) for solution in answer]


@contextmanager
def askers(old: Side, new: Side, statements: Statements, lang: Lang) -> Iterator[tuple[Asker, Asker]]:
    """Mark both graphs, and return what asks them; at the end the marks are taken away."""
    added, removed = statements.added, statements.removed
    marked = (
        (old.graph.store, removed, added, statements.derived_removed),
        (new.graph.store, added, removed, statements.derived_added),
    )
    try:
        for store, here, there, derived in marked:
            _mark(store, here, there, derived)
        yield Asker(old.graph.store, lang), Asker(new.graph.store, lang)
    finally:
        for store, *_ in marked:
            for graph in _GRAPHS:
                store.remove_graph(graph)


def _mark(store: Store, here: Sequence[Triple], there: Sequence[Triple], derived: Sequence[Triple]) -> None:
    for graph, triples in ((HERE, here), (THERE, there), (DERIVED, derived)):
        store.extend(Quad(each.subject, each.predicate, each.object, graph) for each in triples)
    own = set(here) | set(derived)
    subjects = {triple.subject for triple in (*here, *there) if isinstance(triple.subject, NamedNode)}
    store.extend(
        Quad(quad.subject, quad.predicate, quad.object, BOTH)
        for subject in subjects
        for quad in list(store.quads_for_pattern(subject, None, None, None))
        if quad.graph_name not in _GRAPHS and quad.triple not in own
    )
