"""``twingraph diff``: what changed, told in words and in triples, on a repository with a real history."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse, serialize

from tests.conftest import TESTS, WORLD
from tests.histories import begin, edit, git
from twingraph.diff import Difference, Side, difference, open_sides
from twingraph.diff.report import told
from twingraph.diff.statements import named
from twingraph.layout import GraphFolder

REPORT = "data/documents/veligrad-report.ttl"
BEFORE, AFTER = TESTS / "diff" / "before", TESTS / "diff" / "after"
SCHEMA = json.loads((TESTS.parent / "twingraph" / "diff" / "report" / "schema.json").read_text(encoding="utf-8"))
UPDATE = os.environ.get("TWINGRAPH_UPDATE_SNAPSHOTS") == "1"
HERALD = """
@prefix activity: <https://example.org/world/id/event/> .
@prefix agreement: <https://example.org/world/id/agreement/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix document: <https://example.org/world/id/document/> .
@prefix evidence: <https://example.org/world/id/evidence/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix place: <https://example.org/world/id/place/> .
@prefix plan: <https://example.org/world/id/plan/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix status: <https://example.org/world/id/status/> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

document:herald a tg:SourceDocument ; rdfs:label "Herald of Korvina"@en, "Корвинский вестник"@ru ;
    tg:contentGraph <https://example.org/world/graph/data/documents/herald> ; tg:fileName "herald.txt" .
agreement:veligrad-linden-2003 tg:signedOn "2003-09-27"^^xsd:date .
agreement:korvina-linden-2021 a tg:Agreement ; rdfs:label "Declaration of Korvina and Linden, 2021"@en ;
    tg:form <https://w3id.org/twingraph/id/form/declaration> ; tg:party place:korvina, place:linden ;
    tg:signedOn "2021-06"^^xsd:gYearMonth .
activity:fair-2021 a tg:Event ; rdfs:label "Fair, 2021"@en, "Ярмарка, 2021"@ru ; tg:heldIn place:korvina .
plan:korvina-bridge a tg:Plan ; rdfs:label "Planned bridge"@en, "Намеченный мост"@ru ; tg:concerns place:korvina .
place:brod a tg:City ; rdfs:label "Brod"@en, "Брод"@ru .
evidence:herald-1 a tg:Evidence ; oa:start 10 ; oa:end 22 ; tg:statedIn document:herald ;
    tg:statedSubject agreement:korvina-linden-2021 ; tg:statedProperty tg:signedOn ;
    tg:statedValue "2021-06"^^xsd:gYearMonth .
evidence:herald-2 a tg:Evidence ; oa:start 30 ; oa:end 44 ; tg:statedIn document:herald ;
    tg:statedSubject agreement:veligrad-linden-2003 ; tg:statedProperty tg:signedOn ;
    tg:statedValue "2003-09-27"^^xsd:date .
"""


def changed(world: Path) -> None:
    """Do to the tiny world what a curator does in a day."""
    report = world / REPORT
    text = report.read_text(encoding="utf-8")
    for old, new in (
        ('"2011"^^xsd:gYear', '"2011-03-04"^^xsd:date'),  # a date is known better: in the fact and in its evidence
        ("status-value:dormant", "status-value:suspended"),
        ('"Veligrad – Zarnitsa"@en', '"Veligrad – Zarnitsa (Dawn)"@en'),
        ("oa:end 569 ;\n    oa:start 550", "oa:end 567 ;\n    oa:start 550"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    # An agreement is taken out, with its evidence.
    blocks = [block for block in text.split("\n\n") if "agreement:veligrad-linden-north-2007" not in block]
    report.write_text("\n\n".join(blocks), encoding="utf-8")
    (world / "data" / "documents" / "herald.ttl").write_text(HERALD, encoding="utf-8")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which the graph folder lies in a folder: tags ``first``, ``second``, and ``broken``."""
    root = tmp_path_factory.mktemp("history")
    world = Path(shutil.copytree(WORLD, root / "world"))
    (root / "elsewhere.txt").write_text("no graph", encoding="utf-8")
    begin(root, "elsewhere.txt", "nothing yet")
    git(root, "tag", "empty")
    for tag in ("first", "second", "broken"):
        if tag == "second":
            changed(world)
        if tag == "broken":
            (world / "data" / "places" / "wrong.ttl").write_text("<a> <b> .\n", encoding="utf-8")
        git(root, "add", ".")
        git(root, "commit", "--quiet", "--message", tag)
        git(root, "tag", tag)
    git(root, "checkout", "--quiet", "second")
    return world


