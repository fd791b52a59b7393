"""Answers as tables for people: plain text for a terminal, Markdown for a page.

Laid out here and not by a library, since importing one costs more time than the rest of a question.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from twingraph.texts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twingraph.queries.results import Result
    from twingraph.texts import Lang

NARROWEST = 12
"""Columns are not wrapped to fewer characters than these."""


def plain_table(result: Result, lang: Lang, width: int | None = None) -> str:
    """Lay an answer out for a terminal.

    Args:
        result: The answer.
        lang: The language of the titles.
        width: How many characters fit on a line; long cells are wrapped to that. None for no limit.
    """
    titles, cells = _readable(result, lang)
    if not cells:
        return text("no-rows", lang)
    widths = [max(map(len, column)) for column in zip(titles, *cells, strict=True)]
    if width is not None:
        widths = _fitted(widths, width)
    lines = [*_lines(titles, widths), "  ".join("-" * each for each in widths)]
    for row in cells:
        lines += _lines(row, widths)
    return "\n".join(lines)


def markdown_table(result: Result, lang: Lang) -> str:
    """Lay an answer out as a table in GitHub's Markdown."""
    titles, cells = _readable(result, lang)
    rows = [titles, ["---"] * len(titles), *([_escaped(cell) for cell in row] for row in cells)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _readable(result: Result, lang: Lang) -> tuple[list[str], list[list[str]]]:
    """Return titles and cells as a reader needs them.

    Left out are columns that identify what another one names, those that the header calls a detail, and those that the
    query reckons only when it is asked to, and was not; rows that the header says belong together are one.
    """
    described = result.described
    left_out = {each.name for each in described.values() if each.detail or each.label in result.columns}
    shown = [name for name in result.columns if name not in left_out]
    titles = [described[name].title[lang] if name in described else name for name in shown]
    grouped: dict[object, list[list[str]]] = {}
    for number, row in enumerate(result):
        key = tuple(row[name] for name in result.together) or number
        grouped.setdefault(key, []).append([_cell(row[name], lang) for name in shown])
    # What differs within a group stands side by side in one cell.
    merged = [
        ["; ".join(filter(None, dict.fromkeys(cells))) for cells in zip(*rows, strict=True)]
        for rows in grouped.values()
    ]
    filled = [
        any(row[at] for row in merged) or name not in described or not described[name].reckoned
        for at, name in enumerate(shown)
    ]
    return list(compress(titles, filled)), [list(compress(row, filled)) for row in merged]


def _cell(value: object, lang: Lang) -> str:
    if isinstance(value, bool):
        return text("yes" if value else "no", lang)
    # Control characters of the data must not steer a terminal.
    return (
        ""
        if value is None
        else "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in str(value))
    )


def _fitted(widths: Sequence[int], width: int) -> list[int]:
    """Take from the widest columns until the table fits, but leave each what can be read."""
    fitted = list(widths)
    while sum(fitted) + 2 * (len(fitted) - 1) > width and max(fitted) > NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _lines(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Lay out one row; a cell that is too long goes on below itself."""
    if all(len(cell) <= width and "\n" not in cell for cell, width in zip(cells, widths, strict=True)):
        parts = [cells]
    else:
        from itertools import zip_longest  # noqa: PLC0415 - only long cells need these
        from textwrap import wrap  # noqa: PLC0415

        wrapped = [wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
        parts = list(zip_longest(*wrapped, fillvalue=""))
    return ["  ".join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip() for line in parts]


def _escaped(cell: str) -> str:
    """Keep a cell of Markdown on its line and in its column."""
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
