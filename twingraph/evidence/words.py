"""Words of a text with their places, and the dictionary forms of Russian words.

Every sign between words separates them: spaces of all kinds, line ends, hyphens, quotes, stops. Case does not
count, nor does the difference between ё and е.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

# Combining marks and soft hyphens stand inside words.
_INSIDE = "\u0300-\u036f\u00ad"
_WORD = re.compile(rf"(?:[^\W_][{_INSIDE}]*)+")
# The same, where a word is broken at the end of a line; "Нью-" + "Йорк" is no such word, so both readings are
# tried.
_BROKEN_WORD = re.compile(rf"(?:[^\W_][{_INSIDE}]*(?:-[ \t]*\r?\n[ \t]*(?=[^\W_]))?)+")
_NOT_SPELT = re.compile(r"[\u00ad\s-]")
_STRESS = re.compile("[\u0300\u0301]")

# The endings that a noun takes in the singular and that the predictor may not undo in a foreign name.
_ENDING = re.compile(r"(?:ом|ем|ой|ей|ью|[аяуюыиеоьй])$")
_FLEETING = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])[аео](?=[кц]$)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Attributes:
        start: Its first code point.
        end: The code point after its last.
        folded: Its letters in lower case, with е for ё.
    """

    start: int
    end: int
    folded: str


def fold(text: str) -> str:
    """Return a text in lower case, with е for ё, in composed characters and without stress marks.

    >>> fold("Могилёв")
    'могилев'
    """
    decomposed = unicodedata.normalize("NFD", text)
    plain = unicodedata.normalize("NFC", _STRESS.sub("", decomposed))
    return plain.casefold().replace("ё", "е")


def words(text: str, start: int = 0, end: int | None = None, *, broken: bool = False) -> list[Word]:
    """Return the words of a stretch of text, at their places in the whole text.

    Args:
        text: The text.
        start: Where the stretch begins.
        end: Where it ends; without it, at the end of the text.
        broken: Take a hyphen at the end of a line as a word's being broken there.
    """
    pattern = _BROKEN_WORD if broken else _WORD
    return [
        Word(found.start(), found.end(), fold(_NOT_SPELT.sub("", found.group())))
        for found in pattern.finditer(text, start, len(text) if end is None else end)
    ]


@cache
def _analyzer() -> MorphAnalyzer:
    # Reads its dictionaries: only where a name must be looked for.
    from pymorphy3 import MorphAnalyzer as Analyzer  # noqa: PLC0415

    return Analyzer(lang="ru")


@cache
def parses(word: str) -> tuple[Parse, ...]:
    """Return the readings of a folded word that a name or a number may have: no verbs and no adverbs.

    Where it can be read in no other way, all its readings are returned.
    """
    readings = tuple(_analyzer().parse(word))
    nominal = tuple(p for p in readings if p.tag.POS in {"NOUN", "ADJF", "NUMR", "NPRO", None})
    return nominal or readings


@cache
def lemmas(word: str) -> frozenset[str]:
    """Return the dictionary forms that a folded word may have.

    >>> sorted(lemmas("хагеном"))
    ['хаген']
    """
    return frozenset(fold(p.normal_form) for p in parses(word))


@cache
def is_known(word: str) -> bool:
    """Tell whether the dictionary holds the word; foreign names are often only predicted."""
    return bool(_analyzer().word_is_known(word))


@cache
def stem(word: str) -> str:
    """Return what is left of a name without its ending and its fleeting vowel.

    >>> stem("крагуевац") == stem("крагуевца")
    True
    """
    bare = _ENDING.sub("", word) if len(word) > 4 else word
    return _FLEETING.sub("", bare)


def has_lemma(word: str, among: Iterable[str]) -> bool:
    """Tell whether one of the dictionary forms of a folded word is among those given."""
    return not lemmas(word).isdisjoint(among)
