"""Answers on the graph itself are as last reviewed, and each of their rows leads back to a document.

They are kept so that a review sees which of them a change alters. Each case in ``snapshots/<query>/cases.yaml`` asks
the query and names the CSV file with the readable columns of its answer, rows in their order.
``TWINGRAPH_UPDATE_SNAPSHOTS=1`` writes the files anew instead of comparing them.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Store

from tests.cases import Case, each, read_cases
from tests.test_queries_golden import QUERIES, cell
from twingraph import KnowledgeGraph
from twingraph.queries.results import IRI, Row
from twingraph.terms import ID, TG

SNAPSHOTS = Path(__file__).parent / "snapshots"
CASES = read_cases(SNAPSHOTS)
UPDATE = os.environ.get("TWINGRAPH_UPDATE_SNAPSHOTS") == "1"

each_case = each(CASES)


@each_case
def test_answer_is_as_reviewed(real: KnowledgeGraph, case: Case) -> None:
    header = [
        name for name, column in real.queries[case["query"]].columns.items() if column.type not in ("iri", "iris")
    ]
    result = real.query(case["query"], lang=case["lang"], **case["params"])
    found = [header, *([cell(getattr(row, name)) for name in header] for row in result)]
    path = SNAPSHOTS / case["file"]
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(found)
    with path.open(encoding="utf-8", newline="") as file:
        assert found == list(csv.reader(file)), f"{case['file']}: review the change, then update the snapshots"


class Sources:
    """What the documents state, and by which statements a row of an answer can be traced to them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        documents = self.subjects("contentGraph")
        graphs = {graph for document in documents for graph in self.objects(document, "contentGraph")}
        described = {quad.subject for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)}
        records = self.subjects("statedIn") - self.subjects("statusOf")
        self.things = described - records - documents
        """What the documents' files describe, but for the records of where it stands."""

    def subjects(self, name: str, value: NamedNode | None = None) -> set[Any]:
        return {quad.subject for quad in self.store.quads_for_pattern(None, NamedNode(f"{TG}{name}"), value)}

    def objects(self, subject: NamedNode, name: str) -> set[Any]:
        return {quad.object for quad in self.store.quads_for_pattern(subject, NamedNode(f"{TG}{name}"), None)}

    def stated(self, thing: NamedNode, name: str | None = None) -> set[str]:
        """The values that evidence or inferences give to a property of a thing, or to any property."""
        return {
            value.value
            for record in self.subjects("statedSubject", thing)
            if name is None or NamedNode(f"{TG}{name}") in self.objects(record, "statedProperty")
            for value in self.objects(record, "statedValue")
        }

    def unsupported(self, row: Row, dates: list[str], several: list[str]) -> list[str]:
        """What in a row no document states: a thing, a date, a party of an agreement or tie."""
        counted = [iri for name in several for iri in (row[name] or "").split()]
        things = {NamedNode(value) for value in (*row, *counted) if isinstance(value, IRI) or value in counted}
        things &= self.things
        # A group of which nothing more is told than that it took part is supported by what is told of that.
        values = {value for thing in things for value in self.stated(thing)}
        faults = [thing.value for thing in things if not self.stated(thing) and thing.value not in values]
        faults = faults if things else ["no thing"]
        # A date is said of a thing of the row, or of how that thing stands.
        abouts = {about for thing in things for about in (thing, *self.subjects("statusOf", thing))}
        told = {value for about in abouts for value in self.stated(about)}
        cells = row.as_dict()
        faults += [name for name in dates if cells[name] is not None and cell(cells[name]) not in told]
        joined = next((cells[name] for name in ("agreement", "tie", "subject") if cells.get(name)), None)
        if joined and "party" in cells:
            parties = self.stated(NamedNode(joined), "party")
            faults += [name for name in ("party", "partner") if cells.get(name) and cells[name] not in parties]
        return faults


def faults(kg: KnowledgeGraph, sources: Sources, case: Case) -> list[list[str]]:
    columns = kg.queries[case["query"]].columns
    dates = [name for name, column in columns.items() if column.type == "date" and not column.reckoned]
    several = [name for name, column in columns.items() if column.type == "iris"]
    rows = kg.query(case["query"], lang=case["lang"], **case["params"])
    return [found for row in rows if (found := sources.unsupported(row, dates, several))]


@pytest.fixture(scope="module")
def sources(real: KnowledgeGraph) -> Sources:
    return Sources(real.store)


@each_case
def test_every_row_resolves_to_evidence(real: KnowledgeGraph, sources: Sources, case: Case) -> None:
    assert faults(real, sources, case) == []


@pytest.mark.parametrize(
    ("name", "lost", "fault"),
    [
        ("agreements/all", "agreement/smolensk-tulle-1981", f"{ID}agreement/smolensk-tulle-1981"),
        ("agreements/all", "agreement/smolensk-tulle-1981 signedOn", "date"),
        ("ties/all", "tie/smolensk-orsha party", "party"),
        ("dormant/all", "status/vyazemsky-district-jingdezhen-smolensk-oblast-review notBefore", "notBefore"),
        ("undocumented/all", "tie/zheleznogorsk-zhodzina", f"{ID}tie/zheleznogorsk-zhodzina"),
        ("timeline/dubna", "founding/dubna-diabetes-school", f"{ID}founding/dubna-diabetes-school"),
    ],
)
def test_lost_evidence_is_noticed(real: KnowledgeGraph, name: str, lost: str, fault: str) -> None:
    """Without the records of a thing, or of one of its properties, the rows that rest on them are found."""
    store = Store()
    store.bulk_extend(real.store)
    whole = Sources(store)
    thing, *properties = lost.split()
    for record in whole.subjects("statedSubject", NamedNode(f"{ID}{thing}")):
        if not properties or NamedNode(f"{TG}{properties[0]}") in whole.objects(record, "statedProperty"):
            for quad in list(store.quads_for_pattern(record, None, None)):
                store.remove(quad)
    case = next(case for case in CASES if case["file"] == f"{name}.csv")
    assert any(fault in found for found in faults(real, whole, case))


def test_cases_cover_queries_and_files() -> None:
    # What was taken out of each document is no statement of a document; docs/collection.md shows it.
    kept = set(QUERIES) - {"collection"}
    assert {case["query"] for case in CASES} == kept
    for name in kept:
        assert {case["lang"] for case in CASES if case["query"] == name} == {"en", "ru"}
    assert {path.relative_to(SNAPSHOTS).as_posix() for path in SNAPSHOTS.rglob("*.csv")} == {c["file"] for c in CASES}
