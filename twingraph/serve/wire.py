"""What goes between the server and its workers: frames of a JSON head and a body, their lengths before them.

JSON and not pickle: a worker runs the queries of strangers, and what comes back from it is not trusted.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any, Final, NamedTuple, Self

_LENGTHS: Final = struct.Struct("!II")
_CHUNK: Final = 1 << 16


class Request(NamedTuple):
    """A request as a worker gets it; what it says is told at :func:`request`."""

    environ: dict[str, Any]
    body: bytes
    seconds: float
    awake: float

    @classmethod
    def of(cls, head: dict[str, Any], content: bytes) -> Self:
        """Return the request that a frame is."""
        environ = head["environ"]
        length = environ["QUERY_STRING"]
        environ["QUERY_STRING"] = content[:length].decode("latin-1")
        return cls(environ, content[length:], head["seconds"], head["awake"])


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


def frame(head: dict[str, Any], body: bytes) -> bytes:
    """Return a frame."""
    told = json.dumps(head).encode()
    return b"".join((_LENGTHS.pack(len(told), len(body)), told, body))


def request(environ: dict[str, Any], body: bytes, seconds: float, awake: float = 0.0) -> bytes:
    """Return the frame of a request.

    Args:
        environ: The environment of WSGI, but for the streams.
        body: The request's body.
        seconds: How long the worker may take.
        awake: For how many seconds it is to stay awake after it.
    """
    # The query goes as it is: as JSON, each of its characters would be looked at here and there.
    query = environ["QUERY_STRING"].encode("latin-1")
    told = {**environ, "QUERY_STRING": len(query)}
    return frame({"environ": told, "seconds": seconds, "awake": awake}, query + body)


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

    def whole(self) -> tuple[dict[str, Any], bytes]:
        """Return the frame, which is whole: its head and its body.

        Raises:
            ValueError: The head is none.
        """
        head, body = _LENGTHS.unpack_from(self._content)
        start = _LENGTHS.size + head
        told = json.loads(self._content[_LENGTHS.size : start].decode())
        return told, bytes(self._content[start : start + body])

    def answer(self) -> Answer:
        """Return the frame, which is whole, as an answer.

        Raises:
            ValueError, KeyError, TypeError: It is none.
        """
        told, body = self.whole()
        headers = [(str(name), str(value)) for name, value in told["headers"]]
        return Answer(int(told["status"]), headers, body, float(told["used"]))


def received(stream: socket.socket, awake: float = 0.0) -> tuple[dict[str, Any], bytes] | None:
    """Wait for a frame; None if the other end has been closed.

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
