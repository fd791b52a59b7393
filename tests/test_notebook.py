"""The notebook in docs/ runs, prints what it shows, and draws its plot.

``TWINGRAPH_UPDATE_DOCS=1`` writes what it prints now into it, for review.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

nbformat = pytest.importorskip("nbformat", reason="the notebook extra is not installed")
nbclient = pytest.importorskip("nbclient", reason="the notebook extra is not installed")

NOTEBOOK = ROOT / "docs" / "five-questions.ipynb"
UPDATE = os.environ.get("TWINGRAPH_UPDATE_DOCS") == "1"


def run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The notebook, executed in a process of its own."""
    for variable in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(ROOT)}}, record_timing=False
    )
    return client.execute()


def texts(notebook: Any) -> list[str]:
    """What the cells print: their plain texts, without the plots."""
    return [
        output.get("text") or output["data"].get("text/plain", "")
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "image/png" not in output.get("data", {})
    ]


def plots(notebook: Any) -> int:
    return sum("image/png" in output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", ()))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of Jupyter's client
def test_notebook_prints_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run(NOTEBOOK, tmp_path, monkeypatch)
    assert plots(done) == 1
    if UPDATE:
        nbformat.write(done, NOTEBOOK)
    shown = nbformat.read(NOTEBOOK, as_version=4)
    assert plots(shown) == 1
    assert texts(done) == texts(shown), "TWINGRAPH_UPDATE_DOCS=1 pytest tests/test_notebook.py"
    assert len(texts(shown)) >= 5
