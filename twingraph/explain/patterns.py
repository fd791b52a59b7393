"""The triple patterns of a query, as it is written: each with its place, its terms and the group it stands in.

rdflib has a parser of SPARQL; it was tried and left. It gives no places, so that no finding could name line and column;
it forgets how a term was written; it reads another dialect than the engine that will answer; it takes a third of a
second to import and is an extra. What is needed here is small, since the engine itself says whether the query is valid:
the nesting of groups and the grammar of triples (https://www.w3.org/TR/sparql11-query/#rTriplesBlock).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from twingraph.sparql_text import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

_TERMS: Final = frozenset({"variable", "iri", "name", "blank", "string", "number"})
_END: Final = Token("end", "", 0)
FORMS: Final = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")


class Unreadable(Exception):  # noqa: N818 - not an error of the user
    """The query is written in a way that this reader does not know; nothing is said of its patterns."""


class Node(NamedTuple):
    """A subject or an object: its kind (that of its token, or ``nested``) and where it stands."""

    kind: str
    start: int
    end: int


class Path(NamedTuple):
    """A predicate: its IRIs or its variable as tokens, where it stands, and whether it is one IRI or variable alone.

    ``loose`` is true if not all of its IRIs need to match: alternatives, or what may be left out.
    """

    steps: tuple[Token, ...]
    start: int
    end: int
    alone: bool
    loose: bool


class Pattern(NamedTuple):
    """A triple pattern, the name of the graph it is asked of, and whether the query has answers without it."""

    subject: Node
    path: Path
    object: Node
    graph: Token | None
    optional: bool


@dataclass(slots=True)
class Parts:
    """What a query is made of.

    Attributes:
        form: SELECT, CONSTRUCT, DESCRIBE or ASK; "" if there is none.
        all: Whether everything is asked for with ``*``.
        prologue: The offset at which the declarations of prefixes end.
        datasets: The tokens of ``FROM`` clauses' IRIs, with whether they are named.
        patterns: The triple patterns.
        roles: What a term is used as, by offset: ``property``, ``class``, ``graph``, or ``""`` for what is not asked of
            the graph (functions, datatypes, templates).
        binding: The offsets of variables where they are given a value.
        projected: The offsets of variables that are asked for.
    """

    form: str = ""
    all: bool = False
    prologue: int = 0
    datasets: list[tuple[Token, bool]] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    binding: set[int] = field(default_factory=set)
    projected: set[int] = field(default_factory=set)


def read(text: str) -> Parts:
    """Read a valid query.

    Raises:
        Unreadable: It is written in a way that this reader does not know.
    """
    return _Reader(text).query()


class _Reader:
    """Reads tokens one after the other."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._at = 0
        self._graph: Token | None = None
        self._optional = False
        self.parts = Parts()

    @property
    def _next(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def _take(self) -> Token:
        token = self._next
        if token is _END:
            raise Unreadable
        self._at += 1
        return token

    def _expect(self, text: str) -> Token:
        token = self._take()
        if token.text != text:
            raise Unreadable
        return token

    def query(self) -> Parts:
        parts = self.parts
        while self._next.text in ("PREFIX", "BASE"):
            for _ in range(3 if self._take().text == "PREFIX" else 2):
                if self._next.kind in ("name", "iri"):
                    last = self._take()
                    parts.prologue = last.start + len(last.text)
                    parts.roles[last.start] = ""
        parts.form = self._take().text
        if parts.form not in FORMS:
            raise Unreadable
        if parts.form == "CONSTRUCT" and self._next.text == "{":
            self._template()
        else:
            self._head()
        while self._next.text == "FROM":
            self._take()
            named = self._next.text == "NAMED"
            if named:
                self._take()
            token = self._take()
            parts.datasets.append((token, named))
            parts.roles[token.start] = "graph"
        if self._next.text == "WHERE":
            self._take()
        if self._next.text == "{":
            self._group()
        self._rest(lambda: self._next is _END)
        return parts

    def _head(self) -> None:
        """Read what is asked for, up to the pattern."""
        first = self._at
        while self._next.text not in ("{", "WHERE", "FROM") and self._next is not _END:
            token = self._take()
            if token.text == "*" and self._at - first <= 2:
                self.parts.all = True
            elif token.kind == "variable":
                self.parts.projected.add(token.start)
            elif token.text == "(":
                self._at -= 1
                self._expression()
                # The name that it is given: (… AS ?name)
                self.parts.projected.add(self._tokens[self._at - 2].start)

    def _template(self) -> None:
        """Pass over the template of CONSTRUCT: its terms need not be in the graph."""
        depth = 0
        while True:
            token = self._take()
            depth += (token.text == "{") - (token.text == "}")
            if token.kind == "variable":
                self.parts.projected.add(token.start)
            self.parts.roles[token.start] = ""
            if depth == 0:
                return

    def _rest(self, ends: Callable[[], bool]) -> None:
        """Read what stands after the pattern: grouping, order, values."""
        while not ends():
            if self._next.text == "VALUES":
                self._values()
            elif self._next.text == "(":
                self._expression()
            else:
                self._function(self._take())

    def _group(self) -> None:
        self._expect("{")
        if self._next.text == "SELECT":
            self._take()
            kept, self.parts.all = self.parts.all, False
            self._head()
            # What an inner query asks for with * is what it binds: nothing is lost to the outer one.
            self.parts.all = kept
            if self._next.text == "WHERE":
                self._take()
            self._group()
            self._rest(lambda: self._next.text == "}")
        while self._next.text != "}":
            self._element()
        self._expect("}")

    def _element(self) -> None:
        token = self._next
        if token.text == "{":
            self._union()
        elif token.text == ".":
            self._take()
        elif token.kind != "word" or token.text in ("TRUE", "FALSE"):
            self._triples()
        elif token.text in ("OPTIONAL", "MINUS"):
            self._take()
            self._apart()
        elif token.text == "GRAPH":
            self._take()
            outer, self._graph = self._graph, self._take()
            self._named(self._graph)
            self._group()
            self._graph = outer
        elif token.text in ("FILTER", "BIND"):
            self._take()
            self._expression()
        elif token.text == "VALUES":
            self._values()
        else:
            raise Unreadable  # SERVICE and whatever else there may be

    def _named(self, graph: Token) -> None:
        if graph.kind == "variable":
            self.parts.binding.add(graph.start)
        else:
            self.parts.roles[graph.start] = "graph"

    def _apart(self) -> None:
        """Read a group without which the query may have answers."""
        outer, self._optional = self._optional, True
        self._group()
        self._optional = outer

    def _union(self) -> None:
        before = len(self.parts.patterns)
        self._group()
        if self._next.text != "UNION":
            return
        while self._next.text == "UNION":
            self._take()
            self._group()
        of_branches = self.parts.patterns[before:]
        self.parts.patterns[before:] = [pattern._replace(optional=True) for pattern in of_branches]

    def _values(self) -> None:
        self._expect("VALUES")
        while self._next.text != "{":
            token = self._take()
            if token.kind == "variable":
                self.parts.binding.add(token.start)
        depth = 0
        while True:
            token = self._take()
            depth += (token.text == "{") - (token.text == "}")
            self._function(token)
            if depth == 0:
                return

    def _expression(self) -> None:
        """Read a condition: something in brackets, a function, or ``NOT EXISTS { … }``."""
        while self._next.text != "(":
            token = self._take()
            self._function(token)
            if token.text == "EXISTS":
                self._apart()
                return
        depth = 0
        while True:
            token = self._take()
            depth += (token.text == "(") - (token.text == ")")
            self._function(token)
            if token.text == "EXISTS":
                self._apart()
            elif token.text == "AS" and self._next.kind == "variable":
                self.parts.binding.add(self._next.start)
            if depth == 0:
                return

    def _function(self, token: Token) -> None:
        """Note that a term that has just been read names a function or a datatype."""
        if token.kind in ("iri", "name"):
            before = self._tokens[self._at - 2].text if self._at > 1 else ""
            if self._next.text == "(" or before == "^":
                self.parts.roles[token.start] = ""

    def _triples(self) -> None:
        nested = self._next.text in ("[", "(")
        subject = self._node()
        if not (nested and self._next.text in (".", "}")):
            self._properties(subject)

    def _properties(self, subject: Node) -> None:
        while True:
            path = self._path()
            while True:
                found = len(self.parts.patterns)
                graph, optional = self._graph, self._optional
                start = self._next
                node = self._node()
                self.parts.patterns.insert(found, Pattern(subject, path, node, graph, optional))
                if start.kind in ("iri", "name") and _is_type(path):
                    self.parts.roles[start.start] = "class"
                if self._next.text != ",":
                    break
                self._take()
            if self._next.text != ";":
                return
            while self._next.text == ";":
                self._take()
            if self._next.text in (".", "}", "]"):
                return

    def _node(self) -> Node:
        token = self._take()
        if token.text == "[":
            node = Node("nested", token.start, token.start + 1)
            if self._next.text != "]":
                self._properties(node)
            self._expect("]")
            return node
        if token.text == "(":
            while self._next.text != ")":
                self._node()
            self._take()
            return Node("nested", token.start, token.start + 1)
        start = token.start
        if token.text in ("+", "-"):
            token = self._take()
        if token.kind not in _TERMS and token.text not in ("TRUE", "FALSE"):
            raise Unreadable
        end = token.start + len(token.text)
        if token.kind == "variable":
            self.parts.binding.add(token.start)
        if token.kind == "string" and self._next.kind == "language":
            end = self._next.start + len(self._take().text)
        elif token.kind == "string" and self._next.text == "^":
            self._expect("^")
            self._expect("^")
            datatype = self._take()
            self.parts.roles[datatype.start] = ""
            end = datatype.start + len(datatype.text)
        return Node(token.kind, start, end)

    def _path(self) -> Path:
        start = self._next.start
        if self._next.kind == "variable":
            token = self._take()
            self.parts.binding.add(token.start)
            return Path((token,), start, start + len(token.text), alone=True, loose=False)
        first = self._at
        self._alternatives()
        read = self._tokens[first : self._at]
        steps = tuple(token for token in read if token.kind in ("iri", "name") or token.text == "A")
        for step in steps:
            self.parts.roles[step.start] = "property"
        last = read[-1]
        loose = any(token.text in ("|", "?", "*", "!") for token in read)
        return Path(steps, start, last.start + len(last.text), alone=len(read) == 1, loose=loose)

    def _alternatives(self) -> None:
        self._step()
        while self._next.text in ("|", "/"):
            self._take()
            self._step()

    def _step(self) -> None:
        while self._next.text in ("^", "!"):
            self._take()
        token = self._take()
        if token.text == "(":
            if self._next.text != ")":
                self._alternatives()
            self._expect(")")
        elif token.kind not in ("iri", "name") and token.text != "A":
            raise Unreadable
        if self._next.text in ("*", "+", "?") and self._next.kind == "mark":
            self._take()


def _is_type(path: Path) -> bool:
    return bool(path.steps) and path.steps[0].text in ("A", "rdf:type")
