"""Files that are replaced whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def replace_content(file: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there in one step: it holds the old content or the new at any moment.

    Its permissions stay, and a link stays a link: what it leads to is replaced.

    Raises:
        OSError: It cannot be written; it is as it was.
    """
    target = Path(os.path.realpath(file))
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with beside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
