"""CSV tables with CSVW metadata, a table a query of ``queries/export/csv/``.

The header of such a query says what its table is, which columns it has, which of them tell its rows apart (``key``)
and which point to another table (``to``); `csv-metadata.json`_ says the same to programs. A new table is a new query.

.. _csv-metadata.json: https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import csv
import json
import logging
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from twingraph.export.records import gather
from twingraph.layout import GraphFolder
from twingraph.queries.header import Header
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from twingraph.export.records import Key, Record
    from twingraph.export.release import Release

FOLDER: Final = "csv"
METADATA: Final = "csv-metadata.json"
"""The name that the standard looks for beside a table."""
PARTIAL_DATE: Final = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
"""A day, a month or a year: level 0 of EDTF (ISO 8601-2)."""

_log = logging.getLogger("twingraph")
_SEPARATORS: Final = ("|", "¦", "␟", "\x1f")
_DATATYPES: Final[dict[str, object]] = {
    "iri": "anyURI",
    "text": "string",
    "integer": "integer",
    "decimal": "decimal",
    "boolean": "boolean",
    "date": {
        "base": "string",
        "format": PARTIAL_DATE,
        "dc:description": "A day, month or year, as exact as the source (EDTF level 0): 2003-09-27, 2003-09, 2003",
    },
}
_RECKONED_DAY: Final = {
    "base": "date",
    "dc:description": "A day reckoned from what sources say, as a bound: no source need give a day",
}


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        name: Its name, that of the variable.
        type: ``iri``, ``text``, ``date`` (a day, a month or a year), ``integer``, ``decimal`` or ``boolean``.
        en: Its title in English.
        ru: The same in Russian.
        list: Whether a cell may hold several values.
        of: The column whose values this one names.
        to: The table whose rows its values are the keys of.
        property: The property that it tells of the first column of the key, as a prefixed name.
        lang: The language of its texts.
        reckoned: Whether its values are reckoned and stated by nobody.
    """

    name: str
    type: str
    en: str
    ru: str
    list: bool = False
    of: str | None = None
    to: str | None = None
    property: str | None = None
    lang: str | None = None
    reckoned: bool = False


class Table(NamedTuple):
    """A table: what the header of its query says.

    Attributes:
        name: Its name, that of the file.
        title: What it holds, by language.
        read: How to read it, by language.
        key: The columns that tell its rows apart.
        columns: Its columns, in order.
    """

    name: str
    title: Mapping[str, str]
    read: Mapping[str, str]
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @classmethod
    def read_file(cls, path: Path) -> Table:
        """Read the header of a query.

        Raises:
            GraphError: There is none, or it is no YAML.
        """
        header = Header.read(path, path.read_text(encoding="utf-8")).mapping
        columns = tuple(Column(name, **content) for name, content in header["columns"].items())
        return cls(path.stem, header["title"], header["read"], tuple(header["key"]), columns)


def tables(folder: GraphFolder) -> list[Table]:
    """Return the tables by name: those of the package, and the folder's own, which go first."""
    files: dict[str, Path] = {}
    for queries in (GraphFolder.bundled().queries, folder.queries):
        files |= {path.stem: path for path in (queries / "export" / FOLDER).glob("*.rq")}
    return [Table.read_file(files[name]) for name in sorted(files)]


