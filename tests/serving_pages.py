"""The server's application over a port of this machine, under a strict policy, for a browser; and as a client."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import Client

from twingraph.serve.app import Application
from twingraph.serve.opened import Opened

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
"""Neither scripts nor styles within pages, and nothing from elsewhere."""


@cache
def application(folder: Path, documents: Path | None = None) -> Application:
    return Application(Opened.open(folder, documents=documents))


def client(folder: Path, documents: Path | None = None) -> Client:
    return Client(application(folder, documents))


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        pass


def _with_policy(app: Application) -> Callable[..., Any]:
    def answer(environ: Any, start: Any) -> Any:
        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start(status, [*headers, ("Content-Security-Policy", POLICY)], *more)

        return app(environ, begin)

    return answer


@contextmanager
def served(app: Application) -> Iterator[str]:
    """Serve an application; gives its address."""
    server = make_server("127.0.0.1", 0, _with_policy(app), request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
