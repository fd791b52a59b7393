"""Measure the server: ``python -m tests.benchmarks.serve [--triples 300000] [--folder DIR]``.

Questions over HTTP, at 1, 8 and 64 clients, of ``twingraph serve``, ``oxigraph serve`` and ``rdflib-endpoint`` on the
same statements, in turns: asked before (the same bytes again), and new ones (another place each time, and a comment
that makes each text another one). Then new questions at rest and while four queries ask for everything. The client runs
on the same processors and takes its share of them. The exit code is 1 if an answer was wrong or a promise is not kept.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from importlib.util import find_spec
from itertools import count, cycle, islice, product
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit

from pyoxigraph import RdfFormat
from tabulate import tabulate

from tests.benchmarks.generate import DEFAULT_TRIPLES, generate
from tests.benchmarks.load import Load, load, request
from tests.benchmarks.measure import say
from tests.stores import DIRECT, free_port, serving
from twingraph import KnowledgeGraph
from twingraph.engine import select
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLIENTS: Final = (1, 8, 64)
_LONG: Final = 3000
_TIMES: Final = 15
_FORM: Final = "application/x-www-form-urlencoded"
_CROSS: Final = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} # {number}"
_PLACES: Final = (
    "SELECT DISTINCT ?place { ?place a tg:City . ?tie a tg:Tie ; tg:partyPlace ?place } ORDER BY ?place LIMIT 400"
)
_ONE: Final = "SELECT ?tie ?label {{ ?tie tg:partyPlace <{place}> ; rdfs:label ?label }}"
_AGREEMENTS: Final = """SELECT ?partner ?name ?agreement ?form ?date {{
  ?tie tg:partyPlace <{place}>, ?partner .
  FILTER(?partner != <{place}>)
  ?partner rdfs:label ?name FILTER(LANG(?name) = "en")
  OPTIONAL {{
    ?agreement tg:listedUnder ?tie ; tg:form ?form
    OPTIONAL {{ ?agreement tg:signedOn ?date }}
  }}
}} ORDER BY ?name ?date"""
_NAMED: Final = "twins-of"
_RDFLIB: Final = """
import sys, uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
quads = Dataset()
quads.parse(sys.argv[1], format="nquads")
uvicorn.run(SparqlEndpoint(graph=quads), port=int(sys.argv[2]), log_level="error")
"""
_DECLARED: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def _get(path: str, query: str) -> bytes:
    """Return a request in bytes: by GET, or by POST where the address would be too long for some servers."""
    if len(query) < _LONG:
        return request(f"{path}?query={quote(query)}")
    return request(path, body=f"query={quote(query)}".encode(), **{"Content-Type": _FORM})


class Server:
    """A server that is measured: its name, its port, the path of its endpoint."""

    def __init__(self, name: str, port: int, path: str) -> None:
        self.name = name
        self.port = port
        self.path = path

    def rows(self, query: str) -> int:
        """Ask once, and return how many rows the answer has."""
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{self.path}",
            f"query={quote(query)}".encode(),
            {"Accept": "application/sparql-results+json", "Content-Type": _FORM},
        )
        with DIRECT.open(asked, timeout=600) as reply:
            return len(json.load(reply)["results"]["bindings"])


@contextlib.contextmanager
def ours(folder: Path, *words: str) -> Iterator[tuple[Server, subprocess.Popen[str]]]:
    """Run ``twingraph serve``."""
    command = [
        sys.executable,
        "-m",
        "twingraph",
        "serve",
        "--graph",
        str(folder),
        "--port",
        "0",
        "--log",
        "json",
        *words,
    ]
    # Its log goes into a file: a thread of ours that read it would keep the client waiting.
    with tempfile.TemporaryFile("a+", encoding="utf-8") as log:
        process = subprocess.Popen(command, stderr=log, text=True)
        try:
            yield Server("twingraph serve", _ready(process, log), "/sparql"), process
        finally:
            process.terminate()
            process.wait(60)


def _ready(process: subprocess.Popen[str], log: IO[str]) -> int:
    """Wait until the log tells that there are answers, and return the port."""
    while process.poll() is None:
        time.sleep(0.1)
        log.seek(0)
        for line in log:
            if '"event": "ready"' in line:
                return urlsplit(json.loads(line)["url"]).port or 0
    raise RuntimeError


@contextlib.contextmanager
def oxigraph(kg: KnowledgeGraph) -> Iterator[Server]:
    """Run ``oxigraph serve`` with the statements of the graph."""
    port = free_port()
    with serving("serve", "--bind", f"127.0.0.1:{port}", port=port):
        content = kg.store.dump(format=RdfFormat.N_QUADS)
        sent = urllib.request.Request(
            f"http://127.0.0.1:{port}/store?no_transaction", content, {"Content-Type": "application/n-quads"}
        )
        DIRECT.open(sent, timeout=600).close()
        yield Server("oxigraph serve", port, "/query")


@contextlib.contextmanager
def rdflib_endpoint(kg: KnowledgeGraph, folder: Path) -> Iterator[Server]:
    """Run ``rdflib-endpoint`` with the statements of the graph, in rdflib's own memory."""
    file = folder / "graph.nq"
    kg.store.dump(str(file), format=RdfFormat.N_QUADS)
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", _RDFLIB, str(file), str(port)], stderr=subprocess.DEVNULL)
    server = Server("rdflib-endpoint", port, "/")
    try:
        until = time.monotonic() + 900
        while time.monotonic() < until and process.poll() is None:
            with contextlib.suppress(OSError):
                server.rows("SELECT * { ?s ?p ?o } LIMIT 1")
                break
            time.sleep(0.5)
        yield server
    finally:
        process.kill()
        process.wait()


