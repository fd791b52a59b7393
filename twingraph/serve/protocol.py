"""HTTP as uvicorn speaks it, within limits that it lacks, and with a short way for requests that came before.

A request may be so long and take so long: the timer runs only while a part of a request is awaited, or a client does
not take in its answer. A request that comes in the very bytes of an earlier one, whose answer is kept, is answered
without being parsed.
"""

from __future__ import annotations

import re
import time
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from twingraph.serve.logs import Told
from twingraph.texts import text

if TYPE_CHECKING:
    import asyncio

    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

    from twingraph.serve.cache import Again
    from twingraph.serve.front import Front

_MOST_HEADERS: Final = 100
_METHOD: Final = re.compile(rb"[A-Z]+ /")
_PHRASES: Final = {
    400: b"Bad Request",
    408: b"Request Timeout",
    413: b"Content Too Large",
    414: b"URI Too Long",
    431: b"Request Header Fields Too Large",
    503: b"Service Unavailable",
}


class _TooMuchError(Exception):
    """A part of a request is larger than it may be."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


class Protocol(HttpToolsProtocol):
    """One connection."""

    front: Front
    """Set by :func:`protocol_of`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        setup = self.front.setup
        self._most_line, self._most_head, self._most_body = setup.line, setup.head, setup.body
        self._patience = setup.patience
        self._fed = self._head = self._body = 0
        self._raw: bytes | None = None
        self._awaited = False  # whether a part of a request is missing
        self._in_head = False
        self._begun = 0
        self._timer: asyncio.TimerHandle | None = None
        self._stalled_timer: asyncio.TimerHandle | None = None
        self._active = 0.0
        self._wrong: _TooMuchError | None = None

    # --- the connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection, if there are not too many."""
        super().connection_made(transport)  # type: ignore[arg-type] # as uvicorn has it
        if len(self.connections) > self.front.setup.connections:
            self._refuse(503, "serve-busy", retry=True)
        else:
            self._timer = self.loop.call_later(self._patience, self._too_slow)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection."""
        self._stop_timer()
        if self._stalled_timer is not None:
            self._stalled_timer.cancel()
        super().connection_lost(exc)
        scope: dict[str, Any] = self.cycle.scope if self.cycle is not None else {}  # type: ignore[assignment]
        left = scope.get("twingraph.left")
        if left is not None:
            left()

    def data_received(self, data: bytes) -> None:
        """Take in a part of a request, or whole ones."""
        if self._wrong is not None or self.transport.is_closing():
            return
        whole = not self._awaited and (self.cycle is None or self.cycle.response_complete)
        if whole and not self.flow.write_paused and self._answer_again(data):
            return
        self._raw = data if whole else None
        self._begun = 0
        if self._in_head:
            self._fed += len(data)
            if self._fed > self._most_line + self._most_head:
                self._refuse(431, "serve-head-size")
                return
        try:
            super().data_received(data)
        finally:
            if self._wrong is not None:
                self._refuse(self._wrong.status, self._wrong.key)
            elif not self._awaited:
                self._stop_timer()
            elif self._timer is None:
                self._timer = self.loop.call_later(self._patience, self._too_slow)

    def _answer_again(self, data: bytes) -> bool:
        served = self.front.served
        if served is None or self.server_state.default_headers == []:
            return False
        begun = time.perf_counter()
        again = served.cache.again(data)
        if again is None:
            return False
        self._stop_timer()
        self._active = self.loop.time()
        self._write(again)
        if self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )
        self.front.log.request(again.told, time.perf_counter() - begun, self.client[0] if self.client else "")
        return True

    def _write(self, again: Again) -> None:
        date = self.server_state.default_headers[0][1]
        self.transport.write(b"%bdate: %b\r\n%b" % (again.status, date, again.rest))

    def answer(self, cycle: RequestResponseCycle, again: Again) -> bool:
        """Send a response that is ready, if nothing stands in its way; uvicorn would look at each header twice."""
        if self.flow.write_paused or cycle.disconnected:
            return False
        self._write(again)
        cycle.response_started = cycle.response_complete = True
        cycle.message_event.set()
        cycle.on_response()
        return True

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the name is uvicorn's
        """Say that a request is malformed, unless it is known already what else is wrong with it."""
        if self._wrong is None:
            line = (self._raw or b"").partition(b"\r\n")[0]
            spelled = not line.isascii() and _METHOD.match(line) is not None
            self._refuse(400, "serve-not-encoded" if spelled else "serve-bad-request")

    # --- the parser

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._fed = self._head = self._body = 0
        self._awaited = self._in_head = True
        self._begun += 1

    def on_url(self, url: bytes) -> None:
        """Take in a part of the address."""
        super().on_url(url)
        if len(self.url) > self._most_line:
            self._fail(414, "serve-line-size")

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take in a header."""
        super().on_header(name, value)
        self._head += len(name) + len(value)
        if self._head > self._most_head or len(self.headers) > _MOST_HEADERS:
            self._fail(431, "serve-head-size")

    def on_headers_complete(self) -> None:
        """Begin to answer."""
        self._in_head = False
        for name, value in self.headers:
            if name == b"content-length" and (len(value) > 18 or int(value) > self._most_body):
                self._fail(413, "serve-body-size")
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take in a part of the body."""
        self._body += len(body)
        if self._body > self._most_body:
            self._fail(413, "serve-body-size")
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request; if it came alone and at once, its bytes tell it from others."""
        super().on_message_complete()
        self._awaited = False
        if self.cycle is None:
            return
        if self._begun > 1:
            self._raw = None
        if self._raw is not None and self.cycle.keep_alive and not self.expect_100_continue:
            scope: dict[str, Any] = self.cycle.scope  # type: ignore[assignment] # with keys of our own
            scope["twingraph.raw"] = self._raw
            scope["twingraph.answer"] = partial(self.answer, self.cycle)

    def _fail(self, status: int, key: str) -> None:
        """Stop the parser."""
        self._wrong = _TooMuchError(status, key)
        raise self._wrong

    # --- time

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self) -> None:
        self._timer = None
        if self._awaited:
            self._refuse(408, "serve-slow")
        else:
            self.transport.close()

    def pause_writing(self) -> None:
        """Note that the client does not take in what it is sent."""
        super().pause_writing()
        if self._stalled_timer is None:
            self._stalled_timer = self.loop.call_later(self._patience, self.transport.abort)

    def resume_writing(self) -> None:
        """Note that it does again."""
        super().resume_writing()
        if self._stalled_timer is not None:
            self._stalled_timer.cancel()
            self._stalled_timer = None

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection on which nobody has asked anything for a while."""
        left = self._active + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self.timeout_keep_alive_task = self.loop.call_later(left, self.timeout_keep_alive_handler)
        elif self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            super().timeout_keep_alive_handler()

    # --- refusals

    def _refuse(self, status: int, key: str, *, retry: bool = False) -> None:
        """Say what is wrong, and close the connection; what is being answered on it already is not disturbed."""
        self._stop_timer()
        self._wrong = self._wrong or _TooMuchError(status, key)
        if self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            body = f"{text(key)}\n".encode()
            lines = [
                b"HTTP/1.1 %d %b" % (status, _PHRASES[status]),
                b"content-type: text/plain; charset=utf-8",
                b"content-length: %d" % len(body),
                b"x-content-type-options: nosniff",
                b"access-control-allow-origin: *",
                b"connection: close",
                *([b"retry-after: 2"] if retry else []),
            ]
            self.transport.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)
            if self.cycle is not None and not self.cycle.response_complete:
                self.cycle.disconnected = True
                self.cycle.message_event.set()
        self.transport.close()
        method = self.scope["method"] if self.scope and "method" in self.scope else "-"
        self.front.log.request(Told(method, "-", status), 0.0, self.client[0] if self.client else "")


def protocol_of(front: Front) -> type[Protocol]:
    """Return the class of connections to a server."""
    return type("FrontProtocol", (Protocol,), {"front": front})
