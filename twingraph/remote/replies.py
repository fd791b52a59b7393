"""What a store says when it does not do what it is asked: busy, or why not."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import responses
from typing import TYPE_CHECKING, Final

from twingraph.errors import RemoteError
from twingraph.remote.http import printable
from twingraph.remote.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from twingraph.remote.address import Credentials
    from twingraph.remote.http import Reply

BUSY: Final = (429, 502, 503, 504)
"""The statuses of a store that may do it later."""
_LONGEST_WAIT: Final = 30.0
"""How long at most to wait, in seconds, where the store does not say how long."""
_LONGEST_REASON: Final = 200
_DIGITS: Final = 9
_FOREVER: Final = 1e9


def pause(
    reply: Reply,
    attempt: int,
    attempts: int,
    *,
    deadline: float,
    seconds: float,
    url: str,
    on_notice: Callable[[Notice], None] | None = None,
) -> None:
    """Wait as long as a busy store asks for, or longer with every attempt.

    Args:
        reply: What the store answered.
        attempt: Which attempt comes next, from 1.
        attempts: How many there are.
        deadline: When to give up, by :func:`time.monotonic`.
        seconds: The time limit, to be told.
        url: The address, to be told.
        on_notice: Is told before the wait.

    Raises:
        RemoteError: The wait would pass the deadline.
    """
    asked = retry_after(reply.headers.get("retry-after", ""))
    wait = min(2.0 ** (attempt - 1), _LONGEST_WAIT) if asked is None else asked
    if time.monotonic() + wait >= deadline:
        raise RemoteError("remote-busy-long", url=url, status=reply.status, wait=f"{wait:.0f}", seconds=f"{seconds:g}")
    if on_notice:
        told = {"seconds": f"{wait:.0f}", "attempt": attempt, "attempts": attempts}
        on_notice(Notice("remote-waiting", {"status": reply.status, **told}))
    time.sleep(wait)


def retry_after(value: str) -> float | None:
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


def wants_digest(reply: Reply, credentials: Credentials) -> bool:
    """Return whether a store refuses a password only because it does not come by digest."""
    offered = reply.headers.get("www-authenticate", "").lower()
    return reply.status == 401 and "digest" in offered and "basic" not in offered and credentials.auth == "basic"


def reason(reply: Reply, credentials: Credentials) -> str:
    """Return the beginning of what a store says of an error, without secrets; of a page of HTML its title.

    Of a store that says nothing, what its status means.
    """
    told = credentials.hidden(reply.body.decode("utf-8", errors="replace"))
    if "html" in reply.media_type:
        title = re.search(r"<title[^>]*>(.*?)</title>", told, re.IGNORECASE | re.DOTALL)
        told = title[1] if title else ""
    told = printable(told)
    told = told if len(told) <= _LONGEST_REASON else f"{told[:_LONGEST_REASON]}…"
    return told or responses.get(reply.status) or f"HTTP {reply.status}"