def questions(kg: KnowledgeGraph) -> dict[str, list[str]]:
    """Return texts of each kind of question, another place in each.

    The places are in no order, so that a server that comes as far as the first of them only is asked the like.
    """
    places = [row[0].value for row in select(kg.store, _DECLARED + _PLACES)]
    random.Random(0).shuffle(places)  # noqa: S311 - no secret
    return {
        "raw SPARQL, two patterns": [_DECLARED + _ONE.format(place=place) for place in places],
        "raw SPARQL, agreements": [_DECLARED + _AGREEMENTS.format(place=place) for place in places],
        f"named query {_NAMED}": [_DECLARED + kg.bind(_NAMED, {"place": place}) for place in places],
    }


def new(texts: list[str], server: Server, numbers: Iterator[int], many: int = 4000) -> list[bytes]:
    """Return requests none of which has been asked before."""
    return [_get(server.path, f"{text}\n# {next(numbers)}") for text in islice(cycle(texts), many)]


def once(kind: str, servers: list[Server], texts: list[str]) -> tuple[dict[str, float], bool]:
    """Ask each server a few questions, and return how long it took for one and whether all answer alike."""
    rows: dict[str, list[int]] = {}
    took: dict[str, float] = {}
    for server in servers:
        begun = time.perf_counter()
        try:
            rows[server.name] = [server.rows(text) for text in texts]
        except HTTPError as error:  # its columns are empty, and this says why
            say(f"{kind}: {server.name} refuses it: {error}")
        took[server.name] = (time.perf_counter() - begun) / len(texts)
    if len({tuple(each) for each in rows.values()}) != 1:
        say(f"{kind}: the answers differ: {rows}")
        return took, False
    return {name: took[name] for name in rows}, servers[0].name in rows


