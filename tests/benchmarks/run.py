"""Measure against peers in one run: ``python -m tests.benchmarks.run``.

Each line of the table compares a median of ours with a median of a peer, taken in turns in the same process, on the
real graph and on a generated one: loading and checking; each named query through the Python API against the same
bound text asked of raw pyoxigraph and of rdflib; and a cold command against the import of pyoxigraph alone. The table
and what it says of the bounds go to standard output, progress to standard error. The exit code is always 0: a slow
machine is no fault of the program.
"""

from __future__ import annotations

import argparse
import itertools
import json
import platform
import sys
import sysconfig
import tempfile
from collections import deque
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import DefaultGraph, RdfFormat

from tests.benchmarks import peers
from tests.benchmarks.generate import DEFAULT_TRIPLES, generate
from tests.benchmarks.measure import TimeLimit, limit, limited, medians, once, process, say
from tests.benchmarks.table import Line, describe, lay_out, summary
from twingraph.check import check
from twingraph.check.constraints import constraint_outcomes
from twingraph.check.core import core_outcomes
from twingraph.check.shapes import Shapes
from twingraph.graph import KnowledgeGraph
from twingraph.layout import GraphFolder
from twingraph.loader import load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import rdflib

    from twingraph.check.core import Engine, Outcome
    from twingraph.queries.header import Parameter

    Call = tuple[str, dict[str, Any]]

_PARTS: Final = ("cold", "load", "check", "queries", "rdflib")
_GRAPHS: Final = ("real", "generated")
_API_RATIO: Final = 1.5
_LOAD_RATIO: Final = 1.5
_API_EXTRA: Final = 0.002
_COLD_RATIO: Final = 5
_COLD: Final = ("query", "twins-of", "place=Смоленск")
_IMPORT: Final = (sys.executable, "-c", "import pyoxigraph")


