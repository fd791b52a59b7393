"""The tokens of a text that may be no Turtle: what is no token is one of kind ``bad``, with what is wrong with it.

Nothing here judges: whether something is wrong at all is pyoxigraph's to say (:mod:`twingraph.turtle.review`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from twingraph.turtle.tokens import SKIPPED, TOKEN, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Longer tokens are beyond what pyoxigraph takes into memory, in bytes of UTF-8.
LONGEST: Final = 16 * 1024 * 1024
#: Stand for any term and any text where something is mended.
ANY: Final = "<x:x>"
ANY_TEXT: Final = '"x"'

_SPACE: Final = re.compile(SKIPPED)
_IRI: Final = re.compile(r"<[^<>\r\n]*>")
_OPEN_IRI: Final = re.compile(r"<[^\s<>\"{}]*?(?=[;,.]?(?:\s|$)|[<>\"{}])")
_STRINGS: Final = (
    re.compile(r'"""[^"\\]*+(?:(?:\\.|"{1,2}(?!"))[^"\\]*+)*"""', re.DOTALL),
    re.compile(r"'''[^'\\]*+(?:(?:\\.|'{1,2}(?!'))[^'\\]*+)*'''", re.DOTALL),
    re.compile(r'(?!""")"[^"\\\r\n]*+(?:\\[^\r\n][^"\\\r\n]*+)*"'),
    re.compile(r"(?!''')'[^'\\\r\n]*+(?:\\[^\r\n][^'\\\r\n]*+)*'"),
)
_BAD_ESCAPE: Final = re.compile(
    r"\\(?:u(?![0-9A-Fa-f]{4})[0-9A-Fa-f]*|U(?![0-9A-Fa-f]{8})[0-9A-Fa-f]*|[^tbnrf\"'\\uU])|(\\[\"'\\tbnrfuU])",
    re.DOTALL,
)
#: What stands at the end of a line after a text: language or datatype, and punctuation.
_TAIL: Final = re.compile(r"(?:@[A-Za-z-]+|\^\^[^\s;,]+)?[ \t]*[;,.]*[ \t]*(?:#[^\r\n\"']*)?(?=[\r\n]|\Z)")
_LINE: Final = re.compile(r"[^\r\n]*")
_QUOTES: Final = re.compile("[“”„‟«‘‚]([^“”„«»‘’\r\n]*)[“”»’]")
_TYPOGRAPHIC: Final = frozenset("“”„‟«»‘’‚")
_LANGUAGE: Final = re.compile(r"@[^\s;,\])\"'<>]*?(?=\.?(?:[\s;,\])\"'<>]|$))")
_NUMBER: Final = re.compile(r"[+-]?\.?[0-9](?:[\w:+-]|\.(?=\w))*")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![\w-])")
_WORD: Final = re.compile(r"[\w-]+")
_BLANK: Final = re.compile(r"_:\S*?(?=[;,.\])]?(?:\s|$))")
_SPECIAL_SPACE: Final = frozenset({"Zs", "Zl", "Zp", "Cf", "Cc"})
#: RDF 1.2 has these, and they are not read here; pyoxigraph reads them.
_BEYOND: Final = ("<<", ">>", "{|", "|}", "~")
_DIRECTIONS: Final = ("--ltr", "--rtl")
_GLUED: Final = re.compile(r"\w")


class Edit(NamedTuple):
    """What is to be put in the place of a part of the text, so that it would be Turtle."""

    start: int
    end: int
    text: str


class Wrong(NamedTuple):
    """Something that may be wrong.

    Attributes:
        kind: Which fault it is, by the name of its text in :mod:`twingraph.check.syntax_texts`.
        at: Where.
        values: What the text of the fault names.
        edits: What would mend it.
        prefix: The prefix that it wants declared.
    """

    kind: str
    at: Span
    values: Mapping[str, object]
    edits: tuple[Edit, ...] = ()
    prefix: str | None = None


class Piece(NamedTuple):
    """A token, or what stands where one should: ``wrong`` says what is the matter with it, in this order.

    Attributes:
        kind: The kind of token that it is, or was probably meant to be; ``end`` at the end of the text.
        text: The token as written; shortened where it is very long.
        start: Its offset.
        end: The offset of its end.
        wrong: What is wrong with it.
    """

    kind: str
    text: str
    start: int
    end: int
    wrong: tuple[Wrong, ...] = ()


