"""The Turtle reader gives the same triples as pyoxigraph, each at its exact place."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib.compare import isomorphic

from twingraph.check.positions import TurtleText, canonical
from twingraph.turtle.tokens import TurtleError

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(file for part in ("ontology", "data", "shapes", "tests") for file in (ROOT / part).rglob("*.ttl"))
XSD = "http://www.w3.org/2001/XMLSchema#"

TRICKY = {
    "directives": "@prefix a: <http://a/> .\nPREFIX b: <http://b/>\n@base <http://c/d/> .\na:x b:y <e>, <../f>, <#g>, <> .\nBASE <http://h/>\n<i> a <j?k=l> .",  # noqa: E501
    "escapes": r'<http://a/\u00e9\U0001F600> <http://p> "tab\t\"quote\" \\ \u0041", '
    r"'it\'s', '''long ' '' \n''' .",
    "names": r"@prefix a: <http://a/> . @prefix : <http://n/> . @prefix a.b-c: <http://d/> . :x-1 a:b.c a:%41\,\-\~, a.b-c:12, :, a:x:y, a:_z, :é .",  # noqa: E501
    "long strings": '<http://a> <http://b> """one\n"two" ""three\n""", \'\'\'\'\'x\'\'\' , """""" , "" .',
    "numbers": "<http://a> <http://b> 1, -1, +1, 01, 1.0, -.5, 1.50, 1e0, 1.E3, .5E-2, -1.0e+10 . <http://a> <http://c> 5.",  # noqa: E501
    "booleans and languages": '<http://a> <http://b> true, false, "x"@en, "x"@en-GB, "я"@ru-Cyrl-RU, "x"^^<http://t> .',
    "blank nodes": '@prefix : <http://n/> . _:a :p _:b.c, _:1 . [] :p [] . [ :p :o ] . [ :p :o ; ] :q [ :r [ :s "t" ], :u ; :v [ ] ] .',  # noqa: E501
    "collections": "@prefix : <http://n/> . (1 (2 :x) [ :y () ]) :p () , ( ( ) ) . :z :q ( [] _:a ) .",
    "empty semicolons": "@prefix : <http://n/> . :a :p :b ;; :q :c ; ; . :d :p :e;.",
    "comments": "# first\n@prefix : <http://n/> . # second\n:a#no\n :p # third . \n :b, # fourth\n  <http://x#y> . # last",  # noqa: E501
    "line ends": "@prefix : <http://n/> .\r\n:a\r\n  :p :b ;\r\n  :q '''x\r\ny''' .\r:c :p :d .",
    "tight": '@prefix:<http://n/>.:a<http://p>:b.<http://c>a"d"@en,"e"^^:t,1,<http://f>;<http://q>:g.',
    "no directives": "<http://a> <http://b> <http://c> .",
    "nothing": "",
    "only a comment": "# nothing here",
}


def triples_of(text: str, base: str | None = None) -> rdflib.Graph:
    quads = parse(text, RdfFormat.TURTLE, base_iri=base)
    return rdflib.Graph().parse(data=_lines(quad.triple for quad in quads), format="nt")


def _lines(triples) -> bytes:
    return serialize(triples, format=RdfFormat.N_TRIPLES)


def read(text: str, base: str = "") -> tuple[TurtleText, rdflib.Graph]:
    found = TurtleText.of(text, base=base)
    triples = (Triple(item.subject, item.predicate, item.object) for item in found.statements)
    return found, rdflib.Graph().parse(data=_lines(triples), format="nt")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_files_of_the_repository(file):
    text = file.read_bytes().decode("utf-8")
    base = file.resolve().as_uri()
    found, graph = read(text, base)
    stated = {quad.triple for quad in parse(text, RdfFormat.TURTLE, base_iri=base)}
    named = {triple for triple in stated if not _has_blank(triple)}
    own = {Triple(item.subject, item.predicate, item.object) for item in found.statements}
    assert {triple for triple in own if not _has_blank(triple)} == named
    if named != stated:
        assert isomorphic(graph, triples_of(text, base))


def _has_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


@pytest.mark.parametrize("text", TRICKY.values(), ids=TRICKY)
def test_tricky_forms(text):
    _, graph = read(text)
    assert isomorphic(graph, triples_of(text))


def test_depth_is_bounded_by_memory_only():
    depth = 20_000
    text = "@prefix : <http://n/> . :a :p " + "[ :p " * depth + "( " * depth + ":b " + ") " * depth + "]" * depth + " ."
    assert len(TurtleText.of(text).statements) == 1 + depth + 2 * depth


@pytest.mark.parametrize(
    "text",
    [
        "<http://a> <http://b>",
        "<http://a> <http://b> x:c .",
        "<http://a> ( .",
        ") .",
        '"a" <http://b> 1 .',
        "{",
        "@prefix",
    ],
)
def test_what_is_no_turtle_is_refused(text):
    with pytest.raises(TurtleError):
        TurtleText.of(text)


def test_positions_are_exact():
    text = (
        "@prefix : <http://n/> .\r\n"
        "\r\n"
        "# :a :p :wrong .\n"
        ":é a :C ;\n"
        '    :p "Ё\\t", :b ;\r'
        '    :q """one\n'
        'two"""@ru, 1.50 .\n'
        ":d :p [ :r :s ] .\n"
    )
    found, _ = read(text)

    def at(subject, predicate, value):
        span = found.of_value(NamedNode(f"http://n/{subject}"), NamedNode(f"http://n/{predicate}"), value)
        place = found.place(span)
        return place.line, place.column, place.end_line, place.end_column

    assert at("é", "p", Literal("Ё\t")) == (5, 8, 5, 13)
    assert at("é", "p", NamedNode("http://n/b")) == (5, 15, 5, 17)
    assert at("é", "q", Literal("one\ntwo", language="ru")) == (6, 8, 7, 10)
    assert at("é", "q", Literal("1.5", datatype=NamedNode(f"{XSD}decimal"))) == (7, 12, 7, 16)
    assert at("d", "p", BlankNode()) == (8, 7, 8, 16)
    node = NamedNode("http://n/é")
    place = found.place(found.of_predicate(node, NamedNode("http://n/q")))
    assert (place.line, place.column) == (6, 5)
    place = found.place(found.of_subject(node))
    assert (place.line, place.column, place.end_column) == (4, 1, 3)
    (block,) = {item.block for item in found.statements if item.subject == node}
    place = found.place(block)
    assert (place.line, place.end_line) == (4, 7)


