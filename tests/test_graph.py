"""Opening a folder: named graphs, the materialised default graph, what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from tests.conftest import ROOT, WORLD
from twingraph import GraphError, KnowledgeGraph, UsageError
from twingraph.layout import GraphFolder

TREATY = NamedNode("https://example.org/world/id/agreement/veligrad-linden-2003")
SIGNED = NamedNode("https://w3id.org/twingraph/ontology#signedOn")
GRAPHS = "https://example.org/world/graph/"
WORLD_ID = "https://example.org/world/id"


def test_what_two_documents_state_is_two_statements_and_one_triple(world: KnowledgeGraph):
    stated = [quad.graph_name for quad in world.store.quads_for_pattern(TREATY, SIGNED, None)]
    assert sorted(map(str, stated)) == sorted(
        map(
            str,
            [
                NamedNode(f"{GRAPHS}data/documents/linden-news"),
                NamedNode(f"{GRAPHS}data/documents/veligrad-report"),
                DefaultGraph(),
            ],
        )
    )
    counted = world.sparql(f"SELECT (COUNT(*) AS ?n) {{ {TREATY} tg:signedOn ?date }}")
    assert [row.n for row in counted] == [1]


def test_the_default_graph_is_everything_once(world: KnowledgeGraph):
    named = {quad.triple for quad in world.store if quad.graph_name != DefaultGraph()}
    default = [quad.triple for quad in world.store.quads_for_pattern(None, None, None, DefaultGraph())]
    assert set(default) == named
    assert len(default) == len(named)


def test_every_file_is_a_named_graph(world: KnowledgeGraph):
    names = {graph.value for graph in world.store.named_graphs()}
    assert {world.folder.graph_name(path) for path in world.folder.turtle_files()} | {
        world.folder.derived_graph
    } == names


def test_shapes_stay_out_of_the_graph(world: KnowledgeGraph):
    assert world.sparql("ASK { ?shape a sh:NodeShape }") is False


def test_a_folder_borrows_the_parts_it_lacks(world: KnowledgeGraph):
    assert world.folder.data == WORLD / "data"
    assert world.folder.ontology.resolve() == ROOT / "ontology"
    assert world.folder.documents == WORLD / "documents"


@pytest.mark.parametrize("inside", ["", "data", "data/documents"])
def test_the_folder_one_stands_in_is_found(world_copy: Path, monkeypatch: pytest.MonkeyPatch, inside: str):
    monkeypatch.chdir(world_copy / inside)
    assert GraphFolder.find().root == world_copy


def test_elsewhere_the_graph_of_the_package_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert (GraphFolder.find().data / "places").is_dir()
    assert GraphFolder.find() == GraphFolder.bundled()


def test_a_missing_folder_is_told(tmp_path: Path):
    with pytest.raises(UsageError, match="there is no folder"):
        KnowledgeGraph.open(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="holds no data/"):
        KnowledgeGraph.open(tmp_path)


def test_broken_turtle_is_told_with_file_and_line(world_copy: Path):
    broken = world_copy / "data" / "places" / "norland.ttl"
    lines = broken.read_text(encoding="utf-8").splitlines()
    broken.write_text("\n".join([*lines, "place:nowhere a tg:City ; ; .", "place:x rdfs:label ."]), encoding="utf-8")
    with pytest.raises(GraphError, match=rf"norland\.ttl:{len(lines) + 2}:\d+: this is not valid Turtle"):
        KnowledgeGraph.open(world_copy)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("base = ", "not valid TOML"),
        ('bsae = "https://example.org/"', "no setting bsae; known: base"),
        ("base = 3", "must be a text"),
        ('base = "example"', "must be an http"),
    ],
)
def test_a_broken_configuration_is_told(world_copy: Path, config: str, message: str):
    (world_copy / "twingraph.toml").write_text(config, encoding="utf-8")
    with pytest.raises(GraphError, match=rf"twingraph\.toml.*{message}"):
        KnowledgeGraph.open(world_copy)


def test_rdflib_gets_a_copy_or_a_view(world: KnowledgeGraph):
    copy, view = world.to_rdflib(), world.to_rdflib(copy=False)
    count = "SELECT (COUNT(*) AS ?n) { ?tie a <https://w3id.org/twingraph/ontology#Tie> }"
    expected = [row.n for row in world.sparql(count)]
    for dataset in (copy, view):
        assert [row.n.toPython() for row in dataset.query(count)] == expected


def test_a_query_that_is_none_is_told(world: KnowledgeGraph):
    with pytest.raises(UsageError, match=r"line \d+: this is no SPARQL query"):
        world.sparql("SELECT * WHERE {\n ?s ?p }")
    with pytest.raises(UsageError):
        world.sparql("DELETE WHERE { ?s ?p ?o }")


def test_added_file_is_a_named_graph_beside_the_others(tmp_path: Path) -> None:
    added = tmp_path / "other-source.nt"
    added.write_text(f"<{WORLD_ID}/place/veligrad> <https://example.org/other/twin> <{WORLD_ID}/place/gerk> .\n")
    kg = KnowledgeGraph.open(WORLD, add=[added])
    assert [row[0] for row in kg.sparql("SELECT ?g { GRAPH ?g { ?s <https://example.org/other/twin> ?o } }")] == [
        "https://example.org/world/graph/added/other-source"
    ]
    assert kg.sparql("ASK { ?s <https://example.org/other/twin> ?o }") is True


def test_added_file_with_several_graphs_is_refused(tmp_path: Path) -> None:
    added = tmp_path / "dump.nq"
    added.write_text("")
    with pytest.raises(GraphError, match=r"dump\.nq: N-Quads may hold several graphs"):
        KnowledgeGraph.open(WORLD, add=[added])
