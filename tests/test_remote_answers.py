"""A store elsewhere answers as the graph here does: on every golden case and on every case of the real graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from tests.cases import Case, each
from tests.stores import store_of
from tests.test_queries_golden import CASES as GOLDEN
from tests.test_queries_golden import asked, graph_of
from tests.test_snapshots import CASES as SNAPSHOTS
from twingraph import AmbiguousNameError, KnowledgeGraph, RemoteGraph, Result, UnknownNameError
from twingraph.queries.results import FORMATS


class Stores:
    """A store for each graph that the cases ask, started when it is first needed."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.remotes: dict[int, RemoteGraph] = {}

    def remote(self, kg: KnowledgeGraph) -> RemoteGraph:
        if id(kg) not in self.remotes:
            self.remotes[id(kg)] = RemoteGraph(self.stack.enter_context(store_of(kg)), kg.folder.root)
        return self.remotes[id(kg)]


@pytest.fixture(scope="module")
def stores() -> Iterator[Stores]:
    with ExitStack() as stack:
        yield Stores(stack)


@pytest.fixture(scope="module")
def remote(stores: Stores) -> RemoteGraph:
    return stores.remote(graph_of())


def rows(result: Result) -> list[dict[str, Any]]:
    """The rows, in order; in which order a store gathers several IRIs in one cell is its own affair."""
    several = {name for name, column in result.described.items() if column.type == "iris"}
    return [
        {name: sorted((value or "").split()) if name in several else value for name, value in row.as_dict().items()}
        for row in result
    ]


def assert_alike(kg: KnowledgeGraph, remote: RemoteGraph, case: Case) -> None:
    here = kg.query(case["query"], case["params"], lang=case["lang"])
    there = remote.query(case["query"], case["params"], lang=case["lang"])
    assert there.columns == here.columns
    assert rows(there) == rows(here)


@each(GOLDEN)
def test_golden_cases_are_answered_alike(stores: Stores, case: Case) -> None:
    kg = asked(case)
    assert_alike(kg, stores.remote(kg), case)


@each(SNAPSHOTS)
def test_the_real_graph_is_answered_alike(stores: Stores, real: KnowledgeGraph, case: Case) -> None:
    assert_alike(real, stores.remote(real), case)


def test_what_is_left_open_is_taken_out(remote: RemoteGraph) -> None:
    text = remote.bind("ties", {"place": "Veligrad"})
    assert "UNDEF" not in text
    assert "https://example.org/world/id/place/veligrad" in text


@pytest.mark.parametrize("name", FORMATS)
def test_formats_are_the_same_bytes(world: KnowledgeGraph, remote: RemoteGraph, name: str) -> None:
    here, there = (graph.query("ties", place="Veligrad").serialize(name) for graph in (world, remote))
    assert there == here


def test_an_answer_can_be_read_twice(remote: RemoteGraph) -> None:
    result = remote.query("ties", place="Veligrad")
    assert len(list(result)) == len(list(result)) == len(result) > 0
    assert result.serialize("csv") == result.serialize("csv")


@pytest.mark.parametrize(("name", "error"), [("Linden", AmbiguousNameError), ("Lindn", UnknownNameError)])
def test_names_are_refused_in_the_same_words(
    world: KnowledgeGraph, remote: RemoteGraph, name: str, error: type[Exception]
) -> None:
    told = []
    for graph in (world, remote):
        with pytest.raises(error) as raised:
            graph.query("ties", place=name)
        told.append(str(raised.value))
    assert told[0] == told[1]


@pytest.mark.parametrize("text", ["ASK { ?tie a tg:Tie }", "ASK { ?tie a tg:Nothing }"])
def test_yes_or_no(world: KnowledgeGraph, remote: RemoteGraph, text: str) -> None:
    assert remote.sparql(text) is world.sparql(text)
    assert bool(remote.ask(text)) is bool(world.ask(text))


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?tie tg:party ?party } WHERE { ?tie a tg:Tie ; tg:party ?party }",
        "DESCRIBE <https://example.org/world/id/place/veligrad>",
        "CONSTRUCT WHERE { ?tie a tg:NothingAtAll }",
    ],
)
def test_triples(world: KnowledgeGraph, remote: RemoteGraph, text: str) -> None:
    here, there = (graph.sparql(text).serialize(format=RdfFormat.N_TRIPLES) for graph in (world, remote))
    assert set(parse(there, RdfFormat.N_TRIPLES)) == set(parse(here, RdfFormat.N_TRIPLES))
    assert bool(there) == ("Nothing" not in text)


def test_named_graphs_are_there(world: KnowledgeGraph, remote: RemoteGraph) -> None:
    text = "SELECT ?graph (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"
    here, there = (list(map(tuple, graph.sparql(text))) for graph in (world, remote))
    assert there == here
    assert len(here) > 3


def test_a_store_tells_which_it_is(remote: RemoteGraph) -> None:
    assert remote.which_store() == "oxigraph"
