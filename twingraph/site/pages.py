"""The pages that are no thing's: home, the lists of things, the data, what is not found, the map for robots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.sax.saxutils import escape

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from twingraph.site import rdf
from twingraph.site.render import folder_of, has_interactive
from twingraph.site.site import View
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from twingraph.site.index import Section, Triple
    from twingraph.site.shown import Shown
    from twingraph.site.site import Site
    from twingraph.texts import Lang

_SITEMAP_URLS = 50_000
"""How many addresses a sitemap may hold, by its protocol."""


def pages(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the home page, the lists of things, and the page that says that there is none."""
    lists = Lists(site)
    for lang in LANGS:
        yield lists.home(lang)
        yield lists.all(lang)
        for section in lists.sections.values():
            yield lists.section(section, lang)
    yield "404.html", site.page("404.html", "404.html", "en", root=site.release.settings.site or "./")[1]


class Lists:
    """The pages that list things: home, all classes, each section.

    Args:
        site: The site.

    Attributes:
        sections: The sections by name.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self._things = site.index.things()
        self.sections = {section.name: section for section in self._things}
        self._counts = {
            section: len({each for found in classes.values() for each in found})
            for section, classes in self._things.items()
        }

    def home(self, lang: Lang, template: str = "home.html", **more: Any) -> tuple[str, bytes]:
        """Return the home page in a language.

        Args:
            lang: The language.
            template: The template.
            more: What it needs besides.
        """
        documents = next((classes for section, classes in self._things.items() if section.name == "documents"), {})
        view = View(self.site, lang, "" if lang == "en" else "../")
        return self.site.page(
            template,
            "",
            lang,
            title=self.site.said("title", lang),
            description=self.site.said("description", lang),
            listed=[(section.name, count) for section, count in self._counts.items() if count],
            documents=_rows(self.site, view, (thing for found in documents.values() for thing in found)),
            interactive=has_interactive(),
            **more,
        )

    def all(self, lang: Lang) -> tuple[str, bytes]:
        """Return the page that leads to all things, by section and class."""
        sections = _sections(self.site, self._view(lang), self._things)
        return self.site.page("things.html", "things", lang, sections=sections, counts=self._counts)

    def section(self, section: Section, lang: Lang) -> tuple[str, bytes]:
        """Return the list of a section."""
        groups = _sections(self.site, self._view(lang), {section: self._things[section]})[0][1]
        return self.site.page("section.html", section.name, lang, groups=groups, count=self._counts[section])

    def _view(self, lang: Lang) -> View:
        return View(self.site, lang, "../" if lang == "en" else "../../")


def _sections(
    site: Site, view: View, things: Mapping[Section, Mapping[NamedNode, list[NamedNode]]]
) -> list[tuple[Section, list[tuple[Shown, str, list[dict[str, Any]]]]]]:
    """Return the classes of each section by name, and what is in them."""
    return [
        (
            section,
            sorted(
                (
                    (view.show(kind), site.paths.fragment(kind.value) or kind.value, _rows(site, view, found))
                    for kind, found in classes.items()
                ),
                key=lambda each: (each[0].text.casefold(), each[1]),
            ),
        )
        for section, classes in things.items()
    ]


def _rows(site: Site, view: View, things: Iterable[NamedNode]) -> list[dict[str, Any]]:
    rows = [
        {"thing": view.show(thing), "context": [view.show(value) for value in site.index.context.get(thing, ())]}
        for thing in things
    ]
    return sorted(rows, key=lambda row: (row["thing"].text.casefold(), row["thing"].text, row["thing"].href or ""))


def data(site: Site, known: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the graph as a whole, each of its named graphs, and the page that tells of them.

    Args:
        site: The site.
        known: The prefixes of Turtle.
    """
    files: dict[str, bytes] = {}
    by_graph: dict[str, list[Triple]] = {}
    for triple, names in site.index.graphs.items():
        for name in names:
            by_graph.setdefault(name, []).append(triple)
    everything = rdf.stable(triple for found in site.index.outgoing.values() for triple in found)
    files["data/graph.ttl"] = rdf.turtle(everything, known)
    quads = (
        pyoxigraph.Quad(*triple, NamedNode(name)) for name in sorted(by_graph) for triple in rdf.stable(by_graph[name])
    )
    files["data/graph.nq"] = _n_quads(quads)
    graphs = []
    for name, path in site.graph_files.items():
        content = rdf.turtle(rdf.stable(by_graph[name]), known)
        yield path, content
        graphs.append((name, path, len(by_graph[name])))
    yield from files.items()
    settings = site.release.settings
    for lang in LANGS:
        yield site.page(
            "data.html",
            "data",
            lang,
            files=[(path, len(content)) for path, content in files.items()],
            graphs=[(name, quote(path), count) for name, path, count in graphs],
            derived=site.release.folder.derived_graph,
            statements=len(everything),
            rights=site.said("rights", lang),
            version=site.said("version", lang),
            download=settings.download,
            endpoint=settings.endpoint,
            base=site.release.folder.base,
        )


def _n_quads(quads: Iterable[pyoxigraph.Quad]) -> bytes:
    """Write N-Quads; the blank nodes of each graph are its own."""
    lines = []
    numbers: dict[str, int] = {}
    for quad in quads:
        graph = quad.graph_name
        assert not isinstance(graph, DefaultGraph)  # noqa: S101 - named above
        number = numbers.setdefault(graph.value, len(numbers))
        subject, value = (
            pyoxigraph.BlankNode(f"g{number}{term.value}") if isinstance(term, pyoxigraph.BlankNode) else term
            for term in (quad.subject, quad.object)
        )
        lines.append(pyoxigraph.Quad(subject, quad.predicate, value, graph))  # type: ignore[arg-type]
    written = pyoxigraph.serialize(lines, format=RdfFormat.N_QUADS)
    assert written is not None  # noqa: S101 - no file is given to write to
    return written


def for_robots(
    site: Site, paths: Iterable[str], address: str | None = None, disallow: Iterable[str] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield the sitemap and ``robots.txt``, if the address of the site is known.

    Args:
        site: The site.
        paths: The paths of the site's pages, without language.
        address: The address, which ends with a slash, if not that of the settings.
        disallow: The beginnings of paths that are not for robots.
    """
    address = address or site.release.settings.site
    if address is None:
        return
    entries = []
    for path in sorted(set(paths)):
        pair = {lang: f"{address}{folder_of(quote(path), lang)}" for lang in LANGS}
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{_attribute(href)}"/>' for lang, href in pair.items()
        )
        entries += [f"<url><loc>{escape(href)}</loc>{others}</url>" for href in pair.values()]
    parts = [entries[start : start + _SITEMAP_URLS] for start in range(0, len(entries), _SITEMAP_URLS)]
    names = ["sitemap.xml"] if len(parts) < 2 else [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _xml("urlset", ' xmlns:xhtml="http://www.w3.org/1999/xhtml"', part)
    if len(names) > 1:
        listed = [f"<sitemap><loc>{escape(address + name)}</loc></sitemap>" for name in names]
        yield "sitemap.xml", _xml("sitemapindex", "", listed)
    refused = "".join(f"Disallow: {path}\n" for path in disallow)
    yield "robots.txt", f"User-agent: *\nAllow: /\n{refused}Sitemap: {address}sitemap.xml\n".encode()


def _attribute(value: str) -> str:
    return escape(value, {'"': "&quot;"})


def _xml(root: str, attributes: str, lines: list[str]) -> bytes:
    head = f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{attributes}>'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *lines, f"</{root}>", ""]).encode()
