"""Answers that differ, told: as tables, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from twingraph.diff.report.markdown import LONGEST, plain
from twingraph.diff.texts import say
from twingraph.provenance import in_json
from twingraph.queries.results import Result
from twingraph.tables import markdown_table, plain_table
from twingraph.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twingraph.diff.answers import Answer, Answers
    from twingraph.queries.header import Column
    from twingraph.texts import Lang

KIND: Final = "twingraph diff --answers"
VERSION: Final = 1


def told(answers: Answers, form: str, lang: Lang, *, width: int | None = None) -> str:
    """Return answers that differ in one of the forms ``text``, ``markdown`` and ``json``.

    Args:
        answers: The answers.
        form: The form.
        lang: The language of titles.
        width: How many characters fit on a line of text; None for no limit.
    """
    if form == "json":
        return _json(answers, lang)
    lines: list[str] = []
    length = left = 0
    for part in _parts(answers, lang, width, markdown=form == "markdown"):
        if form == "markdown" and (left or length + len(part) > LONGEST):
            left += 1
            continue
        length += len(part) + 2
        lines.append(part)
    if left:
        lines.append(say("more", lang, count=left))
    return "\n\n".join(lines)


def _parts(answers: Answers, lang: Lang, width: int | None, *, markdown: bool) -> Iterator[str]:
    """Yield what stands with an empty line between."""
    clean = plain if markdown else str
    sides = say("sides", lang, old=clean(answers.old), new=clean(answers.new))
    yield f"### {say('answers', lang)}" if markdown else sides
    if markdown:
        yield f"{sides}."
    if not answers:
        yield say("answers-none", lang)
    for each in (each for each in answers.found if not _senseless(each)):
        call = _call(each)
        head = f"#### {plain(call)}" if markdown else call
        yield f"{head}\n\n{clean(each.question)}" if markdown else f"{head}\n{each.question}".rstrip()
        yield from _remarks(each, lang)
        titles = _titles(each)
        for rows, key in ((each.removed, "rows-removed"), (each.added, "rows-added")):
            if rows:
                result = _result(each, rows, titles)
                table = markdown_table(result, lang) if markdown else plain_table(result, lang, width)
                between = "\n\n" if markdown else "\n"
                yield f"{say(key, lang, count=len(rows))}{between}{table}"
    if left := [each for each in answers.found if _senseless(each)]:
        lines = [f"- {clean(_call(each))}: {clean(_reason(each, lang))}" for each in left]
        between = "\n\n" if markdown else "\n"
        yield between.join((say("answers-unasked", lang), "\n".join(lines)))
    yield say("answers-same", lang, same=answers.same)


def _call(answer: Answer) -> str:
    return " ".join((answer.query, *(f"{name}={value}" for name, value in answer.values.items())))


def _senseless(answer: Answer) -> bool:
    """Return whether the call makes no sense to either side."""
    return answer.reason_new is not None and answer.reason_new is answer.reason_old


def _reason(answer: Answer, lang: Lang) -> str:
    return answer.reason_new.message(lang) if answer.reason_new is not None else ""


def _remarks(answer: Answer, lang: Lang) -> Iterator[str]:
    if answer.only is not None:
        yield say(f"answers-only-{answer.only}", lang)
    for side, reason in (("old", answer.reason_old), ("new", answer.reason_new)):
        if reason is not None:
            yield say(f"answers-unasked-{side}", lang, reason=reason.message(lang))


def _titles(answer: Answer) -> dict[str, Column]:
    """Return the columns with what tables show of them: details too where rows would else look alike."""
    shown = [number for number, name in enumerate(answer.columns) if _is_shown(answer, name)]

    def told(numbers: Sequence[int]) -> list[Counter[tuple[str, ...]]]:
        return [
            Counter(tuple(str(row[number]) for number in numbers) for row in rows)
            for rows in (answer.removed, answer.added)
        ]

    def differs(name: str) -> bool:
        before, after = told([answer.columns.index(name)])
        return before != after

    before, after = told(shown)
    if not before & after:
        return dict(answer.described)
    found = dict(answer.described)
    for name in answer.columns:
        column = found.get(name)
        if column is None or (column.label and differs(column.label)):
            continue
        if differs(name):
            found[name] = found[name]._replace(detail=False, label=None)
    return found


def _is_shown(answer: Answer, name: str) -> bool:
    column = answer.described.get(name)
    return column is None or not (column.detail or column.label in answer.columns)


def _result(answer: Answer, rows: Sequence[Sequence[object]], described: dict[str, Column]) -> Result:
    bindings = [
        {name: in_json(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in rows
    ]
    text = json.dumps({"head": {"vars": answer.columns}, "results": {"bindings": bindings}})

    def parsed() -> QuerySolutions:
        found = parse_query_results(text, QueryResultsFormat.JSON)
        assert isinstance(found, QuerySolutions)  # noqa: S101 - what we wrote ourselves
        return found

    return Result(parsed, described)


def _json(answers: Answers, lang: Lang) -> str:
    def rows(answer: Answer, found: Sequence[Sequence[object]]) -> list[dict[str, Any]]:
        return [
            {name: in_json(term) if term is not None else None for name, term in zip(answer.columns, row, strict=True)}
            for row in found
        ]

    report = {
        "report": KIND,
        "version": VERSION,
        "program": __version__,
        "old": answers.old,
        "new": answers.new,
        "differs": bool(answers),
        "same": answers.same,
        "answers": [
            {
                "query": each.query,
                "question": each.question,
                "values": dict(each.values),
                "only": each.only,
                "reasonOld": each.reason_old.message(lang) if each.reason_old else None,
                "reasonNew": each.reason_new.message(lang) if each.reason_new else None,
                "columns": list(each.columns),
                "added": rows(each, each.added),
                "removed": rows(each, each.removed),
            }
            for each in answers.found
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)
