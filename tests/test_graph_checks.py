"""Each graph check finds its bad data exactly, and nothing in its good data.

``tests/checks/<check>/{good,bad}.trig`` is loaded beside the tiny world. The lines ``# found: focus value`` at the top
of a file say all that the check finds besides what it finds in the world alone.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from tests.conftest import ROOT, WORLD
from twingraph.check import Finding, check
from twingraph.check.graph_checks import Asked, GraphCheck, asked, graph_check_findings, graph_checks, read_check
from twingraph.check.rulebook import rulebook
from twingraph.check.shapes import Shapes
from twingraph.layout import GraphFolder
from twingraph.loader import MATERIALISE, derive, load
from twingraph.terms import PREFIXES

HERE = Path(__file__).parent / "checks"
FOLDER = GraphFolder.find(WORLD)
CHECKS = {each.name: each for each in graph_checks(FOLDER)[0]}
FILES = sorted(HERE.glob("*/*.trig"))
FOUND = re.compile(r"^# found: (\S+)(?: (\S+))?$", re.MULTILINE)
EXPENSIVE = "?focus ?p1 ?o1 . ?s2 ?p2 ?o2 . ?s3 ?p3 ?o3 . FILTER(CONCAT(STR(?s2), STR(?s3)) = ?focus)"


def findings_of(each: GraphCheck, store: Store) -> list[Finding]:
    return [
        finding
        for answer in asked([each], store, 60)
        for finding in graph_check_findings(answer, lambda *_: None, PREFIXES)
    ]


def found(each: GraphCheck, store: Store) -> Counter[tuple[str | None, str | None]]:
    return Counter((finding.focus, finding.value) for finding in findings_of(each, store))


@cache
def world() -> Store:
    return load(FOLDER)


def world_with(file: Path) -> Store:
    """The tiny world with a file of several graphs, and what the rules derive from both."""
    store = Store()
    for path in FOLDER.turtle_files():
        store.load(
            path=path, format=RdfFormat.TURTLE, to_graph=NamedNode(FOLDER.graph_name(path)), base_iri=path.as_uri()
        )
    store.load(path=file, format=RdfFormat.TRIG)
    store.update(MATERIALISE)
    derive(store, FOLDER)
    return store


def whole(name: str | None, prefixes: dict[str, str]) -> str | None:
    """A term as the file writes it, as findings tell it."""
    prefix, _, rest = (name or "").partition(":")
    return f"{prefixes[prefix]}{rest}" if prefix in prefixes else name


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_finds_exactly_what_the_file_says(file: Path):
    text = file.read_text(encoding="utf-8")
    prefixes = dict(re.findall(r"^@prefix ([\w-]+): <(.*)> \.$", text, re.MULTILINE))
    expected = Counter((whole(focus, prefixes), whole(value or None, prefixes)) for focus, value in FOUND.findall(text))
    assert bool(expected) == (file.stem == "bad")
    each = CHECKS[file.parent.name]
    assert found(each, world_with(file)) - found(each, world()) == expected


def test_every_check_has_good_and_bad_data():
    assert {(file.parent.name, file.stem) for file in FILES} == {
        (path.stem, which) for path in (ROOT / "queries/check").glob("*.rq") for which in ("good", "bad")
    }


@pytest.mark.parametrize("name", CHECKS)
def test_messages_are_filled(name: str):
    """The words of each finding in bad data name what the query found; no brace is left."""
    for finding in findings_of(CHECKS[name], world_with(HERE / name / "bad.trig")):
        assert set(finding.message) == {"en", "ru"}
        for message in finding.message.values():
            assert not re.search(r"[{}]|–[,.]", message), message


def test_the_world_has_one_note():
    told = {(each.name, focus) for each in CHECKS.values() for focus, _ in found(each, world())}
    assert told == {("unlinked-state", "https://example.org/world/id/place/old-sudria")}


def test_the_real_graph_has_no_warning():
    folder = GraphFolder.find(ROOT)
    store = load(folder)
    told = {(finding.rule, finding.severity) for each in CHECKS.values() for finding in findings_of(each, store)}
    assert told == {("orphan", "info"), ("unlinked-state", "info")}


# ---- in a folder


GOOD = """#+ problem: {en: "{focus} is a city.", ru: "{focus} — город."}
#+ solution: {en: Know it., ru: Знайте это.}
#+ severity: warning
#+ tags: [own]
SELECT ?focus ?path ?value
WHERE { ?focus a tg:City . ?focus tg:within ?value . BIND(tg:within AS ?path) }
"""


def own(world: Path, text: str | bytes, name: str = "own") -> Path:
    file = world / "queries" / "check" / f"{name}.rq"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def of_rules(world: Path, *rules: str) -> list[Finding]:
    return [finding for finding in check(GraphFolder.find(world)) if finding.rule in rules]


def test_a_check_of_the_folders_own_is_run_beside_the_others(world_copy):
    file = own(world_copy, GOOD)
    told = of_rules(world_copy, "own", "unlinked-state")
    assert Counter(finding.rule for finding in told) == {"own": 4, "unlinked-state": 1}
    first = next(finding for finding in told if finding.rule == "own")
    assert first.message["ru"] == "<https://example.org/world/id/place/veligrad> — город. Знайте это."
    text = first.file.read_text(encoding="utf-8").splitlines()
    assert text[first.line - 1].strip().startswith("tg:within place:veligrad-krai")
    assert [(each.name, each.place.file) for each in first.related] == [("own", file)]


def test_own_checks_leave_the_packages_queries_where_they_are(world_copy):
    """A folder without named queries borrows the package's, and still may have checks."""
    own(world_copy, GOOD.replace("tg:City", "tg:Citty"))
    assert GraphFolder.find(world_copy).queries == ROOT / "queries"
    (finding,) = of_rules(world_copy, "unknown-term")
    assert (finding.file.name, finding.line) == ("own.rq", 6)
    (world_copy / "queries" / "mine.rq").write_text("", encoding="utf-8")
    assert GraphFolder.find(world_copy).queries == world_copy / "queries"


