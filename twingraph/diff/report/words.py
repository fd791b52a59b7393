"""The parts that text and Markdown say alike."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from twingraph.diff.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twingraph.diff.model import Change, Difference, Passage, Record, Thing, Value
    from twingraph.texts import Lang

CHANGES = ("moved", "reworded", "added", "withdrawn")


def one_line(text: str) -> str:
    """Return a text on one line, without signs that would steer a terminal."""
    spaced = " ".join(text.split())
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in spaced)


def values(found: Sequence[Value], lang: Lang) -> str:
    """Return values in words; a date says how exact it is."""
    told = [
        one_line(value.text)
        + (f" ({value.precision})" if value.precision else "")
        + (f" [{value.lang}]" if value.lang else "")
        for value in found
    ]
    return "; ".join(told) if told else say("none", lang)


def places(passages: Iterable[Passage], lang: Lang) -> str:
    """Return passages as files with their characters, each file once."""
    by_file: dict[str, dict[str, None]] = {}
    for each in passages:
        where = say("inferred", lang) if each.start is None else f"{each.start}–{each.end}"
        by_file.setdefault(each.name, {})[where] = None
    return "; ".join(f"{name} {', '.join(found)}" for name, found in by_file.items())


def support(change: Change, lang: Lang) -> str:
    """Return where the new values are stated; for what is only withdrawn, where it was."""
    return places((each for value in change.after or change.before for each in value.evidence), lang)


def shown(thing: Thing) -> list[Change]:
    """Return the changes of a thing that are told, without those that only follow from another's renaming."""
    return [change for change in thing.facts if not change.follows]


def following(difference: Difference) -> int:
    """Return how many changes only follow from the renaming of what they name."""
    return sum(
        change.follows
        for section in difference.sections
        for thing in (*section.renamed, *section.changed)
        for change in thing.facts
    )


def record_counts(difference: Difference, lang: Lang) -> str:
    """Return how the evidence changed, in numbers."""
    counts = Counter(record.change for record in difference.records if not record.aside)
    aside = sum(record.aside for record in difference.records)
    return say("record-counts", lang, aside=aside, **{each: counts[each] for each in CHANGES})


def about(record: Record, lang: Lang) -> str:
    """Return what a record supports."""
    if record.aside:
        return say("aside", lang)
    return one_line(f"{record.label}: {record.property_label}: {record.value}")


def triple_counts(difference: Difference, lang: Lang) -> str:
    """Return how many triples differ."""
    found = difference.statements
    return say("triple-counts", lang, **{name: len(getattr(found, name)) for name in found._fields})
