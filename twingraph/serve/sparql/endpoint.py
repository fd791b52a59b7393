"""The endpoint as a WSGI application of its own: which operation a request is, and its answer.

The engine answers a small question in a tenth of a millisecond; routing it, and making werkzeug's objects of it, would
take longer. They are made of requests that are refused, and of those about the service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from werkzeug.utils import get_content_type
from werkzeug.wrappers import Request, Response

from twingraph.serve.sparql import operation
from twingraph.serve.sparql.answer import answered
from twingraph.serve.sparql.forms import HTML, TRIPLES, chosen
from twingraph.serve.sparql.refused import RefusedError
from twingraph.serve.sparql.service import Service
from twingraph.serve.sparql.volatile import is_volatile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from twingraph.serve.opened import Opened
    from twingraph.serve.sparql.operation import Operation

_METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
_EDITOR: Final = "sparql/"


class Endpoint:
    """Answers requests to ``/sparql``; ``/sparql/`` with a slash is the page of the editor.

    Args:
        opened: What is served.
    """

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._service = Service(opened.kg, opened.release.settings.endpoint)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request as WSGI has it."""
        try:
            asked = self._operation(environ)
            if asked is None:
                return self._about(environ)(environ, start_response)
            media_type, content = self._answer(environ, asked)
        except RefusedError as error:
            response = error.response(Request(environ))
            if response.status_code == 405:
                response.headers["Allow"] = ", ".join(_METHODS)
            return response(environ, start_response)
        headers = [*_headers(media_type).items(), ("Content-Length", str(len(content)))]
        if is_volatile(asked.query):
            headers.append(("Cache-Control", "no-store"))
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [content]

    def _operation(self, environ: WSGIEnvironment) -> Operation | None:
        method = environ["REQUEST_METHOD"]
        if method not in _METHODS:
            raise RefusedError(405, "endpoint-method", method=method)
        return None if method == "OPTIONS" else operation.read(environ)

    def _answer(self, environ: WSGIEnvironment, asked: Operation) -> tuple[str, bytes]:
        opened, base = self._opened, self._service.address(environ).value
        accept = environ.get("HTTP_ACCEPT")
        return answered(opened.kg.store, accept, asked, base, rows=opened.rows, size=opened.bytes)

    def _about(self, environ: WSGIEnvironment) -> Response:
        """Answer what is no query: describe the service."""
        if environ["REQUEST_METHOD"] == "OPTIONS":
            return Response(status=204, headers={"Allow": ", ".join(_METHODS)})
        media_type, form = chosen(environ.get("HTTP_ACCEPT"), {**TRIPLES, HTML: None})
        if form is None:
            # A browser without a query is shown where to write one.
            return Response(status=303, headers={"Location": _EDITOR, "Vary": "Accept"})
        return Response(self._service.describe(environ, form), headers=_headers(media_type))


def _headers(media_type: str) -> dict[str, str]:
    return {"Content-Type": get_content_type(media_type, "utf-8"), "Vary": "Accept"}
