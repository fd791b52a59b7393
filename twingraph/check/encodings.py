"""In which encoding a file probably is that is not in UTF-8."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_HIGH: Final = re.compile(rb"[\x80-\xff]+")
_CYRILLIC: Final = re.compile("[А-Яа-яЁё№«»—–…“”„ ]")
_SMALL: Final = re.compile("[а-яё]")
#: How much of what is not ASCII must be Cyrillic letters and usual signs for the encoding to be a Cyrillic one.
_SHARE: Final = 0.9
_SAMPLE: Final = 100_000


class Encoding(NamedTuple):
    """An encoding by the name that Python has for it, and by that which people know."""

    codec: str
    name: str


def wide(content: bytes) -> Encoding | None:
    """Return UTF-16 or UTF-32 if a file is in it, by its mark or its zero bytes."""
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return Encoding(codec, name)
    start = content[:4]
    if len(start) == 4 and start.count(0) == 2 and (start[0] == start[2] == 0 or start[1] == start[3] == 0):
        return Encoding("utf-16-be" if start[0] == 0 else "utf-16-le", "UTF-16")
    return None


def guessed(content: bytes) -> Encoding | None:
    """Return the encoding that a file is probably in, which is not UTF-8; None if its bytes do not tell."""
    found = wide(content)
    if found is not None:
        return found
    runs = b"".join(_HIGH.findall(content))[:_SAMPLE]
    if not runs or _partly_utf8(content):
        return None
    best: tuple[float, int, Encoding] | None = None
    for codec, name in (("cp1251", "Windows-1251 (cp1251)"), ("koi8_r", "KOI8-R"), ("cp866", "cp866 (DOS)")):
        text = runs.decode(codec, errors="replace")
        share, small = len(_CYRILLIC.findall(text)) / len(text), len(_SMALL.findall(text))
        if share >= _SHARE and (best is None or small > best[1]):
            best = (share, small, Encoding(codec, name))
    # One letter on its own is as likely one of a Western name.
    if best is not None and any(len(run) > 1 for run in _HIGH.findall(content)):
        return best[2]
    return Encoding("cp1252", "Windows-1252 (Latin)")


def _partly_utf8(content: bytes) -> bool:
    """Return whether some of what is not ASCII is UTF-8, so that only a part of the file is damaged."""
    text = content[:_SAMPLE].decode("utf-8", errors="ignore")
    return any(ord(char) > 0x7F for char in text) and len(text.encode()) > len(_HIGH.sub(b"", content[:_SAMPLE])) + 1
