"""Shapes that are not well-formed: each is told at its place, and the others are asked all the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from twingraph.check import Finding, check
from twingraph.check.graph_checks import shape_checks, shape_findings
from twingraph.check.shapes import Shapes
from twingraph.layout import GraphFolder
from twingraph.terms import PREFIXES

HEAD = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .
@prefix x: <https://example.org/shapes#> .

x:City
    a sh:NodeShape ;
    sh:message "A city, perhaps." ;
    sh:targetClass tg:City ;
"""
FIRST = HEAD.count("\n") + 1
BLOCK = 7
#: What follows the head of the shape, the rule that tells of it, and the line after the head; None: the whole block.
BROKEN = {
    "no path": ("    sh:property [ sh:minCount 5 ] .", "shape-path", 1),
    "no path, named": ("    sh:property x:P .\nx:P a sh:PropertyShape ; sh:minCount 5 .", "shape-path", 2),
    "two paths": ("    sh:property x:P .\nx:P sh:path tg:point , tg:within .", "shape-path", 2),
    "path that is a text": ('    sh:property x:P .\nx:P sh:path "tg:within" .', "shape-path", 2),
    "path in a circle": ("    sh:property x:P .\nx:P sh:path _:p .\n_:p sh:inversePath _:p .", "shape-path", 2),
    "count in words": ('    sh:property [ sh:path tg:within ; sh:minCount "x" ] .', "shape-number", 1),
    "count below 0": ("    sh:property x:P .\nx:P sh:path tg:within ;\n    sh:maxCount -1 .", "shape-number", 3),
    "half a count": ("    sh:property x:P .\nx:P sh:path tg:within ;\n    sh:maxCount 1.5 .", "shape-number", 3),
    "flag": ('    sh:closed "yes" .', "shape-flag", 1),
    "no list": ("    sh:in tg:City .", "shape-list", 1),
    "endless list": ("    sh:in _:l .\n_:l rdf:first 1 ; rdf:rest _:l .", "shape-list", 1),
    "torn list": ("    sh:or _:l .\n_:l rdf:first x:Other .", "shape-list", 1),
    "class that is a text": ('    sh:class "City" .', "shape-name", 1),
    "kind of node": ("    sh:nodeKind sh:NodeShape .", "shape-name", 1),
    "severity": ('    sh:severity "Warning" .', "shape-name", 1),
    "shape that is a text": ('    sh:node "x:City" .', "shape-name", 1),
    "two counts": ("    sh:property x:P .\nx:P sh:path tg:within ;\n    sh:minCount 1 , 2 .", "shape-repeated", 3),
    "pattern": ('    sh:pattern "(" .', "shape-pattern", 1),
    "flags": ('    sh:flags "k" ;\n    sh:pattern "a" .', "shape-pattern", 2),
    "circle of one": ("    sh:node x:City .", "shape-circle", None),
    "circle by a property": ("    sh:property [ sh:path tg:within ; sh:node x:City ] .", "shape-circle", None),
    "circle by a list": ("    sh:or ( [ sh:not x:City ] ) .", "shape-circle", None),
    "count without path": ("    sh:minCount 1 .", "shape-misplaced", 1),
}
WELL = {
    "empty list": "    sh:in ( ) .",
    "paths": "    sh:property [ sh:path ( tg:within [ sh:zeroOrMorePath [ sh:inversePath tg:point ] ] ) ] .",
    "flag as a number": '    sh:closed "1"^^<http://www.w3.org/2001/XMLSchema#boolean> .',
    "pattern": '    sh:flags "i" ; sh:pattern "^(a|b)[0-9]{2}$" .',
    "shared": "    sh:node x:A , x:B .\nx:A sh:node x:C .\nx:B sh:node x:C .\nx:C sh:nodeKind sh:IRI .",
    "imports in a circle": "    sh:nodeKind sh:IRI .\nx:a owl:imports x:b .\nx:b owl:imports x:a .",
}


def findings_of(tmp_path: Path, text: str) -> list[Finding]:
    (tmp_path / "data").mkdir()
    file = tmp_path / "shapes" / "x.ttl"
    file.parent.mkdir()
    file.write_text(HEAD + text + "\n", encoding="utf-8")
    folder = GraphFolder.find(tmp_path)
    return list(shape_findings(folder, Shapes(folder.shape_files()), PREFIXES, 60))


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_shape_is_told_at_its_line(kind, tmp_path):
    text, rule, line = BROKEN[kind]
    found = findings_of(tmp_path, text)
    assert [(finding.rule, finding.severity, finding.line) for finding in found] == [
        (rule, "violation", BLOCK if line is None else FIRST + line - 1)
    ]


@pytest.mark.parametrize("kind", WELL)
def test_well_formed_shape(kind, tmp_path):
    assert findings_of(tmp_path, WELL[kind]) == []


def test_every_check_of_shapes_has_a_broken_one():
    assert {each.name for each in shape_checks()} == {rule for _, rule, _ in BROKEN.values()}


@pytest.fixture
def with_shapes(world_copy):
    shutil.copytree(ROOT / "shapes", world_copy / "shapes")
    return world_copy


SEVERAL = (
    HEAD
    + """    sh:sparql [ sh:select "SELECT $this WHERE { $this a }" ] ;
    sh:property [ sh:path tg:within ; sh:minCount "x" ] , [ sh:path tg:point ; sh:maxCount 0 ] ;
    sh:node x:Loop .

x:Loop
    a sh:NodeShape ;
    sh:node x:Loop .

x:Region
    a sh:NodeShape ;
    sh:pattern "(" ;
    sh:targetClass tg:Region .

x:a owl:imports x:b .

x:b owl:imports x:a .

x:Country
    a sh:NodeShape ;
    sh:sparql [ sh:prefixes x:a ; sh:select "SELECT $this WHERE { $this a ?class }" ] ;
    sh:targetClass tg:Country .
"""
)


@pytest.mark.parametrize("engine", ["fast", "pyshacl"])
def test_the_others_are_asked_all_the_same(engine, with_shapes):
    """With five faults at once, sound shapes of the same file and of others still find what they find."""
    before = {(finding.rule, finding.focus) for finding in check(GraphFolder.find(with_shapes), engine=engine)}
    (with_shapes / "shapes" / "x.ttl").write_text(SEVERAL, encoding="utf-8")
    found = check(GraphFolder.find(with_shapes), engine=engine)
    told = [
        (finding.rule, finding.file.name) for finding in found if finding.rule.startswith(("shape-", "constraint-"))
    ]
    assert sorted(told) == [
        ("constraint-syntax", "x.ttl"),
        ("shape-circle", "x.ttl"),
        ("shape-number", "x.ttl"),
        ("shape-pattern", "x.ttl"),
    ]
    after = {(finding.rule, finding.focus) for finding in found}
    assert before <= after
    asked = [
        finding for finding in found if finding.file.name != "x.ttl" and (finding.rule, finding.focus) not in before
    ]
    # Cities have a point, which one sound shape forbids; the other finds the countries, one of them of old.
    assert len([finding for finding in asked if finding.path and finding.path.endswith("point")]) == 4
    assert len([finding for finding in asked if finding.rule.endswith("Country>")]) == 3
    assert len(asked) == 7
