"""Lines and columns of a text, and back."""

from __future__ import annotations

import bisect
import re
from array import array
from typing import Final

_END: Final = re.compile(r"\r\n|\n|\r")
_MARK: Final = "\ufeff"


class Lines:
    r"""The lines of a text, which end in ``\n``, ``\r\n`` or ``\r``.

    Lines and columns count from 1, columns in code points; a byte order mark takes no column.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        first = 1 if text.startswith(_MARK) else 0
        self._starts = array("Q", (first, *(match.end() for match in _END.finditer(text))))
        self._length = len(text)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset."""
        line = max(bisect.bisect_right(self._starts, offset), 1)
        return line, max(offset - self._starts[line - 1], 0) + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column, at most the length of the text."""
        if line > len(self._starts):
            return self._length
        return min(self._starts[line - 1] + column - 1, self._length)

    def start(self, offset: int) -> int:
        """Return where the line begins that holds an offset."""
        return self._starts[max(bisect.bisect_right(self._starts, offset), 1) - 1]