class Benchmark:
    """All measurements of one graph.

    Args:
        name: What the table calls it.
        folder: Its folder.
        samples: A value by type of parameter, for graphs on which the examples of the queries have no answer.
        repeat: How many turns are taken.
        cut: After how many seconds a peer's query is cut; its load and check are given four times as long.
        budget: After how many seconds no further turn of a query is taken.
    """

    def __init__(
        self, name: str, folder: Path, samples: Mapping[str, str] | None, repeat: int, cut: float, *, budget: float
    ) -> None:
        self._name = name
        self._folder = GraphFolder.find(folder)
        self._samples = samples
        self._repeat = repeat
        self._cut = cut
        self._long_cut = 4 * cut
        self._budget = budget

    def lines(self, parts: Collection[str]) -> Iterator[Line]:
        """Take the measurements; rdflib comes last, since its heap slows whatever shares its process."""
        if "load" in parts:
            yield from self._load()
        if "check" in parts:
            yield from self._check()
        graph = KnowledgeGraph.open(self._folder.root)
        calls = list(self._calls(graph))
        if "queries" in parts:
            yield from self._first_call(graph, calls)
            yield from self._queries(graph, calls)
        if "check" in parts:
            yield from self._pyshacl(graph)
        if "rdflib" in parts:
            yield from self._rdflib(graph, calls)

    def _line(
        self,
        what: str,
        ours: float,
        peer: str = "",
        theirs: float | None = None,
        *,
        note: str = "",
        cut: float | None = None,
    ) -> Line:
        return Line(self._name, what, ours, peer, theirs, cut, note)

    def _load(self) -> Iterator[Line]:
        say(f"{self._name}: load")
        ours, named, twice = medians(
            self._repeat,
            lambda: load(self._folder),
            lambda: peers.oxigraph_load(self._folder),
            lambda: peers.oxigraph_load(self._folder, default_graph=True),
        )
        store = load(self._folder)
        triples = sum(1 for _ in store.quads_for_pattern(None, None, None, DefaultGraph()))
        note = f"{triples} triples once, {len(store)} quads"
        yield self._line("load", ours, "pyoxigraph, named graphs", named, note=note)
        kept = ours <= _LOAD_RATIO * twice
        yield Line(self._name, "load", ours, "pyoxigraph, and the default graph", twice, bound=kept)

    def _check(self) -> Iterator[Line]:
        say(f"{self._name}: check")
        counts: list[int] = []
        (whole,) = medians(self._repeat, lambda: counts.append(len(check(self._folder))), budget=10)
        yield self._line("check, whole", whole, note=f"{counts[-1]} findings")
        store, shapes = load(self._folder), Shapes(self._folder.shape_files())
        (sparql,) = medians(self._repeat, lambda: _exhaust(constraint_outcomes(shapes, store)), budget=10)
        yield self._line("check, SPARQL constraints", sparql, note="set at a time")

    def _pyshacl(self, graph: KnowledgeGraph) -> Iterator[Line]:
        say(f"{self._name}: SHACL Core, fast and pySHACL")
        shapes = Shapes(self._folder.shape_files())
        data = (graph.store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b"").decode()

        def outcomes(engine: Engine) -> set[tuple[str, str, str]]:
            return {_compared(outcome) for outcome in core_outcomes(shapes, data, engine)}

        (ours,) = medians(self._repeat, lambda: outcomes("fast"))
        found: list[set[tuple[str, str, str]]] = []
        theirs = limited(self._long_cut, lambda: found.append(outcomes("pyshacl")))
        note = ""
        if found:
            note = "same results" if found[0] == outcomes("fast") else "RESULTS DIFFER"
        yield self._line(
            "check, SHACL Core", ours, "pySHACL", theirs, note=note, cut=self._long_cut if theirs is None else None
        )

    def _calls(self, graph: KnowledgeGraph) -> Iterator[Call]:
        """Yield each query with all its parameters of the example, and with only those that are required."""
        for name, query in graph.queries.items():
            every: dict[str, Any] = {
                key: self._sample(parameter) if self._samples is not None else query.example[key]
                for key, parameter in query.parameters.items()
                if key in query.example
            }
            required = {key: value for key, value in every.items() if query.parameters[key].required}
            yield name, every
            if required != every:
                yield name, required

    def _sample(self, parameter: Parameter) -> str:
        """Return a value for a parameter: by its name, one of the few allowed, by its type."""
        assert self._samples is not None
        if parameter.values:
            return parameter.values[0]
        return self._samples.get(parameter.name) or self._samples[parameter.type]

    def _first_call(self, graph: KnowledgeGraph, calls: list[Call]) -> Iterator[Line]:
        """The first call reads the query's header and the names of the things that may be meant."""
        name, values = next((call for call in calls if call[1]), calls[0])
        first = once(lambda: list(graph.query(name, **values)))
        (later,) = medians(self._repeat, lambda: list(graph.query(name, **values)))
        yield self._line(f"{_shown(name, values)}, first call", first, "a later call", later)

    def _queries(self, graph: KnowledgeGraph, calls: list[Call]) -> Iterator[Line]:
        for name, values in calls:
            shown = _shown(name, values)
            say(f"{self._name}: {shown}")
            text = graph.bind(name, values)
            read, unread, raw = medians(
                6 * self._repeat,
                lambda: [tuple(row) for row in graph.query(name, **values)],  # noqa: B023 - run at once
                lambda: list(graph.query(name, **values)),  # noqa: B023
                lambda: peers.oxigraph_select(graph.store, text),  # noqa: B023
                budget=self._budget,
            )
            rows = peers.oxigraph_select(graph.store, text)
            for what, ours in ((shown, unread), (f"{shown}, every cell read", read)):
                kept = ours <= max(_API_RATIO * raw, raw + _API_EXTRA)
                yield Line(self._name, what, ours, "pyoxigraph", raw, note=f"{rows} rows", bound=kept)

    def _rdflib(self, graph: KnowledgeGraph, calls: list[Call]) -> Iterator[Line]:
        say(f"{self._name}: rdflib, load")
        (ours,) = medians(1, lambda: load(self._folder))
        theirs = limited(self._long_cut, lambda: peers.rdflib_load(self._folder))
        cut = self._long_cut if theirs is None else None
        yield self._line("load", ours, "rdflib, named graphs", theirs, cut=cut)
        try:
            with limit(2 * self._long_cut):
                dataset: rdflib.Dataset = graph.to_rdflib()
        except TimeLimit:
            say(f"{self._name}: rdflib takes too long to load; its queries are left out")
            return
        for name, values in calls:
            shown = _shown(name, values)
            say(f"{self._name}: rdflib, {shown}")
            (ours,) = medians(self._repeat, lambda: list(graph.query(name, **values)), budget=10)  # noqa: B023
            text = graph.bind(name, values)
            rows: list[int] = []
            theirs = limited(self._cut, lambda: rows.append(peers.rdflib_select(dataset, text)))  # noqa: B023
            expected = peers.oxigraph_select(graph.store, text)
            note = "" if not rows or rows[0] == expected else f"rdflib: {rows[0]} rows, pyoxigraph: {expected}"
            yield self._line(shown, ours, "rdflib", theirs, note=note, cut=self._cut if theirs is None else None)


