"""Is each file valid Turtle?

The first error of each file is a finding; files that have one are left out of everything that follows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

from twingraph.check.findings import Finding
from twingraph.check.texts import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_WHERE: Final = re.compile(r"^.*?error at line \d+(?: column \d+| between columns? .*?)?: ")


def syntax_findings(files: Iterable[Path]) -> Iterator[Finding]:
    """Yield the first error of each file that is not valid Turtle in UTF-8."""
    for file in files:
        finding = _first_error(file)
        if finding is not None:
            yield finding


def text_of(file: Path) -> str | Finding:
    """Return the text of a file, or why it cannot be had as UTF-8 without a byte order mark."""
    try:
        content = file.read_bytes()
    except OSError as error:
        return Finding("violation", "unreadable", message("unreadable", reason=error.strerror), file)
    if content.startswith(_BYTE_ORDER_MARK):
        return Finding("violation", "byte-order-mark", message("byte-order-mark"), file, 1, 1)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return Finding("violation", "encoding", message("encoding", byte=error.start), file, line, column)


def _first_error(file: Path) -> Finding | None:
    text = text_of(file)
    if isinstance(text, Finding):
        return text
    try:
        for _ in parse(text, RdfFormat.TURTLE, base_iri=file.resolve().as_uri()):
            pass
    except SyntaxError as error:
        # The parser gives lines and columns from 1, in code points, the end exclusive.
        return Finding(
            "violation",
            "syntax",
            message("syntax", reason=_WHERE.sub("", error.msg)),
            file,
            error.lineno,
            error.offset,
            error.end_lineno,
            error.end_offset,
        )
    return None
