"""The rules of ``ontology/rules``: each on a case that it derives and on one that it must leave alone.

Both engines run every rule, so that a rule that only one of them understands is found here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest

rdflib = pytest.importorskip("rdflib", reason="rdflib is the second engine that rules are held to")
sparql = pytest.importorskip("rdflib.plugins.sparql", reason="rdflib is the second engine that rules are held to")

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
RULES = sorted((ONTOLOGY / "rules").glob("*.rq"))
TG = "https://w3id.org/twingraph/ontology#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD_DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"
TYPE_IN_TEST = "a"

PREFIXES = """
@prefix : <https://example.org/> .
@prefix certainty: <https://w3id.org/twingraph/id/certainty/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix status-value: <https://w3id.org/twingraph/id/status-value/> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .
@prefix tie-kind: <https://w3id.org/twingraph/id/tie-kind/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

#: Two countries, a former state, four places and the body of one of them; classes as the core has them.
WORLD = """
tg:City rdfs:subClassOf tg:Municipality . tg:Municipality rdfs:subClassOf tg:Place .
tg:Region rdfs:subClassOf tg:Place .
:moravia a tg:Country . :alba a tg:Country . :union a tg:FormerState, tg:Country .
:oblast a tg:Region ; tg:within :moravia .
:veligrad a tg:City ; tg:within :oblast, :union .
:novograd a tg:City, tg:Region ; tg:within :moravia .
:linden a tg:City ; tg:within :alba .
:nowhere a tg:City ; tg:within :union .
:committee tg:actsFor :linden .
:editors a tg:EditorialOffice .
"""

Triple = tuple[str, str, str]


@dataclass(frozen=True)
class Case:
    """Turtle to add to the world, and what the rules must and must not make of it."""

    name: str
    turtle: str
    derived: frozenset[Triple]
    not_derived: frozenset[Triple] = frozenset()


def triples(*lines: str) -> frozenset[Triple]:
    """Read ``subject predicate object`` lines, short names standing for IRIs of the test or of the ontology."""
    found = set()
    for line in lines:
        subject, predicate, value = line.split()
        found.add((subject, predicate, value))
    return frozenset(found)


