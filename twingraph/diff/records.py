"""What changed only in how statements are supported: passages that moved, came or went, and those set aside."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from twingraph.diff.model import Record
from twingraph.diff.passages import passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from twingraph.diff.model import Passage
    from twingraph.diff.renames import Rename

    Row = dict[str, Any]
    Key = tuple[str, ...]


def changed_records(
    before: Iterable[Row], after: Iterable[Row], renamed: Mapping[str, Rename], named: Callable[[str], str]
) -> tuple[Record, ...]:
    """Return the changes of evidence for what did not change itself.

    Args:
        before: The records that changed, as they were: rows of ``diff/records``.
        after: The same as they are.
        renamed: The things that have another IRI, by that which they had.
        named: Returns what a thing is called.
    """
    sides: tuple[dict[Key, list[Row]], dict[Key, list[Row]]] = (defaultdict(list), defaultdict(list))
    for row in before:
        sides[0][_key(row, {iri: each.after for iri, each in renamed.items()})].append(row)
    for row in after:
        sides[1][_key(row, {})].append(row)
    found = []
    for key in sides[0].keys() | sides[1].keys():
        old, new = _without_equal(sides[0].get(key, []), sides[1].get(key, []))
        if not old or not new:
            # Evidence for what came or went is told with it.
            old, new = ([row for row in rows if row["changed"].value != "true"] for rows in (old, new))
        if not old and not new:
            continue
        pairs = min(len(old), len(new))
        for was, now in zip(old[:pairs], new[:pairs], strict=True):
            same = _span(was) == _span(now)
            found.append(_record("reworded" if same else "moved", (was,), (now,), named))
        found += [_record("withdrawn", (row,), (), named) for row in old[pairs:]]
        found += [_record("added", (), (row,), named) for row in new[pairs:]]
    return tuple(sorted(found, key=_order))


def _key(row: Row, renamed: Mapping[str, str]) -> Key:
    """Return what a record is about; a passage set aside is known by its own IRI."""
    if row["thing"] is None:
        return (row["record"].value, "", "", row["document"].value)
    thing, value = row["thing"].value, str(row["value"])
    value = f"<{renamed[value[1:-1]]}>" if value[1:-1] in renamed else value
    return (renamed.get(thing, thing), row["property"].value, value, row["document"].value)


def _span(row: Row) -> tuple[str, str]:
    return (str(row["start"]), str(row["end"]))


def _without_equal(old: list[Row], new: list[Row]) -> tuple[list[Row], list[Row]]:
    """Leave out records that say the same, though they may be called otherwise."""
    left = list(new)
    changed = []
    for row in old:
        same = next((each for each in left if _said(each) == _said(row)), None)
        if same is None:
            changed.append(row)
        else:
            left.remove(same)
    return changed, left


def _said(row: Row) -> tuple[object, ...]:
    return (*_span(row), tuple(sorted(row["details"].value.split("\n"))) if row["details"] is not None else ())


def _record(change: str, before: tuple[Row, ...], after: tuple[Row, ...], named: Callable[[str], str]) -> Record:
    row = (*after, *before)[0]

    def plain(name: str) -> str | None:
        return row[name].value if row[name] is not None else None

    thing, prop = plain("thing"), plain("property")
    value = plain("valueLabel") or plain("value")
    places: tuple[tuple[Passage, ...], ...] = tuple(tuple(passage(each) for each in rows) for rows in (before, after))
    return Record(
        change,
        row["aside"].value == "true",
        thing,
        plain("thingLabel") or (named(thing) if thing else None),
        prop,
        plain("propertyLabel") or (named(prop) if prop else None),
        value,
        *places,
    )


def _order(record: Record) -> tuple[object, ...]:
    place = (*record.after, *record.before)[0]
    start = -1 if place.start is None else place.start
    return (record.aside, place.name, start, record.label or "", record.property or "", record.change, place.record)
