"""What the invented documents tell: ties, agreements, statuses, visits, plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.benchmarks.deeds import Deeds, Told
from tests.benchmarks.names import Name, words
from tests.benchmarks.records import Record
from tests.benchmarks.turtle import Block, text, typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from tests.benchmarks.faults import Faults
    from tests.benchmarks.names import Names
    from tests.benchmarks.world import Place, World

_FORMS: Final = {
    "treaty": Name("Договор", "Treaty"),
    "agreement": Name("Соглашение", "Agreement"),
    "protocol": Name("Протокол", "Protocol"),
    "memorandum": Name("Меморандум", "Memorandum"),
    "declaration": Name("Декларация", "Declaration"),
}
_PURPOSES: Final = {
    "twinning": Name("о побратимских связях", "on twinning"),
    "cooperation": Name("о сотрудничестве", "on cooperation"),
    "friendship": Name("о дружбе", "on friendship"),
    "mutual-cooperation": Name("о взаимном сотрудничестве", "on mutual cooperation"),
    "information-exchange": Name("об обмене информацией", "on the exchange of information"),
}
_TIES: Final = (("twinning", 62), ("friendship", 12), ("cooperation", 16), ("contact", 5), ("project-partnership", 5))
_FIELDS: Final = words("culture sport youth education economy trade tourism health science ecology local-government")
_STATUSES: Final = ("active", "dormant", "suspended", "ended", "renewed")
_SIGNING: Final = ("tg:Administration", "tg:Council", "tg:ExecutiveCommittee")
_OMISSIONS: Final = ("rhetoric", "page-furniture", "connective", "general-policy", "about-another-subject", "heading")
_FIRST_YEAR, _LAST_YEAR = 1956, 2019
#: The year of the documents: whatever they tell of was before.
_TOLD_IN: Final = 2025


class Story:
    """Tells document after document; a tie is told of in one document, and some again in the next.

    Args:
        rng: The source of chance.
        names: Draws the names of persons.
        world: The places.
        faults: Seeds faults into what is told.
    """

    def __init__(self, rng: Random, names: Names, world: World, faults: Faults) -> None:
        self._rng = rng
        self._names = names
        self._world = world
        self._faults = faults
        self._pairs: set[frozenset[str]] = set()
        self._told: list[Block] = []
        self._ties: list[Told] = []
        self.deeds = Deeds(rng, names, world, self._date)
        self.busiest: dict[str, int] = {}
        self.samples: dict[str, str] = {}

    def documents(self) -> Iterator[Record]:
        """Yield documents without end: each a report on a region's cities and their partners."""
        number = 0
        cities: dict[str, list[Place]] = {}
        for city in self._world.cities:
            assert city.within is not None
            cities.setdefault(city.within.term, []).append(city)
        while True:
            region = self._world.regions[number % len(self._world.regions)]
            number += 1
            label = (f"Report {number} on {region.name.en}", f"Справка {number}: {region.name.ru}")
            record = Record(self._rng, f"report-{number:05}-{region.slug}", label)
            self._faults.open(record)
            press = self._world.body(cities[region.term][0], "tg:PressService")
            record.speakers.append(press)
            told, self._told = self._told, []
            self._retell(record, told)
            self._ties = []
            for city in cities[region.term]:
                for _ in range(self._rng.randint(2, 6)):
                    self._tie(record, city)
                self._intend(record, city)
                for _ in range(3):
                    record.omit(self._rng.choice(_OMISSIONS))
            self.deeds.tell(record, self._ties)
            record.date(_TOLD_IN, bounds=number % 3 == 0)
            yield record

    def _retell(self, record: Record, told: list[Block]) -> None:
        """State again some of what the document before this one stated, without describing it anew."""
        for block in told:
            if self._rng.random() < 0.15:
                again = record.thing(block.subject, None)
                for predicate in ("tg:kind", "tg:form", "tg:party", "tg:signedOn", "tg:listedUnder"):
                    if predicate in block.statements:
                        again.add(predicate, *block.statements[predicate])
                record.support(again)

    def _tie(self, record: Record, city: Place) -> None:
        rng = self._rng
        partners = [self._world.partner(city, abroad=rng.random() < 0.85)]
        while rng.random() < 0.06:
            partners.append(self._world.partner(city, abroad=True))
        parties = {place.term: place for place in (city, *partners)}
        pair = frozenset(parties)
        if pair in self._pairs:
            return
        self._pairs.add(pair)
        for term in parties:
            self.busiest[term] = self.busiest.get(term, 0) + 1
        slug = "-".join(place.slug for place in parties.values())
        names = [place.name for place in parties.values()]
        label = (" – ".join(name.en for name in names), " – ".join(name.ru for name in names))
        tie = record.thing(f"tie:{slug}", "tg:Tie", label)
        tie.add("tg:kind", f"tie-kind:{rng.choices([k for k, _ in _TIES], [w for _, w in _TIES])[0]}")
        tie.add("tg:party", *parties)
        if rng.random() < 0.6:
            tie.add("tg:field", *(f"field:{name}" for name in sorted(rng.sample(_FIELDS, rng.randint(1, 3)))))
        year = rng.randint(_FIRST_YEAR, _LAST_YEAR)
        if rng.random() < 0.3:
            tie.add("tg:startDate", self._date(year))
        if not self._faults.tie(tie):
            self._told.append(tie)
        record.support(tie)
        self._ties.append(Told(tie, list(parties.values()), year))
        for place in partners:
            if rng.random() < 0.5:
                stated = record.thing(place.term, None)
                if "tg:statedWithin" not in stated.statements:
                    stated.add("tg:statedWithin", place.country.term)
                    record.support(stated)
        # A quarter of the ties are told of without any agreement.
        for count in range(rng.choices((0, 1, 2), (25, 60, 15))[0]):
            self._agreement(record, tie, list(parties.values()), min(year + 7 * count, _LAST_YEAR + count))
        if rng.random() < 0.2:
            self._status(record, tie, slug)
        if rng.random() < 0.35:
            self._happen(record, tie, slug, list(parties.values()), year)

    def _agreement(self, record: Record, tie: Block, places: list[Place], year: int) -> None:
        rng = self._rng
        form, purpose = rng.choice(list(_FORMS)), rng.choice(list(_PURPOSES))
        parties = []
        for place in places:
            way = rng.random()
            if way < 0.25:
                parties.append(self._world.body(place, rng.choice(_SIGNING)))
            elif way < 0.4 and place.districts:
                parties.append(place.districts[0].term)
            else:
                parties.append(place.term)
        named = f"{tie.subject.partition(':')[2]}-{year}"
        en = " and ".join(place.name.en for place in places)
        ru = ", ".join(place.name.ru for place in places)
        label = (
            f"{_FORMS[form].en} {_PURPOSES[purpose].en}: {en}, {year}",
            f"{_FORMS[form].ru} {_PURPOSES[purpose].ru}: {ru}, {year}",
        )
        block = record.thing(f"agreement:{named}", "tg:Agreement", label)
        block.add("tg:form", f"form:{form}")
        block.add("tg:listedUnder", tie.subject)
        block.add("tg:party", *parties)
        block.add("tg:purpose", f"purpose:{purpose}")
        block.add("tg:signedOn", self._date(year))
        block.add("tg:title", text(f"{_FORMS[form].ru} {_PURPOSES[purpose].ru}", "ru"))
        if rng.random() < 0.3:
            block.add("tg:field", *(f"field:{name}" for name in sorted(rng.sample(_FIELDS, 2))))
        if rng.random() < 0.1:
            block.add("tg:term", typed(f"P{rng.randint(1, 10)}Y", "duration"))
            block.add("tg:renewal", "renewal:automatic")
        faulty, without = self._faults.agreement(block)
        if not faulty:
            self._told.append(block)
        record.support(block, without=without)
        self.samples |= {"agreement": block.subject, "tie": tie.subject}
        if rng.random() < 0.15:
            self._signature(record, block.subject, places[0], parties[0], named)

    def _signature(self, record: Record, agreement: str, place: Place, party: str, named: str) -> None:
        person = self._names.person()
        who = record.thing(f"person:{person.slug}", "tg:Person", (person.en, person.ru))
        post = record.thing(
            f"post:mayor-of-{place.slug}-{record.slug}",
            "tg:Post",
            (f"mayor of {place.name.en}", f"мэр ({place.name.ru})"),
        )
        if "tg:postIn" not in post.statements:
            post.add("tg:postIn", place.term)
        label = (f"Signature of {place.name.en}: {named}", f"Подпись: {place.name.ru}, {named}")
        signature = record.thing(f"signature:{named}", "tg:Signature", label)
        signature.add("tg:signatory", who.subject)
        signature.add("tg:signed", agreement)
        signature.add("tg:signedAs", post.subject)
        signature.add("tg:signedFor", party)
        record.support(signature)

    def _status(self, record: Record, tie: Block, slug: str) -> None:
        value = self._rng.choice(_STATUSES)
        status = record.thing(f"status:{slug}-{value}", "tg:Status", (f"{value}: {slug}", f"Состояние связи: {slug}"))
        status.add("tg:asOf", self._date(self._rng.randint(2012, 2024)))
        status.add("tg:statedIn", record.term)
        status.add("tg:statusOf", tie.subject)
        status.add("tg:statusValue", f"status-value:{value}")
        record.support(status)

    def _happen(self, record: Record, tie: Block, slug: str, places: list[Place], year: int) -> None:
        """Tell of a visit, an exchange or a project under the tie."""
        rng = self._rng
        host, guest = places[:2]
        when = min(year + rng.randint(0, 10), 2024)
        kind = rng.choice(("visit", "exchange", "event", "project"))
        label = (
            f"{kind.capitalize()}: {guest.name.en}, {host.name.en}",
            f"{_HAPPENINGS[kind]}: {guest.name.ru}, {host.name.ru}",
        )
        block = record.thing(f"{kind}:{slug}-{when}", f"tg:{kind.capitalize()}", label)
        block.add("tg:under", tie.subject)
        if kind == "visit":
            block.add("tg:heldIn", host.term)
            block.add("tg:startDate", self._date(when))
            block.add("tg:visitor", guest.term)
        elif kind == "exchange":
            block.add("tg:frequency", "frequency:annual")
            block.add("tg:kind", "exchange-kind:youth")
            block.add("tg:participant", *sorted({host.term, guest.term}))
        else:
            block.add("tg:startDate", self._date(when))
            block.add("tg:participant", *sorted({host.term, guest.term}))
            if kind == "event":
                block.add("tg:kind", "event-kind:festival")
            else:
                quantity = record.thing(f"quantity:{slug}-{when}", "tg:Quantity", ("Participants", "Участники"))
                quantity.add("tg:exclusive", "true")
                quantity.add("tg:minimum", typed(rng.randint(2, 90) * 10, "decimal"))
                quantity.add("tg:unit", "unit:person")
                block.add("tg:quantity", quantity.subject)
                record.support(quantity)
        self._faults.activity(block)
        record.support(block)

    def _intend(self, record: Record, city: Place) -> None:
        """Tell of what is only planned or recommended."""
        other = self._world.partner(city, abroad=True)
        for kind, ru, odds in (("plan", "Намечено", 0.5), ("recommendation", "Рекомендовано", 0.3)):
            if self._rng.random() < odds:
                label = (
                    f"{kind.capitalize()}: {city.name.en}, {other.name.en}",
                    f"{ru}: {city.name.ru}, {other.name.ru}",
                )
                block = record.thing(f"{kind}:{city.slug}-{other.slug}-{record.slug}", f"tg:{kind.capitalize()}", label)
                block.add("tg:concerns", *sorted({city.term, other.term}))
                block.add("tg:field", f"field:{self._rng.choice(_FIELDS)}")
                record.support(block)

    def _date(self, year: int) -> str:
        """Return a date in that year at one of the three precisions."""
        precision = self._rng.random()
        if precision < 0.3:
            return typed(year, "gYear")
        month = self._rng.randint(1, 12)
        if precision < 0.45:
            return typed(f"{year}-{month:02}", "gYearMonth")
        return typed(f"{year}-{month:02}-{self._rng.randint(1, 28):02}", "date")


_HAPPENINGS: Final = {"visit": "Визит", "exchange": "Обмен", "event": "Фестиваль", "project": "Проект"}
