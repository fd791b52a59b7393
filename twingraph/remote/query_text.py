"""What a query must be before it is sent away."""

from __future__ import annotations

import re
from typing import Final, Literal

from pyoxigraph import QueryBoolean, QuerySolutions, Store

from twingraph.queries.binding import PASSED_OVER
from twingraph.queries.header import LANG
from twingraph.terms import PREFIXES

Form = Literal["select", "ask", "triples"]
"""What a query is answered with: rows, yes or no, or triples."""

_NAMES: Final = re.compile(
    rf"""{PASSED_OVER} | [?$]\w+ | @[A-Za-z-]+
    | \bPREFIX\s+(?P<declared>[\w.-]*): | (?P<used>[\w.-]*):(?:[\w.:-]|%[0-9A-Fa-f]{{2}}|\\.)*
    | \b(?P<form>SELECT|ASK|CONSTRUCT|DESCRIBE)\b""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)

_LANG: Final = re.compile(rf"{PASSED_OVER} | (?P<lang>[?$]{LANG}\b)", re.VERBOSE | re.DOTALL)


def with_language(text: str, lang: str, *, otherwise: str) -> str:
    """Write the language into a query in the place of its variable.

    Virtuoso 7 loses what a block of ``VALUES`` binds inside many an ``OPTIONAL``.

    Args:
        text: The query without the blocks of the language.
        lang: The language.
        otherwise: The query with them, for one that asks for the variable itself.
    """
    written = _LANG.sub(lambda found: f'"{lang}"' if found["lang"] else found[0], text)
    try:
        form(written)
    except SyntaxError:
        return otherwise
    return written


def form(text: str, prefixes: dict[str, str] | None = None) -> Form:
    """Return the form of a query, which an empty store here reads before any other does.

    Args:
        text: The query.
        prefixes: Prefixes that it need not declare.

    Raises:
        SyntaxError: The query is not valid SPARQL 1.1.
    """
    try:
        answer = Store().query(text, prefixes=prefixes)
    except RuntimeError:
        # It calls a function that this store lacks; the other may have it.
        word = next(found["form"].upper() for found in _NAMES.finditer(text) if found["form"])
        return "select" if word == "SELECT" else "ask" if word == "ASK" else "triples"
    if isinstance(answer, QuerySolutions):
        return "select"
    return "ask" if isinstance(answer, QueryBoolean) else "triples"


def with_prefixes(text: str) -> str:
    """Declare the prefixes of the graph that a query uses without declaring them; its lines keep their numbers."""
    declared = {found["declared"] for found in _NAMES.finditer(text)}
    used = {found["used"] for found in _NAMES.finditer(text)}
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in PREFIXES if name in used - declared) + text
