"""Where does a text stand in a document? Offsets, and Turtle to paste: nobody counts by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Template
from typing import TYPE_CHECKING

from twingraph.layout import GraphFolder

if TYPE_CHECKING:
    from twingraph.evidence.documents import SourceText

_CONTEXT = 30


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a text that was looked for.

    Attributes:
        start: Its first code point.
        end: The code point after its last.
        line: The line on which it begins, counted from 1.
        column: The column at which it begins, counted from 1.
        text: The stretch itself.
        before: A little of what stands before it.
        after: A little of what stands after it.
    """

    start: int
    end: int
    line: int
    column: int
    text: str
    before: str
    after: str


def find(text: str, source: SourceText) -> list[Match]:
    """Return every place where a text stands in a source, in order.

    First it is looked for just as it is; where it does not stand so, any spaces, no-break spaces and line
    ends in the one stand for any in the other.

    Args:
        text: What to look for; spaces around it do not count.
        source: The text of the document.
    """
    parts = text.split()
    if not parts:
        return []
    exact = re.compile(re.escape(text.strip()))
    spaced = re.compile(r"\s+".join(map(re.escape, parts)))
    for pattern in (exact, spaced):
        found = [_match(source, *match.span()) for match in pattern.finditer(source.text)]
        if found:
            return found
    return []


def _match(source: SourceText, start: int, end: int) -> Match:
    before, after = context(source.text, start, end, _CONTEXT)
    return Match(start, end, *source.position(start), source.text[start:end], before, after)


def context(text: str, start: int, end: int, size: int) -> tuple[str, str]:
    """Return up to so many code points before and after a stretch, on one line and cut between words."""
    before, after = text[max(0, start - size) : start], text[end : end + size]
    if start > size and text[start - size - 1].isalnum() and before[:1].isalnum():
        before = before.partition(" ")[2] if " " in before else ""
    if end + size < len(text) and text[end + size].isalnum() and after[-1:].isalnum():
        after = after.rpartition(" ")[0] if " " in after else ""
    return re.sub(r"\s+", " ", before), re.sub(r"\s+", " ", after)


def turtle(match: Match, document: str | None = None, folder: GraphFolder | None = None) -> str:
    """Return the evidence to paste into a document's file, with SUBJECT, PROPERTY and VALUE to be filled in.

    As long as they are not, the file is not valid Turtle, so that they cannot be forgotten.

    Args:
        match: What was found.
        document: The IRI of the document, if the graph describes it.
        folder: The graph folder, which may bring its own template.
    """
    paths = [each.queries / "evidence" / "paste.txt" for each in (folder, GraphFolder.bundled()) if each]
    template = next(path for path in paths if path.is_file())
    slug = "DOCUMENT"
    node = f"document:{slug}"
    if document is not None:
        slug = document.rstrip("/#").rpartition("/")[2]
        node = f"document:{slug}" if document.endswith(f"/id/document/{slug}") else f"<{document}>"
    return Template(template.read_text(encoding="utf-8")).substitute(
        slug=f"{slug}-{match.start}-{match.end}", start=match.start, end=match.end, document=node
    )
