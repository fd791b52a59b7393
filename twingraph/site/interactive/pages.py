"""The pages that show ties and agreements in a picture and in a table: map, network, timeline."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from twingraph.dates import PartialDate
from twingraph.site.interactive.arrange import arrange
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
from twingraph.site.interactive.graph import Edge, Explorer, Named, Signing
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


def map_pages(explorer: Explorer) -> Iterator[tuple[str, bytes]]:
    """Yield the map in each language."""
    outline = land_path(land())
    for lang in LANGS:
        edges = explorer.edges(lang)[:MOST]

        def where(edge: Edge, end: int) -> tuple[float, float] | None:
            place = edge.ends[end]
            return None if place.longitude is None or place.latitude is None else (place.longitude, place.latitude)

        ways = {}
        lost: dict[str, None] = {}
        for number, edge in enumerate(edges):
            start, end = where(edge, 0), where(edge, 1)
            if start is None or end is None:
                lost |= {edge.ends[each].named.label: None for each in (0, 1) if where(edge, each) is None}
            else:
                ways[number] = great_circle(start, end)
        at = {
            place.named.iri: project(place.longitude, place.latitude)
            for edge in edges
            for place in edge.ends
            if place.longitude is not None and place.latitude is not None
        }
        shown = [point for way in ways.values() for line in way for point in line]
        yield _edges_page(
            explorer,
            "map",
            lang,
            ways={number: path(way) for number, way in ways.items()},
            at=at,
            box=around(shown or [Point(0, 0), Point(WIDTH, HEIGHT)], least=80),
            land=outline,
            lost=list(lost),
        )


def network_pages(explorer: Explorer) -> Iterator[tuple[str, bytes]]:
    """Yield the network in each language; places stand alike in both."""
    edges = explorer.edges(LANGS[0])[:MOST]
    pairs = [(edge.ends[0].named.iri, edge.ends[1].named.iri) for edge in edges]
    at = arrange({iri for pair in pairs for iri in pair}, pairs)
    for lang in LANGS:
        ends = [(edge.ends[0].named.iri, edge.ends[1].named.iri) for edge in explorer.edges(lang)[:MOST]]
        ways = {
            number: path([[at[one], at[other]]]) for number, (one, other) in enumerate(ends) if {one, other} <= set(at)
        }
        yield _edges_page(
            explorer,
            "network",
            lang,
            ways=ways,
            at=at,
            box=around(at.values() or [Point(0, 0)], margin=0.12, least=200),
        )


def _edges_page(
    explorer: Explorer,
    name: str,
    lang: Lang,
    *,
    ways: Mapping[int, str],
    at: Mapping[str, Point],
    box: Box,
    land: str = "",
    lost: Sequence[str] = (),
) -> tuple[str, bytes]:
    every = explorer.edges(lang)
    edges = every[:MOST]
    kinds = _unique(edge.kinds for edge in edges)
    several = Named("several", say(lang, "several"))
    statuses = _unique(_one_or(edge.statuses, several) for edge in edges)
    patterns = _patterns(statuses)
    lines: list[Line] = []
    dots: dict[str, Dot] = {}
    for number, edge in enumerate(edges):
        if number not in ways:
            continue
        for place in edge.ends:
            dot = dots.setdefault(place.named.iri, Dot(place.named, place.country, at[place.named.iri], []))
            dot.edges.append(number)
        told = (", ".join(each.label for each in edge.kinds), ", ".join(each.label for each in edge.statuses))
        kind, status = kinds.index(edge.kinds[0]), patterns[_one_or(edge.statuses, several)[0]]
        lines.append(
            Line(number, f"{edge.tie.label} ({'; '.join(filter(None, told))})", ways[number], kind % _PATTERNS, status)
        )
    return explorer.page(
        "edges.html",
        name,
        lang,
        name_of_page=name,
        edges=edges,
        count=len(every),
        lines=lines,
        # The busiest last, so that they lie on top, and first in order when names are placed.
        dots=sorted(dots.values(), key=lambda dot: (len(dot.edges), dot.place.iri)),
        box=box,
        land=land,
        lost=lost,
        kinds=kinds,
        statuses=patterns,
        colours=_PATTERNS,
        filters=_filters(
            lang,
            country=_options(edge.countries for edge in edges),
            kind=_options(edge.kinds for edge in edges),
            status=_options(edge.statuses for edge in edges),
        ),
        when=partial(when, lang),
    )


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
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in explorer.kg.query("agreements", explorer.unbound("agreements"), lang=lang):
            rows[str(row["agreement"])].append(row)
        every = sorted(
            (each for iri, each in explorer.signings(lang).items() if iri in rows), key=lambda each: each.order
        )
        signings = every[:MOST]
        decades, undated = _decades(signings)
        marks, years, height = _marks(signings, partial(when, lang))
        forms = {iri: _pairs(rows[iri], "agreementForm", "formLabel") for iri in rows}
        yield explorer.page(
            "timeline.html",
            "timeline",
            lang,
            signings=[
                (each, _told(rows[each.agreement.iri]), explorer.countries(each.agreement.iri, lang))
                for each in signings
            ],
            count=len(every),
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
                country=_options(explorer.countries(each.agreement.iri, lang) for each in signings),
                form=_options(forms[each.agreement.iri] for each in signings),
            ),
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
