"""A query is explained without being run: each slip is found, and what is right is left alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, WORLD
from twingraph import KnowledgeGraph, UsageError
from twingraph.explain import Explanation, Remark
from twingraph.explain.patterns import Unreadable, read

PLACE = "<https://example.org/world/id/place/"
QUERIES = sorted([*ROOT.glob("queries/**/*.rq"), *ROOT.glob("ontology/rules/*.rq")])


def findings(explained: Explanation) -> list[tuple[str, int, int | None, tuple[str, ...]]]:
    """The rule, line, column and what most likely was meant."""
    return [(each.rule, each.line, each.column, each.near[:1]) for each in explained.remarks if each.serious]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # Terms, each looked for among those of its role.
        ("SELECT ?x { ?x a tg:Ties }", ("unknown-class", 1, 18, ("tg:Tie",))),
        ("SELECT ?x {\n  ?x tg:prty ?y ; rdfs:label ?y }", ("unknown-property", 2, 6, ("tg:party",))),
        ("SELECT ?x { ?x tg:Party ?y , ?y }", ("unknown-property", 1, 16, ("tg:party",))),
        ("SELECT ?x { ?x tg:label ?y , ?y }", ("unknown-property", 1, 16, ("rdfs:label",))),
        ("SELECT ?x { ?x tg:form form:treatty }", ("unknown-thing", 1, 24, ("form:treaty",))),
        ("SELECT ?x { ?x tg:form ?f FILTER(?f = form:treatty) }", ("unknown-thing", 1, 39, ("form:treaty",))),
        ("SELECT ?x { VALUES ?f { form:Treaty } ?x tg:form ?f }", ("unknown-thing", 1, 25, ("form:treaty",))),
        ("SELECT ?x { ?x ^tg:partty/rdfs:label ?l , ?l }", ("unknown-property", 1, 17, ("tg:party",))),
        (f"DESCRIBE {PLACE}veligrd>", ("unknown-thing", 1, 10, (f"{PLACE}veligrad>",))),
        ("SELECT ?x { ?x a tg:party }", ("no-class", 1, 18, ())),
        ("SELECT ?x { ?x tg:Tie ?y , ?y }", ("no-property", 1, 16, ())),
        ("SELECT ?x { GRAPH tg:nowhere { ?x a tg:Tie } }", ("unknown-graph", 1, 19, ())),
        ("SELECT ?x FROM tg:nowhere { ?x a tg:Tie }", ("unknown-graph", 1, 16, ())),
        # Prefixes.
        ("SELECT ?x { ?x a tgg:Tie }", ("undeclared", 1, 18, ("tg:",))),
        ("PREFIX own: <https://example.org/> SELECT ?x { ?x a onw:Tie }", ("undeclared", 1, 53, ("own:",))),
        # Variables.
        ("SELECT ?plase { ?place a tg:City }", ("unbound", 1, 8, ("?place",))),
        ("SELECT ?x { ?x tg:party ?place . ?plase a tg:City }", ("once", 1, 25, ("?plase",))),
        ("SELECT ?x ?y { ?x a tg:Tie }", ("unbound", 1, 11, ())),
        ("SELECT * { ?x tg:party ?place . ?plase a tg:City }", ("once", 1, 24, ("?plase",))),
        # Literals, whose language and datatype are easily forgotten.
        ('SELECT ?x { ?x rdfs:label "Veligrad" }', ("literal", 1, 27, ('"Veligrad"@en',))),
        ('SELECT ?x { ?x rdfs:label ?l FILTER(?l = "Veligrad") }', ("literal", 1, 42, ('"Veligrad"@en',))),
        ('SELECT ?x { ?x rdfs:label ?l FILTER("Велиград" = ?l) }', ("literal", 1, 37, ('"Велиград"@ru',))),
        ('SELECT ?x { ?x tg:signedOn "2003-09-27" }', ("literal", 1, 28, ('"2003-09-27"^^xsd:date',))),
        ('SELECT ?x { ?x rdfs:label "Veligrad"@ru }', ("literal", 1, 27, ('"Veligrad"@en',))),
        # What matches nothing, and why.
        ("SELECT ?x { ?x a tg:Place }", ("subclasses", 1, 18, ("a/rdfs:subClassOf*",))),
        ("SELECT ?x { ?x tg:form form:declaration }", ("empty-pattern", 1, 16, ())),
        ("SELECT ?x { ?x tg:edition ?y , ?y }", ("unused", 1, 16, ())),
        ("SELECT ?x { ?x tg:party/tg:edition ?y , ?y }", ("empty-path", 1, 16, ())),
        # What is no query.
        ("SELCT ?x { ?x a tg:Tie }", ("keyword", 1, 1, ("SELECT",))),
        ("SELECT ?x\nWHRE { ?x a tg:Tie }", ("keyword", 2, 1, ("WHERE",))),
        ("SELECT ?x { ?x a tg:Tie } ORDER ?x", ("syntax", 1, 33, ())),
        ("SELECT ?x { ?x a tg:Tie", ("syntax", 1, 24, ())),
    ],
)
def test_a_slip_is_found_in_its_place(
    world: KnowledgeGraph, query: str, expected: tuple[str, int, int, tuple[str, ...]]
):
    found = findings(world.explain(query))
    assert expected in found or (expected[0] == "syntax" and [each[:2] for each in found] == [expected[:2]]), found
    others = {each[0] for each in found} - {expected[0]}
    assert not others - {"empty-pattern", "unused", "once"}, found


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { ?x a tg:Tie }",
        "SELECT * { ?s ?p ?o }",
        "SELECT ?form ?formLabel { ?x tg:form ?form . ?form skos:prefLabel ?formLabel }",
        "SELECT ?a1 ?a2 { ?a1 tg:party ?x1 . ?a2 tg:party ?x1 }",
        "SELECT (COUNT(?x) AS ?n) { ?x a tg:Tie }",
        "CONSTRUCT { ?x <urn:own:link> ?y } WHERE { ?x tg:party ?y }",
        "CONSTRUCT WHERE { ?x tg:party ?y }",
        "ASK { ?x tg:signedOn ?d FILTER(?d > xsd:date('2000-01-01')) }",
        'SELECT ?x { ?x tg:signedOn "2003-09-27"^^xsd:date }',
        "SELECT ?x { ?x tg:party [ a tg:City ; rdfs:label ?l ] , ?y . ?y rdfs:label ?l }",
        "SELECT ?x { ?x a/rdfs:subClassOf* tg:Place }",
        "SELECT ?x { ?x a tg:Tie OPTIONAL { ?x tg:edition ?e } FILTER NOT EXISTS { ?x tg:edition ?e } }",
        "SELECT ?x { { ?x a tg:Tie } UNION { ?x a tg:Investment } }",
        "SELECT ?x { { SELECT ?x (MAX(?d) AS ?last) { ?x tg:signedOn ?d } GROUP BY ?x } FILTER(BOUND(?last)) }",
        'SELECT ?x { ?x rdfs:label ?l FILTER(STR(?l) = "Veligrad") }',
        "DESCRIBE tg:Tie",
        f"# tg:Nothing ?here\nSELECT ?x {{ ?x tg:party|tg:edition {PLACE}veligrad> }}",
    ],
)
def test_what_is_right_is_left_alone(world: KnowledgeGraph, query: str):
    explained = world.explain(query)
    assert findings(explained) == []
    assert explained.is_fine
    assert explained.text("en").splitlines()[0] == explained.form


@pytest.mark.parametrize("name", [path.stem for path in sorted((ROOT / "queries").glob("*.rq"))])
def test_the_named_queries_are_fine(real: KnowledgeGraph, name: str):
    assert findings(real.explain(real.bind(name, real.queries[name].example))) == []


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_patterns_are_read_out_of_every_query_of_ours(path: Path):
    text = path.read_text(encoding="utf-8")
    parts = read(text)
    assert parts.patterns or "WHERE {\n  VALUES" in text  # a list of its own has none
    assert parts.form in ("SELECT", "CONSTRUCT")


def test_patterns_are_counted_each_by_itself(world: KnowledgeGraph):
    explained = world.explain(
        "SELECT ?tie {\n ?tie a tg:Tie ;\n  tg:party/^tg:nameOf ?p , [] ; tg:kind ?p .\n ?any ?thing ?goes .\n"
        ' GRAPH ?g { ?tie tg:kind ?p } FILTER EXISTS { ?p rdfs:label "two  blanks" } }'
    )

    def count(pattern: str) -> int:
        (row,) = world.sparql(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
        return row.n

    parties, names, kinds = count("?s tg:party ?o"), count("?s tg:nameOf ?o"), count("?s tg:kind ?o")
    ties = count("?s a tg:Tie")
    assert [tuple(each) for each in explained.matches] == [
        ("?tie a tg:Tie", 2, (ties,)),
        ("?tie tg:party/^tg:nameOf ?p", 3, (parties, names)),
        ("?tie tg:party/^tg:nameOf []", 3, (parties, names)),
        ("?tie tg:kind ?p", 3, (kinds,)),
        ("?any ?thing ?goes", 4, ()),
        ("?tie tg:kind ?p", 5, (kinds,)),
        ('?p rdfs:label "two blanks"', 5, (0,)),
    ]


def test_a_pattern_is_counted_in_the_graph_that_it_names(world: KnowledgeGraph):
    graph = "<https://example.org/world/graph/data/documents/linden-news>"
    (here,) = world.sparql(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?t tg:party ?p }} }}")
    for query in (f"ASK {{ GRAPH {graph} {{ ?t tg:party ?p }} }}", f"ASK FROM {graph} {{ ?t tg:party ?p }}"):
        assert [each.counts for each in world.explain(query).matches] == [(here.n,)]


def test_a_runaway_query_is_not_run(world: KnowledgeGraph):
    begin = time.monotonic()
    world.explain("SELECT (COUNT(*) AS ?n) { ?a tg:party ?c . ?d rdfs:label ?f . ?g rdfs:label ?i . ?j rdfs:label ?l }")
    assert time.monotonic() - begin < 5


def test_a_service_is_refused(world: KnowledgeGraph):
    with pytest.raises(UsageError, match="SERVICE would ask another computer"):
        world.explain("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    "text", ["", "{", "SELECT", "SELECT * { ?s ?p", "INSERT DATA {}", "SELECT * { << ?s ?p ?o >> ?q ?z }"]
)
def test_what_is_no_query_is_told_and_does_not_break(world: KnowledgeGraph, text: str):
    assert isinstance(world.explain(text), Explanation)


@pytest.mark.parametrize(
    "text", ["", "SELECT * { SERVICE <a:b> {} }", "SELECT * { ?s <a:b> << ?s ?p ?o >> }", "SELECT * { ?s"]
)
def test_the_reader_says_what_it_cannot_read(text: str):
    with pytest.raises(Unreadable):
        read(text)


def test_remarks_are_told_in_both_languages():
    remark = Remark("unknown-class", 1, 18, near=("tg:Tie", "tg:City"), values={"term": "tg:Ties"})
    assert remark.text() == "1:18: tg:Ties: this graph has no such class; did you mean tg:Tie or tg:City?"
    assert remark.text("ru") == "1:18: tg:Ties: такого класса в графе нет; возможно, tg:Tie или tg:City?"
    assert Remark("once", 2, None, serious=False, values={"variable": "?x"}).text("ru").startswith("2: замечание: ?x")


def test_the_command_tells_by_its_exit_code(run):
    fine = run("sparql", "SELECT ?x { ?x a tg:Tie }", "--explain", "--graph", WORLD)
    assert (fine.returncode, fine.stderr) == (0, "")
    assert "nothing suspicious" in fine.stdout
    wrong = run("sparql", "SELECT ?x { ?x a tg:Ties }", "--explain", "--graph", WORLD, "--lang", "ru")
    assert wrong.returncode == 1
    assert "1:18: tg:Ties: такого класса в графе нет; возможно, tg:Tie?" in wrong.stdout


def test_an_empty_answer_names_the_term_that_is_not_known(run):
    done = run("sparql", "SELECT ?x { ?x a tg:Ties }", "--graph", WORLD, "--format", "csv")
    assert (done.returncode, done.stdout) == (0, "x\n")
    assert (
        done.stderr == "twingraph: no row; tg:Ties: this graph has no such class; did you mean tg:Tie?; see --explain\n"
    )
    assert run("sparql", "SELECT ?x { ?x a tg:Investment }", "--graph", WORLD).stderr == ""
    assert run("sparql", "SELECT ?x { ?x a tg:Tie }", "--graph", WORLD).stderr == ""
