"""A reader of Turtle, TriG, N-Triples and N-Quads that keeps the place of every term.

It follows the grammars of Turtle 1.1 (https://www.w3.org/TR/turtle/#sec-grammar-grammar), of which N-Triples is a part,
of TriG (https://www.w3.org/TR/trig/#sec-grammar) and of N-Quads (https://www.w3.org/TR/n-quads/#sec-grammar), by a
stack of its own rather than by recursion. It is no validator: it reads what pyoxigraph has accepted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from twingraph.turtle.tokens import (
    Span,
    Token,
    TurtleError,
    tokens,
    unescape_iri,
    unescape_local,
    unescape_string,
)

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
TYPE: Final = NamedNode(f"{RDF}type")
_FIRST: Final = NamedNode(f"{RDF}first")
_REST: Final = NamedNode(f"{RDF}rest")
NIL: Final = NamedNode(f"{RDF}nil")
_CLOSING: Final = {"]": "properties", ")": "list"}

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal


NOWHERE: Final = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple and where its parts stand; ``block`` is the whole top-level statement that it is part of.

    ``graph`` is the named graph that it is stated in, if it is.
    """

    subject: Node
    predicate: NamedNode
    object: Term
    subject_at: Span
    predicate_at: Span
    object_at: Span
    block: Span
    graph: Node | None = None


@dataclass(slots=True)
class _Frame:
    """A subject whose statements are being read: ``block``, ``properties`` (``[ ]``) or ``list`` (``( )``)."""

    kind: str
    start: int
    node: Node | None = None
    node_at: Span = NOWHERE
    verb: NamedNode | None = None
    verb_at: Span = NOWHERE
    cell: BlankNode | None = None


