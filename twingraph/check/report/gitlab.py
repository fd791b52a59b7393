"""Findings as GitLab's Code Quality report, which merge requests show at their lines.

Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.check.report.model import Report

_SEVERITIES: Final = {"violation": "critical", "warning": "minor", "info": "info"}


def lines(report: Report) -> Iterator[str]:
    """Yield the lines of a report."""
    told = []
    for finding in report.findings:
        place = report.place(finding)
        span = {"begin": place.line} | ({"end": place.end_line} if place.end_line is not None else {})
        told.append(
            {
                "description": finding.text(report.lang),
                "check_name": finding.rule,
                "fingerprint": finding.fingerprint,
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": report.path(place.file), "lines": span},
            }
        )
    yield from json.dumps(told, ensure_ascii=False, indent=2).splitlines()