@pytest.fixture(scope="module")
def found(history: Path) -> Difference:
    with open_sides("first", "second", history) as sides:
        return difference(*sides)


def section(found: Difference, key: str):
    return next(section for section in found.sections if section.key == key)


def test_a_better_known_date_is_told_with_its_evidence(found: Difference):
    (thing,) = section(found, "agreements").changed
    assert thing.label == "Memorandum of Veligrad and the Executive Committee of Korvina, 2011"
    (change,) = thing.facts
    assert change.label == "signed on"
    assert [(value.text, value.precision) for value in change.before] == [("2011", "year")]
    (value,) = change.after
    assert (value.text, value.precision) == ("2011-03-04", "day")
    assert [(each.file, each.start, each.end) for each in value.evidence] == [("veligrad-report.txt", 581, 590)]


def test_a_status_and_a_name_that_changed_are_told(found: Difference):
    (status,) = section(found, "statuses").changed
    assert [(c.label, c.before[0].text, c.after[0].text) for c in status.facts] == [
        ("value of status", "dormant", "suspended")
    ]
    (tie,) = section(found, "ties").changed
    (name,) = tie.facts
    assert name.name
    assert (name.before[0].text, name.after[0].text) == ("Veligrad – Zarnitsa", "Veligrad – Zarnitsa (Dawn)")


def test_what_came_and_what_went_is_told_by_sort(found: Difference):
    came = {each.key: [thing.label for thing in each.added] for each in found.sections if each.added}
    assert came == {
        "documents": ["Herald of Korvina"],
        "agreements": ["Declaration of Korvina and Linden, 2021"],
        "activities": ["Fair, 2021"],
        "intentions": ["Planned bridge"],
        "places": ["Brod"],
    }
    went = {each.key: [thing.label for thing in each.removed] for each in found.sections if each.removed}
    assert went == {"agreements": ["Cooperation treaty of Veligrad and the North District of Linden, 2007"]}
    assert not any(each.renamed for each in found.sections)


def test_evidence_alone_is_told_apart(found: Difference):
    told = [(each.change, each.property_label, each.before, each.after) for each in found.records]
    assert [(change, label) for change, label, *_ in told] == [
        ("added", "signed on"),  # a second document says so now
        ("moved", "purpose"),
        ("moved", "title"),
    ]
    assert told[0][3][0].file == "herald.txt"
    assert (told[1][2][0].end, told[1][3][0].end) == (569, 567)


def test_derived_statements_are_told_apart(found: Difference):
    counts = {each.label: (each.added, each.removed) for each in found.derived}
    assert (counts["domestic agreement"], counts["international agreement"]) == ((1, 0), (0, 1))
    derived = {str(triple.predicate).rpartition("#")[2][:-1] for triple in found.statements.derived_added}
    stated = {str(triple.predicate).rpartition("#")[2][:-1] for triple in found.statements.added}
    assert "earliest" in derived
    assert not derived & stated - {"type"}


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_markdown_is_as_reviewed(history: Path, lang: str):
    with open_sides("first", "second", history) as sides:
        text = told(difference(*sides, lang), "markdown", lang, triples=True) + "\n"
    text = re.sub(r"\([0-9a-f]{12}\)", "(…)", text)
    file = TESTS / "diff" / f"history.{lang}.md"
    if UPDATE:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_json_fits_its_schema(history: Path, run):
    for words in (("first", "second"), ("first", "second", "--triples"), ("first", "first")):
        done = run("diff", *words, "--format", "json", cwd=history)
        assert (done.returncode, done.stderr) == (0, "")
        report = json.loads(done.stdout)
        jsonschema.Draft202012Validator(SCHEMA).validate(report)
        assert report["differs"] is (words[1] == "second")
        assert (report["triples"] is not None) is ("--triples" in words)


def test_the_schema_is_strict():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate({"report": "twingraph diff", "version": 1})


