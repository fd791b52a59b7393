"""``twingraph.nt``: N-Triples of all statements, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twingraph.export.dumps.pack import pack
from twingraph.export.dumps.statements import graphs, sorted_triples

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from twingraph.export.release import Release


def write(release: Release, into: Path) -> None:
    """Write the dump, and a packed one."""
    file = into / "twingraph.nt"
    dump(release, graphs(release), file)
    pack(file)


def dump(release: Release, names: Iterable[str], file: Path) -> None:
    """Write what some named graphs say into a file."""
    sorted_triples(release, names, file)
