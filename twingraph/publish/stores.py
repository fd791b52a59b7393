"""What is particular to stores: where their services are, what they keep, and what a switch is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

UPDATE_BATCH: Final = 1_000
"""How many statements one update inserts: Virtuoso refuses texts of more than 10,000 lines."""
GSP_BATCH: Final = 20_000


class Kind(NamedTuple):
    """What is known of one kind of store.

    Attributes:
        paths: For the last part of the path of its query service, those of the update service and of the graph store.
        auth: How it takes passwords.
        own_default: Whether it has a default graph of its own; others show the union of all graphs, or of those that
            its owner chooses, so that every statement once is a named graph there.
        as_texts: Datatypes whose values it changes when it loads them.
    """

    paths: Mapping[str, tuple[str, str | None]]
    auth: str = "basic"
    own_default: bool = True
    as_texts: tuple[str, ...] = ()


KINDS: Final[Mapping[str, Kind]] = {
    "oxigraph": Kind({"query": ("update", "store")}),
    "virtuoso": Kind(
        {
            "sparql": ("sparql", "sparql-graph-crud"),
            "sparql-auth": ("sparql-auth", "sparql-graph-crud-auth"),
        },
        auth="digest",
        own_default=False,
        # Virtuoso 7 makes P1Y2M20D to 14, and keeps coordinates with 32 bits under a datatype of its own.
        as_texts=(f"{PREFIXES['xsd']}duration", f"{PREFIXES['geo']}wktLiteral"),
    ),
}
OTHER: Final = Kind({"query": ("update", None)})
"""A store of which nothing is known but SPARQL 1.1."""
