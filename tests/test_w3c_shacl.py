"""W3C's SHACL test suite: what passes and what fails is as docs/checking.md says."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.w3c_shacl import FOLDER, cases, suite, verdict
from twingraph.check.core import ENGINES, Engine

#: What fails with either engine; docs/checking.md says why.
FAILING = {
    "core": {"core/misc/severity-002", "core/property/uniqueLang-002"},
    "sparql": {
        "sparql/pre-binding/pre-binding-002",
        "sparql/pre-binding/pre-binding-003",
        "sparql/pre-binding/pre-binding-005",
        "sparql/pre-binding/pre-binding-007",
        "sparql/pre-binding/shapesGraph-001",
    },
}

SUITE = suite()


@pytest.mark.skipif(SUITE is None, reason=f"{FOLDER} does not name data-shapes-test-suite/tests of w3c/data-shapes")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("part", FAILING)
def test_score(engine: Engine, part: str):
    assert SUITE is not None
    verdicts = {case.name: verdict(case, engine) for case in cases(SUITE, part)}
    assert len(verdicts) == {"core": 98, "sparql": 23}[part]
    assert {name for name, reason in verdicts.items() if reason is not None} == FAILING[part]


def test_the_score_is_told():
    page = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
    for part, count in (("Core", 98), ("SPARQL", 23)):
        failing = FAILING[part.lower()]
        assert f"| {part} | {count - len(failing)} of {count} |" in page
        assert failing <= {f"{part.lower()}/{name}" for name in re.findall(r"`([\w/-]+)`", page)}
