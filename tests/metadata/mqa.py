"""The score of data.europa.eu's metadata quality assessment, by its published methodology.

https://dataeuropa.gitlab.io/data-provider-manual/metadata-quality-dashboard/: five dimensions, 405 points; more than
350 are "excellent". Where the methodology counts per distribution, the points are given by the share of distributions
that have the term, which is never more than what the portal gives. The lists are those of the portal.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

from rdflib import DCAT, DCTERMS, RDF, Graph, URIRef
from rdflib.namespace import Namespace
from rdflib.term import Node

EDP = Namespace("https://europeandataportal.eu/voc#")
IANA = "http://www.iana.org/assignments/media-types/"
EXCELLENT = 351

Test = Callable[[Node], bool]


class Lists:
    """The portal's lists of formats, licences and access rights."""

    def __init__(self, tables: Path):
        self.file_types = self._column(tables / "file_types.csv")
        self.media_types = self._column(tables / "media_types.csv")
        self.access_rights = self._concepts(tables / "access-right-skos.rdf")
        self.licences = self._concepts(tables / "edp-licences-skos.rdf")
        self.machine_readable = self._concepts(tables / "edp-machine-readable-format.rdf")
        self.non_proprietary = self._concepts(tables / "edp-non-proprietary-format.rdf")

    @staticmethod
    def _column(file: Path) -> set[str]:
        with file.open(encoding="utf-8", newline="") as lines:
            return {row[0] for row in csv.reader(lines) if row}

    @staticmethod
    def _concepts(file: Path) -> set[str]:
        return {str(subject) for subject in Graph().parse(file).subjects() if isinstance(subject, URIRef)}


def score(graph: Graph, lists: Lists, *, reachable: Test, conforms: bool) -> dict[str, Fraction]:
    """Return the points of the one dataset of a catalogue, by indicator."""
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    distributions = list(graph.objects(dataset, DCAT.distribution))

    def of(subject: Node, term: URIRef, test: Test = lambda _: True) -> bool:
        values = list(graph.objects(subject, term))
        return bool(values) and all(test(value) for value in values)

    def dataset_has(points: int, term: URIRef, test: Test = lambda _: True) -> Fraction:
        return Fraction(points if of(dataset, term, test) else 0)

    def each(points: int, *asked: tuple[URIRef, Test]) -> Fraction:
        good = [all(of(one, *question) for question in asked) for one in distributions]
        return Fraction(points * sum(good), len(good)) if good else Fraction(0)

    def said(_: Node) -> bool:
        return True

    def among(names: Iterable[str]) -> Test:
        known = set(names)
        return lambda value: str(value) in known

    return {
        # Findability, 100
        "keyword": dataset_has(30, DCAT.keyword),
        "theme": dataset_has(30, DCAT.theme),
        "spatial": dataset_has(20, DCTERMS.spatial),
        "temporal": dataset_has(20, DCTERMS.temporal),
        # Accessibility, 100
        "access-url-answers": each(50, (DCAT.accessURL, reachable)),
        "download-url": each(20, (DCAT.downloadURL, said)),
        "download-url-answers": each(30, (DCAT.downloadURL, reachable)),
        # Interoperability, 110
        "format": each(20, (DCTERMS.format, said)),
        "media-type": each(10, (DCAT.mediaType, said)),
        "from-vocabulary": each(
            10, (DCTERMS.format, among(lists.file_types)), (DCAT.mediaType, among(lists.media_types))
        ),
        "non-proprietary": each(20, (DCTERMS.format, among(lists.non_proprietary))),
        "machine-readable": each(20, (DCTERMS.format, among(lists.machine_readable))),
        "conforms": Fraction(30 if conforms else 0),
        # Reusability, 75
        "licence": each(20, (DCTERMS.license, said)),
        "licence-known": each(10, (DCTERMS.license, among(lists.licences))),
        "access-rights": dataset_has(10, DCTERMS.accessRights),
        "access-rights-known": dataset_has(5, DCTERMS.accessRights, among(lists.access_rights)),
        "contact": dataset_has(20, DCAT.contactPoint),
        "publisher": dataset_has(10, DCTERMS.publisher),
        # Contextuality, 20
        "rights": each(5, (DCTERMS.rights, said)),
        "size": each(5, (DCAT.byteSize, said)),
        "issued": min(dataset_has(5, DCTERMS.issued), each(5, (DCTERMS.issued, said))),
        "modified": min(dataset_has(5, DCTERMS.modified), each(5, (DCTERMS.modified, said))),
    }
