"""Which of several forms of an answer a client would rather have (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

if TYPE_CHECKING:
    from collections.abc import Sequence


def best(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the media type that a client likes best, the first of those that it likes equally.

    The most specific range of an ``Accept`` header that fits a media type says how much it is liked; parameters of
    ranges, such as a profile or a character set, are passed over.

    Args:
        accept: The header, as it came; None or nothing likes everything.
        offered: The media types that there are, the one that is to be preferred first.

    Returns:
        One of these; None if the client can take none.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [(_range(said), quality) for said, quality in parse_accept_header(accept, MIMEAccept)]

    def liked(media_type: str) -> float:
        kind, _, name = media_type.partition("/")
        for fitting in ((kind, name), (kind, "*"), ("*", "*")):
            found = [quality for each, quality in ranges if each == fitting]
            if found:
                return max(found)
        return 0

    most = max(offered, key=liked)  # the first, if several are liked equally
    return most if liked(most) > 0 else None


def _range(said: str) -> tuple[str, str]:
    kind, _, name = said.partition(";")[0].strip().lower().partition("/")
    return kind.strip(), name.strip()
