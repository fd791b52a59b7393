"""The prefixes of a graph folder: those that the program knows, and those that the folder's files declare."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from twingraph.export.release import Release

_PREFIX: Final = re.compile(r"@?prefix[ \t]+([A-Za-z][\w-]*):[ \t]*<([^<>\"{}|^`\\\s]+)>", re.IGNORECASE)
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def prefixes(release: Release) -> dict[str, str]:
    """Return the prefixes of a release, in the order of their names, one for a namespace.

    What a folder's data declare goes before what its ontology declares, and that before what the program knows. A name
    that files declare in several ways is left out.
    """
    if "prefixes" not in release.kept:
        folder = release.folder
        known: dict[str, str] = {}
        unclear: set[str] = set()
        spaces: set[str] = set()
        for part in (folder.data, folder.ontology):
            found: dict[str, set[str]] = {}
            for file in part.rglob("*.ttl"):
                for name, space in _declared(file):
                    found.setdefault(name, set()).add(space)
            unclear |= {name for name, meant in found.items() if len(meant) > 1}
            _add(known, {name: meant.pop() for name, meant in found.items()}, unclear, spaces)
        _add(known, PREFIXES, unclear, spaces)
        release.kept["prefixes"] = dict(sorted(known.items()))
    told = release.kept["prefixes"]
    assert isinstance(told, dict)  # noqa: S101 - as just made
    return told


def _add(known: dict[str, str], more: Mapping[str, str], unclear: set[str], spaces: set[str]) -> None:
    """Add prefixes that are new, those first that have the name which the program gives to their namespace."""
    for name in sorted(more, key=lambda name: (PREFIXES.get(name) != more[name], name)):
        if name not in known and name not in unclear and more[name] not in spaces:
            known[name] = more[name]
            spaces.add(more[name])


def _declared(file: Path) -> Iterator[tuple[str, str]]:
    """Read the prefixes at the head of a Turtle file; the first line of another kind ends it."""
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        for line in lines:
            if found := _PREFIX.match(line):
                if _ABSOLUTE.match(found[2]):
                    yield found[1], found[2]
            elif line.strip() and not line.startswith("#"):
                break
