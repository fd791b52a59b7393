"""What goes wrong, told to programs as Problem Details (RFC 9457) and to people as a page, in their language.

The ``type`` of a problem is an address at the server, ``problems/#<kind>``, where the kind is explained.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response

from twingraph.errors import AmbiguousNameError, TimeLimitError, UnknownNameError, UsageError
from twingraph.serve.negotiation import language, preferred_form, root, vary
from twingraph.serve.problem_texts import KINDS, PHRASES
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from werkzeug.wrappers import Request

    from twingraph.errors import TwinGraphError
    from twingraph.serve.opened import Opened
    from twingraph.texts import Lang

MEDIA: Final = "application/problem+json"
_HTML: Final = "text/html"
_BY_KEY: Final = {
    "unknown-query": "unknown-query",
    "unknown-parameter": "unknown-parameter",
    "missing-parameter": "missing-parameter",
    "unknown-language": "bad-value",
    "value-not-allowed": "bad-value",
    "bad-date": "bad-value",
    "bad-integer": "bad-value",
}
"""Kinds of problems by the keys of the errors that are met with here."""


class Problem(HTTPException):
    """A problem that is told to whoever asked.

    Args:
        kind: One of :data:`~twingraph.serve.problem_texts.KINDS`, or None for what the status alone says.
        detail: What is wrong with this request, by language.
        status: The status, if not that of the kind.
        more: Further members of the answer, ready for JSON.
        links: What the page offers instead: addresses with what they are called.
        headers: Further headers.
    """

    def __init__(
        self,
        kind: str | None,
        detail: Callable[[Lang], str] | None = None,
        *,
        status: int | None = None,
        more: Mapping[str, Any] | None = None,
        links: Sequence[tuple[str, str]] = (),
        headers: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__()
        self.kind = kind
        self.code = status or (KINDS[kind].status if kind else 500)
        self.detail = detail
        self.more = dict(more or {})
        self.links = list(links)
        self.headers = list(headers)

    @classmethod
    def of(cls, error: TwinGraphError, **more: Any) -> Problem:
        """Make a problem of an error; what is no fault of the request is told without what it says of files."""
        kind = _BY_KEY.get(error.key)
        if isinstance(error, UnknownNameError):
            kind = "unknown-name"
        elif isinstance(error, AmbiguousNameError):
            kind = "ambiguous-name"
        elif isinstance(error, TimeLimitError):
            return cls(None, error.message, status=503)
        elif kind is None and isinstance(error, UsageError):
            kind = "bad-value"
        return cls(kind, error.message, more=more) if kind else cls(None, status=500)


def problem_response(opened: Opened, request: Request, error: HTTPException) -> Response:
    """Answer with a problem, in the form and the language asked for."""
    if error.response is not None or (error.code is not None and error.code < 400):
        return Response.from_app(error.get_response(request.environ), request.environ)
    problem = error if isinstance(error, Problem) else _of_status(error)
    lang = language(request)
    status = problem.code or 500
    told = {
        "type": f"{root(request)}problems/#{problem.kind}" if problem.kind else "about:blank",
        "title": _title(problem, status, lang),
        "status": status,
    }
    if problem.detail is not None:
        told["detail"] = problem.detail(lang)
    told |= problem.more
    if _wants_page(request):
        depth = request.path.count("/") - 1
        _, content = opened.site.page(
            "problem.html",
            request.path.strip("/").removeprefix("ru/") or "problem",
            lang,
            root="../" * depth or "./",
            title=told["title"],
            status=status,
            detail=told.get("detail"),
            choices=problem.links,
        )
        response = Response(content, status, content_type="text/html; charset=utf-8")
    else:
        response = Response(f"{json.dumps(told, ensure_ascii=False, indent=2)}\n", status, content_type=MEDIA)
    for name, value in problem.headers:
        response.headers.add(name, value)
    response.headers["Content-Language"] = lang
    vary(response, "Accept", "Accept-Language")
    return response


def _of_status(error: HTTPException) -> Problem:
    kind = {404: "not-found", 405: "not-allowed"}.get(error.code or 500)
    headers = []
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers.append(("Allow", ", ".join(sorted(error.valid_methods))))
    return Problem(kind, status=error.code, headers=headers)


def _title(problem: Problem, status: int, lang: Lang) -> str:
    if problem.kind:
        return KINDS[problem.kind].title[LANGS.index(lang)]
    phrase = HTTPStatus(status).phrase if status in {*HTTPStatus} else str(status)
    return PHRASES.get(status, (phrase, phrase))[LANGS.index(lang)]


def _wants_page(request: Request) -> bool:
    """Return whether a page is asked for: by ``Accept``, or, where that leaves it open, by an address of pages."""
    pages_first = request.path.endswith(("/", ".html"))
    forms = (_HTML, MEDIA, "application/json") if pages_first else (MEDIA, "application/json", _HTML)
    return preferred_form(request, forms) == _HTML
