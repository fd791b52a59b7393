"""What is published in a real store is what is here, and readers never see anything in between."""

from __future__ import annotations

import shlex
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)

from tests.cases import Case, each
from tests.conftest import ROOT, WORLD
from tests.proxy import Proxy, proxy_of
from tests.stores import DIRECT, free_port, serving
from tests.test_queries_golden import CASES as GOLDEN
from tests.test_queries_golden import QUERIES
from tests.test_remote_answers import rows
from twingraph import KnowledgeGraph, RefusedError, RemoteError, RemoteGraph, UsageError
from twingraph.cli import main
from twingraph.layout import GraphFolder
from twingraph.publish import Published, Target, publish, verify
from twingraph.publish.client import Client
from twingraph.publish.content import Content, sum_of

pytestmark = pytest.mark.usefixtures("alone")

BASE = "https://example.org/world/"
REPORT = f"{BASE}graph/data/documents/veligrad-report"
BODIES = f"{BASE}graph/data/bodies/sudria"


@contextmanager
def empty_store(*words: str) -> Iterator[str]:
    port = free_port()
    with serving("serve", *words, "--bind", f"127.0.0.1:{port}", port=port) as url:
        yield url


@pytest.fixture
def store() -> Iterator[str]:
    """The address of an empty store."""
    with empty_store() as url:
        yield url


@pytest.fixture
def proxy(store: str) -> Iterator[Proxy]:
    with proxy_of(store) as proxy:
        yield proxy


