"""The parts of the check: engines agree, constraints asked at once say what they say node by node, the rest."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import DefaultGraph, RdfFormat, Store
from rdflib.plugins.sparql import processor

from tests.conftest import WORLD
from twingraph.check import Finding, check, text_report
from twingraph.check.constraint_lint import Unfit, target_offset
from twingraph.check.constraints import Problem, constraint_outcomes
from twingraph.check.core import EngineError, core_outcomes
from twingraph.check.findings import order
from twingraph.check.headers import query_finding
from twingraph.check.report import summary
from twingraph.check.shapes import SH, Shapes
from twingraph.check.syntax import examine
from twingraph.check.texts import TEXTS
from twingraph.layout import GraphFolder
from twingraph.loader import load
from twingraph.sparql_text import named_iris

PREFIXES = """
@prefix : <http://n/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = """
:Sub rdfs:subClassOf :Class .
:a a :Class ; :name "a" ; :to :b, :c ; :size 1 .
:b a :Sub, :Class ; :to :b ; :size 5 .
:c a :Class ; :name "c", "d", "e" ; :to :a ; :back :b .
:d a :Other ; :to :d .
:e a :Class .
"""


def shapes_of(tmp_path: Path, text: str) -> Shapes:
    file = tmp_path / "shapes.ttl"
    file.write_text(
        PREFIXES + "<http://n/shapes> sh:declare [ sh:prefix '' ; sh:namespace 'http://n/'^^xsd:anyURI ] .\n" + text,
        encoding="utf-8",
    )
    return Shapes([file])


def store_of(text: str = DATA) -> Store:
    store = Store()
    store.load((PREFIXES + text).encode(), format=RdfFormat.TURTLE)
    return store


def constraint(select: str, *, more: str = "", target: str = "sh:targetClass :Class") -> str:
    return (
        f":Shape a sh:NodeShape ; {target} ; sh:sparql :Rule .\n"
        f':Rule a sh:SPARQLConstraint ; sh:prefixes <http://n/shapes> ; sh:message "no {{$this}} {{?value}}"@en ;\n'
        f'    sh:select """{select}""" .\n{more}'
    )


@pytest.fixture
def parsed_once(monkeypatch):
    """Let rdflib parse each query once: pySHACL hands it the same text anew for every node, and waits for little else.

    What is asked, and that it is asked node by node, stays as it is.
    """
    parse, translate = processor.parseQuery, processor.translateQuery

    @cache
    def query_of(text, base, prefixes):
        return translate(parse(text), base, dict(prefixes))

    monkeypatch.setattr(processor, "parseQuery", lambda text: text)
    monkeypatch.setattr(
        processor,
        "translateQuery",
        lambda text, base=None, prefixes=None: query_of(text, base, tuple(sorted((prefixes or {}).items()))),
    )


def reference(shapes: Shapes, store: Store) -> set[tuple[str | None, ...]]:
    """What pySHACL says, asking node by node."""
    graphs = [
        rdflib.Graph().parse(data=part.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()), format="nt")
        for part in (store, shapes.store)
    ]
    _, report, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1], inference="none")
    space = rdflib.Namespace(SH)
    return {
        tuple(
            None if (term := report.value(result, space[name])) is None else _shown(term)
            for name in ("focusNode", "resultPath", "value", "sourceShape", "resultSeverity")
        )
        for result in report.subjects(rdflib.RDF.type, space.ValidationResult)
    }


def own(outcomes) -> set[tuple[str | None, ...]]:
    return {
        (
            _n3(outcome.focus),
            f"<{outcome.path}>" if outcome.path and outcome.path.startswith("http") else outcome.path and "_:",
            _n3(outcome.value) if outcome.value is not None else None,
            str(outcome.shape),
            f"<{SH}{outcome.severity.capitalize()}>",
        )
        for outcome in outcomes
    }


def _n3(term) -> str:
    (quad,) = rdflib.Graph().parse(data=f"<x:x> <x:x> {term} .", format="nt")
    return _shown(quad[2])


def _shown(term) -> str:
    """A term as both sides write it; blank nodes have no name that both know."""
    return "_:" if isinstance(term, rdflib.BNode) else term.n3()


SELECTS = {
    "plain": "SELECT $this ?value WHERE { $this :to ?value }",
    "filter": "SELECT $this ?value WHERE { $this :to ?value . FILTER($this = ?value) }",
    "path in the result": "SELECT $this ?path ?value WHERE { $this ?path ?value . FILTER(?path = :to) }",
    "no value": "SELECT $this WHERE { FILTER NOT EXISTS { $this :name ?name } }",
    "exists": "SELECT $this ?value WHERE { $this :to ?value FILTER EXISTS { ?value :to $this } }",
    "exists within exists": (
        "SELECT $this WHERE { FILTER NOT EXISTS { $this :to ?x . FILTER NOT EXISTS { ?x :to $this } } }"
    ),
    "optional": "SELECT $this WHERE { OPTIONAL { $this :name ?name } FILTER(!BOUND(?name)) }",
    "union": "SELECT $this ?value WHERE { { $this :to ?value } UNION { ?value :to $this } }",
    "bind": "SELECT $this ?value WHERE { BIND($this AS ?value) $this :to ?value }",
    "count": (
        "SELECT $this (COUNT(?name) AS ?value) WHERE { $this :name ?name } GROUP BY $this HAVING(COUNT(?name) > 1)"
    ),
    "count of none": "SELECT $this (COUNT(?x) AS ?value) WHERE { OPTIONAL { $this :name ?x } } GROUP BY $this",
    "subquery": (
        "SELECT $this ?value WHERE {"
        " { SELECT $this (MAX(?size) AS ?value) WHERE { $this :size ?size } GROUP BY $this } }"
    ),
    "subquery that only hands it on": (
        "SELECT $this ?value WHERE { $this :to ?x . { SELECT $this ?value ?x WHERE { ?value :to ?x } } }"
    ),
    "comment and string": "# { $this\nSELECT $this ?value WHERE { $this :name ?value . FILTER(?value != '{ $this') }",
    "nothing found": "SELECT $this WHERE { $this :nothing ?x }",
}


@pytest.mark.parametrize("select", SELECTS.values(), ids=SELECTS)
def test_all_at_once_is_as_node_by_node(select, tmp_path):
    shapes, store = shapes_of(tmp_path, constraint(select)), store_of()
    outcomes = list(constraint_outcomes(shapes, store))
    assert not any(isinstance(outcome, Problem) for outcome in outcomes)
    assert own(outcomes) == reference(shapes, store)


@pytest.mark.parametrize(
    "target", ["sh:targetNode :a, :d", "sh:targetSubjectsOf :back", "sh:targetObjectsOf :to", "a rdfs:Class"]
)
def test_other_targets(target, tmp_path):
    text = constraint("SELECT $this ?value WHERE { $this :to ?value }", target=target)
    shapes, store = shapes_of(tmp_path, text), store_of(f"{DATA}\n:f a :Shape ; :to :a .")
    assert own(constraint_outcomes(shapes, store)) == reference(shapes, store)


@pytest.mark.parametrize("path", [":to"])
def test_constraint_of_a_property_shape(path, tmp_path):
    text = (
        ":Shape a sh:NodeShape ; sh:targetClass :Class ; sh:property :Property .\n"
        f":Property a sh:PropertyShape ; sh:path {path} ; sh:severity sh:Warning ; sh:sparql :Rule .\n"
        ':Rule sh:message "no"@en ; sh:prefixes <http://n/shapes> ; sh:select """'
        'SELECT $this ?value WHERE { $this $PATH ?value . ?value :to ?value }""" .'
    )
    shapes, store = shapes_of(tmp_path, text), store_of()
    outcomes = list(constraint_outcomes(shapes, store))
    assert own(outcomes) == reference(shapes, store)
    assert {outcome.severity for outcome in outcomes} == {"warning"}


