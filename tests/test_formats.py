"""Answers in the W3C's forms, read back by rdflib, which shares no code with the engine that writes them.

SPARQL 1.1 Query Results CSV and TSV (https://www.w3.org/TR/sparql11-results-csv-tsv/), JSON, XML; for CONSTRUCT and
DESCRIBE Turtle, N-Triples, RDF/XML and JSON-LD.
"""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QueryResultsFormat

from tests.conftest import ROOT, WORLD
from twingraph import KnowledgeGraph, Result

rdflib = pytest.importorskip("rdflib", reason="the rdflib extra is not installed")

XSD = "http://www.w3.org/2001/XMLSchema#"
AWKWARD = r"""SELECT * { VALUES (?a ?b ?long_name) {
    ("comma, and \"quotes\"" 1 <https://example.org/a?b=c,d>)
    ("carriage\r\nreturn\ttab" 1.50 UNDEF)
    ("  blanks  " true tg:Tie)
    ("" "Линден 🏙"@ru UNDEF)
    (UNDEF "2003-09-27"^^xsd:date "back\\slash")
    ("<&>" "1981-05"^^xsd:gYearMonth 'it''s')
    (UNDEF UNDEF UNDEF)
} }""".replace("'it''s'", '"it\'s"')
FORMATS = ["csv", "tsv", "json", "xml"]


def engine_rows(result: Result) -> list[tuple[Any, ...]]:
    return [
        tuple(
            None
            if term is None
            else ("iri", term.value)
            if not hasattr(term, "datatype")
            else ("literal", term.value, term.language or term.datatype.value)
            for term in terms
        )
        for terms in result.terms
    ]


def rdflib_rows(content: bytes, name: str) -> list[tuple[Any, ...]]:
    # rdflib's reader of TSV takes the names of media types for the others.
    parsed = rdflib.query.Result.parse(io.BytesIO(content), format=name)
    return [tuple(map(rdflib_term, (row.get(variable) for variable in parsed.vars))) for row in parsed.bindings]


def rdflib_term(term: Any) -> tuple[str, ...] | None:
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return ("iri", str(term))
    return ("literal", str(term), term.language or str(term.datatype or f"{XSD}string"))


@pytest.mark.parametrize("name", ["json", "xml"])
def test_json_and_xml_are_read_back_to_the_letter(world: KnowledgeGraph, name: str):
    result = world.sparql(AWKWARD)
    assert isinstance(result, Result)
    assert rdflib_rows(result.serialize(name), name) == engine_rows(result)


@pytest.mark.parametrize("name", ["json", "xml"])
def test_named_queries_are_read_back_to_the_letter(real: KnowledgeGraph, name: str):
    for query, header in real.queries.items():
        result = real.query(query, header.example)
        assert rdflib_rows(result.serialize(name), name) == engine_rows(result)


def test_tsv_is_read_back(world: KnowledgeGraph):
    """Terms are as in SPARQL; the lines, but for the cells that rdflib's reader cannot tell from none, are its own."""
    query = (
        r'SELECT * { VALUES (?a ?b) { ("x, \"y\"" 1) ("t\tb\r\nr" tg:Tie) ("ru"@ru 1.5) ("2003"^^xsd:gYear true) } }'
    )
    result = world.sparql(query)
    assert isinstance(result, Result)
    content = result.serialize("tsv")
    assert content.startswith(b"?a\t?b\n")
    assert content.count(b"\n") == len(result) + 1
    assert b"\r" not in content
    assert rdflib_rows(content, "tsv") == engine_rows(result)


def test_csv_is_that_of_rfc_4180_with_plain_values(world: KnowledgeGraph):
    result = world.sparql(AWKWARD)
    assert isinstance(result, Result)
    content = result.serialize("csv").decode()
    header, *rows = csv.reader(io.StringIO(content, newline=""))
    assert header == ["a", "b", "long_name"]
    assert rows == [["" if term is None else term[1] for term in row] for row in engine_rows(result)]
    # Every line ends with CRLF, and one within a cell is kept as it is.
    assert content.startswith("a,b,long_name\r\n")
    assert content.endswith("\r\n")
    assert content.replace("\r\n", "").count("\n") == 0
    assert '"comma, and ""quotes""",1,' in content


def test_csv_is_else_that_of_the_engine(real: KnowledgeGraph):
    """Only an IRI with a comma in it, which the engine leaves unquoted, makes a difference."""
    for query, header in real.queries.items():
        text = real.bind(query, header.example)
        result, answer = real.sparql(text), real.ask(text)
        assert isinstance(result, Result)
        assert result.serialize("csv") == answer.serialize(format=QueryResultsFormat.CSV)
    broken = real.ask("SELECT (<https://example.org/a,b> AS ?x) {}").serialize(format=QueryResultsFormat.CSV)
    assert broken == b"x\r\nhttps://example.org/a,b\r\n", "the engine quotes it now: its writer can be used again"


@pytest.mark.parametrize("name", FORMATS)
def test_an_answer_without_rows_or_columns_is_one_too(world: KnowledgeGraph, name: str):
    for query in ("SELECT ?x { ?x a tg:Dragon }", "SELECT * {}"):
        result = world.sparql(query)
        assert isinstance(result, Result)
        content = result.serialize(name)
        if name in ("json", "xml"):
            assert len(rdflib_rows(content, name)) == len(result)
        else:
            assert content.splitlines()[:1] in ([b"x"], [b"?x"], [b""], [])