def published(url: str, folder: Path = WORLD, *, retries: int = 3, **fields: str) -> Published:
    """Publish without the check, which has tests of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("twingraph.publish.run._assert_sound", lambda *_: None)
        return publish(GraphFolder.find(folder), Client(Target(url, **fields), retries=retries))


def content_of(url: str, but: str = "\0") -> set[Quad]:
    """All quads of a store but those of graphs whose names hold this, blank nodes named canonically."""
    with DIRECT.open(url.replace("/query", "/store")) as reply:
        assert reply.headers["content-type"] == "application/n-quads"
        quads = parse(reply.read(), RdfFormat.N_QUADS)
        return canonical(quad for quad in quads if but not in str(quad.graph_name))


def canonical(quads: Iterable[Quad]) -> set[Quad]:
    """Quads whose blank nodes have canonical names."""
    named: set[Quad] = set()
    nameless = Dataset()
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            nameless.add(quad)
        else:
            named.add(quad)
    nameless.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return named | set(nameless)


def expected(kg: KnowledgeGraph) -> set[Quad]:
    return canonical(kg.store)


def put(url: str, text: str) -> None:
    request = urllib.request.Request(  # noqa: S310 - our own
        url.replace("/query", "/update"), text.encode(), {"Content-Type": "application/sparql-update"}
    )
    DIRECT.open(request).close()


def edit(folder: Path, old: str, new: str) -> None:
    report = folder / "data" / "documents" / "veligrad-report.ttl"
    text = report.read_text(encoding="utf-8")
    assert old in text
    report.write_text(text.replace(old, new), encoding="utf-8")


LABEL = "Report on the twin cities of Veligrad"


# What is published.


@pytest.mark.parametrize("protocol", ["update", "gsp"])
def test_the_store_holds_what_is_here(store: str, world: KnowledgeGraph, protocol: str) -> None:
    done = published(store, protocol=protocol)
    assert content_of(store) == expected(world)
    named = sum(1 for quad in world.store if quad.graph_name != DefaultGraph())
    assert (done.graphs, done.statements, done.sent) == (24, len(world.store) - named, named)


@pytest.fixture(scope="module")
def tiny(world: KnowledgeGraph) -> Iterator[RemoteGraph]:
    """The tiny world, published."""
    with empty_store() as url:
        published(url)
        yield RemoteGraph(url, WORLD)


@pytest.fixture(scope="module")
def whole() -> Iterator[RemoteGraph]:
    """The graph of this repository, published."""
    with empty_store() as url:
        published(url, ROOT)
        yield RemoteGraph(url, ROOT)


def bag(kg: KnowledgeGraph | RemoteGraph, case: Case) -> Counter[str]:
    answer = rows(kg.query(case["query"], case["params"], lang=case["lang"]))
    return Counter(repr(sorted(row.items())) for row in answer)


@each([case for case in GOLDEN if not case.get("add")])
def test_golden_cases_are_answered_alike(tiny: RemoteGraph, world: KnowledgeGraph, case: Case) -> None:
    assert bag(tiny, case) == bag(world, case)


@pytest.mark.parametrize("name", QUERIES)
def test_examples_are_answered_alike(whole: RemoteGraph, real: KnowledgeGraph, name: str) -> None:
    case = {"query": name, "params": real.queries[name].example, "lang": "en"}
    assert bag(whole, case) == bag(real, case)


def test_what_is_published_is_left_alone(proxy: Proxy) -> None:
    first = published(proxy.url)
    proxy.sent.clear()
    again = published(proxy.url)
    assert again.plan.is_done
    assert again.digest == first.digest
    assert not [sent for sent in proxy.sent if sent.writes]


def test_only_what_has_changed_is_sent(proxy: Proxy, world_copy: Path) -> None:
    published(proxy.url, world_copy)
    edit(world_copy, LABEL, "Report on the guests of Veligrad")
    (world_copy / "data" / "bodies" / "sudria.ttl").rename(world_copy / "data" / "bodies" / "councils.ttl")
    proxy.sent.clear()
    done = published(proxy.url, world_copy)
    kg = KnowledgeGraph.open(world_copy)
    assert content_of(proxy.url) == expected(kg)
    loaded = [sent.path for sent in proxy.sent if sent.loads]
    assert len(loaded) == 2
    assert all("publishing" in path for path in loaded)
    actions = {step.name: step.action for step in done.plan.steps if step.action != "same"}
    assert actions == {REPORT: "replace", f"{BASE}graph/data/bodies/councils": "add", BODIES: "remove", None: "replace"}


def test_other_graphs_are_left_alone(store: str, world: KnowledgeGraph) -> None:
    put(store, "INSERT DATA { GRAPH <https://example.org/other/graph/1> { <urn:s> <urn:p> 1 } }")
    published(store)
    other = Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(1), NamedNode("https://example.org/other/graph/1"))
    found = content_of(store)
    assert other in found
    assert len(found) == len(expected(world)) + 1


def test_a_default_graph_that_is_not_ours_is_left_alone(store: str, world: KnowledgeGraph) -> None:
    put(store, "INSERT DATA { <urn:s> <urn:p> 1 }")
    with pytest.raises(RemoteError, match="holds 1 statements that were not published from here"):
        published(store)
    assert len(content_of(store)) == 1
    published(store, default_graph=f"{BASE}all")
    every = {quad.triple for quad in world.store if quad.graph_name == DefaultGraph()}
    assert len(content_of(store)) == 1 + len(world.store)
    remote = RemoteGraph(f"{store}?default-graph-uri={BASE}all", WORLD)
    assert [row.n for row in remote.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")] == [len(every)]


def test_a_union_of_all_graphs_is_found_out(world: KnowledgeGraph) -> None:
    with empty_store("--union-default-graph") as url:
        with pytest.raises(RemoteError, match="give --default-graph a name"):
            published(url)
        assert len(content_of(url)) == 0
        published(url, default_graph=f"{BASE}all")
        assert verify(GraphFolder.find(WORLD), Client(Target(url, default_graph=f"{BASE}all"))).plan.is_done


def test_readers_see_the_old_release_or_the_new_one(store: str, world_copy: Path) -> None:
    published(store, world_copy)
    seen = watched(store, world_copy)
    assert len(seen) == 2, seen


def watched(url: str, folder: Path, *, pause: float = 0.0, **fields: str) -> Counter[tuple[object, ...]]:
    """Publish a change of several graphs while two readers look on; return what they saw."""
    seen: Counter[tuple[object, ...]] = Counter()
    over = threading.Event()
    text = """SELECT ?graph (COUNT(*) AS ?n) (SUM(IF(CONTAINS(STR(?o), "!"), 1, 0)) AS ?new)
        { GRAPH ?graph { ?s rdfs:label ?o } FILTER(CONTAINS(STR(?graph), "/world/graph/")) }
        GROUP BY ?graph ORDER BY ?graph"""

    def look() -> None:
        remote = RemoteGraph(url.replace("-auth", ""), WORLD, retries=0)
        while not over.is_set():
            try:
                seen[tuple(tuple(map(str, row)) for row in remote.sparql(text))] += 1
            except RemoteError as error:  # a reader may be refused for a moment, and sees nothing then
                assert "deadlock" in str(error)  # noqa: PT017 - in a thread
            time.sleep(pause)

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    time.sleep(0.3)
    for file in (folder / "data").rglob("*.ttl"):
        lines = file.read_text(encoding="utf-8")
        file.write_text(lines.replace('"@en', '!"@en'), encoding="utf-8")
    published(url, folder, **fields)
    time.sleep(0.3)
    over.set()
    for reader in readers:
        reader.join()
    return seen


# What is not published.


def test_a_violation_is_not_published(proxy: Proxy, world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(world_copy, "tg:signedOn", "tg:signedOnce")
    with pytest.raises(RefusedError):
        publish(GraphFolder.find(world_copy), Client(Target(proxy.url)))
    for words in ((), ("--dry-run",), ("--lang", "ru")):
        assert main(["publish", proxy.url, "--graph", str(world_copy), *words]) == 1
        told = capsys.readouterr()
        assert "data/documents/veligrad-report.ttl:" in told.err
        assert "[unknown-term]" in told.err
        assert told.out == ""
    assert not proxy.sent


def test_a_dry_run_writes_nothing(proxy: Proxy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", proxy.url, "--graph", str(WORLD), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert f"add {REPORT}: " in told
    assert "would be published: 24 graphs, 5735 statements" in told
    assert not [sent for sent in proxy.sent if sent.writes]


def test_what_is_published_is_verified(store: str, world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["publish", store, "--graph", str(world_copy)]
    assert main([*words, "--verify"]) == 1
    assert f"lacks {REPORT}" in capsys.readouterr().out
    assert main(words) == 0
    assert "published: 24 graphs, 5735 statements, release " in capsys.readouterr().out
    assert main([*words, "--verify"]) == 0
    assert "published as it is here: 24 graphs" in capsys.readouterr().out
    # As many statements as before, and one is another.
    put(
        store,
        f"""DELETE {{ GRAPH <{REPORT}> {{ ?s ?p ?o }} }} INSERT {{ GRAPH <{REPORT}> {{ ?s ?p "other" }} }}
        WHERE {{ {{ SELECT * {{ GRAPH <{REPORT}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o LIMIT 1 }} }}""",
    )
    put(store, f"INSERT DATA {{ GRAPH <{BASE}graph/more> {{ <urn:s> <urn:p> 1 }} }}")
    assert main([*words, "--verify", "--lang", "ru"]) == 1
    told = capsys.readouterr().out
    assert f"другое в {REPORT}" in told
    assert f"сверх того, что здесь: {BASE}graph/more: 1" in told
    assert main(words) == 0
    assert main([*words, "--verify"]) == 0


@pytest.mark.parametrize(
    ("table", "word", "error"),
    [
        ("", "museum", "neither an address nor a table"),
        ('[publish.museum]\nupdate-url = "http://localhost/update"', "museum", "lacks query-url"),
        ('[publish.museum]\nquery-url = "http://localhost/"\npassword = "open"', "museum", "secrets do not belong"),
        (
            '[publish.museum]\nquery-url = "http://localhost/"\nquery = "x"',
            "museum",
            "no setting publish.museum.query;",
        ),
        ("[publish.museum]\nquery-url = 1", "museum", "must be a text"),
        ('[publish.museum]\nquery-url = "http://a:b@localhost/"', "museum", "holds a user or a password"),
        ('[publish.museum]\nquery-url = "http://localhost/"\nstore = "x"', "museum", "--store: there is no x"),
        ("", "ftp://localhost/", "TARGET needs the address"),
    ],
)
def test_a_target_that_is_none_is_told(
    world_copy: Path, table: str, word: str, error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with (world_copy / "twingraph.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{table}\n")
    assert main(["publish", word, "--graph", str(world_copy)]) in (2, 3)
    assert error in capsys.readouterr().err


def test_a_table_names_the_services(store: str, world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (world_copy / "twingraph.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[publish.museum]\nquery-url = "{store}"\nprotocol = "update"\n')
    assert main(["publish", "museum", "--graph", str(world_copy)]) == 0
    assert "published: 24 graphs" in capsys.readouterr().out


def test_gsp_needs_an_address(store: str) -> None:
    with pytest.raises(UsageError, match="give --gsp-url"):
        published(f"{store}", protocol="gsp", store="fuseki")


def test_the_commands_of_the_page_run(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "publish.md").read_text(encoding="utf-8")
    block = page.partition("<!-- example -->\n```sh\n")[2].partition("```")[0]
    commands = [shlex.split(line, comments=True) for line in block.splitlines() if line.startswith("twingraph")]
    assert len(commands) == 3
    for _, *words in commands:
        given = [word.replace("http://localhost:7878/query", store) for word in words]
        assert main([*given, "--graph", str(ROOT)]) == 0
    assert "published as it is here: " in capsys.readouterr().out


# How graphs are compared and cut.


def test_sums_do_not_depend_on_order_or_on_names_of_blank_nodes(world: KnowledgeGraph) -> None:
    graph = NamedNode(f"{BASE}graph/ontology/twingraph")
    there = Store()
    lines = world.store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph)
    there.load(lines, format=RdfFormat.N_TRIPLES)
    here = sum_of(quad.triple for quad in world.store.quads_for_pattern(None, None, None, graph))
    triples = [quad.triple for quad in there]
    assert sum_of(reversed(triples)) == here
    assert sum_of(triples[1:]) != here


def test_batches_hold_all_and_keep_blank_nodes_together(world: KnowledgeGraph) -> None:
    content = Content(world.store)
    name = f"{BASE}graph/ontology/twingraph"
    batches = list(content.batches(name, 100))
    loaded = Store()
    for batch in batches:
        assert batch.repeatable == (b"_:" not in batch.body)
        loaded.load(batch.body, format=RdfFormat.N_TRIPLES)
    assert len(batches) > 20
    assert sum_of(quad.triple for quad in loaded) == content.sum(name)
    assert sum(batch.size for batch in batches) == content.sum(name).size


def test_a_blank_node_in_two_graphs_is_refused() -> None:
    both = Store()
    both.update("INSERT { GRAPH <urn:a> { _:b <urn:p> 1 } GRAPH <urn:b> { _:b <urn:p> 2 } } WHERE {}")
    with pytest.raises(Exception, match="stands in two graphs"):
        _ = Content(both).digest


def test_help_is_bilingual(capsys: pytest.CaptureFixture[str]) -> None:
    for lang, told in (("en", "whole or not at all"), ("ru", "целиком или никак")):
        with pytest.raises(SystemExit):
            main(["publish", "--help", "--lang", lang])
        assert told in capsys.readouterr().out
