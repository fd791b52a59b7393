"""What a client asks: its request, read and judged before any worker sees it."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import unquote_to_bytes

from twingraph.serve.setup import PAGES, SPARQL
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from twingraph.serve.setup import Setup
    from twingraph.texts import Lang

_ENDPOINT: Final = "/sparql"
_HOST: Final = re.compile(rb"[A-Za-z0-9.\-_]{1,255}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
_PREFIX: Final = re.compile(rb"(/[A-Za-z0-9._~-]+)*")
_PORT: Final = re.compile(r":\d+$")
_GZIP: Final = re.compile(rb"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?P<q>[0-9.]+)\s*)?(?:,|$)", re.IGNORECASE)
_TEXTS: Final = (b"application/x-www-form-urlencoded", b"application/sparql-query")
_BEYOND_ASCII: Final = re.compile(rb"%[89A-Fa-f]")
_KEPT_METHODS: Final = ("GET", "HEAD", "POST")
_PASSED_ON: Final = (
    (b"accept", "HTTP_ACCEPT"),
    (b"accept-language", "HTTP_ACCEPT_LANGUAGE"),
    (b"content-type", "CONTENT_TYPE"),
    (b"content-encoding", "HTTP_CONTENT_ENCODING"),
)


class RefusedRequestError(Exception):
    """A request that is not answered.

    Args:
        status: The status code.
        key: The key of the text that says why.
    """

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


class Head(NamedTuple):
    """What the headers of a request say, and the connection that it came by.

    Attributes:
        headers: What a worker is told of the headers, as WSGI calls them.
        scheme: ``http`` or ``https``, as the client sees it.
        host: The host, as the client sees it.
        prefix: What stands before the path, as the client sees it.
        client: The client's address, for the log.
        tags: What ``If-None-Match`` says.
        digest: Tells it from others that are to be answered otherwise; always as long.
    """

    headers: dict[str, str]
    scheme: str
    host: str
    prefix: str
    client: str
    tags: bytes
    digest: bytes


class _Way(NamedTuple):
    """How a request came here."""

    version: str
    scheme: str
    address: str
    prefix: bytes
    proxy: bool


class Asked(NamedTuple):
    """A request without its body.

    Attributes:
        method: The method as the application sees it: that of HEAD is GET.
        path: The path, decoded, without the prefix.
        query: The query as it was sent.
        head: What the headers say.
    """

    method: str
    path: str
    query: bytes
    head: Head

    @property
    def lane(self) -> str:
        """Who answers it."""
        return SPARQL if self.path == _ENDPOINT else PAGES

    @property
    def keepable(self) -> bool:
        """Whether the answer to it may be kept and given to others who ask the same."""
        return self.method in _KEPT_METHODS

    @property
    def lang(self) -> Lang:
        """The language in which to tell what is wrong."""
        return lang_of(self.path, self.head.headers.get("HTTP_ACCEPT_LANGUAGE", ""))

    def key(self, body: bytes) -> bytes:
        """Return what tells this question from others."""
        # Neither method nor path nor query has an end of line, and the digest is always as long.
        asked = b"\n".join((self.method.encode(), self.path.encode(), self.query, self.head.digest, body))
        return hashlib.blake2b(asked, digest_size=32).digest()

    def environ(self, body: bytes) -> dict[str, Any]:
        """Return the environment of WSGI, but for the streams."""
        host = self.head.host
        name, _, port = host.rpartition(":") if _PORT.search(host) else (host, "", "")
        return {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": self.head.prefix,
            "PATH_INFO": self.path.encode().decode("latin-1"),
            "QUERY_STRING": self.query.decode("latin-1"),
            "SERVER_NAME": name,
            "SERVER_PORT": port or ("443" if self.head.scheme == "https" else "80"),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": self.head.client,
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HOST": host,
            "wsgi.url_scheme": self.head.scheme,
            **self.head.headers,
        }


def asked(scope: dict[str, Any], setup: Setup) -> Asked:
    """Read a request.

    Raises:
        RefusedRequestError: It is malformed.
    """
    address = scope["client"][0] if scope["client"] else ""
    way = _Way(scope["http_version"], scope["scheme"], address, setup.root_path.encode(), setup.proxy)
    head = _head(tuple(scope["headers"]), way)
    raw, query, method = scope["raw_path"], scope["query_string"], scope["method"]
    prefix = head.prefix.encode()
    if prefix and (raw == prefix or raw.startswith(prefix + b"/")):
        raw = raw[len(prefix) :]  # the proxy passes it on
    path = _path(raw)
    if path != _ENDPOINT:  # which looks at each character anyway
        _check_utf8(query, "serve-bad-query")
    return Asked("GET" if method == "HEAD" else method, path, query, head)


@lru_cache(maxsize=64)  # a client says the same each time
def _head(told: tuple[tuple[bytes, bytes], ...], way: _Way) -> Head:
    version, scheme, address, prefix, proxy = way
    given: dict[bytes, bytes] = {}
    for name, value in told:
        if name == b"host" and name in given:
            raise RefusedRequestError(400, "serve-bad-host")
        given[name] = b", ".join((given[name], value)) if name in given else value
    host = given.get(b"host", b"")
    if not host and version == "1.0":
        host = b"localhost"
    if proxy:
        scheme = "https" if _last(given, b"x-forwarded-proto", b"http") == b"https" else "http"
        host = _last(given, b"x-forwarded-host", host)
        prefix = _last(given, b"x-forwarded-prefix", prefix).rstrip(b"/")
        address = _last(given, b"x-forwarded-for", address.encode()).decode("latin-1")
    if not _HOST.fullmatch(host):
        raise RefusedRequestError(400, "serve-bad-host")
    if not _PREFIX.fullmatch(prefix):
        raise RefusedRequestError(400, "serve-bad-prefix")
    headers = {theirs: given[name].decode("latin-1") for name, theirs in _PASSED_ON if name in given}
    headers["HTTP_ACCEPT_ENCODING"] = "gzip" if takes_gzip(given.get(b"accept-encoding", b"")) else "identity"
    seen = (scheme, host, prefix, headers)
    digest = hashlib.blake2b(repr(seen).encode(), digest_size=32).digest()
    tags = given.get(b"if-none-match", b"")
    return Head(headers, scheme, host.decode(), prefix.decode(), address, tags, digest)


def judge_body(asked: Asked, body: bytes) -> None:
    """Refuse a body that says to be text and is none.

    Raises:
        RefusedRequestError: It is not UTF-8.
    """
    if body and asked.head.headers.get("CONTENT_TYPE", "").partition(";")[0].strip().lower().encode() in _TEXTS:
        _check_utf8(body, "serve-bad-body")


def takes_gzip(accepted: bytes) -> bool:
    """Tell whether ``Accept-Encoding`` allows gzip.

    >>> takes_gzip(b"deflate, gzip;q=0.5"), takes_gzip(b"gzip;q=0"), takes_gzip(b"br")
    (True, False, False)
    """
    found = _GZIP.search(accepted)
    return found is not None and (found["q"] is None or found["q"].strip(b"0.") != b"")


def lang_of(path: str, accepted: str) -> Lang:
    """Return the language that the path is of, else the one that is preferred.

    >>> lang_of("/sparql", "de, ru;q=0.9, en;q=0.8"), lang_of("/ru/places/", "en"), lang_of("/", "")
    ('ru', 'ru', 'en')
    """
    if path.startswith("/ru/"):
        return "ru"
    best: Lang = "en"
    quality = 0.0
    for part in accepted.split(","):
        name, _, rest = part.strip().partition(";")
        value = rest.strip().removeprefix("q=")
        weight = float(value) if re.fullmatch(r"[01](\.[0-9]{0,3})?", value) else 1.0
        for lang in LANGS:
            if name.lower().partition("-")[0] == lang and weight > quality:
                best, quality = lang, weight
    return best


def _last(given: dict[bytes, bytes], name: bytes, default: bytes) -> bytes:
    """Return what the proxy nearest to us says."""
    return given[name].rpartition(b",")[2].strip() if name in given else default


def _path(raw: bytes) -> str:
    path = _utf8(raw, "serve-bad-path") or "/"
    if any(letter < " " or letter == "\x7f" for letter in path) or not path.startswith("/"):
        raise RefusedRequestError(400, "serve-bad-path")
    return path


def _check_utf8(quoted: bytes, key: str) -> None:
    """Refuse what is not UTF-8; a long query is not unquoted for that if it is in ASCII, as most are."""
    if not quoted.isascii() or _BEYOND_ASCII.search(quoted) is not None:
        _utf8(quoted, key)


def _utf8(quoted: bytes, key: str) -> str:
    try:
        return (unquote_to_bytes(quoted) if b"%" in quoted else quoted).decode()
    except UnicodeDecodeError as error:
        raise RefusedRequestError(400, key) from error
