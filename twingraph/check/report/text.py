"""Findings as text, one a line: ``file:line:column: severity [rule] message``, and their count."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twingraph.check.report.words import SEVERITY_NAMES, asides, summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twingraph.check.findings import Finding
    from twingraph.check.report.model import Report


def lines(report: Report) -> Iterator[str]:
    """Yield the lines of a report; file names are relative to the working directory."""
    yield from text_report(report.findings, report.lang, notes=report.notes)
    yield from asides(report)


def text_report(
    findings: Sequence[Finding], lang: str = "en", base: Path | None = None, *, notes: bool = True
) -> Iterator[str]:
    """Yield the lines of a report.

    Args:
        findings: What was found, in the order to be told.
        lang: ``en`` or ``ru``.
        base: The folder that file names are given relative to; the working directory if none.
        notes: Whether what is only worth a look is told one by one, and not only counted.
    """
    for finding in findings:
        if notes or finding.severity != "info":
            yield text_line(finding, lang, base)
    yield summary(findings, lang)


def text_line(finding: Finding, lang: str = "en", base: Path | None = None) -> str:
    """Return one finding as a line; the thing it is about is named where no line can be."""
    place = [str(part) for part in (finding.line, finding.column) if part is not None]
    where = ":".join([_relative(finding.file, base), *place]) if finding.file else f"<{finding.focus or '-'}>"
    name = SEVERITY_NAMES[lang][finding.severity]
    message = " ".join(finding.text(lang).split())
    return f"{where}: {name} [{finding.rule}] {message}"


def _relative(file: Path, base: Path | None) -> str:
    start = (base or Path.cwd()).resolve()
    path = file.parent.resolve() / file.name  # a link is told by its own name, not by that of what it leads to
    return str(path.relative_to(start)) if path.is_relative_to(start) else str(file)
