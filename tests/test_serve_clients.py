"""The endpoint as its clients know it: SPARQLWrapper, rdflib, Comunica, and our own command."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.conftest import ROOT, WORLD
from tests.served import served
from tests.test_remote_answers import rows
from twingraph import KnowledgeGraph, RemoteGraph
from twingraph.layout import GraphFolder
from twingraph.queries.catalogue import Catalogue
from twingraph.texts import LANGS

pytestmark = pytest.mark.usefixtures("alone")

COMUNICA = "4.5.0"  # the last that runs on Node 20
TIES = "PREFIX tg: <https://w3id.org/twingraph/ontology#> SELECT ?tie WHERE { ?tie a tg:Tie } ORDER BY ?tie"
ABOUT = "PREFIX tg: <https://w3id.org/twingraph/ontology#> CONSTRUCT WHERE { ?tie a tg:Tie ; tg:party ?party }"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with served(WORLD) as address:
        yield f"{address}/sparql"


@pytest.fixture(scope="module")
def real_endpoint() -> Iterator[str]:
    with served(ROOT) as address:
        yield f"{address}/sparql"


@pytest.fixture(scope="module")
def ties(world: KnowledgeGraph) -> list[str]:
    found = [str(row.tie) for row in world.sparql(TIES)]
    assert len(found) > 3
    return found


@pytest.fixture(scope="module")
def about(world: KnowledgeGraph) -> rdflib.Graph:
    graph = rdflib.Graph()
    for subject, predicate, value in world.ask(ABOUT):
        graph.add(tuple(rdflib.URIRef(term.value) for term in (subject, predicate, value)))
    assert len(graph) > 10
    return graph


def wrapper(endpoint: str, query: str, form: str, method: str | None = None, way: str | None = None) -> Any:
    asked = SPARQLWrapper(endpoint)
    asked.setQuery(query)
    asked.setReturnFormat(form)
    if method:
        asked.setMethod(method)
    if way:
        asked.setRequestMethod(way)
    return asked.query()


@pytest.mark.parametrize("way", [None, "urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_asks_for_rows(endpoint: str, ties: list[str], way: str | None) -> None:
    method = POST if way else None
    told = wrapper(endpoint, TIES, JSON, method, way).convert()
    assert [row["tie"]["value"] for row in told["results"]["bindings"]] == ties
    nodes = wrapper(endpoint, TIES, XML, method, way).convert().getElementsByTagName("uri")
    assert [node.firstChild.data for node in nodes] == ties
    assert wrapper(endpoint, TIES, CSV, method, way).convert().decode().split() == ["tie", *ties]
    assert wrapper(endpoint, TIES, TSV, method, way).convert().decode().split() == ["?tie", *(f"<{t}>" for t in ties)]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # which SPARQLWrapper uses
@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD, XML])
def test_sparqlwrapper_asks_for_triples(endpoint: str, about: rdflib.Graph, form: str) -> None:
    told = wrapper(endpoint, ABOUT, form).convert()
    graph = told if isinstance(told, rdflib.Graph) else rdflib.Graph().parse(data=told, format="turtle")
    assert {statement[:3] for statement in graph} == set(about)


def test_sparqlwrapper_asks_yes_or_no(endpoint: str) -> None:
    assert wrapper(endpoint, "ASK { ?tie a <https://w3id.org/twingraph/ontology#Tie> }", JSON).convert()["boolean"]
    assert not wrapper(endpoint, "ASK { ?tie a <urn:nothing> }", JSON).convert()["boolean"]


def test_sparqlwrapper_is_told_what_is_wrong(endpoint: str) -> None:
    with pytest.raises(QueryBadFormed, match="line 2, column 1: this is no SPARQL query"):
        wrapper(endpoint, "SELECT * { ?s ?p ?o \n", JSON)


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["json", "xml", "csv"])
def test_rdflib(endpoint: str, world: KnowledgeGraph, ties: list[str], method: str, form: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint, method=method, returnFormat=form))
    assert [str(row.tie) for row in graph.query(TIES)] == ties
    kind, tie = rdflib.RDF.type, rdflib.URIRef("https://w3id.org/twingraph/ontology#Tie")
    if form != "csv":  # which does not tell an IRI from a text
        assert sorted(map(str, graph.subjects(kind, tie))) == ties
        assert (rdflib.URIRef(ties[0]), kind, tie) in graph
    if form != "csv":
        count = next(iter(world.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))).n
        assert len(graph) == count


def test_rdflib_asks_for_triples(endpoint: str, about: rdflib.Graph) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint))
    assert set(graph.query(ABOUT).graph) == set(about)


def test_rdflib_asks_a_named_graph(endpoint: str, world: KnowledgeGraph) -> None:
    most = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?n ?g LIMIT 1"
    row = next(iter(world.sparql(most)))
    store = SPARQLStore(endpoint, context_aware=True)
    told = store.query("SELECT * { ?s ?p ?o }", queryGraph=str(row.g))
    assert len(list(told)) == row.n


@pytest.fixture(scope="module")
def comunica() -> Path:
    """Comunica, from npm; kept for the next run."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("Comunica needs node and npm, which are not here")
    folder = Path(tempfile.gettempdir()) / f"twingraph-comunica-{COMUNICA}"
    program = folder / "node_modules" / "@comunica" / "query-sparql" / "bin" / "query.js"
    done = folder / "installed"
    if not done.is_file():
        folder.mkdir(exist_ok=True)
        (folder / "package.json").write_text(json.dumps({"private": True}))
        words = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", f"@comunica/query-sparql@{COMUNICA}"]
        installed = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
        if installed.returncode:
            pytest.skip(f"npm cannot bring Comunica: {installed.stderr[-200:]}")
        done.touch()
    return program


