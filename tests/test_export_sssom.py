"""The identity links as SSSOM: an independent reader finds the links that rdflib does, in slots of the schema."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import rdflib
import yaml

from tests.conftest import ROOT, WORLD
from tests.exports import TG, flat, release_of, written
from twingraph import KnowledgeGraph
from twingraph.export.settings import Settings
from twingraph.export.sssom import LINKS, UNSPECIFIED, write

GRAPHS = {"world": (WORLD, []), "more": (WORLD, [WORLD / "more" / "wikidata.ttl"]), "real": (ROOT, [])}

# From the schema of SSSOM 1.0: what the standard knows of these slots.
REQUIRED = {"mapping_set_id", "license"}
OF_SETS = REQUIRED | {
    "mapping_set_title",
    "mapping_set_version",
    "publication_date",
    "creator_label",
    "comment",
    "curie_map",
}
JUSTIFICATIONS = re.compile(
    "semapv:(MappingReview|ManualMappingCuration|LogicalReasoning|LexicalMatching|CompositeMatching|UnspecifiedMatching"
    "|SemanticSimilarityThresholdMatching|LexicalSimilarityThresholdMatching|MappingChaining"
    "|BackgroundKnowledgeBasedMatching)"
)


class Exported:
    def __init__(self, kg: KnowledgeGraph, folder: Path, settings: Settings | None = None) -> None:
        write(release_of(kg, settings), folder)
        self.kg = kg
        self.graph = flat(kg)
        self.file = folder / LINKS
        lines = self.file.read_text(encoding="utf-8").splitlines()
        self.metadata = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))
        self.rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))

    def expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{self.metadata['curie_map'][prefix]}{local}"


@pytest.fixture(scope="module", params=GRAPHS)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    folder, more = GRAPHS[request.param]
    return Exported(KnowledgeGraph.open(folder, add=more), tmp_path_factory.mktemp("sssom"))


def links(graph: rdflib.Graph) -> set[tuple[str, str, str]]:
    return {
        tuple(str(graph.value(link, each)) for each in (TG.linkOf, TG.linkRelation, TG.linkTarget))
        for link in graph.subjects(TG.linkTarget, None)
    }


def test_an_independent_reader_finds_the_links_of_the_graph(exported: Exported):
    reader = pytest.importorskip("sssom_pydantic", reason="sssom-pydantic is not installed")
    mappings, converter, metadata = reader.read(exported.file)
    found = {
        tuple(converter.expand(each.curie) for each in (mapping.subject, mapping.predicate, mapping.object))
        for mapping in mappings
    }
    assert found == links(exported.graph)
    assert len(mappings) == len(found)
    assert str(metadata.id) == exported.metadata["mapping_set_id"]
    assert all(mapping.confidence is None for mapping in mappings)


def test_slots_are_those_of_the_schema(exported: Exported):
    assert set(exported.metadata) <= OF_SETS
    assert set(exported.metadata) >= REQUIRED
    for row in exported.rows:
        assert None not in row
        for column in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
            assert re.fullmatch(r"[a-z_][a-z0-9_]*:\S+", row[column]), row
        assert JUSTIFICATIONS.fullmatch(row["mapping_justification"]), row
        assert row["subject_label"]
    assert [list(row.values()) for row in exported.rows] == sorted(list(row.values()) for row in exported.rows)


def test_how_a_link_was_made_is_told_as_far_as_it_is_recorded(exported: Exported):
    graph = exported.graph
    trusts = {
        (str(graph.value(link, TG.linkOf)), str(graph.value(link, TG.linkTarget))): str(trust).rpartition("/")[2]
        for link, trust in graph.subject_objects(TG.trust)
    }
    for row in exported.rows:
        trust = trusts.get((exported.expanded(row["subject_id"]), exported.expanded(row["object_id"])), "")
        known = "gazetteer" in trust or "wikidata" in trust
        expected = "semapv:BackgroundKnowledgeBasedMatching" if known else "semapv:UnspecifiedMatching"
        assert row["mapping_justification"] == expected


def test_notes_are_in_both_languages(tmp_path: Path):
    rows = Exported(KnowledgeGraph.open(WORLD), tmp_path).rows
    linden = next(row for row in rows if row["subject_id"] == "place:linden")
    assert linden["predicate_id"] == "skos:closeMatch"
    assert linden["comment"] == (
        "gazetteer. The gazetteer may mean the settlement in Norland"
        " / газеттир. Возможно, в справочнике имеется в виду посёлок в Норландии"
    )


def test_the_set_is_named_and_licensed_as_far_as_is_known(tmp_path: Path):
    world = Exported(KnowledgeGraph.open(WORLD), tmp_path).metadata
    assert (world["mapping_set_id"], world["license"]) == ("https://example.org/world/#identity-links", UNSPECIFIED)
    placed = Settings(download="https://example.org/files/")
    real = Exported(KnowledgeGraph.open(ROOT), tmp_path, placed).metadata
    assert real["mapping_set_id"] == f"https://example.org/files/{LINKS}"
    assert real["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert real["curie_map"]["wikidata"] == "http://www.wikidata.org/entity/"


def test_namespaces_that_end_alike_have_prefixes_of_their_own(tmp_path: Path):
    more = tmp_path / "more.ttl"
    more.write_text(
        "@prefix tg: <https://w3id.org/twingraph/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<https://example.org/l> tg:linkOf <https://example.com/place/x> ; tg:linkRelation skos:closeMatch ;"
        " tg:linkTarget <https://example.com/gazetteer/1> .\n",
        encoding="utf-8",
    )
    exported = Exported(KnowledgeGraph.open(WORLD, add=[more]), tmp_path)
    triples = {
        tuple(exported.expanded(row[column]) for column in ("subject_id", "predicate_id", "object_id"))
        for row in exported.rows
    }
    assert triples == links(exported.graph)
    assert len(exported.metadata["curie_map"]) == 6


def test_the_file_is_the_same_each_time(exported: Exported, tmp_path: Path):
    write(release_of(exported.kg), tmp_path)
    assert written(tmp_path)[LINKS] == exported.file.read_bytes()
