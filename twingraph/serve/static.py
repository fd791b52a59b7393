"""``/assets/…``: style sheets, scripts and pictures of the pages, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from werkzeug.exceptions import NotFound
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from twingraph.site.interactive.files import scripts
from twingraph.site.render import assets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.wrappers import Request

    from twingraph.serve.opened import Opened

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_CACHED: Final = "public, max-age=3600, stale-while-revalidate=86400"
"""An hour and not a year: a file keeps its name when the program gets a newer one."""


def rules(_opened: Opened) -> Iterable[Rule]:
    """Return the rule of the assets."""
    files = dict(assets()) | dict(scripts())

    def view(_request: Request, /, **values: str) -> Response:
        path = f"assets/{values['name']}"
        if path not in files:
            raise NotFound
        suffix = path[path.rfind(".") :]
        kind = _TYPES.get(suffix, "application/octet-stream")
        return Response(files[path], content_type=kind, headers={"Cache-Control": _CACHED})

    return [Rule("/assets/<path:name>", endpoint=view, methods=["GET"])]
