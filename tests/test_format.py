"""The formatter: the same graph, the same comments, one form."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse

from tests.conftest import ROOT
from tests.turtle_texts import documents
from twingraph import format_turtle
from twingraph.format.read import MAX_DEPTH
from twingraph.format.same import content
from twingraph.format.turtle import NotTurtleError

GOLDEN = ROOT / "tests" / "format"
CASES = sorted(path.name.removesuffix(".in.ttl") for path in GOLDEN.glob("*.in.ttl"))
OWN = sorted(file for part in ("ontology", "data", "shapes", "tests/world") for file in (ROOT / part).rglob("*.ttl"))
BASE = "http://base/"
#: What is no comment although it has the sign of one: IRIs and strings. Written without the formatter's own tokens.
OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''" + r'|"(?:[^"\\]|\\.)*"'
    r"|'(?:[^'\\]|\\.)*'|<[^>\s]*>|\\.|(?P<comment>#[^\r\n]*)",
    re.DOTALL,
)


def graph(text: str) -> Dataset:
    dataset = Dataset(parse(text.removeprefix("\ufeff"), RdfFormat.TURTLE, base_iri=BASE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def comments(text: str) -> Counter[str]:
    found = (match["comment"] for match in OPAQUE.finditer(text))
    return Counter(comment.rstrip(" \t") for comment in found if comment is not None)


def assert_formatted(text: str) -> str:
    new = format_turtle(text)
    assert graph(new) == graph(text)
    assert comments(new) == comments(text)
    assert format_turtle(new) == new
    assert "\r" not in new
    assert not new.startswith("\ufeff")
    assert not new or (new.endswith("\n") and not new.endswith("\n\n"))
    return new


@settings(max_examples=200, deadline=None)
@given(documents())
def test_any_document_keeps_graph_and_comments_and_has_one_form(text):
    assert_formatted(text)


@pytest.mark.parametrize("file", OWN, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_files_of_the_repository_are_in_the_house_form(file):
    text = file.read_bytes().decode("utf-8")
    assert format_turtle(text, file=file) == text, "run: twingraph format"


@pytest.mark.parametrize("name", CASES)
def test_example(name):
    given_text = (GOLDEN / f"{name}.in.ttl").read_bytes().decode("utf-8")
    wanted = GOLDEN / f"{name}.out.ttl"
    new = assert_formatted(given_text)
    if os.environ.get("TWINGRAPH_UPDATE_SNAPSHOTS") == "1":
        wanted.write_text(new, encoding="utf-8")
    assert new == wanted.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("", ""),
        ("\ufeff", ""),
        ("# only this", "# only this\n"),
        ("\n\n# one\n\n\n# two  \n\n", "# one\n\n# two\n"),
        ("@prefix b: <http://b/> . @prefix a: <http://a/> .", "@prefix a: <http://a/> .\n@prefix b: <http://b/> .\n"),
        ("prefix b: <http://b/> BASE <c>", "@prefix b: <http://b/> .\n@base <c> .\n"),
        ("<a:a><a:b>'x','say \"z\"'.", '<a:a>\n    <a:b>\n        \'say "z"\',\n        "x" .\n'),
        (r"<a:a><a:b>'it\'s \\','''y'''.", '<a:a>\n    <a:b>\n        "it\'s \\\\",\n        """y""" .\n'),
        ("<a:a> <a:b> 1.0 , 01 .", "<a:a>\n    <a:b>\n        01,\n        1.0 .\n"),
        ("<a:a> <a:b> '''x\r\ny''' .", '<a:a>\n    <a:b> """x\\r\ny""" .\n'),
        ('<a:a> <a:b> "x"@ru, "y"@EN, "z" .', '<a:a>\n    <a:b>\n        "z",\n        "y"@EN,\n        "x"@ru .\n'),
    ],
)
def test_small_things(written, becomes):
    assert assert_formatted(written) == becomes


def test_a_prefix_declared_again_holds_from_there_on():
    new = assert_formatted(
        "@prefix a: <http://one/> . a:x a:p <http://one/y>."
        " @prefix a: <http://two/> . a:x a:p <http://two/y>, <http://one/y> ."
    )
    assert new == (
        "@prefix a: <http://one/> .\n\na:x\n    a:p a:y .\n\n@prefix a: <http://two/> .\n\n"
        "a:x\n    a:p\n        <http://one/y>,\n        a:y .\n"
    )


def test_of_two_prefixes_together_the_later_still_holds():
    new = assert_formatted("@prefix b: <http://b/> . @prefix a: <http://1/> . @prefix a: <http://2/> . a:x a:p a:y .")
    assert new.startswith("@prefix a: <http://1/> .\n@prefix a: <http://2/> .\n@prefix b: <http://b/> .\n")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("<a:a> <a:b> .", 1, 13),
        ("<a:a> <a:b> <a:c> .\r\n<a:a> x:b 1 .", 2, 7),
        ("<a:a> <a:b> <<( <a:a> <a:b> <a:c> )>> .", 1, 13),
        ('{"@id": "http://a"}', 1, 1),
        ("<?xml version='1.0'?>", 1, 1),
    ],
)
def test_what_is_no_turtle_is_refused_with_its_place(text, line, column):
    with pytest.raises(NotTurtleError) as caught:
        format_turtle(text, file="x.ttl")
    assert str(caught.value).startswith(f"x.ttl:{line}:{column}: ")
    assert caught.value.exit_code == 3


def test_nesting_has_a_limit_that_is_told():
    def nested(depth: int) -> str:
        return "<a:a> <a:b> " + "[ <a:b> " * depth + "1 " + "]" * depth + "."

    assert_formatted(nested(20))
    assert format_turtle(nested(MAX_DEPTH - 1)).count("[") == MAX_DEPTH - 1
    for text in (nested(20_000), "( " * 20_000 + ") " * 20_000 + "<a:b> 1 ."):
        with pytest.raises(NotTurtleError, match=f"over {MAX_DEPTH} deep"):
            format_turtle(text)


def test_large_values():
    large = "x" * 15_000_000
    assert large in format_turtle(f'<a:a> <a:b> """{large}""", "{large}" .')
    with pytest.raises(NotTurtleError, match="16 MiB"):
        format_turtle(f'<a:a> <a:b> "{large}{large}" .')


def test_the_guard_tells_graphs_apart():
    texts = [
        "<a:a> <a:b> 1 .",
        "<a:a> <a:b> 1.0 .",
        "<a:a> <a:b> 01 .",
        '<a:a> <a:b> "1" .',
        "<a:a> <a:b> [] .",
        "<a:a> <a:b> [], [] .",
        "<a:a> <a:b> [ <a:b> 1 ], [] .",
        "<a:a> <a:b> [ <a:b> [] ] .",
        "<a:a> <a:b> _:x .",
        "<a:a> <a:b> _:x . _:x <a:b> 1 .",
        "<a:a> <a:b> (1 2) .",
        "<a:a> <a:b> (2 1) .",
        "[ <a:b> 1 ] .",
        "[ <a:b> 1 ] . [ <a:b> 1 ] .",
    ]
    contents = [content(text) for text in texts]
    for number, one in enumerate(contents):
        assert [other == one for other in contents].index(True) == number
    assert content("[] <a:b> 1 . <a:a> <a:b> [ <a:c> 2 ; <a:b> 1 ] .") == content(
        "<a:a> <a:b> [ <a:b> 1 ; <a:c> 2 ] . [ <a:b> 1 ] ."
    )


SUITE = os.environ.get("TWINGRAPH_W3C_RDF_TESTS", "")
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDFT = "http://www.w3.org/ns/rdftest#"


def suite() -> list:
    """The entries of W3C's suite for Turtle 1.1, from a clone of github.com/w3c/rdf-tests, if one is named."""
    manifest = Path(SUITE) / "rdf" / "rdf11" / "rdf-turtle" / "manifest.ttl"
    if not SUITE:
        return [pytest.param("", "", marks=pytest.mark.skip(reason="TWINGRAPH_W3C_RDF_TESTS names no folder"))]
    quads: list[Quad] = [*parse(manifest.read_text(), RdfFormat.TURTLE, base_iri=manifest.as_uri())]
    kinds = {quad.subject: quad.object.value for quad in quads if quad.predicate.value.endswith("#type")}
    actions = {quad.subject: quad.object for quad in quads if quad.predicate == NamedNode(f"{MF}action")}
    return [
        pytest.param(manifest.parent / action.value.rpartition("/")[2], kinds[entry].removeprefix(RDFT), id=entry.value)
        for entry, action in actions.items()
    ]


@pytest.mark.parametrize(("file", "kind"), suite())
def test_w3c_suite(file, kind):
    text = file.read_bytes().decode("utf-8")
    if kind in ("TestTurtlePositiveSyntax", "TestTurtleEval"):
        assert_formatted(text)
    else:
        with pytest.raises(NotTurtleError):
            format_turtle(text)
