"""The named queries: each with its question, the answer to its example, downloads, and how to ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from twingraph.errors import UsageError
from twingraph.queries.page import body, call
from twingraph.tables import cell_text, shown_columns, together
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twingraph.queries.header import NamedQuery
    from twingraph.queries.results import Result
    from twingraph.site.interactive.graph import Explorer
    from twingraph.texts import Lang

MOST_ROWS: Final = 300
"""A page shows no more of an answer than these rows of the table; the downloads have all."""
FORMATS: Final = ("csv", "json")


class Value(NamedTuple):
    """A value in a cell: its text, and the IRI of what it names, if it names a thing."""

    text: str
    iri: str | None


class Asked(NamedTuple):
    """A query that was asked for its page.

    Attributes:
        values: The parameters: those of its example, or none where the graph lacks what the example names.
        answer: The answer; None if the query cannot be asked of this graph without further ado.
        reason: Why not.
    """

    values: Mapping[str, str]
    answer: Result | None
    reason: str = ""


def question_pages(explorer: Explorer) -> Iterator[tuple[str, bytes]]:
    """Yield the list of named queries, and for each its page and the files of its answer, in each language."""
    queries = list(explorer.kg.queries.values())
    for lang in LANGS:
        yield explorer.page("queries.html", "queries", lang, queries=queries)
        for query in queries:
            yield from _question(explorer, query, lang)


def _question(explorer: Explorer, query: NamedQuery, lang: Lang) -> Iterator[tuple[str, bytes]]:
    asked = ask_example(explorer, query, lang)
    answer = asked.answer
    rows = [] if answer is None else cells(answer, lang)
    page = explorer.page(
        "query.html",
        f"queries/{query.name}",
        lang,
        section="queries",
        query=query,
        asked=asked,
        titles=[] if answer is None else titles(answer, lang),
        rows=rows[:MOST_ROWS],
        left=max(len(rows) - MOST_ROWS, 0),
        command=call(query, asked.values, lang),
        python=python_call(query, asked.values, lang),
        body=body(query),
        formats=FORMATS,
    )
    yield page
    if answer is not None:
        folder = page[0].removesuffix("index.html")
        for name in FORMATS:
            yield f"{folder}answer.{name}", answer.serialize(name)


def ask_example(explorer: Explorer, query: NamedQuery, lang: Lang) -> Asked:
    """Ask a query for its example, or, where the graph lacks what that names, without any parameter."""
    try:
        return Asked(query.example, _answer(explorer, query, query.example, lang))
    except UsageError as error:
        reason = error.message(lang)
    try:
        return Asked({}, _answer(explorer, query, {}, lang))
    except UsageError:
        return Asked(query.example, None, reason)


def _answer(explorer: Explorer, query: NamedQuery, values: Mapping[str, str], lang: Lang) -> Result:
    return explorer.kg.query(query.name, values, lang=lang)


def python_call(query: NamedQuery, values: Mapping[str, str], lang: Lang) -> str:
    """Return the line of Python that asks a query.

    The parameters stand in a dictionary, since some of them are named by words that Python keeps for itself.
    """
    told = "{" + ", ".join(f"{_quoted(name)}: {_quoted(value)}" for name, value in values.items()) + "}"
    parts = [_quoted(query.name), *([told] if values else []), *([f'lang="{lang}"'] if lang != LANGS[0] else [])]
    return f"twingraph.KnowledgeGraph.open().query({', '.join(parts)})"


def _quoted(text: object) -> str:
    escaped = str(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def titles(answer: Result, lang: Lang) -> list[str]:
    """Return the titles of the columns that a page shows."""
    return [answer.described[name].title[lang] for name in shown_columns(answer)]


def cells(answer: Result, lang: Lang) -> list[list[list[Value]]]:
    """Return the rows of the table of an answer: in each cell what differs within the rows that belong together."""
    identified = {each.label: each.name for each in answer.described.values() if each.label}
    shown = [(name, identified.get(name)) for name in shown_columns(answer)]
    rows = list(answer)
    table = []
    for numbers in together(answer):
        line = []
        for name, iri in shown:
            values: dict[Value, None] = {}
            for number in numbers:
                row = rows[number]
                text = cell_text(row[name], lang)
                column = answer.described[name].type
                if text and column == "iris":
                    values |= {Value(each, each): None for each in text.split()}
                elif text:
                    known = row[iri] if iri else (row[name] if column == "iri" else None)
                    values[Value(text, None if known is None else str(known))] = None
            line.append(list(values))
        table.append(line)
    return table
