"""What the invented documents tell beyond pairs: forums, shared projects, aid, what led to a tie, opinions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tests.benchmarks.names import Name
from tests.benchmarks.turtle import Block, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from tests.benchmarks.names import Names
    from tests.benchmarks.records import Record
    from tests.benchmarks.world import Place, World

_FIELDS: Final = ("culture", "sport", "youth", "education", "economy", "health", "ecology")


class Told(NamedTuple):
    """A tie that a document tells of."""

    tie: Block
    places: Sequence[Place]
    year: int


class Deeds:
    """Tells of what several ties have in common, and of what passes between their places.

    Args:
        rng: The source of chance.
        names: Draws the names of persons.
        world: The places.
        date: Gives a date in a year, at one of three precisions.
    """

    def __init__(self, rng: Random, names: Names, world: World, date: Callable[[int], str]) -> None:
        self._rng = rng
        self._names = names
        self._world = world
        self._date = date
        self.events: list[str] = []

    def tell(self, record: Record, ties: Sequence[Told]) -> None:
        """Tell of the deeds of one document, whose ties these are."""
        if not ties:
            return
        self._forum(record, ties)
        self._shared(record, ties, "Project", Name("Совместный проект", "Joint project"))
        self._shared(record, ties, "Programme", Name("Программа", "Programme"))
        self._aid(record, self._rng.choice(ties))
        self._origin(record, self._rng.choice(ties))

    def _forum(self, record: Record, ties: Sequence[Told]) -> None:
        """A forum in a city: guests of its twins, of others, and of the region."""
        host = ties[0].places[0]
        year = self._rng.randint(1995, 2019)
        label = (f"Forum in {host.name.en}, {year}", f"Форум, {host.name.ru}, {year}")
        event = record.thing(f"event:forum-{record.slug}", "tg:Event", label)
        event.add("tg:edition", str(self._rng.randint(1, 9)))
        event.add("tg:heldIn", host.term)
        event.add("tg:kind", "event-kind:forum")
        event.add("tg:startDate", self._date(year))
        stranger = self._world.partner(host, abroad=True)
        assert host.within is not None
        guests = {place.term: place for place in (ties[0].places[1], stranger, host.within)}
        for place in guests.values():
            group = self._group(record, place)
            event.add("tg:participant", group)
        person = self._names.person()
        speaker = record.thing(f"person:{person.slug}", "tg:Person", (person.en, person.ru))
        opinion = record.thing(
            f"opinion:{record.slug}", "tg:Opinion", (f"Opinion at the forum, {year}", f"Мнение на форуме, {year}")
        )
        opinion.add("tg:field", f"field:{self._rng.choice(_FIELDS)}")
        opinion.add("tg:proposedBy", speaker.subject)
        opinion.add("tg:under", event.subject)
        for block in (event, opinion):
            record.support(block)
        self.events.append(event.subject)

    def _shared(self, record: Record, ties: Sequence[Told], kind: str, name: Name) -> None:
        """A project or a programme under two ties, with groups of all their places."""
        chosen = self._rng.sample(list(ties), min(2, len(ties)))
        places = {place.term: place for told in chosen for place in told.places}
        label = (f"{name.en}: {record.slug}", f"{name.ru}: {record.slug}")
        block = record.thing(f"{kind.lower()}:shared-{record.slug}", f"tg:{kind}", label)
        block.add("tg:field", f"field:{self._rng.choice(_FIELDS)}")
        block.add("tg:participant", *sorted(self._group(record, place) for place in places.values()))
        block.add("tg:under", *sorted({told.tie.subject for told in chosen}))
        record.support(block)

    def _aid(self, record: Record, told: Told) -> None:
        recipient, donor = told.places[:2]
        slug = f"{record.slug}-{recipient.slug}"
        label = (f"Aid of {donor.name.en} to {recipient.name.en}", f"Помощь: {donor.name.ru}, {recipient.name.ru}")
        aid = record.thing(f"aid:{slug}", "tg:Aid", label)
        quantity = record.thing(f"quantity:aid-{slug}", "tg:Quantity", ("Aid", "Помощь"))
        quantity.add("tg:exclusive", "true")
        quantity.add("tg:minimum", typed(self._rng.randint(2, 90) * 10, "decimal"))
        quantity.add("tg:unit", "unit:tonne")
        aid.add("tg:donor", donor.term)
        aid.add("tg:quantity", quantity.subject)
        aid.add("tg:recipient", recipient.term)
        aid.add("tg:under", told.tie.subject)
        for block in (quantity, aid):
            record.support(block)

    def _origin(self, record: Record, told: Told) -> None:
        """A visit that led to the tie."""
        host, guest = told.places[:2]
        label = (f"First visit of {guest.name.en} to {host.name.en}", f"Первый визит: {guest.name.ru}, {host.name.ru}")
        visit = record.thing(f"visit:first-{record.slug}", "tg:Visit", label)
        visit.add("tg:heldIn", host.term)
        visit.add("tg:startDate", self._date(told.year - 1))
        visit.add("tg:visitor", guest.term)
        told.tie.add("tg:broughtAboutBy", visit.subject)
        for block in (visit, told.tie):
            record.support(block)

    def _group(self, record: Record, place: Place) -> str:
        label = (f"Delegation of {place.name.en}", f"Делегация: {place.name.ru}")
        group = record.thing(f"group:{place.slug}-{record.slug}", "tg:Delegation", label)
        if "tg:represents" not in group.statements:
            group.add("tg:represents", place.term)
            record.support(group)
        return group.subject
