"""GraphML and GEXF, read back by networkx and held to what the named query ``network`` says of the same ties."""

from __future__ import annotations

import itertools
import logging
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.conftest import ROOT, WORLD
from tests.exports import release_of, written
from twingraph import KnowledgeGraph, UsageError
from twingraph.export.networks import GEXF, GRAPHML, write
from twingraph.export.run import export

nx = pytest.importorskip("networkx", reason="the network extra is not installed")

READ = {GRAPHML: lambda file: nx.read_graphml(file, force_multigraph=True), GEXF: nx.read_gexf}
GRAPHS = {
    "world": lambda: KnowledgeGraph.open(WORLD),
    "more": lambda: KnowledgeGraph.open(WORLD, add=sorted((WORLD / "more").glob("*.ttl"))),
    "real": lambda: KnowledgeGraph.open(ROOT),
}
TIE = "https://example.org/world/id/tie/"
GEXF_NAMES = {"g": "http://www.gexf.net/1.2draft"}


@pytest.fixture(scope="module", params=GRAPHS)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[KnowledgeGraph, Path]:
    kg = GRAPHS[request.param]()
    folder = tmp_path_factory.mktemp("network")
    write(release_of(kg), folder)
    return kg, folder


@pytest.fixture(scope="module")
def world_edges(world: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    folder = tmp_path_factory.mktemp("network")
    write(release_of(world), folder)
    graph = READ[GRAPHML](folder / GRAPHML)
    return {data["tie"].removeprefix(TIE): data for *_, data in graph.edges(data=True)}


@pytest.mark.parametrize("file", READ)
def test_both_files_hold_the_network_that_the_named_query_tells_of(file: str, exported: tuple[KnowledgeGraph, Path]):
    kg, folder = exported
    read = READ[file](folder / file)
    said = {lang: kg.to_networkx(lang=lang) for lang in ("en", "ru")}
    assert set(read) == set(said["en"])
    for place, data in read.nodes(data=True):
        assert data["label"] == said["en"].nodes[place]["label"]
        assert data.get("label_ru") == said["ru"].nodes[place].get("label")
        assert data.get("country_ru") == said["ru"].nodes[place].get("country")
        assert data.get("latitude") == said["en"].nodes[place].get("latitude")
        assert data.get("longitude") == said["en"].nodes[place].get("longitude")
    edges = {(*sorted((one, other)), data["tie"]): data for one, other, data in read.edges(data=True)}
    expected = {
        lang: {(*sorted(each[:2]), each[2]): each[3] for each in graph.edges(keys=True, data=True)}
        for lang, graph in said.items()
    }
    assert set(edges) == set(expected["en"])
    for edge, data in edges.items():
        assert data["agreements"] == expected["en"][edge]["agreements"]
        assert data.get("kind_en") == expected["en"][edge]["kind"]
        assert data.get("label_ru") == expected["ru"][edge].get("label")
        for lang in ("en", "ru"):
            told = {status.split(" (")[0] for status in data[f"status_{lang}"].split("; ")}
            assert told == set(expected[lang][edge]["statuses"].split("; "))


def test_domestic_and_international_ties_are_told_apart(exported: tuple[KnowledgeGraph, Path]):
    kg, folder = exported
    read = READ[GRAPHML](folder / GRAPHML)
    for scope in ("international", "domestic"):
        expected = {row.tie for row in kg.query("network", scope=scope)}
        assert {data["tie"] for *_, data in read.edges(data=True) if data["scope_en"] == scope} == expected
    unknown = {data["scope_ru"] for *_, data in read.edges(data=True) if data["scope_en"] == "not known"}
    assert unknown <= {"не известно"}


def test_edges_say_dates_and_doubts_as_far_as_they_are_known(world_edges: dict[str, dict[str, object]]):
    assert set(world_edges) == {"linden-korvina", "veligrad-korvina", "veligrad-linden", "veligrad-zarnitsa"}
    zarnitsa = world_edges["veligrad-zarnitsa"]
    assert (zarnitsa["start_date"], zarnitsa["uncertain_en"], zarnitsa["uncertain_ru"]) == (
        "1978",
        "start date",
        "начало",
    )
    assert zarnitsa["status_en"] == "not stated"
    assert "known_to_hold_by" not in zarnitsa, "an uncertain start attests nothing"
    assert "start_date" not in world_edges["veligrad-linden"], "the day of a treaty is not that of the tie"
    assert world_edges["veligrad-linden"]["agreements"] == 2
    assert world_edges["veligrad-korvina"]["status_en"] == "dormant (as of a day not before 2013-01-01)"
    assert world_edges["veligrad-korvina"]["status_ru"] == "не осуществляется (на день не раньше 2013-01-01)"


def test_a_tie_of_bodies_says_that_it_is_one(world_edges: dict[str, dict[str, object]]):
    tie = world_edges["linden-korvina"]
    assert (tie["parties_are_en"], tie["parties_are_ru"]) == ("bodies", "органы")
    assert tie["parties_en"] == "Council of Korvina; Council of Linden"
    assert world_edges["veligrad-linden"]["parties_are_en"] == "places"


def test_a_tie_that_was_ended_says_so_and_by_whose_word(tmp_path: Path):
    kg = KnowledgeGraph.open(WORLD, add=[WORLD / "more" / "ended.ttl"])
    write(release_of(kg), tmp_path)
    edges = {data["tie"].removeprefix(TIE): data for *_, data in READ[GEXF](tmp_path / GEXF).edges(data=True)}
    assert edges["mirny-zarnitsa"]["status_en"] == "ended (as of 2010)"
    assert edges["mirny-zarnitsa"]["said_to_have_ended_by"] == "2010-12-31"
    assert edges["mirny-linden"]["status_en"] == (
        "active (as of 2014-08, Council of Mirny); ended (as of 2014-08, Council of Linden)"
    )
    assert edges["mirny-gerk"]["status_en"] == "not stated", "its agreement was ended, not the tie"


def test_a_tie_of_several_places_has_an_edge_for_each_pair(tmp_path: Path):
    kg = KnowledgeGraph.open(WORLD, add=[WORLD / "more" / "network.ttl"])
    write(release_of(kg), tmp_path)
    root = ET.parse(tmp_path / GEXF).getroot()
    identifiers = [edge.get("id") for edge in root.iterfind(".//g:edge", GEXF_NAMES)]
    assert len(identifiers) == len(set(identifiers))
    assert {f"{TIE}alfa-beta-gamma#{number}" for number in (1, 2, 3)} < set(identifiers)


def test_the_files_hold_no_time_of_writing_and_are_the_same_each_time(world: KnowledgeGraph, tmp_path: Path):
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        folder.mkdir()
        write(release_of(world), folder)
    one, other = map(written, folders)
    assert one == other
    text = one[GEXF].decode()
    assert "lastmodifieddate" not in text
    assert "networkx" not in text.lower()


def test_gexf_has_what_its_schema_asks_and_nothing_else(exported: tuple[KnowledgeGraph, Path]):
    """The rules of the official schema of 1.2draft that apply here; the schema itself is not in the repository."""
    root = ET.parse(exported[1] / GEXF).getroot()
    assert (root.tag, root.get("version")) == ("{http://www.gexf.net/1.2draft}gexf", "1.2")
    graph = root.find("g:graph", GEXF_NAMES)
    assert set(graph.attrib) <= {"defaultedgetype", "mode", "timeformat", "start", "end", "idtype"}
    declared = {
        each.get("class"): {attribute.get("id"): attribute.get("type") for attribute in each}
        for each in graph.iterfind("g:attributes", GEXF_NAMES)
    }
    assert set(itertools.chain(*(types.values() for types in declared.values()))) <= {"string", "long", "double"}
    nodes = {node.get("id") for node in graph.iterfind("g:nodes/g:node", GEXF_NAMES)}
    for sort, path in (("node", "g:nodes/g:node"), ("edge", "g:edges/g:edge")):
        for element in graph.iterfind(path, GEXF_NAMES):
            assert {each.get("for") for each in element.iterfind(".//g:attvalue", GEXF_NAMES)} <= set(declared[sort])
            assert {element.get("source", element.get("id")), element.get("target", element.get("id"))} - nodes <= (
                set() if sort == "edge" else {element.get("id")}
            )


def test_ties_that_join_no_places_are_named_and_left_out(
    world_copy: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    more = tmp_path / "offices.ttl"
    more.write_text(
        """@prefix : <https://example.org/world/id/tie/> . @prefix tg: <https://w3id.org/twingraph/ontology#> .
        @prefix body: <https://example.org/world/id/body/> .
        body:one a tg:EditorialOffice . body:other a tg:EditorialOffice .
        :offices a tg:Tie ; tg:party body:one , body:other .""",
        encoding="utf-8",
    )
    with caplog.at_level(logging.WARNING, "twingraph"):
        write(release_of(KnowledgeGraph.open(world_copy, add=[more])), tmp_path)
    assert [record.getMessage() for record in caplog.records] == [
        f"network: {TIE}offices joins no two places and is left out"
    ]
    assert len(READ[GRAPHML](tmp_path / GRAPHML).edges) == 4


def test_without_networkx_the_error_names_the_extra_before_anything_is_written(
    world: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("twingraph.export.run.find_spec", lambda name: None if name == "networkx" else name)
    with pytest.raises(UsageError, match=r"twingraph\[network\]"):
        export(world.folder, ["nquads", "network"], tmp_path / "release")
    assert not (tmp_path / "release").exists()
