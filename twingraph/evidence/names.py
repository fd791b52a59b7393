"""Does a stretch of text hold a name?

A name is there when its words stand there in its order and next to one another, each in any of its inflected
forms. Only «г.», «гг.», «гор.» and the word «город» may stand between, and a name may lack them («город
Десногорск» is found in «Десногорска»).

* A word of the dictionary has the dictionary forms that pymorphy3 gives. Where a label's word is a dictionary
  form itself, it has only that one, so that «Дубна» is not found in «в Дубно».
* A word that the dictionary lacks is predicted by pymorphy3; two such words also agree when they have the
  same stem («Крагуевац», «Крагуевца»).
* A word read as an adjective of the noun after it is no name of a town: «в Витебском районе» does not name
  Витебск.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from twingraph.evidence.words import Word, fold, is_known, lemmas, parses, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FILLERS = frozenset((
    "г", "гг", "гор",
    "город", "города", "городу", "городом", "городе", "городов", "городам", "городами", "городах",
))  # fmt: skip
# How far behind a word the noun of which it is an adjective may stand.
_LOOK_AHEAD = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a name stands in a text, and which."""

    start: int
    end: int
    name: str


class NamedIn:
    """The names that one stretch of a text holds.

    Args:
        text: The whole text.
        start: Where the stretch begins.
        end: Where it ends.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._end = end
        self._readings: list[list[Word]] = [words(text, start, min(len(text), end + _LOOK_AHEAD))]
        broken = words(text, start, min(len(text), end + _LOOK_AHEAD), broken=True)
        if broken != self._readings[0]:
            self._readings.append(broken)

    def hits(self, names: Iterable[str]) -> list[Hit]:
        """Return every place where one of the names stands in the stretch."""
        return [hit for name in names for reading in self._readings for hit in self._hits(name, reading)]

    def words(self) -> set[str]:
        """Return the folded words of the stretch."""
        return {word.folded for reading in self._readings for word in reading if word.end <= self._end}

    def _hits(self, name: str, reading: Sequence[Word]) -> list[Hit]:
        label = _label_words(name)
        if not label:
            return []
        found = []
        for first in range(len(reading)):
            last = self._match(label, reading, first)
            if last is not None:
                found.append(Hit(reading[first].start, reading[last].end, name))
        return found

    def _match(self, label: Sequence[str], reading: Sequence[Word], first: int) -> int | None:
        """Return the number of the last word of the name that begins at a word, or nothing."""
        at = first
        for number, wanted in enumerate(label):
            while (
                number
                and at < len(reading)
                and reading[at].folded in _FILLERS
                and not _same(wanted, reading[at].folded)
            ):
                at += 1
            if at >= len(reading) or reading[at].end > self._end or not _same(wanted, reading[at].folded):
                return None
            at += 1
        last = at - 1
        if _is_noun(label[-1]) and _is_adjective(self._text, reading, last):
            return None
        return last


class NameIndex:
    """Names by what their first word may look like, so that few need be looked for in a stretch of text.

    Args:
        names: Things and their names.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._names: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for thing, name in names:
            for key in _keys(_label_words(name)[0]) if _label_words(name) else ():
                self._names[key].append((thing, name))

    def near(self, stretch: NamedIn) -> list[tuple[str, str]]:
        """Return the things and names whose first word may stand in the stretch, in a stable order."""
        keys = {key for word in stretch.words() for key in _keys(word)}
        return sorted({found for key in keys for found in self._names.get(key, ())})


@cache
def _label_words(name: str) -> tuple[str, ...]:
    """Return the words of a name; a filler before another word is left out."""
    folded = [word.folded for word in words(name)]
    kept = [word for word, after in pairwise(folded) if word not in _FILLERS or after in _FILLERS]
    return tuple(kept + folded[-1:])


@cache
def _same(wanted: str, word: str) -> bool:
    """Tell whether a word of a text is a form of a label's word."""
    if wanted == word:
        return True
    if not _inflects(wanted) or not _inflects(word):
        return False
    own = lemmas(wanted)
    if wanted in own:
        own = frozenset({wanted})
    if not own.isdisjoint(lemmas(word)):
        return True
    if is_known(wanted) or is_known(word):
        return False
    return len(stem(wanted)) > 2 and stem(wanted) == stem(word)


@cache
def _keys(word: str) -> frozenset[str]:
    """Return what two words have at least one of in common if one may be a form of the other."""
    return lemmas(word) | {word, stem(word)} if _inflects(word) else frozenset({word})


def _inflects(word: str) -> bool:
    """Tell whether a word can take Russian endings: it is no number, initial or foreign word."""
    return len(word) > 1 and all("а" <= letter <= "я" for letter in word)


@cache
def _is_noun(word: str) -> bool:
    """Tell whether a label's word stands in it as a noun."""
    return _inflects(word) and any(p.tag.POS == "NOUN" and fold(p.normal_form) == word for p in parses(word))


def _is_adjective(text: str, reading: Sequence[Word], at: int) -> bool:
    """Tell whether a word agrees, as an adjective, with the noun that follows it.

    A new line that begins with a capital letter is no longer the same phrase.
    """
    if at and reading[at - 1].folded in _FILLERS:
        return False
    own = (
        {_form(p.tag) for p in parses(reading[at].folded) if p.tag.POS == "ADJF"}
        if _inflects(reading[at].folded)
        else set()
    )
    for before, word in pairwise(reading[at:]):
        new_line = text[before.end] == "\n" and text[word.start].isupper()
        if not own or word.start - before.end > 1 or new_line or not _inflects(word.folded):
            return False
        tags = [p.tag for p in parses(word.folded)]
        if any(tag.POS == "NOUN" and _form(tag) in own for tag in tags):
            return True
        own &= {_form(tag) for tag in tags if tag.POS == "ADJF"}
    return False


def _form(tag: object) -> tuple[object, object, object]:
    """Return what an adjective and its noun have in common: number, case and, in the singular, gender."""
    number = getattr(tag, "number", None)
    return number, getattr(tag, "case", None), getattr(tag, "gender", None) if number == "sing" else None
