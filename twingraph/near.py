"""“Did you mean”: what is near to a misspelt word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def near(word: str, known: Collection[str], count: int = 3, *, alike: float = 0.6) -> list[str]:
    """Return the words most like this one, the likest first; none if nothing is like it.

    Args:
        word: The word.
        known: The words that it may be a slip for.
        count: How many to return.
        alike: How much of two words must be the same, from 0 to 1.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    return get_close_matches(word, known, count, alike)


def near_or_all(word: str, known: Collection[str], count: int = 3) -> str:
    """Return the words most like this one, else all that are known, as a list to be read."""
    return ", ".join(near(word, known, count) or known) or "–"
