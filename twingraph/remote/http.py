"""One exchange with a server, which ends at its deadline whatever the server does."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from http.client import HTTPException, IncompleteRead
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

from twingraph.errors import RemoteError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from email.message import Message
    from http.client import HTTPMessage, HTTPResponse
    from typing import IO

    from twingraph.remote.address import Address, Credentials

_PIECE = 65536
_LONGEST_ERROR = 65536


class Reply(NamedTuple):
    """What a server answers.

    Attributes:
        status: The HTTP status.
        headers: The headers, their names in small letters.
        body: The content.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The type of the content, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Redirects(HTTPRedirectHandler):
    """Follows a store that has moved within its host, with the query as it was.

    The standard handler would drop a query that is posted, and carry credentials to whatever host is named.
    """

    def redirect_request(  # noqa: PLR0917 - the signature is that of the standard handler
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,  # noqa: ARG002
        headers: Message,  # noqa: ARG002
        newurl: str,
    ) -> Request:
        """Return the request that follows the redirection, or refuse to follow it."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        upgraded = (old.scheme, new.scheme) == ("http", "https") and old.hostname == new.hostname
        if not upgraded and (old.scheme, old.netloc) != (new.scheme, new.netloc):
            fp.close()
            moved_to = f"{new.scheme}://{new.netloc.rpartition('@')[2]}{new.path}"
            raise RemoteError("remote-moved", url=_without_query(req.full_url), moved_to=printable(moved_to))
        kept = dict(req.header_items())
        if code == 303:  # the answer lies there already
            kept = {name: value for name, value in kept.items() if not name.lower().startswith("content-")}
            return Request(newurl, headers=kept, method="GET")  # noqa: S310 - the scheme is that of the endpoint
        return Request(newurl, data=req.data, headers=kept, method=req.get_method())  # noqa: S310 - as above


class Digest(HTTPDigestAuthHandler):
    """Answers the challenge of the reply before, too: else every long request would be sent twice."""

    _challenge: dict[str, str] | None = None

    def http_error_401(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> HTTPResponse | None:
        """Remember the challenge, and send the request again with the answer to it."""
        scheme, _, words = headers.get("www-authenticate", "").partition(" ")
        self._challenge = parse_keqv_list(list(filter(None, parse_http_list(words)))) if scheme == "Digest" else None
        answer: HTTPResponse | None = super().http_error_401(req, fp, code, msg, headers)
        return answer

    def http_request(self, req: Request) -> Request:
        """Add the answer to the challenge that is known."""
        if self._challenge is not None and not req.has_header(self.auth_header):
            answer = self.get_authorization(req, self._challenge)
            if answer:
                req.add_unredirected_header(self.auth_header, f"Digest {answer}")
        return req

    https_request = http_request


def opener(address: Address, credentials: Credentials) -> OpenerDirector:
    """Return what opens requests to an endpoint: with the proxies of the environment, and certificates verified."""
    handlers = [Redirects()]
    if credentials.user is None or credentials.auth != "digest":
        return build_opener(*handlers)
    passwords = HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, address.url, credentials.user, credentials.password or "")
    return build_opener(*handlers, Digest(passwords))


def exchange(opener: OpenerDirector, request: Request, *, deadline: float, seconds: float, url: str) -> Reply:
    """Send a request and read the whole answer.

    A thread does it, which is left to itself at the deadline: a time limit on sockets begins anew with every byte
    that a slow server drips, and does not hold while a host's name is looked up.

    Args:
        opener: What opens the request.
        request: The request.
        deadline: When to give up, by :func:`time.monotonic`.
        seconds: The time limit, to be told.
        url: The address, to be told.

    Raises:
        RemoteError: Nobody answers there, the answer breaks off, or time is up.
    """
    given_up = threading.Event()
    box: SimpleQueue[Reply | Exception] = SimpleQueue()
    left = deadline - time.monotonic()

    def work() -> None:
        try:
            box.put(_read(opener, request, left, given_up))
        except Exception as error:  # noqa: BLE001 - handed to who waits for it
            box.put(error)

    if left > 0:
        threading.Thread(target=work, name="twingraph-remote", daemon=True).start()
    try:
        outcome = box.get(timeout=max(left, 0.001))
    except Empty:
        given_up.set()
        raise RemoteError("remote-timeout", url=url, seconds=f"{seconds:g}") from None
    if isinstance(outcome, Reply):
        return outcome
    if isinstance(outcome, RemoteError):
        raise outcome
    if isinstance(outcome, OSError | HTTPException | ValueError):
        raise _told(outcome, url, seconds) from outcome
    raise outcome


def _read(opener: OpenerDirector, request: Request, seconds: float, given_up: threading.Event) -> Reply:
    try:
        with opener.open(request, timeout=seconds) as response:
            return Reply(response.status, _headers(response.headers), _body(response, given_up))
    except HTTPError as error:
        with error:
            body = error.read(_LONGEST_ERROR)
            # An error that urllib makes itself has an empty text in place of a body.
            return Reply(error.code, _headers(error.headers), body if isinstance(body, bytes) else b"")


def _body(response: HTTPResponse, given_up: threading.Event) -> bytes:
    pieces = []
    while not given_up.is_set():
        piece = response.read1(_PIECE)
        if not piece:
            break
        pieces.append(piece)
    if response.length:  # promised and not sent
        raise IncompleteRead(b"", response.length)
    return b"".join(pieces)


def _headers(headers: Message) -> dict[str, str]:
    return {name.lower(): str(value) for name, value in headers.items()}


def _told(error: Exception, url: str, seconds: float) -> RemoteError:
    """Return what went wrong with a connection as an error that says what to do."""
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return RemoteError("remote-timeout", url=url, seconds=f"{seconds:g}")
    if isinstance(reason, ssl.SSLCertVerificationError):
        return RemoteError("remote-certificate", url=url, reason=reason.verify_message)
    if isinstance(reason, IncompleteRead):
        return RemoteError("remote-cut", url=url)
    if isinstance(reason, HTTPException | ConnectionResetError):
        return RemoteError("remote-no-http", url=url, reason=type(reason).__name__)
    if isinstance(reason, socket.gaierror | UnicodeError):
        return RemoteError("remote-no-host", url=url)
    told = reason.strerror if isinstance(reason, OSError) and reason.strerror else reason
    return RemoteError("remote-unreachable", url=url, reason=printable(str(told)))


def printable(told: str) -> str:
    """Return what another computer says in one line, without signs that could steer a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in " ".join(told.split()))


def _without_query(url: str) -> str:
    return url.partition("?")[0]
