"""The search: every name and spelling of every thing that has a page, in a file that the page's script reads."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from twingraph.site.interactive.graph import root_of
from twingraph.site.interactive.texts import for_script
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.site.interactive.graph import Explorer
    from twingraph.texts import Lang

_LISTS: Final = ("places", "ties", "documents", "things")


def search_pages(explorer: Explorer) -> Iterator[tuple[str, bytes]]:
    """Yield the search page and its file of names, in each language."""
    for lang in LANGS:
        page = explorer.page("search.html", "search", lang, lists=_LISTS)
        yield page
        content = json.dumps(names(explorer, lang), ensure_ascii=False, separators=(",", ":"))
        yield f"{page[0].removesuffix('index.html')}names.json", content.encode()


def names(explorer: Explorer, lang: Lang) -> dict[str, object]:
    """Return what can be found.

    Names are folded by the script as :func:`twingraph.names.fold` does, so that the file holds each name once.

    Returns:
        ``kinds`` and ``countries``, and ``things``: for each its address relative to the site's root, its name, the
        numbers of its kind and country (0 for none), and its other names and identifiers.
    """
    others: dict[str, dict[str, None]] = defaultdict(dict)
    for row in explorer.kg.store.query(explorer.release.folder.machinery("names/entity")):  # type: ignore[union-attr]
        iri, name = row[0].value, row[1]
        others[iri][name.value if isinstance(name, Literal) else name.value.rstrip("/").rpartition("/")[2]] = None
    kinds, countries = {"": 0}, {"": 0}
    things = []
    root = root_of("search", lang)
    for iri, (name, kind, country) in explorer.things[lang].items():
        address = explorer.site.paths.href(iri, root, lang)
        if address is not None:
            numbers = [table.setdefault(text, len(table)) for table, text in ((kinds, kind), (countries, country))]
            things.append([address.removeprefix(root), name, *numbers, *sorted(set(others[iri]) - {name})])
    return {
        "root": root,
        "kinds": list(kinds),
        "countries": list(countries),
        "things": things,
        "texts": for_script(lang, "search-"),
    }
