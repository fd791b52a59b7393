"""``twingraph diff --answers``: which named queries answer differently."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import ROOT, WORLD
from tests.histories import edit
from tests.test_diff import AFTER, BEFORE, SCHEMA, side
from twingraph.diff.answers import answers
from twingraph.diff.report.answers import told

QUERY = """\
#+ question: {{en: "Which things are called {label}?", ru: "Что называется {label}?"}}
#+ tags: [names]
#+ parameters:
#+   place: {{type: place, en: A place, ru: Место}}
#+ columns:
#+   thing: {{type: iri, label: name, en: Thing, ru: Предмет}}
#+   name: {{type: text, en: Name, ru: Название}}
#+   mark: {{type: text, detail: true, en: Mark, ru: Знак}}
#+ example: {{place: {example}}}
#+ read: {{en: A row is a thing., ru: Строка — предмет.}}
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX tg: <https://w3id.org/twingraph/ontology#>
SELECT ?thing ?name ?mark WHERE {{
  VALUES ?lang {{ "en" }}
  VALUES ?place {{ {iri} }}
  ?thing a ?class ; rdfs:label ?name .
  ?class rdfs:subClassOf* tg:Place .
  FILTER(LANG(?name) = ?lang && (!BOUND(?place) || ?thing = ?place))
  OPTIONAL {{ ?thing tg:isoCode ?mark }}
}}
ORDER BY ?thing ?mark
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with queries of their own: the places of the small example."""
    folders = []
    for folder in (BEFORE, AFTER):
        copy = Path(shutil.copytree(folder, tmp_path / folder.name))
        write(copy, "places")
        folders.append(copy)
    return folders[0], folders[1]


def write(folder: Path, name: str, example: str = "Linden", iri: str = "UNDEF") -> Path:
    file = folder / "queries" / f"{name}.rq"
    file.parent.mkdir(exist_ok=True)
    file.write_text(QUERY.format(label=name, example=example, iri=iri), encoding="utf-8")
    return file


def data(folder: Path) -> Path:
    return folder / "data" / "gazette.ttl"


def test_rows_added_and_removed_are_told(pair: tuple[Path, Path]):
    edit(data(pair[1]), '"Linden"@en', '"Lindenau"@en')
    found = answers(side(pair[0]), side(pair[1]))
    # The example names Linden, which only the old side knows by that name: it is the same place on both.
    assert [(each.query, dict(each.values), len(each.added), len(each.removed)) for each in found.found] == [
        ("places", {"place": "Linden"}, 1, 1),
        ("places", {}, 1, 1),
    ]
    assert [str(term) for term in found.found[0].added[0][:2]] == [
        "<https://example.org/world/id/place/linden>",
        '"Lindenau"@en',
    ]
    assert found.same == 0


def test_the_same_answers_are_counted(pair: tuple[Path, Path]):
    found = answers(side(pair[0]), side(pair[1]))
    assert (found.found, found.same, bool(found)) == ((), 2, False)
    assert "No answer differs." in told(found, "text", "en")


def test_a_difference_in_a_detail_is_shown(pair: tuple[Path, Path]):
    edit(data(pair[1]), "place:linden\n    a tg:City ;", 'place:linden\n    a tg:City ; tg:isoCode "XA" ;')
    text = told(answers(side(pair[0]), side(pair[1])), "text", "en")
    assert "Mark" in text
    assert "XA" in text


def test_a_query_of_one_side_is_told(pair: tuple[Path, Path]):
    write(pair[0], "gone")
    write(pair[1], "come")
    edit(data(pair[1]), '"Linden"@en', '"Lindenau"@en')
    found = answers(side(pair[0]), side(pair[1]))
    assert [(each.query, each.only) for each in found.found if each.only] == [("come", "new"), ("gone", "old")]
    assert {each.query for each in found.found if each.added} == {"come", "places"}  # asked of both all the same
    text = told(found, "markdown", "ru")
    assert "Запрос есть только на старой стороне." in text
    assert "Запрос есть только на новой стороне." in text


def test_a_query_that_cannot_be_asked_is_told(pair: tuple[Path, Path]):
    edit(write(pair[1], "broken"), "ORDER BY", "ORDER TO")
    edit(write(pair[1], "headless"), "#+ tags", "#+ tgas")
    write(pair[1], "elsewhere", example="Atlantis")
    shutil.copytree(pair[1] / "queries", pair[0] / "queries", dirs_exist_ok=True)
    edit(data(pair[1]), '"Linden"@en', '"Lindenau"@en')
    text = told(answers(side(pair[0]), side(pair[1])), "text", "en")
    for said in ("elsewhere place=Atlantis: place: nothing", "the header has no key `tgas`", "no SPARQL query"):
        assert said in text, said


def test_a_query_that_does_not_end_is_left(pair: tuple[Path, Path]):
    file = write(pair[1], "endless")
    edit(file, "  OPTIONAL {", "  ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a != ?d && ?d != ?g)\n  OPTIONAL {")
    edit(data(pair[1]), '"Linden"@en', '"Lindenau"@en')
    found = answers(side(pair[0]), side(pair[1]), ["endless"], timeout=0.3)
    assert {each.reason_new.key for each in found.found if each.reason_new} == {"time-limit"}
    assert not any(each.added or each.removed for each in found.found)


def test_json_fits_its_schema(run):
    done = run("diff", BEFORE, AFTER, "--answers", "agreements", "--format", "json")
    assert done.returncode == 0
    report = json.loads(done.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    each = next(each for each in report["answers"] if each["added"])
    assert len(each["added"]), len(each["removed"]) == (2, 1)
    assert each["added"][0]["agreement"]["type"] == "uri"


def test_exit_codes(run):
    assert run("diff", BEFORE, AFTER, "--answers", "agreements", "--exit-code").returncode == 1
    assert run("diff", BEFORE, AFTER, "--answers", "agreements").returncode == 0
    done = run("diff", BEFORE, BEFORE, "--answers", "agreements", "--exit-code")
    assert (done.returncode, done.stderr) == (0, "")  # nothing is said of the progress where nobody watches


def test_all_queries_of_the_repository_are_asked(tmp_path: Path):
    copy = Path(shutil.copytree(WORLD, tmp_path / "copy"))
    edit(copy / "data" / "documents" / "linden-news.ttl", 'tg:term "P5Y"', 'tg:term "P6Y"')
    found = answers(side(WORLD), side(copy))
    assert {each.query for each in found.found if each.added or each.removed} == {"terms"}
    asked = {each.query for each in found.found}
    assert asked <= {path.stem for path in (ROOT / "queries").glob("*.rq")}
