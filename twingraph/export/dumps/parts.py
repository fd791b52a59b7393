"""The parts of the graph by themselves: what documents say, other data, what is derived; ontology and vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twingraph.export.dumps import jsonld, nquads, rdfxml, turtle
from twingraph.export.dumps.statements import PARTS, graphs

if TYPE_CHECKING:
    from pathlib import Path

    from twingraph.export.release import Release

#: Parts that other programs read alone, as Protégé does, and so also in the forms that they know.
_TERMS: Final = ("ontology", "vocabularies")


def write(release: Release, into: Path) -> None:
    """Write each part that holds anything: as N-Quads and Turtle, terms also as RDF/XML and JSON-LD.

    Raises:
        ExportError: RDF/XML cannot hold a statement of the ontology or the vocabularies.
    """
    known = graphs(release)
    for part in PARTS:
        names = [name for name in known if known[name] == part]
        if not names:
            continue
        nquads.dump(release, names, into / f"{part}.nq")
        turtle.dump(release, names, into / f"{part}.ttl")
        if part in _TERMS:
            rdfxml.dump(release, names, into / f"{part}.rdf")
            jsonld.dump(release, names, into / f"{part}.jsonld")
