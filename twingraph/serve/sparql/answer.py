"""Asks the graph, and writes the answer whole or not at all."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Final, cast

from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat, serialize

from twingraph.engine import ask, query_error
from twingraph.errors import UsageError
from twingraph.queries.results import csv_lines
from twingraph.serve.sparql.forms import TABLES, TRIPLES, chosen
from twingraph.serve.sparql.refused import RefusedError
from twingraph.serve.sparql.size import check_size
from twingraph.serve.sparql.writer import Writer, too_many_rows
from twingraph.sparql_text import tokens
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import QuerySolutions, Store, Triple

    from twingraph.serve.sparql.operation import Operation

_UPDATES: Final = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH", "USING")
)
_PROLOGUE: Final = frozenset(("PREFIX", "BASE", "VERSION"))
_BEGINNING: Final = 4000
# The characters of names in XML 1.0, without the colon.
_FIRST: Final = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_XML_NAME: Final = re.compile(rf"[{_FIRST}][{_FIRST}0-9.\-\xb7\u0300-\u036f\u203f\u2040]*$")


def answered(
    store: Store, accept: str | None, operation: Operation, base: str, *, rows: int, size: int
) -> tuple[str, bytes]:
    """Ask a query.

    Args:
        store: The store to ask.
        accept: The media types in which the answer is wanted, as HTTP says it.
        operation: The query and its dataset.
        base: The IRI that relative ones begin at.
        rows: How many rows or triples the answer may have.
        size: How many bytes the answer may have.

    Returns:
        The media type of the answer, and the answer.

    Raises:
        RefusedError: There is no answer: 400, 403, 406, 413.
    """
    check_size(operation.query)
    answer = _asked(store, operation, base)
    try:
        if isinstance(answer, QueryTriples):
            media_type, rdf = chosen(accept, TRIPLES)
            return media_type, _triples(answer, rdf, rows, size)
        media_type, table = chosen(accept, TABLES)
        return media_type, _table(answer, table, rows, size)
    except (OSError, ValueError) as error:
        raise RefusedError(406, "endpoint-not-in-form", media_type=media_type, reason=error) from None
    except RuntimeError as error:
        raise RefusedError(400, "endpoint-failed", reason=error) from None


def _asked(store: Store, operation: Operation, base: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    query, default, named = operation
    try:
        return ask(store, query, default_graph=default, named_graphs=named, base=base)
    except UsageError as error:
        raise RefusedError(403, error.key) from None
    except SyntaxError as error:
        if _is_update(query):
            raise RefusedError(403, "endpoint-update") from None
        wrong = query_error(error)
        key = "bad-sparql" if wrong.column is None else "endpoint-bad-sparql"
        raise RefusedError(400, key, line=wrong.line, column=wrong.column, reason=wrong.reason) from None
    except RuntimeError as error:
        raise RefusedError(400, "endpoint-failed", reason=error) from None


def _is_update(query: str) -> bool:
    words = (token.text for token in tokens(query[:_BEGINNING]) if token.kind == "word")
    return next((word for word in words if word not in _PROLOGUE), "") in _UPDATES


def _table(answer: QuerySolutions | QueryBoolean, form: QueryResultsFormat, rows: int, size: int) -> bytes:
    writer = Writer(form, rows, size)
    if isinstance(answer, QueryBoolean):
        # CSV and TSV have no form for yes and no; a word of its own is what clients read.
        answer.serialize(cast("IO[bytes]", writer), form)
        return writer.whole()
    if form == QueryResultsFormat.CSV:
        for number, line in enumerate(csv_lines(answer)):
            if number > rows:  # the first line is no row
                raise too_many_rows(rows)
            writer.write(line.encode())
        return writer.whole()
    answer.serialize(cast("IO[bytes]", writer), form)
    return writer.whole()


def _triples(answer: QueryTriples, form: RdfFormat, rows: int, size: int) -> bytes:
    writer = Writer(form, rows, size)
    prefixes = PREFIXES if form == RdfFormat.TURTLE else None
    triples = _counted(answer, rows)
    written = _named(triples) if form == RdfFormat.RDF_XML else triples
    serialize(written, cast("IO[bytes]", writer), form, prefixes=prefixes)
    return writer.whole()


def _counted(triples: QueryTriples, most: int) -> Iterator[Triple]:
    for number, triple in enumerate(triples):
        if number == most:
            raise too_many_rows(most)
        yield triple


def _named(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Pass triples on whose predicates end in what RDF/XML can make an element's name of."""
    for triple in triples:
        if _XML_NAME.search(triple.predicate.value) is None:
            raise RefusedError(406, "endpoint-no-xml-name", iri=triple.predicate.value)
        yield triple
