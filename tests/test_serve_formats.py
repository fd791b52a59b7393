"""Every form of an answer says the same to readers that are not ours, and no Accept header is a fault of the server."""

from __future__ import annotations

import csv
import io
import json
import string
import xml.etree.ElementTree as ET

import pytest
import rdflib
import rdflib.compare
from hypothesis import given
from hypothesis import strategies as st
from rdflib.query import Result
from werkzeug.test import Client

from twingraph import KnowledgeGraph
from twingraph.serve.app import Application
from twingraph.serve.negotiation import best
from twingraph.serve.opened import Opened
from twingraph.serve.sparql.forms import TABLES, TRIPLES

# Terms of all kinds, with what is special in one form or another; blank nodes bear other names each time.
VALUES = r"""
SELECT ?n ?x { VALUES (?n ?x) {
  (1 <https://example.org/a,b?c=d&e='f'#g>) (2 "plain") (3 "en"@en) (4 "ru"@ru-Cyrl) (5 1) (6 1.5) (7 true)
  (8 "2001-02"^^xsd:gYearMonth) (9 "a,b;c\t\"d\"\r\n'e'\\ f") (10 "<b>&amp;]]>") (11 "Смоленск 🏙") (12 UNDEF) (13 "")
  (14 " spaces ") (15 "},{")
} } ORDER BY ?n"""
SD_XML = "{http://www.w3.org/2005/sparql-results#}"


@pytest.fixture(scope="module")
def client(world: KnowledgeGraph) -> Client:
    return Client(Application(Opened(world), []))


def told(client: Client, query: str, form: str) -> bytes:
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": form})
    assert (response.status_code, response.mimetype) == (200, form), response.text
    return response.data


def values(result: Result) -> list[tuple]:
    return [tuple(row) for row in result]


def test_rows_are_the_same_to_rdflib(client: Client) -> None:
    as_json, as_xml, as_tsv = (
        values(Result.parse(io.BytesIO(told(client, VALUES, form)), format=name))
        for form, name in (
            ("application/sparql-results+json", "json"),
            ("application/sparql-results+xml", "xml"),
            ("text/tab-separated-values", "tsv"),
        )
    )
    assert len(as_json) == 15
    assert as_xml == as_json
    assert [tuple(map(str, row)) for row in as_tsv if row[1]] == [tuple(map(str, row)) for row in as_json if row[1]]


def test_rows_are_the_same_to_plain_readers(client: Client) -> None:
    rows = json.loads(told(client, VALUES, "application/sparql-results+json"))["results"]["bindings"]
    expected = [[row["n"]["value"], row.get("x", {"value": ""})["value"]] for row in rows]
    table = list(csv.reader(io.StringIO(told(client, VALUES, "text/csv").decode(), newline="")))
    assert table == [["n", "x"], *expected]
    results = ET.fromstring(told(client, VALUES, "application/sparql-results+xml"))
    assert [
        [{b.get("name"): b[0].text or "" for b in row}.get(name, "") for name in ("n", "x")]
        for row in results.iter(f"{SD_XML}result")
    ] == expected
    for line, row in zip(
        told(client, VALUES, "text/tab-separated-values").decode().split("\n")[1:], rows, strict=False
    ):
        assert line.count("\t") == 1
        assert bool(line.split("\t")[1]) == ("x" in row)


@pytest.mark.parametrize("word", ["true", "false"])
def test_yes_and_no(client: Client, word: str) -> None:
    query = f"ASK {{ FILTER({word}) }}"
    assert json.loads(told(client, query, "application/sparql-results+json"))["boolean"] is (word == "true")
    told_xml = ET.fromstring(told(client, query, "application/sparql-results+xml"))
    assert told_xml.findtext(f"{SD_XML}boolean") == word
    for form in ("text/csv", "text/tab-separated-values"):
        assert told(client, query, form).decode() == word


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # which rdflib itself uses
@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT WHERE { ?tie a tg:Tie ; ?p ?o }",
        "DESCRIBE ?tie { ?tie a tg:Tie }",
        f"CONSTRUCT {{ <urn:a> <urn:b> ?x }} {{ {{ {VALUES} }} }}",
        "CONSTRUCT { <urn:a> <urn:b> [ <urn:c> 1 ] } {}",
        "CONSTRUCT WHERE { <urn:no> <urn:thing> <urn:here> }",
    ],
)
def test_triples_are_the_same_to_rdflib(client: Client, query: str) -> None:
    graphs = [
        rdflib.Graph().parse(data=told(client, query, form), format=form)
        for form in ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
    ]
    assert bool(graphs[0]) == ("urn:no" not in query)
    for graph in graphs[1:]:
        assert rdflib.compare.to_isomorphic(graph) == rdflib.compare.to_isomorphic(graphs[0])


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/*", "text/turtle"),
        ("application/*", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ('application/ld+json;profile="x, y;q=0"', "application/ld+json"),
        ("APPLICATION/LD+JSON", "application/ld+json"),
        ("text/turtle;q=0.5, application/rdf+xml", "application/rdf+xml"),
        ("text/turtle;q=0, */*;q=0.1", "application/n-triples"),
        ("*/*, text/turtle;q=0.9", "application/n-triples"),
        ("application/*;q=0.2, text/*;q=0.1", "application/n-triples"),
        ("image/png, application/xml;q=0.3", "application/xml"),
        ("text/turtle;q=0", None),
        ("image/png", None),
        ("*/*;q=0", None),
    ],
)
def test_what_is_liked_best(accept: str | None, chosen: str | None) -> None:
    assert best(accept, [*TRIPLES]) == chosen


RANGES = st.sampled_from(
    [*TABLES, *TRIPLES, "*/*", "text/*", "application/*", "text/html", "image/png", "*", "/", "a/b/c"]
)
QUALITIES = st.sampled_from(["", ";q=0", ";q=1", ";q=0.5", ";q=0.001", ";q=", ";q=x", ";q=-1", ";q=2", ";a=b;q=0.2"])
HEADERS = st.lists(st.builds(str.__add__, RANGES, QUALITIES), max_size=6).map(", ".join)


@given(HEADERS | st.text(string.printable.replace("\n", "").replace("\r", ""), max_size=40))
def test_no_accept_header_is_a_fault_of_the_server(client: Client, accept: str) -> None:
    for query in ("ASK {}", "SELECT * {}", "CONSTRUCT { <urn:a> <urn:b> 1 } {}", None):
        response = client.get("/sparql", query_string={"query": query} if query else {}, headers={"Accept": accept})
        forms = TRIPLES if query is None or query.startswith("CONSTRUCT") else TABLES
        assert response.status_code in ((200, 406) if query else (200, 303, 406))
        if response.status_code == 200:
            assert response.mimetype in forms
            assert best(accept, [response.mimetype])
        elif response.status_code == 406:
            assert best(accept, [*forms]) is None
