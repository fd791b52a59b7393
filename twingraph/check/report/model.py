"""What all forms of a report are made of: the findings, and how files, places and rules are named in it.

For programs a file is named by its path in the repository, or in the graph folder if that is in none; a file outside
by its whole path.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from twingraph.check.findings import Place
from twingraph.check.graph_checks import graph_checks
from twingraph.check.rulebook import Rule, anchor, rulebook
from twingraph.check.run import fails
from twingraph.check.shapes import Shapes
from twingraph.layout import CONFIG

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from twingraph.check.findings import Finding, Related, Severity
    from twingraph.layout import GraphFolder

#: The page of rules that a graph folder may bring along.
_PAGE: Final = "docs/rules.md"


@dataclass(frozen=True)
class Report:
    """What is to be told of a check.

    Attributes:
        findings: What was found, in the order to be told.
        folder: The graph folder that was checked.
        lang: The language.
        notes: Whether people are told one by one what is only worth a look; programs always are.
        fail_on: The least grave severity that makes the check fail.
        adjusted: How many findings ``twingraph.toml`` grades otherwise than their rules do.
        known: How many were left out because the baseline has them.
        gone: How many the baseline has that are found no more.
        unchanged: How many were left out because the changes since a revision do not cause them.
        since: That revision.
    """

    findings: Sequence[Finding]
    folder: GraphFolder
    lang: str = "en"
    notes: bool = False
    fail_on: Severity = "violation"
    adjusted: int = 0
    known: int = 0
    gone: int = 0
    unchanged: int = 0
    since: str | None = None

    @property
    def failed(self) -> bool:
        """Whether the check fails."""
        return fails(self.findings, self.fail_on)

    @cached_property
    def root(self) -> Path:
        """The root of the repository that the graph folder lies in; the folder itself if it lies in none."""
        folder = self.folder.root.resolve()
        return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), folder)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rules by their ids; those of shapes that cannot be read are not among them."""
        checks, _ = graph_checks(self.folder)
        try:
            return rulebook(Shapes(self.folder.shape_files()), checks)
        except (SyntaxError, OSError, ValueError):
            return rulebook(Shapes(()), checks)

    def path(self, file: Path) -> str:
        """Return the name of a file."""
        whole = file.parent.resolve() / file.name
        return (whole.relative_to(self.root) if whole.is_relative_to(self.root) else whole).as_posix()

    def inside(self, file: Path) -> bool:
        """Return whether a file lies below the root."""
        return (file.parent.resolve() / file.name).is_relative_to(self.root)

    def place(self, finding: Finding) -> Place:
        """Return a file and a line for a finding, for forms that cannot do without.

        A finding without a line is told at the first of its file, one about a folder or without a file at that of the
        file that has most to do with it: of the folder's first, of the shape's, of ``twingraph.toml``, of any.
        """
        file = finding.file
        if file is not None and not file.is_dir():
            return Place(file, finding.line or 1, finding.column, finding.end_line, finding.end_column)
        near = [found for found in sorted(file.rglob("*.ttl")) if self.inside(found)][:1] if file is not None else []
        config = self.folder.root / CONFIG
        near += [related.place.file for related in self.related(finding)]
        near += [config] if config.is_file() else []
        near += [found for found in self.folder.turtle_files() if self.inside(found)][:1]
        return Place(near[0] if near else config, 1)

    def related(self, finding: Finding) -> list[Related]:
        """Return the other places of a finding that lie below the root: those of borrowed shapes do not."""
        return [related for related in finding.related if self.inside(related.place.file)]

    def link(self, rule: str) -> str | None:
        """Return the link to a rule's page: where ``twingraph.toml`` says, else in the folder, if it is there."""
        page = self.folder.rules
        if page is None:
            own = self.folder.root / _PAGE
            page = self.path(own) if own.is_file() else None
        return f"{page}#{anchor(rule)}" if page is not None else None

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(finding.severity == severity for finding in self.findings)
