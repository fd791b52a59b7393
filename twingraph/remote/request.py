"""A query's way to a store and back, through SPARQLWrapper: asked again where that may help, told clearly where not."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from SPARQLWrapper import BASIC, CONSTRUCT, GET, JSON, POST, SELECT, TURTLE, SPARQLWrapper

from twingraph.errors import RemoteError
from twingraph.remote.http import Reply, exchange, opener, printable
from twingraph.remote.notice import Notice
from twingraph.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.request import Request

    from twingraph.remote.address import Address, Credentials

_LONGEST_GET: Final = 2000
"""How long an address may be that every server and proxy takes; longer queries are posted."""
_BUSY: Final = (429, 502, 503, 504)
_LONGEST_WAIT: Final = 30.0
"""How long at most to wait, in seconds, where the store does not say how long."""
_LONGEST_REASON: Final = 200
_DIGITS: Final = 9
_FOREVER: Final = 1e9
_KEYS: Final = {
    400: "remote-bad-query",
    401: "remote-unauthorized",
    403: "remote-forbidden",
    404: "remote-not-found",
    405: "remote-no-post",
    406: "remote-no-format",
    410: "remote-not-found",
    413: "remote-too-long",
    414: "remote-too-long",
}


class Asker(SPARQLWrapper):
    """SPARQLWrapper for one endpoint; what it would open itself, :func:`exchange` does.

    Args:
        address: Where to ask.
        credentials: Who asks.
        timeout: The time limit of one question, repetitions included, in seconds.
        retries: How often a busy store is asked again.
        on_notice: Is told before each wait.
    """

    def __init__(
        self,
        address: Address,
        credentials: Credentials,
        *,
        timeout: float,
        retries: int,
        on_notice: Callable[[Notice], None] | None = None,
    ) -> None:
        super().__init__(address.url, agent=f"twingraph/{__version__}")
        self.address = address
        self.credentials = credentials
        self.seconds = timeout
        self.retries = retries
        self.on_notice = on_notice
        self.setOnlyConneg(True)
        for name, value in address.parameters:
            self.addParameter(name, value)
        if credentials.token is not None:
            self.addCustomHttpHeader("Authorization", f"Bearer {credentials.token}")
        elif credentials.user is not None and credentials.auth == "basic":
            self.setHTTPAuth(BASIC)
            self.setCredentials(credentials.user, credentials.password)
        # Digest is answered by the opener: SPARQLWrapper would install it for the whole process.
        self._opener = opener(address, credentials)

    def ask(self, query: str, *, triples: bool, seconds: float | None = None) -> Reply:
        """Return the store's answer to a query.

        Args:
            query: The query, whole.
            triples: Whether it is answered with triples, not with rows or a boolean.
            seconds: The time limit, if it is another one than usual.

        Raises:
            RemoteError: There is no answer in time, or it is an error.
        """
        # SPARQLWrapper would guess the form from the first word that looks like one, even in a prefix.
        self.queryString = query
        self.queryType = CONSTRUCT if triples else SELECT
        self.setReturnFormat(TURTLE if triples else JSON)
        self.setMethod(GET)
        request = self._createRequest()
        if len(request.full_url) > _LONGEST_GET:
            request = self._posted()
        allowed = self.seconds if seconds is None else seconds
        deadline = time.monotonic() + allowed
        attempt = 0
        while True:
            reply = exchange(self._opener, request, deadline=deadline, seconds=allowed, url=self.address.url)
            if reply.status in (413, 414) and request.get_method() == GET:
                request = self._posted()
            elif reply.status in _BUSY and attempt < self.retries:
                attempt += 1
                self._wait(reply, attempt, deadline, allowed)
            elif reply.status == 200:
                return reply
            else:
                raise self._error(reply)

    def _posted(self) -> Request:
        self.setMethod(POST)
        return self._createRequest()

    def _wait(self, reply: Reply, attempt: int, deadline: float, allowed: float) -> None:
        asked = _retry_after(reply.headers.get("retry-after", ""))
        seconds = min(2.0 ** (attempt - 1), _LONGEST_WAIT) if asked is None else asked
        if time.monotonic() + seconds >= deadline:
            raise RemoteError(
                "remote-busy-long",
                url=self.address.url,
                status=reply.status,
                wait=f"{seconds:.0f}",
                seconds=f"{allowed:g}",
            )
        if self.on_notice:
            told = {"seconds": f"{seconds:.0f}", "attempt": attempt, "attempts": self.retries}
            self.on_notice(Notice("remote-waiting", {"status": reply.status, **told}))
        time.sleep(seconds)

    def _error(self, reply: Reply) -> RemoteError:
        key = "remote-busy" if reply.status in _BUSY else _KEYS.get(reply.status, "remote-status")
        if reply.status == 401:
            offered = reply.headers.get("www-authenticate", "").lower()
            if "digest" in offered and "basic" not in offered and self.credentials.auth == "basic":
                key = "remote-digest"
        return RemoteError(key, url=self.address.url, status=reply.status, reason=_reason(reply, self.credentials))


def _retry_after(value: str) -> float | None:
    """Return how many seconds the store asks to wait, by number or by date; None if it does not say."""
    if re.fullmatch(r"[0-9]+", value.strip()):
        return float(value) if len(value.strip()) <= _DIGITS else _FOREVER
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _reason(reply: Reply, credentials: Credentials) -> str:
    """Return the beginning of what a store says of an error, without secrets; of a page of HTML its title."""
    told = credentials.hidden(reply.body.decode("utf-8", errors="replace"))
    if "html" in reply.media_type:
        title = re.search(r"<title[^>]*>(.*?)</title>", told, re.IGNORECASE | re.DOTALL)
        told = title[1] if title else ""
    told = printable(told)
    told = told if len(told) <= _LONGEST_REASON else f"{told[:_LONGEST_REASON]}…"
    return told or f"HTTP {reply.status}"
