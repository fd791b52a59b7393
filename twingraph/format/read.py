"""From a text of Turtle 1.1 to its tree.

A comment belongs to something: at the end of a line, to what that line ends with, be it before or after the
punctuation; on a line of its own, to what follows it. A second comment at the end of the same thing, which only a
line break before punctuation makes possible, comes to stand above it. Nesting is kept in a stack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from twingraph.format.tree import Block, Bracket, Commented, Directive, Document, Property, Term, Value
from twingraph.turtle.tokens import Token, TurtleError, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How deep blank nodes and lists may be nested: beyond that, each line would be mostly indentation.
MAX_DEPTH: Final = 100
_PIECE: Final = re.compile(r"#[^\r\n]*|\r\n|\n|\r")
_CLOSING: Final = {"[": "]", "(": ")"}
#: Stands for the subject of a block until that has been read.
_UNREAD: Final = Term("", "")


class DepthError(ValueError):
    """Blank nodes or lists are nested deeper than :data:`MAX_DEPTH`, at this offset."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"nested too deep at offset {offset}")
        self.offset = offset


def read(text: str) -> Document:
    """Return the tree of a text.

    Raises:
        TurtleError: The text is not Turtle 1.1.
        DepthError: It is nested too deep.
    """
    queue = list(tokens(text))
    try:
        return _Reader(text, queue).read()
    except IndexError as error:
        raise TurtleError(len(text)) from error


def comments(text: str) -> Iterator[str]:
    """Yield the comments of a text, in their order.

    Raises:
        TurtleError: The text is not Turtle 1.1.
    """
    end = 0
    for token in tokens(text):
        for piece in _PIECE.finditer(text, end, token.start):
            if piece[0].startswith("#"):
                yield _trimmed(piece[0])
        end = token.end


@dataclass(slots=True)
class _Reader:
    """The state of reading; ``last`` is what a comment at the end of the line hangs on."""

    text: str
    queue: list[Token]
    index: int = 0
    open: list[Block | Bracket] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    last: Commented | None = None
    opening: bool = False

    def read(self) -> Document:
        document = Document()
        while True:
            self._comments()
            token = self.queue[self.index]
            if token.kind == "end":
                if self.open:
                    raise TurtleError(token.start)
                document.end = self._taken()
                return document
            if not self.open:
                word = token.text.lower().lstrip("@")
                if token.kind in ("word", "language") and word in ("prefix", "base"):
                    document.items.append(self._directive(word))
                    continue
                block = Block(_UNREAD, before=self._taken())
                document.items.append(block)
                self.open.append(block)
            self._step(token)

    def _step(self, token: Token) -> None:
        """Take one token, or the several that make up a literal."""
        if token.kind == "mark" and token.text not in _CLOSING:
            self.index += 1
            self._mark(token)
            return
        holder = self.open[-1]
        before = self._taken(blank=False)
        if token.kind == "mark":
            self.index += 1
            bracket = Bracket(token.text, before=before)
            self._place(holder, bracket, token)
            self.open.append(bracket)
            self.last, self.opening = bracket, True
            if len(self.open) > MAX_DEPTH:
                raise DepthError(token.start)
        elif isinstance(holder, Bracket) and holder.kind == "(":
            holder.items.append(self._term(before))
        elif self._wants_verb(holder):
            verb = Term(token.text, token.kind)
            self.index += 1
            holder.properties.append(Property(verb, before=before))
            self.last, self.opening = holder.properties[-1], False
        else:
            self._place(holder, self._term(before), token)

    def _wants_verb(self, holder: Block | Bracket) -> bool:
        """Return whether a predicate is next: at the beginning and after a semicolon, but not after a comma."""
        if isinstance(holder, Block) and holder.subject is _UNREAD:
            return False
        if not holder.properties:
            return True
        previous = self.queue[self.index - 1]
        return previous.kind == "mark" and previous.text == ";"

    def _place(self, holder: Block | Bracket, value: Value, token: Token) -> None:
        if isinstance(holder, Bracket) and holder.kind == "(":
            holder.items.append(value)
        elif holder.properties:
            holder.properties[-1].values.append(value)
        elif isinstance(holder, Block) and holder.subject is _UNREAD:
            holder.subject = value
        else:
            raise TurtleError(token.start)

    def _mark(self, token: Token) -> None:
        if token.text in (";", ","):
            return
        if not self.open:
            raise TurtleError(token.start)
        holder = self.open.pop()
        if isinstance(holder, Bracket) and _CLOSING[holder.kind] == token.text:
            holder.inside = self._taken(blank=False)
            self.last, self.opening = holder, False
        elif isinstance(holder, Block) and token.text == ".":
            holder.inside = self._taken(blank=False)
        else:
            raise TurtleError(token.start)

    def _term(self, before: list[str]) -> Term:
        """Take a term; comments between the parts of a literal come to stand above it."""
        token = self.queue[self.index]
        term = Term(token.text, token.kind, before=before)
        self.index += 1
        if token.kind == "string":
            suffix = self.queue[self.index]
            parts = 1 if suffix.kind == "language" else 2 if suffix.text == "^^" else 0
            for _ in range(parts):
                term.before += self._inner()
                term.suffix += self.queue[self.index].text
                self.index += 1
        self.last, self.opening = term, False
        return term

    def _directive(self, word: str) -> Directive:
        """Take a directive; comments between its parts come to stand above it."""
        before = self._taken()
        dotted = self.queue[self.index].kind == "language"
        parts: list[str] = []
        for _ in range(1 + (word == "prefix") + dotted):
            self.index += 1
            before += self._inner()
            parts.append(self.queue[self.index].text)
        self.index += 1
        name = parts[0].removesuffix(":") if word == "prefix" else None
        directive = Directive(name, parts[1 if word == "prefix" else 0], before=before)
        self.last, self.opening = directive, False
        return directive

    def _gap(self) -> Iterator[str]:
        """Yield comments and line breaks before the present token."""
        start = self.queue[self.index - 1].end if self.index else 0
        for piece in _PIECE.finditer(self.text, start, self.queue[self.index].start):
            yield piece[0]

    def _inner(self) -> list[str]:
        return [_trimmed(piece) for piece in self._gap() if piece.startswith("#")]

    def _comments(self) -> None:
        """Hang the comments before the present token on what they belong to."""
        start = self.queue[self.index - 1].end if self.index else 0
        if not self.pending and self.text.find("#", start, self.queue[self.index].start) < 0:
            return
        breaks = 0
        for piece in self._gap():
            if not piece.startswith("#"):
                breaks += 1
                continue
            if not breaks and self._hang(_trimmed(piece)):
                continue
            if breaks > 1 and self.pending:
                self.pending.append("")
            self.pending.append(_trimmed(piece))
            breaks = 0
        if breaks > 1 and self.pending:
            self.pending.append("")

    def _hang(self, comment: str) -> bool:
        """Hang a comment on what was read last; a second one comes to stand above that."""
        if self.opening and isinstance(self.last, Bracket):
            self.last.opened = comment
            return True
        if self.last is None:
            return False
        if self.last.after is None:
            self.last.after = comment
        else:
            self.last.before.append(comment)
        return True

    def _taken(self, *, blank: bool = True) -> list[str]:
        """Return the comments that wait for what follows them, and forget them."""
        taken = [line for line in self.pending if line or blank]
        self.pending = []
        return taken


def _trimmed(comment: str) -> str:
    return comment.rstrip(" \t")
