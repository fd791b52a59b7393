"""Errors of the endpoint as responses: a status, and in plain words what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

from twingraph.errors import TwinGraphError
from twingraph.serve.negotiation import preferred_language

if TYPE_CHECKING:
    from werkzeug.wrappers import Request


class RefusedError(TwinGraphError):
    """A request is not answered.

    Args:
        status: The status of HTTP that says so.
        key: The key of a text.
        **values: What the text's braces are filled with.
    """

    def __init__(self, status: int, key: str, /, **values: object) -> None:
        super().__init__(key, **values)
        self.status = status

    def response(self, request: Request) -> Response:
        """Return this error in the language that the request asks for, as far as it says."""
        lang = preferred_language(request)
        response = Response(f"{self.message(lang)}\n", self.status, mimetype="text/plain")
        response.headers["Content-Language"] = lang
        response.vary.update(("Accept", "Accept-Language"))
        return response
