"""The statements of one thing, read alone, are those that stand in the whole text, at the same places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from pyoxigraph import BlankNode, NamedNode

from tests.test_positions import FILES, ROOT, TRICKY
from tests.turtle_texts import documents
from twingraph.check.positions import TurtleText
from twingraph.turtle.blocks import Blocks
from twingraph.turtle.lines import Lines
from twingraph.turtle.reader import Statement
from twingraph.turtle.tokens import TurtleError


def shape(statements: list[Statement]) -> list[tuple]:
    """Return the statements without the labels of blank nodes, which no reading has in common with another."""
    return [
        (
            *("_" if isinstance(part, BlankNode) else part for part in (each.subject, each.predicate, each.object)),
            *(each.subject_at, each.predicate_at, each.object_at),
        )
        for each in statements
    ]


def agree(text: str, base: str = "") -> int:
    whole = TurtleText.of(text, base=base)
    blocks = Blocks.of(text, base)
    names = {each.subject for each in whole.statements if isinstance(each.subject, NamedNode)}
    for name in names:
        alone = TurtleText.holding(blocks.statements(name), Path("-"), Lines(text))
        assert shape(alone._of(name)) == shape(whole._of(name)), name
    return len(names)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_files_of_the_repository(file):
    assert agree(file.read_bytes().decode("utf-8"), file.resolve().as_uri())


@pytest.mark.parametrize("text", TRICKY.values(), ids=TRICKY)
def test_tricky_texts(text: str):
    agree("\ufeff" + text, "http://base/x")
    agree(text, "http://base/x")


def test_subject_of_a_prefix_called_like_a_directive():
    text = "@prefix base: <http://b/> .\nPREFIX prefix: <http://p/>\nbase:x <http://q> prefix:y .\nprefix:y a base:x ."
    assert agree(text) == 2


def test_prefix_that_is_bound_anew():
    text = "@prefix : <http://a/> . :x a :y . @prefix : <http://b/> . :x a :z ."
    assert [each.object.value for each in Blocks.of(text).statements(NamedNode("http://b/x"))] == ["http://b/z"]


def test_thing_of_several_blocks_is_read_in_the_order_of_the_text():
    text = "<http://a> <http://p> 1 . <http://b> <http://p> 2 . <http://a> <http://p> 3."
    found = Blocks.of(text).statements(NamedNode("http://a"))
    assert [each.object.value for each in found] == ["1", "3"]
    assert Blocks.of(text).statements(NamedNode("http://nobody")) == []


@pytest.mark.parametrize("text", ["<http://a> <http://p> { 1 } .", "<http://a> <http://p> 1", "x:a x:p x:b ."])
def test_what_is_no_turtle_is_refused(text: str):
    with pytest.raises(TurtleError):
        Blocks.of(text)


@given(documents())
def test_any_style(text: str):
    agree(text, "http://base/x")
