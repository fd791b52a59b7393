"""The server proper, an ASGI application: from requests to workers, and from kept answers to clients.

It holds no graph and runs no query, so that it is always quick to answer. Equal questions that come while one is being
answered are not asked again; answers are kept by what was asked, and belong to one release.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from typing import TYPE_CHECKING, Any, Final

from twingraph.serve.asked import RefusedRequestError, asked, judge_body
from twingraph.serve.awake import Awake
from twingraph.serve.cache import Again, Cache, Stored
from twingraph.serve.headers import completed, matches, preflight, tag_of
from twingraph.serve.logs import Told
from twingraph.serve.setup import SPARQL
from twingraph.serve.wire import Request
from twingraph.serve.workers import BusyError, DeadlineError, MemoryBoundError, WorkerError
from twingraph.texts import text

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from twingraph.serve.asked import Asked
    from twingraph.serve.logs import Log
    from twingraph.serve.setup import Setup
    from twingraph.serve.workers import Holder
    from twingraph.texts import Lang

    Receive = Callable[[], Awaitable[dict[str, Any]]]
    Send = Callable[[dict[str, Any]], Awaitable[None]]

KEPT: Final = frozenset((200, 203, 301, 308))
_MEGABYTE: Final = 1 << 20
_PART: Final = 1 << 18
_LARGE: Final = 1 << 20
_GRACE: Final = 0.1
_REFUSED_FOR: Final = 60.0
_AFTER: Final = 2
_SHOWN: Final = 500
_TEXT: Final = ("Content-Type", "text/plain; charset=utf-8")
_PHRASES: Final = {200: b"OK", 304: b"Not Modified", 301: b"Moved Permanently", 308: b"Permanent Redirect"}


class GoneError(Exception):
    """The client has left."""


class Served:
    """One release that is served: the process that holds it, the answers that are kept, the questions in flight.

    Args:
        holder: The process.
        cache: How many bytes of answers to keep.
    """

    def __init__(self, holder: Holder, cache: int) -> None:
        self.holder = holder
        self.cache = Cache(cache)
        self.asking: dict[bytes, _Question] = {}
        self.requests = 0
        self._unused = asyncio.Event()

    def leave(self) -> None:
        """Note that a request has ended."""
        self.requests -= 1
        if not self.requests:
            self._unused.set()

    async def retire(self, seconds: float) -> None:
        """End the process when no request needs it any more, or after so many seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.requests:
                    self._unused.clear()
                    await self._unused.wait()
        await self.holder.close()


class _Question:
    """A question in flight: who asks it, and who waits for the same answer.

    When all have left, the work ends: not at once, since most answers come sooner than another worker is forked.

    Args:
        asking: All questions in flight, to which it adds itself.
        key: What tells it from others.
    """

    def __init__(self, asking: dict[bytes, _Question], key: bytes) -> None:
        asking[key] = self
        self.abandoned = False
        self._all = asking
        self._key = key
        self._asker = asyncio.current_task()
        self._waiting = 1
        self._others: list[asyncio.Future[Stored]] = []

    async def join(self, scope: dict[str, Any]) -> Stored:
        """Wait for the answer with the others.

        Raises:
            GoneError: The client has left.
        """
        answer: asyncio.Future[Stored] = asyncio.get_running_loop().create_future()
        self._others.append(answer)
        self._waiting += 1

        def leave() -> None:
            if not answer.done():
                answer.set_exception(GoneError())
                self.leave()

        scope["twingraph.left"] = leave
        return await answer

    def leave(self) -> None:
        """Note that one of the clients has left."""
        self._waiting -= 1
        if not self._waiting:
            asyncio.get_running_loop().call_later(_GRACE, self._abandon)

    def _abandon(self) -> None:
        if not self._waiting and self._asker is not None:
            self.abandoned = True
            self._forget()
            self._asker.cancel()

    def _forget(self) -> None:
        if self._all.get(self._key) is self:
            del self._all[self._key]

    def end(self, outcome: Stored | BaseException) -> None:
        """Tell those who wait, but for the asker, what came of it."""
        self._forget()
        self._asker = None
        for other in self._others:
            if other.done():
                continue
            if isinstance(outcome, BaseException):
                other.set_exception(outcome)
            else:
                other.set_result(outcome)


