"""The examples of docs/endpoint.md do what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.served import served
from twingraph import KnowledgeGraph

pytestmark = pytest.mark.usefixtures("alone")

EXAMPLES = re.findall(
    r"^<!-- example -->\n```(sh|py)\n(.*?)^```$", (ROOT / "docs" / "endpoint.md").read_text(), re.MULTILINE | re.DOTALL
)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with served(ROOT) as address:
        yield f"{address}/sparql"


def shell(commands: str, endpoint: str, folder: Path) -> str:
    program = folder / "twingraph"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m twingraph "$@"\n')
    program.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-ec", commands],
        cwd=ROOT,
        env=os.environ | {"ENDPOINT": endpoint, "PATH": path, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_commands(endpoint: str, tmp_path: Path) -> None:
    curl, query = (text for kind, text in EXAMPLES if kind == "sh")
    told = shell(curl, endpoint, tmp_path)
    assert told.startswith('{"head":{"vars":["tie"]}')
    assert "tie\r\nhttps://w3id.org/twingraph/id/tie/" in told.replace("\n", "\r\n").replace("\r\r", "\r")
    assert '{"head":{},"boolean":true}' in told
    assert "sd:supportedLanguage sd:SPARQL11Query" in told
    assert "Тарговиште" in shell(query, endpoint, tmp_path) or "Targovishte" in shell(query, endpoint, tmp_path)


@pytest.mark.parametrize("code", [text for kind, text in EXAMPLES if kind == "py"])
def test_python(endpoint: str, real: KnowledgeGraph, code: str) -> None:
    names: dict[str, object] = {"ENDPOINT": endpoint}
    exec(compile(code, "endpoint.md", "exec"), names)  # noqa: S102 - our own page
    expected = real.sparql("SELECT ?tie WHERE { ?tie a tg:Tie } ORDER BY ?tie LIMIT 3")
    assert names["ties"] == [str(row.tie) for row in expected]
