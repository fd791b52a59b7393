"""Answers as data frames: no value is lost or changed, and an empty answer has the columns of a full one."""

from __future__ import annotations

import datetime
import json
import math
import sys
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat, parse_query_results

from twingraph import IRI, KnowledgeGraph, PartialDate, Result, UsageError
from twingraph.queries.header import Column

pd = pytest.importorskip("pandas", reason="the pandas extra is not installed")
pl = pytest.importorskip("polars", reason="the polars extra is not installed")

XSD = "http://www.w3.org/2001/XMLSchema#"
TYPES = ("iri", "iris", "text", "date", "integer", "decimal", "boolean")


def answer(world: KnowledgeGraph, rows: list[dict[str, str]], *, described: bool = True) -> Result:
    """An answer with a column of each type, of rows of terms in SPARQL's own form."""
    values = " ".join(f"({' '.join(row.get(name, 'UNDEF') for name in TYPES)})" for row in rows)
    names = " ".join(f"?{name}" for name in TYPES)
    text = f"SELECT {names} {{ VALUES ({names}) {{ {values} }} }}"
    columns = {name: Column(name, name, {"en": name.title(), "ru": f"«{name}»"}) for name in TYPES}
    return Result(lambda: world.ask(text), columns if described else None)


FULL = {
    "iri": "<https://example.org/a>",
    "iris": '"https://example.org/a https://example.org/b"',
    "text": '"Линден"@ru',
    "date": f'"1981-05"^^<{XSD}gYearMonth>',
    "integer": "42",
    "decimal": "1.50",
    "boolean": "true",
}
PANDAS = ["string", "object", "string", "string", "Int64", "object", "boolean"]
POLARS = [pl.String, pl.List(pl.String), pl.String, pl.String, pl.Int64, pl.Decimal(38, 1), pl.Boolean]


@pytest.mark.parametrize("rows", [[FULL], [FULL, {}], [], [{}]], ids=["full", "half", "empty", "unbound"])
def test_columns_have_the_types_of_the_header(world: KnowledgeGraph, rows: list[dict[str, str]]):
    result = answer(world, rows)
    pandas, polars = result.to_pandas(), result.to_polars()
    assert list(pandas.columns) == polars.columns == list(TYPES)
    assert [str(each) for each in pandas.dtypes] == PANDAS
    scale = 1 if FULL in rows else 0
    assert polars.dtypes == [pl.Decimal(38, scale) if each == pl.Decimal(38, 1) else each for each in POLARS]
    assert len(pandas) == len(polars) == len(rows)


def test_values_are_those_of_the_answer(world: KnowledgeGraph):
    result = answer(world, [FULL, {}])
    iris = ["https://example.org/a", "https://example.org/b"]
    expected = ["https://example.org/a", iris, "Линден", "1981-05", 42, Decimal("1.5"), True]
    assert result.to_pandas().iloc[0].tolist() == expected
    assert list(result.to_polars().row(0)) == expected
    assert result.to_pandas().iloc[1].isna().all()
    assert result.to_polars().row(1) == (None,) * len(TYPES)


@pytest.mark.parametrize(("dates", "day"), [("earliest", "1981-05-01"), ("latest", "1981-05-31")])
def test_dates_are_days_by_their_bounds_if_asked_for(world: KnowledgeGraph, dates: Any, day: str):
    result = answer(world, [FULL, {}])
    pandas, polars = result.to_pandas(dates=dates), result.to_polars(dates=dates)
    assert (str(pandas.dtypes["date"]), polars.schema["date"]) == ("datetime64[s]", pl.Date)
    assert pandas["date"][0] == pd.Timestamp(day)
    assert polars["date"].to_list() == [datetime.date.fromisoformat(day), None]
    assert pandas["date"].isna().tolist() == [False, True]


def test_titles_are_those_of_the_header_and_each_its_own(world: KnowledgeGraph):
    result = world.query("dormant")
    for lang in ("en", "ru"):
        for frame in (result.to_pandas(titles=lang), result.to_polars(titles=lang)):
            titles = list(frame.columns)
            assert len(set(titles)) == len(titles) == len(result.columns)
    assert result.to_polars(titles="ru").columns[:2] == ["Название (IRI)", "Название"]
    with pytest.raises(UsageError, match="there are no labels in de"):
        result.to_pandas(titles="de")
    with pytest.raises(UsageError, match="dates=exact: this parameter may be: text, earliest, latest"):
        result.to_polars(dates="exact")


@pytest.mark.parametrize(
    ("values", "pandas", "polars"),
    [
        (["1", "2"], "Int64", pl.Int64),
        (["1", "2.5"], "object", pl.Decimal(38, 1)),
        (["1e0"], "Float64", pl.Float64),
        (["true"], "boolean", pl.Boolean),
        (["1", "true"], "string", pl.String),
        (["1", '"x"'], "string", pl.String),
        (['"2002"^^xsd:gYear'], "string", pl.String),
        (["UNDEF"], "string", pl.String),
    ],
)
def test_columns_without_a_header_have_the_type_of_their_values(
    world: KnowledgeGraph, values: list[str], pandas: str, polars: object
):
    result = world.sparql(f"SELECT * {{ VALUES ?x {{ {' '.join(values)} }} }}")
    assert isinstance(result, Result)
    assert str(result.to_pandas().dtypes["x"]) == pandas
    assert result.to_polars().schema["x"] == polars


