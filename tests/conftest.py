"""The tiny invented world, opened once, and the command line as its user calls it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.stores import Front, front_of, store_of
from twingraph import KnowledgeGraph

# A slow machine is no fault of the program.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
WORLD = TESTS / "world"
DOCUMENTS = ROOT.parent / "shared" / "documents"

needs_documents = pytest.mark.skipif(
    not DOCUMENTS.is_dir(),
    reason="the source documents, which are not part of this repository, are not at ../shared/documents",
)


@pytest.fixture(scope="session")
def world() -> KnowledgeGraph:
    return KnowledgeGraph.open(WORLD)


@pytest.fixture(scope="session")
def real() -> KnowledgeGraph:
    return KnowledgeGraph.open(ROOT)


@pytest.fixture
def world_copy(tmp_path: Path) -> Path:
    """A copy of the tiny world that a test may spoil."""
    return Path(shutil.copytree(WORLD, tmp_path / "world"))


@pytest.fixture
def run(tmp_path: Path):
    """Run ``twingraph`` in a process of its own, in a folder that is no graph folder."""

    def run(*words: str | Path, cwd: Path = tmp_path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "twingraph", *map(str, words)],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env=os.environ
            | {
                "COLUMNS": "9999",
                "LC_ALL": "C.UTF-8",
                "PYTHONPATH": str(ROOT),
                "TWINGRAPH_CACHE": str(tmp_path / "cache"),
            },
            check=False,
        )

    run.folder = tmp_path
    return run


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither proxies nor secrets of who runs the tests."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("TWINGRAPH_PASSWORD", "TWINGRAPH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))


@pytest.fixture(scope="module")
def store(world: KnowledgeGraph) -> Iterator[str]:
    """The address of a real store that holds the tiny world."""
    with store_of(world) as url:
        yield url


@pytest.fixture
def front(store: str) -> Iterator[Front]:
    """A server before that store, which a test can make misbehave."""
    with front_of(store) as front:
        yield front


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium; where there is none, the test skips."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - starts a process of its own

    from tests.browser import ARGUMENTS, CHROMIUM  # noqa: PLC0415 - few tests need it

    if CHROMIUM is None:
        pytest.skip("Debian's package chromium is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()
