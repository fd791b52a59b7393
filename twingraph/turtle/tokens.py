r"""The tokens of Turtle 1.1, each with its offsets.

Source: the terminals of the grammar, https://www.w3.org/TR/turtle/#sec-grammar-grammar. Offsets are indices
into the text, start inclusive, end exclusive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_START = f"{_BASE}_"
_INNER = f"{_START}0-9\u00b7\u0300-\u036f\u203f-\u2040\\-"
_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PREFIX = rf"[{_BASE}](?:\.*[{_INNER}])*"
_LOCAL = rf"(?:[{_START}:0-9]|{_ESCAPE})(?:\.*(?:[{_INNER}:]|{_ESCAPE}))*"
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ECHAR = rf"\\[tbnrf\"'\\]|{_UCHAR}"
_EXPONENT = r"[eE][+-]?[0-9]+"

# Possessive (*+): what has been taken is never given back, so that a long literal takes little memory. Only characters
# are repeated so, no groups: before 3.11.5 Python forgets where a group was that fails (python/cpython#106052).
#: The kinds of token in the order in which they are tried: the frequent first, longer forms before their beginnings.
_KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("name", rf"(?:{_PREFIX})?:(?:{_LOCAL})?"),
    ("iri", rf"<(?:[^\x00-\x20<>\"{{}}|^`\\]|{_UCHAR})*>"),
    ("string", rf'"""[^"\\]*+(?:(?:{_ECHAR}|"{{1,2}}(?!"))[^"\\]*+)*"""'),
    ("string1", rf"'''[^'\\]*+(?:(?:{_ECHAR}|'{{1,2}}(?!'))[^'\\]*+)*'''"),
    ("string2", rf'"[^"\\\r\n]*+(?:(?:{_ECHAR})[^"\\\r\n]*+)*"'),
    ("string3", rf"'[^'\\\r\n]*+(?:(?:{_ECHAR})[^'\\\r\n]*+)*'"),
    ("blank", rf"_:[{_START}0-9](?:\.*[{_INNER}])*"),
    ("double", rf"[+-]?(?:[0-9]+\.[0-9]*{_EXPONENT}|\.?[0-9]+{_EXPONENT})"),
    ("decimal", r"[+-]?[0-9]*\.[0-9]+"),
    ("integer", r"[+-]?[0-9]+"),
    ("language", r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"),
    ("word", r"[A-Za-z]+"),
    ("mark", r"\^\^|[.;,\[\](){}]"),
    ("end", r"\Z"),
)
PATTERNS: Final[dict[str, str]] = dict(_KINDS)
"""The expression of each kind of token."""
SKIPPED: Final = r"[ \t\r\n]*+(?:#[^\r\n]*+[ \t\r\n]*+)*"
"""The expression of what may stand between tokens."""
TOKEN: Final = re.compile(SKIPPED + "(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS) + ")")
"""White space and comments, then one token, or the end of the text."""
_ESCAPED: Final = re.compile(rf"{_ECHAR}")
_ESCAPED_IRI: Final = re.compile(_UCHAR)
_ESCAPED_NAME: Final = re.compile(r"\\(.)")
_CONTROLS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class TurtleError(ValueError):
    """The text is not Turtle 1.1 at this offset."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"not Turtle at offset {offset}")
        self.offset = offset


class Span(NamedTuple):
    """Offsets into the text of a file, start inclusive, end exclusive."""

    start: int
    end: int


class Token(NamedTuple):
    """One token: its kind, its text as written, and its offsets."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a Turtle text, without white space and comments, ended by one of kind ``end``.

    Raises:
        TurtleError: There is something that is no token.
    """
    position = 1 if text.startswith("\ufeff") else 0
    kind = ""
    while kind != "end":
        match = TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise TurtleError(position)
        kind = match.lastgroup
        start, position = match.span(kind)
        yield Token(kind.rstrip("123"), text[start:position], start, position)


def unescape_string(token: str) -> str:
    """Return the value of a string token of any of the four quotations."""
    width = 3 if token[:3] in ('"""', "'''") and len(token) >= 6 else 1
    return _ESCAPED.sub(_character, token[width:-width])


def unescape_iri(token: str) -> str:
    """Return the IRI reference between the angle brackets."""
    return _ESCAPED_IRI.sub(_character, token[1:-1])


def unescape_local(text: str) -> str:
    """Return the local part of a prefixed name; ``%`` escapes stay as they are, backslashes go."""
    return _ESCAPED_NAME.sub(r"\1", text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    escape = match.group()
    letter, digits = escape[1], escape[2:]
    if digits:
        return chr(int(digits, base=16))
    return _CONTROLS.get(letter, letter)