def compare(
    servers: list[Server], kinds: dict[str, list[str]], seconds: float, turns: int
) -> tuple[list[list[str]], bool]:
    """Measure all servers, in turns, and return the lines of a table and whether what is promised is kept.

    A server that takes longer than a turn for one question is not asked by many clients, whose questions it would go
    on working at in the turns of the others: one question at a time is its pace.
    """
    numbers = count()
    lines: list[list[str]] = []
    kept = True
    ours = servers[0]
    for kind, texts in kinds.items():
        took, alike = once(kind, servers, texts[:3])
        kept &= alike
        measured = [server for server in servers if took.get(server.name, seconds) < seconds]
        for asked, clients in product(("asked before", "new"), _CLIENTS):
            found: dict[str, list[Load]] = {server.name: [] for server in measured}
            for _, server in product(range(turns), measured):
                sent = [_get(server.path, texts[0])] if asked == "asked before" else new(texts, server, numbers)
                if asked == "asked before":
                    load(server.port, sent, 1, 0.1)
                found[server.name].append(load(server.port, sent, clients, seconds))
            pace = {name: statistics.median(each.rate for each in results) for name, results in found.items()}
            p99 = {name: f"{1000 * statistics.median(each.p99 for each in found[name]):.3g}" for name in found}
            pace |= {name: 1 / took[name] for name in took if name not in pace}
            ratio = {name: pace[ours.name] / pace[name] for name in pace}
            line = [kind, asked, str(clients)]
            for server in servers:
                name = server.name
                line += [f"{pace[name]:.3g}" if name in pace else "", p99.get(name, "")]
                line += [f"{ratio[name]:.3g}" if name in ratio else ""] if server is not ours else []
            say("; ".join(line))
            lines.append(line)
            for name, results in found.items():
                if wrong := sum(each.wrong for each in results):
                    say(f"{kind}, {asked}, {clients} clients: {name}: {wrong} wrong answers")
                    kept &= name != ours.name
            peer, least = ("oxigraph serve", 1) if asked == "asked before" else ("rdflib-endpoint", _TIMES)
            kept &= ratio.get(peer, least) >= least
    return lines, kept


def disturbed(server: Server, texts: list[str], seconds: float, turns: int) -> tuple[list[Load], list[Load]]:
    """Measure new questions of two clients at rest, and while four queries ask for everything, in turns."""
    numbers, hostile = count(10_000_000), count()
    calm: list[Load] = []
    busy: list[Load] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            with contextlib.suppress(OSError):
                server.rows(_CROSS.format(number=next(hostile)))

    for _ in range(turns):
        calm.append(load(server.port, new(texts, server, numbers), 2, seconds))
        over.clear()
        strangers = [threading.Thread(target=ask, daemon=True) for _ in range(4)]
        for stranger in strangers:
            stranger.start()
        time.sleep(0.5)
        busy.append(load(server.port, new(texts, server, numbers), 2, seconds))
        over.set()
        for stranger in strangers:
            stranger.join(60)
    return calm, busy


def main() -> int:
    """Run the measurements that the words ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="a graph folder; without it, one is generated")
    parser.add_argument("--triples", type=int, default=DEFAULT_TRIPLES)
    parser.add_argument("--seconds", type=float, default=2.0, help="how long one turn is")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--only", choices=("compare", "hostile"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, contextlib.ExitStack() as stack:
        folder = options.folder or Path(scratch) / "graph"
        if options.folder is None:
            generate(folder, options.triples)
        kg = KnowledgeGraph.open(folder)
        kinds = questions(kg)
        kept = True
        say(f"{len(kg.store)} quads, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        if options.only != "hostile":
            with contextlib.ExitStack() as running:
                servers = [running.enter_context(ours(folder))[0], running.enter_context(oxigraph(kg))]
                if find_spec("rdflib_endpoint") is not None:
                    servers.append(running.enter_context(rdflib_endpoint(kg, Path(scratch))))
                lines, kept = compare(servers, kinds, options.seconds, options.turns)
            titles = ["question", "", "clients"]
            for server in servers:
                titles += [f"{server.name}, 1/s", "p99, ms"] + ([] if server is servers[0] else ["ours/theirs"])
            print(tabulate(lines, titles, tablefmt="pipe", disable_numparse=True))  # noqa: T201
        if options.only != "compare":
            server, _ = stack.enter_context(ours(folder, "--timeout", "5"))
            for kind, texts in kinds.items():
                calm, busy = disturbed(server, texts, 2 * options.seconds, options.turns)
                rest, loaded = (statistics.median(each.p99 for each in some) for some in (calm, busy))
                wrong = sum(each.wrong for each in (*calm, *busy))
                kept &= loaded <= 3 * rest and not wrong
                print(  # noqa: T201
                    f"{kind}: p99 at rest {rest * 1000:.3g} ms, beside four hostile queries {loaded * 1000:.3g} ms, "
                    f"ratio {loaded / rest:.2f}; wrong answers: {wrong}"
                )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
