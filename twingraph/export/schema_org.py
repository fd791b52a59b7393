"""The dataset in the words of schema.org, ``dataset.jsonld``, which search engines for datasets read.

It can stand in a page as it is, in ``<script type="application/ld+json">``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twingraph.export.described import describe, warn_unset
from twingraph.export.writing import json_ld_tree

if TYPE_CHECKING:
    from pathlib import Path

    from twingraph.export.release import Release

_SPACE: Final = "https://schema.org/"


def write(release: Release, into: Path) -> None:
    """Write the description of a release whose files lie in a folder."""
    described = describe(release, into)
    if described is None:
        return
    warn_unset(release, "site", "download", "publisher_name")
    text = json_ld_tree(described.release.construct("schema-org"), described.dataset, _SPACE)
    (into / "dataset.jsonld").write_text(text, encoding="utf-8", newline="\n")
