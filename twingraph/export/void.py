"""VoID: how much the dataset holds, of what, by which vocabularies, and with how many links to which other datasets.

``void.ttl``, and the same bytes as ``.well-known/void``, which is for the root of the server that answers for the
dataset's IRIs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twingraph.export.described import describe, warn_unset
from twingraph.export.writing import turtle

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Triple

    from twingraph.export.described import Described
    from twingraph.export.release import Release

COUNTS: Final = ("void-counts", "void-classes", "void-properties", "void-links", "void-examples")
"""The queries over the whole graph."""


def write(release: Release, into: Path) -> None:
    """Write the description of a release whose files lie in a folder."""
    described = describe(release, into)
    if described is None:
        return
    warn_unset(release, "download", "endpoint")
    text = turtle(statements(release, described), spaces(described))
    (into / "void.ttl").write_text(text, encoding="utf-8", newline="\n")
    known = into / ".well-known"
    known.mkdir(exist_ok=True)
    (known / "void").write_text(text, encoding="utf-8", newline="\n")


def statements(release: Release, described: Described) -> list[Triple]:
    """Return the description of a release as statements."""
    triples = [*described.release.construct("void-dataset")]
    for name in COUNTS:
        triples += release.construct(name)
    return triples


def spaces(described: Described) -> dict[str, str]:
    """Return the prefixes of the parts of the description."""
    return {name: f"{described.dataset}#{name}/" for name in ("class", "links", "property")}
