"""The network as a networkx graph, and what the queries say of the same network: each is held to the other."""

from __future__ import annotations

import itertools
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import WORLD
from twingraph import KnowledgeGraph, UsageError

nx = pytest.importorskip("networkx", reason="the network extra is not installed")

PLACE = "https://example.org/world/id/place/"
TIE = "https://example.org/world/id/tie/"
NETWORK = WORLD / "more" / "network.ttl"

#: Ties of two to four of eight places, each of one of two kinds.
NETWORKS = st.lists(
    st.tuples(st.sets(st.integers(0, 7), min_size=2, max_size=4), st.sampled_from(["twinning", "cooperation"])),
    min_size=1,
    max_size=9,
)
PREFIXES = """
@prefix : <https://example.org/net/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .
@prefix tie-kind: <https://w3id.org/twingraph/id/tie-kind/> .
"""


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return KnowledgeGraph.open(WORLD, add=[NETWORK])


def components(kg: KnowledgeGraph, places: set[str]) -> set[frozenset[str]]:
    """The components by query: each place with all that it reaches."""
    return {frozenset({place, *(row.reached for row in kg.query("reachable", place=place))}) for place in places}


def triangles(kg: KnowledgeGraph) -> set[frozenset[str]]:
    rows = list(kg.query("triangles"))
    found = {frozenset((row.place, row.second, row.third)) for row in rows}
    assert len(found) == len(rows)
    return found


def threes(graph: nx.Graph) -> set[frozenset[str]]:
    return {frozenset(clique) for clique in nx.enumerate_all_cliques(nx.Graph(graph)) if len(clique) == 3}


def pairs_at_two_steps(graph: nx.Graph) -> dict[frozenset[str], set[str]]:
    """Pairs without an edge, with the neighbours that they share."""
    found = {}
    for one, other in itertools.combinations(graph, 2):
        shared = set(nx.common_neighbors(nx.Graph(graph), one, other))
        if shared and not graph.has_edge(one, other):
            found[frozenset((one, other))] = shared
    return found


def assert_agree(kg: KnowledgeGraph) -> None:
    graph = kg.to_networkx()
    assert components(kg, set(graph)) == {frozenset(part) for part in nx.connected_components(graph)}
    assert triangles(kg) == threes(graph)
    counted = {row.place: (row.partners, row.ties) for row in kg.query("degrees")}
    assert counted == {
        place: (len(graph[place]), len({key for *_, key in graph.edges(place, keys=True)})) for place in graph
    }
    rows = list(kg.query("two-steps"))
    assert {frozenset((row.place, row.other)): set(row.partners.split()) for row in rows} == pairs_at_two_steps(graph)
    assert len(rows) == len(pairs_at_two_steps(graph))


def test_queries_and_networkx_agree_on_the_tiny_world(kg: KnowledgeGraph):
    assert_agree(kg)


def test_queries_and_networkx_agree_on_the_graph_itself(real: KnowledgeGraph):
    assert_agree(real)


@settings(max_examples=20)
@given(NETWORKS)
def test_queries_and_networkx_agree_on_any_network(ties: list[tuple[set[int], str]]):
    text = PREFIXES + "".join(f":p{number} a tg:City ; rdfs:label 'P{number}'@en .\n" for number in range(8))
    for number, (parties, kind) in enumerate(ties):
        named = ", ".join(f":p{party}" for party in sorted(parties))
        text += f":t{number} a tg:Tie ; tg:kind tie-kind:{kind} ; tg:party {named} .\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "net.ttl")
        path.write_text(text, encoding="utf-8")
        assert_agree(KnowledgeGraph.open(WORLD, add=[path]))


