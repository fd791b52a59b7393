"""The server's application behind a real socket, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzeug.serving import make_server

from tests.stores import free_port, wait_for
from twingraph.serve.app import Application
from twingraph.serve.opened import Opened

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def served(folder: str | Path) -> Iterator[str]:
    """Serve a graph folder until the block ends; gives the address that its paths stand behind."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.served", str(folder), str(port)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/sparql", process, seconds=60)
        yield address
    finally:
        process.kill()
        process.wait()


def main(folder: str, port: str) -> None:
    make_server("127.0.0.1", int(port), Application(Opened.open(folder))).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
