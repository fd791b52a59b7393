"""Packed copies of files."""

from __future__ import annotations

import gzip
import shutil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_LEVEL: Final = 6


def pack(file: Path) -> None:
    """Write a file packed by gzip beside it; neither name nor time stands in it, so that the same gives the same."""
    with (
        file.open("rb") as content,
        file.with_name(f"{file.name}.gz").open("wb") as target,
        gzip.GzipFile("", "wb", _LEVEL, target, mtime=0) as packed,
    ):
        shutil.copyfileobj(content, packed, 1 << 20)
