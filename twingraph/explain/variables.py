"""Variables that are never given a value, or that stand alone where another of nearly the same name is meant."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from twingraph.explain.explanation import Remark
from twingraph.near import near
from twingraph.sparql_text import line_and_column, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.explain.patterns import Parts

_SLIP = 0.8
"""How much of two variables is the same if one is a slip for the other; less is two words."""


def variable_remarks(text: str, parts: Parts) -> Iterator[Remark]:
    """Yield the remarks on the variables of a query."""
    places: dict[str, list[int]] = defaultdict(list)
    for token in tokens(text):
        if token.kind == "variable":
            places[token.text[1:]].append(token.start)
    bound = {name for name, starts in places.items() if parts.binding.intersection(starts)}
    everything = parts.all or (parts.form == "DESCRIBE" and not parts.projected)
    for name, starts in places.items():
        line, column = line_and_column(text, starts[0])
        written = {"variable": f"?{name}"}
        if name not in bound:
            meant = _near(name, bound)
            asked = bool(parts.projected.intersection(starts))
            yield Remark("unbound", line, column, asked or bool(meant), meant, written)
        elif len(starts) == 1 and starts[0] not in parts.projected:
            meant = _near(name, {other for other in places if other != name})
            if meant or not everything:
                yield Remark("once", line, column, bool(meant), meant, written)


def _near(name: str, others: set[str]) -> tuple[str, ...]:
    """Return the variables that this one may be a slip for; one that differs by its number alone is not."""
    found = near(name, sorted(others), 2, alike=_SLIP)
    return tuple(f"?{other}" for other in found if _bare(other) != _bare(name) and not _longer(name, other))


def _bare(name: str) -> str:
    return re.sub(r"\d+", "", name)


def _longer(one: str, other: str) -> bool:
    """Tell whether one of two names goes on where the other ends, as ``?form`` and ``?formLabel`` do."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and len(long) - len(short) > 1
