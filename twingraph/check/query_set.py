"""What concerns the named queries of a folder together: their tags, and their golden answers.

Golden answers are looked for where ``twingraph.toml`` says that they lie::

    [check]
    golden = "tests/golden"   # with <query>/cases.yaml for each query
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from twingraph.check.findings import Finding
from twingraph.check.query_headers import key_place, owns_queries
from twingraph.check.texts import did_you_mean, message
from twingraph.errors import GraphError
from twingraph.layout import CONFIG, read_config

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from twingraph.layout import GraphFolder
    from twingraph.queries.header import NamedQuery

#: The setting in the table ``[check]``.
SETTING: Final = "golden"
CASES: Final = "cases.yaml"
#: How like another a tag must be to be taken for a slip.
_ALIKE: Final = 0.8


def tag_findings(queries: Sequence[NamedQuery]) -> Iterator[Finding]:
    """Yield the tags that only one query has and that look like a slip for one that others have."""
    used = Counter(str(tag) for query in queries for tag in set(query.tags))
    for query in queries:
        for tag in map(str, query.tags):
            near = did_you_mean(tag, sorted(used.keys() - {tag}), alike=_ALIKE)
            if used[tag] == 1 and near["en"]:
                finding = Finding("warning", "tag-near", message("tag-near", name=tag, near=near), value=tag)
                yield finding.at(key_place(query.path, "tags"))


def golden_findings(folder: GraphFolder) -> Iterator[Finding]:
    """Yield the queries without golden answers, and golden answers without a query, if the folder keeps any."""
    home = golden_folder(folder)
    if home is None or not owns_queries(folder):
        return
    names = [file.stem for file in folder.query_files()]
    for file in folder.query_files():
        cases = home / file.stem / CASES
        if not cases.is_file():
            told = message("query-golden", file=cases.relative_to(folder.root).as_posix())
            yield Finding("info", "query-golden", told, file, 1)
    for cases in sorted(home.glob(f"*/{CASES}")):
        name = cases.parent.name
        if name not in names:
            told = message("golden-query", name=name, near=did_you_mean(name, names))
            yield Finding("warning", "golden-query", told, cases, 1, value=name)


def golden_folder(folder: GraphFolder) -> Path | None:
    """Return the folder of golden answers, if the configuration names one.

    Raises:
        GraphError: The setting is no text, or there is no such folder.
    """
    file = folder.root / CONFIG
    table = read_config(file).check
    named = table.get(SETTING)
    if named is None:
        return None
    if not isinstance(named, str):
        raise GraphError("setting-not-text", file=file, key=f"check.{SETTING}")
    home = folder.root / named
    if not home.is_dir():
        raise GraphError("no-golden-folder", file=file, folder=named)
    return home