def pieces(text: str, start: int, *, braces: bool = False) -> Iterator[Piece]:
    """Yield the tokens of a text from an offset on, ended by one of kind ``end``.

    Args:
        text: The text.
        start: Where to begin.
        braces: Whether braces are tokens, as in TriG.
    """
    while True:
        piece = piece_at(text, start, braces=braces)
        yield piece
        if piece.kind == "end":
            return
        start = piece.end


def piece_at(text: str, start: int, *, braces: bool = False) -> Piece:  # noqa: PLR0911 - one way for each token
    """Return the first token from an offset on."""
    match = TOKEN.match(text, start)
    if match is None or match.lastgroup is None:
        gap = _SPACE.match(text, start)
        return _bad(text, gap.end() if gap else start)
    kind = match.lastgroup.rstrip("123")
    begin, end = match.span(match.lastgroup)
    if text.startswith(_BEYOND, begin):
        return Piece("beyond", text[begin : begin + 2], begin, begin + 2)
    if kind == "mark" and not braces and text[begin] in "{}":
        return _character(text, begin)
    if kind == "string":
        # Two quotation marks before a third are no empty text.
        open_ = end - begin == 2 and text[end : end + 1] == text[begin]
        return _broken_string(text, begin) if open_ else _string(text, begin, end)
    if kind in ("integer", "decimal", "double"):
        return _number(text, kind, begin, end)
    if kind == "language" and _GLUED.match(text, end):
        return _language(text, begin)
    if kind == "language" and text.startswith(_DIRECTIONS, end):
        end += 5
    return Piece(kind, text[begin:end], begin, end)


