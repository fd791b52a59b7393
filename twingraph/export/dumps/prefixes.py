"""The prefixes of a graph folder: those that the program knows, and those that the folder's files declare."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twingraph.export.release import Release

_PREFIX: Final = re.compile(r"@?prefix[ \t]+([A-Za-z][\w-]*):[ \t]*<([^<>\"{}|^`\\\s]+)>", re.IGNORECASE)
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def prefixes(release: Release) -> dict[str, str]:
    """Return the prefixes of a release, in the order of their names.

    One that two files declare otherwise is left out, as is a second one for the same namespace.
    """
    if "prefixes" not in release.kept:
        found: dict[str, set[str]] = {}
        for file in release.folder.turtle_files():
            for name, space in _declared(file):
                found.setdefault(name, set()).add(space)
        known = dict(PREFIXES)
        spaces = set(known.values())
        for name, meant in sorted(found.items()):
            if name not in known and len(meant) == 1 and not meant & spaces:
                known[name] = meant.pop()
                spaces.add(known[name])
        release.kept["prefixes"] = dict(sorted(known.items()))
    told = release.kept["prefixes"]
    assert isinstance(told, dict)  # noqa: S101 - as just made
    return told


def _declared(file: Path) -> Iterator[tuple[str, str]]:
    """Read the prefixes at the head of a Turtle file; the first line of another kind ends it."""
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        for line in lines:
            if found := _PREFIX.match(line):
                if _ABSOLUTE.match(found[2]):
                    yield found[1], found[2]
            elif line.strip() and not line.startswith("#"):
                break
