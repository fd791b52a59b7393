"""The pages and files of the static site that are no thing's: home, lists, data, map, assets; made when first asked."""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from werkzeug.wrappers import Response

from twingraph.export.media import media
from twingraph.serve.negotiation import language
from twingraph.serve.problem_texts import KINDS, say
from twingraph.site import pages
from twingraph.site.ontology import Ontology
from twingraph.site.render import assets, folder_of, has_interactive
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

    from twingraph.serve.opened import Opened
    from twingraph.site.index import Triple
    from twingraph.site.resources import Resources

_TEXTUAL: Final = ("text/", "application/json", "image/svg+xml")


class Fixed:
    """Pages and files that do not depend on what is asked.

    Args:
        opened: What is served.
    """

    def __init__(self, opened: Opened) -> None:
        self.opened = opened

    @cached_property
    def resources(self) -> Resources:
        """What makes the pages of things."""
        return self.opened.pages.resources

    @cached_property
    def ontology(self) -> Ontology:
        """What makes the documentation of the ontology."""
        return Ontology(self.opened.site, self.resources.prefixes)

    @cached_property
    def _small(self) -> dict[str, bytes]:
        """Home, lists, assets: what is made in no time."""
        return dict([*assets(), *pages.pages(self.opened.site)])

    @cached_property
    def data(self) -> dict[str, bytes]:
        """The graph as a whole, and the page that tells of it."""
        found = pages.data(self.opened.site, self.resources.prefixes)
        return {path: content for path, content in found if not path.startswith("graph/")}

    def prepare(self) -> None:
        """Make everything beforehand, so that processes share it and the first to ask does not wait."""
        _ = self.ontology, self._small, self.data

    def file(self, path: str) -> Response | None:
        """Return a file by its path below the site's root, if there is one.

        Args:
            path: The path; that of a page ends with ``index.html``.
        """
        # What is not asked for is not made: an address that leads nowhere must not take time.
        found = self.data if path.removeprefix("ru/").startswith("data/") else self._small
        content = found.get(path)
        return None if content is None or path == "404.html" else _file(path, content)

    def page_paths(self) -> list[str]:
        """Return the paths of the pages that are no thing's, without language."""
        site = self.opened.site
        named = ["", "things", "data", *(section.name for section in site.index.sections), *site.renderer.navigation]
        if has_interactive():
            named += [f"queries/{name}" for name in self.opened.kg.queries]
        return list(dict.fromkeys(named))

    def graph(self, name: str) -> list[Triple]:
        """Return the statements of a named graph."""
        return [triple for triple, graphs in self.opened.site.index.graphs.items() if name in graphs]

    def problems(self, request: Request, /) -> Response:
        """Answer ``/problems/``, which explains what may go wrong."""
        lang = language(request)
        number = LANGS.index(lang)
        _, content = self.opened.site.page(
            "problems.html",
            "problems",
            lang,
            title=say(lang, "problems"),
            about=say(lang, "problems-about"),
            kinds=[(name, kind.status, kind.title[number], kind.about[number]) for name, kind in KINDS.items()],
        )
        return _file(f"{folder_of('problems', lang)}index.html", content)


def _file(path: str, content: bytes) -> Response:
    found = media(PurePosixPath(path))
    kind = found.packed or found.type
    response = Response(content, content_type=f"{kind}; charset=utf-8" if kind.startswith(_TEXTUAL) else kind)
    if kind == "text/html":
        response.headers["Content-Language"] = "ru" if path.startswith("ru/") else "en"
    return response
