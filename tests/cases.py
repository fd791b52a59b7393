"""The cases of a folder of answers: ``<folder>/<query>/cases.yaml``, with the CSV files that hold the answers.

A case has ``lang``, ``params``, ``file`` and, in golden answers, the ``question`` in words and perhaps ``add``: files
of ``tests/world/more`` that are loaded beside the tiny world.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

Case = dict[str, Any]


def read_cases(folder: Path) -> list[Case]:
    """All cases below a folder, each with its query's name and the path of its file."""
    return [
        {**case, "query": path.parent.name, "file": f"{path.parent.name}/{case['file']}"}
        for path in sorted(folder.glob("*/cases.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def each(cases: list[Case]) -> pytest.MarkDecorator:
    """Run a test with each case."""
    return pytest.mark.parametrize("case", cases, ids=[case["file"].removesuffix(".csv") for case in cases])
