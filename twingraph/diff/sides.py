"""The two graphs that are compared: a folder as it is, or as it was at a git revision.

A revision is written to a folder of its own, and the repository is left alone; only what makes a graph is written:
ontology, data, shapes, queries and the configuration.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from twingraph.errors import GraphError, TwinGraphError, UsageError
from twingraph.graph import KnowledgeGraph
from twingraph.layout import CONFIG, PARTS, GraphFolder
from twingraph.loader import load
from twingraph.revisions import Revision

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMIT = 12
"""How many signs of a commit's name are told."""


class Side:
    """One of the two graphs.

    Args:
        folder: Its files.
        name: What it is called in what is told: the path of a folder, or a revision.
        commit: The full name of the commit, for a revision.

    Attributes:
        folder: Its files.
        name: What it is called.
        commit: The full name of the commit, if it is a revision.
    """

    def __init__(self, folder: GraphFolder, name: str, commit: str | None = None) -> None:
        self.folder = folder
        self.name = name
        self.commit = commit

    @property
    def title(self) -> str:
        """What it is called, with its commit."""
        if self.commit is None or self.commit.startswith(self.name):
            return self.name
        return f"{self.name} ({self.commit[:_COMMIT]})"

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """The graph, loaded into memory.

        Raises:
            GraphError: A file is broken; it is named with the revision that it is of.
        """
        with self.blamed():
            return KnowledgeGraph(self.folder, load(self.folder))

    @contextmanager
    def blamed(self) -> Iterator[None]:
        """Name the revision and the file in errors of this side, not the folder that it was written to."""
        try:
            yield
        except TwinGraphError as error:
            file = error.values.get("file")
            if self.commit is None or not isinstance(file, Path) or not file.is_relative_to(self.folder.root):
                raise
            values = {**error.values, "file": f"{self.name}:{file.relative_to(self.folder.root).as_posix()}"}
            raise GraphError(error.key, **values) from error


@contextmanager
def open_sides(old: str, new: str | None = None, graph: Path | None = None) -> Iterator[tuple[Side, Side]]:
    """Find the two graphs that are to be compared; what was written for them is removed at the end.

    Args:
        old: The older one: a graph folder, or a revision of ``graph``.
        new: The newer one, in the same way; None for ``graph`` as it is.
        graph: The graph folder whose revisions are meant; None for the one that the working directory stands in.

    Raises:
        UsageError: There is no such folder and no such revision, no git, or no folder to take a revision of.
        GraphError: There was no graph folder at a revision.
    """
    with ExitStack() as stack:
        yield _side(old, graph, stack), _side(new, graph, stack)


def _side(word: str | None, graph: Path | None, stack: ExitStack) -> Side:
    if word is None:
        here = _standing(graph)
        return Side(here, _told(here.root))
    path = Path(word)
    if path.is_dir() and (path / "data").is_dir():
        return Side(GraphFolder.find(path), word)
    here = _standing(graph)
    try:
        revision = Revision(here.root, word)
    except UsageError as error:
        if path.is_dir():
            raise UsageError("no-data", folder=word) from error
        if error.key == "no-revision":
            raise UsageError("diff-no-side", word=word, folder=_told(here.root)) from error
        raise
    scratch = Path(stack.enter_context(TemporaryDirectory(prefix="twingraph-", ignore_cleanup_errors=True)))
    root = revision.export(scratch, *PARTS, CONFIG)
    if not (root / "data").is_dir():
        raise GraphError("diff-no-graph", revision=word, folder=revision.prefix or "./")
    side = Side(here, word, revision.commit)
    side.folder = here._replace(root=root)  # so that an error of the configuration names the revision
    with side.blamed():
        side.folder = GraphFolder.find(root)
    return side


def _standing(graph: Path | None) -> GraphFolder:
    """Return the folder given, else the one stood in: of the package's own graph nobody elsewhere means a revision."""
    folder = GraphFolder.find(graph)
    if graph is None and not Path.cwd().resolve().is_relative_to(folder.root.resolve()):
        raise UsageError("diff-nowhere")
    return folder


def _told(root: Path) -> str:
    """Return a folder's path, as short as it can be said from here."""
    here = Path.cwd()
    return (root.relative_to(here) if root.is_absolute() and root.is_relative_to(here) else root).as_posix()
