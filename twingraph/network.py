"""The network of ties as a networkx graph, for what SPARQL does not reckon: bridges, communities, centralities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twingraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from twingraph.queries.results import Row

_BETWEEN = "; "
"""What stands between several kinds or statuses in one attribute; a text, since GraphML and GEXF know no lists."""


def to_networkx(rows: Iterable[Row]) -> nx.MultiGraph[str]:
    """Make a graph of the answer of the named query ``network``: a node a place, an edge a tie and a pair of places.

    What is not known is no attribute, so that every format of networkx can hold the graph.

    Args:
        rows: The answer; rows of one edge that differ in kind or status are told as one.

    Returns:
        A graph whose nodes are IRIs of places, with ``label``, ``country``, ``latitude`` and ``longitude``, and whose
        edges have the IRI of the tie as their key, with ``label``, ``kind``, ``agreements``, ``statuses`` and, if a
        day was asked for, ``held``. A tie of several parties has an edge of the same key for each pair.

    Raises:
        UsageError: networkx is not installed.
    """
    try:
        import networkx as nx  # noqa: PLC0415 - an extra, and slow to import
    except ModuleNotFoundError as error:
        raise UsageError("extra-missing", module=error.name, extra="network") from error
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    several: dict[tuple[str, str, str], tuple[set[str], set[str]]] = {}
    for row in rows:
        for end in ("place", "partner"):
            graph.add_node(str(row[end]), **_node(row, end))
        edge = (str(row["place"]), str(row["partner"]), str(row["tie"]))
        kinds, statuses = several.setdefault(edge, (set(), set()))
        kinds.add(str(row["kindLabel"] or row["tieKind"]))
        statuses.add(str(row["statusLabel"]))
        graph.add_edge(
            *edge,
            agreements=row["agreements"],
            kind=_BETWEEN.join(sorted(kinds)),
            statuses=_BETWEEN.join(sorted(statuses)),
            **_known(label=row["tieLabel"], held=row["held"]),
        )
    return graph


def _node(row: Row, end: str) -> dict[str, Any]:
    degrees = {name: row[f"{end}{name.capitalize()}"] for name in ("latitude", "longitude")}
    return _known(
        label=row[f"{end}Label"],
        country=row[f"{end}CountryLabel"],
        **{name: None if value is None else float(value) for name, value in degrees.items()},
    )


def _known(**attributes: Any) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}