def test_the_new_side_is_the_working_tree_and_is_left_alone(history: Path, run):
    before = git(history, "status", "--porcelain=v2", "--branch")
    index = (history.parent / ".git" / "index").read_bytes()
    same = run("diff", "HEAD", "--exit-code", cwd=history / "data")
    assert (same.returncode, same.stdout.splitlines()[-1]) == (0, "No difference.")
    differs = run("diff", "first", cwd=history)
    assert (differs.returncode, "Herald of Korvina" in differs.stdout) == (0, True)
    assert run("diff", "first", "--exit-code", cwd=history).returncode == 1
    assert git(history, "status", "--porcelain=v2", "--branch") == before
    assert (history.parent / ".git" / "index").read_bytes() == index


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["nowhere"], 2, "nowhere is neither a graph folder nor a revision"),
        (["empty"], 3, "empty: at this revision there was no graph in world/"),
        (["broken"], 3, "broken:data/places/wrong.ttl:1:9"),
        (["first", "broken", "--answers"], 3, "broken:data/places/wrong.ttl:1:9"),
        (["documents"], 2, "documents is no graph folder: it holds no data/"),
        (["first", "--timeout", "3"], 2, "--answers"),
        (["first", "--triples", "--answers"], 2, "--answers"),
        (["first", "--answers", "tise"], 2, "tise"),
        (["--exit-code"], 2, "OLD"),
    ],
)
def test_bad_input_gets_a_clear_word(history: Path, run, words: list[str], code: int, says: str):
    done = run("diff", *words, cwd=history)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert f"{os.sep}twingraph-" not in done.stderr


def test_outside_of_a_graph_folder_two_folders_are_needed(tmp_path: Path, run):
    assert run("diff", BEFORE, AFTER).returncode == 0
    done = run("diff", "HEAD")
    assert (done.returncode, "--graph" in done.stderr) == (2, True)
    lone = Path(shutil.copytree(BEFORE, tmp_path / "lone"))
    done = run("diff", "HEAD", cwd=lone)
    assert (done.returncode, "git repository" in done.stderr) == (2, True)


def test_output_file_and_language(tmp_path: Path, run):
    done = run("diff", BEFORE, AFTER, "-o", "out.md", "--format", "markdown", "--lang", "ru")
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("### Что изменилось\n")


def side(folder: Path) -> Side:
    return Side(GraphFolder.find(folder), folder.name)


def test_a_folder_does_not_differ_from_itself(world_copy: Path):
    assert not difference(side(WORLD), side(world_copy))


def test_a_statement_in_another_file_is_no_change_of_facts(world_copy: Path):
    (world_copy / "data" / "places" / "norland.ttl").rename(world_copy / "data" / "places" / "north.ttl")
    found = difference(side(WORLD), side(world_copy))
    assert (found.statements.added, found.statements.removed, found.sections) == ((), (), ())
    assert {(each.before, each.after) for each in found.statements.moved} == {
        (("data/places/norland",), ("data/places/north",))
    }


def rename(world: Path, old: str, new: str) -> None:
    for file in (world / "data").rglob("*.ttl"):
        file.write_text(re.sub(rf"{re.escape(old)}(?![\w-])", new, file.read_text(encoding="utf-8")), encoding="utf-8")


def test_a_thing_with_another_iri_is_perhaps_renamed(world_copy: Path):
    rename(world_copy, "tie:veligrad-korvina", "tie:korvina-veligrad")
    rename(world_copy, "agreement:veligrad-korvina-2011", "agreement:korvina-veligrad-2011")
    found = difference(side(WORLD), side(world_copy))
    (tie,), (agreement,) = section(found, "ties").renamed, section(found, "agreements").renamed
    assert (tie.was, tie.iri, tie.certain) == (
        "https://example.org/world/id/tie/veligrad-korvina",
        "https://example.org/world/id/tie/korvina-veligrad",
        False,
    )
    assert [change.follows for change in (*tie.facts, *agreement.facts)] == [True]
    assert not any(each.added or each.removed for each in found.sections)
    assert found.records == ()
    assert "perhaps renamed" in told(found, "text", "en")


