"""The named queries answer the tiny world as golden tables say, and alike on both engines."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from twingraph import KnowledgeGraph

TESTS = Path(__file__).parent
GOLDEN = TESTS / "golden"
CASES: list[dict[str, Any]] = yaml.safe_load((GOLDEN / "cases.yaml").read_text(encoding="utf-8"))
QUERIES = (
    "agreements",
    "dormant",
    "parties",
    "ties",
    "timeline",
    "twins-of",
    "undocumented",
    "where-stated",
)

each_case = pytest.mark.parametrize("case", CASES, ids=[case["file"].removesuffix(".csv") for case in CASES])


@pytest.fixture(scope="module")
def world() -> KnowledgeGraph:
    return KnowledgeGraph.open(TESTS / "world")


@pytest.fixture(scope="module")
def world_in_rdflib(world: KnowledgeGraph) -> Any:
    pytest.importorskip("rdflib", reason="the rdflib extra is not installed")
    return world.to_rdflib()


def cell(value: object) -> str:
    """A value as the golden tables write it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


@each_case
def test_answer_is_golden(world: KnowledgeGraph, case: dict[str, Any]) -> None:
    with (GOLDEN / case["file"]).open(encoding="utf-8", newline="") as file:
        header, *expected = csv.reader(file)
    result = world.query(case["query"], lang=case["lang"], **case["params"])
    assert set(header) <= set(result.columns)
    found = [[cell(getattr(row, name)) for name in header] for row in result]
    assert found == expected, case["question"]


@each_case
def test_engines_agree(world: KnowledgeGraph, world_in_rdflib: Any, case: dict[str, Any]) -> None:
    text = world.bind(case["query"], case["params"], lang=case["lang"])
    answer = world.store.query(text)
    names = [variable.value for variable in answer.variables]
    fast = Counter(tuple(_pyoxigraph_term(term) for term in row) for row in answer)
    solutions = world_in_rdflib.query(text)
    assert [str(variable) for variable in solutions.vars] == names
    reference = Counter(tuple(_rdflib_term(term) for term in row) for row in solutions)
    assert fast == reference


@pytest.mark.parametrize("name", QUERIES)
def test_columns_are_those_of_the_header(world: KnowledgeGraph, name: str) -> None:
    query = world.queries[name]
    as_it_stands = query.path.read_text(encoding="utf-8")
    assert [variable.value for variable in world.store.query(as_it_stands).variables] == list(query.columns)


@pytest.mark.parametrize("name", QUERIES)
def test_cases_cover_the_query(world: KnowledgeGraph, name: str) -> None:
    cases = [case for case in CASES if case["query"] == name]
    assert {case["lang"] for case in cases} == {"en", "ru"}
    for parameter in world.queries[name].parameters.values():
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
def test_parameter_changes_the_answer(world: KnowledgeGraph, name: str, parameter: str) -> None:
    """Some case's answer is another one when the parameter is left out, or when it has another value."""
    cases = [case for case in CASES if case["query"] == name and parameter in case["params"]]
    required = world.queries[name].parameters[parameter].required

    def answer(params: dict[str, str]) -> list[tuple[object, ...]]:
        return [tuple(row) for row in world.query(name, **params)]

    if required:
        assert len({repr(answer(case["params"])) for case in cases}) > 1
    else:
        assert any(
            answer(case["params"]) != answer({key: value for key, value in case["params"].items() if key != parameter})
            for case in cases
        )


def test_every_golden_table_has_a_case() -> None:
    tables = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.csv")}
    assert tables == {case["file"] for case in CASES}


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
