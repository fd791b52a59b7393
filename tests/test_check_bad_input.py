"""Files that cannot be used, and files that nobody reads: told once, at their place, and the rest is still checked."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from tests.conftest import ROOT, WORLD
from twingraph.check import Finding, check, fails
from twingraph.check.shacl_terms import SHACL_TERMS
from twingraph.check.shapes import SH
from twingraph.layout import GraphFolder

REPORT = "data/documents/veligrad-report.ttl"
DATA_FILES = [str(path.relative_to(WORLD)) for path in sorted((WORLD / "data").rglob("*.ttl"))]
RULES = [path.name for path in sorted((ROOT / "ontology" / "rules").glob("*.rq"))]


def findings_of(world: Path, *severities: str) -> list[Finding]:
    found = check(GraphFolder.find(world))
    return [finding for finding in found if not severities or finding.severity in severities]


def told(findings: list[Finding]) -> set[tuple[str, str | None]]:
    """Return rules and what they are about: places are compared where they are the point."""
    return {(finding.rule, finding.focus) for finding in findings}


def violations(world: Path) -> list[tuple[str, str, int | None]]:
    return [
        (finding.rule, str(finding.file.relative_to(world)) if finding.file else "", finding.line)
        for finding in findings_of(world, "violation")
    ]


def replace(file: Path, old: str, new: str) -> int:
    """Edit a file; return the line of the edit."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"the world no longer has {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.fixture
def own_parts(world_copy):
    """A world that has an ontology, shapes and queries of its own, which may be spoilt."""
    for part in ("ontology", "shapes", "queries"):
        shutil.copytree(ROOT / part, world_copy / part)
    return world_copy


# ---- rules


CONSTRUCT = b"PREFIX n: <http://n/>\nCONSTRUCT { ?s a n:C }\nWHERE { ?s n:p ?o }\n"
#: What a rule holds, and what is to be told of it at which line.
UNFIT = {
    "select": (b"# one\nPREFIX n: <http://n/>\nSELECT * WHERE { ?s n:p ?o }\n", "rule-form", 3),
    "ask": (b"ASK { ?s ?p ?o }\n", "rule-form", 1),
    "service": (b"CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://n/> { ?s ?p ?o } }\n", "check-service", 1),
    "broken": (CONSTRUCT.replace(b"?o", b""), "rule", 3),
    "no prefix": (b"CONSTRUCT { ?s a tg:Tie }\nWHERE { ?s ?p ?o }\n", "rule", 1),
    "latin": (b"# one\n# \xe9\n" + CONSTRUCT, "encoding", 2),
    "mark": (b"\xef\xbb\xbf" + CONSTRUCT, "byte-order-mark", 1),
    "folder": (None, "unreadable", None),
    "link": (None, "unreadable", None),
}


def spoil(kind: str, file: Path) -> tuple[str, int | None]:
    """Spoil a rule; return what is to be told, and the line."""
    content, rule, line = UNFIT[kind]
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    elif kind == "folder":
        file.mkdir()
    else:
        file.symlink_to(file.parent / "nowhere.rq")
    return rule, line


@pytest.mark.parametrize("kind", UNFIT)
def test_a_rule_that_cannot_be_run(kind, own_parts, run):
    file = own_parts / "ontology" / "rules" / "20-in-country.rq"
    rule, line = spoil(kind, file)
    assert violations(own_parts) == [(rule, "ontology/rules/20-in-country.rq", line)]
    done = run("check", "--graph", own_parts, cwd=own_parts)
    assert done.returncode == 1, done.stdout + done.stderr
    start = ":".join(["ontology/rules/20-in-country.rq", *([str(line)] if line else [])])
    assert any(row.startswith(start) and f"[{rule}]" in row for row in done.stdout.splitlines()), done.stdout


@pytest.mark.parametrize("name", RULES)
def test_nothing_false_follows_from_a_broken_rule(name, own_parts):
    sound = told(check(GraphFolder.find(WORLD)))
    spoil("select", own_parts / "ontology" / "rules" / name)
    assert told(findings_of(own_parts)) - sound == {("rule-form", None)}


def test_the_rest_is_checked_beside_a_broken_rule(own_parts):
    spoil("broken", own_parts / "ontology" / "rules" / "10-earliest.rq")
    line = replace(own_parts / REPORT, '"2007-05"^^xsd:gYearMonth', '"2007-13"^^xsd:gYearMonth')
    assert ("tgsh:Agreement-signedOn", REPORT, line) in violations(own_parts)


# ---- labels


@pytest.mark.parametrize("words", ["", "   "])
def test_an_empty_label(words, world_copy, run):
    file = "data/places/norland.ttl"
    line = replace(world_copy / file, '"Veligrad"@en', f'"{words}"@en')
    assert violations(world_copy) == [("tgsh:Thing-label-words", file, line)]
    assert run("check", "--graph", world_copy).returncode == 1


def test_russian_words_marked_as_english(world_copy, run):
    file = world_copy / "data/places/norland.ttl"
    line = replace(file, '"Veligrad"@en', '"Велиград"@en')
    found = findings_of(world_copy, "violation", "warning")
    assert [(each.file, each.line) for each in found if each.rule == "tgsh:ThingAdvice-labelScript"] == [(file, line)]
    assert not fails(found)
    assert run("check", "--graph", world_copy).returncode == 0


def test_a_label_in_a_third_language_is_told_once(world_copy):
    file = "data/places/norland.ttl"
    line = replace(world_copy / file, '"Veligrad"@en', '"Veligrad"@fr')
    assert violations(world_copy) == [("tgsh:Thing-labelEnglish", file, line)]


# ---- shapes


def test_a_misspelt_term_of_shacl(own_parts, run):
    line = replace(own_parts / "shapes/things.ttl", "sh:minCount 1", "sh:minCounts 1")
    (finding,) = findings_of(own_parts, "violation")
    assert (finding.rule, finding.line, finding.column) == ("unknown-shacl", line, 5)
    assert "sh:minCount?" in finding.message["en"]
    done = run("check", "--graph", own_parts, cwd=own_parts)
    assert done.returncode == 1
    assert f"shapes/things.ttl:{line}:5: violation [unknown-shacl]" in done.stdout


def test_the_terms_of_shacl_are_those_of_its_vocabulary():
    text = (resources.files("pyshacl") / "assets" / "shacl.ttl").read_text(encoding="utf-8")
    subjects = {quad.subject.value for quad in parse(text, RdfFormat.TURTLE) if isinstance(quad.subject, NamedNode)}
    assert {iri.removeprefix(SH) for iri in subjects if iri.startswith(SH)} - {""} == SHACL_TERMS


# ---- parts without Turtle, files that nobody reads


@pytest.mark.parametrize(
    ("part", "rule", "code"), [("shapes", "no-shapes", 1), ("ontology", "no-ontology", 1), ("data", "no-data", 0)]
)
def test_a_part_without_turtle(part, rule, code, own_parts, run):
    shutil.rmtree(own_parts / part)
    (own_parts / part).mkdir()
    (finding,) = [finding for finding in findings_of(own_parts) if finding.rule == rule]
    assert finding.file == own_parts / part
    done = run("check", "--graph", own_parts, cwd=own_parts)
    assert done.returncode == code
    assert f"{part}: {finding.severity} [{rule}]" in done.stdout


@pytest.mark.parametrize(
    "name",
    ["data/places/more.TTL", "data/more.turtle", "data/more.nt", "ontology/more.owl", "ontology/rules/more.RQ"],
)
def test_a_file_that_is_not_read(name, own_parts, run):
    file = own_parts / name
    file.write_text("", encoding="utf-8")
    (finding,) = [finding for finding in findings_of(own_parts) if finding.rule == "not-read"]
    assert (finding.file, finding.severity) == (file, "warning")
    done = run("check", "--graph", own_parts, cwd=own_parts)
    assert done.returncode == 0
    assert f"{name}: warning [not-read]" in done.stdout


# ---- Turtle that cannot be read


def utf_16(file: Path) -> None:
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))


