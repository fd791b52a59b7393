"""What a request asks for: a language, a form, and from where the server is seen."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from werkzeug.wrappers import Request, Response

    from twingraph.texts import Lang


def language(request: Request) -> Lang:
    """Return the language to answer in: that of the path, else that of ``lang``, else the one that is preferred."""
    if request.path == "/ru" or request.path.startswith("/ru/"):
        return "ru"
    named = request.args.get("lang")
    return next((lang for lang in LANGS if lang == named), None) or preferred_language(request)


def preferred_language(request: Request) -> Lang:
    """Return the language that ``Accept-Language`` prefers, English if it names none that there is."""
    best, best_quality = LANGS[0], 0.0
    for accepted, quality in request.accept_languages:
        primary = accepted.replace("_", "-").partition("-")[0].casefold()
        # Of what is equally welcome, what is named first.
        if primary in (*LANGS, "*") and quality > best_quality:
            best, best_quality = next((lang for lang in LANGS if lang == primary), LANGS[0]), quality
    return best


def preferred_form(request: Request, forms: Iterable[str]) -> str | None:
    """Return which media type ``Accept`` prefers: see :func:`best`."""
    return best(request.headers.get("Accept"), list(forms))


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
    return _best(accept or "", tuple(offered))


@lru_cache(maxsize=64)  # clients say the same each time
def _best(accept: str, offered: Sequence[str]) -> str | None:
    if not accept.strip():
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


def root(request: Request) -> str:
    """Return the path at which the server is seen, which ends with a slash: more than that behind a proxy's prefix."""
    return f"{quote(request.root_path.rstrip('/'))}/"


def address(request: Request) -> str:
    """Return the address at which the server is seen, which ends with a slash."""
    return f"{request.scheme}://{request.host}{root(request)}"


def vary(response: Response, *names: str) -> None:
    """Say on which headers of the request a response depends."""
    for name in names:
        response.vary.add(name)


def link(target: str, relation: str, **attributes: str) -> str:
    """Write a value of ``Link`` (RFC 8288); the target must be a URI already."""
    told = "".join(f'; {name}="{value}"' for name, value in attributes.items())
    return f'<{target}>; rel="{relation}"{told}'
