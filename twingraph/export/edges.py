"""The network of ties, as maps and network programs need it: places, and ties between two of them.

Only ties are edges: no plan, no event. Places are compared as party places: a body counts for the place it acts for,
which the edge says; a district never counts for its city. A tie of several places is an edge for each pair.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from twingraph.export.records import Record, gather

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twingraph.export.release import Release
    from twingraph.texts import Lang

Value = str | int | float
BETWEEN: Final = "; "
"""What stands between several values, since GraphML and GEXF know no lists."""

_LANGS: Final[tuple[Lang, ...]] = ("en", "ru")
_SCOPES: Final = {
    "international": ("international", "международная"),
    "domestic": ("domestic", "внутренняя"),
    None: ("not known", "не известно"),
}
_SORTS: Final = {
    frozenset({True}): ("places", "места"),
    frozenset({False}): ("bodies", "органы"),
    frozenset({True, False}): ("places and bodies", "места и органы"),
    frozenset(): ("", ""),
}
_NOT_STATED: Final = ("not stated", "не указано")
_AS_OF: Final = {
    "as_of": ("as of {}", "на {}"),
    "not_before": ("as of a day not before {}", "на день не раньше {}"),
    "not_after": ("as of a day not after {}", "на день не позже {}"),
}
_UNCERTAIN: Final = ("uncertain", "неясно")
# Of the three that are reckoned the names say what they are: a bound is no first or last day.
_DATES: Final = {
    "start_date": "start_date",
    "end_date": "end_date",
    "held_from": "known_to_hold_by",
    "held_until": "known_to_hold_on_or_after",
    "ended_by": "said_to_have_ended_by",
}


class Place(NamedTuple):
    """A place that is joined with others.

    Attributes:
        iri: Its IRI.
        values: What is known of it, by name; what is not known is not in it.
    """

    iri: str
    values: Mapping[str, Value]

    @property
    def position(self) -> tuple[float, float] | None:
        """Longitude and latitude, if they are known."""
        longitude, latitude = self.values.get("longitude"), self.values.get("latitude")
        return None if longitude is None or latitude is None else (float(longitude), float(latitude))


class Edge(NamedTuple):
    """A tie between two places.

    Attributes:
        id: What tells it from all others: the IRI of the tie, with a number where the tie has several pairs.
        place: The IRI of one place.
        partner: That of the other.
        values: What is known of the tie, by name.
    """

    id: str
    place: str
    partner: str
    values: Mapping[str, Value]


class Network(NamedTuple):
    """Places and edges, each in the order of their IRIs.

    Attributes:
        places: All places of the graph by IRI.
        edges: The ties.
        apart: The ties that join no two places, such as one of editorial offices.
    """

    places: Mapping[str, Place]
    edges: list[Edge]
    apart: list[str]

    @property
    def joined(self) -> list[Place]:
        """The places that an edge joins."""
        ends = {end for edge in self.edges for end in (edge.place, edge.partner)}
        return [self.places[end] for end in sorted(ends)]


def network(release: Release) -> Network:
    """Read the network of a release."""
    places = _places(release)
    agreements: dict[str, int] = {}
    for record in gather(release, "csv/agreements", "agreement").values():
        for tie in record.all("tie"):
            agreements[tie] = agreements.get(tie, 0) + 1
    statuses: dict[str, list[Record]] = {}
    for record in gather(release, "csv/statuses", "status").values():
        for tie in record.all("tie"):
            statuses.setdefault(tie, []).append(record)
    parties: dict[str, list[Record]] = {}
    for (tie, _), record in gather(release, "csv/tie_parties", "tie", "party").items():
        parties.setdefault(tie, []).append(record)
    edges: list[Edge] = []
    apart: list[str] = []
    for (tie,), record in gather(release, "csv/ties", "tie").items():
        sides = parties.get(tie, [])
        values = _tie(tie, record) | _parties(sides) | _status(statuses.get(tie, []))
        values["agreements"] = agreements.get(tie, 0)
        ends = sorted({place for side in sides for place in side.all("party_place")})
        pairs = list(combinations(ends, 2))
        if not pairs:
            apart.append(tie)
        edges.extend(
            Edge(tie if len(pairs) == 1 else f"{tie}#{number}", *pair, values) for number, pair in enumerate(pairs, 1)
        )
    return Network(places, edges, apart)


def _places(release: Release) -> dict[str, Place]:
    records = gather(release, "csv/places", "place")
    places = {}
    for (iri,), record in records.items():
        values = _texts(record, "label", "class", "comment")
        country = record.one("country")
        if country is not None:
            values |= {"country": country}
            values |= {f"country_{lang}": records[(country,)].one(f"label_{lang}") or "" for lang in _LANGS}
            values["country_code"] = records[(country,)].one("iso_code") or ""
        values |= {name: float(text) for name in ("latitude", "longitude") if (text := record.one(name))}
        places[iri] = Place(iri, _known(values))
    return places


def _tie(iri: str, record: Record) -> dict[str, Value]:
    values: dict[str, Value] = {"tie": iri}
    values |= _texts(record, "label", "kind", "comment")
    for lang, scope in zip(_LANGS, _SCOPES[record.one("scope")], strict=True):
        values[f"scope_{lang}"] = scope
    values |= {name: BETWEEN.join(record.all(column)) for column, name in _DATES.items()}
    values |= _texts(record, "uncertain", "inferred")
    return _known(values)


def _parties(sides: list[Record]) -> dict[str, Value]:
    """Who the parties are as named: what two councils agree, their towns do not."""
    values: dict[str, Value] = {
        f"parties_{lang}": BETWEEN.join(side.one(f"party_{lang}") or "" for side in sides) for lang in _LANGS
    }
    sort = {side.one("place") is not None for side in sides}
    values |= {f"parties_are_{lang}": word for lang, word in zip(_LANGS, _SORTS[frozenset(sort)], strict=True)}
    return values


def _status(records: list[Record]) -> dict[str, Value]:
    """Tell what is said of the tie itself, at whatever time, with the time of which it is said."""
    values: dict[str, Value] = {}
    for number, lang in enumerate(_LANGS):
        told = []
        for record in records:
            remarks = [words[number].format(date) for name, words in _AS_OF.items() if (date := record.one(name))]
            remarks += [name for name in record.all(f"according_to_{lang}") if name]
            remarks += [_UNCERTAIN[number]] if record.one("uncertain") else []
            value = record.one(f"value_{lang}") or record.one("value") or ""
            told.append(f"{value} ({', '.join(remarks)})" if remarks else value)
        values[f"status_{lang}"] = BETWEEN.join(told) or _NOT_STATED[number]
    return values


def _texts(record: Record, *columns: str) -> dict[str, Value]:
    """Return the names of a column's values in both languages, or the texts of a column that has both."""
    return {
        f"{column}_{lang}": BETWEEN.join(filter(None, record.all(f"{column}_{lang}", column)))
        or BETWEEN.join(record.all(f"{column}_{lang}"))
        for column in columns
        for lang in _LANGS
    }


def _known(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value != ""}
