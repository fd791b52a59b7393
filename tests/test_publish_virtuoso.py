"""Virtuoso 7 holds what is published, as far as it can, and answers what the headers of the queries do not exempt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, Quad, Triple

from tests.cases import Case, each
from tests.conftest import ROOT, WORLD
from tests.test_publish import BASE, bag, canonical, published, watched
from tests.test_queries_golden import CASES as GOLDEN
from tests.test_queries_golden import CATALOGUE
from tests.test_snapshots import CASES as SNAPSHOTS
from tests.virtuoso import PASSWORD, USER, needs_virtuoso, virtuoso
from twingraph import KnowledgeGraph, RemoteError, RemoteGraph, UsageError
from twingraph.cli import main
from twingraph.layout import GraphFolder
from twingraph.publish import Target, verify
from twingraph.publish.client import Client
from twingraph.publish.plan import counts
from twingraph.publish.stores import KINDS
from twingraph.remote import Notice
from twingraph.terms import PREFIXES

pytestmark = needs_virtuoso

REAL = "https://w3id.org/twingraph/"
HOLDING = {name for name in CATALOGUE if "virtuoso" not in CATALOGUE[name].portability}


@pytest.fixture(scope="module", autouse=True)
def password() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TWINGRAPH_PASSWORD", PASSWORD)
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Virtuoso with the tiny world, and the real graph beside."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso") / "db") as url:
        for folder in (WORLD, ROOT):
            published(url, folder, user=USER)
        yield url


def as_texts(triples: Iterable[Triple]) -> set[Quad]:
    """Statements as Virtuoso can keep them: values that it would change are plain texts."""
    changed = KINDS["virtuoso"].as_texts
    return canonical(
        Quad(
            triple.subject,
            triple.predicate,
            Literal(triple.object.value)
            if isinstance(triple.object, Literal) and triple.object.datatype.value in changed
            else triple.object,
        )
        for triple in triples
    )


@pytest.mark.parametrize(("folder", "base"), [(WORLD, BASE), (ROOT, REAL)], ids=["tiny", "real"])
def test_the_graphs_are_those_that_are_here(store: str, folder: Path, base: str) -> None:
    kg = KnowledgeGraph.open(folder)
    client = Client(Target(store, user=USER))
    assert client.store == "virtuoso"
    names = {graph.value: graph for graph in kg.store.named_graphs()} | {f"{base}graph/default": DefaultGraph()}
    for name, graph in names.items():
        here = as_texts(quad.triple for quad in kg.store.quads_for_pattern(None, None, None, graph))
        assert as_texts(client.triples(name, len(here))) == here, name
    assert set(counts(client, base)) == set(names)


def test_what_it_would_change_is_told(store: str) -> None:
    told: list[Notice] = []
    done = verify(GraphFolder.find(WORLD), Client(Target(store, user=USER)), on_notice=told.append)
    assert done.plan.is_done
    assert sorted(str(notice.values["datatype"]) for notice in told) == sorted(
        (f"{PREFIXES['geo']}wktLiteral", f"{PREFIXES['xsd']}duration")
    )


def test_it_would_change_them_indeed(store: str) -> None:
    client = Client(Target(store, user=USER))
    client.knock(f"{BASE}test/changed")
    client.add(
        f"{BASE}test/changed",
        b'<urn:s> <urn:p> "P1Y2M20D"^^<http://www.w3.org/2001/XMLSchema#duration> .',
        again=True,
    )
    assert [triple.object.value for triple in client.triples(f"{BASE}test/changed")] == ["14"]
    client.update(f"DROP SILENT GRAPH <{BASE}test/changed>")


def tiny(store: str) -> RemoteGraph:
    """The tiny world as readers ask it: with its own default graph in the place of the union of all."""
    return RemoteGraph(f"{store}?default-graph-uri={BASE}graph/default", WORLD)


def test_the_default_graph_is_every_statement_once(store: str, world: KnowledgeGraph) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert [row.n for row in tiny(store).sparql(text)] == [row.n for row in world.sparql(text)]


@each([case for case in GOLDEN if case["query"] in HOLDING and not case.get("add")])
def test_golden_cases_are_answered_alike(store: str, world: KnowledgeGraph, case: Case) -> None:
    assert bag(tiny(store), case) == bag(world, case)


@each([case for case in SNAPSHOTS if case["query"] in HOLDING])
def test_the_real_graph_is_answered_alike(store: str, real: KnowledgeGraph, case: Case) -> None:
    remote = RemoteGraph(f"{store}?default-graph-uri={REAL}graph/default", ROOT)
    assert bag(remote, case) == bag(real, case) != Counter()


def test_the_page_names_the_queries_that_hold() -> None:
    page = (ROOT / "docs" / "publish.md").read_text(encoding="utf-8")
    named = page.partition("with the graph here: ")[2].partition(".")[0]
    assert set(re.findall(r"`([\w-]+)`", named)) == HOLDING


def test_others_are_refused_with_the_reason(store: str) -> None:
    with pytest.raises(UsageError, match=r"Virtuoso 7\.2 crashes on it"):
        RemoteGraph(store, WORLD).query("shared-programmes")


def test_it_is_published_by_updates_alone(tmp_path: Path, world: KnowledgeGraph) -> None:
    with virtuoso(tmp_path / "db") as url:
        done = published(url, user=USER, protocol="update")
        assert done.sent > done.statements
        assert verify(GraphFolder.find(WORLD), Client(Target(url, user=USER))).plan.is_done


def test_readers_see_the_old_release_or_the_new_one(tmp_path: Path, world_copy: Path) -> None:
    with virtuoso(tmp_path / "db") as url:
        published(url, world_copy, user=USER)
        seen = watched(url, world_copy, pause=0.1, user=USER)
        assert len(seen) == 2, seen


def test_a_wrong_password_is_told(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWINGRAPH_PASSWORD", "open-sesame")
    assert main(["publish", store, "--graph", str(WORLD), "--user", USER]) == 3
    assert "wants to know who asks" in capsys.readouterr().err


def test_who_may_not_write_is_told(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TWINGRAPH_PASSWORD")
    with pytest.raises(RemoteError, match="does not let you write"):
        Client(Target(store)).add(f"{BASE}test/none", b"<urn:s> <urn:p> 1 .", again=True)
