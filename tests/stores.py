"""Real SPARQL stores on free ports of this machine, and a server before one that behaves as bad ones do."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import RdfFormat

from twingraph import KnowledgeGraph

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Asks without the proxies of the environment."""


def oxigraph() -> str:
    """The program, which comes with the package of its name."""
    return shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph") or "oxigraph"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(*words: str, port: int) -> Iterator[str]:
    """Run ``oxigraph`` with these words until the block ends; gives the address of its query service."""
    process = subprocess.Popen([oxigraph(), *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/query?query=ASK%7B%7D", process)
        yield f"{address}/query"
    finally:
        process.kill()
        process.wait()


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float = 10) -> None:
    """Wait until the process answers there."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, "the store did not start"
        try:
            with DIRECT.open(url, timeout=5):
                return
        except (URLError, ConnectionError):
            time.sleep(0.02)
    raise AssertionError(url)


@contextmanager
def store_of(kg: KnowledgeGraph) -> Iterator[str]:
    """A store that holds the graph in the form in which it is published."""
    port = free_port()
    with serving("serve", "--bind", f"127.0.0.1:{port}", port=port) as url:
        content = kg.store.dump(format=RdfFormat.N_QUADS)
        headers = {"Content-Type": "application/n-quads"}
        request = urllib.request.Request(url.replace("/query", "/store"), content, headers)  # noqa: S310 - our own
        DIRECT.open(request).close()
        yield url


class Seen(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def query(self) -> str:
        sent = self.body.decode() if self.method == "POST" else urlsplit(self.path).query
        return parse_qs(sent)["query"][0]


class Handler(BaseHTTPRequestHandler):
    """Does what is planned for the next request, or hands it on to the store."""

    server: Front

    def handle_request(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.seen = Seen(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        self.server.seen.append(self.seen)
        act = self.server.plan.pop(0) if self.server.plan else self.server.always
        act(self)

    do_GET = do_POST = handle_request  # noqa: N815 - the names are the base class's

    def hand_on(self) -> None:
        self.answer(*self.from_store())

    def from_store(self) -> tuple[int, dict[str, str], bytes]:
        headers = {name: self.seen.headers[name] for name in ("accept", "content-type") if name in self.seen.headers}
        query = urlsplit(self.seen.path).query
        url = self.server.store + (f"?{query}" if query else "")
        request = urllib.request.Request(  # noqa: S310 - our own
            url, self.seen.body or None, headers, method=self.seen.method
        )
        try:
            with DIRECT.open(request) as reply:
                return reply.status, dict(reply.headers), reply.read()
        except HTTPError as error:
            return error.code, dict(error.headers), error.read()

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


Act = Callable[[Handler], None]


class Front(ThreadingHTTPServer):
    """A server before a store."""

    daemon_threads = True

    def __init__(self, store: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = store
        self.plan: list[Act] = []
        self.always: Act = Handler.hand_on
        self.seen: list[Seen] = []
        self.url = f"http://127.0.0.1:{self.server_port}/query"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has gone away is what some tests are about."""


@contextmanager
def front_of(store: str) -> Iterator[Front]:
    with Front(store) as front:
        threading.Thread(target=front.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield front
        front.shutdown()


def says(status: int, body: bytes | str = b"", **headers: str) -> Act:
    """Answer with this status, content and headers (``_`` in their names is a hyphen)."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    content = body.encode() if isinstance(body, str) else body
    return lambda handler: handler.answer(status, told, content)
