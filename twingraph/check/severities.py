"""Severities that a graph folder sets for itself: the table ``[check.severity]`` of its ``twingraph.toml``.

Each rule graded anew has its reason, so that a later reader can tell a decision from a finding made to go away::

    [check.severity]
    "tgsh:Agreement-title-given" = {severity = "off", reason = "none of these sources gives a title"}
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from twingraph.check.findings import SEVERITIES, order
from twingraph.errors import GraphError
from twingraph.layout import CONFIG, read_config
from twingraph.near import near_or_all

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from twingraph.check.findings import Finding, Severity
    from twingraph.layout import GraphFolder

#: What a rule is graded as if its findings are not to be told at all.
OFF: Final = "off"
_KNOWN: Final = (*SEVERITIES, OFF)
#: What may stand in ``[check]``: severities, where :mod:`twingraph.check.query_set` finds golden answers, a time limit.
_SETTINGS: Final = ("severity", "golden", "timeout")


@dataclass(frozen=True, slots=True)
class Adjustments:
    """The severities of a folder's own, by rule; ``off`` for findings that are not told.

    Attributes:
        file: The file that sets them.
        severities: The severities.
    """

    file: Path
    severities: Mapping[str, str]

    @classmethod
    def read(cls, folder: GraphFolder) -> Adjustments:
        """Read those of a graph folder.

        Raises:
            GraphError: There is another setting in ``[check]``, a severity that there is not, or no reason.
        """
        file = folder.root / CONFIG
        table = read_config(file).check
        for key in table:
            if key not in _SETTINGS:
                known = ", ".join(f"check.{name}" for name in _SETTINGS)
                raise GraphError("unknown-setting", file=file, key=f"check.{key}", known=known)
        severities = table.get("severity", {})
        if not isinstance(severities, dict):
            raise GraphError("setting-not-table", file=file, key="check.severity")
        return cls(file, {rule: _severity(file, rule, value) for rule, value in severities.items()})

    def know(self, rules: Collection[str], *, whole: bool) -> None:
        """Compare the rules with those that there are.

        Args:
            rules: The ids of all rules.
            whole: Whether all files were read; else a rule may stand in one that was not.

        Raises:
            GraphError: There is no such rule.
        """
        for rule in self.severities:
            if whole and rule not in rules:
                near = near_or_all(rule, rules, 1) if len(rules) else ""
                raise GraphError("unknown-severity-rule", file=self.file, rule=rule, near=near)

    def apply(self, findings: Sequence[Finding]) -> tuple[list[Finding], int]:
        """Return the findings with these severities, and how many of them were graded otherwise before."""
        kept: list[Finding] = []
        adjusted = 0
        for finding in findings:
            severity = self.severities.get(finding.rule, finding.severity)
            adjusted += severity != finding.severity
            if severity != OFF:
                kept.append(replace(finding, severity=cast("Severity", severity)))
        return order(kept), adjusted


def _severity(file: Path, rule: str, value: object) -> str:
    if not isinstance(value, dict) or not set(value) <= {"severity", "reason"} or "severity" not in value:
        raise GraphError("severity-form", file=file, rule=rule)
    severity, reason = value["severity"], value.get("reason")
    if severity not in _KNOWN:
        raise GraphError("unknown-severity", file=file, rule=rule, given=severity, known=", ".join(_KNOWN))
    if not isinstance(reason, str) or not reason.strip():
        raise GraphError("severity-reason", file=file, rule=rule)
    return str(severity)
