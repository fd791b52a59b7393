"""The words of reports: names of severities, counts, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twingraph.check.findings import SEVERITIES, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twingraph.check.report.model import Report

SEVERITY_NAMES: Final[dict[str, dict[str, str]]] = {
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
_KNOWN: Final = {
    "en": "Left out as known from the baseline: {count}.",
    "ru": "Опущено как известное по базовому отчёту: {count}.",
}
_GONE: Final = {
    "en": ("{count} of the baseline is gone.", "{count} of the baseline are gone."),
    "ru": ("Исправлено из базового отчёта: {count}.", "Исправлено из базового отчёта: {count}."),
}
_UNCHANGED: Final = {
    "en": "Left out as not caused by the changes since {since}: {count}.",
    "ru": "Опущено как не вызванное изменениями с {since}: {count}.",
}
_ADJUSTED: Final = {
    "en": "Graded by twingraph.toml otherwise than by their rules: {count}.",
    "ru": "Степень изменена в twingraph.toml: {count}.",
}


def summary(findings: Sequence[Finding], lang: str = "en") -> str:
    """Return the line that says how many findings there are of each severity."""
    counts = {severity: sum(f.severity == severity for f in findings) for severity in SEVERITIES}
    parts = [f"{count} {_form(_COUNTED[lang][name], count)}" for name, count in counts.items() if count]
    return ", ".join(parts) + "." if parts else _NONE[lang]


def asides(report: Report) -> Iterator[str]:
    """Yield what is to be said besides: what was left out, what is gone, what was graded anew."""
    lang = report.lang
    if report.known:
        yield _KNOWN[lang].format(count=report.known)
    if report.gone:
        yield _GONE[lang][report.gone != 1].format(count=report.gone)
    if report.unchanged:
        yield _UNCHANGED[lang].format(count=report.unchanged, since=report.since)
    if report.adjusted:
        yield _ADJUSTED[lang].format(count=report.adjusted)


def whole_summary(report: Report) -> str:
    """Return the summary and all that is to be said besides, as one paragraph."""
    return " ".join((summary(report.findings, report.lang), *asides(report)))


def _form(forms: tuple[str, str, str], count: int) -> str:
    """Return the form of a noun that goes with a number, by the rule of Russian, of which English is a case."""
    if count % 10 == 1 and count % 100 != 11 and (forms[1] != forms[2] or count == 1):
        return forms[0]
    return forms[1] if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else forms[2]
