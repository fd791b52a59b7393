"""What a finding is known by from one check to the next.

A fingerprint is made of the rule, the file and the thing, property and value in question, never of lines: text that
moves keeps it. Where a finding names neither thing nor value, as one of a file's syntax, its English words stand in
for them. The file is named by its path in the graph folder, so that the folder may lie elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode

from twingraph.layout import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from twingraph.check.findings import Finding
    from twingraph.layout import GraphFolder

#: The label that the store gives to a node without one, another in each run.
_LABEL: Final = re.compile(r"[a-f][0-9a-f]{15,31}")


def fingerprints(
    findings: Iterable[Finding], folder: GraphFolder, renamed: Mapping[str, str] | None = None
) -> list[str]:
    """Return the fingerprint of each finding, in their order.

    Findings that differ in nothing but their place are told apart by which comes first.

    Args:
        findings: The findings of one check.
        folder: The graph folder that was checked.
        renamed: Paths of files in the folder, by what they were called then.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found: list[str] = []
    for finding in findings:
        path = path_in(folder, finding.file)
        parts = (finding.rule, (renamed or {}).get(path, path), *about(finding))
        seen[parts] += 1
        text = "\0".join((*parts, str(seen[parts])))
        found.append(hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32])
    return found


def about(finding: Finding) -> tuple[str, ...]:
    """Return the thing, property and value of a finding, or its words if it names none."""
    focus, value = named(finding, "focus") or "", named(finding, "value") or ""
    words = "" if focus or value else finding.text()
    return (focus, finding.path or "", value, words)


def named(finding: Finding, part: str) -> str | None:
    """Return the ``focus`` or ``value`` of a finding; None for a blank node, whose label does not last."""
    text: str | None = getattr(finding, part)
    if finding.outcome is not None:
        return None if isinstance(getattr(finding.outcome, part), BlankNode) else text
    return None if text is not None and _LABEL.fullmatch(text) else text


def path_in(folder: GraphFolder, file: Path | None) -> str:
    """Return the path of a file in the graph folder, also of a part that the folder borrows."""
    if file is None:
        return ""
    if file.is_relative_to(folder.root):
        return file.relative_to(folder.root).as_posix()
    for name in PARTS:
        part: Path = getattr(folder, name)
        if file.is_relative_to(part):
            return f"{name}/{file.relative_to(part).as_posix()}"
    return file.name
