"""Does a stretch of Russian text hold a number or a length of time?

Read are figures («150», «17 000», «1,5», «75-летия», «5-ти»), figures and words of size («17 миллионов»),
words («девятом», «двадцать пять», «пятилетний») and Roman figures («IX»). Figures of a written date are no
numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from twingraph.evidence.dates import mentions
from twingraph.evidence.words import Word, has_lemma, lemmas, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_CARDINALS = {
    "ноль": 0, "один": 1, "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8,
    "девять": 9, "десять": 10, "одиннадцать": 11, "двенадцать": 12, "тринадцать": 13, "четырнадцать": 14,
    "пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18, "девятнадцать": 19, "двадцать":
    20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80,
    "девяносто": 90, "сто": 100, "двести": 200, "триста": 300, "четыреста": 400, "пятьсот": 500, "шестьсот":
    600, "семьсот": 700, "восемьсот": 800, "девятьсот": 900, "двое": 2, "трое": 3, "четверо": 4, "пятеро": 5,
}  # fmt: skip
# An ordinal ends the number that it belongs to.
_ORDINALS = {
    "нулевой": 0, "первый": 1, "второй": 2, "третий": 3, "четвертый": 4, "пятый": 5, "шестой": 6, "седьмой":
    7, "восьмой": 8, "девятый": 9, "десятый": 10, "одиннадцатый": 11, "двенадцатый": 12, "тринадцатый": 13,
    "четырнадцатый": 14, "пятнадцатый": 15, "шестнадцатый": 16, "семнадцатый": 17, "восемнадцатый": 18,
    "девятнадцатый": 19, "двадцатый": 20, "тридцатый": 30, "сороковой": 40, "пятидесятый": 50, "шестидесятый":
    60, "семидесятый": 70, "восьмидесятый": 80, "девяностый": 90, "сотый": 100,
}  # fmt: skip
_WORDS = _CARDINALS | _ORDINALS
# Told by their spelling, since the dictionaries need not be read for a number in figures.
_SIZES = (
    (re.compile(r"тыс|тысяч(?:а|и|е|у|ей|ью|ам|ами|ах)?"), 1000),
    (re.compile(r"млн|миллион(?:а|у|ом|е|ы|ов|ам|ами|ах)?"), 10**6),
    (re.compile(r"млрд|миллиард(?:а|у|ом|е|ы|ов|ам|ами|ах)?"), 10**9),
)

# How numerals begin compounds such as «пятилетний» and «тридцатилетие».
_COMPOUND = {
    "одно": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8, "девяти": 9,
    "десяти": 10, "пятнадцати": 15, "двадцати": 20, "двадцатипяти": 25, "тридцати": 30, "сорока": 40,
    "пятидесяти": 50, "шестидесяти": 60, "семидесяти": 70, "восьмидесяти": 80, "девяносто": 90, "сто": 100,
}  # fmt: skip
_COMPOUND_WORD = re.compile(r"(\w+?)(лет(?:ие|ия|ию|ием|ии|н\w+)|месячн\w+|недельн\w+|дневн\w+)")
_FIGURES = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])(?:,\d+)?|\d+(?:[.,]\d+)?")
_ROMAN = re.compile(r"(?<!\w)(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)")
_ROMAN_FIGURES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

_DURATION = re.compile(r"P(?=.)(?:(?P<Y>\d+)Y)?(?:(?P<M>\d+)M)?(?:(?P<D>\d+)D)?")
_UNITS = {
    "Y": (frozenset({"год"}), ("лет",)),
    "M": (frozenset({"месяц"}), ("месячн",)),
    "D": (frozenset({"день", "сутки"}), ("дневн",)),
}
_WEEK = (frozenset({"неделя"}), ("недельн",))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text; ``unit`` is the folded word after it (or the second part of a compound)."""

    value: Decimal
    start: int
    end: int
    unit: str = ""


def holds_number(text: str, start: int, end: int, value: str) -> bool:
    """Tell whether a stretch of text holds a number.

    Args:
        text: The whole text.
        start: Where the stretch begins.
        end: Where it ends.
        value: The lexical form of an integer or a decimal.

    Raises:
        ValueError: The value is no number.
    """
    try:
        wanted = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(value) from error
    return any(figure.value == wanted for figure in figures(text, start, end))


