"""A difference as Markdown for a pull request: how many things of which sort, then what, in tables.

No more than a comment can hold; JSON has no limit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from twingraph.diff.report.triples import lines as triple_lines
from twingraph.diff.report.words import (
    about,
    following,
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

    from twingraph.diff.model import Difference, Section, Thing
    from twingraph.texts import Lang

LONGEST: Final = 60_000
"""How many characters are told at most: a comment on GitHub holds 65,536."""
_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>#|~@!&])")


def as_markdown(difference: Difference, lang: Lang, *, triples: bool = False) -> str:
    """Return a difference as Markdown."""
    lines: list[str] = []
    length = left = 0
    for line in _lines(difference, lang, triples=triples):
        if left or length + len(line) > LONGEST:
            left += 1
            continue
        length += len(line) + 1
        lines.append(line)
    if left:
        fences = sum(line.startswith("```") for line in lines)
        lines += (["```"] if fences % 2 else []) + ["", say("more", lang, count=left)]
    return "\n".join(lines)


def _lines(difference: Difference, lang: Lang, *, triples: bool) -> Iterator[str]:
    yield from (f"### {say('heading', lang)}", "")
    yield f"{say('sides', lang, old=plain(difference.old), new=plain(difference.new))}."
    if not difference:
        yield from ("", say("nothing", lang))
        return
    sections = [section for section in difference.sections if _told(section)]
    if sections:
        yield ""
        yield _row(*(say(key, lang) for key in ("what", "added", "removed", "renamed", "changed")))
        yield "| --- | ---: | ---: | ---: | ---: |"
        for section in sections:
            counts = (
                section.added,
                section.removed,
                section.renamed,
                [each for each in section.changed if shown(each)],
            )
            yield _row(section.title, *(str(len(each)) for each in counts))
    for section in sections:
        yield from ("", f"#### {section.title}", "")
        yield _row(*(say(key, lang) for key in ("thing", "property", "before", "after", "evidence")))
        yield _row(*["---"] * 5)
        yield from _rows(section, lang)
    if not sections:
        yield from ("", say("no-words", lang))
    if count := following(difference):
        yield from ("", say("follows", lang, count=count))
    yield from _rest(difference, lang)
    if triples:
        for title, found in triple_lines(difference, lang):
            yield from ("", f"#### {title}", "", "```diff", *(line.replace("```", "` ` `") for line in found), "```")


def _rest(difference: Difference, lang: Lang) -> Iterator[str]:
    if difference.records:
        yield from ("", f"#### {say('records', lang)}", "", f"{record_counts(difference, lang)}.", "")
        yield _row(*(say(key, lang) for key in ("what", "changed", "before", "after")))
        yield _row(*["---"] * 4)
        for record in difference.records:
            change = say(f"record-{record.change}", lang)
            yield _row(
                plain(about(record, lang)),
                change,
                plain(places(record.before, lang)),
                plain(places(record.after, lang)),
            )
    if difference.derived:
        yield from ("", f"#### {say('derived', lang)}", "")
        yield _row(*(say(key, lang) for key in ("what", "added", "removed")))
        yield "| --- | ---: | ---: |"
        for each in difference.derived:
            yield _row(plain(each.label), str(each.added), str(each.removed))
    yield from ("", f"{say('triples', lang)}: {triple_counts(difference, lang)}.")
    if any(difference.nameless):
        yield say("nameless", lang, added=difference.nameless[0], removed=difference.nameless[1])


def _told(section: Section) -> bool:
    return bool(section.added or section.removed or section.renamed or any(map(shown, section.changed)))


def _rows(section: Section, lang: Lang) -> Iterator[str]:
    for thing in section.added:
        yield _row(f"**{_name(thing)}**", say("added", lang).lower(), "", plain(", ".join(thing.kinds)), "")
        for fact in shown(thing):
            if not fact.name:
                yield _row("", plain(fact.label), "", plain(values(fact.after, lang)), plain(support(fact, lang)))
    for thing in section.removed:
        yield _row(f"**{_name(thing)}**", say("removed", lang).lower(), plain(", ".join(thing.kinds)), "", "")
    for thing in section.renamed:
        key = "redirected" if thing.certain else "perhaps-renamed"
        told = say(key, lang, before="", after="").partition(":")[0]
        yield _row(f"**{_name(thing)}**", told, f"`{thing.was}`", f"`{thing.iri}`", "")
        yield from _changes(thing, lang, head="")
    for thing in section.changed:
        yield from _changes(thing, lang, head=f"**{_name(thing)}**")


def _changes(thing: Thing, lang: Lang, head: str) -> Iterator[str]:
    for change in shown(thing):
        cells = (change.label, values(change.before, lang), values(change.after, lang), support(change, lang))
        yield _row(head, *map(plain, cells))
        head = ""


def _name(thing: Thing) -> str:
    return plain(thing.label)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def plain(text: str) -> str:
    """Return a text on one line, with nothing in it that Markdown would take for a sign."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
