"""Does a stretch of Russian text hold a date?

Read are «15 ноября 1985 года», «25.09.2010», «2010-09-25», «май 1981», «2002 год», «30 – 31 марта», «31
марта» and decades («90-ые годы»). A date must be there at its own precision: «15 ноября 1985» holds neither
the month 1985-11 nor the year 1985. Where the document only implies the date, a part of it is enough,
provided that nothing in the stretch contradicts it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from twingraph.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = (
    r"январ[ьяюе]|январем",
    r"феврал[ьяюе]|февралем",
    r"март[ауе]?|мартом",
    r"апрел[ьяюе]|апрелем",
    r"ма[йяюе]|маем",
    r"июн[ьяюе]|июнем",
    r"июл[ьяюе]|июлем",
    r"август[ауе]?|августом",
    r"сентябр[ьяюе]|сентябрем",
    r"октябр[ьяюе]|октябрем",
    r"ноябр[ьяюе]|ноябрем",
    r"декабр[ьяюе]|декабрем",
)
_NUMBER_OF = [re.compile(month) for month in _MONTHS]
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_GAP = r"[\s\u00a0]+"
_DASH = r"\s*[-\u2010-\u2015]\s*"
_YEAR = r"(?P<year>1\d{3}|20\d{2})"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"""(?<!\w)(?:
        (?P<decade>\d0){_DASH}(?:е|ые|х|ых|м|ым|ми|ыми)(?!\w)
      | (?P<iso>{_YEAR.replace("year", "iso_year")}-\d\d-\d\d)(?!\d)
      | (?P<figures>{_DAY}[./]\d\d?[./](?:1\d{{3}}|20\d\d))(?!\d)
      | (?:(?P<days>{_DAY}(?:-?го)?(?:(?:{_DASH}|\s*,\s*|{_GAP}(?:и|по){_GAP}){_DAY}(?:-?го)?)*){_GAP})?
        {_MONTH}(?!\w)(?:,?{_GAP}{_YEAR}(?!\d))?
      | {_YEAR.replace("year", "only_year")}(?!\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# What may stand between two dates of which the later one names the year of both.
_JOINED = re.compile(r"[\s\u00a0,;\u2010-\u2015-]*(?:(?:и|по|до)[\s\u00a0]+)?")


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a text, as far as it is written out; ``decade`` is the 90 of «90-е годы»."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    decade: int | None = None

    def is_whole(self, date: PartialDate) -> bool:
        """Tell whether this is the date, no more and no less exact."""
        return (self.year, self.month, self.day) == (date.year, date.month, date.day)

    def fits(self, date: PartialDate) -> bool:
        """Tell whether this may be the date: what is written out does not contradict it."""
        pairs = ((self.year, date.year), (self.month, date.month), (self.day, date.day))
        decade = self.decade is None or date.year % 100 // 10 * 10 == self.decade
        return decade and all(own is None or own == other for own, other in pairs)


def mentions(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """Return the dates that a stretch of text holds.

    >>> [(m.year, m.month, m.day) for m in mentions("30 – 31 марта 2017 года")]
    [(2017, 3, 30), (2017, 3, 31)]
    """
    lower = text.lower() if len(text.lower()) == len(text) else text
    plain = lower.replace("ё", "е")
    found = list(_read(plain, start, len(text) if end is None else end))
    for number in range(len(found) - 2, -1, -1):
        one, after = found[number], found[number + 1]
        if one.year is None and one.decade is None and after.year is not None and after.month is not None:
            between = plain[one.end : after.start]
            if one.end >= after.end or _JOINED.fullmatch(between):
                found[number] = replace(one, year=after.year)
    return found


def _read(text: str, start: int, end: int) -> Iterator[Mention]:
    for match in _DATE.finditer(text, start, end):
        at = match.span()
        if match["decade"]:
            yield Mention(*at, decade=int(match["decade"]))
        elif match["iso"]:
            yield Mention(*at, *map(int, match["iso"].split("-")))
        elif match["figures"]:
            day, month, year = (int(part) for part in re.split(r"[./]", match["figures"]))
            yield Mention(*at, year, month, day)
        elif match["only_year"]:
            yield Mention(*at, int(match["only_year"]))
        else:
            stated = int(match["year"]) if match["year"] else None
            month = next(n for n, form in enumerate(_NUMBER_OF, 1) if form.fullmatch(match["month"]))
            for day in re.findall(r"\d+", match["days"] or "") or [None]:
                yield Mention(*at, stated, month, int(day) if day else None)


def holds_date(text: str, start: int, end: int, value: str, *, partial: bool = False) -> bool:
    """Tell whether a stretch of text holds a date.

    Args:
        text: The whole text.
        start: Where the stretch begins.
        end: Where it ends.
        value: The lexical form of an ``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear``.
        partial: The document implies the date: a part of it is enough.

    Raises:
        ValueError: The value is no date in one of these forms.
    """
    date = PartialDate.parse(value)
    found = mentions(text, start, end)
    if not partial:
        return any(mention.is_whole(date) for mention in found)
    if not any(mention.fits(date) for mention in found):
        return False
    years = {mention.year for mention in found} - {None}
    return not years or date.year in years