def test_a_redirect_says_that_a_thing_was_renamed(world_copy: Path):
    rename(world_copy, "tie:veligrad-korvina", "tie:korvina-veligrad")
    edit(world_copy / REPORT, '"Veligrad – Korvina"@en', '"Korvina – Veligrad"@en')
    with (world_copy / REPORT).open("a", encoding="utf-8") as file:
        file.write("\ntie:veligrad-korvina dcterms:isReplacedBy tie:korvina-veligrad .\n")
    found = difference(side(WORLD), side(world_copy))
    (tie,) = section(found, "ties").renamed
    assert tie.certain
    assert [(change.before[0].text, change.after[0].text) for change in tie.facts] == [
        ("Veligrad – Korvina", "Korvina – Veligrad")
    ]


def test_two_that_would_fit_are_not_guessed(tmp_path: Path):
    text = "@prefix tg: <https://w3id.org/twingraph/ontology#> .\n@prefix : <https://example.org/world/> .\n"
    thing = '{} a tg:City ; <http://www.w3.org/2000/01/rdf-schema#label> "Brod"@en .\n'
    for name, things in (("old", [":a"]), ("new", [":b", ":c"])):
        (tmp_path / name / "data").mkdir(parents=True)
        content = text + "".join(thing.format(each) for each in things)
        (tmp_path / name / "data" / "places.ttl").write_text(content, encoding="utf-8")
    found = difference(side(tmp_path / "old"), side(tmp_path / "new"))
    (places,) = found.sections
    assert (len(places.added), len(places.removed), places.renamed) == (2, 1, ())


BLANK = """
@prefix : <https://example.org/world/> .
:a :holds [ :name "one" ; :part [ :name "two" ] ], [ :name "three" ], ( 1 2 3 ) .
_:x :next _:y . _:y :next _:x .
_:twin :name "same" . _:other :name "same" .
:b :holds _:x .
"""


def shuffled(data: st.DataObject, text: bytes) -> bytes:
    triples = data.draw(st.permutations(list(parse(text, RdfFormat.TURTLE))))
    written = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert written is not None
    return written


@settings(max_examples=30)
@given(data=st.data())
def test_blank_nodes_are_the_same_in_any_order(data: st.DataObject):
    before = list(parse(BLANK, RdfFormat.TURTLE))
    assert named(parse(shuffled(data, BLANK.encode()), RdfFormat.TURTLE)) == named(before)
    assert len(named(before)) == len(set(before))


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_order_of_statements_is_no_difference(tmp_path: Path, data: st.DataObject):
    folder = tmp_path / "shuffled"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(WORLD, folder)
    (folder / "data" / "blank.ttl").write_text(BLANK, encoding="utf-8")
    other = tmp_path / "other"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(folder, other)
    for file in (other / "data").rglob("*.ttl"):
        file.write_bytes(shuffled(data, file.read_bytes()))
    found = difference(side(folder), side(other))
    assert not found
    assert told(found, "text", "en").endswith("No difference.")


def test_a_change_about_a_blank_node_is_counted(world_copy: Path, tmp_path: Path):
    (world_copy / "data" / "blank.ttl").write_text(BLANK, encoding="utf-8")
    other = Path(shutil.copytree(world_copy, tmp_path / "other"))
    edit(other / "data" / "blank.ttl", '"three"', '"four"')
    found = difference(side(world_copy), side(other))
    assert found.nameless == (1, 1)
    assert (len(found.statements.added), len(found.statements.removed)) == (2, 2)
    assert "about blank nodes" in told(found, "text", "en")


def test_no_more_markdown_than_a_comment_holds(world_copy: Path):
    lines = "".join(
        f':t{number} a <https://w3id.org/twingraph/ontology#Tie> ; rdfs:label "Tie {number} | *"@en .\n'
        for number in range(2000)
    )
    prefixes = "@prefix : <https://example.org/world/> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    (world_copy / "data" / "many.ttl").write_text(prefixes + lines, encoding="utf-8")
    found = difference(side(WORLD), side(world_copy))
    text = told(found, "markdown", "en", triples=True)
    assert len(text) < 65_536
    assert re.search(r"^… and \d+ more; JSON tells all\.$", text, re.MULTILINE)
    assert r"Tie 1 \| \*" in text
