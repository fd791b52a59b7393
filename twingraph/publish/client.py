"""The services of a store, as publishing needs them: query, update, and the graphs as wholes."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode
from urllib.request import Request

from pyoxigraph import NamedNode

from twingraph.errors import RemoteError, UsageError
from twingraph.publish.stores import KINDS, OTHER
from twingraph.publish.target import parsed
from twingraph.remote import answers
from twingraph.remote.address import Address, Credentials, credentials
from twingraph.remote.http import exchange, opener
from twingraph.remote.notice import Notice
from twingraph.remote.replies import BUSY, pause, reason, wants_digest
from twingraph.remote.stores import recognise
from twingraph.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from urllib.request import OpenerDirector

    from pyoxigraph import Literal, Triple

    from twingraph.publish.stores import Kind
    from twingraph.publish.target import Target
    from twingraph.remote.http import Reply

TIMEOUT: Final = 600.0
RETRIES: Final = 3
_LOST: Final = ("remote-cut", "remote-no-http", "remote-unreachable")
_DEADLOCK: Final = b"Virtuoso 40001"
"""What Virtuoso says when it takes an update back since it was in the way of another request."""
_DEADLOCKS: Final = 30
"""How often it is sent again then: readers that wait for each other go on sooner or later."""
_ACCEPT: Final = {"Accept": "application/n-triples, text/plain;q=0.9, text/turtle;q=0.5"}
_PART: Final = 1_000


@dataclass(frozen=True, slots=True)
class Service:
    """One service of a store.

    Attributes:
        address: Where it is.
        option: The option by which its address is given.
        credentials: Who asks.
        opener: What opens requests to it.
    """

    address: Address
    option: str
    credentials: Credentials
    opener: OpenerDirector

    @classmethod
    def at(cls, url: str, option: str, user: str | None, auth: str) -> Service:
        """Return the service at an address, with the secrets that are known for its host."""
        address = parsed(url, option)
        found = credentials(address, user, auth)
        return cls(address, option, found, opener(address, found))

    def request(
        self, body: bytes | None, headers: dict[str, str], method: str, parameters: dict[str, str] | None = None
    ) -> Request:
        """Return a request to this service."""
        words = urlencode([*self.address.parameters, *(parameters or {}).items()])
        url = f"{self.address.url}?{words}" if words else self.address.url
        headers = {**headers, "User-Agent": f"twingraph/{__version__}"}
        if self.credentials.token is not None:
            headers["Authorization"] = f"Bearer {self.credentials.token}"
        elif self.credentials.user is not None and self.credentials.auth == "basic":
            headers["Authorization"] = f"Basic {self.credentials.basic}"
        return Request(url, body, headers, method=method)  # noqa: S310 - the scheme is checked


@dataclass
class Client:
    """A store to publish in.

    Args:
        target: Where.
        timeout: The time limit of one request, repetitions included, in seconds.
        retries: How often a busy store, or a lost connection, is tried again.
        on_notice: Is told before each wait.

    Raises:
        UsageError: A secret is lacking.
    """

    target: Target
    timeout: float = TIMEOUT
    retries: int = RETRIES
    on_notice: Callable[[Notice], None] | None = None
    _services: dict[str, Service] = field(default_factory=dict, init=False)
    _answered: bool = field(default=False, init=False)

    @cached_property
    def store(self) -> str | None:
        """Which store it is, as it was given or as it tells.

        Raises:
            RemoteError: It does not answer, or not as a query service does.
        """
        # Where nothing else is known, a password is sent as most stores take it; only writing needs one.
        service = Service.at(self.target.query_url, "TARGET", self.target.user, self.target.auth or "basic")
        self._services["query"] = service
        reply = self._query("SELECT (1 AS ?one) {}")  # Virtuoso answers ASK with a table
        answers.rows(reply, service.address.url)
        return self.target.store or recognise(service.address.url, reply.headers)

    @cached_property
    def kind(self) -> Kind:
        """What is known of such stores."""
        return KINDS.get(self.store or "", OTHER)

    @cached_property
    def _found(self) -> tuple[str, str | None]:
        """The addresses of the update service and of the graph store, which may be none."""
        url = Address.parse(self.target.query_url).url
        above, _, last = url.rpartition("/")
        if last == "sparql" and self.target.user is not None and "sparql-auth" in self.kind.paths:
            last = "sparql-auth"
        update, gsp = self.kind.paths.get(last, ("", None))
        found = f"{above}/{update}" if update else url
        return self.target.update_url or found, self.target.gsp_url or (f"{above}/{gsp}" if gsp else None)

    @property
    def by_gsp(self) -> bool:
        """Whether statements are sent by the Graph Store Protocol.

        Raises:
            UsageError: It is asked for, and where it is spoken is not known.
        """
        if self.target.protocol == "gsp" and self._found[1] is None:
            raise UsageError("publish-no-gsp")
        return self.target.protocol != "update" and self._found[1] is not None

    @property
    def default_graph(self) -> str | None:
        """The name under which every statement stands once; None for the default graph itself."""
        return self.target.default_graph

    def service(self, name: str) -> Service:
        """Return one of the services ``query``, ``update`` and ``gsp``."""
        if name not in self._services:
            update, gsp = self._found
            url = gsp or "" if name == "gsp" else update
            auth = self.target.auth or self.kind.auth
            self._services[name] = Service.at(url, f"--{name}-url", self.target.user, auth)
        return self._services[name]

    # What is asked.

    def rows(self, text: str) -> Iterator[tuple[NamedNode | Literal | None, ...]]:
        """Ask a SELECT query and yield its rows.

        Raises:
            RemoteError: There is no answer, or no whole one.
        """
        reply = self._query(text)
        for row in answers.rows(reply, self.service("query").address.url)():
            yield tuple(row)

    def triples(self, name: str | None, expected: int = 0) -> list[Triple]:
        """Return the statements of a graph, or of the default graph; values are written as they are here.

        Args:
            name: The graph; None for the default graph.
            expected: How many there are; where an answer has fewer, since the store limits answers, it is asked by
                parts.

        Raises:
            RemoteError: There is no answer, or no whole one.
        """
        if self._found[1] is not None:
            service = self.service("gsp")
            which = {"default": ""} if name is None else {"graph": name}
            reply = self._send("gsp", lambda: service.request(None, _ACCEPT, "GET", which), again=True, fine=(200, 404))
            found = [] if reply.status == 404 else list(answers.triples(reply, service.address.url))
        else:
            found = self._construct(name)
        if len(found) >= expected:
            return found
        # Blank nodes have their names from one answer: they come in one.
        parts = ["".join(digits) for digits in product("0123456789abcdef", repeat=_digits(expected))]
        named = "!isBLANK(?s) && !isBLANK(?o)"
        found = self._construct(name, f"!({named})")
        for part in parts:
            found += self._construct(name, f'{named} && STRSTARTS(MD5(STR(?s)), "{part}")')
        return found

    def _construct(self, name: str | None, condition: str = "true") -> list[Triple]:
        pattern = "?s ?p ?o" if name is None else f"GRAPH {NamedNode(name)} {{ ?s ?p ?o }}"
        reply = self._query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} FILTER({condition}) }}", _ACCEPT)
        return list(answers.triples(reply, self.service("query").address.url))

    def _query(self, text: str, headers: dict[str, str] | None = None) -> Reply:
        service = self._services["query"]
        body = urlencode([("query", text)]).encode()
        told = {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"}
        return self._send("query", lambda: service.request(body, told | (headers or {}), "POST"), again=True)

    # What is written.

    def knock(self, graph: str) -> None:
        """See whether one may write there, with something small: so the first piece is not sent in vain.

        Args:
            graph: The name of a graph that is not there.

        Raises:
            RemoteError: One may not, or nobody is there.
        """
        self.update(f"DROP SILENT GRAPH {NamedNode(graph)}")
        if self.by_gsp:
            self.triples(graph)

    def update(self, text: str, *, again: bool = True) -> None:
        """Do what an update says.

        Args:
            text: The update.
            again: Whether doing it twice does no harm.

        Raises:
            RemoteError: It is not done, or that is not known.
        """
        service = self.service("update")
        headers = {"Content-Type": "application/sparql-update; charset=UTF-8", "Accept": "*/*"}
        self._send("update", lambda: service.request(text.encode(), headers, "POST"), again=again)

    def add(self, graph: str, body: bytes, *, again: bool) -> None:
        """Add statements to a named graph.

        Args:
            graph: The graph.
            body: The statements, as N-Triples.
            again: Whether adding them twice does no harm.

        Raises:
            RemoteError: They are not added, or that is not known.
        """
        if self.by_gsp:
            service = self.service("gsp")
            headers = {"Content-Type": "text/turtle; charset=UTF-8", "Accept": "*/*"}
            self._send("gsp", lambda: service.request(body, headers, "POST", {"graph": graph}), again=again)
            return
        quads = f"{{ GRAPH {NamedNode(graph)} {{\n{body.decode()}}} }}"
        # Blank nodes may stand in INSERT DATA, too, but not everywhere.
        self.update(f"INSERT DATA {quads}" if again else f"INSERT {quads} WHERE {{}}", again=again)

    def _send(
        self, name: str, make: Callable[[], Request], *, again: bool, fine: tuple[int, ...] = (200, 201, 202, 204)
    ) -> Reply:
        service = self._services[name]
        url = service.address.url
        deadline = time.monotonic() + self.timeout
        attempt = deadlocks = 0
        while True:
            try:
                reply = exchange(service.opener, make(), deadline=deadline, seconds=self.timeout, url=url)
            except RemoteError as error:
                # A store that has never answered is not there.
                if error.key not in _LOST or not again or not self._answered or attempt == self.retries:
                    raise
                attempt += 1
                self._wait_for_connection(attempt, url)
                continue
            self._answered = True
            if reply.body.startswith(_DEADLOCK) and deadlocks < _DEADLOCKS:
                deadlocks += 1
                time.sleep(min(0.05 * 2**deadlocks, 1.0))
            # What is refused so has not been done; what passes a gateway may have been.
            elif (reply.status in (429, 503) or (again and reply.status in BUSY)) and attempt < self.retries:
                attempt += 1
                self._pause(reply, attempt, deadline, url)
            elif reply.status in fine and not (name != "query" and _is_page(reply)):
                return reply
            else:
                raise _error(reply, name, service)

    def _pause(self, reply: Reply, attempt: int, deadline: float, url: str) -> None:
        pause(reply, attempt, self.retries, deadline=deadline, seconds=self.timeout, url=url, on_notice=self.on_notice)

    def _wait_for_connection(self, attempt: int, url: str) -> None:
        seconds = 2.0 ** (attempt - 1)
        if self.on_notice:
            told = {"url": url, "seconds": f"{seconds:.0f}", "attempt": attempt, "attempts": self.retries}
            self.on_notice(Notice("publish-lost", told))
        time.sleep(seconds)


def _digits(expected: int) -> int:
    """Return by how many digits of a hash a graph is cut so that parts have about a thousand statements."""
    return max(1, math.ceil(math.log(max(expected, 1) / _PART, 16)))


def _is_page(reply: Reply) -> bool:
    """Return whether an answer is a page for people, as a wrong address gives it."""
    return "html" in reply.media_type and bool(reply.body.strip())


def _error(reply: Reply, name: str, service: Service) -> RemoteError:
    """Return the error of what a service refuses."""
    key = "publish-failed"
    if wants_digest(reply, service.credentials):
        key = "remote-digest"
    elif reply.status == 401:
        key = "remote-unauthorized"
    elif reply.status in BUSY:
        key = "publish-busy"
    elif _is_page(reply) and reply.status < 400:
        key = "publish-page"
    elif reply.status == 403:
        key = "remote-forbidden" if name == "query" else "publish-forbidden"
    elif reply.status in (404, 405, 410, 501):
        key = "remote-not-found" if name == "query" else "publish-not-found"
    elif reply.status == 413:
        key = "publish-too-long"
    told = {"status": reply.status, "reason": reason(reply, service.credentials), "option": service.option}
    return RemoteError(key, url=service.address.url, **told)
