"""Is each named query whole: its header as :mod:`twingraph.queries` wants it, its text valid SPARQL?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Store

from twingraph.check.findings import Finding
from twingraph.check.parameter_scope import unbound_uses
from twingraph.check.syntax import text_of
from twingraph.check.texts import message
from twingraph.engine import query_error
from twingraph.errors import TwinGraphError
from twingraph.queries.header import LANG, NamedQuery
from twingraph.terms import PREFIXES
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twingraph.layout import GraphFolder


def header_findings(folder: GraphFolder) -> Iterator[Finding]:
    """Yield what is wrong with the queries of a graph folder."""
    named = set(folder.query_files())
    of_checks = set(folder.check_files())  # these have headers of their own kind
    for file in sorted({*folder.queries.rglob("*.rq")} - of_checks):
        text = text_of(file)
        if isinstance(text, Finding):
            yield text
            continue
        if file in named:
            yield from _of_header(file)
        finding = query_finding(file)
        if finding is not None:
            yield finding


def _of_header(file: Path) -> Iterator[Finding]:
    try:
        named = NamedQuery.read_file(file)
    except TwinGraphError as error:
        yield error_finding(error, file)
    else:
        yield from _parameter_findings(named)


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


def query_finding(file: Path) -> Finding | None:
    """Return why a file is no valid SPARQL query, with its place; None if it is one."""
    text = text_of(file)
    if isinstance(text, Finding):
        return text
    try:
        Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        wrong = query_error(error)
        return Finding("violation", "query", message("query", reason=wrong.reason), file, wrong.line, wrong.column)
    return None
