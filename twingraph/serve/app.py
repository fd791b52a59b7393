"""The application: a request in, a response out, in one thread, with no socket.

It is a WSGI application (PEP 3333), so that a worker process, a test client and ``twingraph serve --get`` ask it alike.
Paths are those of the static site: a release and a server differ in what they can answer, not in where it is found.
Limits of time and memory are not kept here, but by the process that asks (:mod:`twingraph.serve.workers`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from twingraph.errors import TwinGraphError
from twingraph.serve.problems import Problem, problem_response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from twingraph.serve.opened import Opened

    _Part = Callable[[Opened], Iterable[Rule]]
    _Mount = Callable[[Opened], WSGIApplication]

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
        mounts: What makes an application of its own, by the path that it answers before all rules.
    """

    def __init__(
        self, opened: Opened, parts: Iterable[_Part] | None = None, mounts: Mapping[str, _Mount] | None = None
    ) -> None:
        self.opened = opened
        self.mounted = {path: mount(opened) for path, mount in (_mounts() if mounts is None else mounts).items()}
        rules = [rule for part in (_parts() if parts is None else parts) for rule in part(opened)]
        # An address is what it is: no slash of it is added or left out.
        self.rules = Map(rules, strict_slashes=False, merge_slashes=False)

    def prepare(self) -> None:
        """Make what answers share, so that processes that are forked have it, and no request waits for it."""
        from werkzeug.test import Client  # noqa: PLC0415 - only a server prepares

        self.opened.pages.prepare()
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
        mounted = self.mounted.get(environ["PATH_INFO"])
        if mounted is not None:
            return mounted(environ, start_response)
        return self.answer(Request(environ))(environ, start_response)


# They take time, they know the application, and a test may want others.
def _parts() -> Iterable[_Part]:
    from twingraph.serve import api, linked, pages, static  # noqa: PLC0415

    return (static.rules, api.rules, pages.rules, linked.rules)


def _mounts() -> Mapping[str, _Mount]:
    from twingraph.serve.sparql import Endpoint  # noqa: PLC0415

    return {"/sparql": Endpoint}