def test_a_bridge_is_a_pair_whose_ties_alone_hold_the_network_together(kg: KnowledgeGraph, tmp_path: Path):
    """Without the tie that a bridge stands for, its two ends no longer reach each other by query."""
    graph = nx.Graph(kg.to_networkx())
    bridges = {frozenset(bridge) for bridge in nx.bridges(graph)}
    assert frozenset((f"{PLACE}korvina", f"{PLACE}oldport")) in bridges
    assert frozenset((f"{PLACE}veligrad", f"{PLACE}zarnitsa")) in bridges
    assert frozenset((f"{PLACE}gerk", f"{PLACE}mirny")) not in bridges
    text = NETWORK.read_text(encoding="utf-8")
    for tie, one, other in (("korvina-oldport", "korvina", "oldport"), ("gerk-mirny", "gerk", "mirny")):
        without = tmp_path / f"{tie}.ttl"
        # No tie any more, but something else.
        without.write_text(text.replace(f"tie:{tie}\n    a tg:Tie ;", f"tie:{tie}\n    a tg:Plan ;"), encoding="utf-8")
        cut = KnowledgeGraph.open(WORLD, add=[without])
        reached = {row.reached for row in cut.query("reachable", place=f"{PLACE}{one}")}
        bridge = frozenset((f"{PLACE}{one}", f"{PLACE}{other}")) in bridges
        assert (f"{PLACE}{other}" not in reached) == bridge


def test_nodes_and_edges_hold_what_is_known_and_nothing_else(kg: KnowledgeGraph):
    graph = kg.to_networkx()
    assert graph.nodes[f"{PLACE}linden"] == {
        "label": "Linden",
        "country": "Sudria",
        "latitude": -41.0,
        "longitude": -19.75,
    }
    assert graph.nodes[f"{PLACE}gerk"] == {"label": "Gerk", "country": "Sudria"}
    assert f"{PLACE}linden-norland" not in graph
    assert graph.edges[f"{PLACE}linden", f"{PLACE}veligrad", f"{TIE}veligrad-linden"] == {
        "label": "Veligrad – Linden",
        "kind": "twinning",
        "agreements": 2,
        "statuses": "not stated",
    }


def test_a_tie_of_three_has_an_edge_for_each_pair_with_one_key(kg: KnowledgeGraph):
    graph = kg.to_networkx(lang="ru")
    edges = [(one, other) for one, other, key in graph.edges(keys=True) if key == f"{TIE}alfa-beta-gamma"]
    names = [f"{PLACE}{name}" for name in ("alfa", "beta", "gamma")]
    assert {frozenset(edge) for edge in edges} == {frozenset(pair) for pair in itertools.combinations(names, 2)}
    assert len(edges) == 3
    assert {graph.edges[*edge, f"{TIE}alfa-beta-gamma"]["statuses"] for edge in edges} == {
        "действует; не осуществляется"
    }


def test_kind_scope_and_day_leave_edges_out(kg: KnowledgeGraph):
    assert {data["kind"] for *_, data in kg.to_networkx(kind="cooperation").edges(data=True)} == {"cooperation"}
    domestic = kg.to_networkx(scope="domestic")
    assert all(domestic.nodes[one]["country"] == domestic.nodes[other]["country"] for one, other in domestic.edges())
    held = kg.to_networkx(on="2020-06")
    known = {key for *_, key, said in held.edges(keys=True, data="held") if said == "held"}
    assert known == {f"{TIE}alfa-beta-gamma"}
    with pytest.raises(UsageError, match="scope"):
        kg.to_networkx(scope="local")


def test_the_graph_can_be_written_as_graphml_and_gexf(kg: KnowledgeGraph, tmp_path: Path):
    graph = kg.to_networkx(on="2020-06")
    nx.write_graphml(graph, tmp_path / "network.graphml")
    assert nx.read_graphml(tmp_path / "network.graphml").number_of_edges() == graph.number_of_edges()
    nx.write_gexf(graph, tmp_path / "network.gexf")
    assert set(nx.read_gexf(tmp_path / "network.gexf")) == set(graph)


def test_without_networkx_the_error_names_the_extra(kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(UsageError, match=r"needs the package networkx.*twingraph\[network\]"):
        kg.to_networkx()
