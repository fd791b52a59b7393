"""What an export holds: each file with its size, checksum and media type.

``manifest.json`` is for programs; ``SHA256SUMS`` is what ``sha256sum -c`` reads. Neither tells the time of day: the
same graph gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from twingraph.export.media import media
from twingraph.export.place import MANIFEST, PROGRAM, SUMS
from twingraph.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from twingraph.export.release import Release


@dataclass(frozen=True, slots=True)
class File:
    """One exported file.

    Attributes:
        path: Its path in the folder, with ``/``.
        bytes: Its size.
        sha256: The checksum of its bytes, in hexadecimal digits.
        form: The form of export that wrote it.
    """

    path: str
    bytes: int
    sha256: str
    form: str


def files_in(folder: Path) -> list[Path]:
    """Return the files of a folder and of those below it, in the order of their paths."""
    return sorted(
        (path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.relative_to(folder).as_posix()
    )


def sha256(path: Path) -> str:
    """Return the checksum of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def describe(folder: Path, forms: Mapping[str, str]) -> list[File]:
    """Describe the files of a folder.

    Args:
        folder: The folder.
        forms: The form that wrote each file, by path.
    """
    found = []
    for path in files_in(folder):
        name = path.relative_to(folder).as_posix()
        found.append(File(name, path.stat().st_size, sha256(path), forms[name]))
    return found


def write_manifest(release: Release, folder: Path, files: Iterable[File]) -> None:
    """Write ``manifest.json`` and ``SHA256SUMS``."""
    files = list(files)
    told = {
        "program": PROGRAM,
        "version": __version__,
        "graph": _graph(release),
        "files": [_told(file) for file in files],
    }
    manifest = folder / MANIFEST
    manifest.write_text(f"{json.dumps(told, ensure_ascii=False, indent=2)}\n", encoding="utf-8", newline="\n")
    sums = sorted([*((file.path, file.sha256) for file in files), (MANIFEST, sha256(manifest))])
    lines = "".join(_sum(name, value) for name, value in sums)
    (folder / SUMS).write_text(lines, encoding="utf-8", newline="\n")


def _graph(release: Release) -> dict[str, object]:
    """Return the base of the graph's names, how many statements it holds, and what its dataset says of itself."""
    told: dict[str, object] = {"base": release.folder.base}
    for row in release.select("manifest"):
        told |= {name: term.value for name, term in row.items() if term is not None and name != "statements"}
        if (count := row["statements"]) is not None:
            told["statements"] = int(count.value)
    return told


def _told(file: File) -> dict[str, object]:
    found = media(PurePosixPath(file.path))
    told: dict[str, object] = {"path": file.path, "bytes": file.bytes, "sha256": file.sha256, "mediaType": found.type}
    return told | ({"packed": found.packed} if found.packed else {}) | {"form": file.form}


def _sum(name: str, value: str) -> str:
    """Return a line as ``sha256sum`` writes it, which marks a name that has a line end or a backslash in it."""
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    mark = "\\" if escaped != name else ""
    return f"{mark}{value}  {escaped}\n"
