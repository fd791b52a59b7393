"""The command line as its user meets it: answers, formats, languages, mistakes."""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import twingraph
from tests.conftest import ROOT, WORLD

COMMANDS = ["query", "queries", "sparql", "show", "evidence", "check", "reason", "diff", "export"]


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
    for heavy in ("rdflib", "shacl", "pyshacl", "pymorphy3", "owlready2", "twingraph.turtle.tokens"):
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
        (["query", "twins-of", "place=Atlantis"], 2, "place: nothing in this graph is called Atlantis"),
        (["query", "twins-of", "place=Veligrad", "place=Linden"], 2, "the parameter place is given twice"),
        (["query", "timeline", "from=01.02.2003"], 2, "from=01.02.2003: this is no date; write 2003-09-27"),
        (["query", "ties", "scope=galactic"], 2, "scope=galactic: this parameter may be: "),
        (["query"], 2, "usage: twingraph query"),
        (["quarry"], 2, "usage: twingraph"),
        (["sparql", "SELECT *\n{ ?s"], 2, "line 2: this is no SPARQL query"),
        (["sparql", "missing.rq"], 2, "there is no file missing.rq"),
        (["sparql", "CONSTRUCT WHERE { ?s a tg:Tie }", "--format", "csv"], 2, "csv is for tables"),
        (["sparql", "SELECT * { ?s a tg:Tie }", "--format", "jsonld"], 2, "jsonld is for triples"),
        (["show", "Atlantis"], 2, "thing: nothing in this graph is called Atlantis"),
        (["evidence", "--documents", "nowhere"], 2, "there is no folder nowhere"),
        (["evidence", "--find", "text", "nothing.txt"], 2, "there is no document nothing.txt"),
        (["evidence", "--find", "no such words", "linden-news.txt"], 1, "does not stand in it"),
        (["evidence", "--find", " ", "linden-news.txt"], 2, "there is nothing to find"),
        (["sparql", ""], 2, "the query is empty"),
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
    asked = run("sparql", "ASK { ?x a tg:Tie }", "--graph", WORLD, "--format", "json").stdout
    assert json.loads(asked)["boolean"] is True
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
def test_a_full_disk_is_told():
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "twingraph", "query", "ties", "--graph", str(WORLD)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            check=False,
        )
    assert done.returncode == 3
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def piped(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command whose reader goes away after the first line."""
    command = f"{shlex.join([sys.executable, '-m', 'twingraph', *map(str, words)])}; echo exit $? >&2"
    return subprocess.run(
        ["bash", "-c", f"{{ {command}; }} | head -1"], capture_output=True, text=True, cwd=ROOT, check=True
    )


def test_a_reader_that_has_had_enough_is_no_mistake():
    done = piped("query", "parties", "--graph", WORLD, "--format", "csv")
    assert done.stdout.startswith("agreement,")
    assert done.stderr == "exit 0\n"


def test_a_closed_pipe_does_not_turn_violations_into_success(world_copy: Path):
    (world_copy / "data" / "broken.ttl").write_text("nothing .", encoding="utf-8")
    done = piped("check", world_copy)
    assert done.stderr.endswith("exit 1\n")


def test_without_a_command_the_usage_is_told(run):
    done = run()
    assert done.returncode == 2
    assert done.stderr.startswith("usage: twingraph")


def test_paths_with_spaces_and_other_scripts_work(run, tmp_path: Path):
    odd = tmp_path / "мой граф #1%"
    shutil.copytree(WORLD, odd)
    (odd / "data" / "places" / "norland.ttl").rename(odd / "data" / "places" / "нор ланд%20#?.ttl")
    assert run("check", odd).returncode == 0
    assert "Linden" in run("query", "twins-of", "place=Veligrad", "--graph", odd).stdout


def test_a_document_that_cannot_be_read_is_told_in_the_ledger(run, world_copy: Path):
    (world_copy / "documents" / "linden-news.txt").unlink()
    done = run("evidence", "--ledger", "--graph", world_copy)
    assert done.returncode == 1
    assert "linden-news.txt: this document cannot be read" in done.stdout


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "SELECT * { service silent <a:b> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "PREFIX e: <a:> SELECT * { ?s e:a\\#b ?o . SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
    ],
)
def test_no_query_asks_another_computer(run, query: str):
    done = run("sparql", query, "--graph", WORLD)
    assert done.returncode == 2
    assert "SERVICE would ask another computer" in done.stderr


@pytest.mark.parametrize(
    "query",
    ["SELECT ('SERVICE' AS ?service) {}", "SELECT * { ?service a <https://example.org/SERVICE> } # SERVICE"],
)
def test_the_word_alone_is_no_service(run, query: str):
    assert run("sparql", query, "--graph", WORLD).returncode == 0


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\x00" * 40])
def test_a_damaged_snapshot_is_made_anew(run, tmp_path: Path, damage: bytes):
    wanted = run("query", "twins-of", "place=Veligrad", "--graph", WORLD).stdout
    (home,) = (tmp_path / "cache").iterdir()
    for path in (home / "queries", home / "names-place", *(home / "store").glob("*.sst")):
        path.write_bytes(damage)
    for _ in range(2):
        done = run("query", "twins-of", "place=Veligrad", "--graph", WORLD)
        assert (done.returncode, done.stdout) == (0, wanted), done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ties", "kind=peace"], "kind of tie: nothing in this graph is called peace"),
        (["agreements", "purpose=treaty"], "purpose of agreement: nothing in this graph is called treaty"),
        (["twins-of", "place=Veligrad", "lang=ru"], "has no parameter lang"),
        (["where-stated", "thing=person/pavel-ozerov", "property=signdOn"], "near: "),
    ],
)
def test_a_value_of_the_wrong_kind_is_no_empty_answer(run, words, message):
    done = run("query", *words, "--graph", WORLD)
    assert done.returncode == 2
    assert message in done.stderr


def test_ctrl_c_ends_a_query_that_would_never_end(tmp_path: Path):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    process = subprocess.Popen(
        [sys.executable, "-m", "twingraph", "sparql", endless, "--graph", str(WORLD)], cwd=ROOT, stderr=subprocess.PIPE
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(3)
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == -signal.SIGINT
    process.stderr.close()


def test_a_broken_query_file_does_not_silence_the_others(run, world_copy: Path):
    shutil.copytree(ROOT / "queries", world_copy / "queries")
    (world_copy / "queries" / "broken.rq").write_text("SELECT", encoding="utf-8")
    ties = world_copy / "queries" / "ties.rq"
    ties.write_text(ties.read_text(encoding="utf-8") + "}", encoding="utf-8")
    assert run("query", "twins-of", "place=Veligrad", "--graph", world_copy).returncode == 0
    listed = run("queries", "--graph", world_copy)
    assert (listed.returncode, "twins-of" in listed.stdout, "broken.rq:1" in listed.stderr) == (3, True, True)
    asked = run("query", "ties", "--graph", world_copy)
    assert asked.returncode == 3
    assert "ties.rq:" in asked.stderr


def test_a_table_has_the_column_of_what_is_reckoned_only_when_it_was_asked_for(run):
    asked = ("query", "ties", "place=Veligrad")
    assert "On the day" not in run(*asked, "--graph", WORLD).stdout
    assert "On the day" in run(*asked, "on=2015", "--graph", WORLD).stdout
    assert "held" in run(*asked, "--graph", WORLD, "--format", "csv").stdout.splitlines()[0].split(",")
