"""A parameter must be bound in the very group whose conditions use it."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from twingraph.check.parameter_scope import unbound_uses
from twingraph.queries.binding import Template

BLOCK = 'VALUES ?from { "1990" }'
GOOD = [
    f"SELECT * {{ {BLOCK} ?s ?p ?o FILTER(?o > ?from) }}",
    f"SELECT * {{ {BLOCK} OPTIONAL {{ ?s ?p ?o FILTER(?o > ?from) }} }}",
    f"SELECT * {{ {BLOCK} ?s ?p ?x FILTER EXISTS {{ ?s ?p ?o FILTER(?o > ?from) }} }}",
    f"SELECT * {{ {{ {BLOCK} ?s ?p ?o FILTER(?o > ?from) }} UNION {{ ?s ?p ?o }} }}",
    f"SELECT * {{ {{ SELECT ?o {{ {BLOCK} ?s ?p ?o FILTER(?o > ?from) }} }} }}",
    f"SELECT * {{ GRAPH ?g {{ {BLOCK} ?s ?p ?o BIND(?o > ?from AS ?late) }} }}",
    f"SELECT * {{ {{ {{ {BLOCK} }} ?s ?p ?o FILTER(?o > ?from) }} }}",
    "SELECT * { { ?s ?p ?from FILTER(?from > 3) } }",
]
BAD = [
    f"SELECT * {{ {BLOCK} {{ ?s ?p ?o FILTER(?o > ?from) }} }}",
    f"SELECT * {{ {BLOCK} {{ ?s ?p ?o }} UNION {{ ?s ?p ?o FILTER(?o > ?from) }} }}",
    f"SELECT * {{ {BLOCK} GRAPH ?g {{ ?s ?p ?o FILTER(?o > ?from) }} }}",
    f"SELECT * {{ {BLOCK} {{ SELECT ?o {{ ?s ?p ?o FILTER(?o > ?from) }} }} }}",
    f"SELECT * {{ {BLOCK} {{ SELECT (IF(BOUND(?from), 1, 0) AS ?x) {{ ?s ?p ?o }} }} }}",
    f"SELECT * {{ {BLOCK} {{ ?s ?p ?o BIND(?from AS ?x) }} }}",
    f"SELECT * {{ {BLOCK} OPTIONAL {{ ?s ?p ?o {{ ?s ?q ?r FILTER(?r > ?from) }} }} }}",
    f"SELECT * {{ {BLOCK} ?s ?p ?o MINUS {{ ?s ?q ?r FILTER(?r > ?from) }} }}",
]


@pytest.mark.parametrize("query", GOOD)
def test_a_parameter_in_scope_is_let_pass(query: str):
    assert list(unbound_uses(query, ["from"])) == []


@pytest.mark.parametrize("query", BAD)
def test_a_parameter_out_of_scope_is_found(query: str):
    (use,) = unbound_uses(query, ["from"])
    assert (use.parameter, use.line) == ("from", 1)


def test_what_is_refused_would_not_filter():
    store = Store()
    subject, predicate = NamedNode("https://example.org/s"), NamedNode("https://example.org/p")
    for year in ("1985", "2003"):
        store.add(Quad(subject, predicate, Literal(year)))
    answers = {}
    for query in (GOOD[3].replace("UNION { ?s ?p ?o }", ""), BAD[0]):
        answers[query] = [
            len(list(store.query(Template.cut(query).bind({"from": [Literal(since)]})))) for since in ("1990", "1980")
        ]
    right, wrong = answers.values()
    assert right == [1, 2]
    assert wrong == [0, 0]
