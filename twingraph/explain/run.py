"""Explains a query without running it: what in it cannot be right, and how much each pattern matches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import Store

from twingraph.engine import asks_elsewhere, query_error
from twingraph.errors import UsageError
from twingraph.explain.explanation import Explanation, Remark
from twingraph.explain.keywords import KEYWORDS
from twingraph.explain.known import Known
from twingraph.explain.matches import match_all
from twingraph.explain.patterns import FORMS, Parts, Unreadable, read
from twingraph.explain.variables import variable_remarks
from twingraph.near import near
from twingraph.sparql_text import line_and_column, named_iris, tokens
from twingraph.terms import PREFIXES, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.graph import KnowledgeGraph

_NOWHERE: Final = "urn:x-undeclared:"
"""What a prefix that is not declared is taken for, so that the rest of the query can be looked at."""


def explain(kg: KnowledgeGraph, text: str) -> Explanation:
    """Say what is to be said of a query, without running it.

    Args:
        kg: The graph that would be asked.
        text: The query.

    Raises:
        UsageError: It would ask another computer.
    """
    known = Known(kg.store, kg.folder)
    declared = _declared(text)
    undeclared = list(_undeclared(text, known, declared))
    lacking = {str(remark.values["prefix"]).removesuffix(":"): _NOWHERE for remark in undeclared}
    prefixes = {**PREFIXES, **lacking}
    try:
        if asks_elsewhere(text, prefixes):
            raise UsageError("no-service")
        Store().query(text, prefixes=prefixes)
    except SyntaxError as error:
        return Explanation(_form(text), (*undeclared, _syntax(text, error)))
    try:
        parts = read(text)
    except Unreadable:
        parts = Parts(_form(text))
    unknown = dict(_unknown(text, known, parts))
    doubtful = set(unknown) | {token.start for token in tokens(text) if token.text.partition(":")[0] in lacking}
    matches, remarks = match_all(kg, text, parts, prefixes, doubtful)
    found = [*undeclared, *unknown.values(), *variable_remarks(text, parts), *remarks]
    found.sort(key=lambda remark: (remark.line, remark.column or 0))
    return Explanation(parts.form, tuple(found), tuple(matches))


def unknown_terms(kg: KnowledgeGraph, text: str) -> list[Remark]:
    """Return the remarks on terms that the graph does not know, for a query that is valid."""
    try:
        parts = read(text)
    except Unreadable:
        return []
    return [remark for _, remark in _unknown(text, Known(kg.store, kg.folder), parts)]


def _form(text: str) -> str:
    return next((token.text for token in tokens(text) if token.text in FORMS), "")


def _declared(text: str) -> set[str]:
    return {found[1] for found in re.finditer(r"\bPREFIX\s+([^\s:]*):", text, re.IGNORECASE)}


def _undeclared(text: str, known: Known, declared: set[str]) -> Iterator[Remark]:
    seen: set[str] = set()
    for token in tokens(text):
        prefix, colon, _ = token.text.partition(":")
        if token.kind == "name" and colon and prefix not in {*PREFIXES, *declared, *seen}:
            seen.add(prefix)
            line, column = line_and_column(text, token.start)
            meant = tuple(f"{each}:" for each in known.near_prefix(prefix, declared))
            yield Remark("undeclared", line, column, near=meant, values={"prefix": f"{prefix}:"})


def _syntax(text: str, error: SyntaxError) -> Remark:
    """Tell what is wrong: a word that is nearly a keyword, else where the engine stopped and what it wanted."""
    for token in tokens(text):
        if token.kind == "word" and token.text not in KEYWORDS:
            meant = near(token.text, sorted(KEYWORDS), 1)
            if meant:
                line, column = line_and_column(text, token.start)
                written = text[token.start : token.start + len(token.text)]
                return Remark("keyword", line, column, near=tuple(meant), values={"word": written})
    wrong = query_error(error)
    return Remark("syntax", wrong.line, wrong.column, values={"reason": wrong.reason})


def _unknown(text: str, known: Known, parts: Parts) -> Iterator[tuple[int, Remark]]:
    """Yield the terms that the graph does not know, or knows in another role, with their offsets."""
    for named in named_iris(text, PREFIXES):
        role = parts.roles.get(named.start, "thing")
        if not role:
            continue
        line, column = line_and_column(text, named.start)
        values = {"term": named.written}
        if named.start not in parts.roles and not known.has_space(named.iri):
            continue  # what a function is told, such as a unit, need not be in any graph
        if not known.has(named.iri):
            meant = tuple(short(term, PREFIXES) for term in known.near(named.iri, role))
            yield named.start, Remark(f"unknown-{role}", line, column, near=meant, values=values)
        elif not known.fits(named.iri, role):
            meant = tuple(short(term, PREFIXES) for term in known.namesakes(named.iri, role))
            yield named.start, Remark(f"no-{role}", line, column, near=meant, values=values)
