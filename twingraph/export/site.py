"""The static site: every thing of the graph as a page in two languages, Turtle and JSON-LD; lists; the ontology.

All links are relative: the folder ``site/`` works below any address of a plain file server.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from twingraph.errors import GraphError
from twingraph.export.described import warn
from twingraph.site import pages, w3id
from twingraph.site.ontology import Ontology
from twingraph.site.render import assets, has_interactive
from twingraph.site.resources import Resources
from twingraph.site.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twingraph.export.release import Release

FOLDER: Final = "site"


def write(release: Release, into: Path) -> None:
    """Write the site to ``site/``, and the rules for w3id.org that lead to it to ``w3id/``.

    Args:
        release: The graph.
        into: The folder of the release.

    Raises:
        UsageError: The extra ``site`` is not installed.
        GraphError: Two pages would lie in one file.
    """
    root = into / FOLDER
    written: set[str] = set()
    for path, content in files(release):
        if path in written:
            raise GraphError("two-pages", path=path)
        written.add(path)
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    if release.settings.site is None:
        warn("export-no-site")
    else:
        rules = w3id.rules(release.settings.site, release.folder.base)
        if rules is not None:
            (into / w3id.FILE).parent.mkdir(parents=True, exist_ok=True)
            (into / w3id.FILE).write_text(rules, encoding="utf-8")


def files(release: Release) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the site: paths below its root, and contents."""
    site = Site(release)
    yield from assets()
    resources = Resources(site)
    listed: list[str] = []
    for path, content in _pages(site, resources):
        if path.endswith("index.html") and not path.startswith("ru/"):
            listed.append(path.removesuffix("index.html").removesuffix("/"))
        yield path, content
    yield from pages.for_robots(site, listed)


def _pages(site: Site, resources: Resources) -> Iterator[tuple[str, bytes]]:
    yield from pages.pages(site)
    yield from resources.write()
    yield from Ontology(site, resources.prefixes).write()
    yield from pages.data(site, resources.prefixes)
    if has_interactive():
        yield from import_module("twingraph.site.interactive").interactive_pages(site)
