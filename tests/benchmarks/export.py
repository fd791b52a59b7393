"""Measure the dumps: ``python -m tests.benchmarks.export --triples 300000 3000000``.

Each dump of a generated graph is timed against pyoxigraph's ``dump`` in the same form, from the same store, in turns,
and at sizes up to ``--rdflib`` against rdflib's serialiser, which is cut after a time. The store is loaded once; each
dump is made by a fork of the process that holds it, so that its peak memory is its own: that is told with the store in
it, and beyond it. Times are processor time, so that others on the machine count for little. What is written is read
back by pyoxigraph, and the exit code is 1 if a dump holds another number of statements than the peer's.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import re
import signal
import statistics
import sys
import tempfile
import time
import traceback
import warnings
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import DefaultGraph, RdfFormat, parse
from tabulate import tabulate

from tests.benchmarks.generate import DEFAULT_TRIPLES, generate
from tests.benchmarks.measure import say
from twingraph.export.dumps.statements import graphs
from twingraph.export.release import Release
from twingraph.export.settings import Settings
from twingraph.layout import GraphFolder
from twingraph.loader import load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Each dump: its end, pyoxigraph's name of the form, rdflib's, whether it has the named graphs.
FORMS: Final = {
    "nquads": ("nq", RdfFormat.N_QUADS, "nquads", True),
    "trig": ("trig", RdfFormat.TRIG, "trig", True),
    "ntriples": ("nt", RdfFormat.N_TRIPLES, "nt", False),
    "turtle": ("ttl", RdfFormat.TURTLE, "turtle", False),
    "rdfxml": ("rdf", RdfFormat.RDF_XML, "xml", False),
    "jsonld": ("jsonld", RdfFormat.JSON_LD, "json-ld", False),
}
_MB: Final = 1024


class Used(NamedTuple):
    """What a dump took: seconds of processor, megabytes at its peak, and those beyond what there was before it."""

    seconds: float
    peak: float
    beyond: float


def _memory(field: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(rf"{field}:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / _MB


def forked(run: Callable[[], object], cut: float = 0, prepare: Callable[[], object] | None = None) -> Used | None:
    """Run something in a fork of this process and return what it took; None if it was cut after so many seconds."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if prepare is not None:
                prepare()
            if cut:
                # The kernel ends the process: it is a result, and nothing of it is needed.
                signal.signal(signal.SIGPROF, signal.SIG_DFL)
                signal.setitimer(signal.ITIMER_PROF, cut)
            gc.collect()
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
            before = _memory("VmRSS")
            start = time.process_time()
            run()
            taken = time.process_time() - start
            peak = _memory("VmHWM")
            os.write(writing, json.dumps([taken, peak, peak - before]).encode())
        except BaseException:  # noqa: BLE001 - told by the parent, too
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
        return None
    if status:
        raise RuntimeError("a dump failed")
    return Used(*json.loads(told))


def _median(runs: Sequence[Used]) -> Used:
    return Used(*(statistics.median(values) for values in zip(*runs, strict=True)))


def measure(triples: int, seed: int, repeat: int, cut: float, scratch: Path) -> tuple[list[list[str]], bool]:
    """Measure one size; return the rows of the table, and whether all dumps hold what the peer's do."""
    say(f"{triples:,} triples are generated")
    generate(scratch / "graph", triples, seed=seed, faults=0)
    say("the graph is loaded")
    folder = GraphFolder.find(scratch / "graph")
    ours, theirs, same = _dumps(Release(folder, load(folder), Settings()), repeat, scratch)
    slow = _rdflib(scratch, cut) if cut else {}
    with (scratch / "twingraph.nt").open("rb") as lines:
        count = sum(1 for _ in lines)
    rows = []
    for form, (end, *_) in FORMS.items():
        size = (scratch / f"twingraph.{end}").stat().st_size / 1e6
        rows.append([f"{count:,}", form, f"{size:,.0f} MB", *_row(ours[form], theirs[form])])
        rows[-1] += _slow(ours[form], slow[form], cut) if form in slow else ["", ""]
    return rows, same


