"""What goes between the server and its workers: frames of a head and a body, their lengths before them.

The head of an answer is JSON: a worker runs the queries of strangers, and what comes back from it is not trusted. The
head of a request is the fastest that Python reads, since a worker may trust the server.
"""

from __future__ import annotations

import json
import marshal
import socket
import struct
import time
from typing import Any, Final, NamedTuple, Self

_LENGTHS: Final = struct.Struct("!II")
_CHUNK: Final = 1 << 16


class Request(NamedTuple):
    """A request to a worker.

    Attributes:
        environ: The environment of WSGI, but for the streams.
        body: The request's body.
        seconds: How long the worker may take.
        awake: For how many seconds it is to stay awake after it (:func:`next_part`).
    """

    environ: dict[str, Any]
    body: bytes
    seconds: float
    awake: float = 0.0

    def frame(self) -> bytes:
        """Return the frame of the request."""
        return _frame(marshal.dumps((self.environ, self.seconds, self.awake)), self.body)

    @classmethod
    def of(cls, head: bytes, body: bytes) -> Self:
        """Return the request that a frame is."""
        environ, seconds, awake = marshal.loads(head)  # noqa: S302 - the server's
        return cls(environ, body, seconds, awake)


class Answer(NamedTuple):
    """A response as a worker gives it.

    Attributes:
        status: The status code.
        headers: Its headers.
        body: Its body.
        used: How many seconds of a processor the worker has used until now, for all its answers.
    """

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    used: float = 0.0

    def frame(self) -> bytes:
        """Return the frame of the answer."""
        return _frame(json.dumps((self.status, self.headers, self.used)).encode(), self.body)

    @classmethod
    def of(cls, head: bytes, body: bytes) -> Self:
        """Return the answer that a frame is.

        Raises:
            ValueError, TypeError: It is none.
        """
        status, headers, used = json.loads(head.decode())
        return cls(int(status), [(str(name), str(value)) for name, value in headers], body, float(used))


def _frame(head: bytes, body: bytes) -> bytes:
    return b"".join((_LENGTHS.pack(len(head), len(body)), head, body))


class Gathered:
    """The parts of one frame, as they come in."""

    def __init__(self) -> None:
        self._content = bytearray()
        self._size = -1

    def add(self, part: bytes) -> bool:
        """Add a part; tell whether the frame is whole now."""
        self._content += part
        if self._size < 0 and len(self._content) >= _LENGTHS.size:
            self._size = _LENGTHS.size + sum(_LENGTHS.unpack_from(self._content))
        return 0 <= self._size <= len(self._content)

    def whole(self) -> tuple[bytes, bytes]:
        """Return head and body of the frame, which is whole."""
        head, body = _LENGTHS.unpack_from(self._content)
        start = _LENGTHS.size + head
        return bytes(self._content[_LENGTHS.size : start]), bytes(self._content[start : start + body])


def received(stream: socket.socket, awake: float = 0.0) -> tuple[bytes, bytes] | None:
    """Wait for a frame, and return its head and body; None if the other end has been closed.

    Args:
        stream: Where it comes from.
        awake: For how many seconds to stay awake meanwhile (:func:`next_part`).
    """
    gathered = Gathered()
    while part := next_part(stream, awake) or stream.recv(_CHUNK):
        if gathered.add(part):
            return gathered.whole()
    return None


def next_part(stream: socket.socket, awake: float) -> bytes:
    """Look for what comes for so many seconds, without going to sleep; return nothing if nothing comes.

    A process that sleeps is woken late: on a virtual machine, that takes as long as a small question.
    """
    until = time.perf_counter() + awake
    while time.perf_counter() < until:
        try:
            return stream.recv(_CHUNK, socket.MSG_DONTWAIT)
        except BlockingIOError:
            continue
    return b""