def utf_16_without_mark(file: Path) -> None:
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16-be"))


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("way", [utf_16, utf_16_without_mark, folder])
@pytest.mark.parametrize("name", DATA_FILES)
def test_nothing_false_follows_from_an_unreadable_file(name, way, world_copy):
    way(world_copy / name)
    ((rule, file, _),) = violations(world_copy)
    assert rule in ("encoding", "syntax", "unreadable")
    assert file == name


def test_an_unreadable_vocabulary(own_parts):
    name = "ontology/vocabularies/form.ttl"
    folder(own_parts / name)
    assert violations(own_parts) == [("unreadable", name, None)]


def test_what_is_wrong_beside_an_unreadable_file(world_copy):
    folder(world_copy / "data/links/gazetteer.ttl")
    line = replace(world_copy / REPORT, '"2007-05"^^xsd:gYearMonth', '"2007-13"^^xsd:gYearMonth')
    assert ("tgsh:Agreement-signedOn", REPORT, line) in violations(world_copy)


def test_a_dangling_link_is_told_by_its_own_name(world_copy, run):
    (world_copy / "data" / "lost.ttl").symlink_to(world_copy / "nowhere" / "target.ttl")
    assert violations(world_copy) == [("unreadable", "data/lost.ttl", None)]
    done = run("check", "--graph", world_copy, cwd=world_copy)
    assert done.returncode == 1
    assert done.stdout.startswith("data/lost.ttl: violation [unreadable]")
    assert "target.ttl" not in done.stdout


