"""Is there anything to check: are the parts of the folder without Turtle, are there files that nobody reads?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twingraph.check.findings import Finding
from twingraph.check.texts import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twingraph.check.findings import Severity
    from twingraph.layout import GraphFolder

#: Endings of RDF in its several formats, and of SPARQL, as people and tools write them.
_RDF: Final = frozenset(
    {".ttl", ".turtle", ".nt", ".ntriples", ".n3", ".nq", ".trig", ".rdf", ".owl", ".rdfs", ".jsonld"}
)
_SPARQL: Final = frozenset({".rq", ".sparql"})


def part_findings(folder: GraphFolder) -> Iterator[Finding]:
    """Yield what is not read, and the parts in which there is nothing to read.

    A graph that is only begun has no data yet, which is no fault of it. Without ontology or shapes the check would
    pass whatever the data say.
    """
    turtle = {*folder.turtle_files(), *folder.shape_files()}
    parts: tuple[tuple[Path, str, Severity], ...] = (
        (folder.data, "no-data", "warning"),
        (folder.ontology, "no-ontology", "violation"),
        (folder.shapes, "no-shapes", "violation"),
    )
    for part, rule, severity in parts:
        if not any(file.is_relative_to(part) for file in turtle):
            yield Finding(severity, rule, message(rule), part)
        for file in sorted(part.rglob("*")):
            if file.suffix.lower() in _RDF and file not in turtle and not file.is_dir():
                yield Finding("warning", "not-read", message("not-read", ending=".ttl"), file)
    queries = {*folder.queries.rglob("*.rq"), *folder.rule_files()}
    for part in (folder.ontology / "rules", folder.queries):
        for file in sorted(part.rglob("*")):
            if file.suffix.lower() in _SPARQL and file not in queries and not file.is_dir():
                yield Finding("warning", "not-read", message("not-read", ending=".rq"), file)
