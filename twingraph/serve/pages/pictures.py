"""Map, network and timeline of what is chosen: the server chooses, so that each state has an address."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from twingraph.serve.pages.texts import words
from twingraph.site.interactive.chosen import Chosen
from twingraph.site.interactive.geometry import around, project
from twingraph.site.interactive.graph import Named
from twingraph.site.interactive.pages import Dot, Line, Picture, arc, edges_page, timeline_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from twingraph.serve.pages.pages import Pages
    from twingraph.site.interactive.questions import Value
    from twingraph.texts import Lang


def edges(pages: Pages, name: str, lang: Lang, address: Mapping[str, str], state: str) -> bytes:
    """Return the map or the network of the ties that are chosen.

    Args:
        pages: The pages.
        name: ``map`` or ``network``.
        lang: The language.
        address: The names and values of the address.
        state: The same as they stand in the address.
    """
    chosen = Chosen.read(address, ("country", "kind", "status"))
    more = _more(lang, state)
    return edges_page(pages.explorer, name, lang, chosen, "served/edges.html", **more)[1]


def timeline(pages: Pages, lang: Lang, address: Mapping[str, str], state: str) -> bytes:
    """Return the timeline of the agreements that are chosen."""
    chosen = Chosen.read(address, ("country", "form"))
    return timeline_page(pages.explorer, lang, chosen, "served/timeline.html", **_more(lang, state))[1]


def of_places(pages: Pages, rows: Iterable[Sequence[Sequence[Value]]], lang: Lang) -> Picture | None:
    """Draw the places that an answer names; those of one row, in two columns, are joined.

    Args:
        pages: The pages.
        rows: The cells of the answer.
        lang: The language.
    """
    where = pages.where
    dots: dict[str, Dot] = {}
    lines: dict[tuple[str, str], Line] = {}
    for number, row in enumerate(rows):
        columns = [[value for value in cell if value.iri in where] for cell in row]
        here = [cell for cell in columns if cell]
        for value in (value for cell in here for value in cell):
            assert value.iri is not None  # noqa: S101 - it is in where
            at = project(*where[value.iri])
            dots.setdefault(value.iri, Dot(Named(value.iri, pages.explorer.name(value.iri, lang)), "", at, []))
            dots[value.iri].edges.append(number)
        if len(here) > 1:
            for one, other in product(here[0], here[1]):
                pair = str(one.iri), str(other.iri)
                if pair[0] != pair[1] and (pair[1], pair[0]) not in lines:
                    d = arc(where[pair[0]], where[pair[1]])[0]
                    lines.setdefault(pair, Line(number, f"{one.text} – {other.text}", d, 0, "0"))
    if not dots:
        return None
    box = around([dot.at for dot in dots.values()], least=80)
    return Picture("map", box, list(lines.values()), list(dots.values()), {}, {}, pages.explorer.land)


def _more(lang: Lang, state: str) -> dict[str, Any]:
    def told(key: str, /, **values: object) -> str:
        return words(lang, key, **values)

    return {"state": state, "words": told}
