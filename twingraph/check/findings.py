"""A finding: one thing that is wrong, where it stands, which rule says so and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from twingraph.check.core import Outcome

Severity = Literal["violation", "warning", "info"]

#: The severities from the gravest on; only a violation makes a check fail.
SEVERITIES: Final[tuple[Severity, ...]] = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: lines and columns count from 1, columns in code points, the end is exclusive."""

    file: Path
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding has to do with, such as that of the shape which is not met.

    Attributes:
        name: What stands there, as the rule's id is written.
        place: Where.
    """

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        severity: ``violation`` (must be mended), ``warning`` (should be), ``info`` (worth a look).
        rule: The rule's id: a shape's name such as ``tgsh:Agreement-party``, or a name from
            :mod:`twingraph.check.texts`.
        message: What is wrong, why, and how to mend it, by language (``en`` and ``ru``).
        file: The file it stands in, if one is known.
        line: Its line, from 1.
        column: Its column in code points, from 1.
        end_line: The line of its end.
        end_column: The column after its end.
        focus: The IRI of the thing it is about.
        path: The IRI of the property it is about.
        value: The value that is wrong: an IRI, or a literal's lexical form.
        related: Other places that it has to do with; of a shape's finding, the shape's own.
        outcome: What SHACL says of it, if a shape does; no part of what the finding is.
        fingerprint: What it is known by from one check to the next, once a check has told it.
    """

    severity: Severity
    rule: str
    message: Mapping[str, str] = field(hash=False)
    file: Path | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    focus: str | None = None
    path: str | None = None
    value: str | None = None
    related: tuple[Related, ...] = ()
    outcome: Outcome | None = field(default=None, compare=False, repr=False)
    fingerprint: str = field(default="", compare=False, repr=False)

    def at(self, place: Place | None) -> Self:
        """Return this finding with the place; unchanged if there is none."""
        if place is None:
            return self
        return replace(
            self,
            file=place.file,
            line=place.line,
            column=place.column,
            end_line=place.end_line,
            end_column=place.end_column,
        )

    def text(self, lang: str = "en") -> str:
        """Return the message in the language, else in English, else in whichever there is."""
        return self.message.get(lang) or self.message.get("en") or next(iter(self.message.values()), self.rule)


def order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings without repetition, by file, line, column, then gravity and rule.

    Findings without a file come last.
    """
    return sorted(
        dict.fromkeys(findings),
        key=lambda finding: (
            finding.file is None,
            str(finding.file or ""),
            finding.line or 0,
            finding.column or 0,
            SEVERITIES.index(finding.severity),
            finding.rule,
            finding.focus or "",
            finding.value or "",
            finding.path or "",
            finding.text(),
        ),
    )
