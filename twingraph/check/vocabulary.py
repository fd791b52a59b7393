"""Is every term of our own defined?

A misspelt class, property or concept is no error to RDF: it is just never found. The namespaces that are our
own are read from the ontology (``vann:preferredNamespaceUri`` of the ``owl:Ontology``, and what the IRIs of
its concepts begin with); whatever data, shapes, rules or queries name in them must be described in the
ontology. For the vocabularies of others, only a near miss of a term that ontology or shapes name is told; but shapes
may name in the namespace of SHACL only what SHACL defines.
"""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions

from twingraph.check.deprecated import deprecated_findings
from twingraph.check.findings import Finding, Place
from twingraph.check.shacl_terms import SHACL_TERMS
from twingraph.check.shapes import SH, Shapes
from twingraph.check.syntax import text_of
from twingraph.check.texts import message
from twingraph.sparql_text import line_and_column, named_iris
from twingraph.terms import PREFIXES, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad, Store

    from twingraph.check.locate import Locator
    from twingraph.check.positions import TurtleText
    from twingraph.layout import GraphFolder
    from twingraph.turtle.reader import Statement
    from twingraph.turtle.tokens import Span

_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SELECT: Final = NamedNode(f"{SH}select")
_OWN: Final = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX vann: <http://purl.org/vocab/vann/>
SELECT DISTINCT ?space WHERE { ?ontology a owl:Ontology ; vann:preferredNamespaceUri ?space . }"""
_CONCEPTS: Final = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?space WHERE {
    ?concept skos:inScheme ?scheme .
    BIND(REPLACE(STR(?concept), "[^/#]*$", "") AS ?space)
}"""
_PROPERTIES: Final = "SELECT DISTINCT ?term WHERE { ?s ?term ?o }"
_CLASSES: Final = "SELECT DISTINCT ?term WHERE { ?s a ?term }"
_OBJECTS: Final = """SELECT DISTINCT ?term WHERE {
    ?s ?p ?term .
    FILTER(isIRI(?term))
    FILTER(REGEX(STR(?term), "%s"))
    FILTER NOT EXISTS { ?term a ?any }
}"""
_THINGS: Final = """SELECT DISTINCT ?thing WHERE { ?thing a ?class . FILTER(STRSTARTS(STR(?thing), "%s")) }"""
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_BUILT_IN: Final = (
    _OWL,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2001/XMLSchema#",
)
_CLASS_KINDS: Final = frozenset({f"{_OWL}Class", "http://www.w3.org/2000/01/rdf-schema#Datatype"})
_PROPERTY_KINDS: Final = frozenset(f"{_OWL}{kind}Property" for kind in ("Object", "Datatype", "Annotation", "Ontology"))
#: How near a name of another's vocabulary must be to a known one to be taken for a slip.
_SLIP: Final = 0.78


