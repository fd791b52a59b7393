"""The command line as its user meets it: answers, formats, languages, mistakes."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import twingraph
from tests.conftest import ROOT, WORLD

COMMANDS = ["query", "queries", "sparql", "show", "evidence", "check"]


@pytest.mark.parametrize("words", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_help_is_given_in_both_languages(run, words):
    english, russian = run(*words), run(*words, "--lang", "ru")
    assert (english.returncode, russian.returncode) == (0, 0)
    assert english.stdout.startswith("usage: twingraph")
    assert russian.stdout.startswith("использование: twingraph")
    assert "показать эту справку" in russian.stdout
    assert "positional arguments" not in english.stdout + russian.stdout


def test_help_does_not_load_the_engines(run):
    probe = "import sys; from twingraph.cli import main; main(['queries']); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, cwd=ROOT, check=True).stdout
    for heavy in ("rdflib", "shacl", "pyshacl", "pymorphy3", "owlready2", "tomllib"):
        assert heavy not in loaded.split()


def test_the_version_is_that_of_the_package(run):
    assert run("--version").stdout == f"twingraph {twingraph.__version__}\n"


def test_queries_are_listed_and_described(run):
    listed = run("queries").stdout
    for path in (ROOT / "queries").glob("*.rq"):
        assert path.stem in listed
    described = run("queries", "twins-of", "--lang", "ru").stdout
    assert "Параметры\n  place (place, обязательный)" in described
    assert "Как читать ответ" in described


def test_a_table_has_titles_in_the_language_asked_for(run):
    done = run("query", "twins-of", "place=Veligrad", "--graph", WORLD, "--lang", "ru")
    assert done.returncode == 0, done.stderr
    assert "Линден" in done.stdout
    assert "https://" not in done.stdout


@pytest.mark.parametrize(
    ("layout", "read"),
    [
        ("csv", lambda text: [row["partnerLabel"] for row in csv.DictReader(io.StringIO(text))]),
        ("tsv", lambda text: [line.split("\t") for line in text.splitlines()[1:]]),
        ("json", lambda text: json.loads(text)["results"]["bindings"]),
        ("xml", lambda text: ElementTree.fromstring(text).findall(".//{http://www.w3.org/2005/sparql-results#}result")),
        ("markdown", lambda text: text.splitlines()[2:]),
        ("table", lambda text: text.splitlines()[2:]),
    ],
)
def test_every_format_holds_the_same_rows(run, world, layout, read):
    done = run("query", "twins-of", "place=Veligrad", "--graph", WORLD, "--format", layout)
    assert done.returncode == 0, done.stderr
    assert len(read(done.stdout)) == len(world.query("twins-of", place="Veligrad"))


def test_a_pipe_in_a_cell_stays_in_its_cell(run):
    done = run("sparql", "SELECT ('a|b' AS ?x) {}", "--format", "markdown", "--graph", WORLD)
    assert done.stdout.splitlines()[2] == r"| a\|b |"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["query", "twinsof", "place=Veligrad"], 2, "there is no query twinsof; near: twins-of"),
        (["query", "twins-of"], 2, "the query twins-of needs place; for example: place="),
        (["query", "twins-of", "plase=Veligrad"], 2, "no parameter plase; near: place"),
        (["query", "twins-of", "Veligrad"], 2, "Veligrad: parameters are written name=value"),
        (["query", "twins-of", "place=Linden"], 2, "Linden can mean several things"),
        (["query", "twins-of", "place=Atlantis"], 2, "nothing of the kind place is called Atlantis"),
        (["query", "twins-of", "place=Veligrad", "place=Linden"], 2, "the parameter place is given twice"),
        (["query", "timeline", "from=01.02.2003"], 2, "from=01.02.2003: this is no date; write 2003-09-27"),
        (["query", "ties", "scope=galactic"], 2, "scope=galactic: this parameter may be: "),
        (["query"], 2, "usage: twingraph query"),
        (["quarry"], 2, "usage: twingraph"),
        (["sparql", "SELECT *\n{ ?s"], 2, "line 2: this is no SPARQL query"),
        (["sparql", "missing.rq"], 2, "there is no file missing.rq"),
        (["sparql", "CONSTRUCT WHERE { ?s a tg:Tie }", "--format", "csv"], 2, "csv is for tables"),
        (["sparql", "SELECT * { ?s a tg:Tie }", "--format", "jsonld"], 2, "jsonld is for triples"),
        (["show", "Atlantis"], 2, "Atlantis"),
        (["evidence", "--documents", "nowhere"], 2, "there is no folder nowhere"),
        (["evidence", "--find", "text", "nothing.txt"], 2, "there is no document nothing.txt"),
        (["evidence", "--find", "no such words", "linden-news.txt"], 3, "does not stand in it"),
    ],
)
def test_a_mistake_is_told_without_a_traceback(run, words, code, message):
    done = run(*words, *(["--graph", WORLD] if len(words) > 1 else []))
    assert done.returncode == code
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_is_told_in_russian_too(run):
    done = run("query", "twins-of", "place=Линден", "--graph", WORLD, "--lang=ru")
    assert done.returncode == 2
    assert "Линден может значить разное" in done.stderr
    assert "Линден (город, " in done.stderr


def test_sparql_is_read_from_the_words_a_file_or_standard_input(run, tmp_path):
    query = "SELECT (COUNT(DISTINCT ?tie) AS ?n) { ?tie a tg:Tie }"
    (tmp_path / "count.rq").write_text(query, encoding="utf-8")
    said = [
        run("sparql", query, "--graph", WORLD, "--format", "csv").stdout,
        run("sparql", "count.rq", "--graph", WORLD, "--format", "csv").stdout,
        run("sparql", "-", "--graph", WORLD, "--format", "csv", stdin=query).stdout,
    ]
    assert len(set(said)) == 1
    assert int(said[0].split()[1]) > 1


def test_sparql_answers_of_every_form_are_printed(run):
    assert run("sparql", "ASK { ?x a tg:Tie }", "--graph", WORLD).stdout == "yes\n"
    assert run("sparql", "ASK { ?x a tg:Dragon }", "--graph", WORLD, "--lang", "ru").stdout == "нет\n"
    turtle = run("sparql", "CONSTRUCT { ?x a tg:Tie } WHERE { ?x a tg:Tie }", "--graph", WORLD).stdout
    assert "a tg:Tie" in turtle
    for layout, sign in (("ntriples", "<https://"), ("rdfxml", "<?xml"), ("jsonld", '"@id"')):
        assert sign in run("sparql", "DESCRIBE tg:Tie", "--format", layout, "--graph", WORLD).stdout


def test_a_thing_is_shown_with_its_sources(run):
    shown = run("show", "agreement/veligrad-linden-2003", "--graph", WORLD).stdout
    assert "2003-09-27  [1] " in shown or "2003-09-27  [2] " in shown
    assert "Sources\n  [1] " in shown
    russian = run("show", "agreement/veligrad-linden-2003", "--graph", WORLD, "--lang", "ru").stdout
    assert "Источники\n  [1] " in russian


def test_evidence_is_verified_shown_and_accounted_for(run):
    assert run("evidence", "--graph", WORLD).returncode == 0
    shown = run("evidence", "agreement/veligrad-linden-2003", "--graph", WORLD)
    assert shown.returncode == 0
    assert "⟦27 сентября 2003 года⟧" in shown.stdout
    assert "✗" not in shown.stdout
    ledger = run("evidence", "--ledger", "--graph", WORLD)
    assert ledger.returncode == 0
    assert "unaccounted for: 0" in ledger.stdout


def test_evidence_without_the_documents_asks_for_them(run):
    done = run("evidence")
    assert done.returncode == 2
    assert "give their folder to --documents" in done.stderr


def test_offsets_are_found_with_the_turtle_to_paste(run):
    text = (WORLD / "documents" / "veligrad-report.txt").read_text(encoding="utf-8")
    done = run("evidence", "--find", "27 сентября 2003 года", "veligrad-report.txt", "--graph", WORLD)
    assert done.returncode == 0, done.stderr
    start = text.replace("\N{NO-BREAK SPACE}", " ").index("27 сентября 2003 года")
    assert f"oa:start {start} ;" in done.stdout
    assert f"oa:end {start + len('27 сентября 2003 года')} ;" in done.stdout
    assert "document:veligrad-report" in done.stdout


def test_a_clean_graph_passes_the_check(run):
    done = run("check", WORLD)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("violation") == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full, which is always full")
def test_a_full_disk_is_told(run):
    done = subprocess.run(
        [sys.executable, "-m", "twingraph", "query", "ties", "--graph", str(WORLD)],
        stdout=Path("/dev/full").open("w", encoding="utf-8"),
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 3
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_had_enough_is_no_mistake(run):
    command = f"{sys.executable} -m twingraph query parties --graph {WORLD} --format csv | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.startswith("agreement,")
    assert done.stderr == ""
