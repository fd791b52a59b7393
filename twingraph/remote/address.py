"""Where a store is asked, and by whom."""

from __future__ import annotations

import base64
import netrc
import os
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import parse_qsl, quote, urlsplit

from twingraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

AUTHS = ("basic", "digest")
PASSWORD = "TWINGRAPH_PASSWORD"  # noqa: S105 - the name of a variable
TOKEN = "TWINGRAPH_TOKEN"  # noqa: S105 - the name of a variable


class Address(NamedTuple):
    """The address of an endpoint.

    Attributes:
        url: Scheme, host, port and path: what messages tell, since the rest may hold keys.
        parameters: What stood after the question mark, such as ``default-graph-uri``.
    """

    url: str
    parameters: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, url: str) -> Self:
        """Read the address that a person gives.

        Raises:
            UsageError: It is no address of HTTP or HTTPS, or holds a user or a password.
        """
        if any(sign.isspace() or not sign.isprintable() for sign in url):
            raise UsageError("bad-endpoint")
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise UsageError("bad-endpoint") from error
        if "@" in parts.netloc:
            raise UsageError("secret-in-endpoint")
        if parts.scheme not in ("http", "https") or not parts.hostname or port == 0 or parts.fragment:
            raise UsageError("bad-endpoint")
        parameters = tuple(parse_qsl(parts.query, keep_blank_values=True))
        if any(name in ("query", "update") for name, _ in parameters):
            raise UsageError("query-in-endpoint")
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
        return cls(f"{parts.scheme}://{parts.netloc}{path}", parameters)

    @property
    def host(self) -> str:
        """The host's name."""
        return urlsplit(self.url).hostname or ""


class Credentials(NamedTuple):
    """Who asks: a user with a password, or the bearer of a token; neither, if nobody in particular.

    Attributes:
        user: The user's name.
        password: The user's password.
        token: A bearer token.
        auth: How the password is sent, one of :data:`AUTHS`.
    """

    user: str | None = None
    password: str | None = None
    token: str | None = None
    auth: str = "basic"

    def checked(self) -> Self:
        """Return these credentials if they can be sent.

        Raises:
            UsageError: They cannot; the error shows none of them.
        """
        if self.auth not in AUTHS:
            raise UsageError("unknown-auth", auth=self.auth, known=", ".join(AUTHS))
        if self.token is not None and (self.user or self.password):
            raise UsageError("user-and-token", variable=TOKEN)
        if self.token is not None and not (self.token.isascii() and self.token.isprintable() and " " not in self.token):
            raise UsageError("bad-token")
        if self.user is not None and (not self.user or ":" in self.user):
            raise UsageError("bad-user")
        if bool(self.user) != bool(self.password):
            raise UsageError("no-password" if self.user else "no-user", variable=PASSWORD)
        return self

    def __repr__(self) -> str:
        return f"Credentials(user={self.user!r}, auth={self.auth!r}, …)"

    @property
    def basic(self) -> str:
        """User and password as basic authentication sends them."""
        return base64.b64encode(f"{self.user}:{self.password}".encode()).decode()

    def hidden(self, told: str) -> str:
        """Return what a store says without the secrets, should it repeat them."""
        for secret in (self.basic if self.password else None, self.password, self.token):
            if secret:
                told = told.replace(secret, "…")
        return told


def credentials(
    address: Address, user: str | None = None, auth: str = "basic", environ: Mapping[str, str] = os.environ
) -> Credentials:
    """Find the secrets for a store in the environment, else in ``~/.netrc``; never on the command line.

    Args:
        address: The store's address.
        user: The user to ask as, if one is named.
        auth: How a password is sent.
        environ: The environment.

    Raises:
        UsageError: There is no password for the user, or the file is broken.
    """
    token = environ.get(TOKEN) or None
    if user is not None and token is not None:
        raise UsageError("user-and-token", variable=TOKEN)
    if token is not None:
        return Credentials(token=token, auth=auth).checked()
    password = environ.get(PASSWORD) or None
    if user is None or password is None:
        listed = _listed(address.host)
        if user is None:
            user, password = listed
        elif listed[0] == user:
            password = listed[1]
    return Credentials(user, password, auth=auth).checked()


def _listed(host: str) -> tuple[str | None, str | None]:
    """Return the user and the password that ``~/.netrc`` (or the file that ``NETRC`` names) has for the very host."""
    path = os.environ.get("NETRC") or os.path.expanduser("~/.netrc")  # noqa: PTH111 - a home may not be known
    if not os.path.isfile(path):  # noqa: PTH113 - the same
        return None, None
    try:
        found = netrc.netrc(path).hosts.get(host)
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as error:
        # What is wrong there may be the password itself.
        raise UsageError("bad-netrc", file=path, line=getattr(error, "lineno", None) or 1) from None
    return (found[0] or None, found[2] or None) if found else (None, None)
