"""Findings as SARIF 2.1.0, for code scanning and editors.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from twingraph.check.fingerprints import named
from twingraph.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.check.findings import Finding, Place
    from twingraph.check.report.model import Report
    from twingraph.check.rulebook import Rule

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT: Final = "%SRCROOT%"
_LEVELS: Final = {"violation": "error", "warning": "warning", "info": "note"}
_FINGERPRINT: Final = "twingraph/v1"
_SENTENCE: Final = re.compile(r"(?<=[.!?]) ")
_RELATED: Final = {"en": "The rule {name}", "ru": "Правило {name}"}


def lines(report: Report) -> Iterator[str]:
    """Yield the lines of a report; messages are in its language, the rules are described in English."""
    ids = sorted({finding.rule for finding in report.findings})
    index = {rule: number for number, rule in enumerate(ids)}
    run = {
        "tool": {
            "driver": {
                "name": "TwinGraph",
                "semanticVersion": __version__,
                "language": "en",
                "rules": [_rule(report, rule, report.rules.get(rule)) for rule in ids],
            }
        },
        "language": report.lang,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "results": [_result(report, finding, index[finding.rule]) for finding in report.findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    yield from json.dumps(log, ensure_ascii=False, indent=2).splitlines()


def _rule(report: Report, name: str, rule: Rule | None) -> dict[str, object]:
    words = re.split(r"[^A-Za-z0-9]+", name.rpartition(":")[2])
    told: dict[str, object] = {"id": name, "name": "".join(word[:1].upper() + word[1:] for word in words) or name}
    if rule is not None:
        message = rule.message.get("en") or next(iter(rule.message.values()))
        told["shortDescription"] = {"text": _SENTENCE.split(message, maxsplit=1)[0]}
        told["fullDescription"] = {"text": message}
        told["defaultConfiguration"] = {"level": _LEVELS[rule.severity]}
    link = report.link(name)
    # The schema wants a whole address here, which a folder without one of its own does not have.
    if link is not None and report.folder.rules is not None:
        told["helpUri"] = link
    return told


def _result(report: Report, finding: Finding, index: int) -> dict[str, object]:
    about = {"focus": named(finding, "focus"), "path": finding.path, "value": named(finding, "value")}
    told: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.text(report.lang)},
        "locations": [{"physicalLocation": _location(report, report.place(finding))}],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
        "properties": {key: value for key, value in about.items() if value is not None},
    }
    related_places = report.related(finding)
    if related_places:
        told["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": _RELATED[report.lang].format(name=related.name)},
                "physicalLocation": _location(report, related.place),
            }
            for number, related in enumerate(related_places, 1)
        ]
    return told


def _location(report: Report, place: Place) -> dict[str, object]:
    if report.inside(place.file):
        artifact = {"uri": quote(report.path(place.file)), "uriBaseId": _ROOT}
    else:
        artifact = {"uri": place.file.resolve().as_uri()}
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    stated = {key: value for key, value in region.items() if value is not None}
    return {"artifactLocation": artifact} | ({"region": stated} if stated else {})
