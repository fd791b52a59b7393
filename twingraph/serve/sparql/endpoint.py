"""The view: which operation a request is, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from werkzeug.wrappers import Response

from twingraph.serve.sparql import operation
from twingraph.serve.sparql.answer import answered
from twingraph.serve.sparql.forms import HTML, TRIPLES, chosen
from twingraph.serve.sparql.refused import RefusedError
from twingraph.serve.sparql.service import Service

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

    from twingraph.serve.opened import Opened

_METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
_EDITOR: Final = "sparql/"


class Endpoint:
    """Answers requests to ``/sparql``.

    Args:
        opened: What is served.
    """

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._service = Service(opened.kg, opened.release.settings.endpoint)

    def __call__(self, request: Request, /, **_values: str) -> Response:
        """Answer a request."""
        try:
            return self._answer(request)
        except RefusedError as error:
            response = error.response(request)
        if response.status_code == 405:
            response.headers["Allow"] = ", ".join(_METHODS)
        return response

    def _answer(self, request: Request) -> Response:
        if request.method not in _METHODS:
            raise RefusedError(405, "endpoint-method", method=request.method)
        if request.method == "OPTIONS":
            return Response(status=204, headers={"Allow": ", ".join(_METHODS)})
        asked = operation.read(request)
        if asked is None:
            return self._describe(request)
        opened, base = self._opened, self._service.address(request).value
        return _response(*answered(opened.kg.store, request, asked, base, rows=opened.rows, size=opened.bytes))

    def _describe(self, request: Request) -> Response:
        media_type, form = chosen(request, {**TRIPLES, HTML: None})
        if form is None:
            # A browser without a query is shown where to write one.
            response = Response(status=303, headers={"Location": _EDITOR})
            response.vary.add("Accept")
            return response
        return _response(media_type, self._service.describe(request, form))


def _response(media_type: str, content: bytes) -> Response:
    response = Response(content, mimetype=media_type)
    response.vary.add("Accept")
    return response
