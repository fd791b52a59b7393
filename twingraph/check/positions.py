"""Where each statement of a Turtle file stands.

Neither the store nor any parser in use keeps positions, so :mod:`twingraph.turtle.reader` reads the file once
more; only files that have findings are read so. Statements are found by subject, predicate and object.
"""

from __future__ import annotations

import bisect
import re
from array import array
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from twingraph.check.findings import Place
from twingraph.turtle.reader import TYPE, XSD, Node, Reader, Span, Statement, Term
from twingraph.turtle.tokens import TurtleError

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE_END: Final = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class TurtleText:
    """A Turtle file with the place of each of its statements.

    Attributes:
        file: The file, as findings name it.
        statements: Its triples. Blank nodes are labelled anew.
    """

    file: Path
    statements: list[Statement]
    _lines: Sequence[int]
    _by_subject: dict[str, list[Statement]]

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read a file.

        Raises:
            TurtleError: The file is not Turtle 1.1.
            OSError: It cannot be read.
            UnicodeDecodeError: It is not UTF-8.
        """
        return cls.of(text_of(file), file, base=file.resolve().as_uri())

    @classmethod
    def of(cls, text: str, file: Path = Path("-"), *, base: str = "") -> Self:
        """Read a text; ``base`` is what relative IRIs are resolved against before any ``@base``."""
        try:
            statements = Reader(base).read(text)
        except IndexError as error:
            raise TurtleError(len(text)) from error
        return cls.holding(statements, file, line_starts(text))

    @classmethod
    def holding(cls, statements: list[Statement], file: Path, lines: Sequence[int]) -> Self:
        """Return a file of which only these statements are known; ``lines`` tells where its lines begin."""
        by_subject: dict[str, list[Statement]] = {}
        for statement in statements:
            by_subject.setdefault(_key(statement.subject), []).append(statement)
        return cls(file, statements, lines, by_subject)

    def place(self, span: Span) -> Place:
        """Return lines and columns of a span."""
        return Place(self.file, *self._position(span.start), *self._position(span.end))

    def of_value(self, subject: Node, predicate: NamedNode, value: Term) -> Span | None:
        """Return where the object of this triple stands; literals are compared as the store rewrites them.

        Blank nodes have no lasting label: any one in its position will do.
        """
        wanted = canonical(value)
        for statement in self._of(subject):
            if statement.predicate == predicate:
                if isinstance(value, BlankNode) and isinstance(statement.object, BlankNode):
                    return statement.object_at
                if canonical(statement.object) == wanted:
                    return statement.object_at
        return None

    def of_predicate(self, subject: Node, predicate: NamedNode) -> Span | None:
        """Return where this property of the subject stands first."""
        for statement in self._of(subject):
            if statement.predicate == predicate:
                return statement.predicate_at
        return None

    def of_subject(self, subject: Node) -> Span | None:
        """Return where the subject stands before its statements: where it has a type, else first."""
        found = self._of(subject)
        typed = [statement for statement in found if statement.predicate == TYPE]
        return next((statement.subject_at for statement in typed or found), None)

    def _of(self, subject: Node) -> list[Statement]:
        return self._by_subject.get(_key(subject), [])

    def _position(self, offset: int) -> tuple[int, int]:
        line = max(bisect.bisect_right(self._lines, offset), 1)
        return line, offset - self._lines[line - 1] + 1


def text_of(file: Path) -> str:
    """Return the text of a file with its line ends as they are.

    Raises:
        OSError: It cannot be read.
        UnicodeDecodeError: It is not UTF-8.
    """
    return file.read_bytes().decode("utf-8")


def line_starts(text: str) -> Sequence[int]:
    """Return where each line of a text begins; a byte order mark stands before the first."""
    return array("Q", (1 if text.startswith("\ufeff") else 0, *(match.end() for match in _LINE_END.finditer(text))))


@lru_cache(maxsize=4096)
def canonical(term: Term) -> Term:
    """Return the term as the store gives it back: numbers and truth values are rewritten (``1.0`` to ``1``)."""
    if not isinstance(term, Literal) or term.language or term.datatype.value == f"{XSD}string":
        return term
    store = Store()
    node = NamedNode("x:x")
    store.add(Quad(node, node, term))
    (quad,) = store
    rewritten = quad.object
    return rewritten if isinstance(rewritten, Literal) else term


def _key(subject: Node) -> str:
    """Return what subjects are found by; blank nodes, which have no lasting label, are all one."""
    return "" if isinstance(subject, BlankNode) else subject.value
