"""Where the rows of ``diff/evidence`` and ``diff/records`` point to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twingraph.diff.model import Passage

if TYPE_CHECKING:
    Row = dict[str, Any]


def passage(row: Row) -> Passage:
    """Return the passage that a row tells of."""

    def plain(name: str) -> str | None:
        term = row.get(name)
        return term.value if term is not None else None

    start, end = plain("start"), plain("end")
    return Passage(
        row["record"].value,
        row["document"].value,
        plain("documentLabel"),
        plain("file"),
        int(start) if start is not None and start.isdecimal() else None,
        int(end) if end is not None and end.isdecimal() else None,
        plain("inferred") == "true",
    )
