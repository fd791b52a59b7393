"""Sees that a file of a graph folder is another one than before."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from twingraph.layout import CONFIG, PARTS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from twingraph.layout import GraphFolder

_SUFFIXES: Final = frozenset((".ttl", ".rq"))


def watched(folder: GraphFolder, documents: Path | None = None) -> dict[str, Path]:
    """Return the files that a graph is made of, and the documents beside it, by names that do not tell where it lies.

    Args:
        folder: The graph folder.
        documents: The folder of the source documents, if they are at hand.
    """
    found = {CONFIG: folder.root / CONFIG} if (folder.root / CONFIG).is_file() else {}
    for name in PARTS:
        part = getattr(folder, name)
        found |= {_name(name, part, path): path for path in part.rglob("*") if path.suffix in _SUFFIXES}
    if documents is not None:
        found |= {_name("documents", documents, path): path for path in documents.rglob("*") if path.is_file()}
    return dict(sorted(found.items()))


def _name(part: str, root: Path, path: Path) -> str:
    return f"{part}/{path.relative_to(root).as_posix()}"


def state(folder: GraphFolder, documents: Path | None = None) -> dict[str, tuple[int, int, int]]:
    """Return what changes if a file does: its time, size and inode."""
    told = {}
    for name, path in watched(folder, documents).items():
        try:
            status = path.stat()
        except OSError:  # it went away just now
            continue
        told[name] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return told


async def changes(folder: GraphFolder, documents: Path | None = None, every: float = 0.5) -> AsyncIterator[None]:
    """Yield when something has changed and nothing changes any more.

    It looks often instead of being told, which works on every system and every file system.
    """
    before = await asyncio.to_thread(state, folder, documents)
    settled = before
    while True:
        await asyncio.sleep(every)
        now = await asyncio.to_thread(state, folder, documents)
        if now != settled and now == before:
            settled = now
            yield
        before = now