def test_messages_are_filled_in(tmp_path):
    shapes = shapes_of(tmp_path, constraint("SELECT $this ?value WHERE { $this :size ?value }"))
    told = {outcome.message["en"] for outcome in constraint_outcomes(shapes, store_of())}
    assert told == {"no :a 1", "no :b 5"}


UNFIT = {
    "filter in a union": (
        "constraint-this",
        "SELECT $this WHERE { { ?x :p ?y FILTER(?y = $this) } UNION { $this :q ?x } }",
    ),
    "bind in a group": ("constraint-this", "SELECT $this WHERE { { BIND($this AS ?x) } ?x :p ?y }"),
    "bind before": ("constraint-this", "SELECT $this WHERE { { BIND($this AS ?x) $this :p ?y } }"),
    "optional in a group": ("constraint-this", "SELECT $this WHERE { { OPTIONAL { $this :p ?x } } }"),
    "exists in a group": ("constraint-this", "SELECT $this WHERE { { ?x :p ?y FILTER EXISTS { ?x :q $this } } }"),
    "subquery without it": ("constraint-select", "SELECT $this WHERE { { SELECT ?x WHERE { $this :p ?x } } }"),
    "not selected": ("constraint-select", "SELECT ?value WHERE { $this :p ?value }"),
    "count over all": ("constraint-group", "SELECT $this (COUNT(?x) AS ?n) WHERE { $this :p ?x } GROUP BY ?x"),
    "limit": ("constraint-refused", "SELECT $this WHERE { $this :p ?x } LIMIT 1"),
    "minus": ("constraint-refused", "SELECT $this WHERE { $this :p ?x MINUS { $this :q ?x } }"),
    "values": ("constraint-refused", "SELECT $this WHERE { VALUES ?x { 1 } $this :q ?x }"),
    "service": ("constraint-refused", "SELECT $this WHERE { SERVICE <http://x> { $this :q ?x } }"),
    "current shape": ("constraint-refused", "SELECT $this WHERE { $this :p $currentShape }"),
    "ask": ("constraint-syntax", "ASK { $this :p ?x }"),
}


