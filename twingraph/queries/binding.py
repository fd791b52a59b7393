"""Parameters of a query file: ``VALUES ?name { … }`` blocks whose content is replaced.

The file runs as it stands in any SPARQL tool; binding replaces the content of every block of a parameter's name with
serialised RDF terms (or ``UNDEF``, or leaves the block out), never with the text a user typed. The grammar is that
of SPARQL 1.1, section 19.8: comments, strings and IRIs are passed over, so that a brace inside them is no brace.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyoxigraph
    from pyoxigraph import NamedNode

    Piece = tuple[str, str, str]
    Terms = Sequence[NamedNode | pyoxigraph.Literal]

OpenBlocks = Literal["undef", "remove"]
"""What becomes of the blocks of a parameter that is not given: they hold ``UNDEF``, or they are taken out."""

PASSED_OVER = r"""
    \#[^\n]*
  | \"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?'''
  | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
  | <[^<>"{}|^`\\\x00-\x20]*>
"""
"""What holds no keyword of SPARQL: comments, strings and IRIs."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the beginning and the end of a block; compiling takes longer than most uses of them."""
    begin = rf"{PASSED_OVER} | \bVALUES\s*[?$](?P<name>\w+)\s*\{{"
    end = rf"{PASSED_OVER} | (?P<end>\}})"
    return re.compile(begin, re.VERBOSE | re.DOTALL | re.IGNORECASE), re.compile(end, re.VERBOSE | re.DOTALL)


class Template:
    """A query text cut at its ``VALUES`` blocks of one variable.

    Args:
        pieces: What stands before each block's content, the content, and the name of the block's variable; the last
            piece is the rest of the text, with no content and no name.
    """

    __slots__ = ("pieces",)

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces

    @classmethod
    def cut(cls, text: str) -> Self:
        """Cut the text of a query file."""
        begin, end = _patterns()
        pieces: list[Piece] = []
        position = 0
        for found in begin.finditer(text):
            if found["name"] is None or found.start() < position:
                continue
            close = next((token.start() for token in end.finditer(text, found.end()) if token["end"]), None)
            if close is None:
                break
            pieces.append((text[position : found.end()], text[found.end() : close], found["name"]))
            position = close
        pieces.append((text[position:], "", ""))
        return cls(pieces)

    @property
    def names(self) -> set[str]:
        """The variables that have blocks."""
        return {name for _, _, name in self.pieces if name}

    def bind(self, values: Mapping[str, Terms | None], open_blocks: OpenBlocks = "undef") -> str:
        """Return the query with the content of the named variables' blocks replaced.

        Args:
            values: For each variable its terms, or None for one that is left open. Blocks of variables that are not
                named here keep what the file says.
            open_blocks: How one is left open: ``undef`` writes ``UNDEF``; ``remove`` takes the block out, which
                means the same, for stores that stumble over ``UNDEF``.
        """
        text = ""
        removed = False
        for before, content, name in self.pieces:
            text += _CLOSING.sub("", before) if removed else before
            removed = name in values and not values[name] and open_blocks == "remove"
            if removed:
                text = _without_block(text)
            else:
                text += _content(values[name]) if name in values else content
        return text


_OPENING = re.compile(r"VALUES\s*[?$]\w+\s*\{$", re.IGNORECASE)
_CLOSING = re.compile(r"^\}(?:\s*\.)?")
_SIGNS = rf"""{PASSED_OVER}
  | (?P<word>[?$@]?\w+(?!\w*:) | (?:[\w-]|\.(?=[\w:-]))*:(?:[\w:%\\-]|\.(?=[\w:-]))*)
  | (?P<sign>[^\s\w])"""


def _without_block(text: str) -> str:
    """Take out the beginning of a block, at which the text ends; a dot parts the triples that the block parted."""
    text = _OPENING.sub("", text)
    last = ""
    # Whether each group that is open, and the query around them, is one in which no more triples may follow here.
    ended = [True]
    for found in re.finditer(_SIGNS, text, re.VERBOSE | re.DOTALL):
        if found.group().startswith("#"):
            continue
        last = found.group()
        if last == "{":
            ended.append(False)
        elif last == "}" and len(ended) > 1:
            ended.pop()
        elif last.upper() == "SELECT":
            ended[-1] = True
    return text if last in ("{", "}", ".") or ended[-1] else f"{text}."


def _content(terms: Terms | None) -> str:
    return f" {' '.join(map(str, terms))} " if terms else " UNDEF "
