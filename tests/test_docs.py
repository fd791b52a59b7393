"""Every command of README and docs is run, and must print what the page says.

A block ```console holds lines ``$ command`` with their output; ``…`` alone on a line stands for any lines.
``TWINGRAPH_UPDATE_DOCS=1 pytest tests/test_docs.py`` writes what the commands print now into the pages, for review.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import needs_frontend
from tests.conftest import DOCUMENTS, ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```console\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
STEP = re.compile(r"^\$ (?P<command>.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)
PYCON = re.compile(r"^```pycon\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
UPDATE = os.environ.get("TWINGRAPH_UPDATE_DOCS") == "1"

BLOCKS = [
    pytest.param(page, found["content"], id=f"{page.relative_to(ROOT)}-{number}")
    for page in PAGES
    for number, found in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")), 1)
]


def run(command: str) -> str:
    words = shlex.split(command)
    assert words[0] == "twingraph", f"only twingraph is run by this test: {command}"
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=os.environ | {"LC_ALL": "C.UTF-8", "COLUMNS": "120"},
        check=False,
    )
    assert "Traceback" not in done.stdout, done.stdout
    assert done.returncode == 0, f"$ {command}\n{done.stdout}"
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


@pytest.mark.parametrize(("page", "content"), BLOCKS)
def test_commands_print_what_the_page_says(page: Path, content: str):
    steps = list(STEP.finditer(content))
    assert steps, "a console block without a command"
    for step in steps:
        if "../shared" in step["command"] and not DOCUMENTS.is_dir():
            pytest.skip("this command needs the source documents, which are not at ../shared/documents")
        printed = run(step["command"])
        if UPDATE and "…\n" not in step["output"]:
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace(step[0], f"$ {step['command']}\n{printed}"), encoding="utf-8")
        else:
            pattern = ".*".join(map(re.escape, step["output"].split("…\n")))
            assert re.fullmatch(pattern, printed, re.DOTALL), f"$ {step['command']}\n{printed}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_python_of_the_page_runs(page: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for found in PYTHON.finditer(page.read_text(encoding="utf-8")):
        exec(compile(found["code"], str(page), "exec"), names)  # noqa: S102 - our own pages


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=needs_frontend if page.name == "site.md" else ())
        for page in PAGES
        if "```pycon" in page.read_text(encoding="utf-8")
    ],
    ids=lambda page: page.name,
)
def test_python_sessions_of_the_page_answer_so(page: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    code = "\n".join(found["code"] for found in PYCON.finditer(page.read_text(encoding="utf-8")))
    session = doctest.DocTestParser().get_doctest(code, {}, str(page.relative_to(ROOT)), str(page), 0)
    told: list[str] = []
    doctest.DocTestRunner().run(session, out=told.append)
    assert not told, "".join(told)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path):
    for target in re.findall(r"\]\((?!https?://)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
