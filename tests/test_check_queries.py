"""Named queries are checked for what they select, name and ask, and their headers by the shapes of queries."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, WORLD
from twingraph.check.examples import as_ask
from twingraph.check.query_headers import key_place
from twingraph.check.run import check
from twingraph.errors import GraphError
from twingraph.layout import GraphFolder

GOOD = """\
#+ question: {en: Which places are there?, ru: Какие есть места?}
#+ tags: [places]
#+ parameters:
#+   place: {type: place, en: A place, ru: Место}
#+ columns:
#+   place: {type: iri, label: name, en: Place, ru: Место}
#+   name: {type: text, en: Name, ru: Название}
#+ example: {place: Veligrad}
#+ read: {en: A row is a place., ru: Строка — место.}
PREFIX place: <https://example.org/world/id/place/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX tg: <https://w3id.org/twingraph/ontology#>
SELECT ?place ?name
WHERE {
  VALUES ?place { place:veligrad }
  VALUES ?lang { "en" }
  ?place a tg:City ;
    rdfs:label ?name .
  FILTER(LANG(?name) = ?lang)
}
ORDER BY ?name ?place
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The world with one query of its own."""
    home = Path(shutil.copytree(WORLD, tmp_path / "world", ignore=shutil.ignore_patterns("more")))
    (home / "queries").mkdir()
    (home / "queries" / "places.rq").write_text(GOOD, encoding="utf-8")
    return home


def told(folder: Path) -> list[tuple[str, str, int | None, int | None]]:
    """What is found in the queries: rule, severity, line and column."""
    found = check(GraphFolder.find(folder))
    return [
        (each.rule, each.severity, each.line, each.column)
        for each in found
        if each.file is not None and each.file.is_relative_to(folder / "queries")
    ]


def test_a_good_query_has_no_finding(folder: Path):
    assert told(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "?place ?name\n",
            "?place ?nam\n",
            [("column-select", "violation", 7, 6), ("header-column", "violation", 13, 15)],
        ),
        ("SELECT ?place ?name", "ASK", [("query-select", "violation", 13, 1)]),
        ("tg:City", "tg:Citty", [("unknown-term", "violation", 17, 12)]),
        ("rdfs:label ?name", "sh:nmae ?name", [("unknown-shacl", "violation", 18, 5)]),
        ("place:veligrad", "place:veligrat", [("unknown-thing", "violation", 15, 19)]),
        ("{place: Veligrad}", "{place: Atlantis}", [("example-value", "violation", 8, 14)]),
        ("type: place, en", "type: place, required: true, en", []),
        ("{place: Veligrad}", "{}", []),
        ("a tg:City", "a tg:Agreement", [("example-empty", "warning", 8, 4)]),
        ("tags: [places]", "tags: [Big Places]", [("tgsh:Query-keyword-form", "violation", 2, 4)]),
        ("Which places are there?", "All places", [("tgsh:Query-question-mark", "violation", 1, 15)]),
        ("Какие есть места?", "Which places?", [("tgsh:QueryAdvice-script", "warning", 1, 44)]),
        ("en: A place, ru: Место}", "en: A place, ru: }", [("tgsh:QueryParameter-meaning", "violation", 4, 40)]),
        ("en: Name, ru", "en: ' ', ru", [("tgsh:QueryColumn-title", "violation", 7, 25)]),
        ("tags: [places]", "tags: []", [("tgsh:Query-keyword", "violation", 2, 4)]),
    ],
)
def test_each_fault_is_told_at_its_place(folder: Path, old: str, new: str, expected: list[object]):
    assert old in GOOD
    (folder / "queries" / "places.rq").write_text(GOOD.replace(old, new), encoding="utf-8")
    assert told(folder) == expected


def test_a_required_parameter_without_example_is_told(folder: Path):
    text = GOOD.replace("type: place, en", "type: place, required: true, en").replace("{place: Veligrad}", "{}")
    (folder / "queries" / "places.rq").write_text(text, encoding="utf-8")
    assert told(folder) == [("example-value", "violation", 8, 4)]


def test_a_near_thing_is_suggested(folder: Path):
    (folder / "queries" / "places.rq").write_text(GOOD.replace("place:veligrad", "place:veligrat"), encoding="utf-8")
    (found,) = (each for each in check(GraphFolder.find(folder)) if each.rule == "unknown-thing")
    assert "id/place/veligrad" in found.message["en"]


def test_a_tag_that_looks_like_a_slip_is_told(folder: Path):
    for name, tag in (("more", "places"), ("most", "placs")):
        text = GOOD.replace("[places]", f"[{tag}]")
        (folder / "queries" / f"{name}.rq").write_text(text, encoding="utf-8")
    assert told(folder) == [("tag-near", "warning", 2, 4)]


def test_queries_of_the_package_are_not_tried_on_other_data():
    assert [each for each in check(GraphFolder.find(WORLD)) if each.rule.startswith("example")] == []


def test_golden_answers_are_looked_for_where_the_configuration_says(folder: Path):
    config = folder / "twingraph.toml"
    config.write_text(config.read_text(encoding="utf-8") + '[check]\ngolden = "golden"\n', encoding="utf-8")
    with pytest.raises(GraphError, match="no folder golden"):
        check(GraphFolder.find(folder))
    (folder / "golden" / "place").mkdir(parents=True)
    (folder / "golden" / "place" / "cases.yaml").touch()
    found = {each.rule: each for each in check(GraphFolder.find(folder)) if "golden" in each.rule}
    assert found["query-golden"].severity == "info"
    assert found["query-golden"].file == folder / "queries" / "places.rq"
    assert "golden/places/cases.yaml" in found["query-golden"].message["en"]
    assert "Did you mean places?" in found["golden-query"].message["en"]
    (folder / "golden" / "place").rename(folder / "golden" / "places")
    assert [each for each in check(GraphFolder.find(folder)) if "golden" in each.rule] == []


def test_keys_have_their_place(tmp_path: Path):
    file = tmp_path / "places.rq"
    file.write_text(GOOD, encoding="utf-8")
    place = key_place(file, "columns", "name", "ru")
    assert (place.line, place.column, place.end_column) == (7, 35, 37)
    assert key_place(file, "nothing").line == 1


@pytest.mark.parametrize(
    ("select", "ask"),
    [
        ("SELECT ?s { ?s ?p ?o } ORDER BY ?s", "ASK { ?s ?p ?o }"),
        ("SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?s", "ASK { ?s ?p ?o }"),
        ("SELECT (COUNT(?o) AS ?n) WHERE { ?s ?p ?o }", None),
        ("SELECT ?s WHERE { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(?o) > 1)", None),
        ("SELECT ?s WHERE { ?s ?p ?o } VALUES ?s { <x:x> }", None),
    ],
)
def test_whether_there_is_an_answer_is_asked_without_sorting(select: str, ask: str | None):
    assert as_ask(select) == ask


def test_every_query_of_the_graph_is_fine():
    found = check(GraphFolder.find(ROOT))
    assert [each for each in found if each.severity != "info"] == []
    assert [each for each in found if each.rule in ("query-golden", "golden-query")] == []
