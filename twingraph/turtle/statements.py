"""A text that may be no Turtle, cut into its statements, each with what may be wrong with it.

After an error reading goes on: within the statement where it is plain how to mend it, else after its end. That is a
dot at the end of a line, if the next line begins no further to the right than the statement does; so a missing
quotation mark does not swallow the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from twingraph.turtle.lenient import ANY, ANY_TEXT, Edit, Piece, Wrong, piece_at
from twingraph.turtle.tokens import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BOUNDARY: Final = re.compile(
    r"\.[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*([ \t]*)(?=[^\s#])"
)
_INDENT: Final = re.compile(r"[ \t]*")
_TERMS: Final = frozenset({"iri", "name", "blank", "string", "integer", "decimal", "double"})
_LITERALS: Final = frozenset({"string", "integer", "decimal", "double"})
_CLOSERS: Final = {"properties": "]", "list": ")"}
_OPENERS: Final = {"[": "properties", "(": "list"}
_LONG: Final = ('"""', "'''")
_WORDS: Final = re.compile(r"[^\s;,.\"'<>\[\](){}#@]+(?:[ \t]+[^\s;,.\"'<>\[\](){}#@:]+(?!\S*:))*")


@dataclass(slots=True)
class Chunk:
    """One statement as it stands in the text, or what was passed over as one.

    Attributes:
        span: Where it stands.
        wrong: What may be wrong with it.
        used: The prefixes that it uses, each with where it does first.
        directive: ``prefix`` or ``base`` if it is a directive.
        name: The prefix that it declares.
        iri: The IRI of a directive as written, if it can be read.
    """

    span: Span
    wrong: list[Wrong] = field(default_factory=list)
    used: dict[str, Span] = field(default_factory=dict)
    directive: str | None = None
    name: str | None = None
    iri: str | None = None


@dataclass(slots=True)
class _Frame:
    """A subject whose statements are read; ``state`` is what comes next: subject, verb, object, after or item."""

    kind: str
    at: Span
    state: str
    empty: bool = True
    verb: Piece | None = None
    mark: Piece | None = None


class Splitter:
    """Cuts a text into statements.

    Args:
        text: The text.
        graphs: Whether it may have graphs in braces, as TriG has.

    Attributes:
        structure: What may be wrong between the statements.
    """

    def __init__(self, text: str, *, graphs: bool = False) -> None:
        self._text = text
        self._graphs = graphs
        self._open: Span | None = None
        self.structure: list[Wrong] = []

    def chunks(self) -> Iterator[Chunk]:
        """Yield the statements in their order."""
        position, before = 0, None
        while True:
            position = self._braces(position) if self._graphs else position
            piece = piece_at(self._text, position, braces=self._graphs)
            if piece.kind == "end":
                break
            reader = _Statement(self._text, piece, graphs=self._graphs, inside=self._open is not None, before=before)
            chunk = reader.read()
            yield chunk
            before, position = chunk, max(chunk.span.end, piece.start + 1)
        if self._open is not None:
            end = len(self._text)
            self.structure.append(Wrong("open", self._open, {"mark": "{", "closing": "}"}, (Edit(end, end, " }"),)))

    def _braces(self, position: int) -> int:
        """Pass over what opens or closes a graph."""
        while True:
            piece = piece_at(self._text, position, braces=True)
            if self._open is not None and piece.text == "}":
                self._open, position = None, piece.end
                continue
            if self._open is None:
                opening = self._opening(piece)
                if opening is not None:
                    self._open, position = Span(opening.start, opening.end), opening.end
                    continue
            return position

    def _opening(self, piece: Piece) -> Piece | None:
        if piece.text == "{":
            return piece
        if piece.kind == "word" and piece.text.upper() == "GRAPH":
            piece = piece_at(self._text, piece.end, braces=True)
        if piece.text == "[":
            piece = piece_at(self._text, piece.end, braces=True)
            if piece.text != "]":
                return None
        elif piece.kind not in ("iri", "name", "blank"):
            return None
        following = piece_at(self._text, piece.end, braces=True)
        return following if following.text == "{" else None


