"""``twingraph.trig``: TriG, a block a named graph, each in the house form of Turtle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twingraph.export.dumps.blocks import TurtleWriter, head
from twingraph.export.dumps.pack import pack
from twingraph.export.dumps.prefixes import prefixes
from twingraph.export.dumps.statements import blank_lines, graphs, lines_of
from twingraph.export.dumps.terms import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from twingraph.export.release import Release

_STEP = 4


def write(release: Release, into: Path) -> None:
    """Write the dump, and a packed one."""
    file = into / "twingraph.trig"
    dump(release, graphs(release), file)
    pack(file)


def dump(release: Release, names: Iterable[str], file: Path) -> None:
    """Write some named graphs into a file."""
    known = prefixes(release)
    with file.open("w", encoding="utf-8", newline="\n") as output:
        output.write(head(known))
        writer = TurtleWriter(known, indent=_STEP)
        for name in names:
            blank = [line.decode() for line in blank_lines(release).get(name, ())]
            own = TurtleWriter(known, blank, _STEP) if blank else writer
            lines = sorted(lines_of(release, name))
            blocks = own.blocks(nodes(line.decode() for line in lines))
            output.write(f"\n{own.iri(f'<{name}>')} {{\n")
            output.write("\n".join(blocks))
            output.write("}\n")
