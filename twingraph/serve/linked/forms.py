"""The forms of RDF that things, graphs and descriptions are to be had in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph
from pyoxigraph import RdfFormat

from twingraph.queries.results import with_references
from twingraph.site import rdf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from twingraph.site.index import Triple

HTML: Final = "text/html"
_PAGES: Final = (HTML, "application/xhtml+xml")


class Form(NamedTuple):
    """A form of RDF.

    Attributes:
        media: Its media type.
        others: Other media types by which it is asked for.
        write: Writes statements, with the prefixes that are known.
        charset: Whether its media type takes a charset.
    """

    media: str
    others: tuple[str, ...]
    write: Callable[[Sequence[Triple], Mapping[str, str]], bytes]
    charset: bool = False

    @property
    def content_type(self) -> str:
        """What stands in ``Content-Type``."""
        return f"{self.media}; charset=utf-8" if self.charset else self.media


def _n_triples(triples: Sequence[Triple], known: Mapping[str, str]) -> bytes:  # noqa: ARG001 - it has no prefixes
    return pyoxigraph.serialize((pyoxigraph.Triple(*each) for each in triples), format=RdfFormat.N_TRIPLES) or b""


def _rdf_xml(triples: Sequence[Triple], known: Mapping[str, str]) -> bytes:
    prefixes = rdf.used(triples, known)
    written = (pyoxigraph.Triple(*each) for each in triples)
    return with_references(pyoxigraph.serialize(written, format=RdfFormat.RDF_XML, prefixes=prefixes) or b"")


FORMS: Final = {
    "ttl": Form("text/turtle", ("application/x-turtle", "text/n3"), rdf.turtle, charset=True),
    "jsonld": Form("application/ld+json", ("application/json",), rdf.json_ld),
    "rdf": Form("application/rdf+xml", ("application/xml", "text/xml"), _rdf_xml),
    "nt": Form("application/n-triples", ("text/plain",), _n_triples),
}
"""The forms by suffix, the one that most can read first."""

OFFERED: Final = (
    dict.fromkeys(_PAGES, "html")
    | {form.media: suffix for suffix, form in FORMS.items()}
    | {media: suffix for suffix, form in FORMS.items() for media in form.others}
)
"""What ``Accept`` may name, and the suffix it leads to: a page if nothing is named."""