def write(release: Release, into: Path) -> None:
    """Write the tables and their metadata into the folder ``csv``."""
    target = into / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    every = {table.name: table for table in tables(release.folder)}
    described = [_write_table(release, table, every, target) for table in every.values()]
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        **_about(release),
        "dialect": {"encoding": "utf-8", "header": True, "commentPrefix": None},
        "tables": described,
    }
    text = json.dumps(group, ensure_ascii=False, indent=2)
    (target / METADATA).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _write_table(release: Release, table: Table, every: Mapping[str, Table], target: Path) -> dict[str, Any]:
    """Write one table and return its description."""
    records = gather(release, f"{FOLDER}/{table.name}", *table.key)
    cells = [[_values(record, column, table.key, key) for column in table.columns] for key, record in records.items()]
    separators = [
        _separator(table, column, [row[number] for row in cells]) for number, column in enumerate(table.columns)
    ]
    with (target / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(column.name for column in table.columns)
        rows.writerows([(sep or "").join(cell) for cell, sep in zip(row, separators, strict=True)] for row in cells)
    whole = [all(row[number] for row in cells) for number in range(len(table.columns))]
    return _description(table, every, separators, whole)


def _values(record: Record, column: Column, names: Key, key: Key) -> list[str]:
    if column.name in names:
        return [key[names.index(column.name)]]
    return record.all(column.name, column.of)


def _separator(table: Table, column: Column, cells: list[list[str]]) -> str | None:
    """Return what stands between several values: a sign that no value has."""
    several = any(len(cell) > 1 for cell in cells)
    many = column.list or (column.of is not None and any(each.list for each in table.columns if each.name == column.of))
    if not (many or several):
        return None
    if not many:
        _log.warning("csv/%s.csv: column %s: several values where one was expected", table.name, column.name)
    return next(sign for sign in _SEPARATORS if not any(sign in value for cell in cells for value in cell))


def _description(
    table: Table, every: Mapping[str, Table], separators: list[str | None], whole: list[bool]
) -> dict[str, Any]:
    """Describe a table as https://www.w3.org/TR/tabular-metadata/ has it.

    A foreign key must have a value in every row, and one: a column that has none in some, or several, is only related.
    """
    keyed = [
        column.to is not None and separator is None and full
        for column, separator, full in zip(table.columns, separators, whole, strict=True)
    ]
    foreign = [
        {
            "columnReference": [column.name],
            "reference": {"resource": f"{column.to}.csv", "columnReference": list(every[column.to].key)},
        }
        for column, is_key in zip(table.columns, keyed, strict=True)
        if column.to is not None and is_key
    ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": _bilingual(table.title),
        "dc:description": _bilingual(table.read),
        "tableSchema": {
            "aboutUrl": f"{{+{table.key[0]}}}",
            "columns": [
                _column(column, separator, required=is_key or column.name in table.key, related=not is_key)
                for column, separator, is_key in zip(table.columns, separators, keyed, strict=True)
            ],
            "primaryKey": list(table.key),
            **({"foreignKeys": foreign} if foreign else {}),
        },
    }


def _column(column: Column, separator: str | None, *, required: bool, related: bool) -> dict[str, Any]:
    description: dict[str, Any] = {
        "name": column.name,
        "titles": {"und": column.name, "en": column.en, "ru": column.ru},
        "datatype": _RECKONED_DAY if column.reckoned and column.type == "date" else _DATATYPES[column.type],
    }
    if column.lang:
        description["lang"] = column.lang
    if column.property:
        prefix, _, name = column.property.partition(":")
        description["propertyUrl"] = f"{PREFIXES[prefix]}{name}"
    else:
        # What no property of the first column tells is no statement about it.
        description["suppressOutput"] = True
    if column.type == "iri" and separator is None:
        description["valueUrl"] = f"{{+{column.name}}}"
    if required:
        description["required"] = True
    if column.to is not None and related:
        description["dc:relation"] = {"@id": f"{column.to}.csv"}
    if separator is not None:
        description["separator"] = separator
    if column.reckoned:
        description["dc:description"] = _bilingual({"en": "Reckoned, not stated", "ru": "Вычислено, а не сказано"})
    return description


def _bilingual(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": texts[lang].strip(), "@language": lang} for lang in ("en", "ru")]


def _about(release: Release) -> dict[str, Any]:
    """Tell of the data as a whole what the folder says of it."""
    about: dict[str, Any] = {}
    for record in gather(release, "about", "dataset").values():
        for term in ("title", "description", "rights", "creator"):
            told = {lang: record.one(f"{term}_{lang}") for lang in ("en", "ru")}
            about[f"dc:{term}"] = [{"@value": each, "@language": lang} for lang, each in told.items() if each]
        about["dc:license"] = [{"@id": address} for address in record.all("license")]
        about |= {f"dc:{term}": record.one(term) for term in ("issued", "modified")}
    return {term: value for term, value in about.items() if value}
