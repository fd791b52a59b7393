"""Findings as JSON for programs, and as a baseline; ``schema.json`` beside this module says what each key means.

Keys are never renamed or taken away under one ``version``; every key is always there, null where there is nothing to
say.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from twingraph.check.findings import SEVERITIES, Place
from twingraph.check.fingerprints import named
from twingraph.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.check.findings import Finding
    from twingraph.check.report.model import Report

KIND: Final = "twingraph check"
VERSION: Final = 1


def lines(report: Report) -> Iterator[str]:
    """Yield the lines of a report."""
    told = {
        "report": KIND,
        "version": VERSION,
        "program": __version__,
        "failed": report.failed,
        "failOn": report.fail_on,
        "since": report.since,
        "counts": {severity: report.count(severity) for severity in SEVERITIES}
        | {
            "known": report.known,
            "gone": report.gone,
            "unchanged": report.unchanged,
            "adjusted": report.adjusted,
        },
        "findings": [_finding(report, finding) for finding in report.findings],
    }
    yield from json.dumps(told, ensure_ascii=False, indent=2).splitlines()


def _finding(report: Report, finding: Finding) -> dict[str, object]:
    own = (
        Place(finding.file, finding.line, finding.column, finding.end_line, finding.end_column)
        if finding.file
        else None
    )
    return {
        "severity": finding.severity,
        "rule": finding.rule,
        "link": report.link(finding.rule),
        "message": dict(sorted(finding.message.items())),
        **_place(report, own),
        "focus": named(finding, "focus"),
        "path": finding.path,
        "value": named(finding, "value"),
        "fingerprint": finding.fingerprint,
        "related": [{"name": related.name, **_place(report, related.place)} for related in report.related(finding)],
    }


def _place(report: Report, place: Place | None) -> dict[str, object]:
    return {
        "file": report.path(place.file) if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "endLine": place.end_line if place else None,
        "endColumn": place.end_column if place else None,
    }