def test_a_check_of_the_same_name_takes_the_place_of_the_packages(world_copy):
    own(world_copy, GOOD, "unlinked-state")
    assert len(of_rules(world_copy, "unlinked-state")) == 4


def test_severities_of_twingraph_toml(world_copy):
    config = world_copy / "twingraph.toml"
    with config.open("a") as file:
        file.write('[check.severity]\nunlinked-state = {severity = "violation", reason = "we join"}\n')
    assert [finding.severity for finding in of_rules(world_copy, "unlinked-state")] == ["violation"]


WRONG = {
    "no header": ("SELECT ?focus WHERE { ?focus a tg:City }", "header-missing", 1),
    "yaml": (GOOD.replace("tags: [own]", "tags: own: x"), "header-yaml", 4),
    "lacks": (GOOD.replace("#+ tags: [own]\n", ""), "header-lacks", 1),
    "one too many": (GOOD.replace("#+ tags", "#+ tag: [own]\n#+ tags"), "header-key", 4),
    "one language": (GOOD.replace(', ru: "{focus} — город."', ""), "header-lacks", 1),
    "severity": (GOOD.replace("warning", "grave"), "header-choice", 3),
    "not SPARQL": (GOOD.replace("?value .", "?value , ."), "query", 6),
    "ask": (GOOD.replace("SELECT ?focus ?path ?value\nWHERE", "ASK"), "check-form", 5),
    "construct": (GOOD.replace("SELECT ?focus ?path ?value\n", "CONSTRUCT { ?focus ?path ?value }\n"), "check-form", 5),
    "focus": (GOOD.replace("SELECT ?focus", "SELECT"), "check-focus", 5),
    "hole": (GOOD.replace("{focus} is", "{focsu} is"), "check-hole", 1),
    "service": (GOOD.replace("BIND(", "SERVICE <http://localhost:1/> { } BIND("), "check-service", 6),
    "escaped": (GOOD.replace("BIND(", "SERV\\u0049CE <http://localhost:1/> { } BIND("), "check-service", 1),
    "latin": (b"#+ \xe9\n" + GOOD.encode(), "encoding", 1),
    "mark": (b"\xef\xbb\xbf" + GOOD.encode(), "byte-order-mark", 1),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_check_that_cannot_be_run(kind, world_copy):
    text, rule, line = WRONG[kind]
    file = own(world_copy, text)
    wrong = [finding for finding in check(GraphFolder.find(world_copy)) if finding.file == file]
    assert [(finding.rule, finding.severity, finding.line) for finding in wrong] == [(rule, "violation", line)]
    assert of_rules(world_copy, "unlinked-state"), "the others are told all the same"


def test_a_name_that_is_taken(world_copy):
    own(world_copy, GOOD, "syntax")
    assert [finding.rule for finding in check(GraphFolder.find(world_copy)) if finding.severity == "violation"] == [
        "check-name"
    ]


def test_a_wrong_brace_gets_a_suggestion(world_copy):
    own(world_copy, WRONG["hole"][0])
    (finding,) = of_rules(world_copy, "check-hole")
    assert "Did you mean focus?" in finding.message["en"]


def test_checks_whose_child_is_killed_are_told_as_not_finished(world_copy, monkeypatch):
    parent = os.getpid()

    def killed(*_: object) -> list[Asked]:
        if os.getpid() != parent:
            os.kill(os.getpid(), 9)
        return []

    monkeypatch.setattr("twingraph.check.graph_checks.asked", killed)
    names = {path.stem for path in GraphFolder.find(world_copy).check_files()}
    told = of_rules(world_copy, "check-failed")
    assert {finding.file.stem for finding in told} == names
    assert all("-9" in finding.message["en"] for finding in told)


def test_a_check_that_never_ends(world_copy, run):
    own(world_copy, GOOD.replace("?focus a tg:City .", EXPENSIVE))
    with (world_copy / "twingraph.toml").open("a") as config:
        config.write("[check]\ntimeout = 1\n")
    done = run("check", world_copy, "--notes")
    assert done.returncode == 1
    assert (
        "world/queries/check/own.rq:1: violation [check-time-limit] This check was not finished within 1 seconds"
        in done.stdout
    )
    assert "[unlinked-state]" in done.stdout


@pytest.mark.parametrize("value", ["0", "-1", '"long"', "true", "inf", "nan"])
def test_a_limit_that_is_none(value, world_copy, run):
    with (world_copy / "twingraph.toml").open("a") as config:
        config.write(f"[check]\ntimeout = {value}\n")
    done = run("check", world_copy)
    assert done.returncode == 3
    assert "twingraph.toml: timeout in [check] says" in done.stderr


# ---- nothing false follows from another fault


def test_checks_that_need_derived_facts_wait_for_the_rules(world_copy):
    shutil.copytree(ROOT / "ontology", world_copy / "ontology")
    (world_copy / "ontology/rules/20-in-country.rq").write_text("SELECT", encoding="utf-8")
    own(world_copy, GOOD)
    own(world_copy, GOOD.replace("tg:within", "tg:inCountry"), "derived")
    told = {finding.rule for finding in check(GraphFolder.find(world_copy))}
    assert "own" in told
    assert "derived" not in told


def test_what_a_broken_file_refers_to_is_no_orphan(world_copy):
    report = world_copy / "data/documents/veligrad-report.ttl"
    report.write_text(report.read_text(encoding="utf-8") + "\nbroken", encoding="utf-8")
    assert of_rules(world_copy, "syntax")
    assert not of_rules(world_copy, "orphan", "no-source", "silent-document")


def test_nothing_is_asked_while_a_file_cannot_be_read(world_copy):
    report = world_copy / "data/documents/veligrad-report.ttl"
    report.unlink()
    report.mkdir()
    assert not of_rules(world_copy, *CHECKS)


# ---- the files themselves


def test_checks_of_the_package_are_whole():
    taken = rulebook(Shapes(FOLDER.shape_files()))
    for file in (ROOT / "queries/check").glob("*.rq"):
        assert isinstance(read_check(file, taken), GraphCheck), file