CASES = [
    Case(
        "day",
        ':x tg:signedOn "2003-05-12"^^xsd:date .',
        triples(":x earliest 2003-05-12", ":x latest 2003-05-12"),
    ),
    Case(
        "month of 31 days",
        ':x tg:signedOn "1974-05"^^xsd:gYearMonth .',
        triples(":x earliest 1974-05-01", ":x latest 1974-05-31"),
    ),
    Case(
        "month of 30 days",
        ':x tg:asOf "1974-06"^^xsd:gYearMonth .',
        triples(":x earliest 1974-06-01", ":x latest 1974-06-30"),
    ),
    Case("February", ':x tg:signedOn "2003-02"^^xsd:gYearMonth .', triples(":x latest 2003-02-28")),
    Case("leap year", ':x tg:signedOn "2004-02"^^xsd:gYearMonth .', triples(":x latest 2004-02-29")),
    Case("leap century", ':x tg:signedOn "2000-02"^^xsd:gYearMonth .', triples(":x latest 2000-02-29")),
    Case("common century", ':x tg:signedOn "1900-02"^^xsd:gYearMonth .', triples(":x latest 1900-02-28")),
    Case(
        "year",
        ':x tg:approvedOn "2002"^^xsd:gYear .',
        triples(":x earliest 2002-01-01", ":x latest 2002-12-31"),
    ),
    Case(
        "span",
        ':x tg:startDate "2015"^^xsd:gYear ; tg:endDate "2016-04"^^xsd:gYearMonth .',
        triples(":x earliest 2015-01-01", ":x latest 2016-04-30"),
        triples(":x latest 2015-12-31", ":x earliest 2016-04-01"),
    ),
    Case(
        "start alone",
        ':x tg:startDate "1994"^^xsd:gYear .',
        triples(":x earliest 1994-01-01", ":x latest 1994-12-31"),
    ),
    Case(
        "signing before the end of the term",
        ':x tg:signedOn "2010-09-25"^^xsd:date ; tg:endDate "2015-09-25"^^xsd:date .',
        triples(":x earliest 2010-09-25", ":x latest 2010-09-25"),
        triples(":x latest 2015-09-25"),
    ),
    Case(
        "two documents disagree",
        ':x tg:signedOn "2009"^^xsd:gYear, "2010-03"^^xsd:gYearMonth .',
        triples(":x earliest 2009-01-01", ":x latest 2010-03-31"),
        triples(":x earliest 2010-03-01", ":x latest 2009-12-31"),
    ),
    Case(
        "authored bounds",
        ':x tg:notBefore "2015-04-20"^^xsd:date ; tg:notAfter "2025-07-06"^^xsd:date .',
        triples(":x earliest 2015-04-20", ":x latest 2025-07-06"),
    ),
    Case(
        "a stated date before an authored bound",
        ':x tg:asOf "2016"^^xsd:gYear ; tg:notBefore "2015-04-20"^^xsd:date .',
        triples(":x earliest 2016-01-01"),
        triples(":x earliest 2015-04-20"),
    ),
    Case(
        "geography",
        "",
        triples(
            ":veligrad inCountry :moravia",
            ":oblast inCountry :moravia",
            ":veligrad inRegion :oblast",
            ":novograd inRegion :novograd",
            ":linden inCountry :alba",
        ),
        triples(":veligrad inCountry :union", ":nowhere inCountry :union", ":oblast inRegion :oblast"),
    ),
    Case(
        "coordinates",
        ':veligrad tg:point "POINT(-30.25 50.5)"^^geo:wktLiteral . :linden tg:point "LINE(1 2)"^^geo:wktLiteral .',
        triples(":veligrad longitude -30.25", ":veligrad latitude 50.5"),
        triples(":linden longitude 1", ":linden latitude 2"),
    ),
    Case(
        "party place",
        ":x a tg:Agreement ; tg:party :veligrad, :committee, :editors .",
        triples(":x partyPlace :veligrad", ":x partyPlace :linden"),
        triples(":x partyPlace :committee", ":x partyPlace :editors"),
    ),
    Case(
        "international",
        ":t a tg:Tie ; tg:party :veligrad, :committee . :x a tg:Agreement ; tg:party :veligrad, :linden .",
        triples(":t a InternationalTie", ":x a InternationalAgreement"),
        triples(":t a DomesticTie", ":x a DomesticAgreement", ":t a InternationalAgreement", ":x a InternationalTie"),
    ),
    Case(
        "domestic",
        ":t a tg:Tie ; tg:party :veligrad, :novograd . :x a tg:Agreement ; tg:party :veligrad, :novograd .",
        triples(":t a DomesticTie", ":x a DomesticAgreement"),
        triples(":t a InternationalTie", ":x a InternationalAgreement"),
    ),
    Case(
        "three sides, one of them abroad",
        ":t a tg:Tie ; tg:party :veligrad, :novograd, :linden .",
        triples(":t a InternationalTie", ":t a MultilateralTie"),
        triples(":t a DomesticTie"),
    ),
    Case(
        "a party of unknown country",
        ":t a tg:Tie ; tg:party :veligrad, :nowhere . :u a tg:Tie ; tg:party :veligrad, :linden, :editors ."
        " :v a tg:Tie ; tg:party :veligrad, :novograd, :nowhere .",
        frozenset(),
        triples(
            ":t a InternationalTie",
            ":t a DomesticTie",
            ":u a InternationalTie",
            ":u a DomesticTie",
            ":v a DomesticTie",
            ":v a InternationalTie",
        ),
    ),
    Case(
        "one party only",
        ":t a tg:Tie ; tg:party :veligrad .",
        frozenset(),
        triples(":t a DomesticTie", ":t a InternationalTie", ":t a MultilateralTie"),
    ),
    Case(
        "two bodies of one place",
        ":office tg:actsFor :linden . :t a tg:Tie ; tg:party :veligrad, :committee, :office .",
        triples(":t a InternationalTie"),
        triples(":t a MultilateralTie"),
    ),
    Case(
        "undocumented",
        ":t a tg:Tie . :u a tg:Tie . :x a tg:Agreement ; tg:listedUnder :u .",
        triples(":t a UndocumentedTie"),
        triples(":u a UndocumentedTie", ":x a UndocumentedTie"),
    ),
    Case(
        "a document's day",
        ':d a tg:SourceDocument ; dcterms:issued "2016-05"^^xsd:gYearMonth ; tg:notBefore "2015-01-01"^^xsd:date .'
        ' :e dcterms:issued "2016"^^xsd:gYear .',
        triples(":d earliest 2016-05-01", ":d latest 2016-05-31"),
        triples(":d earliest 2015-01-01", ":e earliest 2016-01-01"),
    ),
    Case(
        "what attests a tie",
        ':t a tg:Tie ; tg:startDate "1990"^^xsd:gYear . :u a tg:Tie . :v a tg:Tie ; tg:startDate "1970"^^xsd:gYear .'
        ' :x tg:listedUnder :t ; tg:signedOn "1992-03"^^xsd:gYearMonth . :y tg:listedUnder :t .'
        # A district signed for itself.
        ' :z tg:listedUnder :t ; tg:signedOn "1980"^^xsd:gYear ; tg:partyPlace :p, :r .'
        " :t tg:partyPlace :p, :q . :x tg:partyPlace :p, :q ."
        " status-value:terminated skos:broader status-value:ended ."
        ' :s tg:statusOf :t ; tg:statusValue status-value:active ; tg:asOf "2000-02-02"^^xsd:date .'
        " :f tg:statusOf :t ; tg:statusValue status-value:terminated ; tg:statedIn :b ;"
        ' tg:asOf "2009-01-01"^^xsd:date .'
        " :w tg:statusOf :x ; tg:statusValue status-value:active ; tg:statedIn :d ."
        ' :d a tg:SourceDocument ; tg:notBefore "2003-04-05"^^xsd:date .'
        " :b a tg:SourceDocument . :c a tg:SourceDocument ."
        " :e a tg:Evidence ; tg:statedSubject :t ; tg:statedProperty tg:kind ; tg:statedIn :d ."
        " :g a tg:Evidence ; tg:statedSubject :t ; tg:statedProperty tg:kind ; tg:statedIn :b ."
        " :h a tg:Evidence ; tg:statedSubject :t ; tg:statedProperty tg:kind ; tg:statedIn :c ;"
        " tg:certainty certainty:uncertain ."
        " :k a tg:Inference ; tg:statedSubject :u ; tg:statedProperty tg:kind ; tg:statedIn :d ."
        " :l a tg:Evidence ; tg:statedSubject :v ; tg:statedProperty tg:startDate ; tg:statedIn :d ;"
        " tg:certainty certainty:uncertain .",
        triples(
            ":t attests :t",
            ":x attests :t",
            ":s attests :t",
            ":t heldFrom 1990-12-31",
            ":t heldUntil 2000-02-02",
            ":t notHeldBefore 1990-01-01",
            ":f breakOf :t",
            ":f breakAfter 2000-02-02",
            ":t endedBy 2009-01-01",
        ),
        triples(
            ":y attests :t",
            ":z attests :t",
            ":d attests :t",
            ":f attests :t",
            ":w attests :x",
            ":b attests :t",
            ":c attests :t",
            ":d attests :u",
            ":v attests :v",
            ":v notHeldBefore 1970-01-01",
        ),
    ),
    Case(
        "one coarse date",
        ':t a tg:Tie . :x tg:listedUnder :t ; tg:signedOn "2003"^^xsd:gYear .',
        triples(":t heldFrom 2003-12-31", ":t heldUntil 2003-01-01"),
        triples(":t notHeldBefore 2003-01-01"),
    ),
    Case(
        "an agreement before the stated start",
        ':t a tg:Tie ; tg:startDate "1990"^^xsd:gYear . :x tg:listedUnder :t ; tg:signedOn "1985"^^xsd:gYear .',
        triples(":t heldFrom 1985-12-31"),
        triples(":t notHeldBefore 1990-01-01"),
    ),
    Case(
        "ended",
        ':t a tg:Tie ; tg:startDate "1990"^^xsd:gYear .'
        ' :s tg:statusOf :t ; tg:statusValue status-value:ended ; tg:asOf "2014"^^xsd:gYear .'
        ' :u tg:statusOf :t ; tg:statusValue status-value:ended ; tg:asOf "2013-05"^^xsd:gYearMonth .',
        triples(":s breakAfter 1990-01-01", ":u breakAfter 1990-01-01", ":t endedBy 2013-05-31", ":s breakOf :t"),
        triples(":t endedBy 2014-12-31", ":t heldUntil 2014-01-01"),
    ),
    Case(
        "ended, perhaps",
        ':t a tg:Tie ; tg:startDate "1990"^^xsd:gYear .'
        ' :s tg:statusOf :t ; tg:statusValue status-value:ended ; tg:asOf "2014"^^xsd:gYear .'
        " :e a tg:Evidence ; tg:statedSubject :s ; tg:statedProperty tg:statusValue ;"
        " tg:certainty certainty:uncertain .",
        triples(":s breakOf :t"),
        triples(":t endedBy 2014-12-31"),
    ),
    Case(
        "ended and renewed",
        ':t a tg:Tie ; tg:startDate "1990"^^xsd:gYear .'
        ' :s tg:statusOf :t ; tg:statusValue status-value:ended ; tg:asOf "2014-03"^^xsd:gYearMonth .'
        ' :r tg:statusOf :t ; tg:statusValue status-value:renewed ; tg:asOf "2018"^^xsd:gYear .'
        ' :l tg:statusOf :t ; tg:statusValue status-value:active ; tg:asOf "2020"^^xsd:gYear .',
        triples(":s breakAfter 1990-01-01", ":s breakBefore 2018-12-31", ":t heldUntil 2020-01-01"),
        triples(":t endedBy 2014-03-31", ":s breakBefore 2020-12-31"),
    ),
    Case(
        "ended in a year in which it is also called active",
        ':t a tg:Tie . :x tg:listedUnder :t ; tg:signedOn "1990-06-01"^^xsd:date .'
        ' :s tg:statusOf :t ; tg:statusValue status-value:ended ; tg:asOf "2014"^^xsd:gYear .'
        ' :r tg:statusOf :t ; tg:statusValue status-value:active ; tg:asOf "2014-06-01"^^xsd:date .',
        triples(":s breakAfter 1990-06-01"),
        triples(":t endedBy 2014-12-31", ":s breakBefore 2014-06-01"),
    ),
    Case(
        "an end without a day, and an end date",
        ':t a tg:Tie ; tg:startDate "1990-01-01"^^xsd:date . :s tg:statusOf :t ; tg:statusValue status-value:ended .'
        ' :u a tg:Tie ; tg:startDate "1990-01-01"^^xsd:date ; tg:endDate "2005"^^xsd:gYear .'
        ' :x tg:listedUnder :u ; tg:signedOn "1991-01-01"^^xsd:date .'
        ' :y tg:listedUnder :u ; tg:signedOn "2007-01-01"^^xsd:date .',
        triples(
            ":s breakOf :t",
            ":u breakOf :u",
            ":u breakAfter 1991-01-01",
            ":u breakBefore 2007-01-01",
            ":u heldFrom 1991-01-01",
        ),
        triples(":s breakAfter 1990-01-01", ":t endedBy 1990-01-01", ":u endedBy 2005-12-31"),
    ),
    Case(
        "twin",
        "tie-kind:narrower skos:broader tie-kind:twinning ."
        " :t a tg:Tie ; tg:kind tie-kind:twinning ; tg:party :veligrad, :committee ."
        " :u a tg:Tie ; tg:kind tie-kind:narrower ; tg:party :novograd, :linden ."
        " :v a tg:Tie ; tg:kind tie-kind:cooperation ; tg:party :veligrad, :novograd .",
        triples(
            ":veligrad twin :linden",
            ":linden twin :veligrad",
            ":novograd twin :linden",
            ":linden twin :novograd",
            ":veligrad tiedWith :linden",
            ":veligrad tiedWith :novograd",
            ":novograd tiedWith :veligrad",
        ),
        triples(
            ":veligrad twin :novograd",
            ":veligrad twin :veligrad",
            ":committee twin :veligrad",
            ":veligrad tiedWith :veligrad",
            ":committee tiedWith :veligrad",
        ),
    ),
]


