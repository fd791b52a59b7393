"""What every page needs of requests and responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

_LONGEST: Final = 300
"""No value of a field is longer."""


def html(content: bytes, status: int = 200) -> Response:
    """Return a page as a response."""
    return Response(content, status, content_type="text/html; charset=utf-8")


def given(request: Request, name: str) -> str:
    """Return what a request gives by a name, as it may stand in a page."""
    return readable(request.args.get(name, ""))


def readable(value: str) -> str:
    r"""Return a value as it may stand in a page: on one line, no longer than a name, control characters replaced.

    >>> readable(" Saint\tÉtienne ")
    'Saint Étienne'
    """
    line = " ".join(value[:_LONGEST].split())
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)


def state(request: Request) -> str:
    """Return what is chosen on a page as the query string of its address, or nothing."""
    asked = request.query_string.decode("latin-1")
    return f"?{asked}" if asked else ""
