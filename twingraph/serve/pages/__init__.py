"""The explorer: pages made when they are asked for, English at ``/…``, Russian at ``/ru/…``.

Lists, the ontology, the data, and which page an identifier leads to, are :mod:`twingraph.serve.linked`'s.

They are the pages of the static site (:mod:`twingraph.site`), made by the same code and templates, with what only a
server can add; each is whole without scripts.

==============  ======================================================================================
module          what it does
==============  ======================================================================================
``pages``       home, and the pages of things
``places``      the page of a place: its map, its ties as of a day, what happened, its bodies
``texts``       what only a server's pages say
``passages``    the words of documents that statements rest on, and documents with all that was read marked
``pictures``    map, network and timeline of what is chosen
``finding``     the search, and the completion of names
``questions``   the named queries as forms
``web``         what every page needs of requests and responses
``editor``      the SPARQL editor, which asks ``/sparql``
==============  ======================================================================================
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.wrappers import Request

    from twingraph.serve.opened import Opened
    from twingraph.texts import Lang

_PATHS: Final = {
    "/": "home",
    "/search/": "search",
    "/map/": "map",
    "/network/": "network",
    "/timeline/": "timeline",
    "/queries/": "queries",
    "/queries/<string:name>/": "question",
    "/sparql/": "sparql",
}
"""Where pages stand, and the method of :class:`~twingraph.serve.pages.pages.Pages` that makes each."""
_FILES: Final = {
    "/sparql/editor.json": "editor_settings",
    "/places.json": "points",
    "/complete": "complete",
}


def rules(opened: Opened) -> Iterable[Rule]:
    """Yield the rules of the explorer."""
    for path, name in _FILES.items():
        yield Rule(path, endpoint=partial(_file, opened, name, LANGS[0]), methods=["GET"])
    for lang in LANGS:
        prefix = "" if lang == LANGS[0] else f"/{lang}"
        for path, name in _PATHS.items():
            yield Rule(f"{prefix}{path}", endpoint=partial(_page, opened, name, lang), methods=["GET"])
        if prefix:
            for path in ("/sparql/editor.json", "/places.json"):
                yield Rule(f"{prefix}{path}", endpoint=partial(_file, opened, _FILES[path], lang), methods=["GET"])


def _page(opened: Opened, name: str, lang: Lang, request: Request, /, **values: Any) -> Response:
    if not request.path.endswith("/"):
        # Relative, so that it holds behind a proxy's prefix, too.
        return _with_slash(request)
    response: Response = getattr(opened.pages, name)(request, lang, **values)
    response.headers.setdefault("Content-Language", lang)
    return response


def _file(opened: Opened, name: str, lang: Lang, request: Request, /, **values: Any) -> Response:
    response: Response = getattr(opened.pages, name)(request, lang, **values)
    return response


def _with_slash(request: Request) -> Response:
    from urllib.parse import quote  # noqa: PLC0415 - few addresses lack it

    asked = request.query_string.decode("latin-1")
    last = quote(request.path.rpartition("/")[2])
    response = Response("", 308)
    response.autocorrect_location_header = False
    response.headers["Location"] = f"./{last}/{'?' if asked else ''}{asked}"
    return response
