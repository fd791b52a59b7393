"""IRIs that were there at a git revision and are gone.

Others may point at a term or a thing, so it is not to be taken away but to be kept with ``owl:deprecated true`` or
``dcterms:isReplacedBy``: an IRI is gone if no file says anything of it any more. Which IRIs must last, the query
``queries/vocabulary/lasting.rq`` says.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, RdfFormat, Store

from twingraph.check.findings import Finding, Place
from twingraph.check.positions import TurtleText
from twingraph.check.texts import message
from twingraph.terms import ID, short
from twingraph.turtle.tokens import TurtleError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from twingraph.check.vocabulary import Vocabulary
    from twingraph.layout import GraphFolder
    from twingraph.revisions import Revision

_HUNK: Final = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_DIFF: Final = ("diff", "--find-renames", "--relative", "--no-ext-diff")


class _Then(NamedTuple):
    """A file as it was: its path then and, if it is still there, now, both relative to the graph folder."""

    path: str
    now: str | None


def removed_findings(
    revision: Revision, folder: GraphFolder, store: Store, vocabulary: Vocabulary, unread: Collection[str] = ()
) -> Iterator[Finding]:
    """Yield the IRIs of ours that are gone since a revision, at the place where they stood.

    Args:
        revision: The revision of the folder.
        folder: The graph folder.
        store: Its store, as it is now.
        vocabulary: Tells which namespaces are ours.
        unread: IRIs that stand in files which cannot be read.

    Raises:
        GitError: Git cannot give the files as they were.
    """
    for then in _touched(revision, folder):
        text = revision.git("show", f"{revision.commit}:./{then.path}").decode("utf-8", errors="replace")
        file = folder.root / then.path
        gone = [
            node
            for node in _lasting(folder, text, file)
            if (vocabulary.own(node.value) or node.value.startswith((f"{folder.base}id/", ID)))
            and node.value not in unread
            and next(store.quads_for_pattern(node, None, None), None) is None
        ]
        if not gone:
            continue
        try:
            positions = TurtleText.of(text, file, base=file.resolve().as_uri())
        except TurtleError:
            continue
        moved = _Moved(revision, folder, then)
        for node in gone:
            span = positions.of_subject(node)
            line = positions.place(span).line or 1 if span else 1
            told = message(
                "iri-removed",
                term=short(node.value, vocabulary.prefixes),
                file=then.path,
                line=line,
                revision=revision.commit[:12],
            )
            yield Finding("violation", "iri-removed", told, focus=node.value).at(moved.place(line))


def _touched(revision: Revision, folder: GraphFolder) -> Iterator[_Then]:
    """Yield the Turtle files of ontology and data that are not what they were."""
    parts = iter(os.fsdecode(revision.git(*_DIFF, "--name-status", "-z", revision.commit, "--", ".")).split("\0"))
    for status in parts:
        if not status:
            return
        before = next(parts)
        after = next(parts) if status[0] in "RC" else before
        file = folder.root / before
        ours = file.suffix == ".ttl" and any(file.is_relative_to(part) for part in (folder.ontology, folder.data))
        if ours and status[0] not in "AC":
            yield _Then(before, None if status[0] == "D" else after)


def _lasting(folder: GraphFolder, text: str, file: Path) -> list[NamedNode]:
    """Return what must last of a file as it was; nothing if it was no Turtle then."""
    then = Store()
    try:
        then.load(text, RdfFormat.TURTLE, base_iri=file.resolve().as_uri(), to_graph=DefaultGraph())
    except SyntaxError:
        return []
    rows = then.query(folder.machinery("vocabulary/lasting"))
    return [row[0] for row in rows if isinstance(row[0], NamedNode)] if isinstance(rows, QuerySolutions) else []


class _Moved:
    """Finds the line at which something stood in the file as it is now."""

    def __init__(self, revision: Revision, folder: GraphFolder, then: _Then) -> None:
        self._file = folder.root / (then.now or then.path)
        self._hunks: list[tuple[int, int, int, int]] = []
        if then.now is not None:
            paths = sorted({then.path, then.now})
            told = revision.git(*_DIFF, "--unified=0", "--no-color", "--no-textconv", revision.commit, "--", *paths)
            for old, olds, new, news in _HUNK.findall(told.decode("utf-8", errors="replace")):
                self._hunks.append((int(old), int(olds or 1), int(new), int(news or 1)))

    def place(self, line: int) -> Place:
        """Return the line where this old line would stand; of a file that is gone, the nearest folder that is there."""
        if not self._file.is_file():
            return Place(next(folder for folder in self._file.parents if folder.is_dir()))
        shift = 0
        for old, olds, new, news in self._hunks:
            if old <= line < old + olds:
                return Place(self._file, max(new, 1))
            if old + olds <= line:
                shift += news - olds
        return Place(self._file, max(line + shift, 1))
