"""What may have been meant by an address at which there is nothing: things of like names, in any spelling."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from twingraph.names import fold
from twingraph.near import near

if TYPE_CHECKING:
    from twingraph.serve.opened import Opened

_MOST: Final = 5
_LONGEST: Final = 100
_MANY: Final = 5000
"""Among more names than these only those are compared that begin alike."""


class Nearby:
    """Finds things whose addresses or names are like one that there is not.

    Args:
        opened: What is served.
    """

    def __init__(self, opened: Opened) -> None:
        self.opened = opened

    def find(self, path: str) -> list[NamedNode]:
        """Return the things that may be meant by a path, the likeliest first.

        Args:
            path: The path of a page, without language and suffix.
        """
        folder, _, slug = path.rpartition("/")
        slug = slug[:_LONGEST]
        names = self.opened.kg.names.index("entity")
        pages = self.opened.site.paths.pages
        found = [iri for iri in names.things.get(fold(slug), ()) if self.opened.site.paths.path(iri)]
        # What lies in the same folder, and is of the kind asked for, goes first.
        found.sort(key=lambda iri: not self._path(iri).startswith(f"{folder}/"))
        slugs = self._slugs.get(folder, ())
        found += [pages[f"{folder}/{each}"] for each in near(slug, _few(slug, slugs), _MOST)]
        if not found:
            shown = {fold(each): each for each in _few(slug, names.shown)}
            like = [shown[each] for each in near(fold(slug), shown, _MOST)]
            found = [iri for each in like for iri in names.things[fold(each)] if self.opened.site.paths.path(iri)]
        return [NamedNode(iri) for iri in dict.fromkeys(found)][:_MOST]

    def _path(self, iri: str) -> str:
        return self.opened.site.paths.path(iri) or ""

    @cached_property
    def _slugs(self) -> dict[str, list[str]]:
        slugs: dict[str, list[str]] = {}
        for path in self.opened.site.paths.pages:
            folder, _, slug = path.rpartition("/")
            slugs.setdefault(folder, []).append(slug)
        return slugs


def _few(word: str, known: list[str] | tuple[str, ...]) -> list[str]:
    if len(known) <= _MANY:
        return list(known)
    return [each for each in known if each[:2].casefold() == word[:2].casefold()]
