"""Soak the server: ``python -m tests.benchmarks.soak [--minutes 10] [--folder DIR]``.

Ten minutes of mixed load with hostile queries in it: questions asked before, new ones and assets from well-behaved
clients; meanwhile queries that ask for everything or sort it, and clients that leave. The exit code is 1 if a
well-behaved request failed, or the server's memory in the last third is over a tenth more than in the second.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import socket
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import psutil

from tests.benchmarks.generate import DEFAULT_TRIPLES, generate
from tests.benchmarks.measure import say
from tests.benchmarks.serve import ours, questions
from twingraph import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Callable

_GROWTH: Final = 1.1
_MB: Final = 1 << 20
_HOSTILE: Final = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g",
    "SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f }",
)


class Soak:
    """What is asked, and what came of it."""

    def __init__(self, port: int, texts: list[str]) -> None:
        self.port = port
        self.texts = texts
        self.over = threading.Event()
        self.good = 0
        self.failed: list[str] = []
        self.hostile: dict[int, int] = {}
        self.numbers = itertools.count()

    def _ask(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            reply = connection.getresponse()
            reply.read()
            return reply.status
        finally:
            connection.close()

    def behave(self) -> None:
        """Ask as a good client does, five times a second."""
        while not self.over.is_set():
            number = next(self.numbers)
            text = self.texts[number % len(self.texts)]
            path = (
                f"/sparql?query={quote(f'{text} # {number}')}",
                f"/sparql?query={quote(self.texts[number % 7])}",
                "/assets/site.css",
            )[number % 3]
            try:
                status = self._ask(path)
            except OSError as error:
                self.failed.append(repr(error))
            else:
                self.good += 1
                if status != 200:
                    self.failed.append(f"{status} {path[:60]}")
            time.sleep(0.2)

    def attack(self) -> None:
        """Ask for everything; every third time, leave before there is an answer."""
        while not self.over.is_set():
            number = next(self.numbers)
            path = f"/sparql?query={quote(f'{_HOSTILE[number % len(_HOSTILE)]} # {number}')}"
            with contextlib.suppress(OSError):
                if number % 3 == 0:
                    with socket.create_connection(("127.0.0.1", self.port)) as stream:
                        stream.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                        time.sleep(0.5)
                else:
                    status = self._ask(path)
                    self.hostile[status] = self.hostile.get(status, 0) + 1

    def run(self, seconds: float, measure: Callable[[], tuple[float, float]]) -> list[tuple[float, float]]:
        """Ask for so long, and return what was measured meanwhile, once in two seconds."""
        clients = [threading.Thread(target=self.behave, daemon=True) for _ in range(4)]
        clients += [threading.Thread(target=self.attack, daemon=True) for _ in range(4)]
        for client in clients:
            client.start()
        found = []
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(2)
            found.append(measure())
        self.over.set()
        for client in clients:
            client.join(60)
        return found


def memory(process: psutil.Process) -> tuple[float, float]:
    """Return the megabytes of the process with the port, and of the one that holds the graph."""
    return process.memory_info().rss / _MB, process.children()[0].memory_info().rss / _MB


def main() -> int:
    """Run the soak that the words ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="a graph folder; without it, one is generated")
    parser.add_argument("--triples", type=int, default=DEFAULT_TRIPLES)
    parser.add_argument("--minutes", type=float, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch) / "graph"
        if options.folder is None:
            generate(folder, options.triples)
        texts = next(iter(questions(KnowledgeGraph.open(folder)).values()))
        with ours(folder, "--timeout", "5", "--cache", "16") as (server, process):
            soak = Soak(server.port, texts)
            main_process = psutil.Process(process.pid)
            found = soak.run(60 * options.minutes, lambda: memory(main_process))
    third = max(1, len(found) // 3)
    flat = True
    for name, values in zip(("server", "holder"), zip(*found, strict=True), strict=True):
        parts = [statistics.median(values[at : at + third]) for at in (0, third, 2 * third)]
        flat &= parts[2] <= _GROWTH * parts[1]
        say(f"{name}: {', '.join(f'{each:.0f}' for each in parts)} MB in the first, second and last third")
    say(f"good requests: {soak.good}, failed: {len(soak.failed)} {soak.failed[:5]}; hostile by status: {soak.hostile}")
    return 0 if flat and not soak.failed else 1


if __name__ == "__main__":
    sys.exit(main())
