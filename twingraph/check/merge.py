"""One fault, one finding: leave out the findings that only follow from another.

A misspelt property is also a property that is missing, an unknown class leaves its members without one, and
what a broken file describes is missing everywhere else. Such findings are left out as long as their cause is
told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twingraph.check.sparql_text import named_iris

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from twingraph.check.findings import Finding

#: Shapes that say what a check of the program also says, and the rules of that check.
_TWINS: Final[dict[str, tuple[str, ...]]] = {
    "tgsh:Thing-evidence": ("evidence-missing",),
    "tgsh:SpanRecord-insideDocument": ("evidence-span", "omission-span"),
    "tgsh:SpanRecord-order": ("evidence-span", "omission-span"),
    "tgsh:StatementRecord-statement": ("evidence-unstated",),
}


class Causes:
    """The findings from which others follow.

    Args:
        unknown: The findings that a term is not defined (rules ``unknown-…``).
        near: Gives the term that a misspelt one was probably meant to be.
        lost: The IRIs that broken files name.
    """

    def __init__(
        self, unknown: Iterable[Finding], near: Callable[[str], str | None], lost: Collection[str] = ()
    ) -> None:
        self._lost = lost
        self._classless: set[str] = set()
        self._statements: set[tuple[str | None, str | None]] = set()
        for cause in unknown:
            self._statements.add((cause.focus, cause.path))
            if cause.rule == "unknown-class" and cause.focus:
                self._classless.add(cause.focus)
            if cause.rule == "unknown-property" and cause.path:
                self._statements.add((cause.focus, near(cause.path)))

    def explain(self, focus: str | None, path: str | None, value: str | None) -> bool:
        """Return whether a finding about this statement only follows from one that is told."""
        if focus in self._lost or value in self._lost or focus in self._classless or value in self._classless:
            return True
        return path is not None and (focus, path) in self._statements


def without_twins(findings: Iterable[Finding], said: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out what a shape says where a check of the program says the same of the same line.

    The shapes say it for those who have only a SHACL engine.

    Args:
        findings: What the shapes say.
        said: What the check of evidence says, told or left out.
    """
    lines = {(finding.rule, finding.file, finding.line) for finding in said}
    for finding in findings:
        twins = _TWINS.get(finding.rule, ())
        if not any((twin, finding.file, finding.line) in lines for twin in twins):
            yield finding


def mentioned(files: Iterable[Path]) -> set[str]:
    """Return the IRIs that Turtle files name which cannot be parsed, as far as they can be read."""
    found: set[str] = set()
    for file in files:
        try:
            text = file.read_bytes().decode("utf-8", errors="replace")
        except OSError:
            continue
        # Directives are written the other way, so that the reader of SPARQL knows them.
        text = text.replace("@prefix", "PREFIX ").replace("@base", "BASE ")
        found |= {named.iri for named in named_iris(text)}
    return found
