"""The documentation of the ontology: its terms, their hierarchy, the vocabularies; an anchor for each term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from twingraph.site import rdf
from twingraph.site.index import by, node, text, true
from twingraph.site.site import View
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twingraph.site.index import Row, Term, Triple
    from twingraph.site.shown import Shown
    from twingraph.site.site import Site
    from twingraph.texts import Lang

_PROSE = ("definition", "note", "example")


class Aspect(NamedTuple):
    """What is told of a term under one heading: each value a sequence of parts, of words and of terms."""

    name: str
    values: list[list[Shown | str]]


class Entry(NamedTuple):
    """A term of the ontology."""

    term: Shown
    iri: str
    anchor: str
    also: str | None
    derived: bool
    definitions: list[Shown]
    notes: list[Shown]
    examples: list[Shown]
    aspects: list[Aspect]
    things: tuple[str, int] | None


class Ontology:
    """Writes the documentation.

    Args:
        site: The site.
        known: The prefixes of Turtle.
    """

    def __init__(self, site: Site, known: dict[str, str]) -> None:
        self.site = site
        self.known = known
        ask = site.index.ask
        self._iri = site.paths.pages.get("ontology")
        self._terms = [
            row
            for row in ask("ontology/terms")
            if isinstance(row["term"], NamedNode) and site.paths.path(row["term"].value) == "ontology"
        ]
        self._aspects = by(ask("ontology/aspects"), "term")
        self._expressions = by(ask("ontology/expressions"), "expression")
        self._schemes = by(ask("ontology/schemes"), "scheme")
        self._definitions = by(ask("ontology/definitions"), "thing")
        self._counts: dict[NamedNode, tuple[str, int]] = {
            kind: (section.name, len(found))
            for section, classes in site.index.things().items()
            for kind, found in classes.items()
        }

    def write(self) -> Iterator[tuple[str, bytes]]:
        """Yield the documentation in both languages, and the ontology as data."""
        triples = self.described()
        yield "ontology.ttl", rdf.turtle(triples, self.known)
        yield "ontology.jsonld", rdf.json_ld(triples, self.known)
        alternates = [("ontology.ttl", "text/turtle"), ("ontology.jsonld", "application/ld+json")]
        for lang in LANGS:
            yield self.html(lang, alternates)

    def html(self, lang: Lang, alternates: Sequence[tuple[str, str]], **values: Any) -> tuple[str, bytes]:
        """Return the documentation in a language, as :meth:`twingraph.site.resources.Resources.html`."""
        return self.site.page("ontology.html", "ontology", lang, alternates=alternates, **self._content(lang), **values)

    def described(self) -> list[Triple]:
        """Return what is stated of the terms, without what the data says by them."""
        things = [
            thing
            for thing in self.site.index.outgoing
            if isinstance(thing, NamedNode) and self.site.paths.path(thing.value) == "ontology"
        ]
        found = {triple: None for thing in things for triple in self.site.index.outgoing[thing]}
        waiting: list[Term] = [triple.value for triple in found]
        # Axioms over several terms are nodes of their own, such as those of disjointness.
        incoming = self.site.index.incoming
        waiting += [
            axiom for axiom in self.site.index.outgoing if isinstance(axiom, BlankNode) and axiom not in incoming
        ]
        seen: set[Term] = set()
        while waiting:
            term = waiting.pop()
            if isinstance(term, BlankNode) and term not in seen:
                seen.add(term)
                for triple in self.site.index.outgoing[term]:
                    found[triple] = None
                    waiting.append(triple.value)
        return rdf.stable(found)

    def _content(self, lang: Lang) -> dict[str, Any]:
        view = View(self.site, lang, "../" if lang == "en" else "../../")
        sorts: dict[str, list[Entry]] = {}
        for row in self._terms:
            sorts.setdefault(text(row, "sort"), []).append(self._entry(row, view))
        for entries in sorts.values():
            entries.sort(key=lambda each: (each.term.text.casefold(), each.iri))
        index = self.site.index
        header = NamedNode(self._iri) if self._iri else None
        return {
            "iri": self._iri,
            "heading": view.show(header) if header else None,
            "about": [
                (view.show(prop), [view.show(value) for value in values])
                for prop, values in self._header(header, lang).items()
            ],
            "prose": [
                view.show(value)
                for _, prop, value in (index.outgoing[header] if header else ())
                if index.role(prop) == "prose" and isinstance(value, Literal) and value.language in (None, lang)
            ],
            "sorts": list(sorts.items()),
            "tree_of_classes": self._tree([entry.iri for entry in sorts.get("classes", ())], view),
            "schemes": self._vocabularies(view),
        }

    def _header(self, header: NamedNode | None, lang: Lang) -> dict[NamedNode, list[Term]]:
        about: dict[NamedNode, list[Term]] = {}
        for _, prop, value in self.site.index.outgoing[header] if header else ():
            other = isinstance(value, Literal) and value.language not in (None, lang)
            if not other and self.site.index.role(prop) is None:
                about.setdefault(prop, []).append(value)
        return about

    def _entry(self, row: Row, view: View) -> Entry:
        term = row["term"]
        assert isinstance(term, NamedNode)  # noqa: S101 - kept so in __init__
        rows = self._aspects.get(term, [])
        other: Lang = "ru" if view.lang == "en" else "en"
        named = self.site.index.names(term, other)
        aspects: dict[str, dict[str, list[Shown | str]]] = {}
        for each in rows:
            name = text(each, "aspect")
            if name not in _PROSE:
                parts = self._parts(each, name, view)
                aspects.setdefault(name, {}).setdefault("".join(_text(part) for part in parts), parts)
        return Entry(
            view.show(term),
            term.value,
            self.site.paths.fragment(term.value),
            named[0] if named and named[1] == other else None,
            true(row, "derived"),
            self._said(rows, "definition", view),
            self._said(rows, "note", view),
            self._said(rows, "example", view),
            [
                Aspect(name, [values[key] for key in sorted(values, key=str.casefold)])
                for name, values in aspects.items()
            ],
            self._counts.get(term),
        )

    @staticmethod
    def _said(rows: list[Row], aspect: str, view: View) -> list[Shown]:
        """Return the prose of one aspect in the page's language."""
        return [view.show(node(row, "value")) for row in rows if text(row, "aspect") == aspect and _fits(row, view)]

    def _parts(self, row: Row, aspect: str, view: View) -> list[Shown | str]:
        value = node(row, "value")
        parts = self._expression(value, view)
        if aspect == "aligned":
            return [view.show(node(row, "property")), ": ", *parts]
        return parts

    def _expression(self, value: Term, view: View) -> list[Shown | str]:
        """Return a class expression in words."""
        rows = self._expressions.get(value)
        if not isinstance(value, BlankNode) or not rows:
            return [view.show(value)]
        operator = text(rows[0], "operator")
        told = sorted(
            (self._expression(node(row, "member"), view) for row in rows),
            key=lambda parts: "".join(_text(part) for part in parts).casefold(),
        )
        parts: list[Shown | str] = []
        if rows[0]["property"] is not None:
            parts += [view.show(rows[0]["property"]), f" {_word(operator, view.lang)} "]
        for position, each in enumerate(told):
            if position:
                parts.append(f" {_word(operator, view.lang)} ")
            parts += each
        return parts

    def _tree(self, classes: list[str], view: View) -> list[dict[str, Any]]:
        """Return the classes under the wider ones of the ontology."""
        ours = set(classes)
        wider = {
            iri: [
                row["value"].value
                for row in self._aspects.get(NamedNode(iri), ())
                if text(row, "aspect") == "wider" and isinstance(row["value"], NamedNode) and row["value"].value in ours
            ]
            for iri in classes
        }

        def below(parent: str | None, above: tuple[str, ...]) -> list[dict[str, Any]]:
            found = [
                iri for iri in classes if (parent in wider[iri] if parent else not wider[iri]) and iri not in above
            ]
            told = [
                {"term": view.show(NamedNode(iri)), "definition": None, "below": below(iri, (*above, iri))}
                for iri in found
            ]
            return sorted(told, key=lambda each: each["term"].text.casefold())

        return below(None, ())

    def _vocabularies(self, view: View) -> list[dict[str, Any]]:
        found = []
        for scheme, rows in self._schemes.items():
            concepts = list(dict.fromkeys(node(row, "concept") for row in rows))
            broader: dict[Term, list[Term]] = {}
            for row in rows:
                if row["broader"] is not None:
                    broader.setdefault(node(row, "concept"), []).append(row["broader"])
            tree = self._concepts(concepts, broader, None, view, ())
            found.append({"scheme": view.show(scheme), "definition": self._defined(scheme, view), "below": tree})
        return sorted(found, key=lambda each: each["scheme"].text.casefold())

    def _concepts(
        self,
        concepts: list[Term],
        broader: dict[Term, list[Term]],
        parent: Term | None,
        view: View,
        above: tuple[Term, ...],
    ) -> list[dict[str, Any]]:
        found = [
            each
            for each in concepts
            if (parent in broader.get(each, ()) if parent is not None else each not in broader) and each not in above
        ]
        told = [
            {
                "term": view.show(each),
                "definition": self._defined(each, view),
                "below": self._concepts(concepts, broader, each, view, (*above, each)),
            }
            for each in found
        ]
        return sorted(told, key=lambda each: each["term"].text.casefold())

    def _defined(self, thing: Term, view: View) -> str | None:
        said = [row["definition"] for row in self._definitions.get(thing, ())]
        return next(
            (each.value for each in said if isinstance(each, Literal) and each.language in (None, view.lang)), None
        )


def _fits(row: Row, view: View) -> bool:
    value = row["value"]
    return not isinstance(value, Literal) or value.language in (None, view.lang)


def _text(part: Shown | str) -> str:
    return part if isinstance(part, str) else part.text


def _word(operator: str, lang: Lang) -> str:
    words = {"or": "или", "and": "и", "only": "только", "some": "есть", "value": "равно"}
    return words[operator] if lang == "ru" else operator