# ---- queries


@pytest.mark.parametrize(
    ("before", "rule", "line"),
    [(b"\xef\xbb\xbf", "byte-order-mark", 1), (b"#+ \xe9\n", "encoding", 1)],
)
def test_a_query_that_cannot_be_read_is_told_once(before, rule, line, own_parts):
    file = own_parts / "queries" / "ties.rq"
    file.write_bytes(before + file.read_bytes())
    (finding,) = findings_of(own_parts, "violation")
    assert (finding.rule, finding.file, finding.line) == (rule, file, line)
    assert "Turtle is always" not in finding.message["en"]


def test_a_header_does_not_repeat_its_place(own_parts, run):
    file = own_parts / "queries" / "ties.rq"
    line = replace(file, "#+ tags:", "#+ tag:")
    (finding,) = findings_of(own_parts, "violation")
    assert (finding.file, finding.line) == (file, line)
    for message in finding.message.values():
        assert "ties.rq" not in message
        assert message[0].isupper()
    done = run("check", "--graph", own_parts, cwd=own_parts)
    assert done.returncode == 1
    assert done.stdout.count("ties.rq") == 1


# ---- one fault, one finding


def test_month_13_is_one_violation(world_copy):
    line = replace(world_copy / REPORT, '"2007-05"^^xsd:gYearMonth', '"2007-13"^^xsd:gYearMonth')
    assert violations(world_copy) == [("tgsh:Agreement-signedOn", REPORT, line)]


def test_a_signing_in_the_future_is_one_finding(world_copy):
    line = replace(world_copy / REPORT, '"2007-05"^^xsd:gYearMonth', '"2907-05"^^xsd:gYearMonth')
    told = {
        (finding.rule, finding.line) for finding in check(GraphFolder.find(world_copy)) if finding.severity != "info"
    }
    assert told == {("tgsh:Agreement-signedOnInFuture", line)}


def test_queries_copied_from_the_package_are_no_fault(own_parts):
    assert findings_of(own_parts, "violation") == []


@pytest.mark.parametrize("end", [99999, 1084])
def test_wrong_span_of_an_omission_is_told_once_at_its_offset(world_copy, end):
    line = replace(
        world_copy / REPORT, "    oa:end 1111 ;\n    oa:start 1084 ;", f"    oa:end {end} ;\n    oa:start 1084 ;"
    )
    ((rule, file, told),) = [each for each in violations(world_copy) if each[0] != "ledger-gap"]
    assert (rule, file) == ("ledger-span", REPORT)
    assert told in (line, line + 1)
