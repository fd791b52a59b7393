"""The network of ties as GraphML and GEXF: ``network.graphml``, ``network.gexf``."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from twingraph.export.edges import network

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from twingraph.export.edges import Value
    from twingraph.export.release import Release

GRAPHML: Final = "network.graphml"
GEXF: Final = "network.gexf"

_log = logging.getLogger("twingraph")


def write(release: Release, into: Path) -> None:
    """Write the network of ties in both formats.

    Both call the English name ``label``, by which programs write it beside a node or an edge; ``label_ru`` is beside
    it. What is not known is no attribute.
    """
    import networkx as nx  # noqa: PLC0415 - an extra, and slow to import
    from networkx.readwrite.gexf import GEXFWriter  # noqa: PLC0415

    found = network(release)
    for tie in found.apart:
        _log.warning("network: %s joins no two places and is left out", tie)
    graph = nx.MultiGraph()
    for place in found.joined:
        graph.add_node(place.iri, **_named(place.values, place.iri))
    for edge in found.edges:
        graph.add_edge(edge.place, edge.partner, key=edge.id, id=edge.id, **_named(edge.values, edge.id))
    # Not write_graphml, which writes otherwise where lxml is installed.
    nx.write_graphml_xml(graph, into / GRAPHML, edge_id_from_attribute="id")
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    _mend(writer.xml)
    with (into / GEXF).open("wb") as file:
        writer.write(file)


def _mend(gexf: Element) -> None:
    """Take out what networkx adds to GEXF of its own.

    The day of writing and the version of networkx are nothing that the network says; a graph has no name in the format,
    and the key of an edge is its identifier once more.
    """
    meta = next(gexf.iter("meta"))
    del meta.attrib["lastmodifieddate"]
    next(meta.iter("creator")).text = "TwinGraph"
    del next(gexf.iter("graph")).attrib["name"]
    keys = [each.get("id") for each in gexf.iter("attribute") if each.get("title") == "networkx_key"]
    for parent in [*gexf.iter("attributes"), *gexf.iter("attvalues")]:
        for child in [each for each in parent if (each.get("for") or each.get("id")) in keys]:
            parent.remove(child)


def _named(values: Mapping[str, Value], iri: str) -> dict[str, Value]:
    return {"label": values.get("label_en", iri)} | {
        name: value for name, value in values.items() if name != "label_en"
    }
