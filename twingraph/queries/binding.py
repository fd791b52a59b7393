"""Parameters of a query file: ``VALUES ?name { … }`` blocks whose content is replaced.

The file runs as it stands in any SPARQL tool; binding replaces the content of every block of a parameter's name with
serialised RDF terms (or ``UNDEF``), never with the text a user typed. The grammar is that of SPARQL 1.1, section
19.8: comments, strings and IRIs are passed over, so that a brace inside them is no brace.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Literal, NamedNode

    Piece = tuple[str, str, str]

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

    def bind(self, values: Mapping[str, Sequence[NamedNode | Literal] | None]) -> str:
        """Return the query with the content of the named variables' blocks replaced.

        Args:
            values: For each variable its terms, or None for one that is left open (``UNDEF``). Blocks of variables
                that are not named here keep what the file says.
        """
        parts = []
        for before, content, name in self.pieces:
            parts += [before, _content(values[name]) if name in values else content]
        return "".join(parts)


def _content(terms: Sequence[NamedNode | Literal] | None) -> str:
    return f" {' '.join(map(str, terms))} " if terms else " UNDEF "
