"""Does the example of each named query work on the data: do its values resolve, and is there an answer?

Only a folder's own queries are tried, no copies of the package's, and only if all files of the graph could be read.
"""

from __future__ import annotations

import filecmp
from functools import partial
from typing import TYPE_CHECKING

from pyoxigraph import QueryBoolean

from twingraph.check.findings import Finding
from twingraph.check.query_headers import key_place
from twingraph.check.texts import message
from twingraph.engine import asks_elsewhere, select
from twingraph.errors import UsageError
from twingraph.layout import GraphFolder
from twingraph.names import Names
from twingraph.queries.parameters import to_terms
from twingraph.sparql_text import Bracket, Group, Token, groups
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from twingraph.queries.header import NamedQuery


def example_findings(queries: Iterable[NamedQuery], store: Store, folder: GraphFolder) -> Iterator[Finding]:
    """Yield, for each query whose example fails, why and where.

    An example that names nothing asks for all there is; that this may be nothing is no fault of the example.
    """
    names = Names(partial(select, store), folder)
    for query in queries:
        if _is_copy(query.path):
            continue
        wrong = list(_values(query, names))
        yield from wrong
        if wrong or not query.example:
            continue
        text = query.template.bind(to_terms(query, query.example, names, "en"))
        try:
            elsewhere = asks_elsewhere(text)
        except SyntaxError:  # of which another check tells
            continue
        if not elsewhere and not _answers(store, text):
            place = key_place(query.path, "example")
            yield Finding("warning", "example-empty", message("example-empty")).at(place)


def _is_copy(file: Path) -> bool:
    """Return whether a query is the package's, word for word: its example is about the package's data."""
    theirs = GraphFolder.bundled().queries / file.name
    return theirs.is_file() and not theirs.samefile(file) and filecmp.cmp(theirs, file, shallow=False)


def _values(query: NamedQuery, names: Names) -> Iterator[Finding]:
    """Yield the parameters whose value in the example is not right, and those that it lacks."""
    for name, parameter in query.parameters.items():
        value = query.example.get(name)
        if value is None and not parameter.required:
            continue
        try:
            to_terms(query._replace(parameters={name: parameter}), {name: value}, names, "en")
        except UsageError as error:
            told = {lang: error.message(lang) for lang in LANGS}
            finding = Finding(
                "violation", "example-value", message("example-value", name=name, reason=told), value=value
            )
            yield finding.at(key_place(query.path, "example", name))


def _answers(store: Store, text: str) -> bool:
    """Return whether a query has an answer; one that cannot be run is told elsewhere, and is taken to have one."""
    try:
        answer = store.query(as_ask(text) or text)
    except SyntaxError:
        return True
    return bool(answer) if isinstance(answer, QueryBoolean) else next(iter(answer), None) is not None


def as_ask(text: str) -> str | None:
    """Return an ASK query that holds if a SELECT query has an answer, which an engine finds without sorting all.

    Returns:
        The query; None if what follows the group decides, too, or what is selected gives a row in any case.
    """
    root = groups(text)
    words = root.words()
    start = next((item.start for item in root.items if isinstance(item, Token) and item.text == "SELECT"), None)
    group = next((item for item in root.items if isinstance(item, Group)), None)
    counts = "GROUP" not in words and any(isinstance(item, Bracket) for item in root.items)
    if start is None or group is None or not group.end or counts or words & {"HAVING", "VALUES", "FROM", "OFFSET"}:
        return None
    return f"{text[:start]}ASK {{{text[group.start : group.end]}}}"
