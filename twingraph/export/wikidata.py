"""Twin ties for Wikidata: QuickStatements (version 1) for P190, and a table of the ties left out, with the reasons.

What is certain enough is decided in ``queries/export/wikidata.rq`` and ``wikidata-left-out.rq``; here it is put into
the `grammar <https://www.wikidata.org/wiki/Help:QuickStatements>`_. Nothing is sent anywhere: a person reads the file
and runs it.
"""

from __future__ import annotations

import csv
import logging
import re
from typing import TYPE_CHECKING, Final

from twingraph.dates import PartialDate
from twingraph.export.records import gather

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twingraph.dates import Precision
    from twingraph.export.records import Record
    from twingraph.export.release import Release

STATEMENTS: Final = "wikidata.quickstatements.txt"
LEFT_OUT: Final = "wikidata-left-out.tsv"
BETWEEN: Final = "; "

_log = logging.getLogger("twingraph")
_TWINNED: Final = "P190"
_START, _END, _POINT = "P580", "P582", "P585"
_TITLE, _PUBLISHED, _ADDRESS = "S1476", "S577", "S854"
_PRECISION: Final[dict[Precision, int]] = {"year": 9, "month": 10, "day": 11}
_ITEM: Final = re.compile(r"http://www\.wikidata\.org/entity/(Q[1-9][0-9]*)")
# The grammar has no escapes.
_NOT_IN_TEXTS: Final = re.compile(r'["\t\r\n]')


def write(release: Release, into: Path) -> None:
    """Write the statements and the table of what is left out."""
    names = gather(release, "csv/ties", "tie")
    left_out = gather(release, "wikidata-left-out", "tie")
    lines: list[str] = []
    for (tie,), record in gather(release, "wikidata", "tie").items():
        if (tie,) not in left_out:
            lines.extend(_statements(tie, record))
    (into / STATEMENTS).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    with (into / LEFT_OUT).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow(["tie", "label_en", "label_ru", "reason", "reason_en", "reason_ru"])
        for key, record in left_out.items():
            labels = [names[key].one(f"label_{lang}") or "" for lang in ("en", "ru")]
            reasons = record.by("reason")
            told = [
                BETWEEN.join(text for reason in reasons.values() for text in reason.all(f"reason_{lang}"))
                for lang in ("en", "ru")
            ]
            rows.writerow([*key, *labels, BETWEEN.join(reasons), *told])
    _log.info("wikidata: ties: %d, left out: %d", len(names) - len(left_out), len(left_out))


def _statements(tie: str, record: Record) -> Iterator[str]:
    """Yield the statement in both directions."""
    items = [found[1] for item in record.all("item") if (found := _ITEM.fullmatch(item))]
    if len(items) != 2:
        raise ValueError(tie)  # what is not left out has two
    words = [part for column, code in (("start", _START), ("end", _END)) for part in _dated(code, record.one(column))]
    if record.one("start") is None:
        words = [*_dated(_POINT, record.one("held")), *words]
    for one, other in (items, reversed(items)):
        yield "\t".join([one, _TWINNED, other, *words, *_sources(record)])


def _sources(record: Record) -> Iterator[str]:
    """Yield the words of the references: one group a document of which an address or a title is known."""
    further = ""
    for document in record.by("document").values():
        group: list[str] = []
        address, title = document.one("address"), document.one("title")
        if address is not None and not _NOT_IN_TEXTS.search(address):
            group += [_ADDRESS, f'"{address}"']
        if title is not None and not _NOT_IN_TEXTS.search(title) and (lang := document.one("title_lang")):
            group += [_TITLE, f'{lang}:"{title}"']
        # A date by itself leads nobody to a source.
        if group:
            group += _dated(_PUBLISHED, document.one("issued"))
            yield further + group[0]
            yield from group[1:]
            # What opens a group after the first.
            further = "!"


def _dated(code: str, date: str | None) -> list[str]:
    """Return a property with a date as Wikidata writes it, at its precision."""
    if date is None:
        return []
    known = PartialDate.parse(date)
    day = f"+{known.year:04}-{known.month or 0:02}-{known.day or 0:02}T00:00:00Z"
    return [code, f"{day}/{_PRECISION[known.precision]}"]
