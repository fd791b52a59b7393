"""A difference as text for a terminal: ``+`` came, ``-`` went, ``~`` changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twingraph.diff.report.triples import lines as triple_lines
from twingraph.diff.report.words import (
    about,
    following,
    one_line,
    places,
    record_counts,
    shown,
    support,
    triple_counts,
    values,
)
from twingraph.diff.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.diff.model import Change, Difference, Section, Thing
    from twingraph.texts import Lang


def as_text(difference: Difference, lang: Lang, *, triples: bool = False) -> str:
    """Return a difference as text."""
    return "\n".join(_lines(difference, lang, triples=triples))


def _lines(difference: Difference, lang: Lang, *, triples: bool) -> Iterator[str]:
    yield say("sides", lang, old=difference.old, new=difference.new)
    if not difference:
        yield say("nothing", lang)
        return
    told = [line for section in difference.sections for line in _section(section, lang)]
    yield from told or ["", say("no-words", lang)]
    if count := following(difference):
        yield from ("", say("follows", lang, count=count))
    if difference.records:
        yield from ("", f"{say('records', lang)}: {record_counts(difference, lang)}")
        for record in difference.records:
            ends = " → ".join(filter(None, (places(record.before, lang), places(record.after, lang))))
            yield f"  {say(f'record-{record.change}', lang)}: {about(record, lang)}  [{ends}]"
    if difference.derived:
        yield from ("", say("derived", lang))
        for each in difference.derived:
            yield f"  {one_line(each.label)}: +{each.added} -{each.removed}"
    yield from ("", f"{say('triples', lang)}: {triple_counts(difference, lang)}")
    if any(difference.nameless):
        yield say("nameless", lang, added=difference.nameless[0], removed=difference.nameless[1])
    if triples:
        for title, found in triple_lines(difference, lang):
            yield from ("", title, *(f"  {line}" for line in found))


def _section(section: Section, lang: Lang) -> Iterator[str]:
    changed = [thing for thing in section.changed if shown(thing)]
    if not (section.added or section.removed or section.renamed or changed):
        return
    yield from ("", section.title)
    for thing in section.added:
        yield f"  + {_head(thing)}"
        yield from _facts(thing, lang)
    for thing in section.removed:
        yield f"  - {_head(thing)}"
    for thing in section.renamed:
        yield f"  ~ {_head(thing)}"
        key = "redirected" if thing.certain else "perhaps-renamed"
        yield f"      {say(key, lang, before=thing.was, after=thing.iri)}"
        yield from (_change(change, lang) for change in shown(thing))
    for thing in changed:
        yield f"  ~ {_head(thing)}"
        yield from (_change(change, lang) for change in shown(thing))


def _head(thing: Thing) -> str:
    kinds = f" ({', '.join(thing.kinds)})" if thing.kinds else ""
    return f"{one_line(thing.label)}{kinds}"


def _facts(thing: Thing, lang: Lang) -> Iterator[str]:
    """Yield what is stated of a thing that came; its names are told already, or told with it."""
    for fact in shown(thing):
        if not fact.name:
            yield f"      {one_line(fact.label)}: {values(fact.after, lang)}{_where(fact, lang)}"


def _change(change: Change, lang: Lang) -> str:
    told = f"{values(change.before, lang)} → {values(change.after, lang)}"
    return f"      {one_line(change.label)}: {told}{_where(change, lang)}"


def _where(change: Change, lang: Lang) -> str:
    found = support(change, lang)
    return f"  [{found}]" if found else ""
