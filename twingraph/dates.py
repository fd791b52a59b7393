"""Dates at the precision at which they are known: a day, a month or a year.

The three lexical forms are those of ``xsd:date``, ``xsd:gYearMonth`` and ``xsd:gYear`` (W3C XML Schema 1.1 Part 2,
sections 3.3.9 to 3.3.11), without time zones, for years 1 to 9999.
"""

from __future__ import annotations

import re
from functools import total_ordering
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    import datetime

Precision = Literal["day", "month", "year"]

_LAST_YEAR = 9999
_MONTHS = (None, *range(1, 13))
_FEBRUARY = 2
_SHORT_MONTHS = (4, 6, 9, 11)
_FORM = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@total_ordering
class PartialDate:
    """A day, a month or a year; ``str`` gives its ISO 8601 form. It is a value: equal if alike, and not to be changed.

    Dates of different precision are put in order by the first day they may mean, then by the last.

    >>> PartialDate.parse("1981-05").latest
    datetime.date(1981, 5, 31)
    >>> PartialDate.parse("2002") < PartialDate.parse("2002-06-05")
    True

    Args:
        year: The year, 1 to 9999.
        month: The month, if it is known.
        day: The day, if it is known.

    Raises:
        ValueError: The calendar has no such day.
    """

    __slots__ = ("day", "month", "year")

    def __init__(self, year: int, month: int | None = None, day: int | None = None) -> None:
        if not 0 < year <= _LAST_YEAR or month not in _MONTHS or (day is not None and not _has_day(year, month, day)):
            raise ValueError(f"{year}-{month}-{day}")
        self.year = year
        self.month = month
        self.day = day

    @classmethod
    def parse(cls, value: str) -> Self:
        """Read ``2003-09-27``, ``1981-05`` or ``2002``.

        Raises:
            ValueError: The text has another form, or names a day that the calendar does not have.
        """
        found = _FORM.fullmatch(value.strip())
        if found is None:
            raise ValueError(value)
        year, month, day = found.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @property
    def precision(self) -> Precision:
        """How exactly the date is known."""
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    @property
    def earliest(self) -> datetime.date:
        """The first day that the date may mean."""
        return _date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> datetime.date:
        """The last day that the date may mean."""
        month = self.month or 12
        return _date(self.year, month, self.day or _last_day(self.year, month))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"PartialDate({str(self)!r})"

    def __lt__(self, other: PartialDate) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.earliest, self.latest) < (other.earliest, other.latest)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        if self.month is not None:
            parts.append(f"{self.month:02}")
        if self.day is not None:
            parts.append(f"{self.day:02}")
        return "-".join(parts)


def _date(year: int, month: int, day: int) -> datetime.date:
    from datetime import date  # noqa: PLC0415 - printing an answer needs no calendar

    return date(year, month, day)


def _has_day(year: int, month: int | None, day: int) -> bool:
    return month is not None and 0 < day <= _last_day(year, month)


def _last_day(year: int, month: int) -> int:
    if month == _FEBRUARY:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in _SHORT_MONTHS else 31
