"""A worker: a forked process that answers one request after another, within its memory, until it is killed.

The server kills it at the deadline of a request. Should the server itself be gone by then, the system's own alarm does.
"""

from __future__ import annotations

import gzip
import io
import os
import resource
import signal
import sys
import time
from typing import TYPE_CHECKING, Any, Final, NoReturn

from twingraph.serve.wire import Answer, Request, received

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from wsgiref.types import WSGIApplication

NO_MEMORY: Final = 71
"""The exit code of a worker whose memory did not suffice; the engine itself ends with SIGABRT then."""
_MEGABYTE: Final = 1 << 20
_ALARM_AFTER: Final = 2.0
_SMALLEST: Final = 1024
_FAST_ABOVE: Final = 1 << 18
_COMPRESSIBLE: Final = ("text/", "application/", "image/svg+xml")
_COMPRESSED: Final = ("application/zip", "application/gzip", "application/octet-stream")


def work(stream: socket.socket, application: WSGIApplication, memory: int) -> NoReturn:
    """Answer requests until the server closes its end, in a process of one's own, which ends here.

    Args:
        stream: The way to the server.
        application: What answers.
        memory: How many MB this process may have beyond what it has now.
    """
    code = 1
    try:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # the server tells when to end: by closing its end
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        bound(memory)
        awake = 0.0
        while (got := received(stream, awake)) is not None:
            request = Request.of(*got)
            awake = request.awake
            signal.setitimer(signal.ITIMER_REAL, request.seconds + _ALARM_AFTER)
            answer = respond(application, request.environ, request.body)
            stream.sendall(answer._replace(used=time.process_time()).frame())
            signal.setitimer(signal.ITIMER_REAL, 0)
        code = 0
    except MemoryError:
        code = NO_MEMORY
    except OSError:  # the server is gone
        code = 0
    finally:
        os._exit(code)


def bound(memory: int) -> None:
    """Bound the memory of this process to so many MB beyond what it has, and let it leave no core behind."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - a file of the system's
        now = int(statm.read().split()[0]) * resource.getpagesize()
    limit = now + memory * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def respond(application: WSGIApplication, environ: dict[str, Any], body: bytes) -> Answer:
    """Ask an application as a WSGI server does, and compress what it answers if the client can read that.

    It is done here and not in the server, whose other clients would wait meanwhile.

    Raises:
        MemoryError: There is too little of it.
    """
    environ |= {
        "wsgi.version": (1, 0),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    started: list[tuple[int, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _wrong: object = None) -> Callable[[bytes], object]:
        started.append((int(status.partition(" ")[0]), list(headers)))
        return parts.append

    parts: list[bytes] = []
    try:
        answered = application(environ, start_response)
        try:
            parts.extend(answered)
        finally:
            if hasattr(answered, "close"):
                answered.close()
        status, headers = started[-1]
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a bug, told in the log and not to the client
        import traceback  # noqa: PLC0415 - of no use without a bug

        print(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}", file=sys.stderr)  # noqa: T201
        traceback.print_exc()
        return Answer(500, [("Content-Type", "text/plain; charset=utf-8")], b"500 Internal Server Error\n")
    return encoded(Answer(status, headers, b"".join(parts)), gzipped=environ["HTTP_ACCEPT_ENCODING"] == "gzip")


def encoded(answer: Answer, *, gzipped: bool) -> Answer:
    """Compress an answer that is worth it; ``Vary`` says that others may get it otherwise."""
    told = {name.lower(): value for name, value in answer.headers}
    kind = told.get("content-type", "").partition(";")[0]
    worth = len(answer.body) >= _SMALLEST and kind.startswith(_COMPRESSIBLE) and kind not in _COMPRESSED
    if not worth or "content-encoding" in told:
        return answer
    headers = [(name, value) for name, value in answer.headers if name.lower() not in ("content-length", "vary")]
    headers.append(("Vary", ", ".join(filter(None, (told.get("vary"), "Accept-Encoding")))))
    if not gzipped:
        return Answer(answer.status, headers, answer.body)
    level = 1 if len(answer.body) > _FAST_ABOVE else 6
    headers.append(("Content-Encoding", "gzip"))
    return Answer(answer.status, headers, gzip.compress(answer.body, level, mtime=0))
