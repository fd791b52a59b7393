"""Where each statement of a Turtle file stands.

Neither the store nor any parser in use keeps positions, so :mod:`twingraph.turtle.reader` reads the file once
more; only files that have findings are read so. Statements are found by subject, predicate and object.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store

from twingraph.check.findings import Place
from twingraph.turtle.lines import Lines
from twingraph.turtle.reader import TYPE, XSD, Node, Reader, Statement, Term
from twingraph.turtle.tokens import Span, TurtleError


@dataclass(frozen=True, slots=True)
class TurtleText:
    """A Turtle file with the place of each of its statements.

    Attributes:
        file: The file, as findings name it.
        statements: Its triples. Blank nodes are labelled anew.
    """

    file: Path
    statements: list[Statement]
    _lines: Lines
    _by_subject: dict[str, list[Statement]]

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read a file.

        Raises:
            TurtleError: The file is not what its name says it is, Turtle if that says nothing.
            OSError: It cannot be read.
            UnicodeDecodeError: It is not UTF-8.
        """
        form = RdfFormat.from_extension(file.suffix.removeprefix(".")) or RdfFormat.TURTLE
        return cls.of(text_of(file), file, base=file.resolve().as_uri(), form=form)

    @classmethod
    def of(cls, text: str, file: Path = Path("-"), *, base: str = "", form: RdfFormat = RdfFormat.TURTLE) -> Self:
        """Read a text; ``base`` is what relative IRIs are resolved against before any ``@base``.

        Raises:
            TurtleError: The text is not of this form.
        """
        try:
            statements = Reader(base, form).read(text)
        except IndexError as error:
            raise TurtleError(len(text)) from error
        return cls.holding(statements, file, Lines(text))

    @classmethod
    def holding(cls, statements: list[Statement], file: Path, lines: Lines) -> Self:
        """Return a file of which only these statements are known; ``lines`` tells its lines."""
        by_subject: dict[str, list[Statement]] = {}
        for statement in statements:
            by_subject.setdefault(_key(statement.subject), []).append(statement)
        return cls(file, statements, lines, by_subject)

    def place(self, span: Span) -> Place:
        """Return lines and columns of a span."""
        return Place(self.file, *self._lines.position(span.start), *self._lines.position(span.end))

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


def text_of(file: Path) -> str:
    """Return the text of a file with its line ends as they are.

    Raises:
        OSError: It cannot be read.
        UnicodeDecodeError: It is not UTF-8.
    """
    return file.read_bytes().decode("utf-8")


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
