"""What goes between the server and its workers: frames of a JSON head and a body, their lengths before them.

JSON and not pickle: a worker runs the queries of strangers, and what comes back from it is not trusted.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import socket

_LENGTHS: Final = struct.Struct("!II")
_CHUNK: Final = 1 << 20


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


def received(stream: socket.socket) -> tuple[dict[str, Any], bytes] | None:
    """Wait for a frame; None if the other end has been closed."""
    lengths = _exactly(stream, _LENGTHS.size)
    if lengths is None:
        return None
    head, body = _LENGTHS.unpack(lengths)
    content = _exactly(stream, head + body)
    return None if content is None else (json.loads(content[:head]), bytes(content[head:]))


def _exactly(stream: socket.socket, size: int) -> bytearray | None:
    content = bytearray()
    while len(content) < size:
        part = stream.recv(min(size - len(content), _CHUNK))
        if not part:
            return None
        content += part
    return content


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

    def answer(self) -> Answer:
        """Return the frame, which is whole, as an answer.

        Raises:
            ValueError: It is none.
        """
        head, body = _LENGTHS.unpack_from(self._content)
        start = _LENGTHS.size + head
        told = json.loads(self._content[_LENGTHS.size : start])
        headers = [(str(name), str(value)) for name, value in told["headers"]]
        return Answer(int(told["status"]), headers, bytes(self._content[start : start + body]), float(told["used"]))
