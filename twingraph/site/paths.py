"""Where on the site a thing has its page: its IRI without the base of the graph.

``https://w3id.org/twingraph/id/place/smolensk`` has the page ``id/place/smolensk/`` and, beside it,
``id/place/smolensk.ttl`` and ``id/place/smolensk.jsonld``. An IRI with a fragment is a place on the page of the IRI
without it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from twingraph.site.render import folder_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twingraph.texts import Lang

_LOG: Final = logging.getLogger("twingraph")
_LONGEST: Final = 200
"""How many bytes a part of a path may have; file systems allow 255."""


class Paths:
    """The pages of things.

    Args:
        bases: What the IRIs begin with that have pages, the graph's own first.
        iris: The things.
        reserved: First parts of paths that belong to other pages of the site.
        files: IRIs that have a file and no page, such as named graphs, and the paths of these files.
    """

    def __init__(
        self, bases: Iterable[str], iris: Iterable[str], reserved: Iterable[str], files: dict[str, str]
    ) -> None:
        self._bases = tuple(bases)
        self._reserved = frozenset(reserved)
        self._files = files
        self._places: dict[str, tuple[str, str]] = {}
        self.pages: dict[str, str] = {}
        """What has a page of its own: path and IRI."""
        for iri in sorted(iris, key=lambda each: (not each.startswith(self._bases[0]), each)):
            self._add(iri)

    def _add(self, iri: str) -> None:
        base = next((base for base in self._bases if iri.startswith(base)), None)
        if base is None:
            return
        rest, _, fragment = iri.removeprefix(base).partition("#")
        path = unquote(rest)
        parts = path.split("/")
        bad = any(part in ("", ".", "..") or len(part.encode()) > _LONGEST for part in parts)
        if bad or "?" in rest or "\\" in path or any(ord(letter) < 32 for letter in path):
            _LOG.warning("no page for %s: its path is no path of a file", iri)
        elif parts[0] in self._reserved or (not fragment and self.pages.get(path, iri) != iri):
            _LOG.warning("no page for %s: another page stands at %s/", iri, path)
        else:
            self._places[iri] = (path, fragment)
            if not fragment:
                self.pages[path] = iri

    def path(self, iri: str) -> str | None:
        """Return the path of a thing's page, without fragment."""
        place = self._places.get(iri)
        return None if place is None else place[0]

    def fragment(self, iri: str) -> str:
        """Return the anchor of a thing on its page, which may be empty."""
        return self._places.get(iri, ("", ""))[1]

    def href(self, iri: str, root: str, lang: Lang) -> str | None:
        """Return the relative address of a thing's page, if it has one."""
        if iri in self._files:
            return f"{root}{quote(self._files[iri])}"
        place = self._places.get(iri)
        if place is None:
            return None
        path, fragment = place
        return f"{root}{folder_of(quote(path), lang)}{'#' if fragment else ''}{quote(fragment)}"
