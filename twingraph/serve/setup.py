"""How a server is set up: what is served, and within what limits."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from twingraph.texts import Lang

SPARQL = "sparql"
PAGES = "pages"
LANES = (SPARQL, PAGES)
"""Who answers: ``/sparql`` has workers of its own, so that no query of strangers makes a page wait."""


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Setup:
    """What a server is started with; the process that opens the graph is given it as JSON.

    Attributes:
        graph: The graph folder, or None to find it.
        documents: The folder of the source documents, if they are at hand.
        timeout: How many seconds a SPARQL query may take, and how long it may wait for its turn.
        page_timeout: How many seconds anything else may take.
        rows: How many rows a SPARQL answer may have.
        bytes: How many bytes a SPARQL answer may have.
        memory: How many MB a worker may have beyond what the opened graph takes.
        workers: How many processes answer SPARQL queries.
        page_workers: How many processes answer everything else.
        waiting: How many requests may wait for a worker of their lane.
        slow: After how many seconds of a processor for one query a worker steps back behind all others; it is replaced
            after it.
        awake: For how many seconds the server waits awake for an answer, and the worker for the next question, if
            nobody else asks anything at the time.
        cache: How many MB of answers are kept.
        body: How many bytes a request's body may have.
        line: How many bytes a request's address may have.
        head: How many bytes a request's head may have.
        patience: How many seconds a client may take to send a request, or to take in a part of its answer.
        connections: How many connections may be open.
        root_path: The path under which a proxy shows this server, without a slash at its end.
        proxy: Whether ``X-Forwarded-…`` headers are believed.
        lang: The language of what is told on the terminal.
        application: What answers: ``module:name`` of a callable that makes a WSGI application of what is opened.
    """

    graph: str | None = None
    documents: str | None = None
    timeout: float = 10.0
    page_timeout: float = 10.0
    rows: int = 100_000
    bytes: int = 50_000_000
    memory: int = 1024
    workers: int = 0
    page_workers: int = 0
    waiting: int = 128
    slow: float = 0.25
    awake: float = 0.001 if processors() > 1 else 0.0
    cache: int = 128
    body: int = 1_000_000
    line: int = 16_384
    head: int = 32_768
    patience: float = 15.0
    connections: int = 1000
    root_path: str = ""
    proxy: bool = False
    lang: Lang = "en"
    application: str = "twingraph.serve.app:Application"

    def size(self, lane: str) -> int:
        """Return how many workers a lane has; not said, six or more for queries, so that a few bad ones leave some."""
        if lane == SPARQL:
            return self.workers or max(6, 2 * processors())
        return self.page_workers or max(2, processors())

    def seconds(self, lane: str) -> float:
        """Return the time limit of a lane."""
        return self.timeout if lane == SPARQL else self.page_timeout

    def to_json(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return what :meth:`to_json` wrote."""
        return cls(**json.loads(text))
