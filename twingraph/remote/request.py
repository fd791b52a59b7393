"""A query's way to a store and back, through SPARQLWrapper: asked again where that may help, told clearly where not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from SPARQLWrapper import BASIC, CONSTRUCT, GET, JSON, POST, SELECT, TURTLE, SPARQLWrapper

from twingraph.errors import RemoteError
from twingraph.remote.http import Reply, exchange, opener
from twingraph.remote.replies import BUSY, pause, reason, wants_digest
from twingraph.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.request import Request

    from twingraph.remote.address import Address, Credentials
    from twingraph.remote.notice import Notice

_LONGEST_GET: Final = 2000
"""How long an address may be that every server and proxy takes; longer queries are posted."""
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
            elif reply.status in BUSY and attempt < self.retries:
                attempt += 1
                pause(
                    reply,
                    attempt,
                    self.retries,
                    deadline=deadline,
                    seconds=allowed,
                    url=self.address.url,
                    on_notice=self.on_notice,
                )
            elif reply.status == 200:
                return reply
            else:
                raise self._error(reply)

    def _posted(self) -> Request:
        self.setMethod(POST)
        return self._createRequest()

    def _error(self, reply: Reply) -> RemoteError:
        key = "remote-busy" if reply.status in BUSY else _KEYS.get(reply.status, "remote-status")
        if wants_digest(reply, self.credentials):
            key = "remote-digest"
        return RemoteError(key, url=self.address.url, status=reply.status, reason=reason(reply, self.credentials))
