"""The search over every name and spelling, ranked as ``frontend/scripts/search.js`` does; the completion of names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import NamedNode

from twingraph.names import fold
from twingraph.near import near
from twingraph.queries.header import ENTITY_TYPES
from twingraph.site.interactive.searching import names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twingraph.site.index import Index
    from twingraph.site.interactive.graph import Explorer
    from twingraph.texts import Lang

MOST: Final = 100
"""No more things are shown than these."""
_SUGGESTED: Final = 12
_FAR: Final = 1e9


class Thing(NamedTuple):
    """A thing that can be found.

    Attributes:
        address: Where its page is, relative to the site's root.
        name: What it is called.
        kind: What it is.
        country: Where it lies.
        section: The section of the site that lists it.
        names: All its names, ``name`` first.
        folded: The same, as names are compared.
    """

    address: str
    name: str
    kind: str
    country: str
    section: str
    names: tuple[str, ...]
    folded: tuple[str, ...]


class Hit(NamedTuple):
    """A thing that was found, and the other name by which it was."""

    thing: Thing
    also: str


class Found(NamedTuple):
    """What was found: how many things, and the best of them by section."""

    number: int
    sections: dict[str, list[Hit]]


class Finder:
    """Finds things by their names.

    Args:
        explorer: The graph.
        index: The same, arranged for pages.
    """

    def __init__(self, explorer: Explorer, index: Index) -> None:
        self.explorer = explorer
        self._index = index
        self._things: dict[Lang, list[Thing]] = {}
        self._options: dict[tuple[str, Lang], list[tuple[str, str]]] = {}

    def things(self, lang: Lang) -> list[Thing]:
        """Return everything that can be found."""
        if lang not in self._things:
            found = names(self.explorer, lang)
            kinds, countries, sections = found["kinds"], found["countries"], self._sections(lang)
            self._things[lang] = [
                Thing(
                    address,
                    name,
                    kinds[kind],  # type: ignore[index]
                    countries[country],  # type: ignore[index]
                    sections.get(address, "things"),
                    (name, *others),
                    tuple(fold(each) for each in (name, *others)),
                )
                for address, name, kind, country, *others in found["things"]  # type: ignore[attr-defined]
            ]
        return self._things[lang]

    def _sections(self, lang: Lang) -> dict[str, str]:
        site = self.explorer.site
        found = {}
        for iri in self.explorer.things[lang]:
            address = site.paths.href(iri, "", lang)
            listed = self._index.listed(NamedNode(iri))
            if address is not None and listed is not None:
                found[address] = listed[0].name
        return found

    def find(self, wanted: str, lang: Lang) -> Found:
        """Return what has a name like this: best first, and by section."""
        folded = fold(wanted)
        if not folded:
            return Found(0, {})
        split = folded.split()
        ranked = [
            (rank, thing.name, number)
            for number, thing in enumerate(self.things(lang))
            if (rank := _distance(thing.folded, folded, split)) < _FAR
        ]
        sections: dict[str, list[Hit]] = defaultdict(list)
        for _, _, number in sorted(ranked)[:MOST]:
            thing = self._things[lang][number]
            by = next((index for index, name in enumerate(thing.folded) if _has(name, folded, split)), 0)
            sections[thing.section].append(Hit(thing, thing.names[by] if by else ""))
        # That of the best stands first; the others as on the rest of the site.
        order = {section.name: section.order for section in self._index.sections}
        first = next(iter(sections), None)
        listed = sorted(sections.items(), key=lambda each: (each[0] != first, order.get(each[0], len(order))))
        return Found(len(ranked), dict(listed))

    def near(self, wanted: str, lang: Lang) -> list[Thing]:
        """Return things whose names are similar to one that nothing has."""
        by_name: dict[str, Thing] = {}
        for thing in self.things(lang):
            for name in thing.folded:
                by_name.setdefault(name, thing)
        alike = (by_name[name] for name in near(fold(wanted)[:80], by_name, 8, alike=0.7))
        return list({thing.address: thing for thing in alike}.values())

    def complete(self, kind: str, typed: str, lang: Lang) -> list[dict[str, str]]:
        """Return what may be meant by what is typed so far.

        Args:
            kind: A type of parameters, such as ``place``; anything else for all that can be found.
            typed: What is typed.
            lang: The language.

        Returns:
            For each thing ``value``, which names it in the address, ``name`` and ``note``.
        """
        folded = fold(typed)
        if not folded:
            return []
        if kind not in ENTITY_TYPES:
            hits = [hit.thing for hits in self.find(typed, lang).sections.values() for hit in hits][:_SUGGESTED]
            return [
                {"value": hit.name, "name": hit.name, "note": " · ".join(filter(None, (hit.kind, hit.country)))}
                for hit in hits
            ]
        index = self.explorer.kg.names.index(kind)
        split = folded.split()
        best: dict[str, tuple[float, str]] = {}
        for name in index.shown:
            rank = _distance((fold(name),), folded, split)
            if rank < _FAR:
                for iri in index.things.get(fold(name), ()):
                    best[iri] = min(best.get(iri, (_FAR, "")), (rank, name))
        chosen = sorted(best.items(), key=lambda each: (each[1], each[0]))[:_SUGGESTED]
        things = self.explorer.things[lang]
        return [
            {
                "value": name if len(index.things.get(fold(name), ())) == 1 else iri,
                "name": self.explorer.name(iri, lang),
                "note": " · ".join(filter(None, things.get(iri, ("", "", ""))[1:])),
            }
            for iri, (_, name) in chosen
        ]

    def options(self, kind: str, lang: Lang) -> list[tuple[str, str]]:
        """Return all things of a type of parameters: what names each in the address, and what it is called."""
        if (kind, lang) not in self._options:
            index = self.explorer.kg.names.index(kind)
            found = []
            for iri in dict.fromkeys(iri for things in index.things.values() for iri in things):
                slug = iri.replace("#", "/").rpartition("/")[2]
                found.append((slug if index.things.get(slug) == [iri] else iri, self.explorer.name(iri, lang)))
            self._options[kind, lang] = sorted(found, key=lambda each: (each[1].casefold(), each[0]))
        return self._options[kind, lang]


def _has(name: str, wanted: str, split: Iterable[str]) -> bool:
    return wanted in name or all(f" {word}" in f" {name}" for word in split)


def _distance(folded: Iterable[str], wanted: str, split: list[str]) -> float:
    """Return how well one of the names fits; the smaller, the better."""
    best = _FAR
    for index, name in enumerate(folded):
        if name == wanted:
            rank = 0.0
        elif name.startswith(f"{wanted} "):
            rank = 1.0
        elif name.startswith(wanted):
            rank = 2.0
        elif all(f" {word}" in f" {name}" for word in split):
            rank = 3.0
        elif len(wanted) > 2 and wanted in name:
            rank = 4.0
        else:
            continue
        # Of names that fit alike, the first is what the thing is called, and a short one says more of it.
        best = min(best, rank + (0.5 if index else 0.0) + min(len(name), 400) / 1000)
    return best
