"""A graph folder as it was at a git revision.

Of the repository nothing is changed: git is given an index of its own, and writes to a folder of its own.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

from twingraph.errors import TwinGraphError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

#: Variables by which a hook tells git where it works; here the folder tells it.
_LOCAL: Final = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"}
)


class GitError(TwinGraphError):
    """Git could not do what it was asked for."""


class Revision:
    """A commit of the repository that a folder lies in.

    Args:
        folder: The folder.
        name: The commit, or a branch or tag that stands for it.

    Attributes:
        prefix: The path of the folder in the repository, with a slash at its end; empty for its root.
        commit: The commit's full name.

    Raises:
        UsageError: There is no git, the folder lies in no repository, or that has no such revision.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._environment = {key: value for key, value in os.environ.items() if key not in _LOCAL}
        self._environment |= {"GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
        try:
            self.prefix = os.fsdecode(self.git("rev-parse", "--show-prefix")).rstrip("\n")
        except GitError as error:
            raise UsageError("no-repository", folder=folder, reason=error.values["reason"]) from error
        try:
            commit = self.git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        except GitError as error:
            raise UsageError("no-revision", revision=name) from error
        self.commit = commit.decode("ascii").split()[-1]

    def git(self, *words: str, given: bytes | None = None, index: Path | None = None) -> bytes:
        """Return what a command of git prints.

        Args:
            *words: The command.
            given: What it reads.
            index: The index that it uses instead of the repository's own.

        Raises:
            UsageError: There is no git.
            GitError: The command fails.
        """
        own = {"GIT_INDEX_FILE": str(index)} if index is not None else {}
        try:
            done = subprocess.run(  # noqa: S603 - no shell; a revision cannot pass for an option
                ["git", "-c", "core.quotePath=false", *words],  # noqa: S607 - whichever git the user has
                cwd=self._folder,
                env=self._environment | own,
                input=given or b"",
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise UsageError("no-git") from error
        if done.returncode:
            reason = " ".join(done.stderr.decode(errors="replace").split()) or f"exit code {done.returncode}"
            raise GitError("git-failed", command=words[0], reason=reason)
        return done.stdout

    def export(self, scratch: Path, *paths: str) -> Path:
        """Write the folder as it was then, and return where; the work tree and the index of the repository stay.

        Args:
            scratch: An empty folder to write to; beside what it is asked for there comes to stand ``index``, the index
                of the revision.
            *paths: What of the folder to write, relative to it; all of it when none is named.

        Raises:
            GitError: Git cannot give it.
        """
        index, home = scratch / "index", scratch / "then"
        self.git("read-tree", self.commit, index=index)
        files = self.git("ls-files", "-z", "--", *(paths or (".",)), index=index)
        self.git("checkout-index", "-z", "--stdin", f"--prefix={home}/", given=files, index=index)
        folder = home / self.prefix
        folder.mkdir(parents=True, exist_ok=True)
        return folder
