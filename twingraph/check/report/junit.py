"""Findings as JUnit XML, as Jenkins and GitLab read it: a suite for each file, a case for each finding.

A finding that makes the check fail is a case that failed; any other is one that passed, with its words as its output.
A file without findings is a suite with one case that passed. Elements and attributes are those of the schema
``junit-10.xsd`` of Jenkins' xUnit plugin, no others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from twingraph.check.findings import SEVERITIES, Place
from twingraph.check.fingerprints import about

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.check.findings import Finding
    from twingraph.check.report.model import Report

#: What XML cannot hold.
_UNFIT: Final = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_PASSED: Final = {"en": "no findings", "ru": "замечаний нет"}


def lines(report: Report) -> Iterator[str]:
    """Yield the lines of a report."""
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    folder = report.folder
    for file in (*folder.turtle_files(), *folder.shape_files(), *folder.rule_files(), *folder.query_files()):
        if report.inside(file):
            findings.setdefault(report.path(file), [])
    for finding in report.findings:
        findings[report.path(report.place(finding).file)].append(finding)
    suites = ET.Element("testsuites", name="twingraph check")
    total = 0
    for path in sorted(findings):
        failures = [finding for finding in findings[path] if _fails(report, finding)]
        total += len(failures)
        suite = ET.SubElement(
            suites,
            "testsuite",
            name=_fit(path),
            tests=str(len(findings[path]) or 1),
            failures=str(len(failures)),
            errors="0",
            file=_fit(path),
        )
        for finding in findings[path]:
            _case(suite, report, path, finding)
        if not findings[path]:
            ET.SubElement(suite, "testcase", name=_PASSED[report.lang], classname=_fit(path))
    suites.set("tests", str(sum(len(told) or 1 for told in findings.values())))
    suites.set("failures", str(total))
    suites.set("errors", "0")
    ET.indent(suites)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield from ET.tostring(suites, encoding="unicode").splitlines()


def _fails(report: Report, finding: Finding) -> bool:
    return SEVERITIES.index(finding.severity) <= SEVERITIES.index(report.fail_on)


def _case(suite: ET.Element, report: Report, path: str, finding: Finding) -> None:
    focus, _, value, _ = about(finding)
    # No line: a case is to be the same one when its line moves.
    name = " ".join(part for part in (finding.rule, focus, value) if part)
    case = ET.SubElement(suite, "testcase", name=_fit(name), classname=_fit(path))
    message = _fit(finding.text(report.lang))
    place: Place = report.place(finding)
    where = ":".join(str(part) for part in (path, place.line, place.column) if part is not None)
    body = f"{_fit(where)}: {message}"
    if _fails(report, finding):
        ET.SubElement(case, "failure", type=finding.severity, message=message).text = body
    else:
        ET.SubElement(case, "system-out").text = body


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)