def test_a_byte_order_mark_takes_no_column():
    found, _ = read("\ufeff<http://a> <http://b> 1 .")
    place = found.place(found.statements[0].subject_at)
    assert (place.line, place.column) == (1, 1)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("1.0", "1"), ("1.50", "1.5"), ("+2", "2"), ("007", "7"), ("1E0", "1"), ("true", "true"), ("-0.10", "-0.1")],
)
def test_literals_are_compared_as_the_store_keeps_them(written, kept):
    found, _ = read(f"<http://a> <http://b> {written} .")
    (item,) = found.statements
    wanted = Literal(kept, datatype=item.object.datatype)
    assert found.of_value(NamedNode("http://a"), NamedNode("http://b"), canonical(wanted)) is not None
    assert found.of_value(NamedNode("http://a"), NamedNode("http://b"), Literal(kept)) is None


LOCALS = st.sampled_from(["a", "b1", "x-y", "a.b", "é", "0", "_u"])
IRIS = st.builds(lambda local: NamedNode(f"http://n/{local}"), LOCALS)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8) | st.sampled_from(
    ['"', "'", '"""', "\\", "a\nb", "\r", 'end"', "'''x"]
)
LITERALS = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(lambda text, lang: Literal(text, language=lang), TEXTS, st.sampled_from(["en", "ru", "de-at"])),
    st.builds(lambda text: Literal(text, datatype=NamedNode("http://n/type")), TEXTS),
    st.integers(-99, 99).map(lambda n: Literal(str(n), datatype=NamedNode(f"{XSD}integer"))),
    st.sampled_from(["1.5", "-.25", "0.0"]).map(lambda n: Literal(n, datatype=NamedNode(f"{XSD}decimal"))),
    st.booleans().map(lambda b: Literal(str(b).lower(), datatype=NamedNode(f"{XSD}boolean"))),
)
TRIPLES = st.lists(st.builds(Triple, IRIS, IRIS, IRIS | LITERALS), min_size=1, max_size=8)


