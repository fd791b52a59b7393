"""Answers: rows with Python types, and the W3C's result formats.

Terms become Python values when a row is read, not before, so that an answer costs little more than the query.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from twingraph.dates import PartialDate
from twingraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd
    import polars as pl
    from pyoxigraph import QuerySolution

    from twingraph.frames import Dates
    from twingraph.provenance import Source
    from twingraph.queries.header import Column
    from twingraph.texts import Lang


def _decimal(text: str) -> object:
    from decimal import Decimal  # noqa: PLC0415 - few answers have decimals

    return Decimal(text)


_XSD = "http://www.w3.org/2001/XMLSchema#"
_MAKERS: Final[dict[str, Callable[[str], object]]] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": _decimal,
    f"{_XSD}double": float,
    f"{_XSD}boolean": lambda text: text in ("true", "1"),
    f"{_XSD}date": PartialDate.parse,
    f"{_XSD}gYearMonth": PartialDate.parse,
    f"{_XSD}gYear": PartialDate.parse,
}

FORMATS: Final = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
"""Result formats by name: SPARQL 1.1 Query Results CSV and TSV, JSON, XML."""


class IRI(str):
    """An IRI in an answer: a text that says that it is an identifier."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"IRI({str.__repr__(self)})"


def to_python(term: object) -> object:
    """Return the Python value of an RDF term: :class:`IRI`, str, int, Decimal, float, bool, :class:`PartialDate`.

    A literal whose text does not fit its datatype stays a str. None, an unbound variable, stays None.
    """
    if isinstance(term, Literal):
        make = _MAKERS.get(term.datatype.value)
        if make is None:
            return term.value
        try:
            return make(term.value)
        except (ValueError, ArithmeticError):
            return term.value
    if isinstance(term, NamedNode):
        return IRI(term.value)
    return None if term is None else str(term)


def with_references(xml: bytes) -> bytes:
    """Return XML whose carriage returns its readers do not take for ends of lines."""
    return xml.replace(b"\r", b"&#13;")


def csv_lines(answer: QuerySolutions) -> Iterator[str]:
    """Yield the lines of SPARQL 1.1 Query Results CSV; the engine's own leaves an IRI with a comma in it unquoted."""
    yield f"{','.join(variable.value for variable in answer.variables)}\r\n"
    for solution in answer:
        yield f"{','.join(map(_csv_cell, solution))}\r\n"


def _csv_cell(term: object) -> str:
    if term is None:
        return ""
    text = term.value if isinstance(term, Literal | NamedNode) else str(term)
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        text = text.replace('"', '""')
        return f'"{text}"'
    return text


class Row:
    """One row of an answer; a column's value is had by attribute, by name or by number.

    ====================================== =================================================
    RDF term                               Python value
    ====================================== =================================================
    IRI                                    :class:`IRI`, a ``str``
    text, with or without a language       ``str``
    ``xsd:integer``                        ``int``
    ``xsd:decimal``                        :class:`decimal.Decimal`
    ``xsd:double``                         ``float``
    ``xsd:boolean``                        ``bool``
    ``xsd:date, gYearMonth, gYear``         :class:`twingraph.PartialDate`, at its precision
    another literal, or one that is wrong  ``str``, as it is written
    blank node                             ``str`` that begins with ``_:``
    unbound                                None
    ====================================== =================================================
    """

    __slots__ = ("_columns", "_solution")

    def __init__(self, solution: QuerySolution, columns: Mapping[str, int]) -> None:
        self._solution = solution
        self._columns = columns

    def __getitem__(self, key: str | int) -> Any:
        return to_python(self._solution[self._columns[key] if isinstance(key, str) else key])

    def __getattr__(self, name: str) -> Any:
        try:
            position = self._columns[name]
        except KeyError:
            raise AttributeError(name) from None
        return to_python(self._solution[position])

    def __iter__(self) -> Iterator[Any]:
        return (to_python(self._solution[position]) for position in range(len(self._columns)))

    def __len__(self) -> int:
        return len(self._columns)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, Row) else other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={value!r}' for name, value in self.as_dict().items())})"

    def as_dict(self) -> dict[str, Any]:
        """Return the row as a dictionary, columns in their order."""
        return dict(zip(self._columns, self, strict=True))


