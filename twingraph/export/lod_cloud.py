"""The LOD cloud's record of the dataset, ``lod-cloud.json``, as its form at https://lod-cloud.net takes it.

Every key of the record is there; what is not known is empty, as it is in the cloud's own records.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Quad

from twingraph.export.described import describe, warn_unset

if TYPE_CHECKING:
    from pathlib import Path

    from twingraph.export.release import Release

_TEXTS: Final = ("identifier", "title", "license", "website", "domain", "namespace", "triples", "doi", "image")
_LISTS: Final = ("keywords", "links", "sparql", "full_download", "other_download", "example")
_PAIR: Final = ("name", "email")
_COUNTS: Final = ("void-counts", "void-links", "void-examples")


def write(release: Release, into: Path) -> None:
    """Write the record of a release whose files lie in a folder."""
    described = describe(release, into)
    if described is None:
        return
    warn_unset(release, "site", "download", "contact_email", "publisher_name")
    store = described.release.store
    for name in _COUNTS:
        store.extend([Quad(*triple) for triple in release.construct(name)])
    record: dict[str, Any] = {
        **dict.fromkeys(_TEXTS, ""),
        "description": {},
        "owner": dict.fromkeys(_PAIR, ""),
        "contact_point": dict.fromkeys(_PAIR, ""),
    }
    lists: dict[str, dict[str, Any]] = {name: {} for name in _LISTS}
    for row in described.release.select("lod-cloud"):
        at, item, key, value = (None if term is None else term.value for term in row.values())
        if at is None:
            continue
        if item is None and key is None:
            record[at] = value
        elif item is None:
            record[at][key] = value
        elif key is None:
            lists[at][item] = value
        else:
            lists[at].setdefault(item, {})[key] = value
    record |= {name: list(items.values()) for name, items in lists.items()}
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True)
    (into / "lod-cloud.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")
