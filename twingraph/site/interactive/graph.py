"""What the interactive pages ask of the graph: ties and agreements as rows with what tells them apart for filters."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from pyoxigraph import QuerySolutions

from twingraph.graph import KnowledgeGraph
from twingraph.site.interactive.arrange import arrange
from twingraph.site.interactive.texts import say
from twingraph.terms import PREFIXES
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twingraph.export.release import Release
    from twingraph.queries.results import Row
    from twingraph.site.interactive.geometry import Point
    from twingraph.texts import Lang


class Paths(Protocol):
    """Where the things of the graph have their pages."""

    def href(self, iri: str, root: str, lang: Lang) -> str | None:
        """Return the relative address of a thing's page, if it has one."""


class Site(Protocol):
    """What the interactive pages need of the site: see :class:`twingraph.site.site.Site`."""

    @property
    def release(self) -> Release:
        """The graph."""

    @property
    def paths(self) -> Paths:
        """Where things have their pages."""

    def page(self, template: str, path: str, lang: Lang, **values: Any) -> tuple[str, bytes]:
        """Render a page."""


class Named(NamedTuple):
    """A thing with its name.

    Attributes:
        iri: The thing; empty for what is said where nothing is stated.
        label: Its name.
    """

    iri: str
    label: str

    @property
    def key(self) -> str:
        """What stands for the thing in a page's address: the last part of its IRI."""
        return self.iri.rstrip("/").rpartition("/")[2].rpartition("#")[2] or "none"


@dataclass(slots=True)
class Signing:
    """An agreement and when it was signed.

    Attributes:
        agreement: The agreement.
        earliest: The first day on which it may have been signed, ISO 8601; None if nothing is known.
        latest: The last such day.
        dates: What documents give, each with whether it is a conclusion of ours.
        others: The ties under which it is listed though its parties are not their places.
        doubts: What is said less than outright: of what, and how.
    """

    agreement: Named
    earliest: str | None
    latest: str | None
    dates: dict[str, bool] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    doubts: dict[str, list[str]] = field(default_factory=dict)

    @property
    def years(self) -> str:
        """The years in which it may have been signed, as the filter reads them: ``1992-1992``, or nothing."""
        first, last = (self.earliest or "")[:4], (self.latest or "")[:4]
        return f"{first}-{last}" if first or last else ""

    @property
    def order(self) -> tuple[bool, str, str]:
        """Puts signings in order of the earliest day, the undated last."""
        return self.earliest is None, self.earliest or self.latest or "", self.agreement.iri


@dataclass(slots=True)
class Place:
    """An end of an edge."""

    named: Named
    country: str
    latitude: float | None
    longitude: float | None


@dataclass(slots=True)
class Edge:
    """A tie and a pair of its places, with all that the pages tell of it."""

    tie: Named
    ends: tuple[Place, Place]
    kinds: list[Named]
    statuses: list[Named]
    countries: list[Named]
    signings: list[Signing]
    doubts: dict[str, list[str]]

    def data(self) -> dict[str, str]:
        """Return what the filters read: attributes of the edge's row."""
        return {
            "country": " ".join(each.key for each in self.countries),
            "kind": " ".join(each.key for each in self.kinds),
            "status": " ".join(each.key for each in self.statuses),
            "years": " ".join(dict.fromkeys(filter(None, (each.years for each in self.signings)))),
        }


