"""DCAT-AP 3: catalogue, dataset, a distribution for each file of the release, and its SPARQL endpoint.

``catalog.ttl``, ``catalog.rdf`` and ``catalog.jsonld`` say the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Triple

from twingraph.export.described import describe, warn, warn_unset
from twingraph.export.writing import json_ld, rdf_xml, turtle

if TYPE_CHECKING:
    from pathlib import Path

    from twingraph.export.described import Described
    from twingraph.export.release import Release

_QUERIES: Final = ("dcat-dataset", "dcat-catalogue", "dcat-files", "dcat-settings")
_SIZE: Final = NamedNode("http://www.w3.org/ns/dcat#byteSize")
_NON_NEGATIVE: Final = NamedNode("http://www.w3.org/2001/XMLSchema#nonNegativeInteger")


def write(release: Release, into: Path) -> None:
    """Write the catalogue of the files that lie in a folder."""
    described = describe(release, into)
    if described is None:
        return
    warn_unset(release, "site", "download", "publisher_name")
    if release.settings.contact_email is None and release.settings.contact_page is None:
        warn_unset(release, "contact_email")
    for row in described.release.select("dcat-lacking"):
        if (lacking := row["lacking"]) is not None:
            warn("export-lacking", what=lacking.value)
    triples = catalogue(described)
    (into / "catalog.ttl").write_text(turtle(triples, described.spaces), encoding="utf-8", newline="\n")
    (into / "catalog.rdf").write_bytes(rdf_xml(triples))
    (into / "catalog.jsonld").write_text(json_ld(triples, described.spaces), encoding="utf-8", newline="\n")


def catalogue(described: Described) -> list[Triple]:
    """Return the catalogue of a release as statements."""
    return [_sized(triple) for name in _QUERIES for triple in described.release.construct(name)]


def _sized(triple: Triple) -> Triple:
    """Give a size the type that DCAT wants, which no store keeps that makes every whole number an xsd:integer."""
    if triple.predicate != _SIZE or not isinstance(triple.object, Literal):
        return triple
    return Triple(triple.subject, triple.predicate, Literal(triple.object.value, datatype=_NON_NEGATIVE))