class Front:
    """Answers requests about the release that is served at the time.

    Args:
        setup: The limits.
        log: Where requests are told of.

    Attributes:
        served: What is served; another one after a reload.
    """

    def __init__(self, setup: Setup, log: Log) -> None:
        self.setup = setup
        self.log = log
        self.served: Served | None = None
        self.started = time.time()
        self._large = 0
        self._awake = Awake(setup.awake)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request as ASGI has it."""
        begun = time.perf_counter()
        served = self.served
        assert served is not None  # noqa: S101 - connections are taken when there is something to serve
        served.requests += 1
        client = scope["client"][0] if scope["client"] else ""
        method, shown = scope["method"], _shown(scope)
        told = Told(method, shown, 499)  # if the client leaves before there is an answer
        question: Asked | None = None
        key: bytes | None = None
        try:
            try:
                question = asked(scope, self.setup)
                client = question.head.client
                told = Told(method, shown, 499, lane=question.lane)
                stored, source, key = await self._answer(served, question, scope, receive)
            except RefusedRequestError as refused:
                stored, source = self._told(refused.status, refused.key, question.lang if question else "en"), "-"
            body = b"" if method == "HEAD" or stored.status in (204, 304) else stored.body
            told = Told(method, shown, stored.status, len(body), source, told.lane)
            if key is None or "twingraph.raw" not in scope or len(body) > _PART or stored.status not in _PHRASES:
                await self._send(send, stored, body)
                return
            again = Again(key, *_written(stored, body), Told(*told[:4], "hit", told.lane))
            if not scope["twingraph.answer"](again):
                await self._send(send, stored, body)
            served.cache.remember(scope["twingraph.raw"], again)
        except GoneError:
            pass
        finally:
            self.log.request(told, time.perf_counter() - begun, client)
            served.leave()

    async def _answer(
        self, served: Served, question: Asked, scope: dict[str, Any], receive: Receive
    ) -> tuple[Stored, str, bytes | None]:
        """Return the answer, where it comes from, and what it is kept under if it is."""
        if question.path == "/healthz":
            return self._health(served), "-", None
        if scope["method"] == "OPTIONS":
            return Stored(204, preflight(), b"", "-"), "-", None
        body = await self._body(scope, receive)
        judge_body(question, body)
        if not question.keepable:
            return await self._ask(served, question, body, None), "-", None
        key = question.key(body)
        stored, source = served.cache.get(key), "hit"
        if stored is None:
            stored, source = await self._join(served, question, body, key, scope)
        if stored.tag and matches(question.head.tags, stored.tag):
            kept = [
                (name, value) for name, value in stored.headers if not name.startswith((b"content-l", b"content-t"))
            ]
            unchanged = Stored(304, kept, b"", stored.lane)
            return unchanged, source, key
        return stored, source, key

    async def _join(
        self, served: Served, question: Asked, body: bytes, key: bytes, scope: dict[str, Any]
    ) -> tuple[Stored, str]:
        """Ask a worker, or wait for who asks the same already."""
        asking = served.asking.get(key)
        if asking is not None:
            return await asking.join(scope), "joined"
        asking = _Question(served.asking, key)
        scope["twingraph.left"] = asking.leave
        outcome: Stored | BaseException = GoneError()
        try:
            outcome = await self._ask(served, question, body, key)
        except asyncio.CancelledError:
            if not asking.abandoned:
                raise
            raise GoneError from None
        except Exception as error:
            outcome = error
            raise
        else:
            return outcome, "miss"
        finally:
            scope["twingraph.left"] = None
            asking.end(outcome)

    async def _ask(self, served: Served, question: Asked, body: bytes, key: bytes | None) -> Stored:
        """Ask a worker, and keep what it answers if it may be kept."""
        lane = served.holder.lanes[question.lane]
        seconds = self.setup.seconds(lane.name)
        awake = self._awake.seconds(alone=served.requests == 1)
        begun = time.perf_counter()
        try:
            answer = await lane.ask(Request(question.environ(body), body, seconds, awake))
        except BusyError:
            return self._told(503, "serve-busy", question.lang, retry=_AFTER)
        except DeadlineError:
            which = "serve-time" if lane.name == SPARQL else "serve-page-time"
            stored = self._told(504, which, question.lang, seconds=f"{seconds:g}")
            return self._refuse_for_a_while(served, key, stored)
        except MemoryBoundError:
            stored = self._told(507, "serve-memory", question.lang, memory=self.setup.memory)
            return self._refuse_for_a_while(served, key, stored)
        except WorkerError:
            return self._told(500, "serve-worker", question.lang)
        self._awake.answered(time.perf_counter() - begun, awake)
        if key is None or answer.status not in KEPT or _forbids(answer.headers):
            return Stored(answer.status, completed(answer.headers), answer.body, lane.name)
        headers, tag = completed(answer.headers, kept=True), tag_of(served.holder.tag, key)
        stored = Stored(answer.status, headers, answer.body, lane.name, tag)
        served.cache.put(key, stored)
        return stored

    def _refuse_for_a_while(self, served: Served, key: bytes | None, stored: Stored) -> Stored:
        """Keep a refusal for a minute: who tries again at once has the same answer without the work."""
        if key is not None:
            stored.until = time.monotonic() + _REFUSED_FOR
            served.cache.put(key, stored)
        return stored

    async def _body(self, scope: dict[str, Any], receive: Receive) -> bytes:
        parts: list[bytes] = []
        size = 0
        if scope["method"] in ("GET", "HEAD") and not _has_body(scope["headers"]):
            return b""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise GoneError
            size += len(message["body"])
            if size > self.setup.body:
                raise RefusedRequestError(413, "serve-body-size")
            parts.append(message["body"])
            if not message["more_body"]:
                return b"".join(parts)

    async def _send(self, send: Send, stored: Stored, body: bytes) -> None:
        large = len(body) if len(body) > _LARGE else 0
        if large and self._large + large > max(4 * self.setup.bytes, 64 * _LARGE):
            # So many large answers are on their way to slow clients that the memory for another one is missing.
            stored = self._told(503, "serve-busy", "en", retry=_AFTER)
            body, large = stored.body, 0
        self._large += large
        try:
            await send({"type": "http.response.start", "status": stored.status, "headers": stored.headers})
            if len(body) <= _PART:
                await send({"type": "http.response.body", "body": body})
                return
            view = memoryview(body)
            for start in range(0, len(body), _PART):
                more = start + _PART < len(body)
                part = bytes(view[start : start + _PART])
                await send({"type": "http.response.body", "body": part, "more_body": more})
        finally:
            self._large -= large

    def _told(self, status: int, key: str, lang: Lang, *, retry: int | None = None, **values: object) -> Stored:
        """Say in plain words why there is no answer."""
        headers = [_TEXT, ("Content-Language", lang), ("Cache-Control", "no-store")]
        if retry is not None:
            headers.append(("Retry-After", str(retry)))
        body = f"{text(key, lang, **values)}\n".encode()
        return Stored(status, completed(headers), body, "-")

    def _health(self, served: Served) -> Stored:
        state = {
            "status": "ok",
            "release": served.holder.tag,
            "statements": served.holder.statements,
            "seconds": round(time.time() - self.started),
            "lanes": {name: lane.state() for name, lane in served.holder.lanes.items()},
            "cache": {"answers": len(served.cache), "bytes": served.cache.bytes},
            "requests": served.requests,
        }
        headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
        return Stored(200, completed(headers), f"{json.dumps(state)}\n".encode(), "-")


def _written(stored: Stored, body: bytes) -> tuple[bytes, bytes]:
    """Return a response as it is sent, in two parts between which the date belongs."""
    status = b"HTTP/1.1 %d %b\r\n" % (stored.status, _PHRASES[stored.status])
    return status, b"".join(b"%b: %b\r\n" % pair for pair in stored.headers) + b"\r\n" + body


def _has_body(headers: list[tuple[bytes, bytes]]) -> bool:
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in headers)


def _forbids(headers: list[tuple[str, str]]) -> bool:
    """Tell whether an answer says that it is not to be kept, or is somebody's own."""
    return any(
        (name.lower() == "cache-control" and "no-store" in value) or name.lower() == "set-cookie"
        for name, value in headers
    )


def _shown(scope: dict[str, Any]) -> str:
    """Return path and query as they were sent, without letters that a log could mistake for its own."""
    query = scope["query_string"]
    sent = scope["raw_path"] + (b"?" + query if query else b"")
    told = ascii(sent[: _SHOWN + 1].decode("latin-1"))[1:-1]
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"