def short(iri: str) -> str:
    """An IRI of the test as ``:name``, one of the ontology as its name, ``rdf:type`` as ``a``."""
    if iri == RDF_TYPE:
        return TYPE_IN_TEST
    return iri.removeprefix(TG) if iri.startswith(TG) else iri.replace("https://example.org/", ":")


def number(text: str, datatype: str) -> str:
    """A decimal in one form, since engines write it differently."""
    return f"{float(text):g}" if datatype == XSD_DECIMAL else text


def derive_with_pyoxigraph(turtle: str) -> frozenset[Triple]:
    """What the rules add, in order, by pyoxigraph."""
    store = pyoxigraph.Store()
    store.load(turtle.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    added: set[Triple] = set()
    for rule in RULES:
        answer = list(store.query(rule.read_text(encoding="utf-8")))
        store.extend(pyoxigraph.Quad(*triple) for triple in answer)
        for subject, predicate, value in answer:
            text = (
                number(value.value, value.datatype.value)
                if isinstance(value, pyoxigraph.Literal)
                else short(value.value)
            )
            added.add((short(subject.value), short(predicate.value), text))
    return frozenset(added)


@cache
def prepared(rule: Path) -> object:
    """A rule as rdflib reads it, read once, since reading takes longer than running."""
    return sparql.prepareQuery(rule.read_text(encoding="utf-8"))


def derive_with_rdflib(turtle: str) -> frozenset[Triple]:
    """What the rules add, in order, by rdflib."""
    graph = rdflib.Graph()
    graph.parse(data=turtle, format="turtle")
    added: set[Triple] = set()
    for rule in RULES:
        answer = list(graph.query(prepared(rule)))
        for triple in answer:
            graph.add(triple)
        for subject, predicate, value in answer:
            literal = isinstance(value, rdflib.Literal)
            text = number(str(value), str(value.datatype)) if literal else short(str(value))
            added.add((short(str(subject)), short(str(predicate)), text))
    return frozenset(added)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rules_derive_what_they_should_and_nothing_else_by_both_engines(case: Case) -> None:
    turtle = PREFIXES + WORLD + case.turtle
    by_pyoxigraph = derive_with_pyoxigraph(turtle)
    assert case.derived <= by_pyoxigraph
    assert not case.not_derived & by_pyoxigraph
    assert derive_with_rdflib(turtle) == by_pyoxigraph


@pytest.mark.parametrize(
    "date",
    ['"2003-13"^^xsd:gYearMonth', '"2003-13-05"^^xsd:date', '"soon"', '"2003"^^xsd:string', '"99"^^xsd:gYear'],
)
@pytest.mark.filterwarnings("ignore")  # rdflib warns of a literal that does not fit its datatype
def test_a_malformed_date_gives_no_bounds(date: str) -> None:
    turtle = f"{PREFIXES} :x tg:signedOn {date} ."
    assert derive_with_pyoxigraph(turtle) == frozenset()
    assert derive_with_rdflib(turtle) == frozenset()


def derived_terms() -> set[str]:
    """The terms that the ontology marks as derived."""
    store = pyoxigraph.Store()
    store.load(path=ONTOLOGY / "twingraph.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    answer = store.query(f"SELECT ?term WHERE {{ ?term <{TG}derived> true }}")
    return {short(row["term"].value) for row in answer}


def test_rules_emit_only_terms_marked_as_derived_and_only_about_existing_nodes() -> None:
    allowed = derived_terms()
    turtle = PREFIXES + WORLD + "".join(case.turtle for case in CASES)
    emitted = derive_with_pyoxigraph(turtle)
    used = {value if predicate == TYPE_IN_TEST else predicate for _, predicate, value in emitted}
    assert used <= allowed
    known = set(re.findall(r":[a-z]+", turtle))
    assert {subject for subject, _, _ in emitted} <= known


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_a_rule_says_what_it_derives_and_why_it_is_a_rule(rule: Path) -> None:
    text = rule.read_text(encoding="utf-8")
    assert text.startswith("# Derives: ")
    assert "# Why it is a rule: " in text
    template = text.split("CONSTRUCT", 1)[1].split("WHERE", 1)[0]
    head = text.split("PREFIX", 1)[0]
    named = set(re.findall(r"tg:(\w+)", template)) or set(re.findall(r"tg:(\w+)", head.splitlines()[0]))
    assert named
    assert named <= derived_terms()
    assert "BNODE" not in text
    assert "NOW(" not in text


def test_every_derived_class_and_property_but_the_inverses_has_a_rule() -> None:
    text = "".join(rule.read_text(encoding="utf-8") for rule in RULES)
    inverses = {"contains", "hasAgreement", "hasStatus"}
    assert derived_terms() - inverses <= set(re.findall(r"tg:(\w+)", text))
