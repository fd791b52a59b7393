"""The tables: valid CSVW to an independent reader, whole to pandas, and the same facts as rdflib finds in the graph."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import rdflib

from tests.conftest import ROOT, WORLD
from tests.exports import TG, flat, instances, release_of, written
from twingraph import KnowledgeGraph
from twingraph.dates import PartialDate
from twingraph.export.tables import METADATA, PARTIAL_DATE, Table, tables, write
from twingraph.terms import PREFIXES

#: Which things have a row of their own in which table.
SUBJECTS = {
    "activities": TG.Activity,
    "agreements": TG.Agreement,
    "bodies": TG.Body,
    "concepts": rdflib.SKOS.Concept,
    "documents": TG.SourceDocument,
    "evidence": (TG.Evidence, TG.Inference),
    "identity_links": TG.IdentityLink,
    "intentions": TG.Intention,
    "persons": TG.Person,
    "place_names": TG.PlaceName,
    "places": TG.Place,
    "signatures": TG.Signature,
    "statuses": TG.Status,
    "ties": TG.Tie,
}
GRAPHS = {
    "world": lambda: KnowledgeGraph.open(WORLD),
    "ended": lambda: KnowledgeGraph.open(WORLD, add=sorted((WORLD / "more").glob("*.ttl"))),
    "real": lambda: KnowledgeGraph.open(ROOT),
}


class Exported:
    """One graph, its tables on disk, and what rdflib has of it."""

    def __init__(self, kg: KnowledgeGraph, folder: Path) -> None:
        write(release_of(kg), folder)
        self.kg = kg
        self.folder = folder / "csv"
        self.graph = flat(kg)
        self.tables = {table.name: table for table in tables(kg.folder)}
        self.metadata = json.loads((self.folder / METADATA).read_text(encoding="utf-8"))

    def schema(self, table: str) -> dict[str, Any]:
        return next(each["tableSchema"] for each in self.metadata["tables"] if each["url"] == f"{table}.csv")

    def rows(self, table: str) -> list[dict[str, str]]:
        with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def cell(self, table: str, row: dict[str, str], column: str) -> list[str]:
        """The values of a cell, taken apart as the metadata say."""
        separator = next(each for each in self.schema(table)["columns"] if each["name"] == column).get("separator")
        return row[column].split(separator) if separator and row[column] else [row[column]] if row[column] else []


@pytest.fixture(scope="module", params=GRAPHS)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return Exported(GRAPHS[request.param](), tmp_path_factory.mktemp("csv"))


@pytest.fixture(scope="module")
def world_tables(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return Exported(GRAPHS["world"](), tmp_path_factory.mktemp("csv"))


def test_an_independent_csvw_reader_finds_all_valid(exported: Exported):
    csvw = pytest.importorskip("csvw", reason="csvw is not installed")
    read = csvw.CSVW(str(exported.folder / METADATA), validate=True)
    assert read.is_valid, [str(warning.message) for warning in read.warnings]
    group = csvw.TableGroup.from_file(exported.folder / METADATA)
    assert {table.local_name for table in group.tables} == {f"{name}.csv" for name in exported.tables}
    for table in group.tables:
        assert list(table.iterdicts(strict=True)) or not exported.rows(table.local_name.removesuffix(".csv"))
        assert table.check_primary_key()
    assert group.check_referential_integrity()


def test_the_reader_notices_a_row_that_refers_to_nothing(world_copy: Path, tmp_path: Path):
    csvw = pytest.importorskip("csvw", reason="csvw is not installed")
    folder = Exported(KnowledgeGraph.open(world_copy), tmp_path).folder
    text = (folder / "ties.csv").read_text(encoding="utf-8")
    (folder / "ties.csv").write_text(re.sub(r"(?m)^https://example.org/world/id/tie/veligrad-korvina,.*\n", "", text))
    with pytest.raises(ValueError, match="veligrad-korvina"):
        csvw.TableGroup.from_file(folder / METADATA).check_referential_integrity()


def test_every_thing_has_its_row_and_no_other_has(exported: Exported):
    for name, classes in SUBJECTS.items():
        key = exported.tables[name].key[0]
        found = [row[key] for row in exported.rows(name)]
        assert set(found) == instances(exported.graph, *(classes if isinstance(classes, tuple) else (classes,))), name
        assert found == sorted(set(found)), name


def test_the_tables_hold_what_rdflib_finds_in_the_graph(exported: Exported):
    """For each column that tells a property: the same subjects and values as the graph has, no more and no fewer."""
    compared = 0
    for table in exported.tables.values():
        rows = exported.rows(table.name)
        subjects = {row[table.key[0]] for row in rows}
        for column in table.columns:
            if column.property is None:
                continue
            prefix, _, local = column.property.partition(":")
            predicate = rdflib.URIRef(f"{PREFIXES[prefix]}{local}")
            expected = {
                (str(subject), plain(value))
                for subject, value in exported.graph.subject_objects(predicate)
                if str(subject) in subjects and (column.lang is None or getattr(value, "language", None) == column.lang)
            }
            if table.name == "evidence" and column.name == "class":
                expected = {pair for pair in expected if not pair[1].endswith("StatementRecord")}
            told = {
                (row[table.key[0]], value if column.type != "decimal" else str(Decimal(value)))
                for row in rows
                for value in exported.cell(table.name, row, column.name)
            }
            assert told == expected, (table.name, column.name)
            compared += len(told)
    assert compared > 300


def plain(value: rdflib.term.Node) -> str:
    if isinstance(value, rdflib.Literal) and isinstance(value.value, Decimal):
        return str(Decimal(str(value)))
    return str(value)


def test_names_stand_beside_the_things_they_name(exported: Exported):
    for table in exported.tables.values():
        for column in (column for column in table.columns if column.of):
            for row in exported.rows(table.name):
                things = exported.cell(table.name, row, column.of)
                cell = row[column.name]
                separator = next(
                    each.get("separator")
                    for each in exported.schema(table.name)["columns"]
                    if each["name"] == column.name
                )
                names = cell.split(separator) if separator else [cell]
                for thing, name in zip(things, names, strict=False):
                    said = {
                        str(label)
                        for predicate in (rdflib.RDFS.label, rdflib.SKOS.prefLabel)
                        for label in exported.graph.objects(rdflib.URIRef(thing), predicate)
                        if label.language == column.lang
                    }
                    assert name in said if said else name == "", (table.name, column.name, thing)


def test_pandas_reads_and_joins_the_tables(world_tables: Exported):
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    ties = pd.read_csv(world_tables.folder / "ties.csv")
    parties = pd.read_csv(world_tables.folder / "tie_parties.csv")
    joined = parties.merge(ties, on="tie", validate="many_to_one")
    assert len(joined) == 8
    twins = joined[joined.kind_en == "twinning"]
    assert set(twins.groupby("label_en").party_en.apply(frozenset)) == {
        frozenset({"Veligrad", other}) for other in ("Linden", "Korvina", "Zarnitsa")
    }


def test_a_plan_is_in_no_table_of_what_is(world_tables: Exported):
    plan = "https://example.org/world/id/plan/veligrad-linden-norland"
    holding = {name for name in world_tables.tables if plan in (world_tables.folder / f"{name}.csv").read_text("utf-8")}
    assert holding == {"intentions", "evidence"}
    title = world_tables.tables["intentions"].title
    assert "not deeds" in title["en"]
    assert "не дела" in title["ru"]
    classes = {row["class_en"] for row in world_tables.rows("intentions")}
    assert classes == {"plan", "recommendation"}


def test_what_is_uncertain_or_concluded_is_said_so(world_tables: Exported):
    tie = next(row for row in world_tables.rows("ties") if row["label_en"] == "Veligrad – Zarnitsa")
    assert (tie["start_date"], tie["uncertain"]) == ("1978", str(TG.startDate))
    agreement = next(row for row in world_tables.rows("agreements") if row["agreement"].endswith("linden-korvina-1999"))
    assert (agreement["signed_on"], agreement["inferred"]) == ("1999", str(TG.signedOn))
    status = next(row for row in world_tables.rows("statuses") if row["value_en"] == "dormant")
    assert (status["as_of"], status["not_before"], status["inferred"]) == ("", "2013-01-01", str(TG.notBefore))


def test_a_body_is_the_party_and_its_place_is_reckoned(world_tables: Exported):
    rows = [row for row in world_tables.rows("tie_parties") if row["tie"].endswith("linden-korvina")]
    assert {(row["party_en"], row["place"], row["party_place"].rpartition("/")[2]) for row in rows} == {
        ("Council of Linden", "", "linden"),
        ("Council of Korvina", "", "korvina"),
    }


def test_dates_keep_their_precision(exported: Exported):
    form = re.compile(PARTIAL_DATE)
    dates = [
        (table.name, value)
        for table in exported.tables.values()
        for column in table.columns
        if column.type == "date"
        for row in exported.rows(table.name)
        for value in exported.cell(table.name, row, column.name)
    ]
    assert {PartialDate.parse(value).precision for _, value in dates} == {"day", "month", "year"}
    assert all(form.fullmatch(value) for _, value in dates)


def test_files_are_as_rfc_4180_has_them_and_the_same_each_time(world_tables: Exported, tmp_path: Path):
    for name in world_tables.tables:
        content = (world_tables.folder / f"{name}.csv").read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        with (world_tables.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert len({len(row) for row in csv.reader(file, strict=True)}) == 1
    write(release_of(KnowledgeGraph.open(WORLD)), tmp_path)
    assert written(tmp_path / "csv") == written(world_tables.folder)


def test_each_column_has_titles_in_both_languages(world_tables: Exported):
    for table in world_tables.tables.values():
        assert isinstance(table, Table)
        for column in table.columns:
            assert re.search("[а-яё]|ISO|SHA", column.ru, re.IGNORECASE), (table.name, column.name)
            assert re.search("[a-z]", column.en), (table.name, column.name)
            assert column.to is None or column.to in world_tables.tables
            assert column.of is None or column.of in {each.name for each in table.columns}


def test_values_with_the_separator_in_them_get_another_one(world_copy: Path, tmp_path: Path):
    report = world_copy / "data" / "documents" / "veligrad-report.ttl"
    report.write_text(report.read_text("utf-8").replace('tg:title "меморандум о дружбе"', 'tg:title "а|б"'), "utf-8")
    exported = Exported(KnowledgeGraph.open(world_copy), tmp_path)
    titles = [exported.cell("agreements", row, "title") for row in exported.rows("agreements")]
    assert ["а|б"] in titles
