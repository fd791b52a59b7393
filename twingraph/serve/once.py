"""One answer of the server, without a port: what ``twingraph serve --get`` prints.

It comes from a worker as those of a server do: within the same limits of time and memory.
"""

from __future__ import annotations

import os
import signal
import socket
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote_to_bytes, urlsplit

from twingraph.serve.holder import application_of, environ_of, open_graph
from twingraph.serve.setup import PAGES, SPARQL
from twingraph.serve.wire import Answer, Request, received
from twingraph.serve.worker import NO_MEMORY, work
from twingraph.texts import text

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from twingraph.serve.setup import Setup
    from twingraph.texts import Lang

_REDIRECTS: Final = (301, 302, 303, 307, 308)
_MOST: Final = 5
_ADDRESS_LETTERS: Final = "/?&=%+:;,@!$'()*~#[]-._"


def get(setup: Setup, address: str, accept: str | None = None, lang: Lang = "en") -> Answer:
    """Answer a GET request; redirects to other paths are followed.

    Args:
        setup: What is asked, and within what limits.
        address: The path with its query; letters that an address cannot hold are quoted.
        accept: The media types wanted.
        lang: The language wanted.

    Raises:
        UsageError: The folder does not exist or is no graph folder.
        GraphError: One of its files is broken or unreadable.
    """
    application = application_of(setup, open_graph(setup), warm=False)
    quoted = quote(address, safe=_ADDRESS_LETTERS)
    for _ in range(_MOST):
        answer = _asked(setup, application, quoted, accept, lang)
        target = next((value for name, value in answer.headers if name.lower() == "location"), None)
        if answer.status not in _REDIRECTS or target is None:
            break
        parts = urlsplit(target)
        if parts.netloc not in ("", "localhost"):
            break
        quoted = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return answer


def _asked(setup: Setup, application: WSGIApplication, address: str, accept: str | None, lang: Lang) -> Answer:
    path, _, query = address.partition("?")
    told = unquote_to_bytes(path).decode("latin-1")
    headers = {"accept_language": lang} | ({} if accept is None else {"accept": accept})
    environ = environ_of("GET", told, query.partition("#")[0], **headers)
    lane = SPARQL if told == "/sparql" else PAGES
    seconds = setup.seconds(lane)
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        work(theirs, application, setup.memory)
    theirs.close()
    late = False
    with ours:
        ours.settimeout(seconds)
        got = None
        try:
            ours.sendall(Request(environ, b"", seconds).frame())
            got = received(ours)
        except TimeoutError:
            late = True
        finally:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
    if got is not None:
        return Answer.of(*got)
    if late:
        key = "serve-time" if lane == SPARQL else "serve-page-time"
        return _told(504, text(key, lang, seconds=f"{seconds:g}"))
    if os.waitstatus_to_exitcode(status) in (NO_MEMORY, -signal.SIGABRT):
        return _told(507, text("serve-memory", lang, memory=setup.memory))
    return _told(500, text("serve-worker", lang))


def _told(status: int, message: str) -> Answer:
    return Answer(status, [("Content-Type", "text/plain; charset=utf-8")], f"{message}\n".encode())
