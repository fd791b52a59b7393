"""Does a stretch of text hold a wording?

Spaces, line ends, quotes, dashes, case and the difference of ё and е do not count; the words do, in their
order. A title may be inflected in the text («подписанного Меморандума о взаимопонимании»): its first words
may stand in another form, up to the first that stands there as it is; from there on every word must be the
same.
"""

from __future__ import annotations

import re

from twingraph.evidence.words import lemmas, words

# Words that somebody left out of a wording.
_ELLIPSIS = re.compile(r"\s*(?:\[?(?:…|\.\.\.)\]?)\s*")


def holds_wording(text: str, start: int, end: int, wording: str) -> bool:
    r"""Tell whether a stretch of text holds a wording, word for word; «…» stands for words left out.

    >>> holds_wording("Договор о\nдружбе", 0, 16, "договор о дружбе")
    True
    """
    spoken = [word.folded for word in words(text, start, end)]
    at = 0
    parts = [[word.folded for word in words(part)] for part in _ELLIPSIS.split(wording)]
    if not any(parts):
        return False
    for part in parts:
        found = next((n for n in range(at, len(spoken) - len(part) + 1) if spoken[n : n + len(part)] == part), None)
        if found is None:
            return False
        at = found + len(part)
    return True


def holds_title(text: str, start: int, end: int, title: str) -> bool:
    """Tell whether a stretch of text holds a title, whose first words may be inflected."""
    wanted = [word.folded for word in words(title)]
    spoken = [word.folded for word in words(text, start, end)]
    return bool(wanted) and any(
        _is_title(wanted, spoken[first : first + len(wanted)]) for first in range(len(spoken) - len(wanted) + 1)
    )


def _is_title(wanted: list[str], spoken: list[str]) -> bool:
    inflected = True
    for own, other in zip(wanted, spoken, strict=True):
        if own == other:
            inflected = False
        elif not inflected or lemmas(own).isdisjoint(lemmas(other)):
            return False
    return True