def _string(text: str, begin: int, end: int) -> Piece:
    wrong: tuple[Wrong, ...] = ()
    if end - begin > LONGEST // 4 and len(text[begin:end].encode("utf-8", "replace")) >= LONGEST - 8:
        size = round((end - begin) / 1_000_000)
        edits = (Edit(begin, end, ANY_TEXT),)
        wrong = (Wrong("too-long", Span(begin, begin + 3), {"size": size, "limit": LONGEST // 1024 // 1024}, edits),)
    elif (glued := _GLUED.match(text, end)) and text[begin : begin + 3] not in ('"""', "'''"):
        # A quotation mark within the text, or none before it: read on to the end of the line.
        stop = _line_tail(text, glued.start())
        edits = (Edit(begin, stop, ANY_TEXT),)
        return Piece("string", ANY_TEXT, begin, stop, (Wrong("quote", Span(end - 1, end), {}, edits),))
    return Piece("string", text[begin : min(end, begin + 80)], begin, end, wrong)


def _number(text: str, kind: str, begin: int, end: int) -> Piece:
    date = _DATE.match(text, begin)
    if date is not None:
        word, stop = date[0], date.end()
        datatype = "xsd:date" if len(word) > 7 else "xsd:gYearMonth"
        wrong = Wrong("date", Span(begin, stop), {"word": word, "type": datatype}, (Edit(begin, stop, ANY_TEXT),))
        return Piece("string", word, begin, stop, (wrong,))
    if not _GLUED.match(text, end):
        return Piece(kind, text[begin:end], begin, end)
    stop = _end(_NUMBER, text, begin, end)
    wrong = Wrong("number", Span(begin, stop), {"word": text[begin:stop]}, (Edit(begin, stop, "1"),))
    return Piece(kind, text[begin:stop], begin, stop, (wrong,))


def _language(text: str, begin: int) -> Piece:
    stop = max(_end(_LANGUAGE, text, begin, begin + 1), begin + 1)
    word = text[begin:stop]
    kind = "language-underscore" if "_" in word else "language"
    values = {"word": word, "better": word.replace("_", "-")}
    return Piece("language", word, begin, stop, (Wrong(kind, Span(begin, stop), values, (Edit(begin, stop, "@en"),)),))


def _bad(text: str, at: int) -> Piece:  # noqa: PLR0911 - one way for each token
    """Return what stands at an offset at which no token begins."""
    char = text[at]
    if text.startswith(_BEYOND, at):
        return Piece("beyond", text[at : at + 2], at, at + 2)
    if char == "<":
        return _iri(text, at)
    if char in "\"'":
        return _broken_string(text, at)
    if char == "@":
        return _language(text, at)
    if text.startswith("_:", at):
        stop = max(_end(_BLANK, text, at, at + 2), at + 2)
        wrong = Wrong("blank", Span(at, stop), {"word": text[at:stop]}, (Edit(at, stop, "_:x"),))
        return Piece("blank", text[at:stop], at, stop, (wrong,))
    if char in "+-":
        return Piece(
            "none", char, at, at + 1, (Wrong("sign", Span(at, at + 1), {"sign": char}, (Edit(at, at + 1, " "),)),)
        )
    if char == "^":
        return Piece("mark", "^^", at, at + 1, (Wrong("caret", Span(at, at + 1), {}, (Edit(at, at + 1, "^^"),)),))
    if char in _TYPOGRAPHIC:
        return _typographic(text, at)
    if char.isalnum() or char == "_":
        stop = _end(_WORD, text, at, at + 1)
        return Piece("word", text[at:stop], at, stop)
    return _character(text, at)


def _iri(text: str, at: int) -> Piece:
    match = _IRI.match(text, at)
    if match is None:
        stop = max(_end(_OPEN_IRI, text, at, at + 1), at + 1)
        wrong = Wrong("iri-open", Span(at, stop), {}, (Edit(at, stop, ANY),))
        return Piece("iri", ANY, at, stop, (wrong,))
    inner, stop = match[0][1:-1], match.end()
    edits = (Edit(at, stop, ANY),)
    place = next((i for i, char in enumerate(inner) if char <= " " or char in '"{}|^`\\'), 0)
    char = inner[place : place + 1]
    where = Span(at + 1 + place, at + 2 + place)
    kind = "iri-space" if char == " " else "iri-escape" if char == "\\" else "iri-character"
    return Piece("iri", ANY, at, stop, (Wrong(kind, where, {"char": named(char)}, edits),))


def _broken_string(text: str, at: int) -> Piece:
    match = next((match for match in (pattern.match(text, at) for pattern in _STRINGS) if match), None)
    if match is not None:
        bad = [each for each in _BAD_ESCAPE.finditer(match[0]) if each[1] is None]
        wrong = [
            Wrong(
                "escape",
                Span(at + each.start(), at + each.end()),
                {"escape": each[0]},
                (Edit(at + each.start(), at + each.end(), "x"),),
            )
            for each in bad
        ]
        return Piece("string", ANY_TEXT, at, match.end(), tuple(wrong))
    if text[at : at + 3] in ('"""', "'''"):
        mark = text[at : at + 3]
        return Piece("open", mark, at, at + 3, (Wrong("long-string-open", Span(at, at + 3), {"mark": mark}),))
    stop = _line_tail(text, at + 1)
    wrong_one = Wrong("string-open", Span(at, stop), {"mark": text[at]}, (Edit(at, stop, ANY_TEXT),))
    return Piece("string", ANY_TEXT, at, stop, (wrong_one,))


def _line_tail(text: str, at: int) -> int:
    """Return where, before the end of the line, the language or punctuation after a text begins."""
    line = _end(_LINE, text, at, at)
    for match in re.finditer(r"@|\^\^|[ \t]|[;,.]", text[at:line]):
        tail = _TAIL.match(text, at + match.start())
        if tail is not None and tail.end() == line:
            return at + match.start()
    return line


def _typographic(text: str, at: int) -> Piece:
    match = _QUOTES.match(text, at)
    stop = match.end() if match else at + 1
    edits = (Edit(at, stop, ANY_TEXT if match else " "),)
    wrong = Wrong("typographic", Span(at, at + 1), {"char": text[at]}, edits)
    return Piece("string" if match else "none", ANY_TEXT, at, stop, (wrong,))


def _character(text: str, at: int) -> Piece:
    char = text[at]
    kind = "invisible" if unicodedata.category(char) in _SPECIAL_SPACE else "brace" if char in "{}" else "character"
    wrong = Wrong(kind, Span(at, at + 1), {"char": named(char)}, (Edit(at, at + 1, " "),))
    return Piece("none", char, at, at + 1, (wrong,))


def named(char: str) -> str:
    """Return a character as a message shows it: itself, or its number where it cannot be seen."""
    if char and (char.isspace() or unicodedata.category(char) in _SPECIAL_SPACE):
        return f"U+{ord(char):04X}"
    return char


def _end(pattern: re.Pattern[str], text: str, at: int, otherwise: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else otherwise
