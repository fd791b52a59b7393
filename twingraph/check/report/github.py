"""Findings as commands of a GitHub workflow, which shows them as annotations at their lines.

GitHub shows ten errors, ten warnings and ten notices a step, so no more are written; a last line says how many are
not shown. Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from twingraph.check.report.words import whole_summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.check.findings import Finding
    from twingraph.check.report.model import Report

_COMMANDS: Final = {"violation": "error", "warning": "warning", "info": "notice"}
#: How many annotations of a kind a step may have.
MOST: Final = 10
_NOT_SHOWN: Final = {
    "en": "{count} more are not shown as annotations: GitHub shows {most} of a kind.",
    "ru": "Ещё {count} не показано аннотациями: GitHub показывает по {most} каждого вида.",
}


def lines(report: Report) -> Iterator[str]:
    """Yield the lines of a report; notes are annotations only when asked for."""
    seen: Counter[str] = Counter()
    left_out = 0
    for finding in report.findings:
        if finding.severity == "info" and not report.notes:
            continue
        seen[finding.severity] += 1
        if seen[finding.severity] > MOST:
            left_out += 1
            continue
        yield _command(report, finding)
    more = [_NOT_SHOWN[report.lang].format(count=left_out, most=MOST)] if left_out else []
    yield " ".join((whole_summary(report), *more))


def _command(report: Report, finding: Finding) -> str:
    place = report.place(finding)
    properties: dict[str, object] = {"file": report.path(place.file), "line": place.line}
    if place.end_line is not None:
        properties["endLine"] = place.end_line
    # GitHub takes columns only where a place begins and ends in one line.
    if place.column is not None and place.end_line in (None, place.line):
        properties["col"] = place.column
        if place.end_column is not None:
            properties["endColumn"] = place.end_column
    properties["title"] = finding.rule
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {told}::{_data(finding.text(report.lang))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
