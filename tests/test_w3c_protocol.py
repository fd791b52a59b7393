"""W3C's tests of the SPARQL 1.1 Protocol, its query operation.

The suite is no part of this repository. With a clone of https://github.com/w3c/rdf-tests at hand::

    TWINGRAPH_W3C_RDF_TESTS=…/rdf-tests pytest tests/test_w3c_protocol.py
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, RdfFormat, Store, parse, parse_query_results
from werkzeug.test import Client

from twingraph import KnowledgeGraph
from twingraph.serve.app import Application
from twingraph.serve.opened import Opened
from twingraph.serve.sparql.forms import TABLES, TRIPLES

SUITE = os.environ.get("TWINGRAPH_W3C_RDF_TESTS", "")
FOLDER = Path(SUITE) / "sparql" / "sparql11" / "protocol"
PREFIXES = {
    "cnt": "http://www.w3.org/2011/content#",
    "ht": "http://www.w3.org/2011/http#",
    "mf": "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "ut": "http://www.w3.org/2009/sparql/tests/test-update#",
}
REQUESTS = """
SELECT ?test ?request ?method ?path ?encoding ?chars ?boolean ?format
  (GROUP_CONCAT(STRAFTER(STR(?status), "#StatusCode")) AS ?statuses)
WHERE {
  ?test a mf:ProtocolTest ; mf:action/ht:requests/rdf:rest*/rdf:first ?request .
  ?request ht:methodName ?method ; ht:absolutePath ?path ; ht:resp ?response .
  ?response mf:expectedStatus ?status .
  OPTIONAL { ?request ht:body ?body . ?body cnt:characterEncoding ?encoding ; cnt:chars ?chars }
  OPTIONAL { ?response mf:expectedBoolean ?boolean }
  OPTIONAL { ?response mf:expectedFormat ?format }
}
GROUP BY ?test ?request ?method ?path ?encoding ?chars ?boolean ?format"""
HEADERS = """
SELECT ?request ?name ?value WHERE {
  ?request ht:headers/rdf:rest*/rdf:first ?header . ?header ht:fieldName ?name ; ht:fieldValue ?value
}"""
DATA = "SELECT ?test ?file ?graph WHERE { ?test ut:graphData ?data . ?data ut:graph ?file ; rdfs:label ?graph }"


class Case(NamedTuple):
    """A request of a test, and what is expected."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: list[str]
    boolean: str | None
    form: str | None
    data: dict[str, Path]


def cases() -> list[Any]:
    if not SUITE:
        return [pytest.param(None, marks=pytest.mark.skip(reason="TWINGRAPH_W3C_RDF_TESTS names no folder"))]
    manifest = Store()
    file = FOLDER / "manifest.ttl"
    manifest.extend(parse(path=file, format=RdfFormat.TURTLE, base_iri=file.resolve().as_uri()))

    def rows(query: str) -> list[dict[str, Any]]:
        answer = manifest.query(query, prefixes=PREFIXES)
        names = [variable.value for variable in answer.variables]
        return [dict(zip(names, row, strict=True)) for row in answer]

    def value(row: dict[str, Any], name: str) -> str | None:
        return None if row[name] is None else row[name].value

    found = []
    for row in rows(REQUESTS):
        name = row["test"].value.rpartition("#")[2]
        # Updates are no part of a server that only reads; that they are refused as the suite has it, is.
        if not name.startswith(("query_", "bad_")):
            continue
        case = Case(
            row["method"].value,
            row["path"].value,
            {each["name"].value: each["value"].value for each in rows(HEADERS) if each["request"] == row["request"]},
            (value(row, "chars") or "").encode(value(row, "encoding") or "utf-8"),
            row["statuses"].value.split(),
            value(row, "boolean"),
            value(row, "format"),
            {
                each["graph"].value: FOLDER / each["file"].value.rpartition("/")[2]
                for each in rows(DATA)
                if each["test"] == row["test"]
            },
        )
        found.append(pytest.param(case, id=name))
    return found


CASES = cases()


@pytest.mark.parametrize("case", CASES)
def test_protocol(world: KnowledgeGraph, case: Case) -> None:
    store = Store()
    for graph, file in case.data.items():
        store.load(path=file, format=RdfFormat.N_TRIPLES, to_graph=NamedNode(graph))
    client = Client(Application(Opened(KnowledgeGraph(world.folder, store))))
    asked = urlsplit(case.path)
    assert asked.path == "/sparql/"  # which stands for the endpoint's own
    response = client.open(
        "/sparql",
        method=case.method,
        query_string=asked.query,
        headers=case.headers,
        data=case.body or None,
    )
    assert f"{response.status_code // 100}xx" in case.statuses, response.text
    if case.form is not None:
        types = TRIPLES if case.form == "RDF" else TABLES
        assert response.mimetype in types
        if case.form == "RDF":
            list(parse(response.data, RdfFormat.from_media_type(response.mimetype)))
        else:
            answer = parse_query_results(response.data, QueryResultsFormat.from_media_type(response.mimetype))
            assert isinstance(answer, QueryBoolean) == (case.form == "boolean")
            if case.boolean is not None:
                assert bool(answer) == (case.boolean == "true")


@pytest.mark.skipif(not SUITE, reason="TWINGRAPH_W3C_RDF_TESTS names no folder")
def test_no_query_test_is_left_out() -> None:
    names = [param.id for param in CASES]
    assert len([name for name in names if "update" not in name]) == 20
