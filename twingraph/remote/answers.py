"""From what a store sends to what pyoxigraph would have answered: whole, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse_query_results,
)

from twingraph.engine import construct
from twingraph.errors import RemoteError
from twingraph.remote.http import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from twingraph.remote.http import Reply

# What some stores call SPARQL results in JSON.
_JSON = ("text/javascript", "application/javascript", "text/json")
_SHOWN_END = 60


def rows(reply: Reply, url: str) -> Callable[[], QuerySolutions]:
    """Return what gives the rows of an answer, as often as they are asked for.

    Raises:
        RemoteError: The answer is no table, or not whole.
    """
    form = _results_format(reply, url)

    def parse() -> QuerySolutions | QueryBoolean:
        return parse_query_results(reply.body, format=form)

    def solutions() -> QuerySolutions:
        answer = parse()
        if not isinstance(answer, QuerySolutions):
            raise _broken(reply, url, "no table of rows")
        return answer

    try:
        # Read to the end: a store that runs out of time may have said 200 before it broke off.
        for _ in solutions():
            pass
    except (SyntaxError, ValueError) as error:
        raise _broken(reply, url, error) from error
    return solutions


def boolean(reply: Reply, url: str) -> QueryBoolean:
    """Return the answer to an ASK query.

    Raises:
        RemoteError: The answer is no boolean.
    """
    try:
        answer = parse_query_results(reply.body, format=_results_format(reply, url))
    except (SyntaxError, ValueError) as error:
        raise _broken(reply, url, error) from error
    if not isinstance(answer, QueryBoolean):
        # A table must not live on in a traceback, which another thread may clear away: it belongs to this thread.
        del answer
        raise _broken(reply, url, "no yes or no")
    return answer


def triples(reply: Reply, url: str) -> QueryTriples:
    """Return the answer to a CONSTRUCT or DESCRIBE query.

    Raises:
        RemoteError: The answer is no RDF, or not whole.
    """
    form = RdfFormat.from_media_type(reply.media_type)
    if form is None or (form.supports_datasets and form != RdfFormat.JSON_LD):
        raise _no_sparql(reply, url)
    store = Store()
    try:
        store.load(reply.body, format=form, base_iri=url)
    except (SyntaxError, ValueError) as error:
        raise _broken(reply, url, error) from error
    return construct(store, "CONSTRUCT WHERE { ?s ?p ?o }")


def _results_format(reply: Reply, url: str) -> QueryResultsFormat:
    if reply.media_type in _JSON:
        return QueryResultsFormat.JSON
    form = QueryResultsFormat.from_media_type(reply.media_type)
    if form is None or form == QueryResultsFormat.CSV:  # which does not tell an IRI from a text
        raise _no_sparql(reply, url)
    return form


def _no_sparql(reply: Reply, url: str) -> RemoteError:
    return RemoteError("remote-no-sparql", url=url, media_type=printable(reply.media_type) or "?")


def _broken(reply: Reply, url: str, reason: object) -> RemoteError:
    """Return the error of an answer that cannot be read; with its end, where some stores say why they broke off."""
    end = printable(reply.body[-_SHOWN_END:].decode("utf-8", errors="replace"))
    return RemoteError("remote-broken", url=url, reason=printable(str(reason)), end=end)