class Explorer:
    """The graph as the interactive pages need it.

    Args:
        site: The site that they are part of.
        kg: Its graph, if it has been opened already.
        land: The outlines of land on maps, as the ``d`` of an SVG path.
    """

    def __init__(self, site: Site, kg: KnowledgeGraph | None = None, *, land: str = "") -> None:
        self.site = site
        self.land = land
        self.release = site.release
        self.kg = kg or KnowledgeGraph(site.release.folder, site.release.store)
        self.colours: dict[Lang, tuple[dict[Named, int], dict[Named, str]]] = {}
        """The colour of each kind of tie and the pattern of each status in pictures."""
        self._edges: dict[Lang, list[Edge]] = {}
        self._agreements: dict[Lang, dict[str, list[Row]]] = {}

    def page(self, template: str, path: str, lang: Lang, **values: Any) -> tuple[str, bytes]:
        """Render a page in one language.

        Its template has besides: ``say`` (text by key), ``href`` (what leads to the page of an IRI, if it has one).
        """
        root = root_of(path, lang)
        href = partial(self.site.paths.href, root=root, lang=lang)
        return self.site.page(template, path, lang, root=root, say=partial(say, lang), href=href, **values)

    def ask(self, name: str) -> Iterator[Any]:
        """Ask a query of ``queries/export/`` and yield its rows."""
        answer = self.release.store.query(self.release.folder.machinery(f"export/{name}"), prefixes=PREFIXES)
        assert isinstance(answer, QuerySolutions)  # noqa: S101 - a query of our own
        return iter(answer)

    def edges(self, lang: Lang) -> list[Edge]:
        """Return the edges of the network, as the named query ``network`` gives them."""
        if lang not in self._edges:
            grouped: dict[tuple[str, ...], list[Row]] = defaultdict(list)
            for row in self.kg.query("network", self.unbound("network"), lang=lang):
                grouped[row["tie"], row["place"], row["partner"]].append(row)
            self._edges[lang] = [self._edge(rows, lang) for rows in grouped.values()]
        return self._edges[lang]

    def agreements(self, lang: Lang) -> dict[str, list[Row]]:
        """Return what the named query ``agreements`` gives, by agreement."""
        if lang not in self._agreements:
            grouped: dict[str, list[Row]] = defaultdict(list)
            for row in self.kg.query("agreements", self.unbound("agreements"), lang=lang):
                grouped[str(row["agreement"])].append(row)
            self._agreements[lang] = dict(grouped)
        return self._agreements[lang]

    @cached_property
    def arranged(self) -> dict[str, Point]:
        """Where each place stands in the network."""
        pairs = [(edge.ends[0].named.iri, edge.ends[1].named.iri) for edge in self.edges(LANGS[0])]
        return arrange({iri for pair in pairs for iri in pair}, pairs)

    def unbound(self, name: str) -> dict[str, None]:
        """Return the parameters of a query as not given, so that it is asked of everything."""
        return dict.fromkeys(self.kg.queries[name].parameters)

    def _edge(self, rows: Sequence[Row], lang: Lang) -> Edge:
        first = rows[0]
        tie = str(first["tie"])
        statuses = [Named(str(row["statusValue"] or ""), str(row["statusLabel"])) for row in rows if row["statusLabel"]]
        return Edge(
            Named(tie, str(first["tieLabel"] or tie)),
            (_place(rows, "place"), _place(rows, "partner")),
            list(dict.fromkeys(Named(str(row["tieKind"]), str(row["kindLabel"] or row["tieKind"])) for row in rows)),
            list(dict.fromkeys(statuses)),
            [Named(iri, self.name(iri, lang)) for iri in self._countries[tie]],
            sorted((self.signings(lang)[iri] for iri in self._listed[tie]), key=lambda each: each.order),
            self._doubts[lang][tie],
        )

    def signings(self, lang: Lang) -> dict[str, Signing]:
        """Return when each agreement was signed, by the agreement's IRI."""
        return self._signings[lang]

    def countries(self, thing: str, lang: Lang) -> list[Named]:
        """Return the countries of the parties of a tie or an agreement."""
        return [Named(iri, self.name(iri, lang)) for iri in self._countries[thing]]

    def name(self, iri: str, lang: Lang) -> str:
        """Return what a thing is called, else its IRI."""
        return self.things[lang].get(iri, (iri, "", ""))[0]

    @cached_property
    def things(self) -> dict[Lang, dict[str, tuple[str, str, str]]]:
        """Everything that has a name: name, kind and country, by language and IRI."""
        found: dict[Lang, dict[str, tuple[str, str, str]]] = {lang: {} for lang in LANGS}
        for row in self.ask("explorer-things"):
            lang: Lang = row["lang"].value
            if lang in found:
                name, kind, country = (
                    "" if row[key] is None else row[key].value for key in ("name", "kind", "country")
                )
                found[lang][row["thing"].value] = (name, kind, country)
        return found

    @cached_property
    def _countries(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for thing, country in self.ask("explorer-countries"):
            found[thing.value].append(country.value)
        return found

    @cached_property
    def _doubts(self) -> dict[Lang, dict[str, dict[str, list[str]]]]:
        told: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
        for thing, about, value, label in self.ask("explorer-doubts"):
            told[thing.value, about.value, str(value)].append(label)
        found: dict[Lang, dict[str, dict[str, list[str]]]] = {lang: defaultdict(dict) for lang in LANGS}
        for (thing, about, _), labels in told.items():
            if None not in labels:
                for lang in LANGS:
                    known = found[lang][thing].setdefault(about, [])
                    known += [each.value for each in labels if each.language == lang and each.value not in known]
        return found

    @cached_property
    def _listed(self) -> dict[str, list[str]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for row in self.ask("explorer-signings"):
            if row["tie"] is not None:
                found[row["tie"].value][row["agreement"].value] = None
        return defaultdict(list, {tie: list(listed) for tie, listed in found.items()})

    @cached_property
    def _signings(self) -> dict[Lang, dict[str, Signing]]:
        found: dict[Lang, dict[str, Signing]] = {lang: {} for lang in LANGS}
        for row in self.ask("explorer-signings"):
            iri = row["agreement"].value
            earliest, latest = (_text(row[key]) or None for key in ("earliest", "latest"))
            for lang in LANGS:
                named = Named(iri, self.name(iri, lang))
                signing = found[lang].setdefault(iri, Signing(named, earliest, latest, doubts=self._doubts[lang][iri]))
                if row["date"] is not None:
                    signing.dates[row["date"].value] = row["inferred"].value == "true"
                if row["others"] is not None and row["others"].value == "true":
                    signing.others.add(row["tie"].value)
        return found


def root_of(path: str, lang: Lang) -> str:
    """Return what leads from a page to the site's root."""
    return "../" * (path.count("/") + 1 + (lang != LANGS[0]))


def _text(term: Any) -> str:
    return "" if term is None else str(term.value)


def _place(rows: Sequence[Row], end: str) -> Place:
    row = rows[0]
    degrees = [row[f"{end}{name}"] for name in ("Latitude", "Longitude")]
    countries = dict.fromkeys(str(each[f"{end}CountryLabel"]) for each in rows if each[f"{end}CountryLabel"])
    latitude, longitude = (None if None in degrees else float(degree) for degree in degrees)
    return Place(Named(str(row[end]), str(row[f"{end}Label"] or row[end])), ", ".join(countries), latitude, longitude)
