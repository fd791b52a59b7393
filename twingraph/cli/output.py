"""Where a command's answer goes: standard output, or a file that is whole or not there at all."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from twingraph.replacing import replace_content

if TYPE_CHECKING:
    from pathlib import Path


def deliver(content: bytes | str, target: Path | None) -> None:
    """Write an answer, with a line end at its end if it has none.

    Args:
        content: The answer; bytes as they are, since the W3C's formats fix their own line ends and encoding.
        target: The file; None or ``-`` for standard output.

    Raises:
        OSError: It cannot be written; what the file held before, it still holds.
    """
    if isinstance(content, str):
        content = content.encode()
    if content and not content.endswith(b"\n"):
        content += b"\n"
    if target is None or str(target) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    elif target.exists() and not target.is_file():
        target.write_bytes(content)  # a pipe or a device, which nothing can take the place of
    else:
        replace_content(target, content)


def terminal_width() -> int | None:
    """Return how wide a table may be: as the terminal, or as ``COLUMNS`` says; a file or a pipe has no limit."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return None
    from shutil import get_terminal_size

    return get_terminal_size().columns
