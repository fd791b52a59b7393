"""Sentences of a text, by their offsets.

A line is never part of a longer sentence: items of lists, headings and the furniture of web pages stand on
lines of their own and often end in no full stop. Inside a line the boundaries are those of razdel, which
knows the Russian abbreviations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: the code points from ``start`` up to ``end``, without spaces at either side."""

    start: int
    end: int
    text: str


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text in their order; blank lines give none.

    >>> [s.text for s in sentences("Город Велиград. Основан в 1703 г. Петром.")]
    ['Город Велиград.', 'Основан в 1703 г. Петром.']
    """
    from razdel import sentenize  # noqa: PLC0415 - not every command cuts sentences

    for line in _LINE.finditer(text):
        for part in sentenize(line.group()):
            stripped = part.text.strip()
            if stripped:
                start = line.start() + part.start + part.text.index(stripped)
                yield Sentence(start, start + len(stripped), stripped)
