"""Findings in the ontology at their lines, and contradictions as the reasoner finds them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, WORLD
from twingraph.check.run import check, checked
from twingraph.errors import UsageError
from twingraph.layout import GraphFolder
from twingraph.reason import hermit

BLANK = """\
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The world with an ontology of its own, to be spoiled."""
    home = Path(shutil.copytree(WORLD, tmp_path / "world", ignore=shutil.ignore_patterns("more")))
    shutil.copytree(ROOT / "ontology", home / "ontology")
    return home


def add(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(BLANK + text, encoding="utf-8")
    return file


def test_a_term_without_words_is_told_at_its_block(folder: Path):
    file = add(folder, "ontology/more.ttl", "\ntg:Bare\n    a owl:Class .\n")
    found = [each for each in check(GraphFolder.find(folder)) if each.file == file]
    assert {each.rule for each in found} == {
        "tgsh:Term-definitionEnglish",
        "tgsh:Term-definitionRussian",
        "tgsh:Term-isDefinedBy",
        "tgsh:Term-labelEnglish",
        "tgsh:Term-labelRussian",
        "tgsh:TermAdvice-exampleEnglish",
        "tgsh:TermAdvice-exampleRussian",
    }
    assert {(each.line, each.column) for each in found} == {(4, 1)}


def test_foreign_terms_of_the_ontology_are_declared(folder: Path):
    text = "@prefix f: <https://example.org/foreign#> .\n\ntg:Place f:says tg:Place .\ntg:thing a f:Kind .\n"
    file = add(folder, "ontology/more.ttl", text)
    found = {each.rule: each for each in check(GraphFolder.find(folder)) if each.file == file}
    assert (found["undeclared-property"].line, found["undeclared-property"].column) == (5, 10)
    assert (found["undeclared-class"].line, found["undeclared-class"].column) == (6, 12)
    declared = "f:says a owl:AnnotationProperty .\nf:Kind a owl:Class .\n"
    file.write_text(BLANK + text + declared, encoding="utf-8")
    rules = {each.rule for each in check(GraphFolder.find(folder))}
    assert not rules & {"undeclared-property", "undeclared-class"}


def test_a_contradiction_is_told_at_a_statement_of_the_data(folder: Path):
    text = "@prefix place: <https://example.org/world/id/place/> .\n\nplace:veligrad\n    a tg:Person .\n"
    add(folder, "data/places/odd.ttl", text)
    found = checked(GraphFolder.find(folder), reason=True).findings
    clashes = [each for each in found if each.rule == "contradiction"]
    assert clashes
    assert all(each.severity == "violation" and each.line for each in clashes)
    files = {
        place.file.name for each in clashes for place in [each, *(one.place for one in each.related)] if place.file
    }
    assert "odd.ttl" in files
    assert "twingraph.ttl" in files
    assert any("veligrad" in each.message["en"] and "veligrad" in each.message["ru"] for each in clashes)


def test_a_class_that_nothing_can_be_of_is_told_at_its_block(folder: Path):
    text = "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\n"
    text += "tg:Odd a owl:Class ;\n    rdfs:subClassOf tg:Place, tg:Person .\n"
    file = add(folder, "ontology/odd.ttl", text)
    found = checked(GraphFolder.find(folder), reason=True).findings
    (odd,) = (each for each in found if each.rule == "unsatisfiable" and each.focus and each.focus.endswith("#Odd"))
    assert (odd.file, odd.line, odd.column) == (file, 5, 1)


def test_a_graph_without_contradiction_has_no_such_finding():
    found = checked(GraphFolder.find(WORLD), reason=True).findings
    assert not {each.rule for each in found} & {"contradiction", "contradictions", "unsatisfiable"}


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hermit, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"twingraph\[reason\]"):
        checked(GraphFolder.find(WORLD), reason=True)
