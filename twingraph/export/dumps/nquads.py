"""``twingraph.nq``: N-Quads with the named graphs, in the canonical form of RDFC-1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twingraph.export.dumps.pack import pack
from twingraph.export.dumps.statements import graphs, sorted_quads

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from twingraph.export.release import Release


def write(release: Release, into: Path) -> None:
    """Write the dump, and a packed one."""
    file = into / "twingraph.nq"
    dump(release, graphs(release), file)
    pack(file)


def dump(release: Release, names: Iterable[str], file: Path) -> None:
    """Write some named graphs into a file."""
    sorted_quads(release, names, file)