@pytest.mark.parametrize(("rule", "select"), UNFIT.values(), ids=UNFIT)
def test_what_would_lose_this_is_refused(rule, select, tmp_path):
    with pytest.raises(Unfit) as verdict:
        target_offset(select)
    assert verdict.value.rule == rule
    (problem,) = constraint_outcomes(shapes_of(tmp_path, constraint(select)), store_of())
    assert isinstance(problem, Problem)
    assert problem.rule == rule
    assert ":Shape" in problem.message["ru"]


def test_service_is_refused_in_a_spelling_that_only_the_engine_knows(tmp_path):
    """Without a prefix SERVICE, the engine takes ``SERVICE:x`` for the keyword and a name, which SPARQL does not."""
    select = "SELECT $this WHERE { $this :q ?x . SERVICE:x { $this :q ?y } }"
    (problem,) = constraint_outcomes(shapes_of(tmp_path, constraint(select)), store_of())
    assert isinstance(problem, Problem)
    assert problem.rule == "constraint-syntax"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (constraint("SELECT $this WHERE { $this :p }"), "constraint-syntax"),
        (constraint("SELECT $this WHERE { $this :p ?x }", target="sh:severity sh:Info"), "constraint-target"),
        (constraint("SELECT $this WHERE { $this $PATH ?x }"), "constraint-path"),
    ],
)
def test_broken_constraints_are_told(text, rule, tmp_path):
    (problem,) = constraint_outcomes(shapes_of(tmp_path, text), store_of())
    assert isinstance(problem, Problem)
    assert problem.rule == rule


def test_deactivated_constraints_are_left_out(tmp_path):
    text = constraint("SELECT $this WHERE { $this :to ?x }", more=":Shape sh:deactivated true .")
    assert list(constraint_outcomes(shapes_of(tmp_path, text), store_of())) == []


CORE = """
:Shape a sh:NodeShape ; sh:targetClass :Class ; sh:property :Shape-name, :Shape-size, :Shape-to ;
    sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o }" ] .
:Shape-name sh:path :name ; sh:minCount 1 ; sh:maxCount 1 ; sh:message "one name"@en, "одно имя"@ru .
:Shape-size sh:path :size ; sh:maxInclusive 4 ; sh:severity sh:Warning ; sh:message "small, not {?value}"@en .
:Shape-to sh:path :to ; sh:class :Class ; sh:nodeKind sh:IRI ; sh:severity sh:Info .
"""


