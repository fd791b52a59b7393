"""No query that is asked here calls another computer: found out by one that listens."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from twingraph import UsageError
from twingraph.engine import ask, asks_elsewhere


class Listener:
    """A computer elsewhere: counts who calls."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.calls = 0
        self.iri = f"<http://127.0.0.1:{self.socket.getsockname()[1]}/>"
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                called, _ = self.socket.accept()
                self.calls += 1
                with called:
                    called.recv(4096)
                    called.sendall(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    one = Listener()
    yield one
    one.socket.close()


STORE = Store()
STORE.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal(1)))

# IRI stands for the address of the computer elsewhere.
CALLS = {
    "plain": "SELECT * { SERVICE IRI { ?s ?p ?o } }",
    "small": "SELECT * { service IRI { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT IRI { ?s ?p ?o } }",
    "run together": "SELECT * { SERVICESILENTIRI{ ?s ?p ?o } }",
    "after a number": "SELECT * { ?a ?b 1SERVICE IRI { ?s ?p ?o } }",
    "after a number's dot": "SELECT * { ?a ?b 1.SERVICE IRI { ?s ?p ?o } }",
    "as if a prefix": "PREFIX : IRI SELECT * { SERVICE: { ?s ?p ?o } }",
    "as if the end of a prefix": "PREFIX x: IRI SELECT * { SERVICEx: { ?s ?p ?o } }",
    "as if within an IRI": "PREFIX x: IRI SELECT * { ?a ?b ?c FILTER(?c<2)SERVICE x:#>\n { ?s ?p ?o } }",
    "a variable, as if within an IRI": "SELECT * { VALUES ?y { IRI } ?a ?b ?c FILTER(?c<2)SERVICE?y#>\n{ ?s ?p ?o } }",
    "as if within a text": r'SELECT * { BIND("\u0022" AS ?x) SERVICE IRI { ?s ?p ?o } BIND("\u0022" AS ?y) }',
    "as if within a comment": "SELECT * { # comment\rSERVICE IRI { ?s ?p ?o } }",
    "after an escaped name": r"PREFIX x: <urn:> SELECT * { ?s x:a\#b ?o . SERVICE IRI { ?s ?p ?o } }",
    "in FILTER EXISTS": "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE IRI { ?s ?p ?o } } }",
    "in OPTIONAL": "SELECT * { ?a ?b ?c OPTIONAL { SERVICE IRI { ?s ?p ?o } } }",
    "in a subquery": "SELECT * { { SELECT * { SERVICE IRI { ?s ?p ?o } } } }",
    "in GRAPH": "SELECT * { GRAPH ?g { SERVICE IRI { ?s ?p ?o } } }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } { SERVICE IRI { ?s ?p ?o } }",
    "in DESCRIBE": "DESCRIBE ?s { SERVICE IRI { ?s ?p ?o } }",
    "in ASK": "ASK { SERVICE IRI { ?s ?p ?o } }",
    "in an expression": "SELECT (EXISTS { SERVICE IRI { ?s ?p ?o } } AS ?x) {}",
    "in ORDER BY": "SELECT * { ?a ?b ?c } ORDER BY EXISTS { SERVICE IRI { ?s ?p ?o } }",
    "beside its other word": "SELECT (1 AS ?servica) ('servicb' AS ?service) { SERVICE IRI { ?s ?p ?o } }",
    "a prefix of the other word": "PREFIX servica: <urn:> PREFIX : IRI SELECT * { SERVICE: { ?s ?p ?o } }",
    "escaped": r"SELECT * { \u0053ERVICE IRI { ?s ?p ?o } }",
    "escaped at length, small": r"SELECT * { \U00000073ervic\u0065 IRI { ?s ?p ?o } }",
}


@pytest.mark.parametrize("name", CALLS)
def test_calls_are_refused(listener: Listener, name: str) -> None:
    before = listener.calls
    with pytest.raises((UsageError, SyntaxError)):
        ask(STORE, CALLS[name].replace("IRI", listener.iri))
    assert listener.calls == before


@pytest.mark.parametrize("name", ["plain", "run together", "as if a prefix", "as if within a text", "in ASK"])
def test_the_engine_would_call(listener: Listener, name: str) -> None:
    before = listener.calls
    with contextlib.suppress(OSError):
        list(STORE.query(CALLS[name].replace("IRI", listener.iri)))  # type: ignore[arg-type]
    assert listener.calls > before


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ('SERVICE' AS ?service) {}",
        "SELECT * { ?service a <https://example.org/SERVICE> } # SERVICE <x> { }",
        "PREFIX service: <urn:> SELECT * { ?servica service:service ?service, 'Service'@service }",
        r"SELECT ('''SERVICE <x> { }''' AS ?a) ('\u0053ERVICE' AS ?b) ('SERVIC\u0045' AS ?c) {}",
        "SELECT * { _:service ?p dcat:DataService . ?data dcat:accessService ?x }",
        "ASK { FILTER(CONTAINS('service', \"SERVICE\")) }",
    ],
)
def test_the_word_itself_is_no_call(query: str) -> None:
    assert not asks_elsewhere(query)
    ask(STORE, query)


def test_no_word_is_left_to_take_its_place() -> None:
    words = " ".join(f"servic{chr(letter)}" for letter in range(ord("a"), ord("z") + 1))
    assert asks_elsewhere(f"SELECT * {{ ?s ?p '{words}' }}")


PIECES = st.sampled_from(
    [
        *("SERVICE", "service", "SILENT", "IRI", "?y", "x:", ":", "{ ?s ?p ?o }", "{", "}", "SELECT * {", " ", "\n"),
        *("\r", "#", "#>", "'", '"', "'''", '"""', r"\u0022", r"\u0027", r"\u0023", "\\", "<", ">", "1", ".", "true"),
        *("FILTER(1<2)", "FILTER EXISTS", "BIND(", " AS ?x)", "?a ?b ", "VALUES ?y { IRI }", "GRAPH ?g", "OPTIONAL"),
        *("PREFIX x: IRI ", "PREFIX : IRI ", "PREFIX SERVICE: IRI ", "PREFIX servica: IRI ", "a:b", "@en", "()", "[]"),
    ]
)


@given(st.lists(PIECES, max_size=12), st.lists(PIECES, max_size=6), st.lists(PIECES, max_size=6))
@settings(max_examples=600, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_put_around_a_call_hides_it(
    listener: Listener, around: list[str], before: list[str], after: list[str]
) -> None:
    prologue = "PREFIX x: IRI PREFIX : IRI "
    for call in ("SERVICE IRI { ?s ?p ?o }", "SERVICE: { ?s ?p ?o }", "SERVICESILENTx:{ ?s ?p ?o }", "".join(around)):
        query = f"{prologue}SELECT * {{ VALUES ?y {{ IRI }} {''.join(before)}{call}{''.join(after)} }}"
        calls = listener.calls
        with contextlib.suppress(UsageError, SyntaxError, RuntimeError):
            list(ask(STORE, query.replace("IRI", listener.iri)))  # type: ignore[arg-type]
        assert listener.calls == calls, query
