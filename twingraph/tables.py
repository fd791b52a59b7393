"""Answers as tables for people: plain text for a terminal, Markdown for a page.

Laid out here and not by a library, since importing one costs more time than the rest of a question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twingraph.texts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twingraph.provenance import Source
    from twingraph.queries.results import Result
    from twingraph.texts import Lang

NARROWEST = 12
"""Columns are not wrapped to fewer characters than these."""


def plain_table(
    result: Result, lang: Lang, width: int | None = None, sources: Sequence[Sequence[Source]] | None = None
) -> str:
    """Lay an answer out for a terminal.

    Args:
        result: The answer.
        lang: The language of the titles.
        width: How many characters fit on a line; long cells are wrapped to that. None for no limit.
        sources: What supports each row; the first few of each stand in a column of their own.
    """
    titles, cells = _readable(result, lang, sources, short=True)
    if not cells:
        return text("no-rows", lang)
    widths = [max(map(len, column)) for column in zip(titles, *cells, strict=True)]
    if width is not None:
        widths = _fitted(widths, width)
    lines = [*_lines(titles, widths), "  ".join("-" * each for each in widths)]
    for row in cells:
        lines += _lines(row, widths)
    return "\n".join(lines)


def markdown_table(
    result: Result, lang: Lang, sources: Sequence[Sequence[Source]] | None = None, *, most: int | None = None
) -> str:
    """Lay an answer out as a table in GitHub's Markdown.

    Args:
        result: The answer.
        lang: The language of the titles.
        sources: What supports each row, if that is to be told; it is complete.
        most: How many rows are shown; of more than these a last line says how many are not.
    """
    titles, cells = _readable(result, lang, sources)
    table = markdown_rows(titles, cells[:most])
    left = len(cells) - len(cells[:most])
    return f"{table}\n\n{text('more-rows', lang, count=left)}" if left else table


def markdown_rows(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay titles and cells out as a table in GitHub's Markdown."""
    lines = [titles, ["---"] * len(titles), *([_escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _readable(
    result: Result, lang: Lang, sources: Sequence[Sequence[Source]] | None, *, short: bool = False
) -> tuple[list[str], list[list[str]]]:
    """Return titles and cells as a reader needs them.

    Left out are columns that identify what another one names, those that the header calls a detail, and reckoned ones
    of which nothing was reckoned; rows that the header says belong together are one.
    """
    described = result.described
    shown = shown_columns(result)
    titles = [described[name].title[lang] if name in described else name for name in shown]
    groups = together(result)
    cells_of = [[cell_text(row[name], lang) for name in shown] for row in result]
    grouped = [[cells_of[number] for number in numbers] for numbers in groups]
    # What differs within a group stands side by side in one cell.
    merged = [["; ".join(filter(None, dict.fromkeys(cells))) for cells in zip(*rows, strict=True)] for rows in grouped]
    if sources is not None:
        from twingraph.provenance import in_full, in_order, in_short  # noqa: PLC0415 - few ask for sources

        titles.append(text("sources", lang))
        for cells, numbers in zip(merged, groups, strict=True):
            found = sorted({source for number in numbers for source in sources[number]}, key=in_order)
            cells.append(in_short(found, lang) if short else in_full(found))
    return titles, merged


def shown_columns(result: Result) -> list[str]:
    """Return the columns that a table for people has.

    Left out are columns that identify what another one names, those that the header calls a detail, and reckoned ones
    of which nothing was reckoned.
    """
    left_out = {
        each.name
        for each in result.described.values()
        if each.detail
        or each.label in result.columns
        or (each.reckoned and all(row[each.name] is None for row in result))
    }
    return [name for name in result.columns if name not in left_out]


def together(result: Result) -> list[list[int]]:
    """Return the numbers of the rows of an answer, those together that the header says belong together."""
    groups: dict[object, list[int]] = {}
    for number, row in enumerate(result):
        groups.setdefault(tuple(row[name] for name in result.together) or number, []).append(number)
    return list(groups.values())


def cell_text(value: object, lang: Lang) -> str:
    """Return the text of a value in a table for people."""
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
