"""The graph in memory, arranged for pages: statements by subject and object, names, sections, sources.

Everything is asked once, by the queries in ``queries/export/site/``; a page asks nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twingraph.export.release import Release
    from twingraph.texts import Lang

    Term = NamedNode | BlankNode | Literal
    Node = NamedNode | BlankNode

Row = dict[str, "Term | None"]


class Source(NamedTuple):
    """What supports a statement: a passage of a document, or a conclusion of ours."""

    record: NamedNode
    inferred: bool
    document: NamedNode | None
    start: str | None
    end: str | None
    wording: Literal | None
    certainty: NamedNode | None
    uncertain: bool
    said_by: NamedNode | None


class Triple(NamedTuple):
    """A statement of the graph."""

    subject: Node
    property: NamedNode
    value: Term


@dataclass(frozen=True, slots=True)
class Section:
    """A list of things on the site, at its own path."""

    name: str
    order: int


class Index:
    """What pages are made of.

    Args:
        release: The graph.
    """

    def __init__(self, release: Release) -> None:
        self.release = release
        self.outgoing: defaultdict[Node, list[Triple]] = defaultdict(list)
        self.incoming: defaultdict[Term, list[Triple]] = defaultdict(list)
        for quad in release.store.quads_for_pattern(None, None, None, DefaultGraph()):
            triple = Triple(quad.subject, quad.predicate, quad.object)  # type: ignore[arg-type]  # no RDF 1.2 here
            self.outgoing[triple.subject].append(triple)
            if not isinstance(triple.value, Literal):
                self.incoming[triple.value].append(triple)
        for triples in (*self.outgoing.values(), *self.incoming.values()):
            triples.sort(key=in_order)
        self.graphs = self._graphs()
        self.labels = self._labels()
        self.roles = self._pairs("roles", "property", "role")
        self._role_order = self._pairs("roles", "property", "order")
        self.classes = self._classes()
        self.sections = sorted(set(self.classes.values()), key=lambda each: each.order)
        self.sources = self._sources()
        self.reasons = self._languages("reasons", "record", "reasoning")
        self.omissions = {node(row, "omission"): row for row in self.ask("omissions")}
        self.flags: defaultdict[Term, list[str]] = defaultdict(list)
        for row in self.ask("flags"):
            self.flags[node(row, "thing")].append(text(row, "flag"))
        self.context: defaultdict[Term, list[Term]] = defaultdict(list)
        for row in self.ask("context"):
            self.context[node(row, "thing")].append(node(row, "value"))

    def ask(self, query: str) -> Iterator[Row]:
        """Ask a query of ``queries/export/site/``."""
        return self.release.select(f"site/{query}")

    def role(self, prop: NamedNode) -> str | None:
        """Return what a property is for on a page, if something special."""
        role = self.roles.get(prop)
        return None if role is None else role.value

    def role_order(self, prop: NamedNode) -> int:
        """Return where among those of its role a property stands."""
        order = self._role_order.get(prop)
        return int(order.value) if order is not None else 0

    def names(self, thing: Term, lang: Lang) -> tuple[str, Lang | None] | None:
        """Return a thing's name and the language it is in, the one asked for if there is one."""
        names = self.labels.get(thing)
        if not names:
            return None
        for each in (lang, *LANGS):
            if each in names:
                return names[each][0], each
        return names[min(names)][0], None

    def things(self) -> dict[Section, dict[NamedNode, list[NamedNode]]]:
        """Return the things that sections list, by section and class; one of several classes stands under each."""
        found: dict[Section, dict[NamedNode, list[NamedNode]]] = {section: {} for section in self.sections}
        for thing in self.outgoing:
            if isinstance(thing, NamedNode) and (listed := self.listed(thing)) is not None:
                section, classes = listed
                for each in classes:
                    found[section].setdefault(each, []).append(thing)
        return found

    def listed(self, thing: Node) -> tuple[Section, list[NamedNode]] | None:
        """Return the section that lists a thing, and the classes under which it stands there, in a stable order."""
        classes = [
            value
            for _, prop, value in self.outgoing.get(thing, ())
            if isinstance(value, NamedNode) and value in self.classes and self.role(prop) == "class"
        ]
        if not classes:
            return None
        section = min((self.classes[each] for each in classes), key=lambda section: section.order)
        here = [each for each in classes if self.classes[each] == section]
        narrowest = [each for each in here if not any(each in self._wider.get(other, ()) for other in here)]
        return section, narrowest

    def _graphs(self) -> dict[Triple, list[str]]:
        """Return in which named graphs each statement stands, in the order of their names."""
        graphs: dict[Triple, list[str]] = {}
        for graph in sorted(self.release.store.named_graphs(), key=str):
            for quad in self.release.store.quads_for_pattern(None, None, None, graph):
                triple = Triple(quad.subject, quad.predicate, quad.object)  # type: ignore[arg-type]
                graphs.setdefault(triple, []).append(graph.value)
        return graphs

    def _labels(self) -> dict[Term, dict[str, list[str]]]:
        labels: dict[Term, dict[str, list[str]]] = {}
        borrowed: dict[Term, dict[str, list[str]]] = {}
        for row in self.ask("labels"):
            label = row["label"]
            if isinstance(label, Literal):
                into = borrowed if true(row, "borrowed") else labels
                into.setdefault(node(row, "thing"), {}).setdefault(label.language or "", []).append(label.value)
        return {thing: names for thing, names in borrowed.items() if thing not in labels} | labels

    def _pairs(self, query: str, key: str, value: str) -> dict[Term, Term]:
        return {node(row, key): node(row, value) for row in self.ask(query)}

    def _languages(self, query: str, key: str, value: str) -> dict[Term, list[Literal]]:
        found: dict[Term, list[Literal]] = {}
        for row in self.ask(query):
            said = row[value]
            if isinstance(said, Literal):
                found.setdefault(node(row, key), []).append(said)
        return found

    def _classes(self) -> dict[Term, Section]:
        classes: dict[Term, Section] = {}
        self._wider: dict[Term, set[Term]] = {}
        for row in self.ask("sections"):
            kind = node(row, "class")
            classes.setdefault(kind, Section(text(row, "section"), int(text(row, "order"))))
            if row["wider"] is not None:
                self._wider.setdefault(kind, set()).add(row["wider"])
        return classes

    def _sources(self) -> dict[Triple, list[Source]]:
        sources: dict[Triple, list[Source]] = {}
        for row in self.ask("sources"):
            triple = Triple(row["subject"], row["property"], row["value"])  # type: ignore[arg-type]
            known = sources.setdefault(triple, [])
            record = row["record"]
            if all(each.record != record for each in known):
                known.append(
                    Source(
                        record,  # type: ignore[arg-type]
                        inferred=true(row, "inferred"),
                        document=row["document"],  # type: ignore[arg-type]
                        start=None if row["start"] is None else text(row, "start"),
                        end=None if row["end"] is None else text(row, "end"),
                        wording=row["wording"],  # type: ignore[arg-type]
                        certainty=row["certainty"],  # type: ignore[arg-type]
                        uncertain=true(row, "uncertain"),
                        said_by=row["saidBy"],  # type: ignore[arg-type]
                    )
                )
        self.records = {source.record: (triple, source) for triple, found in sources.items() for source in found}
        return sources


def in_order(triple: Triple) -> tuple[str, str, str]:
    """What statements are sorted by."""
    return str(triple.subject), str(triple.property), str(triple.value)


def node(row: Row, name: str) -> Term:
    """Return a value that a query always gives."""
    value = row[name]
    assert value is not None  # noqa: S101 - a query of our own
    return value


def text(row: Row, name: str) -> str:
    """Return the text of a literal that a query always gives."""
    value = row[name]
    assert isinstance(value, Literal)  # noqa: S101 - a query of our own
    return value.value


def true(row: Row, name: str) -> bool:
    """Return whether a query gives ``true``."""
    value = row[name]
    return isinstance(value, Literal) and value.value == "true"


def by(rows: Iterable[Row], name: str) -> dict[Term, list[Row]]:
    """Gather rows by the value of one of their columns."""
    found: dict[Term, list[Row]] = {}
    for row in rows:
        if (value := row[name]) is not None:
            found.setdefault(value, []).append(row)
    return found
