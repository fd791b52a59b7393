"""Queries that are too long, or nested too deep.

The engine's parser and planner call themselves for each level and each link of a chain, and the process dies when
their stack is full: the first that did so had 700 levels of ``EXISTS``, or 2,500 ``MINUS`` in a row.
"""

from __future__ import annotations

import re
from typing import Final

from twingraph.engine import NO_CODE
from twingraph.serve.sparql.refused import RefusedError

LONGEST: Final = 1 << 20
"""How many bytes a request may have."""
DEEPEST: Final = 150
"""How many brackets of all kinds may stand within each other."""
MOST_LINKS: Final = 1000
"""How many operators and keywords that join patterns there may be."""

_WORDS: Final = ("UNION", "OPTIONAL", "MINUS", "BIND", "FILTER", "GRAPH", "EXISTS", "VALUES")
#: Of these characters, each link has one at least.
_OF_LINKS: Final = b"|&*/^!+-<IiGgUu"
_SIGNS: Final = re.compile(
    rf"""{NO_CODE}
    | (?P<opens>[{{(\[]) | (?P<closes>[}})\]])
    | (?P<links>\|\|?|&&|[*/^!+-]|<<|\b(?:{"|".join(_WORDS)})\b)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def check_size(query: str) -> None:
    """Refuse a query that the engine could not follow.

    Raises:
        RefusedError: It is too long, or too much is nested in it (413).
    """
    if len(query) > LONGEST:
        raise RefusedError(413, "endpoint-too-long", most=LONGEST)
    content = query.encode()
    most_links = len(content) - len(content.translate(None, _OF_LINKS))
    if most_links <= MOST_LINKS and sum(map(content.count, (b"{", b"(", b"["))) <= DEEPEST:
        return  # whatever these characters stand for: most queries need not be looked at more closely
    depth = deepest = links = 0
    for found in _SIGNS.finditer(query):
        if found["opens"]:
            depth += 1
            deepest = max(deepest, depth)
        elif found["closes"]:
            depth -= 1
        elif found["links"]:
            links += 1
    if deepest > DEEPEST or links > MOST_LINKS:
        raise RefusedError(413, "endpoint-too-deep", deepest=DEEPEST, most=MOST_LINKS)