@dataclass(slots=True)
class Reader:
    """The state of reading one text; nesting is kept in ``frames``, so its depth is bounded by memory only.

    Attributes:
        base: What relative IRIs are resolved against; a directive may change it.
        form: Which of the four forms the text has.
    """

    base: str
    form: RdfFormat = RdfFormat.TURTLE
    prefixes: dict[str, str] = field(default_factory=dict)
    names: dict[str, NamedNode] = field(default_factory=dict)
    labels: dict[str, BlankNode] = field(default_factory=dict)
    frames: list[_Frame] = field(default_factory=list)
    pending: list[tuple[Node, NamedNode, Term, Span, Span, Span]] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    graph: Node | None = None
    inside: bool = False

    def read(self, text: str) -> list[Statement]:
        """Return the statements of a whole text.

        Raises:
            TurtleError: The text is not Turtle.
        """
        queue = list(tokens(text))
        index = 0
        while queue[index].kind != "end":
            index = self._step(queue, index)
        if self.frames or self.inside:
            raise TurtleError(len(text))
        return self.statements

    def _step(self, queue: list[Token], index: int) -> int:  # noqa: PLR0911 - one way for each token
        """Take what stands at the index, and return the index after it."""
        token = queue[index]
        if not self.frames:
            directive = token.text.lower().lstrip("@")
            if token.kind in ("word", "language") and directive in ("prefix", "base"):
                return self._directive(queue, index, directive)
            if self.form == RdfFormat.TRIG:
                after = self._braces(queue, index)
                if after != index:
                    return after
            self.frames.append(_Frame("block", token.start))
        frame = self.frames[-1]
        if token.kind == "mark":
            if token.text == "}" and self.inside and frame.kind == "block":
                self._end(frame, token.start)
                return index
            self._mark(frame, token)
            return index + 1
        span = Span(token.start, token.end)
        if frame.node is not None and frame.verb is None and frame.kind != "list":
            frame.verb, frame.verb_at = self._verb(token), span
            return index + 1
        term, used = self._term(queue, index)
        if self.form == RdfFormat.N_QUADS and self.pending and not isinstance(term, Literal):
            self.graph = term
            return index + used
        self._deliver(frame, term, Span(token.start, queue[index + used - 1].end))
        return index + used

    def _directive(self, queue: list[Token], index: int, directive: str) -> int:
        dotted = queue[index].kind == "language"
        if directive == "prefix":
            self.names.clear()
            self.prefixes[queue[index + 1].text[:-1]] = self._resolve(queue[index + 2])
            index += 3
        else:
            self.base = self._resolve(queue[index + 1])
            index += 2
        return index + 1 if dotted else index

    def _mark(self, frame: _Frame, token: Token) -> None:
        if token.text in "[(":
            kind = "properties" if token.text == "[" else "list"
            node = BlankNode() if kind == "properties" else None
            self.frames.append(_Frame(kind, token.start, node, Span(token.start, token.end)))
        elif token.text in _CLOSING and frame.kind == _CLOSING[token.text]:
            self.frames.pop()
            if frame.cell is not None:
                at = Span(token.start, token.end)
                self.pending.append((frame.cell, _REST, NIL, at, at, at))
            self._deliver(self.frames[-1], frame.node or NIL, Span(frame.start, token.end))
        elif token.text == "." and frame.kind == "block":
            self._end(frame, token.end)
        elif token.text == ";":
            frame.verb = None
        elif token.text != ",":
            raise TurtleError(token.start)

    def _end(self, frame: _Frame, end: int) -> None:
        """End a statement."""
        block = Span(frame.start, end)
        self.statements += [Statement(*parts, block, self.graph) for parts in self.pending]
        self.pending.clear()
        self.frames.pop()
        if not self.inside:
            self.graph = None

    def _braces(self, queue: list[Token], index: int) -> int:
        """Pass over what opens or closes a graph of TriG, and return the index after it."""
        token = queue[index]
        if self.inside and token.text == "}":
            self.inside, self.graph = False, None
            return index + 1
        start = index + 1 if token.kind == "word" and token.text.upper() == "GRAPH" else index
        name: Token | Node | None = None
        if queue[start].text == "{":
            used = 0
        elif queue[start].text == "[" and queue[start + 1].text == "]":
            used, name = 2, BlankNode()
        elif queue[start].kind in ("iri", "name", "blank"):
            used, name = 1, queue[start]
        else:
            return index
        if self.inside or queue[start + used].text != "{":
            return index
        if isinstance(name, Token):
            term, _ = self._term(queue, start)
            name = None if isinstance(term, Literal) else term
        self.inside, self.graph = True, name
        return start + used + 1

    def _deliver(self, frame: _Frame, term: Term, at: Span) -> None:
        """Give a term that has been read to the subject that is open."""
        if frame.kind == "list":
            cell = BlankNode()
            if frame.cell is None:
                frame.node = cell
            else:
                self.pending.append((frame.cell, _REST, cell, at, at, at))
            frame.cell = cell
            self.pending.append((cell, _FIRST, term, at, at, at))
        elif frame.node is None:
            if isinstance(term, Literal):
                raise TurtleError(at.start)
            frame.node, frame.node_at = term, at
        elif frame.verb is not None:
            self.pending.append((frame.node, frame.verb, term, frame.node_at, frame.verb_at, at))
        else:
            raise TurtleError(at.start)

    def _verb(self, token: Token) -> NamedNode:
        if token.text == "a":
            return TYPE
        return self._iri(token)

    def _term(self, queue: list[Token], index: int) -> tuple[Term, int]:
        """Return the term at the index, and of how many tokens it is made."""
        token = queue[index]
        if token.kind == "string":
            return self._string(queue, index)
        if token.kind in ("integer", "decimal", "double"):
            return Literal(token.text, datatype=NamedNode(XSD + token.kind)), 1
        if token.text in ("true", "false"):
            return Literal(token.text, datatype=NamedNode(f"{XSD}boolean")), 1
        if token.kind == "blank":
            return self.labels.setdefault(token.text, BlankNode()), 1
        return self._iri(token), 1

    def _string(self, queue: list[Token], index: int) -> tuple[Literal, int]:
        value, suffix = unescape_string(queue[index].text), queue[index + 1]
        if suffix.kind == "language":
            return Literal(value, language=suffix.text[1:]), 2
        if suffix.text == "^^":
            return Literal(value, datatype=self._iri(queue[index + 2])), 3
        return Literal(value), 1

    def _iri(self, token: Token) -> NamedNode:
        if token.kind == "iri":
            return NamedNode(self._resolve(token))
        known = self.names.get(token.text)
        if known is not None:
            return known
        prefix, colon, local = token.text.partition(":")
        if token.kind != "name" or not colon or prefix not in self.prefixes:
            raise TurtleError(token.start)
        return self.names.setdefault(token.text, NamedNode(self.prefixes[prefix] + unescape_local(local)))

    def _resolve(self, token: Token) -> str:
        if token.kind != "iri":
            raise TurtleError(token.start)
        return _absolute(unescape_iri(token.text), self.base)


@lru_cache(maxsize=1024)
def _absolute(reference: str, base: str) -> str:
    """Resolve an IRI reference as pyoxigraph does."""
    (quad,) = parse(f"<x:x> <x:x> <{reference}> .", RdfFormat.TURTLE, base_iri=base or None)
    return str(quad.object)[1:-1]
