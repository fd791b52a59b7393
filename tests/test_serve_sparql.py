"""The SPARQL endpoint: operations, datasets, errors, limits, the service description."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from urllib.parse import unquote_to_bytes, urlencode

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import RDF, VOID
from werkzeug.routing import Rule
from werkzeug.test import Client
from werkzeug.wrappers import Response

from twingraph import KnowledgeGraph
from twingraph.serve.app import Application
from twingraph.serve.opened import Opened
from twingraph.serve.sparql.unquoting import unquoted

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
FORM = "application/x-www-form-urlencoded"
BAD = "SELECT * {\n  ?s ?p }"


@pytest.fixture(scope="module")
def opened(world: KnowledgeGraph) -> Opened:
    return Opened(world)


@pytest.fixture(scope="module")
def client(opened: Opened) -> Client:
    return Client(Application(opened, []))


def limited(opened: Opened, **limits: int) -> Client:
    return Client(Application(replace(opened, **limits), []))


def values(response) -> list[list[str]]:
    assert response.status_code == 200, response.text
    return [[cell["value"] for cell in row.values()] for row in response.json["results"]["bindings"]]


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "GET", "query_string": {"query": "ASK { ?tie a tg:Tie }"}},
        {"method": "POST", "data": urlencode({"query": "ASK { ?tie a tg:Tie }"}), "content_type": FORM},
        {
            "method": "POST",
            "data": urlencode({"query": "ASK { ?tie a tg:Tie }"}),
            "content_type": f"{FORM}; charset=UTF-8",
        },
        {"method": "POST", "data": "ASK { ?tie a tg:Tie }", "content_type": "application/sparql-query"},
        {"method": "POST", "data": "ASK { ?tie a tg:Tie }", "content_type": "Application/SPARQL-Query;charset=utf-8"},
    ],
)
def test_the_three_ways_to_ask(client: Client, request_: dict) -> None:
    response = client.open("/sparql", **request_)
    assert response.status_code == 200
    assert response.mimetype == "application/sparql-results+json"
    assert response.headers["Vary"] == "Accept"
    assert response.json == {"head": {}, "boolean": True}


def test_head_is_as_get_without_the_content(client: Client) -> None:
    asked = {"query_string": {"query": "ASK {}"}}
    head, got = client.head("/sparql", **asked), client.get("/sparql", **asked)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers == got.headers


@pytest.fixture(scope="module")
def graphs(world: KnowledgeGraph) -> list[tuple[str, int]]:
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    found = [(str(row.g), row.n) for row in world.sparql(query)]
    assert len(found) > 2
    return found


COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMED = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


@pytest.mark.parametrize("way", ["get", "form", "address", "direct"])
def test_datasets_are_those_of_the_request(client: Client, graphs: list[tuple[str, int]], way: str) -> None:
    def ask(query: str, *graphs: tuple[str, str]) -> list[list[str]]:
        fields = [("query", query), *graphs]
        if way == "get":
            return values(client.get("/sparql", query_string=urlencode(fields)))
        if way == "form":
            return values(client.post("/sparql", data=urlencode(fields), content_type=FORM))
        address = urlencode(graphs)
        if way == "address":
            return values(client.post("/sparql", data=urlencode(fields[:1]), content_type=FORM, query_string=address))
        return values(client.post("/sparql", data=query, content_type="application/sparql-query", query_string=address))

    (one, count), (two, _), (three, _) = graphs[:3]
    default, named = "default-graph-uri", "named-graph-uri"
    assert ask(COUNT, (default, one)) == [[str(count)]]
    assert ask(NAMED, (default, one)) == []
    assert ask(NAMED, (named, one), (named, two)) == [[one], [two]]
    assert ask(COUNT, (named, one)) == [["0"]]
    assert ask(NAMED, (default, one), (named, two)) == [[two]]
    assert ask(COUNT, (default, "urn:no:such:graph")) == [["0"]]
    # The request's dataset is meant, and not that of the query.
    elsewhere = COUNT.replace("{", f"FROM <{two}> FROM NAMED <{three}> {{", 1)
    assert ask(elsewhere, (default, one)) == [[str(count)]]
    assert ask(elsewhere) == [[str(dict(graphs)[two])]]
    assert len(ask(NAMED)) == len(graphs)


def test_relative_iris_begin_at_the_endpoint(client: Client) -> None:
    told = client.get("/sparql", query_string={"query": "SELECT (STR(<#x>) AS ?x) {}"})
    assert values(told) == [["http://localhost/sparql#x"]]


QUERY = "application/sparql-query"
ERRORS = {
    "wrong syntax": (400, {"query_string": {"query": BAD}}, "line 2, column 10: this is no SPARQL query: "),
    "empty": (400, {"query_string": {"query": ""}}, "line 1, column 1: this is no SPARQL query"),
    "a dataset without a query": (400, {"query_string": {"default-graph-uri": "urn:x"}}, "there is no query"),
    "a form without a query": (400, {"method": "POST", "data": "a=b", "content_type": FORM}, "there is no query"),
    "two queries": (400, {"query_string": "query=ASK{}&query=ASK{}"}, "there are several queries"),
    "two queries in two places": (
        400,
        {"method": "POST", "data": "ASK{}", "content_type": QUERY, "query_string": "query=ASK{}"},
        "there are several queries",
    ),
    "no IRI": (400, {"query_string": {"query": "ASK{}", "named-graph-uri": "a graph"}}, "named-graph-uri=a graph: "),
    "no UTF-8": (400, {"query_string": "query=ASK{%FF}"}, "the request is not UTF-8"),
    "half a character": (400, {"query_string": "query=ASK{%ED%A0%80}"}, "the request is not UTF-8"),
    "no UTF-8 in a body": (400, {"method": "POST", "data": b"ASK{\xff}", "content_type": QUERY}, "is not UTF-8"),
    "another character set": (
        415,
        {"method": "POST", "data": "ASK{}".encode("utf-16"), "content_type": f"{QUERY}; charset=UTF-16"},
        "a query in UTF-16 is not understood",
    ),
    "compressed": (
        415,
        {"method": "POST", "data": b"x", "content_type": QUERY, "headers": {"Content-Encoding": "gzip"}},
        "compressed by gzip",
    ),
    "another type": (415, {"method": "POST", "data": "ASK{}", "content_type": "text/plain"}, "text/plain is not"),
    "no type": (415, {"method": "POST", "data": "ASK{}"}, "the media type ? is not understood"),
    "files": (415, {"method": "POST", "data": {"query": "ASK{}"}, "content_type": "multipart/form-data"}, "multipart"),
    "another method": (405, {"method": "PUT", "data": "ASK{}", "content_type": QUERY}, "PUT is not for this address"),
    "no such form": (406, {"query_string": {"query": "ASK{}"}, "headers": {"Accept": "image/png"}}, "there are appl"),
    "rows in Turtle": (
        406,
        {"query_string": {"query": "SELECT * {}"}, "headers": {"Accept": "text/turtle"}},
        "there are application/sparql-results+json",
    ),
    "a long query": (413, {"method": "POST", "data": "#" * 1_100_000, "content_type": QUERY}, "longer than 1048576"),
    "a deep query": (413, {"query_string": {"query": "SELECT * " + "{" * 9000 + "}" * 9000}}, "too involved"),
    "a chain": (413, {"query_string": {"query": f"ASK {{ FILTER({'1+' * 9000}1) }}"}}, "too involved"),
    "a chain of words": (413, {"query_string": {"query": f"ASK {{ {'MINUS ' * 1100} }}"}}, "too involved"),
    "update by GET": (403, {"query_string": {"update": "CLEAR ALL"}}, "the graph is only read here"),
    "update by form": (403, {"method": "POST", "data": "update=CLEAR+ALL", "content_type": FORM}, "only read here"),
    "update by POST": (
        403,
        {"method": "POST", "data": "CLEAR ALL", "content_type": "application/sparql-update"},
        "only read here",
    ),
    "update as query": (
        403,
        {"query_string": {"query": "# x\nPREFIX a: <urn:> INSERT DATA { a:a a:b 1 }"}},
        "only read here",
    ),
    "load": (403, {"query_string": {"query": "LOAD <file:///etc/passwd>"}}, "only read here"),
    "service": (403, {"query_string": {"query": "ASK { SERVICE <urn:x> {} }"}}, "SERVICE would ask another computer"),
    "an unknown function": (400, {"query_string": {"query": "SELECT (<urn:f>(1) AS ?x) {}"}}, "urn:f"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_errors_say_what_is_wrong(client: Client, name: str) -> None:
    status, request, told = ERRORS[name]
    response = client.open("/sparql", **request)
    assert (response.status_code, response.mimetype) == (status, "text/plain"), response.text
    assert told in response.text
    assert response.headers["Content-Language"] == "en"
    assert ("Allow" in response.headers) == (status == 405)


@pytest.mark.parametrize("name", ERRORS)
def test_errors_speak_russian(client: Client, name: str) -> None:
    status, request, _ = ERRORS[name]
    headers = {**request.get("headers", {}), "Accept-Language": "ru-RU,ru;q=0.9,en;q=0.5"}
    response = client.open("/sparql", **{**request, "headers": headers})
    assert response.status_code == status
    assert response.headers["Content-Language"] == "ru"
    assert any("а" <= letter <= "я" for letter in response.text)


def test_what_may_be_done(client: Client) -> None:
    assert client.put("/sparql").headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    response = client.options("/sparql")
    assert (response.status_code, response.headers["Allow"]) == (204, "GET, HEAD, POST, OPTIONS")


FORMS = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
RDF_FORMS = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
# Texts that hold what stands between rows.
ROWS = r"""SELECT ?n ?x { VALUES ?n { 1 2 3 4 5 6 7 8 9 10 } BIND("},{,{\r\n<result>\"}},{" AS ?x) }"""
TRIPLES = "CONSTRUCT { <urn:a> <urn:b> ?n } { VALUES ?n { 1 2 3 4 5 6 7 8 9 10 } }"


@pytest.mark.parametrize("form", [*FORMS, *RDF_FORMS])
def test_an_answer_is_whole_or_refused(opened: Opened, form: str) -> None:
    asked = {
        "query_string": {"query": ROWS if form in FORMS else TRIPLES},
        "headers": {"Accept": form},
    }
    whole = limited(opened, rows=10).get("/sparql", **asked)
    assert whole.status_code == 200
    assert limited(opened, rows=10, bytes=len(whole.data)).get("/sparql", **asked).data == whole.data
    for limits, told in (({"rows": 9}, "more than 9 rows"), ({"bytes": len(whole.data) - 1}, " bytes; ask for less")):
        response = limited(opened, **limits).get("/sparql", **asked)
        assert response.status_code == 413
        assert told in response.text


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_rows_without_columns_are_counted(opened: Opened, rows: int) -> None:
    for form in FORMS:
        asked = {"query": "SELECT * { VALUES () { () () } }"}
        response = limited(opened, rows=rows).get("/sparql", query_string=asked, headers={"Accept": form})
        assert response.status_code == (200 if rows >= 2 else 413)


@given(st.lists(st.text('},{"\\\n<result>x:[]', max_size=12), max_size=30), st.integers(1, 30))
def test_rows_are_counted_whatever_is_in_them(opened: Opened, texts: list[str], most: int) -> None:
    def written(text: str) -> str:
        return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

    terms = " ".join(f'"{written(text)}"' for text in texts)
    query = f"SELECT * {{ VALUES ?x {{ {terms} }} }}"
    for form in FORMS:
        response = limited(opened, rows=most).get("/sparql", query_string={"query": query}, headers={"Accept": form})
        assert response.status_code == (200 if len(texts) <= most else 413)


@pytest.mark.parametrize("form", [*FORMS, *RDF_FORMS])
def test_an_answer_without_end_is_given_up(opened: Opened, form: str) -> None:
    where = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    other = where.replace("}", "BIND(CONCAT(STR(?a), STR(?d), STR(?g), STR(?j), STR(?l)) AS ?x) }")
    query = f"SELECT * {where}" if form in FORMS else f"CONSTRUCT {{ <urn:a> <urn:b> ?x }} {other}"
    client = limited(opened, rows=10_000_000, bytes=1_000_000)
    tracemalloc.start()
    try:
        response = client.get("/sparql", query_string={"query": query}, headers={"Accept": form})
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert response.status_code == 413
    assert peak < 20_000_000


def test_xml_is_refused_where_it_has_no_way_to_say_it(client: Client) -> None:
    for query, form in (
        (r"SELECT ('\u0001' AS ?x) {}", "application/sparql-results+xml"),
        (r"SELECT ('\uFFFF' AS ?x) {}", "application/sparql-results+xml"),
        (r"CONSTRUCT { <urn:a> <urn:b> '\u0001' } {}", "application/rdf+xml"),
        ("CONSTRUCT { <urn:a> <urn:b/1> 1 } {}", "application/rdf+xml"),
        ("CONSTRUCT { <urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> } {}", "application/ld+json"),
    ):
        response = client.get("/sparql", query_string={"query": query}, headers={"Accept": form})
        assert response.status_code == 406, query
        assert response.text.endswith("ask for another form\n")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # which rdflib itself uses
@pytest.mark.parametrize("form", [None, *RDF_FORMS])
def test_the_service_describes_itself(client: Client, graphs: list[tuple[str, int]], form: str | None) -> None:
    response = client.get("/sparql", headers={"Accept": form} if form else {})
    assert response.status_code == 200
    assert response.mimetype == form or form is None
    told = rdflib.Graph().parse(data=response.data, format=response.mimetype)
    service = told.value(predicate=RDF.type, object=SD.Service)
    assert told.value(service, SD.endpoint) == rdflib.URIRef("http://localhost/sparql")
    assert told.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    assert len(list(told.objects(service, SD.resultFormat))) == 8
    dataset = told.value(service, SD.defaultDataset)
    default = told.value(dataset, SD.defaultGraph)
    [[count]] = values(client.get("/sparql", query_string={"query": COUNT}))
    assert int(told.value(default, VOID.triples)) == int(count)
    assert int(told.value(default, VOID.classes)) > 5
    named = {
        str(told.value(each, SD.name)): int(told.value(told.value(each, SD.graph), VOID.triples))
        for each in told.objects(dataset, SD.namedGraph)
    }
    assert named == dict(graphs)


def test_the_default_graph_is_the_union_of_the_named_ones(client: Client) -> None:
    union = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    answers = [client.get("/sparql", query_string={"query": query}) for query in (COUNT, union)]
    assert values(answers[0]) == values(answers[1])
    assert b"UnionDefaultGraph" in client.get("/sparql").data


def test_a_browser_is_shown_the_editor(opened: Opened) -> None:
    page = Rule("/sparql/", endpoint=lambda _: Response("the editor"))
    client = Client(Application(opened, [lambda _: [page]]))
    accept = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    response = client.get("/sparql", headers=accept)
    assert (response.status_code, response.headers["Location"]) == (303, "sparql/")
    assert response.headers["Vary"] == "Accept"
    assert client.get("/sparql/").text == "the editor"
    assert client.get("/sparql", headers={"Accept": "text/turtle"}).mimetype == "text/turtle"


def test_a_host_that_is_none_is_refused(client: Client) -> None:
    for host in ("a b", "<script>", "a\\b", "é"):
        response = client.get("/sparql", headers={"Host": host})
        assert response.status_code < 500
        assert b"<script>" not in response.data


PIECES = st.sampled_from(
    [
        *("SELECT", "*", "{", "}", "?s", "?p", "a", "tg:Tie", "'", '"', "\\", "\\u", "\\uD800", "<", ">", "(", ")"),
        *("FILTER", "COUNT", "GROUP BY", "1e999", "-", "/", "^", "#", "\n", "\0", "é", "VALUES", "UNDEF", "service"),
        *("ORDER BY", "LIMIT", "99999999999999999999", "<<", "VERSION", "'1.2'", "DESCRIBE", "CONSTRUCT", "WHERE"),
        *("REGEX", "[", "]"),
    ]
)


@given(st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=40))
def test_no_query_is_a_fault_of_the_server(client: Client, query: str) -> None:
    response = client.post("/sparql", data=query.encode("utf-8", "replace"), content_type="application/sparql-query")
    assert response.status_code in (200, 400, 403, 413)


@given(
    st.lists(st.sampled_from(["%", "%4", "%3D", "=", "%d0%B0", "%%", "é", "\r\n", "%\n", "_", " ", "+", "0A"])).map(
        "".join
    )
)
def test_percent_encoding_is_undone_as_the_standard_library_does(text: str) -> None:
    assert unquoted(text.encode()) == unquote_to_bytes(text)
