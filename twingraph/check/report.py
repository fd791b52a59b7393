"""Findings as text, one a line: ``file:line:column: severity [rule] message``, and their count."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from twingraph.check.findings import SEVERITIES, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SEVERITY_NAMES: Final[dict[str, dict[str, str]]] = {
    "en": {"violation": "violation", "warning": "warning", "info": "info"},
    "ru": {"violation": "нарушение", "warning": "предупреждение", "info": "замечание"},
}
_COUNTED: Final[dict[str, dict[str, tuple[str, str, str]]]] = {
    "en": {
        "violation": ("violation", "violations", "violations"),
        "warning": ("warning", "warnings", "warnings"),
        "info": ("note", "notes", "notes"),
    },
    "ru": {
        "violation": ("нарушение", "нарушения", "нарушений"),
        "warning": ("предупреждение", "предупреждения", "предупреждений"),
        "info": ("замечание", "замечания", "замечаний"),
    },
}
_NONE: Final = {"en": "No findings.", "ru": "Замечаний нет."}


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
    name = _SEVERITY_NAMES[lang][finding.severity]
    message = " ".join(finding.text(lang).split())
    return f"{where}: {name} [{finding.rule}] {message}"


def summary(findings: Sequence[Finding], lang: str = "en") -> str:
    """Return the line that says how many findings there are of each severity."""
    counts = {severity: sum(f.severity == severity for f in findings) for severity in SEVERITIES}
    parts = [f"{count} {_form(_COUNTED[lang][name], count)}" for name, count in counts.items() if count]
    return ", ".join(parts) + "." if parts else _NONE[lang]


def _form(forms: tuple[str, str, str], count: int) -> str:
    """Return the form of a noun that goes with a number, by the rule of Russian, of which English is a case."""
    if count % 10 == 1 and count % 100 != 11 and (forms[1] != forms[2] or count == 1):
        return forms[0]
    return forms[1] if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else forms[2]


def _relative(file: Path, base: Path | None) -> str:
    start = (base or Path.cwd()).resolve()
    path = file.parent.resolve() / file.name  # a link is told by its own name, not by that of what it leads to
    return str(path.relative_to(start)) if path.is_relative_to(start) else str(file)