@pytest.mark.parametrize(
    ("column", "term", "text"),
    [
        ("integer", str(1 << 63), str(1 << 63)),
        ("integer", '"many"', "many"),
        ("boolean", "1", "1"),
        ("decimal", '"dear"', "dear"),
    ],
)
def test_what_does_not_fit_makes_its_column_text(world: KnowledgeGraph, column: str, term: str, text: str):
    result = answer(world, [FULL, {column: term}])
    assert result.to_pandas()[column].tolist()[1] == text
    assert result.to_polars()[column].to_list()[1] == text


def test_a_date_that_is_none_stays_as_it_is(world: KnowledgeGraph):
    result = answer(world, [FULL, {"date": f'"2001-13"^^<{XSD}gYearMonth>'}])
    for dates in ("text", "earliest"):
        assert result.to_pandas(dates=dates)["date"].tolist() == ["1981-05", "2001-13"]
        assert result.to_polars(dates=dates)["date"].to_list() == ["1981-05", "2001-13"]


def test_a_decimal_beyond_polars_stays_exact_as_text(world: KnowledgeGraph):
    long = "123456789012345678901234567890.123456789012345678901"
    # The engine itself keeps 18 places after the point; the text of a result may have more.
    literal = f'{{"type": "literal", "value": "{long}", "datatype": "{XSD}decimal"}}'
    text = f'{{"head": {{"vars": ["x"]}}, "results": {{"bindings": [{{"x": {literal}}}]}}}}'
    result = Result(lambda: parse_query_results(text, QueryResultsFormat.JSON))
    assert result.to_polars()["x"].to_list() == [long]
    assert result.to_pandas()["x"].tolist() == [Decimal(long)]


def test_no_number_is_not_nothing(world: KnowledgeGraph):
    result = world.sparql('SELECT * { VALUES ?x { "NaN"^^xsd:double "INF"^^xsd:double UNDEF } }')
    assert isinstance(result, Result)
    first, second, third = result.to_polars()["x"].to_list()
    assert (math.isnan(first), second, third) == (True, math.inf, None)
    assert result.to_pandas()["x"].array._mask.tolist() == [False, False, True]


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_missing_extra_is_told(world: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(
        UsageError, match=rf"needs the package {name}; install it with: pip install 'twingraph\[{name}\]'"
    ):
        getattr(world.query("ties"), f"to_{name}")()


def test_every_named_query_becomes_a_frame(real: KnowledgeGraph):
    for name, query in real.queries.items():
        result = real.query(name, query.example)
        pandas, polars = result.to_pandas(), result.to_polars()
        assert pandas.shape == polars.shape == (len(result), len(result.columns))
        for column, described in query.columns.items():
            kinds = {"iris": "object", "integer": "Int64", "decimal": "object", "boolean": "boolean"}
            assert str(pandas.dtypes[column]) == kinds.get(described.type, "string")
            assert pandas[column].isna().tolist() == [row[column] is None for row in result]
            assert polars[column].is_null().to_list() == [row[column] is None for row in result]


years = st.integers(1, 9999)
dates = st.one_of(
    st.builds(PartialDate, years),
    st.builds(PartialDate, years, st.integers(1, 12)),
    st.dates().map(lambda day: PartialDate(day.year, day.month, day.day)),
)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
rows = st.lists(
    st.fixed_dictionaries({
        "iri": st.none() | st.integers(0, 99).map(lambda n: IRI(f"https://example.org/{n}")),
        "iris": st.none() | st.lists(st.sampled_from(["https://example.org/1", "https://example.org/2"])).map(sorted),
        "text": st.none() | texts,
        "date": st.none() | dates,
        "integer": st.none() | st.integers(-(1 << 63), (1 << 63) - 1),
        "decimal": st.none() | st.decimals(-(10**15), 10**15, allow_nan=False, places=6),
        "boolean": st.none() | st.booleans(),
    }),
    max_size=6,
)  # fmt: skip
DATATYPES = {"day": "date", "month": "gYearMonth", "year": "gYear"}


def as_json(name: str, value: Any) -> dict[str, str]:
    if name == "iri":
        return {"type": "uri", "value": value}
    if name == "iris":
        return {"type": "literal", "value": " ".join(value)}
    if name == "text":
        return {"type": "literal", "value": value}
    datatype = DATATYPES[value.precision] if name == "date" else name
    text = f"{value:f}" if name == "decimal" else str(value).lower()
    return {"type": "literal", "value": text, "datatype": f"{XSD}{datatype}"}


@given(rows)
def test_a_frame_gives_back_every_value(given: list[dict[str, Any]]):
    bindings = [{name: as_json(name, value) for name, value in row.items() if value is not None} for row in given]
    text = json.dumps({"head": {"vars": list(TYPES)}, "results": {"bindings": bindings}})
    columns = {name: Column(name, name, {"en": name, "ru": name}) for name in TYPES}
    result = Result(lambda: parse_query_results(text, QueryResultsFormat.JSON), columns)
    expected = [
        [str(row[name]) if name == "date" and row[name] is not None else row[name] for name in TYPES] for row in given
    ]
    pandas = result.to_pandas()
    found = [
        [None if value is None or value is pd.NA else value for value in row]
        for row in zip(*(pandas[name].tolist() for name in TYPES), strict=True)
    ]
    assert found == expected
    assert [list(row) for row in result.to_polars().rows()] == expected
    for bound in ("earliest", "latest"):
        days = [None if row["date"] is None else getattr(row["date"], bound) for row in given]
        assert result.to_polars(dates=bound)["date"].to_list() == days
        read = [None if day is pd.NaT else day.date() for day in result.to_pandas(dates=bound)["date"]]
        assert read == days
