"""A client that asks as fast as it is answered: keep-alive connections, one question in flight on each."""

from __future__ import annotations

import selectors
import socket
import time
from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CHUNK = 1 << 18
_HEAD_END = b"\r\n\r\n"
_LAST_CHUNK = b"0\r\n\r\n"


class Load(NamedTuple):
    """What came of asking for a while.

    Attributes:
        rate: Answers a second.
        median: The median time to an answer, in seconds.
        p99: The time within which 99 of 100 were there.
        wrong: How many answers were no 200, or connections were closed.
    """

    rate: float
    median: float
    p99: float
    wrong: int


def request(path: str, *, body: bytes | None = None, **headers: str) -> bytes:
    """Return a request in bytes."""
    told = {"Host": "127.0.0.1", "Accept": "application/sparql-results+json", **headers}
    if body is not None:
        told["Content-Length"] = str(len(body))
    lines = [
        f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
        *(f"{name}: {value}" for name, value in told.items()),
    ]
    return "\r\n".join(lines).replace("_", "-").encode() + _HEAD_END + (body or b"")


class _Client:
    def __init__(self, port: int, questions: Iterator[bytes]) -> None:
        self.port = port
        self.questions = questions
        self.connect()

    def connect(self) -> None:
        self.stream = socket.create_connection(("127.0.0.1", self.port))
        self.stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self) -> None:
        self.got = b""
        self.size = 0
        self.begun = time.perf_counter()
        self.stream.sendall(next(self.questions))

    def whole(self, part: bytes) -> bool:
        """Take in a part of the answer; tell whether that was its end."""
        self.got += part
        if not self.size:
            end = self.got.find(_HEAD_END)
            if end < 0:
                return False
            head = self.got[:end].lower()
            start = head.find(b"content-length:")
            if start < 0:
                self.size = -1
            else:
                self.size = end + 4 + int(head[start + 15 :].partition(b"\r\n")[0])
        return len(self.got) >= self.size if self.size > 0 else self.got.endswith(_LAST_CHUNK)


def load(port: int, questions: Sequence[bytes], clients: int, seconds: float) -> Load:
    """Ask for so many seconds.

    Args:
        port: Where the server listens on this machine.
        questions: Requests in bytes, which are asked in turn.
        clients: How many connections.
        seconds: How long.
    """
    selector = selectors.DefaultSelector()
    source = cycle(questions)
    asking = [_Client(port, source) for _ in range(clients)]
    for client in asking:
        selector.register(client.stream, selectors.EVENT_READ, client)
        client.ask()
    times: list[float] = []
    wrong = 0
    begun = time.perf_counter()
    while (now := time.perf_counter()) < begun + seconds:
        for key, _ in selector.select(1):
            client = key.data
            part = client.stream.recv(_CHUNK)
            if not part:
                wrong += 1
                selector.unregister(client.stream)
                client.stream.close()
                client.connect()
                selector.register(client.stream, selectors.EVENT_READ, client)
                client.ask()
            elif client.whole(part):
                times.append(time.perf_counter() - client.begun)
                wrong += not client.got.startswith(b"HTTP/1.1 200")
                client.ask()
    spent = now - begun
    # What is still in flight took at least so long: a server that answers nothing is not let off.
    times += [time.perf_counter() - client.begun for client in asking] if len(times) < clients else []
    for client in asking:
        client.stream.close()
    times.sort()
    return Load(len(times) / spent, times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.99))], wrong)
