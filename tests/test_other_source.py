"""Twin claims beside another source: on real data against a reckoning without SPARQL; and blocs beside ties."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode

from tests.conftest import ROOT, WORLD
from twingraph import KnowledgeGraph
from twingraph.terms import ID, TG

EDGES = ROOT.parent / "shared" / "datasets" / "sister-cities-wikidata" / "edges.csv"
ITEM = "http://www.wikidata.org/entity/"
P190 = "http://www.wikidata.org/prop/direct/P190"
BLOCS = """
PREFIX bloc: <https://example.org/blocs/>
SELECT ?bloc (COUNT(DISTINCT ?tie) AS ?ties) {
  ?bloc bloc:member ?one, ?other .
  FILTER(STR(?one) < STR(?other))
  ?tie tg:partyPlace ?place, ?partner ; a tg:InternationalTie .
  ?place tg:inCountry ?one .
  ?partner tg:inCountry ?other .
} GROUP BY ?bloc ORDER BY ?bloc
"""


class Documents:
    """What the documents say, read triple by triple."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        self.kg = kg
        self.country = {quad.subject.value: quad.object.value for quad in self.quads("inCountry")}
        self.items: dict[str, set[tuple[str, bool]]] = defaultdict(set)
        for quad in self.quads("linkOf"):
            target = self.only(quad.subject, "linkTarget")
            if target.startswith(ITEM):
                exact = self.only(quad.subject, "linkRelation").endswith("exactMatch")
                self.items[quad.object.value].add((target.removeprefix(ITEM), exact))
        self.tied: set[frozenset[str]] = set()
        self.twins: set[frozenset[str]] = set()
        for tie in {quad.subject for quad in kg.store if quad.object == NamedNode(f"{TG}Tie")}:
            places = [quad.object.value for quad in self.quads("partyPlace", tie)]
            pairs = {frozenset((one, other)) for one in places for other in places if one != other}
            self.tied |= pairs
            if any(quad.object.value == f"{ID}tie-kind/twinning" for quad in self.quads("kind", tie)):
                self.twins |= pairs
        self.party = {place for pair in self.tied for place in pair}

    def quads(self, name: str, subject: Any = None) -> list[Any]:
        return list(self.kg.store.quads_for_pattern(subject, NamedNode(f"{TG}{name}"), None))

    def only(self, subject: Any, name: str) -> str:
        (value,) = {quad.object.value for quad in self.quads(name, subject)}
        return value


def expected(said: Documents, edges: set[frozenset[str]]) -> set[tuple[frozenset[str], str, str | None]]:
    """Pairs with the verdict and the trust that a reader with the two lists at hand would write down."""
    owners: dict[str, dict[str, bool]] = defaultdict(dict)
    for place, items in said.items.items():
        for item, exact in items:
            owners[item][place] = exact
    found: set[tuple[frozenset[str], str, str | None]] = set()
    for pair in said.twins:
        one, other = sorted(pair)
        if said.country[one] == said.country[other]:
            continue
        ways = [(a, b) for a in said.items.get(one, ()) for b in said.items.get(other, ())]
        hits = [(a, b) for a, b in ways if frozenset((a[0], b[0])) in edges]
        trust = "exact" if any(a[1] and b[1] for a, b in hits or ways) else "close"
        verdict = "both" if hits else "documents only" if ways else "not comparable"
        found.add((pair, verdict, trust if ways else None))
    for edge in edges:
        for item in edge:
            (beyond,) = edge - {item}
            for place, exact in owners.get(item, {}).items():
                known = owners.get(beyond, {})
                at_home = any(said.country.get(each) == said.country[place] for each in known)
                if place not in said.party or at_home or any(frozenset((place, each)) in said.twins for each in known):
                    continue
                partner = min(known) if known else f"{ITEM}{beyond}"
                trust = "exact" if exact and (not known or any(known.values())) else "close"
                found.add((frozenset((place, partner)), "other source only", trust))
    return found


@pytest.mark.skipif(
    not EDGES.is_file(),
    reason="the pairs of Wikidata, which are not part of this repository, are not at ../shared/datasets",
)
def test_real_claims_are_compared_as_by_hand(tmp_path: Path):
    with EDGES.open(encoding="utf-8", newline="") as file:
        edges = {frozenset((row["qid_a"], row["qid_b"])) for row in csv.DictReader(file)}
    edges = {edge for edge in edges if len(edge) == 2}
    path = tmp_path / "p190.nt"
    with path.open("w", encoding="utf-8") as file:
        for one, other in map(sorted, edges):
            file.write(f"<{ITEM}{one}> <{P190}> <{ITEM}{other}> .\n")
    kg = KnowledgeGraph.open(ROOT, add=[path])
    found = {(frozenset((row.place, row.partner)), row.verdictLabel, row.trust) for row in kg.query("other-source")}
    assert found == expected(Documents(kg), edges)
    verdicts = {verdict for _, verdict, _ in found}
    assert {"both", "documents only", "other source only"} <= verdicts
    one = f"{ID}place/smolensk"
    asked = {(frozenset((row.place, row.partner)), row.verdictLabel) for row in kg.query("other-source", place=one)}
    assert asked == {(pair, verdict) for pair, verdict, _ in found if one in pair}


def test_no_claim_is_judged_where_no_other_source_is_loaded(real: KnowledgeGraph):
    assert {row.verdictLabel for row in real.query("other-source")} == {"other source not loaded"}


def test_blocs_loaded_from_a_file_join_the_ties():
    kg = KnowledgeGraph.open(WORLD, add=[WORLD / "more" / "blocs.ttl"])
    # Norland is alone in the league; the domestic tie of two councils joins no two members.
    assert [(row.bloc, row.ties) for row in kg.sparql(BLOCS)] == [("https://example.org/blocs/river-union", 3)]
