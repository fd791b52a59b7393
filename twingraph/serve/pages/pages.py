"""Home, the pages of things, and files; the other modules make the rest."""

from __future__ import annotations

import json
import logging
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode
from werkzeug.wrappers import Response

from twingraph.errors import TwinGraphError
from twingraph.serve.pages import editor, pictures
from twingraph.serve.pages.finding import MOST as FOUND
from twingraph.serve.pages.finding import Finder
from twingraph.serve.pages.passages import Texts
from twingraph.serve.pages.places import Places
from twingraph.serve.pages.questions import Questions
from twingraph.serve.pages.texts import words
from twingraph.serve.pages.web import given, html, state
from twingraph.site.interactive.graph import Explorer, root_of
from twingraph.site.interactive.pages import MOST, map_picture, outline
from twingraph.site.interactive.texts import say
from twingraph.site.pages import Lists
from twingraph.site.resources import Resources
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Request

    from twingraph.serve.opened import Opened
    from twingraph.site.interactive.pages import Picture
    from twingraph.texts import Lang

_LOG: Final = logging.getLogger("twingraph")


class Pages:
    """Makes the explorer's pages.

    Args:
        opened: What is served.
    """

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.site = opened.site
        self.site.renderer.add_templates("twingraph.serve.pages")
        self.explorer = Explorer(self.site, opened.kg, land=_land())
        self.texts = Texts(opened)
        self.kept: dict[Lang, bytes] = {}
        """What the editor's script must know."""
        self.texts_of_queries: dict[Lang, list[dict[str, str]]] = {}

    def prepare(self) -> None:
        """Make what pages share, so that no request waits for it."""
        _ = (self.lists, self.resources, self.places, self.questions, self.where)
        for lang in LANGS:
            self.finder.things(lang)
            for name in ("map", "network"):
                pictures.edges(self, name, lang, {}, "")
            pictures.timeline(self, lang, {}, "")
            editor.settings(self, lang)

    # --- What pages share

    @cached_property
    def lists(self) -> Lists:
        """The pages that list things."""
        return Lists(self.site)

    @cached_property
    def resources(self) -> Resources:
        """The pages of things."""
        return Resources(self.site, self.texts.quote if self.texts.at_hand else None)

    @cached_property
    def places(self) -> Places:
        """What the pages of places have besides."""
        return Places(self)

    @cached_property
    def finder(self) -> Finder:
        """The search."""
        return Finder(self.explorer, self.site.index)

    @cached_property
    def questions(self) -> Questions:
        """The named queries as forms."""
        return Questions(self)

    @cached_property
    def where(self) -> dict[str, tuple[float, float]]:
        """Longitude and latitude of the places that have them."""
        return {
            row["place"].value: (float(row["longitude"].value), float(row["latitude"].value))
            for row in self.explorer.ask("explorer-points")
        }

    def page(self, template: str, path: str, lang: Lang, **values: Any) -> bytes:
        """Render a page; its template has ``words``, the texts of a server's pages, besides those of the explorer."""
        return self.explorer.page(template, path, lang, words=partial(words, lang), **values)[1]

    def tools(self, path: str, lang: Lang) -> dict[str, Any]:
        """Return what templates of the explorer have, for templates of the rest of the site."""
        href = partial(
            self.site.paths.href, root=root_of(path, lang) if path else "../" * (lang != LANGS[0]), lang=lang
        )
        return {"say": partial(say, lang), "words": partial(words, lang), "href": href}

    def ties_of(self, place: str | None, lang: Lang, among: set[str] | None = None) -> Picture | None:
        """Return the map of all ties, or of those of a place; None if nothing of it can be drawn.

        Args:
            place: The place.
            lang: The language.
            among: The ties that are drawn, if not all.
        """
        edges = [
            edge
            for edge in self.explorer.edges(lang)
            if (place is None or place in {end.named.iri for end in edge.ends})
            and (among is None or edge.tie.iri in among)
        ]
        picture = map_picture(self.explorer, edges[:MOST], lang)
        return picture if picture.lines else None

    # --- Pages

    def home(self, request: Request, lang: Lang) -> Response:  # noqa: ARG002 - each page is asked for alike
        """Return the home page."""
        more = self.tools("", lang) | {"picture": self.ties_of(None, lang)}
        return html(self.lists.home(lang, "served/home.html", **more)[1])

    def about(
        self,
        request: Request,
        path: str,
        iri: str,
        lang: Lang,
        *,
        alternates: Sequence[tuple[str, str]],
        canonical: str | None = None,
    ) -> bytes:
        """Return the page of a thing.

        Args:
            request: The request, whose address may say what is chosen on the page.
            path: The path of the page.
            iri: The thing.
            lang: The language.
            alternates: Where the same stands as data: addresses relative to the root, and media types.
            canonical: The canonical address of the thing.
        """
        more = self.tools(path, lang) | self._more(request, lang, iri)
        return self.resources.html(
            path, NamedNode(iri), lang, alternates, "served/resource.html", canonical=canonical, **more
        )[1]

    def _more(self, request: Request, lang: Lang, iri: str) -> dict[str, Any]:
        """Return what the page of a thing has that only a server can give."""
        thing = NamedNode(iri)
        listed = self.site.index.listed(thing)
        more: dict[str, Any] = {"picture": None, "place": None, "document": None, "passage": None}
        if listed is not None and listed[0].name == "places":
            more |= self.places.more(request, lang, iri)
        if (found := self.site.index.records.get(thing)) is not None:
            more["passage"] = self.texts.quote(found[1])
        more["document"] = self.texts.document(iri, self, lang)
        return more

    def search(self, request: Request, lang: Lang) -> Response:
        """Return what the search finds."""
        wanted = given(request, "q")
        found = self.finder.find(wanted, lang)
        near = self.finder.near(wanted, lang) if wanted and not found.number else []
        content = self.page(
            "served/search.html", "search", lang, q=wanted, found=found, near=near, most=FOUND, state=state(request)
        )
        return html(content)

    def map(self, request: Request, lang: Lang) -> Response:
        """Return the map of what is chosen."""
        return html(pictures.edges(self, "map", lang, request.args, state(request)))

    def network(self, request: Request, lang: Lang) -> Response:
        """Return the network of what is chosen."""
        return html(pictures.edges(self, "network", lang, request.args, state(request)))

    def timeline(self, request: Request, lang: Lang) -> Response:
        """Return the timeline of what is chosen."""
        return html(pictures.timeline(self, lang, request.args, state(request)))

    def queries(self, request: Request, lang: Lang) -> Response:  # noqa: ARG002
        """Return the list of named queries."""
        return html(self.page("queries.html", "queries", lang, queries=list(self.opened.kg.queries.values())))

    def question(self, request: Request, lang: Lang, name: str) -> Response:
        """Return a named query as a form, with the answer to what is asked, or to its example."""
        return self.questions.page(request, lang, name)

    def sparql(self, request: Request, lang: Lang) -> Response:
        """Return the SPARQL editor."""
        return html(editor.page(self, lang, request.args, state(request), f"{request.root_url}sparql"))

    # --- Files

    def editor_settings(self, request: Request, lang: Lang) -> Response:  # noqa: ARG002
        """Return what the editor's script must know."""
        return Response(editor.settings(self, lang), content_type="application/json")

    def points(self, request: Request, lang: Lang) -> Response:  # noqa: ARG002
        """Return where the places of answers lie on the map."""
        return Response(editor.points(self, lang), content_type="application/json")

    def complete(self, request: Request, lang: Lang) -> Response:  # noqa: ARG002
        """Return names that go on as what was typed: ``/complete?type=place&q=smo&lang=ru``."""
        said: Lang = "ru" if request.args.get("lang") == "ru" else "en"
        kind, typed = given(request, "type"), given(request, "q")
        content = {"names": self.finder.complete(kind, typed, said)}
        return Response(json.dumps(content, ensure_ascii=False), content_type="application/json")


def _land() -> str:
    """Return the outlines of land; without them, in a program that was built without npm, maps have lines and dots."""
    try:
        return outline()
    except TwinGraphError as error:
        _LOG.warning(error)
        return ""
