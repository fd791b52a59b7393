"""Reads the query and its dataset out of a request (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import NamedNode
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.wsgi import get_input_stream

from twingraph.serve.sparql.refused import RefusedError
from twingraph.serve.sparql.size import LONGEST
from twingraph.serve.sparql.unquoting import unquoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from wsgiref.types import WSGIEnvironment

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

_DEFAULT, _NAMED = "default-graph-uri", "named-graph-uri"
_UPDATES: Final = frozenset(("update", "using-graph-uri", "using-named-graph-uri"))
_MOST_FIELDS: Final = 10_000

Fields = list[tuple[str, str]]


class Operation(NamedTuple):
    """A query and its dataset.

    Attributes:
        query: The query's text.
        default: The graphs that make up the default graph, or None if the request names no dataset.
        named: The named graphs, likewise.
    """

    query: str
    default: list[NamedNode] | None
    named: list[NamedNode] | None


def read(environ: WSGIEnvironment) -> Operation | None:
    """Return what a request asks; None if it is a GET that asks nothing, and is about the service itself.

    The dataset may be named in the address of either kind of POST, too.

    Raises:
        RefusedError: The request is not right: 400, 403 for updates, 413, 415.
    """
    method = environ["REQUEST_METHOD"]
    fields = _fields(environ["QUERY_STRING"].encode("latin-1"))
    if method == "POST":
        sent = _sent(environ)
        if isinstance(sent, str):
            if any(name == "query" for name, _ in fields):
                raise RefusedError(400, "endpoint-queries")
            fields.append(("query", sent))
        else:
            fields += sent
    if any(name in _UPDATES for name, _ in fields):
        raise RefusedError(403, "endpoint-update")
    queries = [value for name, value in fields if name == "query"]
    default, named = ([*_graphs(fields, name)] for name in (_DEFAULT, _NAMED))
    if not queries and method != "POST" and not default and not named:
        return None
    if len(queries) != 1:
        raise RefusedError(400, "endpoint-queries" if queries else "endpoint-no-query")
    # Named in part, a dataset is named whole (section 2.1.4): what is not said is empty.
    return Operation(queries[0], default, named) if default or named else Operation(queries[0], None, None)


def _sent(environ: WSGIEnvironment) -> str | Fields:
    """Return what a POST sends: a query, or fields."""
    kind, parameters = parse_options_header(environ.get("CONTENT_TYPE"))
    kind = kind.lower()
    if kind == UPDATE:
        raise RefusedError(403, "endpoint-update")
    if kind not in (FORM, QUERY):
        raise RefusedError(415, "endpoint-media-type", media_type=kind or "?", known=f"{FORM}, {QUERY}")
    charset = parameters.get("charset", "utf-8")
    if charset.strip().lower() not in ("utf-8", "utf8"):
        raise RefusedError(415, "endpoint-charset", charset=charset)
    encoding = environ.get("HTTP_CONTENT_ENCODING", "identity")
    if encoding.strip().lower() not in ("", "identity"):
        raise RefusedError(415, "endpoint-encoding", encoding=encoding)
    try:
        sent = get_input_stream(environ, max_content_length=LONGEST).read()
    except RequestEntityTooLarge:
        raise RefusedError(413, "endpoint-too-long", most=LONGEST) from None
    return _text(sent) if kind == QUERY else _fields(sent)


def _text(sent: bytes) -> str:
    try:
        return sent.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, "endpoint-not-utf-8", offset=error.start) from None


def _fields(sent: bytes) -> Fields:
    """Take a form apart (WHATWG URL, section 5.1)."""
    if sent.count(b"&") >= _MOST_FIELDS:
        raise RefusedError(413, "endpoint-fields", most=_MOST_FIELDS)
    pairs = (each.replace(b"+", b" ").partition(b"=") for each in sent.split(b"&") if each)
    return [(_text(unquoted(name)), _text(unquoted(value))) for name, _, value in pairs]


def _graphs(fields: Fields, name: str) -> Iterator[NamedNode]:
    for field, value in fields:
        if field == name:
            try:
                yield NamedNode(value)
            except ValueError:
                raise RefusedError(400, "endpoint-graph", parameter=name, value=value) from None
