"""Parameters are bound by replacing the content of VALUES blocks, and nothing else of the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from twingraph.queries.binding import Template

PLACE = NamedNode("https://example.org/world/id/place/linden")


def test_every_block_of_a_name_is_bound():
    query = "SELECT * { VALUES ?place { <a:b> } { SELECT * { VALUES ?place { <a:b> } } } VALUES ?lang { 'en' } }"
    assert Template.cut(query).bind({"place": [PLACE]}) == query.replace("<a:b>", f"<{PLACE.value}>")


def test_a_parameter_not_given_is_left_open():
    assert Template.cut("{ VALUES ?kind { <a:b> } }").bind({"kind": None}) == "{ VALUES ?kind { UNDEF } }"


@pytest.mark.parametrize(
    "query",
    [
        '# VALUES ?x { "comment" }\nSELECT * {}',
        'SELECT ("VALUES ?x { 1 }" AS ?y) {}',
        'SELECT (""" VALUES ?x { " } """ AS ?y) {}',
        "SELECT ('it\\'s VALUES ?x {' AS ?y) {}",
        "SELECT * { ?a <https://example.org/VALUES> ?xy }",
    ],
)
def test_comments_strings_and_iris_are_passed_over(query):
    assert Template.cut(query).bind({"x": [PLACE]}) == query


def test_braces_inside_a_block_do_not_end_it():
    query = 'SELECT * { VALUES ?x { "}" <https://example.org/a> # }\n } ?s ?p ?x }'
    assert Template.cut(query).bind({"x": [Literal("z")]}) == 'SELECT * { VALUES ?x { "z" } ?s ?p ?x }'


def test_comparison_is_no_iri():
    query = "SELECT * { VALUES ?x { 1 } FILTER(?a <?x && ?b> 1) VALUES ?x { 2 } }"
    assert Template.cut(query).bind({"x": [Literal(3)]}).count('"3"') == 2


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES ?x { 1 } ?s ?p ?o }",
        "SELECT * { VALUES ?x { 1 } . ?s ?p ?o }",
        "SELECT * { ?s ?p ?o VALUES ?x { 1 } ?o ?q ?r }",
        "SELECT * { ?s ?p ?o . VALUES ?x { 1 } . ?o ?q ?r }",
        "SELECT * { ?s ?p ?o VALUES ?x { 1 } VALUES ?y { 2 } . ?o ?q ?r }",
        "SELECT * { ?s ?p ?o ; # . }\n VALUES ?x { 1 } ?o ?q ?r }",
        "SELECT * { ?s ?p ?o FILTER(?o != 3) VALUES ?x { 1 } ?o ?q ?r }",
        "SELECT * { ?s a (1 2) VALUES ?x { 1 } OPTIONAL { VALUES ?y { 2 } } ?o ?q ?r }",
        "PREFIX e: <https://e.org/> SELECT * { ?s ?p e:select.1 values $x { 1 } ?o ?a e:b. VALUES ?y { 2 } ?o ?q ?r }",
        "SELECT * { { VALUES ?x { 1 } } UNION { ?s ?p ?o FILTER(BOUND(?x)) VALUES ?y { 2 } } }",
        "SELECT * { { SELECT ?s { ?s ?p ?o } VALUES ?x { 1 } } ?s ?q ?r }",
        "SELECT * { { SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING(COUNT(*) > 0) VALUES ?x { 1 } } }",
        "SELECT * { ?s ?p ?o } LIMIT 2 VALUES ?x { 1 }",
    ],
)
def test_a_block_taken_out_means_the_same_as_an_open_one(query):
    store = Store()
    for subject, value in (("a", "b"), ("b", "c"), ("c", "a")):
        store.add(Quad(*(NamedNode(f"https://example.org/{name}") for name in (subject, "p", value))))
    template = Template.cut(query)
    left_open = dict.fromkeys(("x", "y"))
    removed = template.bind(left_open, open_blocks="remove")
    assert not re.search(r"VALUES\s*[?$]", removed)
    answers = [
        sorted(str({name.value: row[name] for name in answer.variables if name.value not in "xy"}) for row in answer)
        for answer in map(store.query, (template.bind(left_open), removed))
    ]
    assert answers[0] == answers[1]


def test_only_open_blocks_are_taken_out():
    query = "{ VALUES ?kind { <a:b> } ?s ?p ?o . VALUES ?lang { 'en' } VALUES ?as { 1 } }"
    bound = Template.cut(query).bind({"kind": None, "lang": [Literal("ru")]}, open_blocks="remove")
    assert " ".join(bound.split()) == '{ ?s ?p ?o . VALUES ?lang { "ru" } VALUES ?as { 1 } }'


@given(st.text(), st.sampled_from(["", "en", "ru"]))
def test_no_text_can_break_out_of_its_block(text: str, language: str):
    literal = Literal(text, language=language) if language else Literal(text)
    store = Store()
    store.add(Quad(PLACE, NamedNode("https://example.org/p"), literal))
    query = Template.cut("SELECT ?s { VALUES ?x { 'example' } ?s ?p ?x }").bind({"x": [literal]})
    assert [row[0] for row in store.query(query)] == [PLACE]
