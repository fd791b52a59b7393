"""``twingraph query``, ``queries`` and ``sparql``: questions and their answers."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pyoxigraph import RdfFormat, parse_query_results, serialize

from twingraph.cli.graphs import open_graph
from twingraph.cli.parser import TABLE_FORMATS, TRIPLE_FORMATS
from twingraph.errors import GraphError, UsageError
from twingraph.layout import GraphFolder
from twingraph.queries.catalogue import Catalogue
from twingraph.queries.results import FORMATS, Result
from twingraph.tables import markdown_table, plain_table
from twingraph.terms import PREFIXES
from twingraph.texts import text

if TYPE_CHECKING:
    import argparse

    from pyoxigraph import QueryBoolean, QueryTriples

    from twingraph.queries.header import NamedQuery
    from twingraph.texts import Lang

_RDF = dict(
    zip(
        TRIPLE_FORMATS,
        (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML, RdfFormat.JSON_LD),
        strict=True,
    )
)


def query(options: argparse.Namespace) -> int:
    """``twingraph query NAME [name=value …]``: ask a named query."""
    values: dict[str, str] = {}
    for word in options.values:
        name, equals, value = word.partition("=")
        if not equals:
            raise UsageError("not-an-assignment", word=word)
        if name in values:
            raise UsageError("twice-given", name=name)
        values[name] = value
    _print_result(open_graph(options).query(options.name, values, lang=options.lang), options.format, options.lang)
    return 0


def queries(options: argparse.Namespace) -> int:
    """``twingraph queries [NAME]``: list the named queries, or describe one."""
    catalogue = Catalogue(GraphFolder.find(options.graph))
    if options.name is not None:
        print(_describe(catalogue[options.name], options.lang))
        return 0
    width = max(map(len, catalogue), default=0)
    code = 0
    for name in catalogue:
        try:
            print(f"{name:{width}}  {catalogue[name].question[options.lang]}")
        except GraphError as error:
            print(f"twingraph: {error.message(options.lang)}", file=sys.stderr)
            code = error.exit_code
    return code


def sparql(options: argparse.Namespace) -> int:
    """``twingraph sparql QUERY|FILE|-``: ask a query in SPARQL."""
    kg = open_graph(options)
    answer = kg.sparql(_read_query(options.query))
    if isinstance(answer, bool) and options.format in FORMATS:
        told = f'{{"head": {{}}, "boolean": {str(answer).lower()}}}'
        raw = cast("QueryBoolean", parse_query_results(told, FORMATS["json"]))
        _write(raw.serialize(format=FORMATS[options.format]) or b"")
    elif isinstance(answer, bool):
        print(text("yes" if answer else "no", options.lang))
    elif isinstance(answer, Result):
        _print_result(answer, options.format or "table", options.lang)
    else:
        _print_triples(answer, options.format or "turtle")
    return 0


def _read_query(word: str) -> str:
    """Take the word for a query, for the file that holds it, or for standard input."""
    if not word.strip():
        raise UsageError("empty-query")
    try:
        if word == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return Path(word).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        # Every query has a space or a brace in it; a word without either was meant as a file.
        if "{" not in word and " " not in word:
            raise UsageError("no-query-file", file=word) from error
    except UnicodeDecodeError as error:
        raise UsageError("unreadable", file=word, reason=error) from error
    except (OSError, ValueError) as error:
        if getattr(error, "errno", errno.ENAMETOOLONG) != errno.ENAMETOOLONG:
            raise UsageError("unreadable", file=word, reason=error) from error
    return word


def _print_result(result: Result, layout: str, lang: Lang) -> None:
    if layout in FORMATS:
        _write(result.serialize(layout))
    elif layout == "markdown":
        print(markdown_table(result, lang))
    elif layout == "table":
        print(plain_table(result, lang, _terminal_width()))
    else:
        raise UsageError("format-not-for-tables", format=layout, known=", ".join(TABLE_FORMATS))


def _terminal_width() -> int | None:
    """Return how wide a table may be: as the terminal, or as ``COLUMNS`` says; a file or a pipe has no limit."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return None
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _print_triples(triples: QueryTriples, layout: str) -> None:
    if layout not in _RDF:
        raise UsageError("format-not-for-triples", format=layout, known=", ".join(TRIPLE_FORMATS))
    form = _RDF[layout]
    prefixes = PREFIXES if form is RdfFormat.TURTLE else None
    _write(serialize(triples, format=form, prefixes=prefixes) or b"")


def _write(content: bytes) -> None:
    """Write bytes as they are: the W3C formats fix their own line ends and encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    if content and not content.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


def _describe(named: NamedQuery, lang: Lang) -> str:
    lines = [named.name, named.question[lang]]
    if named.parameters:
        lines += ["", text("parameters", lang)]
    for parameter in named.parameters.values():
        kind = " | ".join(parameter.values) or parameter.type
        required = f", {text('required', lang)}" if parameter.required else ""
        lines.append(f"  {parameter.name} ({kind}{required})  {parameter.meaning[lang]}")
    lines += ["", text("columns", lang)]
    lines += [f"  {column.name} ({column.type})  {column.title[lang]}" for column in named.columns.values()]
    call = " ".join(f"{name}={_quoted(value)}" for name, value in named.example.items())
    lines += ["", text("example", lang), f"  twingraph query {named.name} {call}".rstrip()]
    lines += ["", text("how-to-read", lang), *(f"  {line}" for line in named.read[lang].strip().splitlines())]
    return "\n".join(lines)


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
