"""The answer of the reasoner as text and as JSON."""

from __future__ import annotations

import dataclasses
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from twingraph.check.findings import Place
from twingraph.reason.claims import compact
from twingraph.reason.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from twingraph.reason.claims import Claim
    from twingraph.reason.why import Clash, Leftover, Reason, Reasoning
    from twingraph.texts import Lang


_QUOTED: Final = {"en": "“{}”", "ru": "«{}»"}


def text_report(reasoning: Reasoning, lang: Lang = "en", base: Path | None = None) -> Iterator[str]:
    """Yield the lines of a report.

    Args:
        reasoning: What came out.
        lang: The language.
        base: The folder that file names are given relative to; the working directory if none.
    """
    start = (base or Path.cwd()).resolve()
    yield say("consistent" if reasoning.consistent else "inconsistent", lang)
    for clash in reasoning.clashes:
        yield from _clash(clash, lang, start)
    if reasoning.more:
        yield say("more", lang, count=reasoning.more)
    if not reasoning.consistent:
        yield say("more-after", lang)
    if reasoning.unsatisfiable:
        yield say("unsatisfiable", lang, count=len(reasoning.unsatisfiable))
        for clash in reasoning.unsatisfiable:
            yield from _clash(clash, lang, start)
    elif reasoning.consistent:
        yield say("satisfiable", lang)
    if not reasoning.consistent:
        yield say("no-verdict-on-classes", lang)
    for group in reasoning.equivalent:
        yield say("equivalent", lang, classes=", ".join(map(compact, group)))
    yield say("over", lang, count=reasoning.statements)
    yield from _left_out(reasoning.left_out, lang)


def json_report(reasoning: Reasoning, base: Path | None = None) -> dict[str, Any]:
    """Return the answer as values that JSON knows: fields as in :class:`~twingraph.reason.why.Reasoning`."""
    start = (base or Path.cwd()).resolve()
    return {"fine": reasoning.fine, **_plain(reasoning, start)}


def headline(clash: Clash, lang: Lang = "en") -> str:
    """Return what a contradiction is, in a line."""
    return next(_clash(clash, lang, Path())).removeprefix("* ")


def _plain(value: object, base: Path) -> Any:
    if isinstance(value, Place):
        return {"file": _relative(value.file, base), "line": value.line, "column": value.column}
    if dataclasses.is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name), base) for each in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(each, base) for each in value]
    return value


def _clash(clash: Clash, lang: Lang, base: Path) -> Iterator[str]:
    thing = clash.thing or ""
    values = {
        "name": clash.name.get(lang, ""),
        "thing": compact(thing) if ":" in thing and not thing.startswith("[") else thing,
        "classes": say("and", lang).join(_QUOTED[lang].format(side.name[lang]) for side in clash.sides),
    }
    values["what"] = (
        values["thing"] if values["name"] in ("", values["thing"]) else f"{values['name']} ({values['thing']})"
    )
    key = clash.kind
    if len(clash.sides) == 1 and key in {"disjoint", "unsatisfiable-class"}:
        key = "nothing" if key == "disjoint" else "unsatisfiable-class-nothing"
    if key in {"minimal", "shrunk"} and clash.thing is not None:
        yield f"* {say('unsatisfiable-found', lang, **values)}"
        yield f"    {say(f'{key}-of-class', lang)}"
    else:
        yield f"* {say(key, lang, **values)}"
    for claim in clash.claims:
        yield f"      {_told(claim, lang, base)}"
    for side in clash.sides:
        if side.reasons:
            yield f"    {side.name[lang]}:"
        for reason in side.reasons:
            yield from _reason(reason, lang, base)
    if clash.axioms:
        yield f"    {say('clash', lang)}"
        for claim in clash.axioms:
            yield f"      {_told(claim, lang, base)}"


def _reason(reason: Reason, lang: Lang, base: Path) -> Iterator[str]:
    if reason.claim is not None:
        yield f"      {_told(reason.claim, lang, base)}"
    if reason.end is not None and reason.way in {"from", "to", "values"}:
        yield f"        {say(reason.way, lang, end=reason.end, name=reason.name[lang])}"
    indent = " " * (6 if reason.claim is None else 8)
    for axiom in reason.axioms:
        yield f"{indent}{_told(axiom, lang, base)}"


def _told(claim: Claim, lang: Lang, base: Path) -> str:
    if not claim.places:
        return f"{say('derived' if claim.derived else 'not-in-files', lang)}: {_printable(claim.text)}"
    places = ", ".join(
        ":".join([_relative(place.file, base), *(str(part) for part in (place.line, place.column) if part is not None)])
        for place in claim.places
    )
    return f"{places}: {_printable(claim.text)}"


def _left_out(left_out: Iterable[Leftover], lang: Lang) -> Iterator[str]:
    every = list(left_out)
    if not every:
        yield say("nothing-left-out", lang)
        return
    yield say("left-out", lang, count=sum(each.count for each in every))
    for why, group in groupby(every, key=lambda each: each.why):
        some = list(group)
        values: Mapping[str, object] = {
            "what": ", ".join(f"{each.count} {compact(each.what)}" for each in some),
            "count": sum(each.count for each in some),
            "properties": len(some),
        }
        yield f"  {say(f'left-{why}', lang, **values)}"


def _printable(told: str) -> str:
    """Control characters of the data must not steer a terminal."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in told)


def _relative(file: Path, base: Path) -> str:
    path = file.parent.resolve() / file.name
    return str(path.relative_to(base)) if path.is_relative_to(base) else str(file)
