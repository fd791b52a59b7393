"""QuickStatements: every line in the grammar, every tie accounted for, nothing that is not certain."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT, WORLD
from tests.exports import TG, flat, instances, release_of, written
from twingraph import KnowledgeGraph
from twingraph.export.wikidata import LEFT_OUT, STATEMENTS, write

TIE = "https://example.org/world/id/tie/"

# A command of version 1: item, property, value; then qualifiers (P…) and sources (S…, !S… opens another reference).
YEAR = r"\+\d{4}-00-00T00:00:00Z/9"
MONTH = r"\+\d{4}-(?:0[1-9]|1[0-2])-00T00:00:00Z/10"
DAY = r"\+\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T00:00:00Z/11"
DATE = f"(?:{YEAR}|{MONTH}|{DAY})"
GRAMMAR = re.compile(
    r"(?P<one>Q[1-9]\d*)\tP190\t(?P<other>Q[1-9]\d*)"
    rf"(?P<qualifiers>(?:\t(?:P580|P582|P585)\t{DATE})*)"
    rf'(?P<sources>(?:\t!?(?:S854\t"https?://[^"\t]+"|S1476\t[a-z]{{2,3}}:"[^"\t]+"|S577\t{DATE}))*)'
)


@pytest.fixture(scope="module")
def almanac() -> KnowledgeGraph:
    return KnowledgeGraph.open(WORLD, add=[WORLD / "more" / "wikidata.ttl"])


@pytest.fixture(scope="module")
def folder(almanac: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wikidata")
    write(release_of(almanac), folder)
    return folder


def lines(folder: Path) -> list[str]:
    return (folder / STATEMENTS).read_text(encoding="utf-8").splitlines()


def left_out(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / LEFT_OUT).open(encoding="utf-8", newline="") as file:
        return {row["tie"]: row for row in csv.DictReader(file, delimiter="\t", strict=True)}


def statements(folder: Path) -> dict[tuple[str, str], str]:
    found = {}
    for line in lines(folder):
        match = GRAMMAR.fullmatch(line)
        assert match is not None, line
        found[match["one"], match["other"]] = match["qualifiers"].strip()
    assert len(found) == len(lines(folder)), "a statement twice"
    return found


def items(*numbers: int) -> tuple[str, ...]:
    return tuple(f"Q99000000{number}" for number in numbers)


def test_what_goes_out_is_certain_and_goes_out_both_ways(folder: Path):
    expected = {
        items(1, 2): "P585\t+2003-09-27T00:00:00Z/11",  # the twinning treaty of the cities, not that of the district
        items(1, 3): "",  # a memorandum on friendship, signed by a body
        items(2, 8): "",  # its start is uncertain
        items(3, 9): "P580\t+1990-03-00T00:00:00Z/10",
        items(8, 9): "P580\t+1985-00-00T00:00:00Z/9\tP582\t+2004-05-09T00:00:00Z/11",
    }
    assert statements(folder) == expected | {(other, one): said for (one, other), said in expected.items()}


def test_each_tie_that_does_not_has_a_row_with_its_reasons(folder: Path):
    reasons = {tie.removeprefix(TIE): row["reason"] for tie, row in left_out(folder).items()}
    assert reasons == {
        "grange-council": "body",
        "grange-veligrad-term": "end-planned",
        "korvina-mill": "twinning-uncertain",
        "linden-grange": "party-uncertain",
        "linden-korvina": "body; not-twinning",
        "linden-mill-suspended": "suspended",
        "mill-korvina-ended": "ended",
        "mill-three": "not-two",
        "veligrad-barn": "no-item",
        "veligrad-ford": "several-items",
        "veligrad-grange": "twinning-uncertain",
        "veligrad-mill": "not-twinning",
        "veligrad-quay": "item-uncertain",
        "veligrad-zarnitsa": "item-uncertain",
    }
    barn = left_out(folder)[f"{TIE}veligrad-barn"]
    assert barn["reason_en"] == "Barn: no item of Wikidata is known"
    quay = left_out(folder)[f"{TIE}veligrad-quay"]
    assert quay["reason_ru"].startswith("Причал: соответствие с Q990000005 не точное")


def test_sources_are_given_as_far_as_they_are_known(folder: Path):
    by_pair = {tuple(line.split("\t")[:3:2]): line.split("\t") for line in lines(folder)}
    almanac = [
        "S854",
        '"https://example.org/almanac"',
        "S1476",
        'ru:"Альманах связей"',
        "S577",
        "+2021-04-00T00:00:00Z/10",
    ]
    assert by_pair[items(8, 9)][-6:] == almanac
    # The newspaper, too, calls these two twins; of it neither title nor address is known.
    assert by_pair[items(1, 2)][-2:] == ["S1476", 'ru:"Велиград и его побратимы"']
    assert not any(word.lstrip("!") == "S813" for line in by_pair.values() for word in line), "nobody knows when"


def test_a_second_document_opens_a_second_reference(world_copy: Path, tmp_path: Path):
    news = world_copy / "data" / "documents" / "linden-news.ttl"
    text = news.read_text("utf-8")
    news.write_text(
        text.replace('dcterms:language "ru" ;', 'dcterms:language "ru" ; dcterms:title "Новости"@ru ;'), "utf-8"
    )
    write(release_of(KnowledgeGraph.open(world_copy, add=[WORLD / "more" / "wikidata.ttl"])), tmp_path)
    words = next(line for line in lines(tmp_path) if line.startswith("Q990000001\tP190\tQ990000002")).split("\t")
    assert words[5:] == [
        "S1476",
        'ru:"Новости"',
        "S577",
        "+2020-02-10T00:00:00Z/11",
        "!S1476",
        'ru:"Велиград и его побратимы"',
    ]
    assert statements(tmp_path)


def test_a_title_that_the_grammar_cannot_hold_is_left_out(tmp_path: Path):
    source = (WORLD / "more" / "wikidata.ttl").read_text("utf-8")
    spoilt = tmp_path / "wikidata.ttl"
    spoilt.write_text(
        source.replace('"Альманах связей"@ru ;\n    foaf', '"Альманах \\"связей\\""@ru ;\n    foaf'), "utf-8"
    )
    kg = KnowledgeGraph.open(WORLD, add=[spoilt])
    write(release_of(kg), tmp_path)
    assert statements(tmp_path)
    assert "Альманах" not in "\n".join(lines(tmp_path))


PREFIXES = """
@prefix certainty: <https://w3id.org/twingraph/id/certainty/> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .
@prefix tie: <https://example.org/world/id/tie/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TRAPS = {
    "a plan": ("[] a tg:Plan ; tg:concerns <https://example.org/world/id/place/mill> .", True),
    "another start": ('tie:korvina-grange tg:startDate "1991"^^xsd:gYear .', False),
    "an uncertain record": (
        "[] tg:certainty certainty:uncertain ; tg:statedSubject tie:korvina-grange ; tg:statedProperty tg:startDate .",
        False,
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_doubtful_date_stays_here(trap: str, tmp_path: Path):
    more = tmp_path / "more.ttl"
    text, certain = TRAPS[trap]
    more.write_text(PREFIXES + text, encoding="utf-8")
    write(release_of(KnowledgeGraph.open(WORLD, add=[WORLD / "more" / "wikidata.ttl", more])), tmp_path)
    found = statements(tmp_path)
    assert len(found) == 10
    assert found[items(3, 9)] == ("P580\t+1990-03-00T00:00:00Z/10" if certain else "")


@pytest.mark.parametrize("graph", [WORLD, ROOT], ids=["world", "real"])
def test_every_tie_either_goes_out_or_says_why_not(graph: Path, tmp_path: Path):
    kg = KnowledgeGraph.open(graph)
    write(release_of(kg), tmp_path)
    ties = instances(flat(kg), TG.Tie)
    rows = left_out(tmp_path)
    assert set(rows) < ties or not lines(tmp_path)
    assert len(statements(tmp_path)) == 2 * (len(ties) - len(rows))
    for row in rows.values():
        assert all(row.values())


def test_on_the_real_graph_each_statement_is_a_twin_tie_of_trusted_items(real: KnowledgeGraph, tmp_path: Path):
    """The same by another way: from the named queries and the links, not from the queries of the export."""
    write(release_of(real), tmp_path)
    graph = flat(real)
    trusted = {}
    for link in graph.subjects(TG.trust, None):
        target = str(graph.value(link, TG.linkTarget))
        if "wikidata" in target and str(graph.value(link, TG.trust)).endswith("/wikidata-extract-gazetteer"):
            assert str(graph.value(link, TG.linkRelation)).endswith("exactMatch")
            trusted[str(graph.value(link, TG.linkOf))] = target.rpartition("/")[2]
    claims = {
        frozenset((trusted.get(row.party, row.party), trusted.get(row.partner, row.partner)))
        for row in real.query("twin-claims")
        if row.certaintyLabel not in ("uncertain", "inferred")
    }
    found = {frozenset(pair) for pair in statements(tmp_path)}
    assert found == {pair for pair in claims if all(each.startswith("Q") for each in pair)}
    assert len(found) == 8


def test_the_files_are_the_same_each_time(almanac: KnowledgeGraph, folder: Path, tmp_path: Path):
    write(release_of(almanac), tmp_path)
    assert written(tmp_path) == written(folder)
