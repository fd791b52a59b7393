"""Questions to the store whose form of answer is known beforehand."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import QuerySolutions, QueryTriples

from twingraph.queries.binding import PASSED_OVER

if TYPE_CHECKING:
    from pyoxigraph import Store


# A keyword, and what is none: a variable, or a prefixed name with its escapes.
_SERVICE = rf"{PASSED_OVER} | [?$]\w+ | [\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{{2}}|\\.)* | \b(?P<service>SERVICE)\b"
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def asks_elsewhere(query: str) -> bool:
    """Tell whether a query holds ``SERVICE``, by which the engine would call another computer.

    Letters may be escaped anywhere in a query (SPARQL 1.1, section 19.2).
    """
    query = _ESCAPED.sub(lambda found: chr(min(int(found[1] or found[2], 16), sys.maxunicode)), query)
    if "service" not in query.lower():
        return False
    return any(found["service"] for found in re.finditer(_SERVICE, query, re.VERBOSE | re.DOTALL | re.IGNORECASE))


def select(store: Store, query: str, prefixes: dict[str, str] | None = None) -> QuerySolutions:
    """Ask a SELECT query.

    Args:
        store: The store to ask.
        query: The query's text.
        prefixes: Prefixes that the query need not declare.

    Raises:
        SyntaxError: The query is not valid SPARQL.
        TypeError: It is a query of another form.
    """
    answer = store.query(query, prefixes=prefixes)
    if not isinstance(answer, QuerySolutions):
        raise TypeError(query)
    return answer


def construct(store: Store, query: str) -> QueryTriples:
    """Ask a CONSTRUCT or DESCRIBE query.

    Raises:
        SyntaxError: The query is not valid SPARQL.
        TypeError: It is a query of another form.
    """
    answer = store.query(query)
    if not isinstance(answer, QueryTriples):
        raise TypeError(query)
    return answer


class QueryError(NamedTuple):
    """Where a query goes wrong, and why.

    Attributes:
        line: The line, from 1.
        column: The column, from 1, if it is known.
        reason: What the engine says; lists of all that it would have accepted are left out.
    """

    line: int
    column: int | None
    reason: str


def query_error(error: SyntaxError) -> QueryError:
    """Read the place and the reason out of what the engine says of a query that is not valid SPARQL."""
    found = re.match(r"error at (\d+):(\d+): (.*)", error.msg, re.DOTALL)
    line, column, reason = (int(found[1]), int(found[2]), found[3]) if found else (error.lineno or 1, None, error.msg)
    if reason.startswith("expected one of "):
        # Of the alternatives only signs and keywords say something to a reader.
        words = re.findall(r'"[^"\\]+"|(?<![{\w])[A-Z]{2,}\b(?!})', reason)
        reason = f"expected one of {' '.join(dict.fromkeys(words))}"
    return QueryError(line, column, " ".join(reason.split()))
