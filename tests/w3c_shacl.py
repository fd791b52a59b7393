"""W3C's SHACL test suite, run through the program's own path.

The suite is no part of this repository. With its folder ``data-shapes-test-suite/tests`` (of
https://github.com/w3c/data-shapes) at hand::

    TWINGRAPH_W3C_DATA_SHAPES=…/data-shapes-test-suite/tests python -m tests.w3c_shacl

prints the score of each engine and what fails. A test passes if the results are those that it expects, as a multiset
of focus node, path, value, severity, local name of the constraint component, and source shape where that has an IRI
(the program names the nearest shape that has one); blank nodes are equal to each other, and paths are compared as they
are written in SPARQL. Where a failure is expected, one must be told.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from twingraph.check.constraints import Problem, constraint_outcomes
from twingraph.check.core import ENGINES, Engine, EngineError, core_outcomes
from twingraph.check.shapes import SH, Shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twingraph.check.core import Outcome

FOLDER = "TWINGRAPH_W3C_DATA_SHAPES"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_SHT = "http://www.w3.org/ns/shacl-test#"
_FAILURE = NamedNode(f"{_SHT}Failure")
_TESTS = f"""
PREFIX mf: <{_MF}>
PREFIX sht: <{_SHT}>
SELECT ?test ?data ?shapes ?result WHERE {{
  ?test a sht:Validate ; mf:action ?action ; mf:result ?result .
  ?action sht:dataGraph ?data ; sht:shapesGraph ?shapes .
}} ORDER BY ?test"""
#: Focus node, path, value, severity, component, source shape.
Key = tuple["str | None", "str | None", "str | None", str, str, "str | None"]


@dataclass(frozen=True, slots=True)
class Case:
    """One test of the suite.

    Attributes:
        name: Its path in the suite.
        file: The file that holds it.
        data: The file of the data graph.
        shapes: The file of the shapes graph.
        result: The node of what is expected.
    """

    name: str
    file: Path
    data: Path
    shapes: Path
    result: NamedNode | BlankNode


def suite() -> Path | None:
    """Return the folder of the suite, if one is named."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else None


def cases(folder: Path, part: str) -> Iterator[Case]:
    """Yield the tests of a part of the suite, ``core`` or ``sparql``."""
    for file in sorted((folder / part).rglob("*.ttl")):
        for test, data, shapes, result in _store(file).query(_TESTS):  # type: ignore[union-attr]
            name = f"{part}/{file.parent.name}/{test.value.rpartition('/')[2]}"  # type: ignore[union-attr]
            yield Case(name, file, _path(data), _path(shapes), cast("NamedNode | BlankNode", result))


def expected(case: Case) -> Counter[Key] | None:
    """Return the results that a test expects; None for a failure."""
    if case.result == _FAILURE:
        return None
    told = Shapes([case.file])
    # Read once more as shapes, blank nodes bear other names; a file holds one report.
    report = next(
        quad.subject for quad in told.store.quads_for_pattern(None, NamedNode(f"{SH}conforms"), None, DefaultGraph())
    )
    found: Counter[Key] = Counter()
    for result in told.values(cast("BlankNode", report), NamedNode(f"{SH}result")):
        node = cast("BlankNode", result)
        focus, path, value, severity, component, shape = (
            told.value(node, name)
            for name in (
                "focusNode",
                "resultPath",
                "value",
                "resultSeverity",
                "sourceConstraintComponent",
                "sourceShape",
            )
        )
        way = told.path(path) if isinstance(path, (NamedNode, BlankNode)) else None
        key = (
            _shown(focus),
            _plain(way),
            _shown(value),
            getattr(severity, "value", "").removeprefix(SH).lower(),
            re.split("[/#]", getattr(component, "value", ""))[-1],
            _shown(shape) if isinstance(shape, NamedNode) else None,
        )
        found[key] += 1
    return found


def found(case: Case, engine: Engine) -> Counter[Key] | str:
    """Return what the program finds, or why it cannot say."""
    shapes = Shapes([case.shapes])
    store = _store(case.data)
    data = (serialize((quad.triple for quad in store), format=RdfFormat.N_TRIPLES) or b"").decode()
    try:
        outcomes = [*core_outcomes(shapes, data, engine)]
    except EngineError as error:
        return error.message["en"]
    for outcome in constraint_outcomes(shapes, store):
        if isinstance(outcome, Problem):
            return outcome.message["en"]
        outcomes.append(outcome)
    return Counter(map(_key, outcomes))


def verdict(case: Case, engine: Engine) -> str | None:
    """Return why a test fails; None if it passes."""
    try:
        ours = found(case, engine)
    except Exception as error:  # noqa: BLE001 - a crash is a verdict here
        return f"{type(error).__name__}: {error}"
    theirs = expected(case)
    if theirs is None:
        return None if isinstance(ours, str) else "a failure is expected, and none is told"
    if isinstance(ours, str):
        return ours
    nameless = {key[:-1] for key in theirs if key[-1] is None}
    ours = _summed((key[:-1] + ((None,) if key[:-1] in nameless else key[-1:]), count) for key, count in ours.items())
    lacking, besides = theirs - ours, ours - theirs
    return f"lacking {[*lacking]}, besides {[*besides]}" if lacking or besides else None


def _store(file: Path) -> Store:
    store = Store()
    store.extend(parse(path=file, format=RdfFormat.TURTLE, base_iri=file.resolve().as_uri()))
    return store


def _path(term: object) -> Path:
    return Path(cast("NamedNode", term).value.removeprefix("file://"))


def _key(outcome: Outcome) -> Key:
    return (
        _shown(outcome.focus),
        _plain(outcome.path),
        _shown(outcome.value),
        outcome.severity,
        outcome.component,
        _shown(outcome.shape),
    )


def _shown(term: object) -> str | None:
    return "_:" if isinstance(term, BlankNode) else None if term is None else str(term)


def _summed(counts: Iterable[tuple[Key, int]]) -> Counter[Key]:
    total: Counter[Key] = Counter()
    for key, count in counts:
        total[key] += count
    return total


def _plain(path: str | None) -> str | None:
    return path.strip("<>") if path is not None else None


def main() -> int:
    """Print the scores."""
    folder = suite()
    if folder is None:
        print(f"{FOLDER} names no folder.", file=sys.stderr)  # noqa: T201
        return 2
    for engine in ENGINES:
        for part in ("core", "sparql"):
            verdicts = {case.name: verdict(case, engine) for case in cases(folder, part)}
            failed = {name: reason for name, reason in verdicts.items() if reason is not None}
            print(f"{engine} {part}: {len(verdicts) - len(failed)} of {len(verdicts)}")  # noqa: T201
            for name, reason in failed.items():
                print(f"  {name}: {reason}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
