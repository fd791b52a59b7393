"""``twingraph.ttl``: Turtle of all statements, each once, in the house form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twingraph.export.dumps.blocks import TurtleWriter, head
from twingraph.export.dumps.pack import pack
from twingraph.export.dumps.prefixes import prefixes
from twingraph.export.dumps.statements import blank_lines, graphs, sorted_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from twingraph.export.release import Release


def write(release: Release, into: Path) -> None:
    """Write the dump, and a packed one."""
    file = into / "twingraph.ttl"
    dump(release, graphs(release), file)
    pack(file)


def dump(release: Release, names: Iterable[str], file: Path) -> None:
    """Write what some named graphs say into a file."""
    names = list(names)
    known = prefixes(release)
    blank = [line.decode() for name in names for line in blank_lines(release).get(name, ())]
    writer = TurtleWriter(known, blank)
    with file.open("w", encoding="utf-8", newline="\n") as output, sorted_nodes(release, names, file.parent) as nodes:
        output.write(head(known))
        for block in writer.blocks(nodes):
            output.write(f"\n{block}")
