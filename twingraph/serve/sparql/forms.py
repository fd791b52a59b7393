"""The media types of answers, and what writes each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

from twingraph.serve.negotiation import best
from twingraph.serve.sparql.refused import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

_Form = TypeVar("_Form")

TABLES: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
"""Of answers to SELECT and ASK; the first is for who does not care, and the last ones are for who knows no better."""

TRIPLES: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "text/xml": RdfFormat.RDF_XML,
}
"""Of answers to CONSTRUCT and DESCRIBE, and of the service description."""

HTML: Final = "text/html"


def chosen(accept: str | None, forms: Mapping[str, _Form]) -> tuple[str, _Form]:
    """Return the media type that a request would rather have, with what writes it.

    Args:
        accept: The request's ``Accept``.
        forms: What there is, the one that is to be preferred first.

    Raises:
        RefusedError: It can take none of them (406).
    """
    media_type = best(accept, [*forms])
    if media_type is None:
        raise RefusedError(406, "endpoint-no-form", known=", ".join(forms))
    return media_type, forms[media_type]
