"""Questions to the store whose form of answer is known beforehand."""

from __future__ import annotations

import contextlib
import re
import sys
from functools import lru_cache, partial
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import QuerySolutions, QueryTriples, Store

from twingraph.errors import UsageError
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode, QueryBoolean


NO_CODE = r"""
    \#[^\r\n]*+
  | \"\"\"(?:[^"\\]|\\.|\"{1,2}(?!\"))*+(?:\"\"\")? | '''(?:[^'\\]|\\.|'{1,2}(?!'))*+(?:''')?
  | "(?:[^"\\\r\n]|\\.)*+"? | '(?:[^'\\\r\n]|\\.)*+'?
  | <[^<>"{}|^`\\\x00-\x20]*+>
"""
"""What holds no keyword of SPARQL: comments, strings, those without an end too, and IRIs; found in one pass, however
a text is made to hinder that."""

# A word, and what is none: a variable, or a prefixed name with its escapes.
_WORD = rf"{NO_CODE} | [?$]\w+ | (?P<word>[\w.-]*+)(?P<local>:(?:[\w.:-]|%[0-9A-Fa-f]{{2}}|\\.)*+)?"
_KEYWORD = re.compile(r"\bSERVICE\b", re.IGNORECASE)
# The word, its letters escaped or not, wherever it stands; its last letter is apart.
_LETTERS = [rf"(?:{c}|\\(?:u|U0000)00(?:{ord(c):02x}|{ord(c.upper()):02x}))" for c in "service"]
_SERVICE = re.compile(rf"({''.join(_LETTERS[:-1])})(?:e|(\\(?:u|U0000)00(?:45|65)))", re.IGNORECASE)
_DECLARATIONS = {f"PREFIX {prefix}: <{iri}>": (prefix, iri) for prefix, iri in PREFIXES.items()}
_LONGEST_BEGINNING = 8000
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def asks_elsewhere(query: str, prefixes: Mapping[str, str] = PREFIXES, base: str | None = None) -> bool:
    """Tell whether a query holds ``SERVICE``, by which the engine would call another computer.

    The engine itself says so, since no tokens of our own would be cut just as its parser cuts them: it takes
    ``SERVICE:name`` for the keyword where no such prefix is declared, and ``1SERVICE`` and ``SERVICESILENT``, too.
    A word that is no keyword may be any other word: with another letter in all of them, in texts, names and variables
    alike, the query stays valid. That query, which cannot call anybody, is parsed over an empty store.

    Args:
        query: The query's text.
        prefixes: Prefixes that the query need not declare.
        base: The IRI that relative ones begin at.

    Raises:
        SyntaxError: It is not valid SPARQL, so that this cannot be told; it must not be asked.
    """
    if ("\\" not in query and "service" not in query.casefold()) or _SERVICE.search(query) is None:
        return False  # what comes first is ten times as quick, and tells of most queries
    written = _ESCAPED.sub(_unescaped, query).lower()
    letter = next((each for each in ascii_lowercase if f"servic{each}" not in written), None)
    if letter is None:
        return True
    other = _SERVICE.sub(lambda found: f"{found[1]}\\u{ord(letter):04x}" if found[2] else found[1] + letter, query)
    try:
        Store().query(other, base_iri=base, prefixes=dict(prefixes))
    except SyntaxError:
        if names_service(query):
            return True
        raise
    return False


def names_service(query: str) -> bool:
    """Tell whether a query seems to hold ``SERVICE``, for stores elsewhere, whose grammar need not be ours.

    Letters may be escaped anywhere in a query (SPARQL 1.1, section 19.2).
    """
    query = _ESCAPED.sub(_unescaped, query)
    if "service" not in query.lower():
        return False
    words = re.finditer(_WORD, query, re.VERBOSE | re.DOTALL)
    return any(found["word"] and not found["local"] and _KEYWORD.search(found["word"]) for found in words)


def _unescaped(found: re.Match[str]) -> str:
    return chr(min(int(found[1] or found[2], 16), sys.maxunicode))


def ask(
    store: Store,
    query: str,
    prefixes: Mapping[str, str] = PREFIXES,
    *,
    default_graph: list[NamedNode] | None = None,
    named_graphs: list[NamedNode] | None = None,
    base: str | None = None,
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Ask a query that anybody may have written.

    Args:
        store: The store to ask.
        query: The query's text.
        prefixes: Prefixes that the query need not declare.
        default_graph: The graphs that make up the default graph, instead of those that the query names.
        named_graphs: The named graphs, likewise.
        base: The IRI that relative ones begin at.

    Raises:
        SyntaxError: The query is not valid SPARQL.
        UsageError: It would ask another computer.
    """
    if asks_elsewhere(query, prefixes, base):
        raise UsageError("no-service")
    asked = partial(
        store.query,
        base_iri=base,
        default_graph=None if default_graph is None else [*default_graph],
        named_graphs=None if named_graphs is None else [*named_graphs],
    )
    with contextlib.suppress(SyntaxError):
        text, used = _with_used_prefixes(query, prefixes)
        return asked(text, prefixes=used)
    return asked(query, prefixes=dict(prefixes))  # whose errors tell places in the query as it was written


def _with_used_prefixes(query: str, prefixes: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return a query without what it declares at its beginning, and those prefixes that its names may have.

    The engine takes half as long for 31 prefixes, declared or handed on, as for the answer to a small question.
    """
    end = query.find("\n", query.rfind("\nPREFIX ") + 1) + 1
    declared = _declared(query[:end]) if end < _LONGEST_BEGINNING else {}
    text = query[end:] if declared else query
    return text, {prefix: iri for prefix, iri in {**prefixes, **declared}.items() if f"{prefix}:" in text}


@lru_cache(maxsize=64)  # programs begin all their queries alike
def _declared(beginning: str) -> dict[str, str]:
    """Return what lines declare if each declares a prefix of the graph as it is; else nothing."""
    lines = beginning.splitlines()
    return dict(_DECLARATIONS[line] for line in lines) if all(line in _DECLARATIONS for line in lines) else {}


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
