"""Which things only have another IRI.

The data says so (``dcterms:isReplacedBy``); or a thing is gone and another has come of which the very same is stated:
names, classes and all else, where things that came and went with them count by their names. That is a guess, and told
as one; where two would fit, none is made.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping, Sequence

    Row = dict[str, object]


class Rename(NamedTuple):
    """A thing's IRI before and after, and whether the data says so."""

    before: str
    after: str
    certain: bool


def renames(
    gone: Mapping[str, Sequence[Row]], come: Mapping[str, Sequence[Row]], redirects: Sequence[tuple[str, str]]
) -> dict[str, Rename]:
    """Return the renames, by the IRI before.

    Args:
        gone: What was stated of each thing that is gone: rows of ``diff/statements``.
        come: What is stated of each thing that has come.
        redirects: What the data says: IRIs with those that replace them.
    """
    found = {
        before: Rename(before, after, certain=True) for before, after in redirects if before in gone and after in come
    }
    targets = {rename.after for rename in found.values()}
    names = {iri: _names(rows) for things in (gone, come) for iri, rows in things.items()}
    fitting: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for number, things in enumerate((gone, come)):
        for iri, rows in things.items():
            if names[iri] and iri not in found and iri not in targets:
                fitting[_facts(rows, names)][number].append(iri)
    for before, after in fitting.values():
        if len(before) == len(after) == 1:
            found[before[0]] = Rename(before[0], after[0], certain=False)
    return found


def _names(rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(str(row["value"]) for row in rows if _is_name(row))


def _is_name(row: Row) -> bool:
    return str(getattr(row["name"], "value", "")) == "true"


def _facts(rows: Sequence[Row], names: Mapping[str, Collection[str]]) -> Hashable:
    return frozenset(
        (str(row["property"]), names.get(getattr(row["value"], "value", ""), str(row["value"]))) for row in rows
    )
