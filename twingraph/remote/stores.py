"""Which store answers at an address, by what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twingraph.queries.header import STORES

if TYPE_CHECKING:
    from collections.abc import Mapping

# Headers, and parts of addresses, of stores that hide behind the name of the web server that they run in.
_HEADERS = {"fuseki-request-id": "fuseki"}
_PATHS = {"/bigdata/": "blazegraph"}


def recognise(url: str, headers: Mapping[str, str]) -> str | None:
    """Return the one of :data:`STORES` that answers, or None if nothing tells it.

    Args:
        url: The address without parameters.
        headers: The headers of an answer, their names in small letters.
    """
    server, address = headers.get("server", "").lower(), url.lower()
    clues = (
        *(store for store in STORES if store in server),
        *(store for header, store in _HEADERS.items() if header in headers),
        *(store for store in STORES if store in address),
        *(store for path, store in _PATHS.items() if path in address),
    )
    return next(iter(clues), None)
