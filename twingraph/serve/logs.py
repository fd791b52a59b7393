"""The server's log: one line a request, as text or as JSON, written a few at a time."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from twingraph.texts import text

if TYPE_CHECKING:
    import asyncio

    from twingraph.texts import Lang

_EVERY: Final = 0.1
_MANY: Final = 500


class Told(NamedTuple):
    """What the log says of a request.

    Attributes:
        method: Its method.
        path: Its path with the query, as it was sent.
        status: The status code.
        size: The size of the body.
        cache: ``hit``, ``miss``, ``joined`` (the same question was being answered) or ``-``.
        lane: Who answered: ``sparql``, ``pages`` or ``-``.
    """

    method: str
    path: str
    status: int
    size: int = 0
    cache: str = "-"
    lane: str = "-"


class Log:
    """Writes lines to a stream.

    Args:
        form: ``text`` or ``json``.
        lang: The language of what is told in words.
        stream: Where to; standard error if not given.
    """

    def __init__(self, form: str = "text", lang: Lang = "en", stream: TextIO | None = None) -> None:
        self._json = form == "json"
        self._lang: Lang = lang
        self._stream = stream or sys.stderr
        self._lines: list[str] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._planned = False

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on, write lines together, a tenth of a second after the first of them at the latest."""
        self._loop = loop

    def request(self, told_of: Told, seconds: float, client: str) -> None:
        """Tell of a request that has been answered.

        Args:
            told_of: What was asked and answered.
            seconds: How long it took.
            client: The client's address.
        """
        milliseconds = round(seconds * 1000, 2)
        method, path, status, size, cache, lane = told_of
        if self._json:
            told = {
                "time": _now(), "event": "request", "method": method, "path": path, "status": status,
                "ms": milliseconds, "bytes": size, "cache": cache, "lane": lane, "client": client,
            }  # fmt: skip
            line = json.dumps(told, ensure_ascii=False)
        else:
            line = f"{_now()} {client or '-'} {method} {path} {status} {milliseconds}ms {size}B {cache} {lane}"
        self._lines.append(line)
        if self._loop is None or len(self._lines) >= _MANY:
            self.flush()
        elif not self._planned:
            self._planned = True
            self._loop.call_later(_EVERY, self.flush)

    def event(self, event: str, key: str, /, **values: object) -> None:
        """Tell of something else, in words."""
        message = text(key, self._lang, **values)
        if self._json:
            told = {"time": _now(), "event": event, "message": message, **values}
            self._lines.append(json.dumps(told, ensure_ascii=False, default=str))
        else:
            self._lines.append(f"{_now()} {message}")
        self.flush()

    def flush(self) -> None:
        """Write what has not been written yet; a log that cannot be written stops nobody."""
        self._planned = False
        lines, self._lines = self._lines, []
        if lines:
            try:
                self._stream.write("\n".join(lines) + "\n")
                self._stream.flush()
            except (OSError, ValueError):
                return


def _now() -> str:
    now = time.time()
    return f"{_second(int(now))}.{int(now * 1000) % 1000:03d}Z"


_last = (0, "")


def _second(second: int) -> str:
    global _last  # noqa: PLW0603 - the same text a thousand times a second
    if _last[0] != second:
        _last = (second, time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second)))
    return _last[1]
