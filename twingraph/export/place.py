"""The folder of an export: made beside its place, which it takes in one step once it is whole.

A run that is killed leaves a hidden folder beside the target, ``.NAME.….part``; the next run removes it. Each run
holds a lock on its own, so that nobody's work is taken for a leftover.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from contextlib import ExitStack, contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from twingraph.errors import ExportError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    import fcntl
except ImportError:  # Windows, where leftovers are not locked and stay
    fcntl = None  # type: ignore[assignment]

MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
#: What the manifest of an export of ours is known by.
PROGRAM: Final = "twingraph export"

_PART: Final = ".part"
_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_FEW: Final = 3


def check_target(target: Path, parts: tuple[Path, ...] = ()) -> Path:
    """Return the true path of a folder that an export may take the place of.

    Args:
        target: The folder asked for.
        parts: Folders of the graph itself, in which an export would be taken for a part of it.

    Raises:
        UsageError: It is no folder, holds what no export of ours wrote, lies in the graph itself, or is where a file
            system begins, so that no other folder can take its place.
        ExportError: It cannot be read.
    """
    place = Path(os.path.realpath(target))
    for part in parts:
        if place.is_relative_to(Path(os.path.realpath(part))):
            raise UsageError("export-in-graph", folder=target, part=part)
    there_already = next(path for path in (place, *place.parents) if path.exists())
    if not there_already.is_dir():
        raise UsageError("export-no-folder", folder=there_already)
    if there_already != place:
        return place
    if place.is_mount():
        raise UsageError("export-mount", folder=target, below=target / "twingraph")
    try:
        listed = _listed(place / MANIFEST)
        files = (path for path in place.rglob("*") if path.is_symlink() or not path.is_dir())
        if listed is None:  # one file that is not ours is enough: there may be many
            if next(files, None) is None:
                return place
            raise UsageError("export-not-ours", folder=target, manifest=MANIFEST)
        others = sorted({path.relative_to(place).as_posix() for path in files} - listed)
    except OSError as error:
        raise ExportError("unreadable", file=error.filename or target, reason=error.strerror or error) from error
    if others:
        more = "" if len(others) <= _FEW else ", …"
        raise UsageError("export-others", folder=target, files=", ".join(others[:_FEW]) + more)
    return place


def _listed(manifest: Path) -> set[str] | None:
    """Return the files that a manifest of ours lists, with its own and that of the sums; None if it is none of ours."""
    if not manifest.is_file():
        return None
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
        if told["program"] != PROGRAM:
            return None
        return {MANIFEST, SUMS, *(file["path"] for file in told["files"])}
    except (ValueError, KeyError, TypeError):
        return None


@contextmanager
def in_place_of(place: Path) -> Iterator[Path]:
    """Give a new folder to write into; it takes its place if the block ends without an error.

    Args:
        place: The place, as :func:`check_target` returns it.

    Raises:
        OSError: The folder cannot be made or put in its place; what was there is still there.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    with _new_folder(place) as folder:
        yield folder
        if place.exists():
            folder.chmod(place.stat().st_mode & 0o7777)
        _take(place, folder)


@contextmanager
def _new_folder(place: Path) -> Iterator[Path]:
    """Make a folder beside the place, locked, and remove in the end what bears its name then."""
    with ExitStack() as until_the_end:
        with _locked(place.parent, wait=True):
            for leftover in place.parent.glob(f".{escape(place.name)}.*{_PART}"):
                with _locked(leftover, wait=False) as free:
                    if free:
                        shutil.rmtree(leftover, ignore_errors=True)
            folder = _made(place)
            until_the_end.callback(shutil.rmtree, folder, ignore_errors=True)
            until_the_end.enter_context(_locked(folder, wait=True))
        yield folder


def _made(place: Path) -> Path:
    number = 0
    while True:
        folder = place.with_name(f".{place.name}.{os.getpid()}-{number}{_PART}")
        try:
            folder.mkdir()
        except FileExistsError:
            number += 1
        else:
            return folder


@contextmanager
def _locked(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the lock on a folder, which ends with this process at the latest; give whether it is held."""
    if fcntl is None:
        yield wait
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        held = True
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            # Somebody else holds it, or the file system has no locks: then nothing is known to be a leftover.
            held = False
        yield held
    finally:
        os.close(handle)


def _take(place: Path, folder: Path) -> None:
    """Put the new folder in its place; under its name lies then what was there before, if anything was."""
    if not place.exists():
        folder.rename(place)
    elif not _exchange(place, folder):
        before = folder.with_name(f"{folder.name.removesuffix(_PART)}.old{_PART}")
        place.rename(before)
        try:
            folder.rename(place)
        except OSError:
            before.rename(place)
            raise
        shutil.rmtree(before, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, where the system can (Linux); return whether they did."""
    if not sys.platform.startswith("linux"):
        return False
    with suppress(AttributeError, OSError):
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        done: int = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE))
        return done == 0
    return False
