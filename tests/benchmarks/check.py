"""Measure the check: ``python -m tests.benchmarks.check --triples 300000 3000000``.

A graph with known faults is generated and checked by the command, in a process of its own, of which time, processor
time and peak memory are told; what it finds must be exactly what was seeded, at its file and line. Then SHACL Core,
and all shapes with their SPARQL constraints, are timed against pySHACL, in the same run, and the check of this
repository against the start of the program.
Times are processor time unless said otherwise, so that others on the machine count for little. The exit code is 1 if
what is found differs from what was seeded; a slow machine is no fault of the program.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from pyoxigraph import DefaultGraph, RdfFormat

from tests.benchmarks.generate import DEFAULT_TRIPLES, generate
from tests.benchmarks.measure import TimeLimit, say
from twingraph.check.constraints import constraint_outcomes
from twingraph.check.core import Outcome, core_outcomes
from twingraph.check.shapes import Shapes
from twingraph.layout import GraphFolder
from twingraph.loader import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import FrameType

_ROOT: Final = Path(__file__).resolve().parents[2]
#: Terms that a fault brings in, and the rule that tells them where evidence repeats them.
_REPEATED: Final = {
    "misspelt-property": ("tg:signdOn", "unknown-term"),
    "unknown-form": ("form:handshake", "unknown-concept"),
}
#: What is promised: seconds of the check of three million triples and of this repository, memory, times pySHACL.
_SECONDS: Final = 180
_OWN_SECONDS: Final = 2
_MEMORY_MB: Final = 4096
_TIMES: Final = 25

Done = TypeVar("Done")
Place = tuple[str, int | None, str]


class Used(NamedTuple):
    """What a process took: seconds by the clock and of processors, and megabytes at its peak."""

    clock: float
    processor: float
    memory: float


def run(command: Sequence[str]) -> Used:
    """Run a command to its end and return what it took."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=_ROOT)
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0  # it has been waited for
    return Used(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def twingraph(*words: str | Path) -> list[str]:
    """Return a command of the program."""
    return [sys.executable, "-m", "twingraph", *map(str, words)]


def seeded(folder: Path) -> set[Place]:
    """Return file, line and rule of what is to be found: each fault, and each place where evidence repeats its term."""
    wanted: set[Place] = set()
    for fault in json.loads((folder / "faults.json").read_text(encoding="utf-8")):
        wanted.add((fault["file"], fault["line"], fault["rule"]))
        if fault["what"] in _REPEATED:
            term, rule = _REPEATED[fault["what"]]
            lines = (folder / fault["file"]).read_text(encoding="utf-8").splitlines()
            for number, line in enumerate(lines, 1):
                if term in line and number != fault["line"]:
                    wanted.add((fault["file"], number, rule))
    return wanted


def found(report: Path) -> list[Place]:
    """Return file, line and rule of the violations and warnings of a report in JSON; notes are advice."""
    findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
    return sorted((each["file"], each["line"], each["rule"]) for each in findings if each["severity"] != "info")


class Whole(Shapes):
    """Shapes whose Core holds their SPARQL constraints, too: pySHACL asks these node by node."""

    def core(self) -> bytes:
        """Return all of the shapes as N-Triples."""
        return self.store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())


class Compared(NamedTuple):
    """Seconds of processor that shapes took here and by pySHACL (None if cut), and whether results were the same."""

    ours: float
    theirs: float | None
    same: bool | None


def compared(folder: GraphFolder, cut: float, *, whole: bool) -> Compared:
    """Compare SHACL Core, or all shapes with their SPARQL constraints, with pySHACL."""
    shapes = Shapes(folder.shape_files())
    store = load(folder)
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data.nt"
        store.dump(output=data, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())

        def ours() -> set[tuple[str, str]]:
            told = [*core_outcomes(shapes, data)]
            constraints = [*constraint_outcomes(shapes, store)] if whole else []
            return results([*told, *(each for each in constraints if isinstance(each, Outcome))])

        def theirs() -> set[tuple[str, str]]:
            return results(core_outcomes(Whole(folder.shape_files()) if whole else shapes, data, "pyshacl"))

        turns = [timed(ours) for _ in range(3)]
        mine = statistics.median(taken for taken, _ in turns)
        if not whole:
            del store
        with until(cut):
            taken, told = timed(theirs)
            return Compared(mine, taken, told == turns[0][1])
    return Compared(mine, None, None)


