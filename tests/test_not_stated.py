"""The named queries do not return what the documents do not say.

The list of plausible statements stands in ``not_stated.yaml``. Each entry is checked three times over: the false row is
not in the answer; the true neighbour is, so that an empty answer does not pass; and when the false statement is added
to a copy of the graph, the check fails, so that it does look where the statement would show.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from tests.test_queries_golden import QUERIES, cell
from twingraph import KnowledgeGraph
from twingraph.loader import derive
from twingraph.terms import ID, PREFIXES, TG

ENTRIES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "not_stated.yaml").read_text(encoding="utf-8"))
KEYS = {"id", "document", "statement", "query", "params", "but_row_with", "if_it_said"}
CURIE = re.compile(r"([a-z][a-z-]*):([^\s]+)")

each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=[entry["id"] for entry in ENTRIES])


@pytest.fixture(scope="module")
def prefixes(real: KnowledgeGraph) -> dict[str, str]:
    """Every folder of things below the base is a prefix of its own name, as in the Turtle of the data."""
    kinds = {
        quad.subject.value.removeprefix(ID).split("/")[0]
        for quad in real.store
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ID)
    }
    return PREFIXES | {kind: f"{ID}{kind}/" for kind in kinds}


@pytest.fixture(scope="module")
def known(real: KnowledgeGraph) -> set[Any]:
    """Every thing and term of the graph."""
    return {term for quad in real.store for term in triple(quad)}


def full(value: object, prefixes: Mapping[str, str]) -> str:
    """A value of the list as an answer has it: prefixed names in full."""
    text = str(value)
    found = CURIE.fullmatch(text)
    return prefixes[found[1]] + found[2] if found and found[1] in prefixes else text


def options(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def matches(row: Mapping[str, str], wanted: Mapping[str, object], prefixes: Mapping[str, str]) -> bool:
    """Whether a row has one of the values in every column; an empty cell is no value."""
    return all(
        row[column] and any(fnmatchcase(row[column], full(value, prefixes)) for value in options(values))
        for column, values in wanted.items()
    )


def answer(kg: KnowledgeGraph, asked: Mapping[str, Any], prefixes: Mapping[str, str]) -> list[dict[str, str]]:
    params = {name: full(value, prefixes) for name, value in asked["params"].items()}
    return [{name: cell(value) for name, value in row.as_dict().items()} for row in kg.query(asked["query"], **params)]


def false_rows(kg: KnowledgeGraph, entry: Mapping[str, Any], prefixes: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows of an answer that say what the document does not."""
    rows = answer(kg, entry, prefixes)
    return rows if entry.get("no_rows") else [row for row in rows if matches(row, entry["no_row_with"], prefixes)]


def had_it_been_said(kg: KnowledgeGraph, entry: Mapping[str, Any], prefixes: Mapping[str, str]) -> KnowledgeGraph:
    """A copy of the graph in which the document does say so, with what follows by the rules."""
    store = Store()
    store.bulk_extend(kg.store)
    graph = NamedNode(f"{kg.folder.base}graph/data/documents/{entry['document']}")
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items())
    said = list(parse(declared + entry["if_it_said"], format=RdfFormat.TURTLE))
    store.extend(Quad(*triple(quad), target) for quad in said for target in (graph, DefaultGraph()))
    derive(store, kg.folder)
    return KnowledgeGraph(kg.folder, store, kg.names, kg.queries)


def triple(quad: Quad) -> tuple[Any, Any, Any]:
    return (quad.subject, quad.predicate, quad.object)


@each_entry
def test_is_not_returned(real: KnowledgeGraph, prefixes: dict[str, str], entry: dict[str, Any]) -> None:
    assert false_rows(real, entry, prefixes) == [], f"{entry['document']} does not say: {entry['statement']}"


@each_entry
def test_true_neighbour_is_returned(real: KnowledgeGraph, prefixes: dict[str, str], entry: dict[str, Any]) -> None:
    rows = answer(real, entry.get("asking", entry), prefixes)
    assert any(matches(row, entry["but_row_with"], prefixes) for row in rows)


@each_entry
def test_would_be_noticed(real: KnowledgeGraph, prefixes: dict[str, str], entry: dict[str, Any]) -> None:
    """The mutation: with the false statement in the graph, the check of the entry finds a false row."""
    assert false_rows(had_it_been_said(real, entry, prefixes), entry, prefixes)


@each_entry
def test_entry_is_well_formed(
    real: KnowledgeGraph, prefixes: dict[str, str], known: set[Any], entry: dict[str, Any]
) -> None:
    """A misspelt name would let everything pass: each name is one of the graph, each column one of the query."""
    assert set(entry) >= KEYS
    assert set(entry) <= KEYS | {"no_row_with", "no_rows", "asking"}
    assert ("no_row_with" in entry) != (entry.get("no_rows") is True)
    assert NamedNode(f"{ID}document/{entry['document']}") in known
    asked = entry.get("asking", entry)
    for query, wanted in ((entry["query"], entry.get("no_row_with", {})), (asked["query"], entry["but_row_with"])):
        assert set(wanted) <= set(real.queries[query].columns)
        for value in values_of(wanted):
            iri = full(value, prefixes)
            if iri.startswith((ID, TG)) and not iri.endswith("*"):
                assert NamedNode(iri) in known, value


def values_of(wanted: Mapping[str, object]) -> Iterable[object]:
    return [value for values in wanted.values() for value in options(values)]


def test_list_covers_documents_and_queries(real: KnowledgeGraph) -> None:
    assert all(count == 1 for count in Counter(entry["id"] for entry in ENTRIES).values())
    assert {entry["query"] for entry in ENTRIES} <= set(QUERIES)
    documents = {path.stem for path in (real.folder.data / "documents").glob("*.ttl")}
    covered = Counter(entry["document"] for entry in ENTRIES)
    assert set(covered) == documents
    assert min(covered.values()) >= 10
