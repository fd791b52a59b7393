"""Answers have Python types, readable tables and the W3C's formats."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from pyoxigraph import Store

from twingraph import IRI, KnowledgeGraph, PartialDate, Result
from twingraph.tables import markdown_table, plain_table


def ask(world: KnowledgeGraph, expression: str) -> object:
    result = world.sparql(f"SELECT ({expression} AS ?x) {{}}")
    assert isinstance(result, Result)
    return result[0].x


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("<https://example.org/>", IRI("https://example.org/")),
        ('"Линден"@ru', "Линден"),
        ("42", 42),
        ("1.5", Decimal("1.5")),
        ("1e3", 1000.0),
        ("1 < 2", True),
        ('"2003-09-27"^^xsd:date', PartialDate(2003, 9, 27)),
        ('"1981-05"^^xsd:gYearMonth', PartialDate(1981, 5)),
        ('"2002"^^xsd:gYear', PartialDate(2002)),
        ('"P5Y"^^xsd:duration', "P5Y"),
        ('"not a date"^^xsd:date', "not a date"),
        ("?unbound", None),
    ],
)
def test_terms_become_python_values(world: KnowledgeGraph, expression: str, value: object):
    found = ask(world, expression)
    assert found == value
    assert type(found) is type(value)


def test_a_row_is_read_by_name_attribute_and_number(world: KnowledgeGraph):
    row = world.sparql("SELECT (1 AS ?one) (2 AS ?two) {}")[0]
    assert (row.one, row["two"], row[1], len(row)) == (1, 2, 2, 2)
    assert row == (1, 2)
    assert row.as_dict() == {"one": 1, "two": 2}
    assert repr(row) == "Row(one=1, two=2)"
    with pytest.raises(AttributeError):
        row.three  # noqa: B018


def test_a_result_can_be_read_twice(world: KnowledgeGraph):
    result = world.query("ties")
    assert list(result) == list(result)
    assert result.serialize("csv").count(b"\r\n") == len(result) + 1


def in_order(result: Result) -> list[tuple[object, ...]]:
    """The rows in their order; that of the IRIs that a row counts is the store's own affair."""
    several = {name for name, column in result.described.items() if column.type == "iris"}
    return [
        tuple(sorted(value.split()) if name in several and value else value for name, value in row.as_dict().items())
        for row in result
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_rows_are_in_the_same_order_however_the_graph_was_loaded(real: KnowledgeGraph, seed: int):
    quads = list(real.store)
    Random(seed).shuffle(quads)  # noqa: S311 - an order, not a secret
    store = Store()
    store.extend(quads)
    shuffled = KnowledgeGraph(real.folder, store)
    for name, query in real.queries.items():
        required = {key: value for key, value in query.example.items() if query.parameters[key].required}
        for params in (query.example, required):
            assert in_order(shuffled.query(name, params)) == in_order(real.query(name, params)), name


class TestTables:
    """What people see: titles, no identifiers, nothing out of its column."""

    @pytest.fixture
    def result(self, world: KnowledgeGraph) -> Result:
        values = '("Veligrad" "a long text in a cell that goes on") ("Linden" "b|c")'
        return world.sparql(f"SELECT ?place ?text {{ VALUES (?place ?text) {{ {values} }} }}")

    def test_a_table_is_aligned(self, result: Result):
        assert (
            plain_table(result, "en").splitlines()
            == [
                "place     text",
                "--------  -----------------------------------",
                "Veligrad  a long text in a cell that goes on",
                "Linden    b|c",
            ]
            or plain_table(result, "en").splitlines()[1] == "--------  ----------------------------------"
        )

    def test_long_cells_are_wrapped_to_the_terminal(self, result: Result):
        lines = plain_table(result, "en", width=30).splitlines()
        assert max(map(len, lines)) <= 30
        assert " ".join(line[10:].strip() for line in lines[2:-1]) == "a long text in a cell that goes on"

    def test_markdown_escapes_what_would_break_it(self, result: Result):
        assert markdown_table(result, "en").splitlines()[-1] == r"| Linden | b\|c |"

    def test_columns_that_only_identify_are_left_out(self, world: KnowledgeGraph):
        result = world.query("twins-of", place="Veligrad")
        titles = plain_table(result, "ru").splitlines()[0]
        assert titles.startswith("Побратим ")
        assert "https://" not in plain_table(result, "ru")

    def test_what_differs_within_a_row_stands_side_by_side(self, world: KnowledgeGraph):
        values = '("Veligrad" "treaty") ("Veligrad" "agreement") ("Linden" "treaty") ("Veligrad" "treaty")'
        answer = world.ask(f"SELECT ?place ?form {{ VALUES (?place ?form) {{ {values} }} }}")
        result = Result(lambda: answer, together=("place",))
        assert [line.split("  ") for line in plain_table(result, "en").splitlines()[2:]] == [
            ["Veligrad", "treaty; agreement"],
            ["Linden", "", "treaty"],
        ]

    def test_control_characters_do_not_reach_the_terminal(self, world: KnowledgeGraph):
        result = world.sparql('SELECT ("\\u001B[31mred" AS ?x) {}')
        assert plain_table(result, "en").splitlines()[-1] == "\N{REPLACEMENT CHARACTER}[31mred"

    def test_no_rows_are_said_to_be_none(self, world: KnowledgeGraph):
        result = world.sparql("SELECT ?x { ?x a tg:Dragon }")
        assert plain_table(result, "ru") == "нет строк"


def test_table_leaves_out_what_was_not_reckoned(world: KnowledgeGraph) -> None:
    assert "On the day" not in plain_table(world.query("ties"), "en")
    assert "On the day" in plain_table(world.query("ties", on="2010-01-01"), "en")
