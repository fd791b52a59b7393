"""The page of documentation of a named query, in Markdown: all of it comes from the query's file and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twingraph.tables import markdown_rows, markdown_table
from twingraph.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twingraph.queries.header import NamedQuery
    from twingraph.queries.results import Result
    from twingraph.texts import Lang

MOST_ROWS = 20
"""A page shows no more of an answer than these rows of the table."""


def call(query: NamedQuery, values: Mapping[str, str], lang: Lang) -> str:
    """Return the command that asks a query."""
    words = [f"{name}={_quoted(value)}" for name, value in values.items()]
    return " ".join(["twingraph", "query", query.name, *words, *(["--lang", lang] if lang != "en" else [])])


def page(query: NamedQuery, answer: Result, lang: Lang) -> str:
    """Return the page of a query.

    Args:
        query: The query.
        answer: The answer to its example.
        lang: The language of the page.
    """
    parts = [f"# {query.name}", query.question[lang].strip()]
    if query.parameters:
        parts.append(_section("parameters", lang))
        heads = [text(key, lang) for key in ("head-name", "head-type", "head-meaning")]
        parts.append(markdown_rows(heads, [_parameter(query, name, lang) for name in query.parameters]))
    parts.append(_section("example", lang))
    parts.append(f"```sh\n{call(query, query.example, lang)}\n```")
    parts.append(markdown_table(answer, lang, most=MOST_ROWS))
    parts += [_section("how-to-read", lang), " ".join(query.read[lang].split())]
    if query.portability:
        parts.append(_section("does-not-hold", lang))
        parts.append("\n".join(f"- {store}: {' '.join(why[lang].split())}" for store, why in query.portability.items()))
    parts.append(_section("columns", lang))
    heads = [text(key, lang) for key in ("head-name", "head-type", "head-title", "head-note")]
    parts.append(markdown_rows(heads, [_column(query, name, lang) for name in query.columns]))
    parts += [_section("query", lang), f"```sparql\n{body(query)}\n```"]
    return "\n\n".join(parts) + "\n"


def _section(key: str, lang: Lang) -> str:
    return f"## {text(key, lang)}"


def _parameter(query: NamedQuery, name: str, lang: Lang) -> list[str]:
    parameter = query.parameters[name]
    kind = " / ".join(f"`{value}`" for value in parameter.values) or parameter.type
    if parameter.required:
        kind = f"{kind}, {text('required', lang)}"
    return [f"`{name}`", kind, parameter.meaning[lang]]


def _column(query: NamedQuery, name: str, lang: Lang) -> list[str]:
    column = query.columns[name]
    notes = []
    if column.reckoned:
        notes.append(text("column-reckoned", lang))
    if column.label:
        notes.append(text("column-label", lang, label=column.label))
    if column.detail:
        notes.append(text("column-detail", lang))
    return [f"`{name}`", column.type, column.title[lang], "; ".join(notes)]


def body(query: NamedQuery) -> str:
    """Return the SPARQL of a query's file without its header."""
    lines = query.template.bind({}).splitlines()
    return "\n".join(line for line in lines if not line.startswith("#+")).strip()


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
