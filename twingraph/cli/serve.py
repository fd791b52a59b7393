"""``twingraph serve``: the graph over HTTP, or one answer of the server without it."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from twingraph.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from twingraph.serve.setup import Setup

_ROOT_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")
_GIVEN = {
    "workers": "workers",
    "timeout": "timeout",
    "max_rows": "rows",
    "max_bytes": "bytes",
    "memory": "memory",
    "cache": "cache",
}


def serve(options: argparse.Namespace) -> int:
    """``twingraph serve``: answer until told to stop; ``--get PATH``: answer one request; 1 if it is an error."""
    if not hasattr(os, "fork") or not os.path.exists("/proc/self/statm"):  # noqa: PTH110 - the system's
        raise UsageError("serve-no-fork")
    if options.accept is not None and options.get is None:
        raise UsageError("serve-only-get")
    setup = _setup(options)
    try:
        if options.get is not None:
            return _get(options, setup)
        return _serve(options, setup)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("werkzeug", "uvicorn", "uvloop", "httptools", "jinja2"):
            raise
        raise UsageError("extra-missing", module=error.name, extra="serve") from error


def _setup(options: argparse.Namespace) -> Setup:
    from twingraph.layout import GraphFolder
    from twingraph.serve.setup import Setup

    root_path = options.root_path.rstrip("/")
    if not _ROOT_PATH.fullmatch(root_path):
        raise UsageError("serve-bad-root-path", value=options.root_path)
    if options.documents is not None and not options.documents.is_dir():
        raise UsageError("no-documents-folder", folder=options.documents)
    folder = GraphFolder.find(options.graph)
    documents = options.documents or folder.documents
    return Setup(
        graph=str(folder.root.resolve()),
        documents=str(documents.resolve()) if documents is not None and documents.is_dir() else None,
        root_path=root_path,
        proxy=options.proxy,
        lang=options.lang,
        **{ours: getattr(options, name) for name, ours in _GIVEN.items() if getattr(options, name) is not None},
    )


def _serve(options: argparse.Namespace, setup: Setup) -> int:
    from twingraph.serve.logs import Log
    from twingraph.serve.server import Server, address_of, listen

    taken = listen(options.host, options.port)
    url = address_of(taken, options.host, setup.root_path)

    def ready() -> None:
        if options.open:
            import webbrowser

            webbrowser.open(url)

    with taken:
        Server(setup, Log(options.log, options.lang), reload=options.reload).run(taken, url, ready)
    return 0


def _get(options: argparse.Namespace, setup: Setup) -> int:
    from twingraph.serve.once import get

    if not options.get.startswith("/"):
        raise UsageError("serve-get-path", value=options.get)
    answer = get(setup, options.get, options.accept, options.lang)
    good = answer.status < 400
    stream = sys.stdout if good else sys.stderr
    if not good:
        print(f"twingraph: {options.get}: {answer.status}", file=stream)
    stream.flush()
    stream.buffer.write(answer.body)
    stream.flush()
    return 0 if good else 1
