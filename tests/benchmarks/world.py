"""The invented world: countries, regions, cities, districts, their bodies and identifiers."""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.benchmarks.names import Name, Names, slug, transliterate
from tests.benchmarks.turtle import Block, both, text, typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

_GAZETTEER: Final = "<https://example.org/gazetteer>"
#: ISO 3166-1 leaves these codes to users.
_CODES: Final = [f"X{c}" for c in string.ascii_uppercase] + [f"Q{c}" for c in "MNOPQRSTUVWXYZ"]
_TRIPLES_PER_CITY: Final = 600
_CITIES_PER_REGION: Final = 5


@dataclass(slots=True)
class Place:
    """One place with what is needed to speak of it."""

    term: str
    name: Name
    kind: str
    within: Place | None = None
    code: str = ""
    bodies: dict[str, str] = field(default_factory=dict)
    districts: list[Place] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """The last part of its IRI."""
        return self.term.partition(":")[2]

    @property
    def country(self) -> Place:
        """The country it lies in; a country lies in itself."""
        return self if self.within is None else self.within.country


class World:
    """Places enough for a graph of so many triples.

    Attributes:
        countries: The countries, the home country first.
        former: A state that is no more.
        regions: Their regions.
        cities: Their cities; the first is the busiest.
    """

    def __init__(self, rng: Random, names: Names, triples: int) -> None:
        self._rng = rng
        self._names = names
        count = max(24, triples // _TRIPLES_PER_CITY)
        region_count = max(6, count // _CITIES_PER_REGION)
        country_count = min(len(_CODES), max(4, region_count // 6))
        self.countries = [self._country(code) for code in _CODES[:country_count]]
        # The home country has a third of the regions, as a collection of one country's documents would.
        self.former = self._country("", "tg:FormerState")
        self.regions = [
            self._region(self.countries[0] if i % 3 == 0 else self.countries[i % (country_count - 1) + 1], i)
            for i in range(region_count)
        ]
        self.cities = [self._city(self.regions[i % region_count], i) for i in range(count)]
        for city in rng.sample(self.cities, count // 8):
            city.districts.append(self._district(city))
        self.weights = [1 / (rank + 1) ** 0.7 for rank in range(count)]
        self._numbers = {place.term: number for number, place in enumerate(self.linked())}

    def _country(self, code: str, kind: str = "tg:Country") -> Place:
        ru = f"{self._names.stem()}ия"
        name = Name(ru, transliterate(ru))
        return Place(f"place:{name.slug}", name, kind, code=code)

    def _region(self, country: Place, number: int) -> Place:
        stem = self._names.stem()
        name = Name(f"{stem}ский край", f"{transliterate(stem)} Krai")
        letters = string.ascii_uppercase
        code = f"{country.code}-{letters[number // 676 % 26]}{letters[number // 26 % 26]}{letters[number % 26]}"
        return Place(f"place:{name.slug}", name, "tg:Region", country, code)

    def _city(self, region: Place, number: int) -> Place:
        stem = self._names.stem()
        name = Name(stem, transliterate(stem))
        kind = (
            "tg:City" if number % 7 else self._rng.choice(("tg:City", "tg:MunicipalDistrict", "tg:RuralMunicipality"))
        )
        return Place(f"place:{name.slug}", name, kind, region)

    def _district(self, city: Place) -> Place:
        name = Name(f"Северный район, {city.name.ru}", f"North District of {city.name.en}")
        return Place(
            f"place:{city.slug}-north", name, "tg:CityDistrict" if city.kind == "tg:City" else "tg:Locality", city
        )

    def body(self, place: Place, kind: str) -> str:
        """Return a body of a place, which is described from now on."""
        return place.bodies.setdefault(kind, f"body:{place.slug}-{slug(BODIES[kind].en)}")

    def partner(self, of: Place, *, abroad: bool) -> Place:
        """Draw another city, at home or abroad; some are drawn far more often than others."""
        while True:
            city = self._rng.choices(self.cities, self.weights)[0]
            if city is not of and (city.country is not of.country) == abroad:
                return city

    def place_blocks(self, country: Place) -> Iterator[Block]:
        """Yield the cities and districts of a country, with former names of some."""
        for city in self.cities:
            if city.country is not country:
                continue
            yield self._block(city)
            if self._rng.random() < 0.06:
                yield self._former_name(city)
            for district in city.districts:
                yield self._block(district)

    def region_blocks(self) -> Iterator[Block]:
        """Yield the regions."""
        return (self._block(region) for region in self.regions)

    def country_blocks(self) -> Iterator[Block]:
        """Yield the countries, and a state that is no more with its name."""
        yield from map(self._block, self.countries)
        yield self._block(self.former)
        name = Block(f"place-name:{self.former.slug}", "tg:PlaceName")
        name.add("rdfs:label", *both(f"{self.former.name.en}, name", f"{self.former.name.ru}, название"))
        name.add("tg:nameKind", "name-kind:official")
        name.add("tg:nameOf", self.former.term)
        name.add("tg:nameText", text(self.former.name.ru, "ru"))
        name.add("tg:validTo", typed(1991, "gYear"))
        yield name

    def link_blocks(self) -> Iterator[Block]:
        """Yield a judgement of identity for each place that :meth:`place_blocks` described."""
        for number, place in enumerate(self.linked()):
            block = Block(f"link:{place.slug}-gazetteer", "tg:IdentityLink")
            block.add("rdfs:label", *both(f"{place.name.en} in the gazetteer", f"{place.name.ru} в справочнике"))
            exact = number % 3 > 0
            if not exact:
                block.add(
                    "rdfs:comment", *both("The gazetteer may mean a namesake.", "Возможно, имеется в виду тёзка.")
                )
            block.add("tg:linkOf", place.term)
            block.add("tg:linkRelation", "skos:exactMatch" if exact else "skos:closeMatch")
            block.add("tg:linkTarget", _target(number))
            block.add("tg:trust", "trust:wikidata-extract-gazetteer" if exact else "trust:gazetteer")
            yield block

    def linked(self) -> list[Place]:
        """Return the places that have an identity link, in order."""
        return [*self.cities, *(district for city in self.cities for district in city.districts)]

    def body_blocks(self) -> Iterator[Block]:
        """Yield the bodies that somebody has been made to act through."""
        for place in self.linked():
            for kind, term in sorted(place.bodies.items()):
                block = Block(term, kind)
                words = BODIES[kind]
                block.add("rdfs:label", *both(f"{words.en} of {place.name.en}", f"{words.ru} ({place.name.ru})"))
                block.add("tg:actsFor", place.term)
                yield block

    def _block(self, place: Place) -> Block:
        block = Block(place.term, place.kind)
        block.add("prov:wasDerivedFrom", _GAZETTEER)
        block.add("rdfs:label", *both(place.name.en, place.name.ru))
        if place.code:
            block.add("tg:isoCode", f'"{place.code}"')
        if place.within is not None:
            block.add("tg:within", place.within.term)
            point = f"POINT({self._rng.randint(-17000, 17000) / 100:g} {self._rng.randint(-8000, 8000) / 100:g})"
            block.add("tg:point", f'"{point}"^^geo:wktLiteral')
        number = self._numbers.get(place.term)
        if number is not None:
            block.add("skos:exactMatch" if number % 3 else "skos:closeMatch", _target(number))
        return block

    def _former_name(self, city: Place) -> Block:
        ru = self._names.stem()
        block = Block(f"place-name:{city.slug}-former", "tg:PlaceName")
        block.add(
            "rdfs:label",
            *both(
                f"{transliterate(ru)}, a former name of {city.name.en}",
                f"{ru}, прежнее название ({city.name.ru})",
            ),
        )
        block.add("tg:nameKind", "name-kind:former")
        block.add("tg:nameOf", city.term)
        block.add("tg:nameText", text(ru, "ru"))
        block.add("tg:validTo", typed(self._rng.randint(1920, 1960), "gYear"))
        return block


def _target(number: int) -> str:
    return f"<https://example.org/gazetteer/{100000 + number}>"


BODIES: Final = {
    "tg:Administration": Name("администрация", "Administration"),
    "tg:Council": Name("совет", "Council"),
    "tg:ExecutiveCommittee": Name("исполнительный комитет", "Executive Committee"),
    "tg:PressService": Name("пресс-служба", "Press Service"),
}
"""The kinds of bodies and their words."""
