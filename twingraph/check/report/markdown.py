"""Findings as Markdown for a pull request: how many by severity and rule, then each with a link to its lines.

The gravest come first, and no more than a comment can hold.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from twingraph.check.findings import SEVERITIES
from twingraph.check.report.words import SEVERITY_NAMES, asides, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.check.findings import Finding, Place
    from twingraph.check.report.model import Report

#: How many findings are told one by one, and in how many characters at most: a comment on GitHub holds 65,536.
MOST: Final = 100
LONGEST: Final = 60_000
_HEADS: Final = {
    "en": ("Check of the graph", "Severity | Rule | Findings", "Place | Severity | What to do"),
    "ru": ("Проверка графа", "Степень | Правило | Число", "Место | Степень | Что сделать"),
}
_MORE: Final = {"en": "… and {count} more.", "ru": "… и ещё {count}."}
_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>#|~@!&])")


def lines(report: Report) -> Iterator[str]:
    """Yield the lines of a report; notes are told one by one only when asked for."""
    title, counted, told = _HEADS[report.lang]
    yield f"### {title}"
    yield ""
    yield " ".join((summary(report.findings, report.lang), *asides(report)))
    if not report.findings:
        return
    yield from ("", f"| {counted} |", "| --- | --- | ---: |")
    counts = Counter((SEVERITIES.index(finding.severity), finding.rule) for finding in report.findings)
    for (grade, rule), count in sorted(counts.items()):
        yield f"| {SEVERITY_NAMES[report.lang][SEVERITIES[grade]]} | {_rule(report, rule)} | {count} |"
    shown = sorted(
        (finding for finding in report.findings if report.notes or finding.severity != "info"),
        key=lambda finding: SEVERITIES.index(finding.severity),
    )
    rows: list[str] = []
    for finding in shown[:MOST]:
        row = _row(report, finding)
        if sum(map(len, rows)) + len(row) > LONGEST:
            break
        rows.append(row)
    if rows:
        yield from ("", f"| {told} |", "| --- | --- | --- |", *rows)
    if len(rows) < len(shown):
        yield from ("", _MORE[report.lang].format(count=len(shown) - len(rows)))


def _row(report: Report, finding: Finding) -> str:
    place = report.place(finding)
    path = report.path(place.file)
    name = f"{path}:{place.line}" if finding.line is not None else path
    what = f"{_plain(finding.text(report.lang))} ({_rule(report, finding.rule)})"
    return f"| [{_plain(name)}]({_link(report, place)}) | {SEVERITY_NAMES[report.lang][finding.severity]} | {what} |"


def _rule(report: Report, rule: str) -> str:
    link = report.link(rule) if report.folder.rules is not None else None
    code = f"`{rule}`" if "`" not in rule and "|" not in rule else _plain(rule)
    return f"[{code}]({link})" if link else code


def _link(report: Report, place: Place) -> str:
    """Return the link to the lines: at the forge whose workflow this is, else within the repository."""
    path = quote(report.path(place.file))
    lines_ = f"#L{place.line}"
    several = place.end_line is not None and place.end_line != place.line
    if os.environ.get("GITHUB_ACTIONS") and report.inside(place.file):
        server, repository, commit = (
            os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")
        )
        return f"{server}/{repository}/blob/{commit}/{path}{lines_}{f'-L{place.end_line}' if several else ''}"
    if os.environ.get("GITLAB_CI") and report.inside(place.file):
        project, commit = os.environ.get("CI_PROJECT_URL", ""), os.environ.get("CI_COMMIT_SHA", "")
        return f"{project}/-/blob/{commit}/{path}{lines_}{f'-{place.end_line}' if several else ''}"
    return f"{path}{lines_}"


def _plain(text: str) -> str:
    """Return a text on one line, with nothing in it that Markdown would take for a sign."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
