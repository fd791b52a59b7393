"""Scripts, styles and the files from npm, as they go into the site."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from twingraph.errors import TwinGraphError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_OF_SERVER: Final = ("/complete.js", "/endpoint.js", "/places.js", "/terms.js")
"""Scripts of pages that a server answers."""
_FRONTEND: Final = files("twingraph.site") / "frontend"


def static_files() -> Iterator[tuple[str, bytes]]:
    """Yield scripts and style sheet, the SPARQL engine and the notices of its licence.

    Raises:
        TwinGraphError: The files from npm are not there.
    """
    yield from ((path, content) for path, content in scripts() if not path.endswith(_OF_SERVER))
    for name in ("oxigraph/web.js", "oxigraph/web_bg.wasm", "NOTICES.txt"):
        yield f"assets/vendor/{name}", _vendor(name).read_bytes()


def scripts() -> Iterator[tuple[str, bytes]]:
    """Yield scripts and style sheet."""
    for file in sorted((_FRONTEND / "scripts").iterdir(), key=lambda each: each.name):
        if file.name.endswith((".js", ".css")):
            yield f"assets/explorer/{file.name}", file.read_bytes()


def land() -> list[list[int]]:
    """Return the outlines of land: see ``land`` in ``twingraph/site/frontend/build.py``.

    Raises:
        TwinGraphError: The file is not there.
    """
    rings: list[list[int]] = json.loads(_vendor("land.json").read_text(encoding="utf-8"))
    return rings


def _vendor(name: str) -> Traversable:
    file = _FRONTEND / "vendor" / name
    if not file.is_file():
        raise TwinGraphError("no-frontend", file=file)
    return file
