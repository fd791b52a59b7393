"""Queries whose answer may be another one the next time, though the data are the same."""

from __future__ import annotations

import re
from typing import Final

_FUNCTIONS: Final = ("now", "rand", "uuid")
_CALLED: Final = re.compile(r"\b(?:now|rand|(?:str)?uuid)\b")


def is_volatile(query: str) -> bool:
    """Tell whether a query names a function that looks at the clock or throws dice.

    It may name it in a text or a comment only; such an answer is made anew without need.

    >>> is_volatile("SELECT (NOW() AS ?now) {}"), is_volatile("SELECT * { ?knows ?brand ?s }")
    (True, False)
    """
    lower = query.lower()
    return any(name in lower for name in _FUNCTIONS) and _CALLED.search(lower) is not None
