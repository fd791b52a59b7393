"""The named queries answer the tiny world as golden tables say, and alike on both engines.

Each case in ``golden/<query>/cases.yaml`` asks the query and names the CSV file that holds its answer. Only the columns
of the CSV's header are compared, rows in their order.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.cases import Case, each, read_cases
from tests.conftest import WORLD
from twingraph import KnowledgeGraph, Result
from twingraph.layout import GraphFolder
from twingraph.queries.catalogue import Catalogue
from twingraph.queries.parameters import to_terms

GOLDEN = Path(__file__).parent / "golden"
CASES = read_cases(GOLDEN)
CATALOGUE = Catalogue(GraphFolder.find(WORLD))
QUERIES = tuple(CATALOGUE)

each_case = each(CASES)
each_case_of_rdflib = each([case for case in CASES if "rdflib" not in CATALOGUE[case["query"]].portability])


@cache
def graph_of(*added: str) -> KnowledgeGraph:
    """The tiny world, with files of ``world/more`` beside it."""
    return KnowledgeGraph.open(WORLD, add=[WORLD / "more" / name for name in added])


@cache
def in_rdflib(*added: str) -> Any:
    pytest.importorskip("rdflib", reason="the rdflib extra is not installed")
    return graph_of(*added).to_rdflib()


def asked(case: Case) -> KnowledgeGraph:
    return graph_of(*case.get("add", ()))


def cell(value: object) -> str:
    """A value as the golden tables write it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


@each_case
def test_answer_is_golden(case: Case) -> None:
    with (GOLDEN / case["file"]).open(encoding="utf-8", newline="") as file:
        header, *expected = csv.reader(file)
    result = asked(case).query(case["query"], lang=case["lang"], **case["params"])
    assert set(header) <= set(result.columns)
    found = [[cell(getattr(row, name)) for name in header] for row in result]
    assert found == expected, case["question"]


@each_case
def test_left_open_or_taken_out_is_the_same(case: Case) -> None:
    kg = asked(case)
    query = kg.queries[case["query"]]
    terms = to_terms(query, case["params"], kg.names, case["lang"])
    taken_out = query.template.bind(terms, open_blocks="remove")
    found = Result(lambda: kg.ask(taken_out), query.columns)
    assert list(map(str, found)) == list(map(str, kg.query(query.name, case["params"], lang=case["lang"])))


@each_case_of_rdflib
def test_engines_agree(case: Case) -> None:
    text = asked(case).bind(case["query"], case["params"], lang=case["lang"])
    answer = asked(case).store.query(text)
    names = [variable.value for variable in answer.variables]
    columns = CATALOGUE[case["query"]].columns
    several = {index for index, name in enumerate(names) if columns[name].type == "iris"}
    fast = Counter(_unordered(map(_pyoxigraph_term, row), several) for row in answer)
    solutions = in_rdflib(*case.get("add", ())).query(text)
    assert [str(variable) for variable in solutions.vars] == names
    reference = Counter(_unordered(map(_rdflib_term, row), several) for row in solutions)
    assert fast == reference


@pytest.mark.parametrize("name", QUERIES)
def test_columns_are_those_of_the_header(world: KnowledgeGraph, name: str) -> None:
    query = world.queries[name]
    as_it_stands = query.path.read_text(encoding="utf-8")
    assert [variable.value for variable in world.store.query(as_it_stands).variables] == list(query.columns)


@pytest.mark.parametrize("name", QUERIES)
def test_cases_cover_the_query(name: str) -> None:
    cases = [case for case in CASES if case["query"] == name]
    assert {case["lang"] for case in cases} == {"en", "ru"}
    for parameter in CATALOGUE[name].parameters.values():
        given = [case for case in cases if parameter.name in case["params"]]
        assert given, parameter.name
        assert parameter.required or len(given) < len(cases), parameter.name


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        (name, parameter)
        for name in QUERIES
        for parameter in sorted({key for case in CASES if case["query"] == name for key in case["params"]})
    ],
)
def test_parameter_changes_the_answer(name: str, parameter: str) -> None:
    """Some case's answer is another one when the parameter is left out, or when it has another value."""
    cases = [case for case in CASES if case["query"] == name and parameter in case["params"]]
    required = CATALOGUE[name].parameters[parameter].required

    def answer(case: Case, params: dict[str, str]) -> list[tuple[object, ...]]:
        return [tuple(row) for row in asked(case).query(name, **params)]

    if required:
        assert len({repr(answer(case, case["params"])) for case in cases}) > 1
    else:
        assert any(
            answer(case, case["params"])
            != answer(case, {key: value for key, value in case["params"].items() if key != parameter})
            for case in cases
        )


def test_every_golden_table_has_a_case() -> None:
    tables = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.csv")}
    assert tables == {case["file"] for case in CASES}


def _unordered(row: Iterable[Any], several: set[int]) -> tuple[Any, ...]:
    """A row whose lists of IRIs are in order: that in which a store counts is its own affair."""
    return tuple(
        (term[0], " ".join(sorted(term[1].split())), *term[2:]) if index in several and term else term
        for index, term in enumerate(row)
    )


def _pyoxigraph_term(term: Any) -> tuple[str, ...] | None:
    """A term in a form that both engines share: kind, text, datatype or language."""
    if term is None:
        return None
    if hasattr(term, "datatype"):
        return ("literal", term.value, term.language or term.datatype.value)
    return ("iri", term.value)


def _rdflib_term(term: Any) -> tuple[str, ...] | None:
    if term is None:
        return None
    if hasattr(term, "datatype"):
        plain = "http://www.w3.org/2001/XMLSchema#string"
        return ("literal", str(term), term.language or str(term.datatype or plain))
    return ("iri", str(term))
