"""``twingraph query``, ``queries`` and ``sparql``: questions and their answers."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import QueryResultsFormat, RdfFormat, parse_query_results, serialize

from twingraph.cli.graphs import open_graph
from twingraph.cli.output import deliver, terminal_width
from twingraph.cli.parser import TABLE_FORMATS, TRIPLE_FORMATS
from twingraph.errors import GraphError, UsageError
from twingraph.graph import KnowledgeGraph
from twingraph.layout import GraphFolder
from twingraph.queries.catalogue import Catalogue
from twingraph.queries.page import call, page
from twingraph.queries.results import FORMATS, Result, with_references
from twingraph.tables import markdown_table, plain_table
from twingraph.terms import PREFIXES
from twingraph.texts import text

if TYPE_CHECKING:
    import argparse

    from pyoxigraph import QueryTriples

    from twingraph.queries.header import NamedQuery
    from twingraph.texts import Lang

FINDINGS = 1

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
    kg = open_graph(options)
    if options.format == "sparql":
        deliver(kg.bind(options.name, values, lang=options.lang).encode(), options.output)
        return 0
    result = kg.query(options.name, values, lang=options.lang, timeout=options.timeout)
    deliver(_table(result, options.format, options.lang, sources=options.sources), options.output)
    return 0


def queries(options: argparse.Namespace) -> int:
    """``twingraph queries [NAME]``: list the named queries, or describe one."""
    folder = GraphFolder.find(options.graph)
    catalogue = Catalogue(folder)
    if options.format == "turtle":
        from twingraph.queries.rdf import queries_turtle

        chosen = [catalogue[name] for name in ([options.name] if options.name is not None else catalogue)]
        print(queries_turtle(chosen, folder.base), end="")
        return 0
    if options.name is not None:
        named = catalogue[options.name]
        if options.format == "markdown":
            kg = KnowledgeGraph.open(options.graph, snapshot=True)
            print(page(named, kg.query(named.name, named.example, lang=options.lang), options.lang), end="")
        else:
            print(_describe(named, options.lang))
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
    asked = _read_query(options.query)
    if options.explain:
        if not isinstance(kg, KnowledgeGraph):
            raise UsageError("explain-and-endpoint")
        explained = kg.explain(asked)
        deliver(explained.text(options.lang), options.output)
        return 0 if explained.is_fine else FINDINGS
    answer = kg.sparql(asked, timeout=options.timeout)
    if isinstance(answer, bool):
        content = _yes_or_no(answer, options.format, options.lang)
    elif isinstance(answer, Result):
        content = _table(answer, options.format or "table", options.lang)
        if isinstance(kg, KnowledgeGraph):
            _hint(kg, asked, answer, options.lang)
    else:
        content = _triples(answer, options.format or "turtle")
    deliver(content, options.output)
    return 0


def _hint(kg: KnowledgeGraph, asked: str, answer: Result, lang: Lang) -> None:
    """Say on standard error why there is no row, if the graph does not know a term of the query."""
    if len(answer):
        return
    from twingraph.explain import unknown_terms

    for remark in unknown_terms(kg, asked)[:1]:
        print(f"twingraph: {text('no-row-since', lang, remark=remark.message(lang))}", file=sys.stderr)


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


def _table(result: Result, layout: str, lang: Lang, *, sources: bool = False) -> bytes | str:
    if layout not in TABLE_FORMATS:
        raise UsageError("format-not-for-tables", format=layout, known=", ".join(TABLE_FORMATS))
    found = result.sources(lang) if sources else None
    if layout == "markdown":
        return markdown_table(result, lang, found)
    if layout == "table":
        return plain_table(result, lang, terminal_width(), found)
    if found is not None:
        from twingraph.provenance import with_sources

        result = with_sources(result, found)
    return result.serialize(layout)


def _yes_or_no(answer: bool, layout: str | None, lang: Lang) -> bytes | str:  # noqa: FBT001 - it is the answer
    """Write a boolean; the W3C has a form for it in JSON and in XML, and none in CSV and TSV."""
    if layout in ("json", "xml"):
        boolean = parse_query_results(f'{{"head":{{}},"boolean":{str(answer).lower()}}}', QueryResultsFormat.JSON)
        return boolean.serialize(format=FORMATS[layout]) or b""
    if layout not in (None, "table", "markdown"):
        raise UsageError("format-not-for-yes-or-no", format=layout)
    return text("yes" if answer else "no", lang)


def _triples(triples: QueryTriples, layout: str) -> bytes:
    if layout not in _RDF:
        raise UsageError("format-not-for-triples", format=layout, known=", ".join(TRIPLE_FORMATS))
    form = _RDF[layout]
    prefixes = PREFIXES if form is RdfFormat.TURTLE else None
    content = serialize(triples, format=form, prefixes=prefixes) or b""
    return with_references(content) if form is RdfFormat.RDF_XML else content


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
    lines += ["", text("example", lang), f"  {call(named, named.example, lang)}"]
    lines += ["", text("how-to-read", lang), *(f"  {line}" for line in named.read[lang].strip().splitlines())]
    return "\n".join(lines)