def comunica_says(program: Path, endpoint: str, query: str, form: str) -> str:
    words = ["node", str(program), f"sparql@{endpoint}", "-q", query, "-t", form]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_comunica_asks_for_rows(comunica: Path, endpoint: str, ties: list[str]) -> None:
    told = json.loads(comunica_says(comunica, endpoint, TIES, "application/sparql-results+json"))
    assert [row["tie"]["value"] for row in told["results"]["bindings"]] == ties


def test_comunica_asks_yes_or_no(comunica: Path, endpoint: str) -> None:
    query = "ASK { ?tie a <https://w3id.org/twingraph/ontology#Tie> }"
    assert comunica_says(comunica, endpoint, query, "simple").strip() == "true"


def test_comunica_asks_for_triples(comunica: Path, endpoint: str, about: rdflib.Graph) -> None:
    told = comunica_says(comunica, endpoint, ABOUT, "application/n-triples")
    assert set(rdflib.Graph().parse(data=told, format="nt")) == set(about)


NAMES = sorted(Catalogue(GraphFolder.find(ROOT)))


def test_there_are_named_queries() -> None:
    assert len(NAMES) >= 37


@pytest.mark.parametrize("name", NAMES)
def test_every_named_query_is_answered_as_here(real: KnowledgeGraph, real_endpoint: str, name: str) -> None:
    example = real.queries[name].example
    remote = RemoteGraph(real_endpoint, ROOT)
    for lang in LANGS:
        here, there = (graph.query(name, example, lang=lang) for graph in (real, remote))
        assert there.columns == here.columns
        assert rows(there) == rows(here)
        assert len(here) or name == "triangles"  # of which the graph has none


@pytest.mark.parametrize("layout", ["table", "csv", "json"])
def test_the_command_answers_as_here(run, real_endpoint: str, layout: str) -> None:
    words = ("query", "twins-of", "place=Смоленск", "--format", layout, "--graph", ROOT)
    here, there = run(*words), run(*words, "--endpoint", real_endpoint)
    assert there.returncode == here.returncode == 0, there.stderr
    assert there.stdout == here.stdout
    assert len(there.stdout) > 100
