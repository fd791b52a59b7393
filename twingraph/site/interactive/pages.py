"""The pages that show ties and agreements in a picture and in a table: map, network, timeline."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from twingraph.dates import PartialDate
from twingraph.site.interactive.chosen import EVERYTHING, Chosen
from twingraph.site.interactive.files import land
from twingraph.site.interactive.geometry import (
    HEIGHT,
    WIDTH,
    Box,
    Point,
    around,
    great_circle,
    land_path,
    path,
    project,
    short,
)
from twingraph.site.interactive.graph import Edge, Explorer, Named, Place, Signing
from twingraph.site.interactive.texts import say
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from twingraph.queries.results import Row
    from twingraph.texts import Lang

MOST: Final = 4000
"""A page shows no more edges or agreements than these: more are no picture, and too long a page."""
_PATTERNS: Final = 6
"""So many colours and patterns of lines the style sheet has; then they begin anew."""


class Dot(NamedTuple):
    """A place in a picture.

    Attributes:
        place: The place.
        country: The names of its countries.
        at: Where it stands.
        edges: The numbers of its edges.
    """

    place: Named
    country: str
    at: Point
    edges: list[int]


class Line(NamedTuple):
    """An edge in a picture.

    Attributes:
        number: The number of its row.
        title: What it says when it is pointed at.
        d: Its way.
        kind: The number of its colour.
        status: The name of its pattern.
    """

    number: int
    title: str
    d: str
    kind: int
    status: str


class Picture(NamedTuple):
    """Ties as lines between places.

    Attributes:
        name: ``map`` or ``network``.
        box: The part of it that is shown at first.
        lines: The ties.
        dots: The places.
        kinds: The kinds of tie in it, and the colour of each.
        statuses: The statuses in it, and the pattern of each.
        land: The outlines of land, as the ``d`` of an SVG path.
        lost: The names of places that it cannot show.
    """

    name: str
    box: Box
    lines: list[Line]
    dots: list[Dot]
    kinds: dict[Named, int]
    statuses: dict[Named, str]
    land: str = ""
    lost: tuple[str, ...] = ()


def map_pages(explorer: Explorer) -> Iterator[tuple[str, bytes]]:
    """Yield the map in each language."""
    for lang in LANGS:
        yield edges_page(explorer, "map", lang)


def network_pages(explorer: Explorer) -> Iterator[tuple[str, bytes]]:
    """Yield the network in each language; places stand alike in both."""
    for lang in LANGS:
        yield edges_page(explorer, "network", lang)


def edges_page(
    explorer: Explorer,
    name: str,
    lang: Lang,
    chosen: Chosen = EVERYTHING,
    template: str = "edges.html",
    **more: Any,
) -> tuple[str, bytes]:
    """Return the map or the network in a language.

    Args:
        explorer: The graph.
        name: ``map`` or ``network``.
        lang: The language.
        chosen: What is chosen of the ties.
        template: The template.
        more: What it needs besides.
    """
    every = explorer.edges(lang)
    fitting = [edge for edge in every if chosen.fits(edge.data())]
    edges = fitting[:MOST]
    draw = {"map": map_picture, "network": network_picture}[name]
    return explorer.page(
        template,
        name,
        lang,
        name_of_page=name,
        edges=edges,
        count=len(fitting),
        every=len(every),
        picture=draw(explorer, edges, lang),
        chosen=chosen.all,
        filters=_filters(
            lang,
            country=_options(edge.countries for edge in every),
            kind=_options(edge.kinds for edge in every),
            status=_options(edge.statuses for edge in every),
        ),
        when=partial(when, lang),
        **more,
    )


def map_picture(explorer: Explorer, edges: Sequence[Edge], lang: Lang) -> Picture:
    """Draw ties as the shortest ways over the globe.

    Args:
        explorer: The graph.
        edges: The ties.
        lang: The language.
    """
    ways: dict[int, str] = {}
    shown: list[Point] = []
    lost: dict[str, None] = {}
    at = {}
    for number, edge in enumerate(edges):
        for place in edge.ends:
            if (point := _on_globe(place)) is not None:
                at[place.named.iri] = project(*point)
        start, end = (_on_globe(place) for place in edge.ends)
        if start is None or end is None:
            lost |= {place.named.label: None for place in edge.ends if _on_globe(place) is None}
        else:
            ways[number], points = arc(start, end)
            shown += points
    box = around(shown or [Point(0, 0), Point(WIDTH, HEIGHT)], least=80)
    lines, dots = _drawn(explorer, edges, ways, at, lang)
    return Picture("map", box, lines, dots, *_legend(explorer, edges, lang), explorer.land, tuple(lost))


def network_picture(explorer: Explorer, edges: Sequence[Edge], lang: Lang) -> Picture:
    """Draw ties as a network.

    Args:
        explorer: The graph.
        edges: The ties.
        lang: The language.
    """
    at = explorer.arranged
    ways = {number: path([[at[end.named.iri] for end in edge.ends]]) for number, edge in enumerate(edges)}
    lines, dots = _drawn(explorer, edges, ways, at, lang)
    box = around([dot.at for dot in dots] or [Point(0, 0)], margin=0.12, least=200)
    return Picture("network", box, lines, dots, *_legend(explorer, edges, lang))


def _on_globe(place: Place) -> tuple[float, float] | None:
    return None if place.longitude is None or place.latitude is None else (place.longitude, place.latitude)


def outline() -> str:
    """Return the outlines of land, as the ``d`` of an SVG path.

    Raises:
        TwinGraphError: The file from npm is not there.
    """
    return land_path(land())


@lru_cache(maxsize=10_000)
def arc(start: tuple[float, float], end: tuple[float, float]) -> tuple[str, tuple[Point, ...]]:
    """Return the shortest way between two places as the ``d`` of an SVG path, and its points.

    Args:
        start: Longitude and latitude.
        end: Those of the other place.
    """
    way = great_circle(start, end)
    return path(way), tuple(point for line in way for point in line)


def _drawn(
    explorer: Explorer, edges: Sequence[Edge], ways: Mapping[int, str], at: Mapping[str, Point], lang: Lang
) -> tuple[list[Line], list[Dot]]:
    kinds, statuses = _colours(explorer, lang)
    several = _several(lang)
    lines: list[Line] = []
    dots: dict[str, Dot] = {}
    for number, edge in enumerate(edges):
        if number not in ways:
            continue
        for place in edge.ends:
            dot = dots.setdefault(place.named.iri, Dot(place.named, place.country, at[place.named.iri], []))
            dot.edges.append(number)
        told = (", ".join(each.label for each in edge.kinds), ", ".join(each.label for each in edge.statuses))
        kind, status = kinds[edge.kinds[0]], statuses[_one_or(edge.statuses, several)[0]]
        lines.append(Line(number, f"{edge.tie.label} ({'; '.join(filter(None, told))})", ways[number], kind, status))
    # The busiest last, so that they lie on top, and first in order when names are placed.
    return lines, sorted(dots.values(), key=lambda dot: (len(dot.edges), dot.place.iri))


def _colours(explorer: Explorer, lang: Lang) -> tuple[dict[Named, int], dict[Named, str]]:
    """Return the colour of each kind and the pattern of each status, the same whatever is chosen."""
    if lang not in explorer.colours:
        every = explorer.edges(lang)
        kinds = {kind: number % _PATTERNS for number, kind in enumerate(_unique(edge.kinds for edge in every))}
        statuses = _patterns(_unique(_one_or(edge.statuses, _several(lang)) for edge in every))
        explorer.colours[lang] = kinds, statuses
    return explorer.colours[lang]


def _legend(explorer: Explorer, edges: Sequence[Edge], lang: Lang) -> tuple[dict[Named, int], dict[Named, str]]:
    """Return colours and patterns of what is shown."""
    kinds, statuses = _colours(explorer, lang)
    here = {kind for edge in edges for kind in edge.kinds}
    stated = {_one_or(edge.statuses, _several(lang))[0] for edge in edges}
    return (
        {kind: number for kind, number in kinds.items() if kind in here},
        {status: pattern for status, pattern in statuses.items() if status in stated},
    )


def _several(lang: Lang) -> Named:
    return Named("several", say(lang, "several"))


def _one_or(named: Sequence[Named], several: Named) -> list[Named]:
    return list(named) if len(named) == 1 else [several]


def _unique(groups: Iterable[Iterable[Named]]) -> list[Named]:
    counted = Counter(each for group in groups for each in group)
    return sorted(counted, key=lambda each: (-counted[each], each.iri))


def _patterns(statuses: Sequence[Named]) -> dict[Named, str]:
    """Return a pattern of lines for each status; where none is stated it is always the same."""
    stated = [each for each in statuses if each.iri]
    return {each: str(number % _PATTERNS) for number, each in enumerate(stated)} | {
        each: "none" for each in statuses if not each.iri
    }


def _options(groups: Iterable[Iterable[Named]]) -> list[Named]:
    return sorted({each for group in groups for each in group}, key=lambda each: (not each.iri, each.label))


def _filters(lang: Lang, **options: list[Named]) -> list[tuple[str, str, str, list[Named]]]:
    """Return for each choice its name in the address, its label, the word for no choice, and what can be chosen."""
    return [
        (name, say(lang, name), say(lang, "any" if name == "kind" else f"any-{name}"), chosen)
        for name, chosen in options.items()
    ]


def when(lang: Lang, signing: Signing) -> str:
    """Return when an agreement was signed, at the precision that is known."""
    if signing.dates:
        return ", ".join(
            f"{told} ({say(lang, 'inferred')})" if inferred else told for told, inferred in signing.dates.items()
        )
    first, last = signing.earliest, signing.latest
    if first and last:
        return say(lang, "between", first=first, last=last)
    if first:
        return say(lang, "not-before", first=first)
    return say(lang, "not-after", last=last) if last else say(lang, "undated")


def precision(signing: Signing) -> str:
    """Return how exactly the signing is known: ``day``, ``month``, ``year``, ``bounds``, ``undated``.

    >>> precision(Signing(Named("a", "A"), "1992-01-01", "1992-12-31", {"1992": False}))
    'year'
    """
    if len(signing.dates) == 1:
        try:
            return PartialDate.parse(next(iter(signing.dates))).precision
        except ValueError:
            return "bounds"
    return "bounds" if signing.earliest or signing.latest else "undated"


class Mark(NamedTuple):
    """A signing on the timeline: a bar from the first day that it may be to the last."""

    number: int
    x: str
    y: int
    width: str
    title: str
    precision: str
    inferred: bool


_YEAR: Final = 26
_LANE: Final = 16
_LEAST: Final = {"day": 10.0, "month": 16.0}
"""Marks are no narrower than these, so that a day can be told from a month."""
_AXIS: Final = 34


def timeline_pages(explorer: Explorer) -> Iterator[tuple[str, bytes]]:
    """Yield the timeline in each language."""
    for lang in LANGS:
        yield timeline_page(explorer, lang)


def timeline_page(
    explorer: Explorer, lang: Lang, chosen: Chosen = EVERYTHING, template: str = "timeline.html", **more: Any
) -> tuple[str, bytes]:
    """Return the timeline in a language.

    Args:
        explorer: The graph.
        lang: The language.
        chosen: What is chosen of the agreements.
        template: The template.
        more: What it needs besides.
    """
    rows = explorer.agreements(lang)
    every = sorted((each for iri, each in explorer.signings(lang).items() if iri in rows), key=lambda each: each.order)
    told = {iri: _told(found) for iri, found in rows.items()}
    countries = {iri: explorer.countries(iri, lang) for iri in rows}

    def data(signing: Signing) -> dict[str, str]:
        iri = signing.agreement.iri
        return {
            "country": " ".join(each.key for each in countries[iri]),
            "form": " ".join(each.key for each in told[iri]["forms"]),
            "years": signing.years,
        }

    fitting = [each for each in every if chosen.fits(data(each))]
    signings = fitting[:MOST]
    decades, undated = _decades(signings)
    marks, years, height = _marks(signings, partial(when, lang))
    return explorer.page(
        template,
        "timeline",
        lang,
        signings=[(each, told[each.agreement.iri], data(each)) for each in signings],
        chosen=chosen.all,
        count=len(fitting),
        every=len(every),
        marks=marks,
        years=years,
        year_width=_YEAR,
        width=_YEAR * len(years),
        height=height,
        axis=_AXIS,
        decades=decades,
        undated=undated,
        precision=precision,
        when=partial(when, lang),
        filters=_filters(
            lang,
            country=_options(countries.values()),
            form=_options(each["forms"] for each in told.values()),
        ),
        **more,
    )


def _told(rows: Sequence[Row]) -> dict[str, list[Named]]:
    parties = {*_pairs(rows, "party", "partyLabel"), *_pairs(rows, "partner", "partnerLabel")}
    return {
        "parties": sorted(parties, key=lambda each: (each.label, each.iri)),
        "forms": _pairs(rows, "agreementForm", "formLabel"),
        "ties": _pairs(rows, "tie", "tieLabel"),
        "documents": _pairs(rows, "document", "documentLabel"),
    }


def _pairs(rows: Iterable[Row], iri: str, label: str) -> list[Named]:
    return list(dict.fromkeys(Named(str(row[iri]), str(row[label] or row[iri])) for row in rows if row[iri]))


def _marks(signings: Sequence[Signing], told: Callable[[Signing], str]) -> tuple[list[Mark], list[int], int]:
    """Lay marks out in lanes, none upon another, and return them with the years of the axis and the height."""
    dated = [(number, each) for number, each in enumerate(signings) if each.earliest and each.latest]
    if not dated:
        return [], [], 0
    first = min(int(each.earliest[:4]) for _, each in dated if each.earliest) // 10 * 10
    last = max(int(each.latest[:4]) for _, each in dated if each.latest) + 1
    lanes: list[float] = []
    marks = []
    for number, each in dated:
        begin, end = (_along(day, first) for day in (each.earliest, each.latest))
        exactly = precision(each)
        width = max(end - begin, _LEAST.get(exactly, _LEAST["day"]))
        begin = min(begin, (last - first) * _YEAR - width)
        lane = next((index for index, free in enumerate(lanes) if free <= begin), len(lanes))
        lanes[lane : lane + 1] = [begin + width + 1]
        inferred = any(each.dates.values())
        marks.append(
            Mark(
                number,
                short(begin),
                lane * _LANE,
                short(width),
                f"{told(each)}: {each.agreement.label}",
                exactly,
                inferred,
            )
        )
    height = len(lanes) * _LANE
    return [mark._replace(y=height - mark.y - _LANE) for mark in marks], list(range(first, last)), height


def _along(day: str | None, first: int) -> float:
    assert day is not None  # noqa: S101 - only dated ones are laid out
    found = date.fromisoformat(day)
    begin = date(found.year, 1, 1)
    return (found.year - first + (found - begin).days / 366) * _YEAR


def _decades(signings: Sequence[Signing]) -> tuple[list[tuple[int | None, list[tuple[str, int]], int]], int]:
    """Return for each decade its years with the number of signings, and the sum; None for what spans several.

    Besides, how many have no date.
    """
    counted: dict[int | None, Counter[str]] = defaultdict(Counter)
    undated = 0
    for each in signings:
        if not (each.earliest or each.latest):
            undated += 1
            continue
        first, last = (each.earliest or "")[:4], (each.latest or "")[:4]
        decade = int(first) // 10 * 10 if first and last and first[:3] == last[:3] else None
        counted[decade][first if first == last else f"{first}–{last}"] += 1
    in_order = sorted(counted.items(), key=lambda item: (item[0] is None, item[0] or 0))
    return [(decade, sorted(years.items()), years.total()) for decade, years in in_order], undated
