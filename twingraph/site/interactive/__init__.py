"""The interactive pages of the static site: map, timeline, network, named queries, SPARQL editor, search.

Each page holds its content without scripts, as a table with links; scripts, written by hand in
``twingraph/site/frontend/scripts/``, filter it, move the picture, and keep what is chosen in the address. Scripts and
styles are files of their own, and nothing comes from elsewhere, so that the pages work under a strict Content Security
Policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twingraph.site.interactive.files import static_files
from twingraph.site.interactive.graph import Explorer
from twingraph.site.interactive.pages import map_pages, network_pages, outline, timeline_pages
from twingraph.site.interactive.questions import question_pages
from twingraph.site.interactive.searching import search_pages
from twingraph.site.interactive.sparql import sparql_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.site.interactive.graph import Site

__all__ = ["interactive_pages"]


def interactive_pages(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the interactive pages: each path below the site's root, and its content.

    Args:
        site: The site that they are part of.

    Raises:
        TwinGraphError: The files that come from npm are not there, or a query is broken.
    """
    explorer = Explorer(site, land=outline())
    yield from static_files()
    for pages in (map_pages, timeline_pages, network_pages, question_pages, sparql_pages, search_pages):
        yield from pages(explorer)