def cold(repeat: int) -> Iterator[Line]:
    """Compare a command, from its start to its end, with the import of pyoxigraph alone.

    The command is timed with the snapshot that an earlier one left, without any, and when it has to write one.
    """
    say("cold start")
    script = Path(sysconfig.get_path("scripts")) / "twingraph"
    program = [str(script)] if script.is_file() else [sys.executable, "-m", "twingraph"]
    command = [*program, *_COLD]
    with tempfile.TemporaryDirectory() as folder:
        # As when installed, every module is there as bytecode: the turn that is not counted writes it.
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(Path(folder) / "bytecode")}
        kept = str(Path(folder) / "kept")
        fresh = (str(Path(folder) / str(number)) for number in itertools.count())
        *ours, theirs = medians(
            5 * repeat,
            lambda: process(command, TWINGRAPH_CACHE=kept, **compiled),
            lambda: process(command, TWINGRAPH_CACHE="off", **compiled),
            lambda: process(command, TWINGRAPH_CACHE=next(fresh), **compiled),
            lambda: process(_IMPORT, **compiled),
            budget=60,
        )
    notes = ("a process, snapshot kept", "a process, without snapshots", "a process, writes its snapshot")
    for own, note in zip(ours, notes, strict=True):
        what = f"twingraph {' '.join(_COLD)}"
        bound = own <= _COLD_RATIO * theirs
        yield Line("real", what, own, 'python -c "import pyoxigraph"', theirs, note=note, bound=bound)


def _all(options: argparse.Namespace) -> Iterator[Line]:
    """Yield every line, the real graph's first."""
    if "cold" in options.only:
        yield from cold(options.repeat)
    if "real" in options.graphs:
        yield from Benchmark(
            "real", GraphFolder.bundled().root, None, options.repeat, options.cut, budget=options.budget
        ).lines(options.only)
    for triples in options.triples if "generated" in options.graphs else ():
        with tempfile.TemporaryDirectory() as folder:
            say(f"{triples:,} triples are generated")
            generate(Path(folder), triples, seed=options.seed)
            samples = json.loads((Path(folder) / "samples.json").read_text(encoding="utf-8"))
            benchmark = Benchmark(
                f"{triples:,}", Path(folder), samples, options.repeat, options.cut, budget=options.budget
            )
            yield from benchmark.lines(options.only)


def _exhaust(things: Iterator[object]) -> None:
    deque(things, maxlen=0)


def _compared(outcome: Outcome) -> tuple[str, str, str]:
    return str(outcome.focus), str(outcome.value), str(outcome.shape)


def _shown(name: str, values: Mapping[str, str]) -> str:
    return " ".join((name, *(f"{key}={value}" for key, value in values.items())))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark as a command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.run", description=__doc__)
    parser.add_argument(
        "--triples", type=int, nargs="+", default=[DEFAULT_TRIPLES], help="the sizes of the generated graphs"
    )
    parser.add_argument("--only", choices=_PARTS, nargs="+", default=_PARTS, help="what is measured")
    parser.add_argument("--graphs", choices=_GRAPHS, nargs="+", default=_GRAPHS, help="on which graphs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=5, help="how many turns are taken")
    parser.add_argument("--budget", type=float, default=10, help="after how many seconds a query takes no more turns")
    parser.add_argument("--cut", type=float, default=30, help="after how many seconds a query of a slow peer is cut")
    options = parser.parse_args(argv)

    lines: list[Line] = []
    for line in _all(options):
        lines.append(line)
        say(f"    {describe(line)}")
    engines = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "shacl", "pyshacl"))
    print(f"{platform.platform()}, Python {platform.python_version()}, {engines}\n")  # noqa: T201
    print(lay_out(lines))  # noqa: T201
    print(f"\n{summary(lines)}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
