"""A difference as JSON; ``schema.json`` beside this module says what each key means.

Keys are never renamed or taken away under one ``version``; every key is always there, null where there is nothing to
say.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from twingraph.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from twingraph.diff.model import Change, Difference, Passage, Record, Thing, Value

KIND: Final = "twingraph diff"
VERSION: Final = 1


def as_json(difference: Difference, *, triples: bool = False) -> str:
    """Return a difference as JSON."""
    found = difference.statements
    told = {
        "report": KIND,
        "version": VERSION,
        "program": __version__,
        "old": difference.old,
        "new": difference.new,
        "differs": bool(difference),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                **{
                    name: [_thing(thing) for thing in getattr(section, name)]
                    for name in ("added", "removed", "renamed", "changed")
                },
            }
            for section in difference.sections
        ],
        "evidence": [_record(record) for record in difference.records],
        "derived": [each._asdict() for each in difference.derived],
        "counts": {
            **{name: len(getattr(found, name)) for name in found._fields},
            "nameless_added": difference.nameless[0],
            "nameless_removed": difference.nameless[1],
        },
        "triples": _triples(difference) if triples else None,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _thing(thing: Thing) -> dict[str, Any]:
    return {
        "iri": thing.iri,
        "label": thing.label,
        "kinds": list(thing.kinds),
        "was": thing.was,
        "certain": thing.certain if thing.was is not None else None,
        "changes": [_change(change) for change in thing.facts],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "property": change.property,
        "label": change.label,
        "isName": change.name,
        "follows": change.follows,
        "before": [_value(value) for value in change.before],
        "after": [_value(value) for value in change.after],
    }


def _value(value: Value) -> dict[str, Any]:
    return {
        "term": value.term,
        "text": value.text,
        "lang": value.lang,
        "precision": value.precision,
        "evidence": _passages(value.evidence),
    }


def _passages(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    return [each._asdict() for each in passages]


def _record(record: Record) -> dict[str, Any]:
    return {
        "change": record.change,
        "setAside": record.aside,
        "thing": record.thing,
        "label": record.label,
        "property": record.property,
        "propertyLabel": record.property_label,
        "value": record.value,
        "before": _passages(record.before),
        "after": _passages(record.after),
    }


def _triples(difference: Difference) -> dict[str, Any]:
    def lines(triples: Iterable[Triple]) -> list[str]:
        return [f"{triple} ." for triple in triples]

    found = difference.statements
    return {
        "added": lines(found.added),
        "removed": lines(found.removed),
        "derived_added": lines(found.derived_added),
        "derived_removed": lines(found.derived_removed),
        "moved": [
            {"triple": f"{each.triple} .", "before": list(each.before), "after": list(each.after)}
            for each in found.moved
        ],
    }
