"""Parameters are bound by replacing the content of VALUES blocks, and nothing else of the text."""

from __future__ import annotations

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


@given(st.text(), st.sampled_from(["", "en", "ru"]))
def test_no_text_can_break_out_of_its_block(text: str, language: str):
    literal = Literal(text, language=language) if language else Literal(text)
    store = Store()
    store.add(Quad(PLACE, NamedNode("https://example.org/p"), literal))
    query = Template.cut("SELECT ?s { VALUES ?x { 'example' } ?s ?p ?x }").bind({"x": [literal]})
    assert [row[0] for row in store.query(query)] == [PLACE]
