"""What the changes since a git revision cause.

The whole folder is checked as it is and as it was then, so that a thing removed from one file is told where another
misses it. A finding is caused by the changes if it was not found then (or was less grave), or if it stands in a line
that was written since. Files are compared with the working tree, so that what is not committed counts too; a file that
was renamed is the same file. Of the repository nothing is changed: git is given an index of its own.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from twingraph.check.baseline import is_known
from twingraph.check.fingerprints import fingerprints, path_in
from twingraph.check.run import check
from twingraph.errors import TwinGraphError
from twingraph.layout import GraphFolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twingraph.check.core import Engine
    from twingraph.check.findings import Finding, Severity
    from twingraph.revisions import Revision

_HUNK: Final = re.compile(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


class Caused(NamedTuple):
    """The findings that the changes cause, and how many others there are."""

    findings: list[Finding]
    others: int


def caused_since(
    revision: Revision,
    folder: GraphFolder,
    findings: Sequence[Finding],
    *,
    documents: Path | None = None,
    engine: Engine = "fast",
) -> Caused:
    """Return the findings that the changes since a revision cause.

    Args:
        revision: The revision of the folder.
        folder: The graph folder.
        findings: What is found in it now.
        documents: Where the texts of the source documents lie, as for the check.
        engine: The SHACL engine.

    Raises:
        GitError: Git cannot give the folder as it was.
    """
    with tempfile.TemporaryDirectory(prefix="twingraph-") as scratch:
        history = _History(revision, Path(scratch))
        old = history.export()
        known = _known(folder, old, history.renamed, documents, engine)
        told = [
            finding
            for finding in findings
            if not is_known(finding, known) or history.touches(path_in(folder, finding.file), finding)
        ]
    return Caused(told, len(findings) - len(told))


def _known(
    folder: GraphFolder, old: Path, renamed: dict[str, str], documents: Path | None, engine: Engine
) -> dict[str, Severity]:
    """Return what was found in the folder as it was; nothing if it was none, or could not be read."""
    if documents is not None and documents.is_relative_to(folder.root):
        then = old / documents.relative_to(folder.root)
        documents = then if then.is_dir() else documents
    try:
        was = GraphFolder.find(old)
        if documents is not None:
            was = was._replace(documents=documents)
        before = check(was, documents=documents, engine=engine)
    except TwinGraphError:
        return {}
    marks = fingerprints(before, was, renamed)
    return {mark: finding.severity for finding, mark in zip(before, marks, strict=True)}


class _History:
    """Asks git what a folder was at a revision.

    Attributes:
        renamed: The paths of renamed files, by those that they had; relative to the folder, as all paths here.
    """

    def __init__(self, revision: Revision, scratch: Path) -> None:
        self._revision = revision
        self._scratch = scratch
        self.renamed: dict[str, str] = {}
        self._changed: dict[str, str] = {}
        self._written: dict[str, list[range]] = {}

    def export(self) -> Path:
        """Write the folder as it was, and return where; then look for what has changed."""
        old = self._revision.export(self._scratch)
        # Files that are only in the working tree take part in the comparison as empty entries of the index.
        self._git("add", "--intent-to-add", "--", ".")
        words = (
            "diff",
            "--name-status",
            "-z",
            "--find-renames",
            "--relative",
            "--no-ext-diff",
            self._revision.commit,
            "--",
        )
        parts = iter(os.fsdecode(self._git(*words)).split("\0"))
        for status in parts:
            if not status:
                break
            before = next(parts)
            after = next(parts) if status[0] in "RC" else before
            if status[0] != "D":
                self._changed[after] = before
            if status[0] == "R":
                self.renamed[before] = after
        return old

    def touches(self, path: str, finding: Finding) -> bool:
        """Return whether a finding in this file stands in a line that was written since."""
        if path not in self._changed or finding.line is None:
            return False
        if path not in self._written:
            self._written[path] = self._lines(path)
        last = finding.end_line or finding.line
        return any(lines.start <= last and finding.line < lines.stop for lines in self._written[path])

    def _lines(self, path: str) -> list[range]:
        words = ("diff", "--unified=0", "--find-renames", "--relative", "--no-ext-diff", "--no-color", "--no-textconv")
        told = self._git(*words, self._revision.commit, "--", *sorted({path, self._changed[path]}))
        found = [(int(start), int(count or 1)) for start, count in _HUNK.findall(told)]
        return [range(start, start + count) for start, count in found]

    def _git(self, *words: str, given: bytes | None = None) -> bytes:
        return self._revision.git(*words, given=given, index=self._scratch / "index")
