"""Time limits: a runaway query is killed on time, everything else passes through unchanged."""

from __future__ import annotations

import os
import resource
import threading
import time
from pathlib import Path

import pytest

from tests.conftest import WORLD
from twingraph import GraphError, KnowledgeGraph, Result, TimeLimitError, UsageError
from twingraph.limit import beside, within

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDLESS_AND_SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?i LIMIT 1"
ENDLESS_UNTIL_TRUE = "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?a), STR(?e)) = CONCAT(STR(?h), '!')) }"


@pytest.fixture(scope="module", params=["memory", "disk"])
def kg(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    if request.param == "memory":
        return KnowledgeGraph.open(WORLD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TWINGRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        KnowledgeGraph.open(WORLD, snapshot=True)
        opened = KnowledgeGraph.open(WORLD, snapshot=True)
    assert opened._on_disk is not None
    return opened


def no_child_is_left() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


@pytest.mark.parametrize("query", [ENDLESS, ENDLESS_AND_SORTED, ENDLESS_UNTIL_TRUE])
def test_a_runaway_query_is_killed_in_time_and_leaves_the_processor(kg: KnowledgeGraph, query: str):
    begin, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with pytest.raises(TimeLimitError, match=r"no answer within 0\.5 s") as caught:
        kg.sparql(query, timeout=0.5)
    assert time.monotonic() - begin < 1.5
    assert caught.value.exit_code == 3
    assert no_child_is_left()
    # The processor's time of a child is counted when it has ended.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o { ?s rdfs:label ?o } ORDER BY ?s ?o",
        'SELECT * { VALUES (?a ?b) { ("x,\\r\\n\\ty" 1.50) (UNDEF "a"@en) (tg:Tie "") } }',
        "SELECT * {}",
        "SELECT ?x { ?x a tg:Dragon }",
    ],
)
def test_an_answer_is_the_same_with_a_limit(kg: KnowledgeGraph, query: str):
    free, limited = kg.sparql(query), kg.sparql(query, timeout=60)
    assert isinstance(free, Result)
    assert isinstance(limited, Result)
    assert limited.columns == free.columns
    assert list(limited) == list(free)
    for name in ("csv", "tsv", "json", "xml"):
        assert limited.serialize(name) == free.serialize(name)


def test_other_forms_of_answer_pass_through(kg: KnowledgeGraph):
    assert kg.sparql("ASK { ?x a tg:Tie }", timeout=60) is True
    assert kg.sparql("ASK { ?x a tg:Dragon }", timeout=60) is False
    described = "DESCRIBE tg:Tie"
    assert set(kg.sparql(described, timeout=60)) == set(kg.sparql(described))
    named = kg.query("ties", timeout=60)
    assert list(named) == list(kg.query("ties"))


def test_an_answer_larger_than_any_pipe_arrives_whole(kg: KnowledgeGraph):
    answer = kg.sparql("SELECT * { ?a a ?b . ?c a ?d } LIMIT 100000", timeout=120)
    assert isinstance(answer, Result)
    assert len(answer) == 100_000
    assert no_child_is_left()


def test_errors_pass_through(kg: KnowledgeGraph):
    with pytest.raises(UsageError, match="line 1: this is no SPARQL query"):
        kg.sparql("SELECT * {", timeout=60)
    with pytest.raises(UsageError, match="SERVICE"):
        kg.sparql("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", timeout=60)

    def fail() -> None:
        raise GraphError("unreadable", file="x", reason="y")

    with pytest.raises(GraphError, match="x: this file cannot be read: y"):
        within(60, fail)
    assert no_child_is_left()


def test_a_child_that_dies_is_told():
    with pytest.raises(TimeLimitError, match="ended with -9"):
        within(60, lambda: os.kill(os.getpid(), 9))


@pytest.mark.parametrize("wrong", [0, -1, float("nan"), float("inf"), "soon", None])
def test_a_limit_is_a_number_above_zero(world: KnowledgeGraph, wrong: object):
    if wrong is not None:
        with pytest.raises(UsageError, match="number of seconds above zero"):
            world.query("ties", timeout=wrong)
    with pytest.raises(UsageError, match="number of seconds above zero"):
        within(wrong, lambda: world.ask("ASK {}"))


@pytest.mark.parametrize("seconds", [1e-9, 1e12])
def test_a_limit_may_be_very_short_or_long(world: KnowledgeGraph, seconds: float):
    if seconds < 1:
        with pytest.raises(TimeLimitError):
            world.sparql(ENDLESS, timeout=seconds)
    else:
        assert world.sparql("ASK {}", timeout=seconds) is True


def test_a_system_without_fork_is_told(world: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(os, "fork")
    with pytest.raises(UsageError, match="on which a process can fork"):
        world.sparql("ASK {}", timeout=1)


def test_threads_may_ask_at_the_same_time(kg: KnowledgeGraph):
    """Also while others ask without a limit: no child waits for a lock that only its parent's threads would free."""
    counts: list[int] = []
    killed: list[bool] = []
    stop = threading.Event()

    def meanwhile() -> None:
        while not stop.is_set():
            list(kg.sparql("SELECT * { ?s a ?c . ?s ?p ?o } LIMIT 5000"))

    def ask() -> None:
        counts.extend(len(kg.sparql("SELECT * { ?s ?p ?o } LIMIT 2000", timeout=30)) for _ in range(5))

    def be_killed() -> None:
        try:
            kg.sparql(ENDLESS, timeout=1)
        except TimeLimitError:
            killed.append(True)

    busy = [threading.Thread(target=meanwhile) for _ in range(2)]
    asking = [threading.Thread(target=each) for each in (ask, ask, be_killed)]
    for thread in (*busy, *asking):
        thread.start()
    for thread in asking:
        thread.join()
    stop.set()
    for thread in busy:
        thread.join()
    assert counts == [2000] * 10
    assert killed == [True]
    assert no_child_is_left()


def test_work_beside_may_have_children_of_its_own(world: KnowledgeGraph):
    """The check asks its graph checks so, each within its limit."""

    def work() -> list[int]:
        return [len(world.sparql("SELECT * { ?s ?p ?o } LIMIT 20", timeout=30)) for _ in range(3)]

    with beside(work) as counts, beside(lambda: "x" * 3_000_000) as large:
        assert world.sparql("ASK { ?s ?p ?o }", timeout=30) is True
        assert (counts(), len(large())) == ([20] * 3, 3_000_000)
    assert no_child_is_left()


def test_work_beside_that_dies_is_told():
    with beside(lambda: os.kill(os.getpid(), 9)) as result, pytest.raises(TimeLimitError, match="ended with -9"):
        result()
    assert no_child_is_left()


def test_what_work_beside_raises_is_raised_by_its_result():
    with beside(lambda: 1 / 0) as result, pytest.raises(ZeroDivisionError):
        result()
    assert no_child_is_left()


def test_work_beside_that_nobody_waits_for_is_killed():
    began = time.monotonic()
    with pytest.raises(KeyError), beside(lambda: time.sleep(600)):
        raise KeyError
    assert no_child_is_left()
    assert time.monotonic() - began < 60


def test_work_beside_is_done_at_last_where_no_process_forks(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(os, "fork")
    with beside(os.getpid) as result:
        assert result() == os.getpid()


def test_nothing_stays_open(world: KnowledgeGraph):
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0
    for _ in range(5):
        world.sparql("ASK {}", timeout=10)
        with pytest.raises(TimeLimitError):
            world.sparql(ENDLESS, timeout=0.05)
    after = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0
    assert after == before