class Writer:
    """Writes triples as Turtle, each term in a form that is drawn, and notes where each term stands."""

    def __init__(self, draw):
        self.draw = draw
        self.text = "@prefix n: <http://n/> .\n"
        self.placed: list[tuple[Triple, int, str]] = []

    def gap(self):
        self.text += self.draw(st.sampled_from([" ", "\n", "\r\n", "\t", ' # note: "<\n', "\n\n  "]))

    def term(self, term):
        self.gap()
        start = len(self.text)
        written = self.form(term)
        self.text += written
        return start, written

    def form(self, term) -> str:
        if isinstance(term, NamedNode):
            local = term.value.removeprefix("http://n/")
            return self.draw(st.sampled_from([f"n:{local}", f"<{term.value}>", f"<http://n/{_uchar(local)}>"]))
        if term.datatype.value.startswith(XSD) and term.datatype.value[len(XSD) :] in ("integer", "decimal", "boolean"):
            return self.draw(st.sampled_from([term.value, f'"{term.value}"^^<{term.datatype.value}>']))
        suffix = f"@{term.language}" if term.language else ""
        if not suffix and term.datatype.value != f"{XSD}string":
            suffix = f"^^{self.form(term.datatype)}"
        quote = self.draw(st.sampled_from(['"', "'", '"""', "'''"]))
        return f"{quote}{_escaped(term.value, quote)}{quote}{suffix}"

    def write(self, triples):
        for _, group in itertools.groupby(triples, key=lambda triple: triple.subject):
            members = list(group)
            self.term(members[0].subject)
            last = None
            for triple in members:
                if last is not None and last.predicate == triple.predicate and self.draw(st.booleans()):
                    self.text += ","
                else:
                    self.text += "" if last is None else self.draw(st.sampled_from([";", " ;", ";;"]))
                    self.term(triple.predicate)
                self.placed.append((triple, *self.term(triple.object)))
                last = triple
            self.text += " ."


def _uchar(text: str) -> str:
    return "".join(f"\\u{ord(char):04X}" for char in text)


def _escaped(text: str, quote: str) -> str:
    short = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", quote[0]: f"\\{quote[0]}"}
    return "".join(short.get(char, char) for char in text)


@settings(max_examples=200, deadline=None)
@given(st.data(), TRIPLES)
def test_any_style_gives_the_same_triples_at_their_places(data, triples):
    writer = Writer(data.draw)
    writer.write(triples)
    found = TurtleText.of(writer.text)
    expected = {quad.triple for quad in parse(writer.text, RdfFormat.TURTLE)}
    assert {Triple(item.subject, item.predicate, item.object) for item in found.statements} == expected
    for item, (triple, start, written) in zip(found.statements, writer.placed, strict=True):
        assert Quad(item.subject, item.predicate, item.object) == Quad(triple.subject, triple.predicate, triple.object)
        assert writer.text[item.object_at.start : item.object_at.end] == written
        assert item.object_at.start == start
        assert found.place(item.object_at).line == _line(writer.text, start)


def _line(text: str, offset: int) -> int:
    return len(text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n"))