class Vocabulary:
    """The terms that the ontology defines.

    Args:
        folder: The graph folder.
        store: Its loaded store.
        shapes: Its shapes.
    """

    def __init__(self, folder: GraphFolder, store: Store, shapes: Shapes) -> None:
        self._store = store
        self._things = f"{folder.base}id/"
        self.prefixes = {**PREFIXES, **shapes.prefixes}
        self.terms_space = _column(store, _OWN)
        self.concept_spaces = _column(store, _CONCEPTS)
        graphs = [
            NamedNode(folder.graph_name(file)) for file in folder.turtle_files() if file.is_relative_to(folder.ontology)
        ]
        self.defined: set[str] = set()
        self.used_classes: set[str] = set()
        self.used_properties: set[str] = set()
        self._mentioned: set[str] = set()
        for graph in graphs:
            for quad in store.quads_for_pattern(None, None, None, graph):
                self._mentioned |= _iris(quad)
                self.used_properties.add(quad.predicate.value)
                if quad.predicate == _TYPE and isinstance(quad.object, NamedNode):
                    self.used_classes.add(quad.object.value)
                if quad.predicate == _TYPE and isinstance(quad.subject, NamedNode):
                    self.defined.add(quad.subject.value)
        for quad in shapes.store:
            self._mentioned |= _iris(quad)

    def own(self, iri: str) -> bool:
        """Return whether an IRI lies in a namespace of our own."""
        return _space(iri) in self.terms_space or _space(iri) in self.concept_spaces

    def unknown(self, iri: str) -> bool:
        """Return whether an IRI should be defined and is not."""
        return self.own(iri) and iri not in self.defined and iri != _space(iri)

    def slip(self, iri: str) -> bool:
        """Return whether an IRI of another's vocabulary looks like a slip for one that we use."""
        return iri not in self._mentioned and not self.own(iri) and self.near(iri, cutoff=_SLIP) is not None

    def wrong(self, iri: str) -> bool:
        """Return whether an IRI names no term that data should use."""
        return self.unknown(iri) or self.slip(iri)

    def near(self, iri: str, *, cutoff: float = 0.6) -> str | None:
        """Return the known term of the same namespace that is nearest to an IRI."""
        space = _space(iri)
        known = self.defined if self.own(iri) else self._mentioned
        names = {term.removeprefix(space) for term in known if _space(term) == space}
        found = difflib.get_close_matches(iri.removeprefix(space), sorted(names - {""}), 1, cutoff)
        return space + found[0] if found else None

    def misnamed(self, iri: str) -> bool:
        """Return whether an IRI names nothing that shapes may name."""
        return self.unknown(iri) or (iri.startswith(SH) and iri != SH and iri.removeprefix(SH) not in SHACL_TERMS)

    def missing(self, iri: str) -> bool:
        """Return whether an IRI should name a thing of the graph, and the graph does not describe it."""
        if not iri.startswith(self._things) or self.own(iri) or iri == _space(iri):
            return False
        return next(self._store.quads_for_pattern(NamedNode(iri), None, None), None) is None

    def no_thing(self, iri: str) -> Finding:
        """Return the finding that the graph describes no such thing."""
        space = _space(iri)
        rows = self._store.query(_THINGS % space)
        names = [row[0].value.removeprefix(space) for row in rows] if isinstance(rows, QuerySolutions) else []
        found = difflib.get_close_matches(iri.removeprefix(space), names, 1)
        hint = message("near", near=short(space + found[0], self.prefixes)) if found else {"en": "", "ru": ""}
        texts = message("unknown-thing", term=short(iri, self.prefixes), near=hint)
        return Finding("violation", "unknown-thing", texts, value=iri)

    def undeclared(self, iri: str, kinds: frozenset[str]) -> bool:
        """Return whether a term of others that the ontology uses is declared as none of these kinds."""
        if self.own(iri) or iri.startswith(_BUILT_IN):
            return False
        types = self._store.quads_for_pattern(NamedNode(iri), _TYPE, None, DefaultGraph())
        return not any(isinstance(quad.object, NamedNode) and quad.object.value in kinds for quad in types)

    def in_shapes(self, iri: str) -> Finding:
        """Return the finding that shapes name what is not defined."""
        if not iri.startswith(SH):
            return self.finding("term", iri)
        found = difflib.get_close_matches(iri.removeprefix(SH), sorted(SHACL_TERMS), 1)
        hint = message("near", near=f"sh:{found[0]}") if found else {"en": "", "ru": ""}
        texts = message("unknown-shacl", term=f"sh:{iri.removeprefix(SH)}", near=hint)
        return Finding("violation", "unknown-shacl", texts, value=iri)

    def finding(self, kind: str, iri: str) -> Finding:
        """Return the finding that a term is not defined; ``kind`` is class, property, concept or term."""
        rule = f"unknown-{kind}"
        near = self.near(iri)
        hint = message("near", near=short(near, self.prefixes)) if near else {"en": "", "ru": ""}
        texts = message(rule, term=short(iri, self.prefixes), near=hint)
        return Finding("violation", rule, texts, value=iri)


def vocabulary_findings(
    vocabulary: Vocabulary, folder: GraphFolder, store: Store, shapes: Shapes, locator: Locator
) -> Iterator[Finding]:
    """Yield a finding for each place where a term is used that is not defined."""
    yield from _in_data(vocabulary, store, locator)
    yield from deprecated_findings(folder, store, locator, vocabulary.prefixes)
    yield from _in_ontology(vocabulary, folder, store, locator)
    yield from _in_shapes(vocabulary, folder, shapes, locator)
    for file in (*folder.rule_files(), *sorted({*folder.queries.rglob("*.rq"), *folder.check_files()})):
        # What the package brings along speaks of the package's own data.
        yield from _in_query(vocabulary, file, things=file.is_relative_to(folder.root))


def _in_ontology(vocabulary: Vocabulary, folder: GraphFolder, store: Store, locator: Locator) -> Iterator[Finding]:
    """Yield where the ontology uses a class or property of others without declaring it."""

    def of_ontology(quad: Quad) -> Path | None:
        file = locator.file_of(quad)
        return file if file is not None and file.is_relative_to(folder.ontology) else None

    for iri in sorted(vocabulary.used_properties):
        if vocabulary.undeclared(iri, _PROPERTY_KINDS):
            told = message("undeclared-property", term=short(iri, vocabulary.prefixes))
            for quad in store.quads_for_pattern(None, NamedNode(iri), None):
                file = of_ontology(quad)
                if file is not None and isinstance(quad.subject, NamedNode):
                    finding = Finding("warning", "undeclared-property", told, focus=quad.subject.value, path=iri)
                    yield finding.at(locator.place(quad.subject, iri, None, file))
    for iri in sorted(vocabulary.used_classes):
        if vocabulary.undeclared(iri, _CLASS_KINDS):
            told = message("undeclared-class", term=short(iri, vocabulary.prefixes))
            for quad in store.quads_for_pattern(None, _TYPE, NamedNode(iri)):
                file = of_ontology(quad)
                if file is not None and isinstance(quad.subject, NamedNode):
                    finding = Finding(
                        "warning", "undeclared-class", told, focus=quad.subject.value, path=_TYPE.value, value=iri
                    )
                    yield finding.at(locator.place(quad.subject, _TYPE.value, NamedNode(iri), file))