class _Statement:
    """Reads one statement."""

    def __init__(self, text: str, first: Piece, *, graphs: bool, inside: bool, before: Chunk | None) -> None:
        self._text = text
        self._first = first
        self._graphs = graphs
        self._inside = inside
        self._indent = self._margin(first.start)
        self._before = before
        self._chunk = Chunk(Span(first.start, first.end))
        self._frames = [_Frame("block", Span(first.start, first.end), "subject")]
        self._last: Piece | None = None
        self._position = first.start
        self._long: list[Piece] = []

    def read(self) -> Chunk:
        """Return the statement; it ends where this reading ends."""
        word = self._first.text.lower().lstrip("@")
        if self._first.kind in ("word", "language") and word in ("prefix", "base"):
            end = self._directive(word)
        elif self._first.kind in ("word", "language") and word == "version":
            end = self._version()
        else:
            end = self._block()
        self._chunk.span = Span(self._first.start, end)
        return self._chunk

    # ---- directives

    def _directive(self, word: str) -> int:
        chunk, dotted = self._chunk, self._first.kind == "language"
        chunk.directive, position = word, self._first.end
        if word == "prefix":
            piece = self._next(position)
            if piece.kind == "name" and piece.text.endswith(":"):
                chunk.name = piece.text[:-1]
            elif piece.kind == "word":
                chunk.name = piece.text
                at = Span(piece.start, piece.end)
                self._say("prefix-colon", at, {"name": piece.text}, Edit(piece.end, piece.end, ":"))
            else:
                return self._give_up(piece, "directive")
            position = piece.end
        piece = self._next(position)
        if piece.kind != "iri":
            return self._give_up(piece, "directive")
        chunk.iri = None if piece.wrong else piece.text
        chunk.wrong += piece.wrong
        following = self._next(piece.end)
        if (following.text == ".") == dotted:
            return following.end if dotted else piece.end
        if dotted:
            at = Span(piece.end - 1, piece.end)
            if following.kind != "end" and not self._starts_line(following):
                # Something else stands where the dot should.
                end = self._boundary(piece.end)
                self._say("directive-end", Span(following.start, following.end), {}, Edit(piece.end, end, " ."))
                return end
            self._say("no-dot-directive", at, {}, Edit(piece.end, piece.end, " ."))
            return piece.end
        self._say("prefix-dot", Span(following.start, following.end), {}, Edit(following.start, following.end, " "))
        return following.end

    def _version(self) -> int:
        piece = self._next(self._first.end)
        if piece.kind == "string" and self._first.kind == "language":
            piece = self._next(piece.end)
        return piece.end

    def _give_up(self, piece: Piece, kind: str) -> int:
        end = self._boundary(piece.start)
        fill = "@prefix x: <x:x> ."
        self._say(kind, Span(self._first.start, self._first.end), {}, Edit(self._first.start, end, fill))
        return end

    # ---- statements

    def _block(self) -> int:
        while True:
            piece = self._next(self._position)
            end = self._step(piece)
            if end is not None:
                return self._inverted(end)

    def _step(self, piece: Piece) -> int | None:  # noqa: PLR0911 - one way for each sign
        """Take a piece; return where the statement ends if it does."""
        if piece.kind == "end" or (self._inside and piece.text == "}"):
            return self._finish(piece)
        if piece.kind == "open":
            self._chunk.wrong += piece.wrong
            return self._panic(piece, None)
        if piece.kind == "beyond":
            return self._beyond(piece)
        if piece.kind == "none":
            self._chunk.wrong += piece.wrong
            if self._frames[-1].state == "object" and self._next(piece.end).text in (*",;.]",):
                # It stands where a value should.
                self._chunk.wrong[-1] = piece.wrong[-1]._replace(edits=(Edit(piece.start, piece.end, f" {ANY} "),))
                self._frames[-1].state, self._frames[-1].empty, self._last = "after", False, piece
            self._position = piece.end
            return None
        frame = self._frames[-1]
        if piece.kind == "mark":
            return self._mark(frame, piece)
        match frame.state:
            case "subject":
                return self._subject(frame, piece)
            case "verb":
                return self._verb(frame, piece)
            case "after":
                return self._after(frame, piece)
            case _:
                return self._object(frame, piece)

    def _beyond(self, piece: Piece) -> int:
        """Pass over the rest of a statement that is written as only RDF 1.2 allows; the judge reads it."""
        end = self._boundary(piece.start)
        while piece.start < end and piece.kind != "end":
            self._use(piece)
            piece = self._next(piece.end)
        return end

    def _subject(self, frame: _Frame, piece: Piece) -> int | None:
        if piece.kind == "language":
            following = self._next(piece.end)
            self._chunk.directive = "prefix"
            if following.kind == "name" and following.text.endswith(":"):
                self._chunk.name = following.text[:-1]
            return self._panic(piece, "directive")
        at, end = self._take(piece)
        if piece.kind in _LITERALS or piece.text in ("true", "false"):
            self._say("literal-subject", at, {}, Edit(at.start, end, ANY))
        elif piece.kind == "word":
            self._say("bare-word", at, {"word": piece.text}, Edit(at.start, end, ANY))
        frame.state = "verb"
        return None

    def _verb(self, frame: _Frame, piece: Piece) -> int | None:
        if piece.kind == "language":
            return self._panic(piece, "unexpected")
        at, end = self._take(piece)
        if piece.kind in _LITERALS or piece.text in ("true", "false"):
            self._say("literal-predicate", at, {}, Edit(at.start, end, ANY))
        elif piece.kind == "blank":
            self._say("blank-predicate", at, {}, Edit(at.start, end, ANY))
        elif piece.kind == "word" and piece.text != "a":
            self._say("bare-word", at, {"word": piece.text}, Edit(at.start, end, ANY))
        frame.state, frame.verb = "object", self._last
        return None

    def _object(self, frame: _Frame, piece: Piece) -> int | None:
        if piece.kind == "language":
            return self._panic(piece, "unexpected")
        if piece.kind == "word" and piece.text not in ("true", "false"):
            end = self._new_statement(frame)
            if end is not None:
                return end
            match = _WORDS.match(self._text, piece.start)
            stop = max(match.end(), piece.end) if match else piece.end
            word = self._text[piece.start : stop]
            kind = "bare-word" if " " not in word and piece.text != "a" else "bare-text"
            if word.lower() in ("true", "false"):
                kind = "boolean"
            self._say(kind, Span(piece.start, stop), {"word": word}, Edit(piece.start, stop, ANY_TEXT))
            piece = Piece("string", ANY_TEXT, piece.start, stop)
        self._take(piece)
        if frame.kind != "list":
            frame.state, frame.empty = "after", False
        return None

    def _after(self, frame: _Frame, piece: Piece) -> int | None:
        """Take what stands where a comma, a semicolon or a dot should."""
        last = self._last or self._first
        if piece.kind == "language":
            return self._panic(piece, "unexpected")
        if self._starts_line(piece) and self._margin(piece.start) <= self._indent:
            return self._undone(last)
        end = self._new_statement(frame)
        if end is not None:
            return end
        at = Span(last.end - 1, last.end)
        following = self._next(self._suffix(piece))
        if piece.kind in _LITERALS or (piece.text != "a" and following.kind == "mark" and following.text in ",;.]"):
            self._say("no-comma", at, {}, Edit(last.end, last.end, " ,"))
            frame.state = "object"
        else:
            self._say("no-semicolon", at, {}, Edit(last.end, last.end, " ;"))
            frame.state = "verb"
        return None

    def _undone(self, last: Piece) -> int:
        """End a statement after which the next begins without a dot."""
        fill = self._completion()
        if len(self._frames) > 1:
            self._say_open(Edit(last.end, last.end, fill))
        else:
            self._say("no-dot", Span(last.end - 1, last.end), {}, Edit(last.end, last.end, fill))
        return last.end

    def _new_statement(self, frame: _Frame) -> int | None:
        """End the statement before its last predicate, if that looks like the subject of the next."""
        verb, mark = frame.verb, frame.mark
        if verb is None or mark is None or mark.text != ";" or frame.kind != "block" or len(self._frames) > 1:
            return None
        if not self._starts_line(verb) or self._margin(verb.start) > self._indent:
            return None
        self._chunk.wrong = [wrong for wrong in self._chunk.wrong if wrong.at.start < verb.start]
        self._say("semicolon-for-dot", Span(mark.start, mark.end), {}, Edit(mark.start, mark.end, " ."))
        return mark.end

    def _mark(self, frame: _Frame, piece: Piece) -> int | None:  # noqa: PLR0911 - one way for each sign
        text = piece.text
        if text in _OPENERS:
            if frame.state == "after":
                return self._after(frame, piece)
            if frame.state == "verb":
                return self._panic(piece, "bracket-predicate")
            state = "verb" if text == "[" else "item"
            self._frames.append(_Frame(_OPENERS[text], Span(piece.start, piece.end), state))
            self._pass(piece)
            return None
        if text in "])" and text:
            return self._close(frame, piece)
        if text == "^^":
            return self._panic(piece, "unexpected")
        if text in "{}":
            self._say("brace", Span(piece.start, piece.end), {"char": text}, Edit(piece.start, piece.end, " "))
            self._pass(piece)
            return None
        return self._punctuation(frame, piece)

    def _close(self, frame: _Frame, piece: Piece) -> int | None:
        if _CLOSERS.get(frame.kind) != piece.text:
            if any(_CLOSERS.get(outer.kind) == piece.text for outer in self._frames):
                self._say_open(Edit(piece.start, piece.start, f" {self._fill(frame)} {_CLOSERS[frame.kind]} "))
                self._frames.pop()
                self._deliver()
                return None
            values = {"mark": piece.text, "opening": "[" if piece.text == "]" else "("}
            self._say("unopened", Span(piece.start, piece.end), values, Edit(piece.start, piece.end, " "))
            self._pass(piece)
            return None
        if frame.state == "object":
            self._no_value(frame, piece)
        self._frames.pop()
        self._deliver(bare=frame.kind == "properties" and not frame.empty)
        self._pass(piece)
        return None

    def _punctuation(self, frame: _Frame, piece: Piece) -> int | None:  # noqa: PLR0911 - one way for each sign
        text = piece.text
        if frame.kind == "list":
            if text == ",":
                self._say("list-comma", Span(piece.start, piece.end), {}, Edit(piece.start, piece.end, " "))
                self._pass(piece)
                return None
            return self._unclosed(frame, piece)
        if text == "." and frame.kind == "properties":
            return self._unclosed(frame, piece)
        if frame.state == "object":
            end = self._new_statement(frame)
            if end is not None:
                return end
            if self._dotted_too_soon():
                return self._panic(piece, None)
            self._no_value(frame, piece)
            frame.state = "after"
        elif frame.state == "subject":
            at = Span(piece.start, piece.end)
            self._say("stray", at, {"mark": text}, Edit(piece.start, piece.end, ""))
            return piece.end
        elif frame.state == "verb" and frame.empty and not (text == "." and frame.mark is not None):
            self._say(
                "no-predicate", Span(piece.start, piece.end), {}, Edit(piece.start, piece.start, f" {ANY} {ANY} ")
            )
            frame.state = "after"
        elif frame.state == "verb" and text == ",":
            self._say("stray", Span(piece.start, piece.end), {"mark": text}, Edit(piece.start, piece.end, " "))
            self._pass(piece)
            return None
        if text == ".":
            return piece.end
        frame.state, frame.mark = ("object" if text == "," else "verb"), piece
        frame.empty = False
        self._pass(piece)
        return None

    def _unclosed(self, frame: _Frame, piece: Piece) -> int | None:
        self._say_open(Edit(piece.start, piece.start, f" {self._fill(frame)} {_CLOSERS[frame.kind]} "))
        self._frames.pop()
        self._deliver()
        return None

    def _no_value(self, frame: _Frame, piece: Piece) -> None:
        last = self._last or self._first
        edit = Edit(piece.start, piece.start, f" {ANY} ")
        frame.empty = False
        if frame.verb is last and frame.verb.kind == "word" and last.text != "a" and self._chunk.wrong:
            # What is told of the word is enough.
            said = self._chunk.wrong[-1]
            self._chunk.wrong[-1] = said._replace(edits=(*said.edits, edit))
            return
        kind = "no-value-comma" if last.text == "," else "no-value"
        self._say(kind, Span(piece.start, piece.end), {}, edit)

    def _dotted_too_soon(self) -> bool:
        """Say so if the statement before ends with a dot where a semicolon was meant."""
        before = self._before
        if before is None or before.directive or self._frames[0].mark is not None or len(self._frames) > 1:
            return False
        if not self._starts_line(self._first) or self._indent <= self._margin(before.span.start):
            return False
        self._say("dot-for-semicolon", Span(self._first.start, self._first.end), {})
        return True

    def _finish(self, piece: Piece) -> int:
        """End the statement at the end of the text, or of the graph that it stands in."""
        frame, last = self._frames[-1], self._last or self._first
        if len(self._frames) > 1:
            self._say_open(Edit(last.end, last.end, self._completion()))
        elif frame.state in ("object", "verb") and frame.mark is None:
            kind = "no-value" if frame.state == "object" else "no-predicate"
            self._say(kind, Span(last.start, last.end), {}, Edit(last.end, last.end, self._completion()))
        elif piece.kind == "end" and self._last is not None:
            self._say("no-dot", Span(last.end - 1, last.end), {}, Edit(last.end, last.end, self._completion()))
        return max(last.end, self._position)

    def _panic(self, piece: Piece, kind: str | None) -> int:
        """Say what is wrong, and pass over the rest of the statement."""
        start = piece.end if piece.kind == "open" else piece.start
        end = self._boundary(start)
        edit = Edit(piece.start, end, self._completion())
        if kind is not None:
            self._say(kind, Span(piece.start, piece.end), {"word": piece.text}, edit)
        elif self._chunk.wrong:
            self._chunk.wrong[-1] = self._chunk.wrong[-1]._replace(edits=(edit,))
        return end

    def _inverted(self, end: int) -> int:
        """Take a long text that runs over the end of a statement for one that is not closed, if anything is wrong."""
        for piece in self._long if self._chunk.wrong else ():
            boundary = self._boundary(piece.start + 3)
            first = min(wrong.at.start for wrong in self._chunk.wrong)
            if boundary < piece.end <= first + 1:
                self._chunk.wrong.clear()
                edit = Edit(piece.start, boundary, f"{ANY_TEXT} .")
                mark = self._text[piece.start : piece.start + 3]
                self._say("long-string-open", Span(piece.start, piece.start + 3), {"mark": mark}, edit)
                return boundary
        return end

    # ---- what these share

    def _next(self, position: int) -> Piece:
        return piece_at(self._text, position, braces=self._graphs)

    def _pass(self, piece: Piece) -> None:
        self._last, self._position = piece, piece.end

    def _take(self, piece: Piece) -> tuple[Span, int]:
        """Take a term with its language or datatype; return where it stands, and its end."""
        self._chunk.wrong += piece.wrong
        if piece.kind == "string" and self._text.startswith(_LONG, piece.start) and piece.end - piece.start > 6:
            self._long.append(piece)
        self._use(piece)
        end = piece.end
        if piece.kind == "string":
            following = self._next(end)
            if following.kind == "language":
                self._chunk.wrong += following.wrong
                end = following.end
            elif following.text == "^^":
                self._chunk.wrong += following.wrong
                datatype = self._next(following.end)
                if datatype.kind in ("iri", "name"):
                    self._chunk.wrong += datatype.wrong
                    self._use(datatype)
                    end = datatype.end
                else:
                    at = Span(following.start, following.end)
                    self._say("no-datatype", at, {}, Edit(following.start, following.end, " "))
                    end = following.end
        self._last = piece._replace(end=end)
        self._position = end
        return Span(piece.start, end), end

    def _use(self, piece: Piece) -> None:
        if piece.kind == "name":
            prefix = piece.text.partition(":")[0]
            self._chunk.used.setdefault(prefix, Span(piece.start, piece.end))

    def _suffix(self, piece: Piece) -> int:
        """Return where a term ends, with its language or datatype."""
        following = self._next(piece.end) if piece.kind == "string" else None
        if following is not None and following.kind == "language":
            return following.end
        if following is not None and following.text == "^^":
            return self._next(following.end).end
        return piece.end

    def _deliver(self, *, bare: bool = False) -> None:
        """Go on in the frame to which a bracket belongs that has been closed."""
        frame = self._frames[-1]
        if frame.state == "subject":
            frame.state, frame.empty = "verb", not bare
        elif frame.state == "object":
            frame.state, frame.empty = "after", False

    def _say(self, kind: str, at: Span, values: Mapping[str, object], *edits: Edit) -> None:
        self._chunk.wrong.append(Wrong(kind, at, values, edits))

    def _say_open(self, edit: Edit) -> None:
        frame = self._frames[-1]
        values: dict[str, object] = {
            "mark": "[" if frame.kind == "properties" else "(",
            "closing": _CLOSERS[frame.kind],
        }
        self._say("open", frame.at, values, edit)

    @staticmethod
    def _fill(frame: _Frame) -> str:
        """Return what a frame lacks so that it could be closed."""
        return {"object": ANY}.get(frame.state, "")

    def _completion(self) -> str:
        """Return what the statement lacks so that it would be whole."""
        parts = []
        for number, frame in enumerate(reversed(self._frames)):
            state = frame.state
            if number and state == "subject":
                state = "verb"
            elif number and state == "object":
                state = "after"
            lacking = {"subject": f"{ANY} {ANY} {ANY}", "object": ANY}.get(state, "")
            if state == "verb" and frame.kind == "block" and frame.empty:
                lacking = f"{ANY} {ANY}"
            parts += [lacking, _CLOSERS.get(frame.kind, ".")]
        return " " + " ".join(part for part in parts if part)

    def _starts_line(self, piece: Piece) -> bool:
        before = self._text[max(piece.start - 500, 0) : piece.start].rstrip(" \t")
        return not before or before[-1] in "\r\n"

    def _margin(self, offset: int) -> int:
        """Return how far the line is indented that holds an offset."""
        start = max(self._text.rfind("\n", 0, offset), self._text.rfind("\r", 0, offset)) + 1
        match = _INDENT.match(self._text, start)
        return match.end() - start if match else 0

    def _boundary(self, start: int) -> int:
        """Return where the statement probably ends in which an error stands at an offset."""
        for match in _BOUNDARY.finditer(self._text, start):
            if len(match[1]) <= self._indent:
                return match.start() + 1
        return len(self._text)
