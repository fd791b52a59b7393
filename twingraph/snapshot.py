"""A snapshot of a loaded graph on disk, so that the next command need not load it again.

A snapshot can always be rebuilt and is never trusted blindly: beside it stands a manifest of the files that it was
loaded from, with sizes, times and inodes, and of the versions that loaded it; a snapshot whose manifest differs from
the folder's is not used, and is removed when the next one is written. It lies in the user's cache folder
(``$XDG_CACHE_HOME/twingraph`` or ``~/.cache/twingraph``); ``TWINGRAPH_CACHE`` names another, and ``off`` there means
none. Where nothing can be written, everything works as well, only slower.
"""

from __future__ import annotations

import marshal
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

import pyoxigraph
from pyoxigraph import RdfFormat, Store

from twingraph.names import Index
from twingraph.queries.header import ENTITY_TYPES
from twingraph.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twingraph.layout import GraphFolder
    from twingraph.names import Names
    from twingraph.queries.catalogue import Catalogue

_FORMAT = 1
"""To be raised when what :mod:`twingraph.loader` makes of the same files changes."""


_UNUSABLE = (OSError, EOFError, ValueError, TypeError, RuntimeError)
"""What reading a missing, cut or otherwise damaged snapshot raises: there is none, then."""


class Snapshot(NamedTuple):
    """What a snapshot holds.

    Attributes:
        store: The graph, opened for reading.
        queries: The named queries, prepared.
        home: Where the snapshot lies.
    """

    store: Store
    queries: Mapping[str, Any]
    home: Path

    def names(self, kind: str) -> Index | None:
        """Return the names of the things of a kind; None if they cannot be read."""
        try:
            return Index(*_read(self.home / f"names-{kind}"))
        except _UNUSABLE:
            return None


def read_snapshot(folder: GraphFolder) -> Snapshot | None:
    """Return the snapshot of a folder as it is now; None if there is none."""
    cache = _cache()
    if cache is None:
        return None
    try:
        manifest = _manifest(folder)
        home = cache / _name(folder, manifest)
        if (home / "manifest").read_bytes() != manifest:
            return None
        return Snapshot(Store.read_only(str(home / "store")), _read(home / "queries"), home)
    except _UNUSABLE:
        return None


def write_snapshot(folder: GraphFolder, store: Store, names: Names, queries: Catalogue) -> None:
    """Write the snapshot of a folder and remove older ones; whatever prevents it is of no consequence."""
    import shutil  # noqa: PLC0415 - reading a snapshot, the usual case, needs neither
    import tempfile  # noqa: PLC0415

    cache = _cache()
    if cache is None:
        return
    try:
        manifest = _manifest(folder)
        name = _name(folder, manifest)
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix="making-", ignore_cleanup_errors=True) as making:
            home = Path(making) / "snapshot"
            home.mkdir()
            copy = Store(str(home / "store"))
            copy.bulk_load(input=store.dump(format=RdfFormat.N_QUADS), format=RdfFormat.N_QUADS, lenient=True)
            copy.flush()
            del copy
            (home / "queries").write_bytes(marshal.dumps(queries.prepare()))
            for kind in ENTITY_TYPES:
                (home / f"names-{kind}").write_bytes(marshal.dumps(tuple(names.index(kind))))
            (home / "manifest").write_bytes(manifest)
            # The files may have changed since they were loaded.
            if _manifest(folder) == manifest:
                shutil.rmtree(cache / name, ignore_errors=True)  # one that could not be read
                home.rename(cache / name)
    except OSError:
        return
    for old in cache.glob(f"{name.partition('-')[0]}-*"):
        if old.name != name:
            shutil.rmtree(old, ignore_errors=True)


def _read(path: Path) -> Any:
    # The cache is the user's own, as Python's compiled modules are, which are read in the same way.
    return marshal.loads(path.read_bytes())  # noqa: S302


def _cache() -> Path | None:
    own = os.environ.get("TWINGRAPH_CACHE")
    if own == "off":
        return None
    if own:
        return Path(own)
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "twingraph"
    except RuntimeError:
        return None


def _name(folder: GraphFolder, manifest: bytes) -> str:
    return f"{crc32(os.fsencode(folder.root.absolute())):08x}-{crc32(manifest):08x}"


def _manifest(folder: GraphFolder) -> bytes:
    lines = [
        f"{_FORMAT} Python {sys.version} pyoxigraph {pyoxigraph.__version__} twingraph {__version__} {folder.base}"
    ]
    queries = sorted(folder.queries.rglob("*.rq"))
    names = [folder.machinery_file(f"names/{kind}") for kind in ENTITY_TYPES]
    for path in (*folder.turtle_files(), *folder.rule_files(), *queries, *names):
        stat = os.stat(path)  # noqa: PTH116 - of many files, and half as long
        lines.append(f"{path} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}")
    return os.fsencode("\n".join(lines))
