"""Is each file valid Turtle, and if not, what is wrong with it, and what can be read of it all the same?

All errors of a file are found (:mod:`twingraph.turtle.review`); its good statements take part in the other checks.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat

from twingraph.check.encodings import guessed, wide
from twingraph.check.findings import Finding
from twingraph.check.syntax_texts import GUESS, SPECIAL, wrong_text
from twingraph.check.texts import message
from twingraph.layout import is_special
from twingraph.terms import PREFIXES
from twingraph.turtle.lines import Lines
from twingraph.turtle.review import Review, review

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from twingraph.turtle.lenient import Wrong

#: Prefixes that are used everywhere beside those of the project, by https://prefix.cc.
_COMMON: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "sf": "http://www.opengis.net/ont/sf#",
    "tgsh": "https://w3id.org/twingraph/shapes#",
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "wdt": "http://www.wikidata.org/prop/direct/",
}
#: How undecodable bytes are kept in a text.
_DAMAGED: Final = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that is not as it should be.

    Attributes:
        file: The file.
        findings: What is wrong with it.
        review: Its good statements, and what the others name; None if nothing of it can be read.
    """

    file: Path
    findings: tuple[Finding, ...]
    review: Review | None = None


def examined(files: Iterable[Path]) -> list[Examined]:
    """Return what is wrong with files, those left out with which nothing is."""
    found = map(examine, dict.fromkeys(files))
    return [each for each in found if each.findings]


def examine(file: Path) -> Examined:
    """Look for all that keeps a file from being valid Turtle in UTF-8, or the form of RDF that its name says."""
    content = _content(file)
    if isinstance(content, Finding):
        return Examined(file, (content,))
    findings: list[Finding] = []
    damaged: list[int] = []
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(_encoding(file, content, error))
        if wide(content) is not None:
            return Examined(file, tuple(findings))
        text, damaged = _decoded(content)
    else:
        found = wide(content)
        if found is not None:
            # Plain text in UTF-16 without a mark is also UTF-8, with a zero byte at each other place.
            return Examined(file, (_wrong_encoding(file, 0, 1, 1, found.name),))
    if content.startswith(codecs.BOM_UTF8):
        findings.append(_mark(file))
    del content
    form = RdfFormat.from_extension(file.suffix.removeprefix(".")) or RdfFormat.TURTLE
    seen = review(text, form, base=file.resolve().as_uri(), known=PREFIXES | _COMMON, damaged=damaged)
    lines = Lines(text) if seen.wrong else None
    findings += [_finding(wrong, file, lines) for wrong in seen.wrong if lines is not None]
    return Examined(file, tuple(findings), seen)


def text_of(file: Path) -> str | Finding:
    """Return the text of a file, or why it cannot be had as UTF-8 without a byte order mark."""
    content = _content(file)
    if isinstance(content, Finding):
        return content
    if content.startswith(codecs.BOM_UTF8):
        return _mark(file)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _encoding(file, content, error)


def _content(file: Path) -> bytes | Finding:
    if is_special(file):
        return Finding("violation", "unreadable", message("unreadable", reason=SPECIAL), file)
    try:
        return file.read_bytes()
    except OSError as error:
        return Finding("violation", "unreadable", message("unreadable", reason=error.strerror), file)


def _mark(file: Path) -> Finding:
    return Finding("violation", "byte-order-mark", message("byte-order-mark"), file, 1, 1, 1, 1)


def _encoding(file: Path, content: bytes, error: UnicodeDecodeError) -> Finding:
    before = content[: error.start].decode("utf-8")
    line, column = Lines(before).position(len(before))
    guess = guessed(content)
    return _wrong_encoding(file, error.start, line, column, guess.name if guess else None)


def _wrong_encoding(file: Path, byte: int, line: int, column: int, guess: str | None) -> Finding:
    near = {lang: text.format(guess=guess) if guess else "" for lang, text in GUESS.items()}
    told = message("encoding", byte=byte, near=near)
    return Finding("violation", "encoding", told, file, line, column, line, column + 1)


def _decoded(content: bytes) -> tuple[str, list[int]]:
    """Return a text that is UTF-8 in parts, and the offsets of what is not."""
    text = content.decode("utf-8", errors="surrogateescape")
    damaged = [match.start() for match in _DAMAGED.finditer(text)]
    return _DAMAGED.sub("\ufffd", text), damaged


def _finding(wrong: Wrong, file: Path, lines: Lines) -> Finding:
    told = message("syntax", reason=wrong_text(wrong.kind, dict(wrong.values)))
    start, end = wrong.at
    return Finding("violation", "syntax", told, file, *lines.position(start), *lines.position(max(end, start)))
