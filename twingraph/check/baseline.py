"""What was found before: a baseline, by which only what is new is told, and what is gone is counted.

A baseline is a report that ``twingraph check --format json`` wrote.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from twingraph.check.findings import SEVERITIES
from twingraph.check.report.json import KIND, VERSION
from twingraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from twingraph.check.findings import Finding, Severity

_NO_REPORT: Final = f'"report": "{KIND}"'


class Compared(NamedTuple):
    """Findings that are not in the baseline, how many are, and how many of the baseline are found no more."""

    findings: list[Finding]
    known: int
    gone: int


def read_baseline(file: Path) -> dict[str, Severity]:
    """Return the fingerprints of a report, each with how grave the finding was.

    Raises:
        UsageError: The file cannot be read, or is no such report.
    """
    try:
        report = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError("no-baseline", file=file, reason=error.strerror) from error
    except (ValueError, RecursionError) as error:
        raise UsageError("bad-baseline", file=file, reason=error) from error
    if not isinstance(report, dict) or report.get("report") != KIND:
        raise UsageError("bad-baseline", file=file, reason=f"≠ {_NO_REPORT}")
    if report.get("version") != VERSION:
        raise UsageError("bad-baseline", file=file, reason=f'"version": {report.get("version")} ≠ {VERSION}')
    told = report.get("findings")
    if not isinstance(told, list):
        raise UsageError("bad-baseline", file=file, reason='"findings": ?')
    known: dict[str, Severity] = {}
    for number, finding in enumerate(told):
        entry = finding if isinstance(finding, dict) else {}
        fingerprint, severity = entry.get("fingerprint"), entry.get("severity")
        if not isinstance(fingerprint, str) or severity not in SEVERITIES:
            raise UsageError("bad-baseline", file=file, reason=f"findings[{number}]: fingerprint, severity?")
        known[fingerprint] = severity
    return known


def compare(findings: Sequence[Finding], known: Mapping[str, Severity]) -> Compared:
    """Leave out the findings that are known; one that has become graver is told anew."""
    new = [finding for finding in findings if not is_known(finding, known)]
    found = {finding.fingerprint for finding in findings}
    return Compared(new, len(findings) - len(new), len(known.keys() - found))


def is_known(finding: Finding, known: Mapping[str, Severity]) -> bool:
    """Return whether a finding was there before, and was then as grave as now."""
    before = known.get(finding.fingerprint)
    return before is not None and SEVERITIES.index(before) <= SEVERITIES.index(finding.severity)
