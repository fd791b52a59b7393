"""A way to a store on which a test can let things go wrong, by what is sent."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request

from tests.stores import DIRECT


class Sent(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def service(self) -> str:
        return urlsplit(self.path).path.rpartition("/")[2]

    @property
    def writes(self) -> bool:
        return self.service in ("update", "store") and self.method != "GET"

    @property
    def loads(self) -> bool:
        """Whether it brings statements."""
        return self.writes and (self.service == "store" or self.body.startswith(b"INSERT"))

    @property
    def switches(self) -> bool:
        return self.service == "update" and b"MOVE" in self.body


Act = Callable[["ProxyHandler"], None]


class ProxyHandler(BaseHTTPRequestHandler):
    server: Proxy

    def handle_request(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.sent = Sent(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        self.server.sent.append(self.sent)
        act = self.server.fault(self.sent)
        (act or ProxyHandler.hand_on)(self)

    do_GET = do_POST = do_PUT = do_DELETE = handle_request  # noqa: N815 - the names are the base class's

    def from_store(self) -> tuple[int, dict[str, str], bytes]:
        kept = {name: value for name, value in self.sent.headers.items() if name in ("accept", "content-type")}
        request = Request(  # noqa: S310 - our own
            self.server.upstream + self.sent.path, self.sent.body or None, kept, method=self.sent.method
        )
        try:
            with DIRECT.open(request) as reply:
                return reply.status, dict(reply.headers), reply.read()
        except HTTPError as error:
            with error:
                return error.code, dict(error.headers), error.read()

    def hand_on(self) -> None:
        self.answer(*self.from_store())

    def answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "transfer-encoding"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass


class Proxy(ThreadingHTTPServer):
    """A server before a store.

    ``fault`` says for each request what happens to it; None hands it on.
    """

    daemon_threads = True

    def __init__(self, store: str) -> None:
        super().__init__(("127.0.0.1", 0), ProxyHandler)
        parts = urlsplit(store)
        self.upstream = f"{parts.scheme}://{parts.netloc}"
        self.url = f"http://127.0.0.1:{self.server_port}{parts.path}"
        self.sent: list[Sent] = []
        self.fault: Callable[[Sent], Act | None] = lambda _: None

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has gone away is what some tests are about."""


@contextmanager
def proxy_of(store: str) -> Iterator[Proxy]:
    with Proxy(store) as proxy:
        threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield proxy
        proxy.shutdown()


def says(status: int, body: str = "", **headers: str) -> Act:
    """Answer so (``_`` in a header's name is a hyphen)."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.answer(status, told, body.encode())


def hangs_up(handler: ProxyHandler) -> None:
    """Close the connection without a word, and without having handed anything on."""
    handler.close_connection = True


def hangs_up_after(handler: ProxyHandler) -> None:
    """Hand the request on, and close the connection before the answer."""
    handler.from_store()
    handler.close_connection = True
