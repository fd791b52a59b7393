"""The service description: what the endpoint says of itself (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize
from werkzeug.wrappers import Request

from twingraph.engine import construct
from twingraph.export.writing import SPACES, in_order
from twingraph.queries.binding import Template
from twingraph.serve.sparql.refused import RefusedError
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

    from twingraph.graph import KnowledgeGraph

_PREFIXES: Final = {name: SPACES[name] for name in ("format", "void", "xsd")} | {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "rdf": PREFIXES["rdf"],
}
_WHERE: Final = ("wsgi.url_scheme", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SCRIPT_NAME", "PATH_INFO")
"""What of a request says where it finds the endpoint."""


class Service:
    """What is to be said of the endpoint of a graph.

    Args:
        kg: The graph.
        address: The address of the endpoint if it is settled; else it is where a request finds it.
    """

    def __init__(self, kg: KnowledgeGraph, address: str | None) -> None:
        self._kg = kg
        self._address = address

    @cached_property
    def _counts(self) -> Store:
        """What is in each graph; reckoned once."""
        counts = Store()
        counts.extend(Quad(*triple) for triple in construct(self._kg.store, self._kg.folder.machinery("serve/counts")))
        return counts

    def address(self, environ: WSGIEnvironment) -> NamedNode:
        """Return the address of the endpoint, which is also what relative IRIs of queries begin at.

        Raises:
            RefusedError: There is none, since the request names no host that could be (400).
        """
        if self._address:
            return NamedNode(self._address)
        return _address(*(environ.get(name, "") for name in _WHERE))

    def describe(self, environ: WSGIEnvironment, form: RdfFormat) -> bytes:
        """Return the description in a form of RDF."""
        endpoint = self.address(environ)
        query = Template.cut(self._kg.folder.machinery("serve/service")).bind({"endpoint": [endpoint]})
        triples = in_order(construct(self._counts, query))
        return serialize(triples, format=form, prefixes=_PREFIXES) or b""


@lru_cache(maxsize=64)
def _address(*where: str) -> NamedNode:
    request = Request(dict(zip(_WHERE, where, strict=True)))
    try:
        return NamedNode(request.base_url)
    except ValueError:
        raise RefusedError(400, "endpoint-host", host=request.host) from None
