"""The site as its pages see it: the graph, the templates, and how to show a term and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from twingraph.layout import DEFAULT_BASE
from twingraph.site.index import Index, node, text
from twingraph.site.paths import Paths
from twingraph.site.render import INTERACTIVE, LINKS, Renderer, text_of
from twingraph.site.shown import Shown, is_web, last_part, short_address, shown_literal
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twingraph.export.release import Release
    from twingraph.texts import Lang

_RESERVED: Final = (*LINKS, *INTERACTIVE, *LANGS, "assets", "graph", "404.html", "index.html", "sitemap.xml")


class Site:
    """A site that is written.

    Attributes:
        release: The graph, and what its folder says of addresses.
        index: The graph in memory, arranged for pages.
        paths: Where things have their pages.
        renderer: What makes pages from templates.
        dataset: What the graph says of itself as a whole: values by aspect, of ``queries/export/site/dataset.rq``.
    """

    def __init__(self, release: Release) -> None:
        self.release = release
        self.index = Index(release)
        self.dataset: dict[str, list[NamedNode | Literal]] = {}
        for row in self.index.ask("dataset"):
            aspect, value = row["aspect"], row["value"]
            if isinstance(aspect, Literal) and isinstance(value, NamedNode | Literal):
                self.dataset.setdefault(aspect.value, []).append(value)
        base = release.folder.base
        self.graph_files = {
            graph: f"graph/{graph.removeprefix(f'{base}graph/')}.ttl"
            for graph in sorted({name for names in self.index.graphs.values() for name in names})
            if graph.startswith(f"{base}graph/")
        }
        sections = (section.name for section in self.index.sections)
        things = (thing.value for thing in self.index.outgoing if isinstance(thing, NamedNode))
        ours = {"ontology", *sections}
        reserved = {*_RESERVED, *ours} - {"ontology"}
        self.paths = Paths(dict.fromkeys((base, DEFAULT_BASE)), things, reserved, self.graph_files)
        self.renderer = Renderer(release.settings.site, {lang: self._name(lang) for lang in LANGS})

    def _name(self, lang: Lang) -> str:
        return self.said("label", lang) or text_of(lang, "unnamed")

    def said(self, aspect: str, lang: Lang) -> str | None:
        """Return what the graph says of itself as a whole, in a language if there are several."""
        values = self.dataset.get(aspect, [])
        fitting = [each for each in values if isinstance(each, Literal) and each.language == lang]
        return next((each.value for each in (*fitting, *values)), None)

    def page(
        self,
        template: str,
        path: str,
        lang: Lang,
        **values: Any,
    ) -> tuple[str, bytes]:
        """Render a page; the template also gets ``view``, which shows terms, and the dataset's ``licence`` and date.

        See :meth:`twingraph.site.render.Renderer.page`.
        """
        depth = path.count("/") + bool(path) + (lang != "en")
        root = values.pop("root", "../" * depth)
        return self.renderer.page(
            template,
            path,
            lang,
            root=root,
            view=View(self, lang, root),
            licence=next((each.value for each in self.dataset.get("licence", ())), None),
            dated=self.dataset.get("modified", [None])[0],
            **values,
        )

    def label(self, term: NamedNode | BlankNode | Literal, lang: Lang) -> str:
        """Return what to call a term in a language."""
        return View(self, lang, "").show(term).text


class View:
    """Shows terms on a page.

    Args:
        site: The site.
        lang: The page's language.
        root: What leads from the page to the site's root.
    """

    def __init__(self, site: Site, lang: Lang, root: str) -> None:
        self.site = site
        self.lang: Lang = lang
        self.root = root

    def show(self, term: NamedNode | BlankNode | Literal) -> Shown:
        """Show a term: a thing by its name, linked to its page; a literal in words."""
        if isinstance(term, Literal):
            return shown_literal(term, self.lang)
        index = self.site.index
        named = index.names(term, self.lang)
        flags = tuple(index.flags.get(term, ()))
        if isinstance(term, BlankNode):
            return Shown(named[0] if named else "…")
        href = self.site.paths.href(term.value, self.root, self.lang)
        if named is not None:
            name, lang = named
            away = href is None and is_web(term.value)
            return Shown(
                name,
                href or (term.value if away else None),
                lang if lang != self.lang else None,
                away=away,
                flags=flags,
            )
        if href is None:
            web = is_web(term.value)
            return Shown(
                short_address(term.value) if web else term.value, term.value if web else None, code=True, away=web
            )
        return Shown(self._composed(term), href, flags=flags)

    def all(self, terms: Iterable[NamedNode | BlankNode | Literal]) -> list[Shown]:
        """Show terms, in the order of what is read."""
        return sorted(
            (self.show(term) for term in terms), key=lambda each: (each.text.casefold(), each.text, each.href or "")
        )

    def _composed(self, term: NamedNode) -> str:
        """Call what has no name of its own: records by what they support, omissions by what they pass over."""
        index = self.site.index
        if term in index.records:
            triple, _ = index.records[term]
            parts = (triple.subject, triple.property, triple.value)
            return " · ".join(self.show(part).text for part in parts)
        if (row := index.omissions.get(term)) is not None:
            document, reason = (self.show(node(row, name)).text for name in ("document", "reason"))
            return f"{document}, {text(row, 'start')}–{text(row, 'end')}: {reason}"
        return last_part(term)