def _dumps(release: Release, repeat: int, scratch: Path) -> tuple[dict[str, Used], dict[str, Used], bool]:
    """Return what each dump took, what the peer took, and whether all hold as many statements as the peer's do."""
    names = list(graphs(release))
    ours: dict[str, Used] = {}
    theirs: dict[str, Used] = {}
    same = True
    for form, (end, kind, _, named) in FORMS.items():
        say(form)
        module = import_module(f"twingraph.export.dumps.{form}")
        own, other = scratch / f"twingraph.{end}", scratch / f"peer.{end}"
        # Nothing is kept from one dump for the next.
        write = partial(module.dump, Release(release.folder, release.store, release.settings), names, own)
        dump = partial(release.store.dump, other, kind, from_graph=None if named else DefaultGraph())
        # The peer has no way to leave the default graph out, which holds everything once more.
        prepare = partial(release.store.clear_graph, DefaultGraph()) if named else None
        mine, peer = [], []
        for _ in range(repeat):
            for runs, used in ((mine, forked(write)), (peer, forked(dump, prepare=prepare))):
                assert used is not None
                runs.append(used)
        ours[form], theirs[form] = _median(mine), _median(peer)
        counts = [sum(1 for _ in parse(path=file, format=kind)) for file in (own, other)]
        if counts[0] != counts[1]:
            say(f"{form}: {counts[0]:,} statements, the peer's {counts[1]:,}")
            same = False
        other.unlink()
    return ours, theirs, same


def _rdflib(scratch: Path, cut: float) -> dict[str, Used | None]:
    """Return what rdflib took, in a process that holds the graph in its memory."""
    import rdflib  # noqa: PLC0415 - the other processes are not to hold it

    warnings.filterwarnings("ignore", module="rdflib")
    found: dict[str, Used | None] = {}
    for named in (True, False):
        say("rdflib loads")
        graph = rdflib.Dataset() if named else rdflib.Graph()
        graph.parse(scratch / ("twingraph.nq" if named else "twingraph.nt"), format="nquads" if named else "nt")
        for form, (end, _, kind, has_named) in FORMS.items():
            if has_named == named:
                say(f"rdflib: {form}")
                target = scratch / f"rdflib.{end}"
                found[form] = forked(partial(graph.serialize, target, format=kind), cut)
                target.unlink(missing_ok=True)
    return found


def _row(ours: Used, theirs: Used) -> list[str]:
    return [
        f"{ours.seconds:.2f} s",
        f"{ours.seconds / theirs.seconds:.2g}",
        f"{ours.peak:,.0f} MB",
        f"{ours.peak / theirs.peak:.2f}",
        f"{ours.beyond:,.0f} MB",
    ]


def _slow(ours: Used, theirs: Used | None, cut: float) -> list[str]:
    if theirs is None:
        return [f"< {ours.seconds / cut:.2g}", ""]
    return [f"{ours.seconds / theirs.seconds:.2g}", f"{ours.peak / theirs.peak:.2g}"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark as a command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.export", description=__doc__)
    parser.add_argument("--triples", type=int, nargs="*", default=[DEFAULT_TRIPLES], help="the sizes of the graphs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=3, help="how many turns are taken")
    parser.add_argument("--cut", type=float, default=120, help="seconds of processor after which rdflib is cut")
    parser.add_argument("--rdflib", type=int, default=500_000, help="the largest size that rdflib is given")
    options = parser.parse_args(argv)
    engines = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib"))
    print(f"{platform.platform()}, Python {platform.python_version()}, {engines}")  # noqa: T201
    print(f"{os.cpu_count()} processors, load at the start {os.getloadavg()[0]:.1f}")  # noqa: T201
    titles = "statements|dump|size|time|of pyoxigraph|peak|of pyoxigraph|beyond the store|time of rdflib|peak of rdflib"
    good = True
    for triples in options.triples:
        with tempfile.TemporaryDirectory() as scratch:
            cut = options.cut if triples <= options.rdflib else 0
            rows, same = measure(triples, options.seed, options.repeat, cut, Path(scratch))
        good &= same
        right = ("right", "left", *["right"] * 8)
        print(tabulate(rows, titles.split("|"), "pipe", colalign=right, disable_numparse=True), flush=True)  # noqa: T201
    print(f"load at the end {os.getloadavg()[0]:.1f}")  # noqa: T201
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
