"""Where a finding ends of which only the beginning is known: parsers of SPARQL tell no more."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from twingraph.check.syntax import text_of
from twingraph.turtle.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from twingraph.check.findings import Finding

#: A name, variable or IRI, else a single sign.
_WORD: Final = re.compile(r"[?$@]?[\w:./#%-]*\w|\S")


def with_ends(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings; one that has a column and no end ends with the word that stands there."""
    texts: dict[Path, str | Finding] = {}
    for finding in findings:
        if finding.file is None or finding.line is None or finding.column is None or finding.end_column is not None:
            yield finding
            continue
        if finding.file not in texts:
            texts[finding.file] = text_of(finding.file)
        text = texts[finding.file]
        word = None
        if isinstance(text, str):
            word = _WORD.match(text, Lines(text).offset(finding.line, finding.column))
        length = len(word[0]) if word else 0
        yield replace(finding, end_line=finding.line, end_column=finding.column + length)