def results(outcomes: Iterable[Outcome]) -> set[tuple[str, str]]:
    """Return focus and value of each outcome; a constraint's own shape is named differently by engines."""
    return {(str(each.focus), str(each.value)) for each in outcomes}


def timed(work: Callable[[], Done]) -> tuple[float, Done]:
    """Return the seconds of processor that some work took, and what it returned."""
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


@contextlib.contextmanager
def until(cut: float) -> Iterator[None]:
    """Leave the body when it has used so many seconds of processor."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeLimit

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, cut)
    try:
        with contextlib.suppress(TimeLimit):
            yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def measure(triples: int, faults: int, seed: int, cut: float) -> bool:
    """Measure one size; return whether exactly what was seeded is found."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "graph"
        say(f"{triples:,} triples are generated")
        written = generate(folder, triples, seed=seed, faults=faults)
        report = Path(scratch) / "report.json"
        say("the check")
        used = run(twingraph("check", folder, "--format", "json", "--output", report))
        told, wanted = found(report), seeded(folder)
        exact = told == sorted(wanted)
        tell(f"{written:,} triples, whole check: {used.clock:.1f} s by the clock ({_kept(used.clock <= _SECONDS)}")
        tell(f"    load of the machine after it {os.getloadavg()[0]:.1f}")
        tell(
            f"    {used.processor:.1f} s of processors, peak {used.memory:,.0f} MB ({_kept(used.memory <= _MEMORY_MB)}"
        )
        tell(f"    {faults} faults seeded, told in {len(wanted)} places: {'exactly these' if exact else 'OTHERS'}")
        for what, places in (("missing", wanted - set(told)), ("too many", set(told) - wanted)):
            for place in sorted(places, key=str):
                tell(f"      {what}: {place}")
        if cut:
            for what, whole in (("SHACL Core", False), ("all shapes", True)):
                say(f"{what}, here and by pySHACL")
                mine, theirs, same = compared(GraphFolder.find(folder), cut, whole=whole)
                times = (theirs or cut) / mine
                more = "" if theirs else "more than "
                tell(f"    {what}: {mine:.2f} s; pySHACL {more}{theirs or cut:.1f} s")
                tell(f"    {more}{times:.0f} times as fast ({_kept(times >= _TIMES)}")
                if same is not None:
                    tell(f"    results: {'the same' if same else 'DIFFERENT'}")
    return exact


def own(repeat: int) -> None:
    """Measure the check of this repository against the start of the program, in turns."""
    say("the repository itself")
    starts, checks = [], []
    for _ in range(repeat):
        starts.append(run(twingraph("--version")))
        checks.append(run(twingraph("check", _ROOT)))
    start, whole = (statistics.median(used.clock for used in turns) for turns in (starts, checks))
    beyond = whole - start
    kept = _kept(beyond <= _OWN_SECONDS)
    tell(f"this repository: {beyond:.2f} s by the clock beyond the start of {start:.2f} s ({kept}")
    tell(f"    {statistics.median(used.processor for used in checks):.2f} s of processors")


def tell(line: str) -> None:
    """Print a line of the result."""
    print(line, flush=True)  # noqa: T201


def _kept(kept: bool) -> str:  # noqa: FBT001
    return "bound kept)" if kept else "bound BROKEN)"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark as a command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.check", description=__doc__)
    parser.add_argument("--triples", type=int, nargs="*", default=[DEFAULT_TRIPLES], help="the sizes of the graphs")
    parser.add_argument("--faults", type=int, default=28, help="how many faults are seeded")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--cut", type=float, default=200, help="after how many seconds of processor pySHACL is cut; 0 leaves it out"
    )
    parser.add_argument("--repeat", type=int, default=5, help="how many turns are taken on the repository itself")
    options = parser.parse_args(argv)
    engines = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "shacl", "pyshacl"))
    tell(f"{platform.platform()}, Python {platform.python_version()}, {engines}")
    tell(f"{os.cpu_count()} processors, load at the start {os.getloadavg()[0]:.1f}")
    results = [measure(size, options.faults, options.seed, options.cut) for size in options.triples]
    if options.repeat:
        own(options.repeat)
    tell(f"load at the end {os.getloadavg()[0]:.1f}")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
