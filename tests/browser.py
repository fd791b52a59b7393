"""A site served below a path by a plain file server, under a strict policy, and looked at with Debian's Chromium."""

from __future__ import annotations

import functools
import http.server
import runpy
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT
from twingraph.export.release import Release
from twingraph.export.settings import Settings
from twingraph.layout import GraphFolder
from twingraph.loader import load
from twingraph.site.interactive import interactive_pages
from twingraph.site.render import assets
from twingraph.site.site import Site

CHROMIUM = shutil.which("chromium")
_BUILD = runpy.run_path(str(ROOT / "twingraph" / "site" / "frontend" / "build.py"), run_name="build")
needs_frontend = pytest.mark.skipif(
    not _BUILD["is_built"](), reason="npm brought no files: python twingraph/site/frontend/build.py"
)
"""For tests of what is made of files from npm."""
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Debian's package chromium is not installed")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        *(f"{kind}-src 'self'" for kind in ("style", "img", "connect", "worker")),
        "base-uri 'none'",
        "form-action 'self'",
    )
)
"""Neither scripts nor styles within pages, and nothing from elsewhere."""
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)


def write_pages(folder: Path, into: Path) -> dict[str, bytes]:
    """Write the interactive pages of a graph folder, and what they share with the rest of its site."""
    graph = GraphFolder.find(folder)
    site = Site(Release(graph, load(graph), Settings()))
    files = dict(assets()) | dict(interactive_pages(site))
    for path, content in files.items():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_bytes(content)
    return files


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve a folder; gives its address."""
    handler = functools.partial(_Handler, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
