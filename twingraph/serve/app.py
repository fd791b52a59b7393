"""The application: a request in, a response out, in one thread, with no socket.

It is a WSGI application (PEP 3333), so that a worker process, a test client and ``twingraph serve --get`` ask it alike.
Paths are those of the static site: a release and a server differ in what they can answer, not in where it is found.
Limits of time and memory are not kept here, but by the process that asks (:mod:`twingraph.serve.workers`).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, Protocol

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from twingraph.errors import TwinGraphError
from twingraph.serve.problems import Problem, problem_response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from twingraph.serve.opened import Opened

_LOG: Final = logging.getLogger("twingraph")
_SHARED: Final = {
    "/": "text/html",
    "/ru/": "text/html",
    "/queries/": "text/html",
    "/ontology/": "text/html",
    "/data/": "text/html",
    "/void.ttl": "text/turtle",
    "/catalog.ttl": "text/turtle",
    "/openapi.json": "application/json",
    "/sparql": "text/turtle",
    "/id/place/-": "text/html",
}
"""Addresses whose first answer takes longer than those after it; the last is nothing's: near names are looked for."""


class View(Protocol):
    """Answers requests to a path; ``values`` are the parts of the path that the rule names."""

    def __call__(self, request: Request, /, **values: str) -> Response:
        """Answer a request; an error may be raised as werkzeug's own."""
        ...


class Application:
    """Answers requests about one graph.

    Args:
        opened: What is served.
        parts: What adds rules, whose endpoints are views; the first rule that fits answers.
    """

    def __init__(self, opened: Opened, parts: Iterable[Callable[[Opened], Iterable[Rule]]] | None = None) -> None:
        self.opened = opened
        rules = [rule for part in (parts or _parts()) for rule in part(opened)]
        # An address is what it is: no slash of it is added or left out.
        self.rules = Map(rules, strict_slashes=False, merge_slashes=False)

    def prepare(self) -> None:
        """Make what answers share, so that processes that are forked have it, and no request waits for it."""
        from werkzeug.test import Client  # noqa: PLC0415 - only a server prepares

        try:
            self.opened.pages.prepare()
        except TwinGraphError as error:
            # Built without npm: pages with a map answer 500, and what lacks is the operator's to know.
            _LOG.warning(error)
        client = Client(self)
        for path, accept in _SHARED.items():
            client.get(path, headers={"Accept": accept}).close()

    def answer(self, request: Request) -> Response:
        """Answer a request; an error is a response, too."""
        try:
            view, values = self.rules.bind_to_environ(request.environ).match()
            response: Response = view(request, **values)
        except HTTPException as error:
            return problem_response(self.opened, request, error)
        except TwinGraphError as error:
            return problem_response(self.opened, request, Problem.of(error))
        return response

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request as WSGI has it."""
        return self.answer(Request(environ))(environ, start_response)


def _parts() -> Iterable[Callable[[Opened], Iterable[Rule]]]:
    # They take time, they know the application, and a test may want others.
    from twingraph.serve import api, linked, pages, sparql, static  # noqa: PLC0415

    return (sparql.rules, static.rules, api.rules, pages.rules, linked.rules)
