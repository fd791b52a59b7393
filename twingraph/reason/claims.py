"""A statement as a reader meets it: written as in Turtle, with the files and lines where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from twingraph.check.findings import Place
from twingraph.check.locate import Locator
from twingraph.reason.statements import blank, is_blank
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Store, Triple

    from twingraph.layout import GraphFolder
    from twingraph.reason.statements import Statements, Term

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_BARE: Final = {f"{_XSD}integer", f"{_XSD}decimal", f"{_XSD}boolean"}
_FIRST: Final = NamedNode(f"{_RDF}first")
_REST: Final = NamedNode(f"{_RDF}rest")
_LOCAL: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_DEPTH: Final = 8
_LONGEST: Final = 120
_LONG_LIST: Final = 6


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement.

    Attributes:
        text: The statement, as Turtle with the prefixes of :data:`twingraph.terms.PREFIXES`.
        places: Where it stands, in every file that states it.
        derived: Whether no file states it, but a rule of the ontology derived it.
    """

    text: str
    places: tuple[Place, ...] = ()
    derived: bool = False


class Claims:
    """Makes statements readable.

    Args:
        folder: The graph folder.
        store: Its loaded store.
        statements: The statements that are reasoned over.
    """

    def __init__(self, folder: GraphFolder, store: Store, statements: Statements) -> None:
        self._store = store
        self._statements = statements
        self._locator = Locator(folder, store)
        self._derived = NamedNode(folder.derived_graph)

    def claim(self, subject: Term, predicate: Term, value: Term, about: Collection[Term] = ()) -> Claim:
        """Return a statement with its places.

        Args:
            subject: Its subject; a blank node is told with all that is said of it, and nothing else is.
            predicate: Its property.
            value: Its value.
            about: What to keep of a long list.
        """
        if is_blank(subject):
            return Claim(self.written(subject, about=about), tuple(self._places(subject, predicate, value)))
        places = tuple(self._places(subject, predicate, value))
        return Claim(
            f"{self.written(subject)} {self._verb(predicate)} {self.written(value)}",
            places,
            derived=not places and self._is_derived(subject, predicate, value),
        )

    def claims(self, triples: Iterable[Triple]) -> tuple[Claim, ...]:
        """Return statements; what is said of a blank node is told inside the statement that names it."""
        every = list(triples)
        within = {triple.object for triple in every if is_blank(triple.object)}
        claims = (
            self.claim(triple.subject, triple.predicate, triple.object)
            for triple in every
            if triple.subject not in within
        )
        return tuple(sorted(dict.fromkeys(claims), key=lambda claim: claim.text))

    def written(self, term: Term, depth: int = _DEPTH, about: Collection[Term] = ()) -> str:
        """Return a term as Turtle; a blank node with all that is said of it, of long lists only what it is about."""
        if isinstance(term, NamedNode) and not is_blank(term):
            return compact(term.value)
        if isinstance(term, Literal):
            return _literal(term)
        said = sorted(
            ((quad.predicate, quad.object) for quad in self._said(term)),
            key=lambda pair: (pair[0].value != f"{_RDF}type", str(pair)),
        )
        if depth == 0 or not said:
            return "[…]" if said else "[]"
        if any(predicate == _FIRST for predicate, _ in said):
            items = list(self._items(term))
            told_items = [
                self.written(item, depth - 1) if not about or len(items) <= _LONG_LIST or item in about else "…"
                for item in items
            ]
            return f"( {' '.join(item for item, _ in groupby(told_items))} )"
        parts = (f"{self._verb(predicate)} {self.written(value, depth - 1, about)}" for predicate, value in said)
        return f"[ {' ; '.join(parts)} ]"

    def _verb(self, predicate: Term) -> str:
        return "a" if predicate == NamedNode(f"{_RDF}type") else self.written(predicate)

    def _said(self, term: Term) -> Iterator[Triple]:
        """What the files say of a blank node, without what was concluded."""
        graph = self._store.quads_for_pattern(blank(term), None, None)  # type: ignore[arg-type]
        seen = set()
        for quad in graph:
            if quad.triple not in seen:
                seen.add(quad.triple)
                yield quad.triple

    def _items(self, head: Term) -> Iterator[Term]:
        node: Term = blank(head)
        seen = set()
        while isinstance(node, BlankNode) and node not in seen:
            seen.add(node)
            yield from {quad.object for quad in self._store.quads_for_pattern(node, _FIRST, None)}
            node = next((quad.object for quad in self._store.quads_for_pattern(node, _REST, None)), head)

    def _places(self, subject: Term, predicate: Term, value: Term) -> Iterator[Place]:
        found: dict[Path, Place] = {}
        for quad in self._store.quads_for_pattern(blank(subject), predicate, blank(value)):  # type: ignore[arg-type]
            file = self._locator.file_of(quad)
            if file is None or file in found:
                continue
            inner = next((node for node in (quad.subject, quad.object) if isinstance(node, BlankNode)), None)
            place = None if inner is None else self._of_blank(inner, file)
            if place is None:
                place = self._locator.place(quad.subject, quad.predicate.value, quad.object, file)  # type: ignore[arg-type]
            found[file] = place or Place(file)
        yield from (found[file] for file in sorted(found))

    def _of_blank(self, node: BlankNode, file: Path) -> Place | None:
        """Return where a blank node begins: it is known by the names and literals that hang on it."""
        text = self._locator.text(file)
        if text is None:
            return None
        of: dict[object, list[tuple[object, object]]] = {}
        for statement in text.statements:
            of.setdefault(statement.subject, []).append((statement.predicate, statement.object))

        def stored(one: object) -> Iterable[tuple[object, object]]:
            return ((quad.predicate, quad.object) for quad in self._store.quads_for_pattern(one, None, None))  # type: ignore[arg-type]

        wanted = _hanging(node, stored)
        for statement in text.statements:
            if isinstance(statement.subject, BlankNode) and _hanging(statement.subject, lambda one: of[one]) == wanted:
                return text.place(statement.subject_at)
        return None

    def _is_derived(self, subject: Term, predicate: Term, value: Term) -> bool:
        return any(self._store.quads_for_pattern(blank(subject), predicate, blank(value), self._derived))  # type: ignore[arg-type]


def compact(iri: str) -> str:
    """Return an IRI by the longest prefix that it begins with, or in angle brackets."""
    for prefix, namespace in sorted(PREFIXES.items(), key=lambda pair: -len(pair[1])):
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def _literal(term: Literal) -> str:
    if term.datatype.value in _BARE:
        return term.value
    value = term.value if len(term.value) <= _LONGEST else f"{term.value[:_LONGEST]}…"
    if term.language or term.datatype.value == f"{_XSD}string":
        return str(Literal(value, language=term.language))
    return f"{Literal(value)}^^{compact(term.datatype.value)}"


def _hanging(
    node: object, said: Callable[[object], Iterable[tuple[object, object]]]
) -> frozenset[tuple[object, object]]:
    """Return predicates with the names and literals that are reached from a blank node through blank nodes."""
    reached = set()
    todo, seen = [node], {node}
    while todo:
        for predicate, value in said(todo.pop()):
            if not isinstance(value, BlankNode):
                reached.add((predicate, value))
            elif value not in seen:
                seen.add(value)
                todo.append(value)
    return frozenset(reached)