def holds_duration(text: str, start: int, end: int, value: str) -> bool:
    """Tell whether a stretch of text holds a length of time, each part as a number with its unit.

    Args:
        text: The whole text.
        start: Where the stretch begins.
        end: Where it ends.
        value: The lexical form of an ``xsd:duration`` of years, months and days.

    Raises:
        ValueError: The value is no such length of time.
    """
    match = _DURATION.fullmatch(value)
    if match is None:
        raise ValueError(value)
    found = list(figures(text, start, end))
    wanted = {part: Decimal(number) for part, number in match.groupdict().items() if number}
    return all(
        any(_is(figure, number, _UNITS[part]) for figure in found)
        or (part == "D" and number % 7 == 0 and any(_is(figure, number / 7, _WEEK) for figure in found))
        for part, number in wanted.items()
    )


def _is(figure: Figure, number: Decimal, unit: tuple[frozenset[str], tuple[str, ...]]) -> bool:
    """Tell whether a figure is so many of a unit."""
    nouns, roots = unit
    if figure.value != number or not figure.unit:
        return False
    return figure.unit.startswith(roots) or has_lemma(figure.unit, nouns)


def figures(text: str, start: int = 0, end: int | None = None) -> Iterator[Figure]:
    """Yield the numbers that a stretch of text holds, figures first.

    >>> [int(figure.value) for figure in figures("17 миллионов рублей")]
    [17000000]
    """
    stop = len(text) if end is None else end
    dates = [m for m in mentions(text, start, stop) if m.month is not None]
    taken: list[tuple[int, int]] = [(m.start, m.end) for m in dates]
    all_words = words(text, start, stop)
    for match in _FIGURES.finditer(text, start, stop):
        if not any(match.start() < b and a < match.end() for a, b in taken):
            taken.append(match.span())
            number = Decimal(re.sub(r"[ \u00a0\u202f]", "", match.group()).replace(",", "."))
            yield _sized(number, match.start(), match.end(), all_words)
    for match in _ROMAN.finditer(text, start, stop):
        yield Figure(Decimal(_roman(match.group())), match.start(), match.end())
    yield from _in_words([w for w in all_words if not any(w.start < b and a < w.end for a, b in taken)], all_words)


def _roman(numeral: str) -> int:
    values = [_ROMAN_FIGURES[sign] for sign in numeral]
    following = [*values[1:], 0]
    return sum(value if value >= after else -value for value, after in zip(values, following, strict=True))


def _sized(number: Decimal, start: int, end: int, all_words: list[Word]) -> Figure:
    """Multiply a number by the word of size after it, and note its unit."""
    following = [w.folded for w in all_words if w.start >= end][:3]
    # The ending that is put to figures: 5-ти, 9-й, 150-ти.
    if following and following[0] in {
        "ти",
        "й",
        "го",
        "м",
        "му",
        "х",
        "ми",
        "е",
        "я",
        "ю",
        "ый",
        "ая",
        "ое",
        "ой",
    }:
        following.pop(0)
    if following:
        size = next((value for form, value in _SIZES if form.fullmatch(following[0])), None)
        if size is not None:
            return Figure(number * size, start, end, following[1] if len(following) > 1 else "")
    return Figure(number, start, end, following[0] if following else "")


def _in_words(candidates: list[Word], all_words: list[Word]) -> Iterator[Figure]:
    """Yield the numbers that are written in words; «двадцать пять» is one number."""
    run: list[tuple[Word, int]] = []
    for word in candidates:
        lemma = min(lemmas(word.folded) & _WORDS.keys(), default=None)
        compound = _COMPOUND_WORD.fullmatch(word.folded)
        if compound and compound[1] in _COMPOUND:
            yield Figure(Decimal(_COMPOUND[compound[1]]), word.start, word.end, compound[2])
        if lemma is None:
            if run:
                yield _total(run, all_words)
                run = []
            continue
        number = _WORDS[lemma]
        if run and not _goes_on(run, number):
            yield _total(run, all_words)
            run = []
        run.append((word, number))
        if lemma in _ORDINALS:
            yield _total(run, all_words)
            run = []
    if run:
        yield _total(run, all_words)


def _goes_on(run: list[tuple[Word, int]], number: int) -> bool:
    """Tell whether a numeral belongs to the number begun: hundreds, then tens, then ones."""
    last = run[-1][1]
    return (last >= 100 > number > 0) or (20 <= last < 100 and 0 < number < 10)


def _total(run: list[tuple[Word, int]], all_words: list[Word]) -> Figure:
    return _sized(Decimal(sum(number for _, number in run)), run[0][0].start, run[-1][0].end, all_words)
