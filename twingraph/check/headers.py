"""Is each named query whole: its header as :mod:`twingraph.queries` wants it, its text valid SPARQL?"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pyoxigraph import QuerySolutions, Store

from twingraph.check.findings import Finding, Place
from twingraph.check.parameter_scope import unbound_uses
from twingraph.check.query_headers import key_place
from twingraph.check.syntax import text_of
from twingraph.check.texts import did_you_mean, message
from twingraph.engine import query_error
from twingraph.errors import TwinGraphError
from twingraph.queries.header import LANG, NamedQuery
from twingraph.sparql_text import line_and_column, tokens
from twingraph.terms import PREFIXES
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from twingraph.layout import GraphFolder

_FORMS: Final = ("ASK", "CONSTRUCT", "DESCRIBE")


def header_findings(folder: GraphFolder, known: Mapping[Path, NamedQuery] = MappingProxyType({})) -> Iterator[Finding]:
    """Yield what is wrong with the queries of a graph folder.

    Args:
        folder: The graph folder.
        known: Named queries that are read already, by file.
    """
    named = set(folder.query_files())
    of_checks = set(folder.check_files())  # these have headers of their own kind
    for file in sorted({*folder.queries.rglob("*.rq")} - of_checks):
        text = text_of(file)
        if isinstance(text, Finding):
            yield text
            continue
        finding = query_finding(file)
        if file in named:
            yield from _of_header(file, known.get(file), valid=finding is None)
        if finding is not None:
            yield finding


def _of_header(file: Path, known: NamedQuery | None, *, valid: bool) -> Iterator[Finding]:
    try:
        named = known or NamedQuery.read_file(file)
    except TwinGraphError as error:
        yield error_finding(error, file)
    else:
        yield from _parameter_findings(named)
        if valid:
            yield from _column_findings(named)


def error_finding(error: TwinGraphError, file: Path) -> Finding:
    """Return an error about a file as a finding; the place that its text begins with is told once, as the place."""
    place = re.compile(rf"^.*?{re.escape(file.name)}(?::\d+)*: ")
    texts: dict[str, str] = {}
    for lang in LANGS:
        told = place.sub("", error.message(lang))
        texts[lang] = f"{told[:1].upper()}{told[1:]}."
    line = error.values.get("line")
    return Finding("violation", error.key, texts, file, line if isinstance(line, int) else 1)


def _parameter_findings(named: NamedQuery) -> Iterator[Finding]:
    """Yield the parameters that have no block, or are used where no block reaches."""
    text = named.path.read_text(encoding="utf-8")
    parameters = (*named.parameters, LANG)
    for name in parameters:
        if name not in named.template.names:
            yield Finding("violation", "parameter-block", message("parameter-block", name=name), named.path, 1)
    for use in unbound_uses(text, parameters):
        told = message("parameter-scope", name=use.parameter)
        yield Finding("violation", "parameter-scope", told, named.path, use.line, use.column)


def _column_findings(named: NamedQuery) -> Iterator[Finding]:
    """Yield the columns that only the header or only the query has."""
    text = named.path.read_text(encoding="utf-8")
    selected = _selected(text)
    if selected is None:
        start = next((token.start for token in tokens(text) if token.text in _FORMS), 0)
        place = Place(named.path, *line_and_column(text, start))
        yield Finding("violation", "query-select", message("query-select")).at(place)
        return
    lacking = [name for name in selected if name not in named.columns]
    beyond = [name for name in named.columns if name not in selected]
    first: dict[str, int] = {}
    for token in tokens(text) if lacking else ():
        if token.kind == "variable":
            first.setdefault(token.text[1:], token.start)
    for name in lacking:
        line, column = line_and_column(text, first.get(name, 0))
        told = message("header-column", name=name, near=did_you_mean(name, beyond))
        place = Place(named.path, line, column, line, column + len(name) + 1)
        yield Finding("violation", "header-column", told, value=name).at(place)
    for name in beyond:
        told = message("column-select", name=name, near=did_you_mean(name, lacking))
        place = key_place(named.path, "columns", name)
        yield Finding("violation", "column-select", told, value=name).at(place)


@lru_cache(maxsize=256)
def _selected(text: str) -> tuple[str, ...] | None:
    """Return the variables that a query selects; None if it is of another form.

    Raises:
        SyntaxError: It is not valid.
    """
    answer = Store().query(text, prefixes=PREFIXES)
    return tuple(variable.value for variable in answer.variables) if isinstance(answer, QuerySolutions) else None


def query_finding(file: Path) -> Finding | None:
    """Return why a file is no valid SPARQL query, with its place; None if it is one."""
    text = text_of(file)
    if isinstance(text, Finding):
        return text
    try:
        _selected(text)
    except SyntaxError as error:
        wrong = query_error(error)
        return Finding("violation", "query", message("query", reason=wrong.reason), file, wrong.line, wrong.column)
    return None
