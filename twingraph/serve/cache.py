"""Answers that are kept: of one release, the last asked for, within a total of bytes."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twingraph.serve.logs import Told

_SHARE: Final = 8
_OVERHEAD: Final = 1000
_SPELLINGS: Final = 8
_LONGEST_RAW: Final = 1 << 16


class Stored:
    """An answer as it goes to clients.

    Args:
        status: The status code.
        headers: All headers but ``ETag`` and ``Content-Length``.
        body: The body.
        lane: Which workers answered it.
        tag: The ETag, if it has one.

    Attributes:
        headers: The headers, with ``Content-Length`` if there is a body.
        until: When it is not to be given any more, on the monotonic clock; 0 for never.
    """

    __slots__ = ("body", "headers", "lane", "spellings", "status", "tag", "until")

    def __init__(
        self, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes, lane: str, tag: bytes = b""
    ) -> None:
        self.status = status
        self.body = body
        self.lane = lane
        self.tag = tag
        self.until = 0.0
        self.spellings: list[bytes] = []
        self.headers = [*headers]
        if tag:
            self.headers.append((b"etag", tag))
        if status not in (204, 304):
            self.headers.append((b"content-length", b"%d" % len(body)))

    @property
    def size(self) -> int:
        """How many bytes it takes, about."""
        return len(self.body) + _OVERHEAD


class Again(NamedTuple):
    """The answer to a request that came in these very bytes before.

    Attributes:
        key: The key of what it is made from.
        status: The status line.
        rest: The headers but ``Date``, and the body.
        told: What the log says of it.
    """

    key: bytes
    status: bytes
    rest: bytes
    told: Told


class Cache:
    """Keeps answers by key, and ready responses by the very bytes of requests.

    Args:
        limit: How many bytes they may take together.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: OrderedDict[bytes, Stored] = OrderedDict()
        self._again: dict[bytes, Again] = {}
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: bytes) -> Stored | None:
        """Return the answer that is kept under a key."""
        stored = self._kept.get(key)
        if stored is None:
            return None
        if stored.until and stored.until < time.monotonic():
            self._drop(key)
            return None
        self._kept.move_to_end(key)
        return stored

    def put(self, key: bytes, stored: Stored) -> None:
        """Keep an answer, if it is no great part of everything, in place of those that were not asked for longest."""
        if stored.size * _SHARE > self._limit:
            return
        if key in self._kept:
            self._drop(key)
        self._kept[key] = stored
        self.bytes += stored.size
        self._shrink()

    def again(self, raw: bytes) -> Again | None:
        """Return the response to a request that came in these very bytes before."""
        found = self._again.get(raw)
        if found is not None:
            self._kept.move_to_end(found.key)
        return found

    def remember(self, raw: bytes, again: Again) -> None:
        """Keep a ready response beside the answer that it is made from."""
        stored = self._kept.get(again.key)
        if stored is None or stored.until or len(raw) > _LONGEST_RAW or raw in self._again:
            return
        if len(stored.spellings) >= _SPELLINGS:
            self._forget(stored.spellings.pop(0))
        stored.spellings.append(raw)
        self._again[raw] = again
        self.bytes += _weight(raw, again)
        self._shrink()

    def _shrink(self) -> None:
        while self.bytes > self._limit:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: bytes) -> None:
        stored = self._kept.pop(key)
        self.bytes -= stored.size
        for raw in stored.spellings:
            self._forget(raw)

    def _forget(self, raw: bytes) -> None:
        self.bytes -= _weight(raw, self._again.pop(raw))


def _weight(raw: bytes, again: Again) -> int:
    return len(raw) + len(again.rest) + _OVERHEAD
