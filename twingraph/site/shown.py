"""How terms are shown to a reader: names for IRIs, dates in words at their own precision, the rest as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from twingraph.dates import PartialDate

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from twingraph.texts import Lang

_MONTHS: Final[dict[Lang, tuple[str, ...]]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "ru": (
        *("январь", "февраль", "март", "апрель", "май", "июнь"),
        *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
    ),
}
_OF_MONTH: Final = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_DATES: Final = frozenset(f"{_XSD}{name}" for name in ("date", "gYearMonth", "gYear"))
_DURATION: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")
_UNITS: Final[dict[Lang, tuple[tuple[str, ...], ...]]] = {
    "en": (("year", "years"), ("month", "months"), ("day", "days")),
    "ru": (("год", "года", "лет"), ("месяц", "месяца", "месяцев"), ("день", "дня", "дней")),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A term as a page shows it.

    Attributes:
        text: What is read.
        href: Where it leads, relative for pages of the site.
        lang: The language of the text, if it is another than the page's.
        time: The date in ISO 8601, if it is one.
        code: Whether it is to be read letter by letter: an IRI, coordinates.
        away: Whether it leads away from the site.
        flags: What must be known of the thing before anything else, as keys of texts.
    """

    text: str
    href: str | None = None
    lang: str | None = None
    time: str | None = None
    code: bool = False
    away: bool = False
    flags: tuple[str, ...] = ()


def shown_literal(value: Literal, lang: Lang) -> Shown:
    """Show a literal."""
    datatype = value.datatype.value
    if value.language:
        return Shown(value.value, lang=None if value.language == lang else value.language)
    if datatype in _DATES:
        told = date_in_words(value.value, lang)
        return Shown(told or value.value, time=value.value if told else None)
    if datatype == f"{_XSD}duration" and (told := duration_in_words(value.value, lang)):
        return Shown(told)
    if datatype == f"{_XSD}boolean" and value.value in ("true", "false"):
        words = {"en": ("yes", "no"), "ru": ("да", "нет")}[lang]
        return Shown(words[value.value == "false"])
    if datatype == f"{_XSD}anyURI" and is_web(value.value):
        return Shown(value.value, href=value.value, away=True)
    known = datatype.startswith(_XSD) and datatype != f"{_XSD}anyURI"
    return Shown(value.value, code=not known or bool(re.fullmatch(r"[0-9a-f]{32,}", value.value)))


def date_in_words(value: str, lang: Lang) -> str | None:
    """Return a date in words, as exact as it is: ``27 September 2003``, ``май 1974``, ``1992``."""
    try:
        date = PartialDate.parse(value)
    except ValueError:
        return None
    if date.month is None:
        return str(date.year)
    if date.day is None:
        return f"{_MONTHS[lang][date.month - 1]} {date.year}"
    month = _OF_MONTH[date.month - 1] if lang == "ru" else _MONTHS[lang][date.month - 1]
    return f"{date.day} {month} {date.year}"


def duration_in_words(value: str, lang: Lang) -> str | None:
    """Return a duration of years, months and days in words: ``5 years``."""
    found = _DURATION.fullmatch(value)
    if found is None or not any(found.groups()):
        return None
    parts = [
        f"{int(number)} {_counted(int(number), forms, lang)}"
        for number, forms in zip(found.groups(), _UNITS[lang], strict=True)
        if number
    ]
    return " ".join(parts)


def _counted(number: int, forms: tuple[str, ...], lang: Lang) -> str:
    if lang == "en":
        return forms[number != 1]
    if number % 10 == 1 and number % 100 != 11:
        return forms[0]
    return forms[1] if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else forms[2]


def is_web(iri: str) -> bool:
    """Return whether a browser may be led to an IRI: never to ``javascript:`` and the like."""
    return iri.startswith(("http://", "https://"))


def last_part(iri: NamedNode) -> str:
    """Return the last part of an IRI, for things that have no name."""
    return re.split(r"[/#]", iri.value.rstrip("/#"))[-1] or iri.value


def short_address(iri: str) -> str:
    """Return an address without its scheme, ``www.`` and last slash."""
    return re.sub(r"^https?://(?:www\.)?", "", iri).rstrip("/")
