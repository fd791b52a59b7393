"""Answers as data frames of pandas and polars: a column a column, each with the type that its header names.

No value is changed on its way: a date of month or year precision is its ISO 8601 text unless one asks for its bounds,
decimals stay decimal, and a column that holds what does not fit its type (a number beyond 64 bits, a date that is
none) is text as a whole. What is unbound is null.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from twingraph.dates import PartialDate
from twingraph.errors import UsageError
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    import polars as pl

    from twingraph.queries.results import Result
    from twingraph.texts import Lang

Dates = Literal["text", "earliest", "latest"]
DATES: Final[tuple[Dates, ...]] = ("text", "earliest", "latest")
_INT64 = 1 << 63
_DIGITS = 38
"""How many digits a decimal of polars has."""


class _Misfit(Exception):  # noqa: N818 - not an error, but a reason to write the column as text
    """A value does not fit the type of its column."""


class Series(NamedTuple):
    """One column: its name, its type (``text``, ``integer``, ``decimal``, ``double`` …) and values of that type."""

    name: str
    type: str
    values: list[Any]


def to_pandas(result: Result, *, titles: Lang | None = None, dates: Dates = "text") -> pd.DataFrame:
    """Return an answer as a pandas DataFrame; see :meth:`twingraph.Result.to_pandas`."""
    try:
        import numpy as np  # noqa: PLC0415 - only of use together with pandas
        import pandas as pd  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise UsageError("extra-missing", module=error.name, extra="pandas") from error

    def column(each: Series) -> Any:
        if each.type == "day":
            return pd.Series(np.array(each.values, dtype="datetime64[s]"))
        if each.type == "double":
            # By way of a mask: a value that is no number (NaN) is none that is lacking.
            lacking = np.array([value is None for value in each.values], dtype=bool)
            numbers = np.array([0.0 if value is None else value for value in each.values], dtype="float64")
            return pd.Series(pd.arrays.FloatingArray(numbers, lacking))
        return pd.Series(each.values, dtype=_PANDAS[each.type])

    columns = _columns(result, titles, dates)
    frame = pd.DataFrame({number: column(each) for number, each in enumerate(columns)}, index=range(len(result)))
    frame.columns = pd.Index([each.name for each in columns], dtype=object)
    return frame


def to_polars(result: Result, *, titles: Lang | None = None, dates: Dates = "text") -> pl.DataFrame:
    """Return an answer as a polars DataFrame; see :meth:`twingraph.Result.to_polars`."""
    try:
        import polars as pl  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise UsageError("extra-missing", module=error.name, extra="polars") from error
    types: dict[str, Any] = {
        "text": pl.String,
        "list": pl.List(pl.String),
        "integer": pl.Int64,
        "double": pl.Float64,
        "boolean": pl.Boolean,
        "day": pl.Date,
    }

    def column(each: Series) -> Any:
        if each.type != "decimal":
            return pl.Series(each.name, each.values, dtype=types[each.type])
        scale = _scale(each.values)
        if scale is None:
            return pl.Series(each.name, list(map(_text, each.values)), dtype=pl.String)
        return pl.Series(each.name, each.values, dtype=pl.Decimal(_DIGITS, scale))

    return pl.DataFrame([column(each) for each in _columns(result, titles, dates)])


_PANDAS: Final = {
    "text": "string",
    "list": "object",
    "integer": "Int64",
    "decimal": "object",
    "boolean": "boolean",
}


def _columns(result: Result, titles: Lang | None, dates: Dates) -> list[Series]:
    if dates not in DATES:
        raise UsageError("value-not-allowed", name="dates", value=dates, known=", ".join(DATES))
    names = list(result.columns) if titles is None else headings(result, titles)
    made = []
    for position, (column, name) in enumerate(zip(result.columns, names, strict=True)):
        values = [row[position] for row in result]
        described = result.described.get(column)
        kind = described.type if described else _kind(values)
        made.append(_series(name, kind, values, dates))
    return made


def headings(result: Result, lang: Lang) -> list[str]:
    """Return the titles of an answer's columns, each different from the others.

    An identifier often shares its title with the column that names it: then it says that it is an IRI. What is alike
    even so says the column's name.

    Raises:
        UsageError: There are no titles in this language.
    """
    if lang not in LANGS:
        raise UsageError("unknown-language", given=lang, known=", ".join(LANGS))
    described = result.described
    plain = [described[name].title[lang] if name in described else name for name in result.columns]
    told = [
        f"{title} (IRI)"
        if plain.count(title) > 1 and name in described and described[name].type in ("iri", "iris")
        else title
        for name, title in zip(result.columns, plain, strict=True)
    ]
    return [
        f"{title} [{name}]" if told.count(title) > 1 else title
        for name, title in zip(result.columns, told, strict=True)
    ]


def _kind(values: Sequence[object]) -> str:
    """Return the type of a column that no header describes: that of its values, if they are of one."""
    kinds = {type(value) for value in values if value is not None}
    for kind, made_of in _KINDS.items():
        if kinds and kinds <= made_of:
            return kind
    return "text"


_KINDS: Final[dict[str, set[type]]] = {
    "boolean": {bool},
    "integer": {int},
    "decimal": {int, Decimal},
    "double": {float},
    "date": {PartialDate},
}


def _series(name: str, kind: str, values: Sequence[object], dates: Dates) -> Series:
    if kind == "date":
        kind = "text" if dates == "text" else "day"
    elif kind == "iris":
        kind = "list"
    make: Callable[[object], object] = _MAKERS.get(kind, _text)
    if kind == "day":
        make = _earliest if dates == "earliest" else _latest
    try:
        made = [None if value is None else make(value) for value in values]
    except _Misfit:
        return Series(name, "text", list(map(_text, values)))
    return Series(name, kind if kind in ("list", "day") or kind in _MAKERS else "text", made)


def _text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _list(value: object) -> list[str]:
    return str(value).split()


def _integer(value: object) -> int:
    if type(value) is int and -_INT64 <= value < _INT64:
        return value
    raise _Misfit


def _decimal(value: object) -> Decimal:
    if isinstance(value, Decimal) or type(value) is int:
        return Decimal(value)
    raise _Misfit


def _double(value: object) -> float:
    if isinstance(value, float):
        return value
    raise _Misfit


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _Misfit


def _earliest(value: object) -> object:
    if isinstance(value, PartialDate):
        return value.earliest
    raise _Misfit


def _latest(value: object) -> object:
    if isinstance(value, PartialDate):
        return value.latest
    raise _Misfit


_MAKERS: Final[dict[str, Callable[[object], object]]] = {
    "list": _list,
    "integer": _integer,
    "decimal": _decimal,
    "double": _double,
    "boolean": _boolean,
}


def _scale(values: Sequence[Decimal | None]) -> int | None:
    """Return how many places after the point these need; None if polars has no decimal for them."""
    numbers = [value.as_tuple() for value in values if value is not None]
    scale = max((-int(number.exponent) for number in numbers), default=0)
    scale = max(scale, 0)
    whole = max((len(number.digits) + int(number.exponent) for number in numbers), default=0)
    return scale if max(whole, 0) + scale <= _DIGITS else None
