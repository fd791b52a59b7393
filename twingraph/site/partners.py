"""The ties of a place: with whom, of which kind, how they stand, by which agreements, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twingraph.site.index import by, node, true

if TYPE_CHECKING:
    from twingraph.site.index import Row, Term
    from twingraph.site.shown import Shown
    from twingraph.site.site import Site, View


class Party(NamedTuple):
    """A party as named; the place for which it acts, if it is another; its country."""

    party: Shown
    place: Shown | None
    country: Shown | None


class Kind(NamedTuple):
    """What a document calls a tie, or what we conclude that it is."""

    kind: Shown
    document: Shown | None
    inferred: bool


class Standing(NamedTuple):
    """How a tie, or one of its agreements (``about``), stands by a document as of a day."""

    value: Shown
    about: Shown | None
    as_of: Shown | None
    not_before: Shown | None
    not_after: Shown | None
    document: Shown | None


class Agreement(NamedTuple):
    """What a document tells of an agreement listed under a tie: forms, dates and whether they are our conclusion.

    ``others`` are parties that are not those of the tie.
    """

    agreement: Shown
    forms: list[Shown]
    dates: list[tuple[Shown, bool]]
    document: Shown | None
    others: list[Shown]


class Partnership(NamedTuple):
    """A tie of a place."""

    tie: Shown
    partners: list[Party]
    through: list[Shown]
    kinds: list[Kind]
    standings: list[Standing]
    agreements: list[Agreement]


class Partners:
    """The ties of all places.

    Args:
        site: The site.
    """

    def __init__(self, site: Site) -> None:
        ask = site.index.ask
        self._parties = by(ask("ties"), "tie")
        self._kinds = by(ask("tie-kinds"), "tie")
        self._agreements = by(ask("tie-agreements"), "tie")
        self._signed = by(ask("agreement-parties"), "agreement")
        self._statuses = by(ask("statuses"), "about")
        self._ties: dict[Term, list[Term]] = {}
        for tie, rows in self._parties.items():
            for place in dict.fromkeys(node(row, "place") for row in rows):
                self._ties.setdefault(place, []).append(tie)

    def of(self, place: Term, view: View) -> list[Partnership]:
        """Return the ties of a place, by the names of its partners."""
        found = [self._partnership(tie, place, view) for tie in self._ties.get(place, ())]
        return sorted(found, key=lambda each: ([party.party.text.casefold() for party in each.partners], str(each.tie)))

    def _partnership(self, tie: Term, place: Term, view: View) -> Partnership:
        rows = self._parties[tie]
        here = [row for row in rows if row["place"] == place]
        there = [row for row in rows if row["place"] != place] or here
        agreements = self._agreements.get(tie, [])
        told = {node(row, "party") for row in rows} | {node(row, "place") for row in rows}
        about = [tie, *dict.fromkeys(node(row, "agreement") for row in agreements)]
        return Partnership(
            view.show(tie),
            sorted({_party(row, view) for row in there}, key=lambda each: (each.party.text.casefold(), str(each))),
            view.all({node(row, "party") for row in here if row["party"] != place}),
            [
                Kind(view.show(node(row, "kind")), _shown(row, "document", view), true(row, "inferred"))
                for row in self._kinds.get(tie, ())
            ],
            [
                Standing(
                    view.show(node(row, "value")),
                    view.show(thing) if thing != tie else None,
                    *(_shown(row, name, view) for name in ("asOf", "notBefore", "notAfter", "document")),
                )
                for thing in about
                for row in self._statuses.get(thing, ())
            ],
            [self._agreement(rows, told, view) for rows in _grouped(agreements)],
        )

    def _agreement(self, rows: list[Row], told: set[Term], view: View) -> Agreement:
        """Return what one document tells of one agreement."""
        agreement = node(rows[0], "agreement")
        dates = {row["date"]: true(row, "inferred") for row in rows if row["date"] is not None}
        others = {node(row, "party") for row in self._signed.get(agreement, ()) if row["party"] not in told}
        return Agreement(
            view.show(agreement),
            view.all({row["form"] for row in rows if row["form"] is not None}),
            [(view.show(date), inferred) for date, inferred in dates.items()],
            _shown(rows[0], "document", view),
            view.all(others),
        )


def _grouped(rows: list[Row]) -> list[list[Row]]:
    """Gather rows of the same agreement and document."""
    groups: dict[tuple[Term | None, Term | None], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["agreement"], row["document"]), []).append(row)
    return list(groups.values())


def _party(row: Row, view: View) -> Party:
    party, place = node(row, "party"), node(row, "place")
    return Party(view.show(party), view.show(place) if place != party else None, _shown(row, "country", view))


def _shown(row: Row, name: str, view: View) -> Shown | None:
    value = row[name]
    return None if value is None else view.show(value)