def _in_order(ask: Callable[[], QuerySolutions], several: Sequence[str]) -> QuerySolutions:
    """Return the answer with the IRIs in each cell of some columns in order, which is left to the stores."""
    import json  # noqa: PLC0415 - few answers count things

    content = json.loads(ask().serialize(format=FORMATS["json"]) or b"")
    for row in content["results"]["bindings"]:
        for name in several:
            if name in row:
                row[name]["value"] = " ".join(sorted(row[name]["value"].split()))
    ordered = parse_query_results(json.dumps(content), FORMATS["json"])
    assert isinstance(ordered, QuerySolutions)  # noqa: S101 - what a table of JSON holds
    return ordered


class Result:
    """The answer of a SELECT query, asked when it is first read.

    Its rows are in the order that the query asks for; every named query asks for an order that is total, so that the
    same graph gives the same rows in the same order, however it was loaded.

    Args:
        ask: Asks the query anew; W3C formats are written straight from the engine.
        described: What the header of a named query says of its columns.
        together: The columns that tell one row of a table for people from another.
        trace: Finds the sources of an answer's rows, where the graph at hand can.
    """

    def __init__(
        self,
        ask: Callable[[], QuerySolutions],
        described: Mapping[str, Column] | None = None,
        together: tuple[str, ...] = (),
        trace: Callable[[Result, Lang], list[tuple[Source, ...]]] | None = None,
    ) -> None:
        self.described: Mapping[str, Column] = described or {}
        several = [name for name, column in self.described.items() if column.type == "iris"]
        self._ask = partial(_in_order, ask, several) if several else ask
        self._trace = trace
        self.together = together

    @cached_property
    def _solutions(self) -> tuple[dict[str, int], list[QuerySolution]]:
        answer = self._ask()
        columns = {variable.value: position for position, variable in enumerate(answer.variables)}
        return columns, list(answer)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(self._solutions[0])

    def __iter__(self) -> Iterator[Row]:
        columns, solutions = self._solutions
        return (Row(solution, columns) for solution in solutions)

    def __len__(self) -> int:
        return len(self._solutions[1])

    def __getitem__(self, index: int) -> Row:
        columns, solutions = self._solutions
        return Row(solutions[index], columns)

    def __repr__(self) -> str:
        return f"<Result of {len(self)} rows: {', '.join(self.columns)}>"

    @property
    def terms(self) -> list[QuerySolution]:
        """The rows as RDF terms, as the engine gives them."""
        return self._solutions[1]

    def sources(self, lang: Lang = "en") -> list[tuple[Source, ...]]:
        """Return for each row the records that support it (see :mod:`twingraph.provenance`).

        Args:
            lang: The language in which conclusions give their reasoning.

        Raises:
            UsageError: The answer is not from a graph that can be asked for them.
        """
        if self._trace is None:
            raise UsageError("no-sources")
        return self._trace(self, lang)

    def to_pandas(self, *, titles: Lang | None = None, dates: Dates = "text") -> pd.DataFrame:
        """Return the answer as a pandas DataFrame, a column for each of its columns, in their order.

        Types are those of the query's header, or, where there is none, those of the values: text ``string``,
        integer ``Int64``, boolean ``boolean``, double ``Float64``, decimal ``Decimal`` objects, several IRIs a list
        of texts. What is unbound is null.

        Args:
            titles: The language in which the header's titles stand above the columns; None for the columns' names.
            dates: ``text`` for ISO 8601 at the precision of each date, ``earliest`` or ``latest`` for the first or
                the last day that it may mean (``datetime64[s]``).

        Raises:
            UsageError: pandas is not installed, or there is no such language or choice of dates.
        """
        from twingraph.frames import to_pandas  # noqa: PLC0415 - an extra

        return to_pandas(self, titles=titles, dates=dates)

    def to_polars(self, *, titles: Lang | None = None, dates: Dates = "text") -> pl.DataFrame:
        """Return the answer as a polars DataFrame: as :meth:`to_pandas`, in the types of polars.

        Decimals are ``Decimal`` with as many places as the column needs, dates by their bounds ``Date``, several IRIs
        ``List(String)``.

        Raises:
            UsageError: polars is not installed, or there is no such language or choice of dates.
        """
        from twingraph.frames import to_polars  # noqa: PLC0415 - an extra

        return to_polars(self, titles=titles, dates=dates)

    def serialize(self, name: str) -> bytes:
        """Return the answer in one of :data:`FORMATS`, complete and unshortened.

        Raises:
            KeyError: There is no format of this name.
        """
        answer, form = self._ask(), FORMATS[name]
        content = (
            "".join(csv_lines(answer)).encode() if form is FORMATS["csv"] else answer.serialize(format=form) or b""
        )
        return with_references(content) if name == "xml" else content