def test_engines_agree_on_core(tmp_path):
    shapes, store = shapes_of(tmp_path, CORE), store_of(f'{DATA}\n:a :to "x", [ a :Other ], [ a :Class ] .')
    data = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()).decode()
    fast, slow = (list(core_outcomes(shapes, data, engine)) for engine in ("fast", "pyshacl"))
    assert own(fast) == own(slow)
    assert {outcome.severity for outcome in fast} == {"violation", "warning", "info"}
    assert {"en": "one name", "ru": "одно имя"} in [outcome.message for outcome in fast]
    assert {"en": "small, not 5"} in [outcome.message for outcome in fast]
    assert {outcome.component for outcome in fast} == {outcome.component for outcome in slow}


def test_shapes_that_no_engine_takes(tmp_path):
    shapes = shapes_of(tmp_path, ':Shape a sh:NodeShape ; sh:targetClass :Class ; sh:pattern "(" .')
    with pytest.raises(EngineError) as refusal:
        list(core_outcomes(shapes, ""))
    assert refusal.value.rule == "shapes"
    assert set(refusal.value.message) == {"en", "ru"}


@pytest.mark.usefixtures("parsed_once")
def test_engines_agree_on_the_world():
    folder = GraphFolder.find(WORLD)
    shapes, store = Shapes(folder.shape_files()), load(folder)
    data = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()).decode()
    outcomes = [*core_outcomes(shapes, data), *constraint_outcomes(shapes, store)]
    assert not any(isinstance(outcome, Problem) for outcome in outcomes)
    assert own(outcomes) == reference(shapes, store)


def test_every_shape_of_ours_can_be_asked_at_once():
    shapes = Shapes(GraphFolder.bundled().shape_files())
    assert [found for found in constraint_outcomes(shapes, Store()) if isinstance(found, Problem)] == []


@pytest.mark.parametrize(
    ("content", "rule", "line", "column"),
    [
        (b"@prefix : <http://n/> .\n:a :b :c\n:d :e :f .\n", "syntax", 2, 8),
        ("@prefix : <http://n/> .\n:a :b 'é' 'x' .\n".encode(), "syntax", 2, 9),
        (b"@prefix : <http://n/> .\n:a x:b :c .\n", "syntax", 2, 4),
        (b"<http://a> <http://b> '\xe9' .", "encoding", 1, 24),
        (b"\xef\xbb\xbf<http://a> <http://b> 1 .", "byte-order-mark", 1, 1),
    ],
)
def test_syntax_has_a_place(content, rule, line, column, tmp_path):
    file = tmp_path / "broken.ttl"
    file.write_bytes(content)
    (finding,) = examine(file).findings
    assert (finding.rule, finding.file, finding.line, finding.column) == (rule, file, line, column)


def test_a_file_that_is_not_there(tmp_path):
    (finding,) = examine(tmp_path / "none.ttl").findings
    assert finding.rule == "unreadable"


def test_query_syntax_has_a_place(tmp_path):
    file = tmp_path / "broken.rq"
    file.write_text("SELECT ?x\nWHERE { ?x a:b ?y }\n", encoding="utf-8")
    finding = query_finding(file)
    assert finding is not None
    assert (finding.rule, finding.line) == ("query", 2)


def test_iris_of_queries():
    text = "PREFIX a: <http://a/>\n# a:no <http://no>\nSELECT * { ?s a:b <http://c> ; rdf:x 'a:no' . FILTER(?s < a:d) }"
    assert [(named.iri, named.written) for named in named_iris(text)] == [
        ("http://a/b", "a:b"),
        ("http://c", "<http://c>"),
        ("http://a/d", "a:d"),
    ]


@pytest.fixture
def spoilt(world_copy):
    """A world whose own shapes and queries may be spoilt."""
    own_graph = GraphFolder.bundled()
    for part in ("shapes", "queries"):
        target = world_copy / part
        for file in (path for path in getattr(own_graph, part).rglob("*") if path.is_file()):
            copy = target / file.relative_to(getattr(own_graph, part))
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    return world_copy


