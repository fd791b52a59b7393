"""The page of each thing: what is said of it and by whom, what names it, and where else it is described."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode

from twingraph.layout import DEFAULT_BASE
from twingraph.site import rdf
from twingraph.site.index import Triple, by, in_order, node, text
from twingraph.site.partners import Partners
from twingraph.site.site import View
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from twingraph.site.index import Row, Source, Term
    from twingraph.site.shown import Shown
    from twingraph.site.site import Site
    from twingraph.texts import Lang

SCHEMA: Final = "https://schema.org/"
_DEEPEST: Final = 6
"""How deep blank nodes may lie within each other to be shown."""


class Passage(NamedTuple):
    """The words of a document that support a value, with a little of the text around them, and their language."""

    before: str
    quoted: str
    after: str
    lang: str | None


class Support(NamedTuple):
    """What supports a value, as a page tells it."""

    record: Shown
    inferred: bool
    document: Shown | None
    start: str | None
    end: str | None
    wording: Shown | None
    certainty: Shown | None
    said_by: Shown | None
    reasons: list[Shown]
    passage: Passage | None = None


class Value(NamedTuple):
    """A value of a property, and on whose word; ``within`` holds the statements of a node without a name."""

    shown: Shown
    supports: list[Support]
    derived: bool
    graphs: list[Shown]
    within: list[Statement]


class Statement(NamedTuple):
    """A property of a thing, with all its values."""

    property: Shown
    values: list[Value]


class Link(NamedTuple):
    """A judgement that a thing is an entry of another dataset."""

    record: Shown
    relation: Shown
    target: Shown
    trust: Shown | None


class Resources:
    """Writes the pages of things.

    Args:
        site: The site.
        quote: Gives the words that a source points at, where the texts of documents are at hand.
    """

    def __init__(self, site: Site, quote: Callable[[Source], Passage | None] | None = None) -> None:
        self.site = site
        self.index = site.index
        self._quote = quote
        self.partners = Partners(site)
        self._links = by(site.index.ask("links"), "thing")
        self._omissions = by(site.index.omissions.values(), "document")
        self._schema = self._schema_org()
        iris = site.paths.pages.values()
        self.prefixes = rdf.prefixes(dict.fromkeys((site.release.folder.base, DEFAULT_BASE)), iris)
        self._derived = site.release.folder.derived_graph
        self._records: dict[Term, list[NamedNode]] = {}
        for record, (_, source) in site.index.records.items():
            if source.document is not None:
                self._records.setdefault(source.document, []).append(record)

    def write(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of all things that have a page of their own, but the ontology's."""
        for path, iri in self.site.paths.pages.items():
            if path != "ontology":
                yield from self.page(path, NamedNode(iri))

    def page(self, path: str, thing: NamedNode) -> Iterator[tuple[str, bytes]]:
        """Yield the page of a thing in both languages, and its data."""
        triples = rdf.about(self.index, [thing])
        yield f"{path}.ttl", rdf.turtle(triples, self.prefixes)
        yield f"{path}.jsonld", rdf.json_ld(triples, self.prefixes)
        address = quote(path)
        alternates = [(f"{address}.ttl", "text/turtle"), (f"{address}.jsonld", "application/ld+json")]
        for lang in LANGS:
            yield self.html(path, thing, lang, alternates)

    def html(
        self,
        path: str,
        thing: NamedNode,
        lang: Lang,
        alternates: Sequence[tuple[str, str]],
        template: str = "resource.html",
        **values: Any,
    ) -> tuple[str, bytes]:
        """Return the page of a thing in a language.

        Args:
            path: The path of the page.
            thing: The thing.
            lang: The language.
            alternates: Where the same stands as data: addresses relative to the site's root, and media types.
            template: The template.
            values: What it needs besides or instead, and what :meth:`twingraph.site.render.Renderer.page` takes.

        Returns:
            The path of the file below the site's root, and its content.
        """
        content = self._content(thing, path, lang) | values
        return self.site.page(template, path, lang, alternates=alternates, **content)

    def _content(self, thing: NamedNode, path: str, lang: Lang) -> dict[str, Any]:
        view = View(self.site, lang, "../" * (path.count("/") + 1 + (lang != "en")))
        listed = self.index.listed(thing)
        mine = self.index.outgoing[thing]
        role = self.index.role
        names = sorted(
            (triple for triple in mine if role(triple.property) == "name"),
            key=lambda each: (self.index.role_order(each.property), in_order(each)),
        )
        shown = view.show(thing)
        return {
            "thing": thing.value,
            "heading": shown,
            "section": listed[0].name if listed else None,
            "kinds": [
                (view.show(triple.value), self._is_derived(triple))
                for triple in mine
                if role(triple.property) == "class"
            ],
            "names": [
                (view.show(triple.property), shown_name)
                for triple in names
                if (shown_name := view.show(triple.value)).text != shown.text or shown_name.lang
            ],
            "prose": self._prose(thing, view),
            "statements": self._statements(thing, view, 0),
            "mentions": self._mentions(thing, view),
            "partners": self.partners.of(thing, view),
            "links": [self._link(row, view) for row in self._links.get(thing, ())],
            "passages": self._passages(thing, view),
            "schema": self._schema.get(thing),
        }

    def _prose(self, thing: NamedNode, view: View) -> list[tuple[str, Shown]]:
        prose = [triple for triple in self.index.outgoing[thing] if self.index.role(triple.property) == "prose"]
        prose.sort(key=lambda each: (self.index.role_order(each.property), in_order(each)))
        return [
            (view.show(triple.property).text, view.show(triple.value)) for triple in self._in_language(prose, view.lang)
        ]

    def _statements(self, thing: NamedNode | BlankNode, view: View, depth: int) -> list[Statement]:
        """Return what is said of a thing, but names, prose and classes, which stand apart."""
        linked = {row["target"] for row in self._links.get(thing, ())}
        grouped: dict[NamedNode, list[Triple]] = {}
        for triple in self.index.outgoing.get(thing, ()):
            if depth == 0 and (self.index.role(triple.property) in ("name", "prose", "class")):
                continue
            if triple.value in linked and self._link_of(triple) is not None:
                continue
            grouped.setdefault(triple.property, []).append(triple)
        statements = [
            Statement(
                view.show(prop),
                sorted(
                    (self._value(triple, view, depth) for triple in self._in_language(triples, view.lang)),
                    key=lambda each: (each.shown.time or "", each.shown.text.casefold(), each.shown.text, str(each)),
                ),
            )
            for prop, triples in grouped.items()
        ]
        # Derived statements come last: what is said goes before what follows from it.
        return sorted(
            statements,
            key=lambda each: (
                all(value.derived for value in each.values),
                each.property.text.casefold(),
                each.property.href or "",
            ),
        )

    @staticmethod
    def _in_language(triples: list[Triple], lang: Lang) -> list[Triple]:
        """Leave out what the other language's page says: texts of a property that has them in both languages."""
        languages: dict[NamedNode, set[str]] = {}
        for _, prop, value in triples:
            if isinstance(value, Literal) and value.language:
                languages.setdefault(prop, set()).add(value.language)
        return [
            triple
            for triple in triples
            if not isinstance(triple.value, Literal)
            or triple.value.language in (None, lang)
            or not {*LANGS} <= languages[triple.property]
            or triple.value.language not in LANGS
        ]

    def _value(self, triple: Triple, view: View, depth: int) -> Value:
        sources = self.index.sources.get(triple, ())
        derived = self._is_derived(triple)
        graphs: list[Shown] = []
        if not sources and not derived and depth == 0:
            graphs = [self._graph(name, view) for name in self.index.graphs.get(triple, ())]
        within: list[Statement] = []
        if isinstance(triple.value, BlankNode) and depth < _DEEPEST:
            within = self._statements(triple.value, view, depth + 1)
        supports = [self._support(source, view) for source in sources]
        return Value(view.show(triple.value), supports, derived, graphs, within)

    def _graph(self, name: str, view: View) -> Shown:
        """Show a file of the graph by its path."""
        base = f"{self.site.release.folder.base}graph/"
        return replace(view.show(NamedNode(name)), text=name.removeprefix(base))

    def _support(self, source: Source, view: View) -> Support:
        reasons = self.index.reasons.get(source.record, [])
        fitting = [reason for reason in reasons if reason.language == view.lang] or reasons
        return Support(
            view.show(source.record),
            source.inferred,
            view.show(source.document) if source.document else None,
            source.start,
            source.end,
            view.show(source.wording) if source.wording else None,
            view.show(source.certainty) if source.certainty and source.uncertain else None,
            view.show(source.said_by) if source.said_by else None,
            [view.show(reason) for reason in fitting],
            self._quote(source) if self._quote else None,
        )

    def _mentions(self, thing: NamedNode, view: View) -> list[tuple[Shown, Shown | None, list[tuple[Shown, Value]]]]:
        """Return what names a thing: by property and class of what names it."""
        passages = self._is_document(thing)
        grouped: dict[tuple[NamedNode, Term | None], list[Triple]] = {}
        for triple in self.index.incoming.get(thing, ()):
            role = self.index.role(triple.property)
            record = triple.subject in self.index.records or triple.subject in self.index.omissions
            if role in ("record", "class") or (passages and record):
                continue
            if isinstance(triple.subject, BlankNode):
                continue
            listed = self.index.listed(triple.subject)
            grouped.setdefault((triple.property, listed[1][0] if listed else None), []).append(triple)
        found = [
            (
                view.show(prop),
                view.show(kind) if kind is not None else None,
                sorted(
                    ((view.show(triple.subject), self._value(triple, view, 1)) for triple in triples),
                    key=lambda each: (each[0].text.casefold(), each[0].text, each[0].href or ""),
                ),
            )
            for (prop, kind), triples in grouped.items()
        ]
        return sorted(
            found,
            key=lambda each: (
                all(value.derived for _, value in each[2]),
                each[0].text.casefold(),
                each[1].text.casefold() if each[1] else "",
            ),
        )

    def _is_document(self, thing: NamedNode) -> bool:
        return thing in self._records or thing in self._omissions

    def _passages(self, thing: NamedNode, view: View) -> list[dict[str, Any]]:
        """Return what is taken from a document, in the order of its text, and what is passed over."""
        passages: list[tuple[int, int, str, dict[str, Any]]] = []
        for record in self._records.get(thing, ()):
            triple, source = self.index.records[record]
            passages.append(
                (
                    int(source.start) if source.start is not None else -1,
                    int(source.end) if source.end is not None else -1,
                    record.value,
                    {
                        "record": view.show(record),
                        "start": source.start,
                        "end": source.end,
                        "inferred": source.inferred,
                        "subject": view.show(triple.subject),
                        "property": view.show(triple.property),
                        "value": view.show(triple.value),
                        "reason": None,
                    },
                )
            )
        for row in self._omissions.get(thing, ()):
            omission, start, end = node(row, "omission"), text(row, "start"), text(row, "end")
            told = {"record": view.show(omission), "start": start, "end": end, "inferred": False}
            passages.append((int(start), int(end), str(omission), {**told, "reason": view.show(node(row, "reason"))}))
        in_order_of_text = [passage for _, _, _, passage in sorted(passages, key=lambda each: each[:3])]
        seen: set[str] = set()
        for passage in in_order_of_text:
            anchor = f"c{passage['start']}-{passage['end']}"
            passage["anchor"] = anchor if passage["start"] is not None and anchor not in seen else None
            seen.add(anchor)
        return in_order_of_text

    def _link_of(self, triple: Triple) -> Row | None:
        """Return the judgement that a statement repeats, such as ``skos:exactMatch``."""
        return next(
            (
                row
                for row in self._links.get(triple.subject, ())
                if row["relation"] == triple.property and row["target"] == triple.value
            ),
            None,
        )

    def _link(self, row: Row, view: View) -> Link:
        trust = row["trust"]
        link, relation, target = (view.show(node(row, name)) for name in ("link", "relation", "target"))
        return Link(link, relation, target, view.show(trust) if trust is not None else None)

    def _is_derived(self, triple: Triple) -> bool:
        return self.index.graphs.get(triple) == [self._derived]

    def _schema_org(self) -> dict[Term, str]:
        """Return the JSON-LD for search engines of each thing, safe to stand in a page."""
        nodes: dict[Term, dict[str, Any]] = {}
        seen = set()
        triples = [Triple(*each) for each in self.site.release.construct("site/schema-org")]
        for triple in sorted(triples, key=in_order):
            if triple in seen or not isinstance(triple.subject, NamedNode):
                continue
            seen.add(triple)
            start: dict[str, Any] = {"@context": SCHEMA, "@id": triple.subject.value, "@type": []}
            node = nodes.setdefault(triple.subject, start)
            value: Any
            if isinstance(triple.value, Literal):
                number = triple.value.datatype.value.endswith("#decimal")
                value = float(triple.value.value) if number else triple.value.value
                if triple.value.language:
                    value = {"@value": triple.value.value, "@language": triple.value.language}
            else:
                value = triple.value.value
            if triple.property.value.startswith(SCHEMA):
                prop = triple.property.value.removeprefix(SCHEMA)
                if prop != "sameAs" and isinstance(triple.value, NamedNode):
                    value = {"@id": value}
                node.setdefault(prop, []).append(value)
            else:
                node["@type"].append(str(value).removeprefix(SCHEMA))
        return {thing: script_json(node) for thing, node in nodes.items()}


def script_json(value: object) -> str:
    """Write JSON that may stand in a ``<script>``: nothing in it can end the element."""
    written = json.dumps(value, ensure_ascii=False, indent=1)
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
