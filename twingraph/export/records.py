"""Rows of an answer gathered into records: what differs between the rows of one thing stands side by side.

A query of an export tells of each property in a branch of a UNION, so that a thing with three fields and two dates has
five rows and not six, and no value is lost or told twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.export.release import Release

Key = tuple[str, ...]


class Record:
    """What an answer tells of one thing: values by column, each once, in a stable order."""

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        self._rows: list[dict[str, str]] = []

    def add(self, row: dict[str, str]) -> None:
        """Add a row; what is not bound is not in it."""
        self._rows.append(row)

    def all(self, column: str, of: str | None = None) -> list[str]:
        """Return the values of a column in order.

        Args:
            column: The column.
            of: A column whose values this one names: there is then one name for each of those, in their order, empty
                where one has none.
        """
        if of is None:
            return sorted({row[column] for row in self._rows if column in row})
        names: dict[str, set[str]] = {}
        for row in self._rows:
            if of in row:
                names.setdefault(row[of], set()).update([row[column]] if column in row else [])
        return [min(names[value], default="") for value in sorted(names)]

    def one(self, column: str) -> str | None:
        """Return the value of a column, None where there is none; of several the first."""
        return next(iter(self.all(column)), None)

    def by(self, column: str) -> dict[str, Record]:
        """Return what is told beside each value of a column."""
        records: dict[str, Record] = {}
        for row in self._rows:
            if column in row:
                records.setdefault(row[column], Record()).add(row)
        return dict(sorted(records.items()))


def gather(release: Release, name: str, *key: str) -> dict[Key, Record]:
    """Ask a query of ``queries/export/`` and gather its rows by the columns that tell its things apart, in their order.

    Raises:
        KeyError: The query leaves a column of the key unbound.
    """
    records: dict[Key, Record] = {}
    for row in texts(release, name):
        records.setdefault(tuple(row[column] for column in key), Record()).add(row)
    return dict(sorted(records.items()))


def texts(release: Release, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a query of ``queries/export/`` as texts, without what is not bound."""
    for row in release.select(name):
        yield {variable: term.value for variable, term in row.items() if term is not None}
