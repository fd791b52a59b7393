"""The media types of exported files, by the ends of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import PurePath

GZIP: Final = "application/gzip"

_TYPES: Final = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".gexf": "application/xml",
    ".graphml": "application/xml",
    ".html": "text/html",
    ".htaccess": "text/plain",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".map": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".png": "image/png",
    ".rdf": "application/rdf+xml",
    ".rq": "application/sparql-query",
    ".svg": "image/svg+xml",
    ".trig": "application/trig",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_OTHER: Final = "application/octet-stream"


class Media(NamedTuple):
    """What a file holds.

    Attributes:
        type: The IANA media type; of a packed file, that of what is packed.
        packed: The media type of the packing, or None.
    """

    type: str
    packed: str | None = None


def media(path: PurePath) -> Media:
    """Return what a file holds, by its name.

    >>> from pathlib import PurePath
    >>> media(PurePath("twingraph.nq.gz"))
    Media(type='application/n-quads', packed='application/gzip')
    """
    if path.suffix == ".gz":
        return Media(_TYPES.get(path.with_suffix("").suffix, _OTHER), GZIP)
    if path.parts[-2:] == (".well-known", "void"):
        return Media(_TYPES[".ttl"])
    # A file such as .htaccess is all name and no suffix.
    return Media(_TYPES.get(path.suffix or path.name, _OTHER))