def _in_data(vocabulary: Vocabulary, store: Store, locator: Locator) -> Iterator[Finding]:
    classes = set(filter(vocabulary.wrong, _column(store, _CLASSES)))
    properties = set(filter(vocabulary.wrong, _column(store, _PROPERTIES)))
    spaces = sorted(vocabulary.terms_space | vocabulary.concept_spaces)
    others = set()
    if spaces:
        pattern = "^(" + "|".join(space.replace(".", "[.]") for space in spaces) + ")[^/#]+$"
        others = {iri for iri in _column(store, _OBJECTS % pattern) if vocabulary.unknown(iri)} - classes
    for iri in sorted(properties):
        for quad in store.quads_for_pattern(None, NamedNode(iri), None):
            file = locator.file_of(quad)
            if file is not None and isinstance(quad.subject, NamedNode):
                place = locator.place(quad.subject, iri, None, file)
                yield _of(vocabulary.finding("property", iri), quad.subject, iri, place)
    for iri in sorted(classes | others):
        for quad in store.quads_for_pattern(None, None, NamedNode(iri)):
            file = locator.file_of(quad)
            if file is None or not isinstance(quad.subject, NamedNode):
                continue
            other = "concept" if _space(iri) in vocabulary.concept_spaces else "term"
            kind = other if iri in others else "class"
            place = locator.place(quad.subject, quad.predicate.value, NamedNode(iri), file)
            yield _of(vocabulary.finding(kind, iri), quad.subject, quad.predicate.value, place)


def _of(finding: Finding, subject: NamedNode, path: str, place: Place | None) -> Finding:
    value = None if path == finding.value else finding.value
    return replace(finding, focus=subject.value, path=path, value=value).at(place)


def _in_shapes(vocabulary: Vocabulary, folder: GraphFolder, shapes: Shapes, locator: Locator) -> Iterator[Finding]:
    used: set[str] = set()
    for quad in shapes.store:
        used |= _iris(quad)
        if quad.predicate == _SELECT and isinstance(quad.object, Literal):
            used |= {named.iri for named in named_iris(quad.object.value, shapes.prefixes)}
    if not any(map(vocabulary.misnamed, used)):
        return
    for file in folder.shape_files():
        text = locator.text(file)
        for statement in text.statements if text else ():
            if text is not None:
                yield from _in_statement(vocabulary, shapes, text, statement)


def _in_statement(vocabulary: Vocabulary, shapes: Shapes, text: TurtleText, statement: Statement) -> Iterator[Finding]:
    parts: Iterable[tuple[object, Span]] = (
        (statement.predicate, statement.predicate_at),
        (statement.object, statement.object_at),
    )
    for term, span in parts:
        if isinstance(term, NamedNode) and vocabulary.misnamed(term.value):
            yield vocabulary.in_shapes(term.value).at(text.place(span))
    if statement.predicate == _SELECT and isinstance(statement.object, Literal):
        query = statement.object.value
        start = text.place(statement.object_at)
        for named in named_iris(query, shapes.prefixes):
            if vocabulary.misnamed(named.iri):
                line, column = line_and_column(query, named.start)
                first = start.line or 1
                place = Place(start.file, first + line - 1, column if line > 1 else start.column)
                yield vocabulary.in_shapes(named.iri).at(place)


def _in_query(vocabulary: Vocabulary, file: Path, *, things: bool) -> Iterator[Finding]:
    text = text_of(file)
    if isinstance(text, Finding):
        return  # told elsewhere
    for named in named_iris(text, PREFIXES):
        if vocabulary.misnamed(named.iri):
            finding = vocabulary.in_shapes(named.iri)
        elif things and vocabulary.missing(named.iri):
            finding = vocabulary.no_thing(named.iri)
        else:
            continue
        line, column = line_and_column(text, named.start)
        yield finding.at(Place(file, line, column, line, column + len(named.written)))


def _column(store: Store, query: str) -> set[str]:
    solutions = store.query(query)
    if not isinstance(solutions, QuerySolutions):
        return set()
    return {row[0].value for row in solutions if isinstance(row[0], (NamedNode, Literal))}


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _iris(quad: Quad) -> set[str]:
    parts = (quad.subject, quad.predicate, quad.object)
    return {term.value for term in parts if isinstance(term, NamedNode)}
