"""Repositories with a real history, whatever git is told elsewhere on the machine."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(folder: Path, *words: str) -> str:
    """Run git in a folder and return what it prints."""
    names = {f"GIT_{who}_{what}": "tester@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | names
    done = subprocess.run(
        ["git", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", *words],
        cwd=folder,
        env=environment | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def begin(root: Path, what: str = ".", message: str = "first") -> Path:
    """Make a folder a repository whose branch ``main`` has what is in it; return the folder."""
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "add", what)
    git(root, "commit", "--quiet", "--message", message)
    return root


def edit(file: Path, old: str, new: str) -> None:
    """Replace something that stands once in a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")
