"""What the tests of exports share: a release of a graph folder, and the same graph as rdflib has it."""

from __future__ import annotations

from pathlib import Path

import rdflib

from twingraph import KnowledgeGraph
from twingraph.export.release import Release
from twingraph.export.settings import Settings

TG = rdflib.Namespace("https://w3id.org/twingraph/ontology#")
RDFS = rdflib.RDFS
SKOS = rdflib.SKOS


def release_of(kg: KnowledgeGraph, settings: Settings | None = None) -> Release:
    return Release(kg.folder, kg.store, settings or Settings.read(kg.folder))


def flat(kg: KnowledgeGraph) -> rdflib.Graph:
    """The graph in rdflib, every statement once."""
    graph = rdflib.Graph()
    for triple in kg.to_rdflib().quads((None, None, None, None)):
        graph.add(triple[:3])
    return graph


def instances(graph: rdflib.Graph, *classes: rdflib.URIRef) -> set[str]:
    found = {sub for each in classes for sub in graph.transitive_subjects(RDFS.subClassOf, each)}
    return {str(thing) for each in found for thing in graph.subjects(rdflib.RDF.type, each)}


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
