"""A server in a process of its own, as its user starts it, and an application with what a test needs to go wrong."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import psutil
from werkzeug.routing import Rule
from werkzeug.wrappers import Request, Response

from tests.conftest import ROOT, WORLD
from twingraph.serve import static
from twingraph.serve.app import Application
from twingraph.serve.logs import Log
from twingraph.serve.opened import Opened
from twingraph.serve.server import Server, address_of, listen
from twingraph.serve.setup import Setup

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""A cross product of everything: it would take for ever."""
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
"""One that would also take all memory."""


def application(opened: Opened) -> WSGIApplication:
    """The application with the endpoint and with paths that misbehave."""

    def told(request: Request, /) -> Response:
        names = ("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "REMOTE_ADDR", "HTTP_HOST")
        known = {name: request.environ[name] for name in names} | {"url": request.url, "pid": os.getpid()}
        return Response(json.dumps(known), mimetype="application/json", headers={"Cache-Control": "no-store"})

    def text(request: Request, /) -> Response:
        body = f"{request.accept_languages.best_match(['en', 'ru'], 'en')} " * int(request.args.get("times", "1"))
        return Response(body, mimetype="text/plain", headers={"Vary": "Accept-Language"})

    def sleep(request: Request, /) -> Response:
        time.sleep(float(request.args["seconds"]))
        return Response(f"{os.getpid()}", mimetype="text/plain")

    def eat(_request: Request, /) -> Response:
        return Response(b"x" * (8 << 30))

    def crash(_request: Request, /) -> Response:
        os.kill(os.getpid(), signal.SIGSEGV)
        return Response()

    def bug(_request: Request, /) -> Response:
        raise RuntimeError("a secret of the program")

    def part(_opened: Opened) -> list[Rule]:
        views = {
            "/told": told, "/text": text, "/sleep": sleep, "/eat": eat, "/crash": crash, "/bug": bug,
        }  # fmt: skip
        return [Rule(path, endpoint=view) for path, view in views.items()]

    known = Application(opened, [part, static.rules])

    def asked(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/broken-header":
            return known(environ, start_response)
        start_response("200 OK", [("Content-Type", "text/plain"), ("X-Told", "a\r\nSet-Cookie: evil=1")])
        return [b"x"]

    return asked


class Reply:
    """A response that has been read."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Running:
    """A server that runs.

    Attributes:
        url: Its address.
        process: Its process.
        log: What it tells, line by line.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.log: list[dict[str, Any]] = []
        self.noise: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.url = self.wait_for("ready")["url"]
        parts = urlsplit(self.url)
        self.port = parts.port or 0

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            try:
                self.log.append(json.loads(line))
            except ValueError:
                self.noise.append(line)

    def wait_for(self, event: str, number: int = 1, seconds: float = 30) -> dict[str, Any]:
        """Wait until the log tells of an event for the so-manieth time."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = [each for each in self.log if each["event"] == event]
            if len(found) >= number:
                return found[number - 1]
            assert self.process.poll() is None or event == "stopped", "".join(self.noise)
            time.sleep(0.02)
        raise AssertionError(f"{event}: {self.log} {''.join(self.noise)}")

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            told = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, told)
            return Reply(connection.getresponse())
        finally:
            connection.close()

    def sparql(self, query: str, **headers: str) -> Reply:
        return self.ask(f"/sparql?query={quote(query)}", **headers)

    def raw(self, sent: bytes, *, seconds: float = 10, shut: bool = False) -> bytes:
        """Send bytes as they are, and return what comes until the server closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as stream:
            with contextlib.suppress(ConnectionError):
                stream.sendall(sent)
                if shut:
                    stream.shutdown(socket.SHUT_WR)
            got = b""
            with contextlib.suppress(TimeoutError, ConnectionError):
                while part := stream.recv(1 << 16):
                    got += part
            return got

    def health(self) -> Any:
        return self.ask("/healthz").json

    def processes(self) -> list[psutil.Process]:
        """The processes below the server's own."""
        return psutil.Process(self.process.pid).children(recursive=True)


def ended(processes: list[psutil.Process], seconds: float = 15) -> bool:
    """Wait until processes have ended; whoever has inherited them may not have noticed yet."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not any(_lives(each) for each in processes):
            return True
        time.sleep(0.02)
    return False


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextlib.contextmanager
def serving(folder: Path = WORLD, **setup: Any) -> Iterator[Running]:
    """Run a server with the application above until the block ends; it must leave no process behind."""
    code = "import sys; from tests.serving import run; run(sys.argv[1], reload=sys.argv[2] == 'True')"
    reload = setup.pop("reload", False)
    given = Setup(graph=str(folder), application="tests.serving:application", **setup).to_json()
    with started([sys.executable, "-c", code, given, str(reload)]) as running:
        yield running


@contextlib.contextmanager
def started(command: list[str]) -> Iterator[Running]:
    """Run a command that serves, with a log in JSON, until the block ends; it must leave no process behind."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
    try:
        running = Running(process)
        below = running.processes()
        yield running
        if process.poll() is None:
            below = running.processes()
            process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0, running.noise
        assert ended(below)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stderr is not None:
            process.stderr.close()


def run(setup: str, *, reload: bool) -> None:
    given = Setup.from_json(setup)
    with listen("127.0.0.1", 0) as taken:
        url = address_of(taken, "127.0.0.1", given.root_path)
        Server(given, Log("json"), reload=reload).run(taken, url)
