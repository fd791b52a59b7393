"""What a form of export is given: the graph, what its folder says of the release, and the queries over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from pyoxigraph import QuerySolutions, QueryTriples

from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

    from twingraph.export.settings import Settings
    from twingraph.layout import GraphFolder

    Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class Release:
    """A loaded graph folder that is exported.

    Attributes:
        folder: The folder.
        store: Its store: a named graph for each file, one for what rules derive, all of it once in the default graph.
        settings: What ``twingraph.toml`` says of addresses, contact and publisher.
        kept: What one form has reckoned and others need too, by a name that says what it is.
    """

    folder: GraphFolder
    store: Store
    settings: Settings
    kept: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    def select(self, name: str) -> Iterator[dict[str, Term | None]]:
        """Ask ``queries/export/<name>.rq``, a SELECT query, and yield its rows by variable."""
        answer = self.store.query(self.folder.machinery(f"export/{name}"), prefixes=PREFIXES)
        assert isinstance(answer, QuerySolutions)  # noqa: S101 - a query of our own
        names = [variable.value for variable in answer.variables]
        for row in answer:
            yield cast("dict[str, Term | None]", dict(zip(names, row, strict=True)))

    def construct(self, name: str) -> Iterator[Triple]:
        """Ask ``queries/export/<name>.rq``, a CONSTRUCT query."""
        answer = self.store.query(self.folder.machinery(f"export/{name}"), prefixes=PREFIXES)
        assert isinstance(answer, QueryTriples)  # noqa: S101 - a query of our own
        return iter(answer)
