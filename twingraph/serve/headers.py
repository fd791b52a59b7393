"""What every response says besides its content: to browsers for safety, to others that they may read it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_POLICY: Final = b"default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
_ALWAYS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"content-security-policy", _POLICY),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Content-Language, Location, Retry-After"),
)
_PREFLIGHT: Final = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Accept-Language, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
    (b"allow", b"GET, HEAD, POST, OPTIONS"),
)
_REVALIDATE: Final = (b"cache-control", b"no-cache")
_CONTROLS: Final = bytes((*range(0x20), 0x7F))
_OURS: Final = frozenset(("content-length", "etag", "date", "server", "connection", "transfer-encoding"))


def tag_of(release: str, key: bytes) -> bytes:
    """Return the ETag of a question to a release: the same question to the same release has the same answer."""
    return f'"{release}-{key[:8].hex()}"'.encode()


def matches(told: bytes, tag: bytes) -> bool:
    """Tell whether ``If-None-Match`` names a tag.

    >>> matches(b'W/"a", "b"', b'"a"'), matches(b"*", b'"a"'), matches(b'"ab"', b'"a"')
    (True, True, False)
    """
    return bool(told) and any(each.strip().removeprefix(b"W/") in (tag, b"*") for each in told.split(b","))


def completed(headers: Iterable[tuple[str, str]], *, kept: bool = False) -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers of a response, with those that every response has, but for what is its own only.

    What would break out of a header is cut off.

    Args:
        headers: What the application says; what is for the server to say is left out.
        kept: Whether the response is kept, so that clients are to ask for it again.
    """
    return _completed(tuple(pair for pair in headers if pair[0].lower() not in _OURS), kept=kept)


@lru_cache(maxsize=64)  # most answers say the same
def _completed(headers: tuple[tuple[str, str], ...], *, kept: bool) -> tuple[tuple[bytes, bytes], ...]:
    given = [(_clean(name).lower(), _clean(value)) for name, value in headers]
    names = {name for name, _ in given}
    added = (*_ALWAYS, _REVALIDATE) if kept else _ALWAYS
    return (*given, *((name, value) for name, value in added if name not in names))


def preflight() -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers that tell a browser that pages from elsewhere may ask here."""
    return (*_ALWAYS, *_PREFLIGHT)


def _clean(text: str) -> bytes:
    """Return a name or value without what would end it."""
    return text.encode("latin-1", "replace").translate(None, _CONTROLS)
