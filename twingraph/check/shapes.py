"""The shapes of a graph folder: one store, split into SHACL Core and SPARQL constraints; their messages."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from twingraph.layout import is_special
from twingraph.terms import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from twingraph.check.findings import Severity

    Term = NamedNode | BlankNode | Literal

SH: Final = "http://www.w3.org/ns/shacl#"
_SPARQL: Final = NamedNode(f"{SH}sparql")
_MESSAGE: Final = NamedNode(f"{SH}message")
_FIRST: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")
_REST: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest")
#: How deep a path may be nested.
_DEPTH: Final = 20
#: The paths of SHACL that are written with a sign, and the sign before or after the path they apply to.
_PATHS: Final = (
    ("alternativePath", "", ""),
    ("inversePath", "^", ""),
    ("zeroOrMorePath", "", "*"),
    ("oneOrMorePath", "", "+"),
    ("zeroOrOnePath", "", "?"),
)
_SEVERITIES: Final[dict[str, Severity]] = {
    f"{SH}Violation": "violation",
    f"{SH}Warning": "warning",
    f"{SH}Info": "info",
}
_PREFIXES: Final = f"""
PREFIX vann: <http://purl.org/vocab/vann/>
SELECT ?prefix ?namespace WHERE {{
    {{ ?declaration <{SH}prefix> ?prefix ; <{SH}namespace> ?namespace }}
    UNION {{ ?ontology vann:preferredNamespacePrefix ?prefix ; vann:preferredNamespaceUri ?namespace }}
}}"""


class Shapes:
    """The shapes of some files in one store.

    Args:
        files: The files.
        instead: Turtle to read in the place of what broken files hold.

    Attributes:
        store: All triples of the shapes, in the default graph.
        files: The file of each subject that has an IRI (the one that says something of it first).
        stated: The quads of each file.
        broken: Shapes that are not well-formed, which no engine is given.
        prefixes: The prefixes that the shapes declare (``sh:declare``) or prefer (``vann:``), to write IRIs
            shortly.
    """

    def __init__(self, files: Iterable[Path], instead: Mapping[Path, str] | None = None) -> None:
        self.store = Store()
        self.files: dict[str, Path] = {}
        self.stated: dict[Path, list[Quad]] = {}
        self.broken: set[Term] = set()
        for file in files:
            text = instead.get(file) if instead else None
            if is_special(file):
                raise OSError(errno.EINVAL, "not a regular file", str(file))
            quads = list(
                parse(
                    text,
                    path=file if text is None else None,
                    format=RdfFormat.TURTLE,
                    base_iri=file.resolve().as_uri(),
                    rename_blank_nodes=True,
                )
            )
            self.store.extend(quads)
            self.stated[file] = quads
            for quad in quads:
                if isinstance(quad.subject, NamedNode):
                    self.files.setdefault(quad.subject.value, file)
        self.prefixes = self._prefixes()

    def __len__(self) -> int:
        return len(self.store)

    def _prefixes(self) -> dict[str, str]:
        rows = self.store.query(_PREFIXES)
        assert isinstance(rows, QuerySolutions)  # noqa: S101 - it is a SELECT
        return {row["prefix"].value: row["namespace"].value for row in rows}

    def core(self) -> bytes:
        """Return the shapes without their SPARQL constraints and without what is broken, as N-Triples."""
        left_out = {quad.object for quad in self.store.quads_for_pattern(None, _SPARQL, None)} | self.broken
        kept = (
            quad.triple
            for quad in self.store
            if quad.predicate != _SPARQL and quad.subject not in left_out and quad.object not in self.broken
        )
        return serialize(kept, format=RdfFormat.N_TRIPLES) or b""

    def value(self, subject: NamedNode | BlankNode, name: str) -> Term | None:
        """Return a value of the property ``sh:name`` of the subject, if it has one."""
        return next(iter(self.values(subject, NamedNode(SH + name))), None)

    def values(self, subject: NamedNode | BlankNode, name: NamedNode) -> list[Term]:
        """Return the values of a property of the subject."""
        quads = self.store.quads_for_pattern(subject, name, None, DefaultGraph())
        return [quad.object for quad in quads if not isinstance(quad.object, Triple)]

    def states(self, subject: NamedNode | BlankNode, name: NamedNode, value: NamedNode) -> bool:
        """Return whether the shapes state this triple."""
        return Quad(subject, name, value, DefaultGraph()) in self.store

    def messages(self, shape: NamedNode | BlankNode) -> dict[str, str]:
        """Return the ``sh:message`` of a shape or constraint by language; one without a language is English."""
        literals = [term for term in self.values(shape, _MESSAGE) if isinstance(term, Literal)]
        return {literal.language or "en": literal.value for literal in literals}

    def severity(self, shape: NamedNode | BlankNode) -> Severity:
        """Return how grave it is when the shape is not met: a violation unless it says otherwise."""
        value = self.value(shape, "severity")
        return _SEVERITIES.get(value.value, "violation") if isinstance(value, NamedNode) else "violation"

    def path(self, node: NamedNode | BlankNode, depth: int = 0) -> str | None:
        """Return the property path that a node of the shapes stands for, in SPARQL; None if it is no path."""
        if isinstance(node, NamedNode):
            return str(node)
        if depth > _DEPTH:  # it runs in a circle
            return None
        members = self._list(node)
        if members:
            return self._joined(members, "/", depth)
        for name, before, after in _PATHS:
            value = self.value(node, name)
            if isinstance(value, (NamedNode, BlankNode)):
                if name == "alternativePath":
                    return self._joined(self._list(value), "|", depth)
                inner = self.path(value, depth + 1)
                return f"({before}{inner}{after})" if inner else None
        return None

    def _joined(self, members: list[NamedNode | BlankNode], sign: str, depth: int) -> str | None:
        parts = [self.path(member, depth + 1) for member in members]
        return f"({sign.join(part for part in parts if part)})" if parts and all(parts) else None

    def _list(self, head: NamedNode | BlankNode) -> list[NamedNode | BlankNode]:
        """Return the members of a collection; none if the node is no collection."""
        members: list[NamedNode | BlankNode] = []
        seen: set[object] = set()
        node: object = head
        while isinstance(node, (NamedNode, BlankNode)) and node not in seen:
            seen.add(node)
            rest = None
            for quad in self.store.quads_for_pattern(node, None, None, DefaultGraph()):
                if quad.predicate == _FIRST and isinstance(quad.object, (NamedNode, BlankNode)):
                    members.append(quad.object)
                elif quad.predicate == _REST:
                    rest = quad.object
            node = rest
        return members

    def rule(self, shape: NamedNode | BlankNode) -> str:
        """Return the id of a shape's rule: its name, with its prefix where one is known."""
        return short(shape.value, self.prefixes) if isinstance(shape, NamedNode) else "shacl"


def readable(term: Term | None, prefixes: Mapping[str, str]) -> str:
    """Return a term as a message shows it: a name with its prefix, or what a literal says."""
    if isinstance(term, NamedNode):
        return short(term.value, prefixes)
    return term.value if term is not None else ""


def term_of(text: str) -> Term:
    """Return the term that is written so in N-Triples."""
    (quad,) = parse(f"<x:x> <x:x> {text} .", RdfFormat.N_TRIPLES)
    assert isinstance(quad, Quad)  # noqa: S101 - for the type checker; triples are no terms of our data
    return quad.object  # type: ignore[return-value]
