"""Is each named query whole: its header as :mod:`twingraph.queries` wants it, its text valid SPARQL?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import Store

from twingraph.check.findings import Finding
from twingraph.check.texts import message
from twingraph.errors import TwinGraphError
from twingraph.queries.header import NamedQuery
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twingraph.layout import GraphFolder

_WHERE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_LONGEST: Final = 200


def header_findings(folder: GraphFolder) -> Iterator[Finding]:
    """Yield what is wrong with the queries of a graph folder, and with the queries of its rules."""
    for file in folder.query_files():
        try:
            NamedQuery.read_file(file)
        except TwinGraphError as error:
            texts = {"en": error.message("en"), "ru": error.message("ru")}
            line = error.values.get("line")
            yield Finding("violation", error.key, texts, file, line if isinstance(line, int) else 1)
    for file in sorted({*folder.queries.rglob("*.rq"), *folder.rule_files()}):
        finding = query_finding(file)
        if finding is not None:
            yield finding


def query_finding(file: Path) -> Finding | None:
    """Return why a file is no valid SPARQL query, with its place; None if it is one."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        return Finding("violation", "unreadable", message("unreadable", reason=error.strerror), file)
    except UnicodeDecodeError as error:
        return Finding("violation", "encoding", message("encoding", byte=error.start), file, 1)
    try:
        Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        match = _WHERE.match(error.msg)
        reason = match.group(3) if match else error.msg
        shown = reason if len(reason) <= _LONGEST else f"{reason[:_LONGEST]}…"
        line, column = (int(match.group(1)), int(match.group(2))) if match else (1, None)
        return Finding("violation", "query", message("query", reason=shown), file, line, column)
    return None