def test_unknown_terms_in_shapes_and_queries_have_places(spoilt):
    shape, query = spoilt / "shapes" / "more.ttl", spoilt / "queries" / "names" / "more.rq"
    shape.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "@prefix tg: <https://w3id.org/twingraph/ontology#> .\n"
        "<http://n/S> a sh:NodeShape ;\n"
        "    sh:targetClass tg:Agrement ;\n"
        '    sh:sparql [ sh:prefixes <https://w3id.org/twingraph/shapes> ; sh:message "x"@en ; sh:select """\n'
        "        SELECT $this WHERE {\n"
        '            $this tg:signdOn ?date }""" ] .\n',
        encoding="utf-8",
    )
    query.write_text(
        "PREFIX tg: <https://w3id.org/twingraph/ontology#>\nSELECT * WHERE { ?x tg:partty ?y }\n", encoding="utf-8"
    )
    found = {
        (finding.file, finding.line, finding.column, finding.rule)
        for finding in check(GraphFolder.find(spoilt))
        if finding.rule == "unknown-term"
    }
    assert found == {
        (shape, 4, 20, "unknown-term"),
        (shape, 7, 19, "unknown-term"),
        (query, 2, 21, "unknown-term"),
    }


def test_a_slip_in_the_vocabulary_of_others(world_copy):
    file = world_copy / "data" / "places" / "sudria.ttl"
    text = file.read_text(encoding="utf-8")
    line = text[: text.index("rdfs:label")].count("\n") + 1
    file.write_text(text.replace("rdfs:label", "rdfs:lable", 1), encoding="utf-8")
    findings = check(GraphFolder.find(world_copy))
    (finding,) = [finding for finding in findings if finding.rule == "unknown-property"]
    assert (finding.file, finding.line) == (file, line)
    assert "rdfs:label?" in finding.message["en"]


def test_broken_parts_do_not_hide_the_others(spoilt):
    document = spoilt / "data" / "documents" / "linden-news.ttl"
    document.write_text(document.read_text(encoding="utf-8") + "\nbroken", encoding="utf-8")
    shape = spoilt / "shapes" / "ties.ttl"
    shape.write_text(shape.read_text(encoding="utf-8") + "\nbroken", encoding="utf-8")
    query = spoilt / "queries" / "names" / "more.rq"
    query.write_text("SELECT", encoding="utf-8")
    violations = [finding for finding in check(GraphFolder.find(spoilt)) if finding.severity == "violation"]
    assert {(finding.file, finding.rule) for finding in violations} == {
        (document, "syntax"),
        (shape, "syntax"),
        (query, "query"),
    }


def test_report():
    findings = order(
        [
            Finding("info", "r3", {"en": "Look."}, focus="http://n/x"),
            Finding("warning", "r2", {"en": "Should.", "ru": "Стоит."}, Path("b.ttl"), 3),
            Finding("violation", "r1", {"en": "Must.", "ru": "Надо."}, Path("a.ttl"), 12, 5),
            Finding("violation", "r1", {"en": "Must.", "ru": "Надо."}, Path("a.ttl"), 12, 5),
        ]
    )
    assert list(text_report(findings)) == [
        "a.ttl:12:5: violation [r1] Must.",
        "b.ttl:3: warning [r2] Should.",
        "<http://n/x>: info [r3] Look.",
        "1 violation, 1 warning, 1 note.",
    ]
    assert next(text_report(findings, "ru")) == "a.ttl:12:5: нарушение [r1] Надо."


@pytest.mark.parametrize(
    ("count", "en", "ru"),
    [
        (1, "1 violation.", "1 нарушение."),
        (2, "2 violations.", "2 нарушения."),
        (5, "5 violations.", "5 нарушений."),
        (11, "11 violations.", "11 нарушений."),
        (21, "21 violations.", "21 нарушение."),
        (0, "No findings.", "Замечаний нет."),
    ],
)
def test_summary(count, en, ru):
    findings = [Finding("violation", str(n), {}) for n in range(count)]
    assert (summary(findings, "en"), summary(findings, "ru")) == (en, ru)


def test_texts_are_in_two_languages_with_the_same_braces():
    for texts in TEXTS.values():
        assert set(texts) == {"en", "ru"}
        fields = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in texts.values()]
        assert fields[0] == fields[1]