def test_yes_and_no_are_those_of_the_recommendations(run):
    for query, expected in (("ASK { ?x a tg:Tie }", True), ("ASK { ?x a tg:Dragon }", False)):
        for name in ("json", "xml"):
            done = run("sparql", query, "--graph", WORLD, "--format", name)
            assert rdflib.query.Result.parse(io.BytesIO(done.stdout.encode()), format=name).askAnswer is expected
    assert json.loads(run("sparql", "ASK {}", "--graph", WORLD, "--format", "json").stdout) == {
        "head": {},
        "boolean": True,
    }


@pytest.mark.parametrize("name", ["csv", "tsv", "turtle", "jsonld"])
def test_yes_and_no_have_no_other_form(run, name: str):
    done = run("sparql", "ASK {}", "--graph", WORLD, "--format", name, "--lang", "ru")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"в {name} такого нет" in done.stderr


@pytest.mark.parametrize(
    ("name", "reader"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld")]
)
@pytest.mark.parametrize(
    "query",
    [
        "DESCRIBE form:treaty",
        "CONSTRUCT { ?a tg:signedOn ?d ; rdfs:label ?l } WHERE { ?a tg:signedOn ?d ; rdfs:label ?l }",
        r'CONSTRUCT { tg:x rdfs:label ?l } WHERE { VALUES ?l { "\r\n\t\"\\" "<&>"@en "Линден 🏙"@ru 1 1.5 true } }',
    ],
)
# rdflib's own reader of JSON-LD makes what rdflib deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_triples_are_read_back(run, world: KnowledgeGraph, name: str, reader: str, query: str):
    done = run("sparql", query, "--graph", WORLD, "--format", name, "-o", "answer")
    assert done.returncode == 0, done.stderr
    parsed = rdflib.Graph().parse(data=output(run, "answer"), format=reader)
    found = {tuple(map(rdflib_term, triple)) for triple in parsed}
    answer = world.sparql(query)
    expected = {
        tuple(
            ("literal", term.value, term.language or term.datatype.value)
            if hasattr(term, "datatype")
            else ("iri", term.value)
            for term in triple
        )
        for triple in answer
    }
    assert found == expected


def output(run: Any, name: str) -> bytes:
    return (run.folder / name).read_bytes()


class TestOutput:
    """A file is written whole or not at all."""

    ASK = ("query", "ties", "--graph", WORLD, "--format", "csv")

    @pytest.mark.parametrize("option", ["--output", "-o"])
    def test_a_file_holds_what_would_be_printed(self, run, world: KnowledgeGraph, option: str):
        done = run(*self.ASK, option, "ties.csv")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert output(run, "ties.csv") == world.query("ties").serialize("csv")
        assert [path.name for path in run.folder.iterdir() if "ties" in path.name] == ["ties.csv"]

    def test_a_dash_is_standard_output(self, run):
        assert run(*self.ASK, "-o", "-").stdout == run(*self.ASK).stdout != ""

    @pytest.mark.parametrize(
        "words", [("query", "nothing"), ("sparql", "SELECT * {"), ("sparql", "ASK {}", "--format", "csv")]
    )
    def test_a_failure_leaves_what_there_was(self, run, words: tuple[str, ...]):
        (run.folder / "kept.csv").write_text("before")
        done = run(*words, "--graph", WORLD, "-o", "kept.csv")
        assert done.returncode == 2
        assert output(run, "kept.csv") == b"before"

    def test_a_time_limit_leaves_what_there_was(self, run):
        (run.folder / "kept.csv").write_text("before")
        endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        done = run("sparql", endless, "--graph", WORLD, "-o", "kept.csv", "--timeout", "0.5")
        assert done.returncode == 3
        assert "no answer within 0.5 s: stopped; raise --timeout" in done.stderr
        assert output(run, "kept.csv") == b"before"

    def test_a_folder_that_is_not_there_is_told(self, run):
        done = run(*self.ASK, "-o", "nowhere/ties.csv")
        assert done.returncode == 3
        assert "reading or writing failed" in done.stderr
        assert "Traceback" not in done.stderr

    def test_rights_and_links_are_kept(self, run):
        target = run.folder / "target.csv"
        target.write_text("before")
        target.chmod(0o640)
        (run.folder / "link.csv").symlink_to(target)
        assert run(*self.ASK, "-o", "link.csv").returncode == 0
        assert (run.folder / "link.csv").is_symlink()
        assert stat.S_IMODE(target.stat().st_mode) == 0o640
        assert target.read_bytes().startswith(b"tie,")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full, which is always full")
    def test_a_full_device_is_told(self, run):
        done = run(*self.ASK, "-o", "/dev/full")
        assert done.returncode == 3
        assert "No space left on device" in done.stderr


def test_a_time_limit_that_is_none_is_told(run):
    done = run("query", "ties", "--graph", WORLD, "--timeout", "soon")
    assert done.returncode == 2
    assert "timeout=soon: the time limit is a number of seconds above zero" in done.stderr
    assert (
        run("query", "ties", "--graph", WORLD, "--timeout", "60").stdout
        == run("query", "ties", "--graph", WORLD).stdout
    )


def test_nothing_of_this_makes_an_ordinary_question_slower():
    """What only some answers need is not imported for the others."""
    probe = (
        "import sys; from twingraph.cli import main; main(['query', 'twins-of', 'place=Смоленск']); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    for lazy in ("limit", "frames", "provenance", "explain", "sparql_text"):
        assert f"twingraph.{lazy}" not in loaded
    assert not loaded & {"pandas", "polars", "numpy", "rdflib", "json", "pickle", "threading"}
