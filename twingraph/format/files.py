"""Files in the house form: which there are, what would change in them, and writing them whole or not at all."""

from __future__ import annotations

import io
import stat
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from twingraph.errors import GraphError, UsageError
from twingraph.format.turtle import format_turtle
from twingraph.layout import GraphFolder
from twingraph.replacing import replace_content

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What names of Turtle files end in. N-Triples, which is Turtle too, has a form of its own.
ENDINGS: Final = (".ttl", ".turtle")


class Difference(NamedTuple):
    """Where a file first leaves the house form.

    Attributes:
        line: The line, counted from 1.
        kind: ``mark`` (a byte order mark), ``over`` (the file should have ended), ``ends`` (of the line), ``empty``
            (the line should be), or ``line``.
        becomes: What the line should be.
    """

    line: int
    kind: str
    becomes: str


class Change(NamedTuple):
    """What formatting makes of a file: its text as it is and as it would be."""

    old: str
    new: str

    def first_difference(self) -> Difference:
        """Return the first line that would be another, and how."""
        if self.old.startswith("\ufeff"):
            return Difference(1, "mark", "")
        old, new = lines(self.old), lines(self.new)
        number = next(n for n, pair in enumerate(zip_longest(old, new), 1) if pair[0] != pair[1])
        if number > len(new):
            return Difference(number, "over", "")
        before, after = old[number - 1] if number <= len(old) else "", new[number - 1]
        if before.rstrip("\r\n") == after.rstrip("\n") and before:
            return Difference(number, "ends", "")
        return Difference(number, "empty" if after == "\n" else "line", after.strip())


def lines(text: str) -> list[str]:
    """Split a text after line feeds only, as other programs count lines."""
    return io.StringIO(text, newline="\n").readlines()


def turtle_files(paths: Iterable[Path]) -> list[Path]:
    """Return the Turtle files among paths and below folders, each once, in a stable order.

    Raises:
        UsageError: A path does not exist, is no Turtle file, or is a folder without any.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir():
            files = sorted(file for ending in ENDINGS for file in path.rglob(f"*{ending}") if file.is_file())
            if not files:
                raise UsageError("format-empty-folder", folder=path)
        elif not path.exists():
            raise UsageError("format-no-file", file=path)
        elif path.suffix not in ENDINGS:
            raise UsageError("format-no-turtle", file=path, endings=", ".join(ENDINGS))
        else:
            files = [path]
        for file in files:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def folder_to_write(given: Path | None) -> GraphFolder:
    """Return the graph folder given, else the one that the working directory stands in.

    Raises:
        UsageError: There is none: the graph that comes with the package is nobody's to rewrite from elsewhere.
    """
    folder = GraphFolder.find(given)
    if given is None and not Path.cwd().resolve().is_relative_to(folder.root.resolve()):
        raise UsageError("format-nothing-given")
    return folder


def own_files(folder: GraphFolder) -> list[Path]:
    """Return the Turtle files that lie in a graph folder itself, not those that it borrows from the package."""
    files = [*folder.turtle_files(), *folder.shape_files()]
    return turtle_files(file for file in files if file.is_relative_to(folder.root) and file.is_file())


def change(file: Path) -> Change | None:
    """Return what formatting would make of a file; None if that is in the house form already.

    Raises:
        NotTurtleError: It cannot be laid out.
        GraphError: It cannot be read, or is not in UTF-8.
    """
    old = read_text(file)
    new = format_turtle(old, file=file)
    return None if new == old else Change(old, new)


def read_text(file: Path) -> str:
    """Return the text of a file with its line ends and its byte order mark.

    Raises:
        GraphError: It cannot be read, or is not in UTF-8.
    """
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise GraphError("not-utf8", file=file, byte=error.start) from error
    except OSError as error:
        raise GraphError("unreadable", file=file, reason=error.strerror) from error


def write_text(file: Path, text: str) -> None:
    """Replace the content of a file, as :func:`~twingraph.replacing.replace_content` does.

    Raises:
        GraphError: It cannot be written; it is as it was.
    """
    try:
        # Renaming asks only for the right to write the folder, while this file may be meant to be left alone.
        if not file.stat().st_mode & stat.S_IWUSR:
            raise GraphError("format-not-written", file=file, reason="read-only")
        replace_content(file, text.encode("utf-8"))
    except OSError as error:
        raise GraphError("format-not-written", file=file, reason=error.strerror) from error
