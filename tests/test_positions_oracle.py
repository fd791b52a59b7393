"""Statements stand where the reader says: told by an oracle that knows nothing of it.

A term is replaced, at the place that the reader gives, by a marker; then pyoxigraph reads the text, and just the
statements must have changed that the reader places there. Markers are put in the place of all subjects at once, of
all properties, and of all values; brackets and lists as values one level at a time.

``TWINGRAPH_FOREIGN_TURTLE`` names a folder of files of others (Turtle, TriG, N-Triples, N-Quads) to be tried, too.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, RdfFormat, parse

from twingraph.check.positions import TurtleText, canonical
from twingraph.turtle.reader import Statement
from twingraph.turtle.tokens import Span

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(file for part in ("ontology", "data", "shapes", "tests") for file in (ROOT / part).rglob("*.ttl"))
FOREIGN = os.environ.get("TWINGRAPH_FOREIGN_TURTLE")
ENDINGS = (".ttl", ".trig", ".nt", ".nq")
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MARK = "x-mark:"
HEAD = "@prefix : <http://n/> .\n"

FORMS = {
    "blank.ttl": HEAD + "_:a :p [ :q [ :r 1 , 2 ] ; :s [] ] .\n[ :p :o ] :q :r .\n[] :p _:a .\n",
    "lists.ttl": HEAD + ":a :p ( 1 ( 2 :x ) [ :y () ] ) , () .\n(1 2) :p (3) .\n",
    "commas.ttl": HEAD + ":a :p :b,:c , \"d\"@en,\n  'e'^^:t ; :q 1,-2,+3.5 ,4e0,true.\n:c a :d.\n",
    "long.ttl": HEAD + ':a :p """one\n"two"\n. three""" , \'\'\'x\r\ny\'\'\'@en ;\n :q """""" .\n',
    "crlf.ttl": HEAD.replace("\n", "\r\n") + ":a\r\n  :p :b ;\r\n  :q :c .\r\n# :a :p :b .\r\n:d :p :e .\r:f :p :g .",
    "mark.ttl": "\ufeff<http://n/a> <http://n/p> <http://n/b> .\n<http://n/c> <http://n/p> 1 .\n",
    "prefix.ttl": "PREFIX a: <http://a/>\n@prefix b: <http://b/> .\nBASE <http://c/d>\na:x b:y <e>, <#f> .\n"
    "prefix a: <http://z/>\n@base <http://q/> .\na:x b:y <e> .\n",
    "graphs.trig": HEAD + ":a :p :b .\nGRAPH :g { :a :p 1 , [ :q 2 ] . :c :d :e }\n:h { :a :b ( 1 2 ) . }\n"
    "{ :z :y :x }\n_:b { } [] { :k :l :m }\n[] :p :o . :z :z :z .\n",
    "lines.nt": '<http://a> <http://b> <http://c> .\n_:a <http://b> "x\\n"@en . # why\n\n_:a <http://b> _:c .\r\n'
    '<http://a> <http://b> "1"^^<http://t> .\n',
    "lines.nq": '<http://a> <http://b> <http://c> <http://g> .\n<http://a> <http://b> "x"@en _:g .\n'
    '_:a <http://b> "1" .\n',
}


def form_of(file: Path) -> RdfFormat:
    return RdfFormat.from_extension(file.suffix[1:]) or RdfFormat.TURTLE


def key(term: object) -> object:
    """Blank nodes are all one: the oracle labels them anew."""
    if isinstance(term, BlankNode):
        return "_"
    return None if isinstance(term, DefaultGraph) else canonical(term)


def marked(text: str, spans: list[Span]) -> str:
    parts, position = [], 0
    for span in spans:
        parts += [text[position : span.start], f"<{MARK}{span.start}>"]
        position = span.end
    return "".join([*parts, text[position:]])


def found(text: str, form: RdfFormat, base: str) -> Counter:
    # pyoxigraph takes no byte order mark.
    quads = parse(text.removeprefix("\ufeff"), form, base_iri=base)
    return Counter((key(q.subject), key(q.predicate), key(q.object), key(q.graph_name)) for q in quads)


def of(item: Statement, part: int | None = None) -> tuple:
    terms = [key(item.subject), key(item.predicate), key(item.object), key(item.graph)]
    if part is not None:
        start = (item.subject_at, item.predicate_at, item.object_at)[part].start
        terms[part] = NamedNode(f"{MARK}{start}")
    return tuple(terms)


def score(text: str, form: RdfFormat, base: str) -> tuple[int, int]:
    """Return how many subjects, properties and values stand where the reader says, and how many there are."""
    items = TurtleText.of(text, base=base, form=form).statements
    assert Counter(map(of, items)) == found(text, form, base)
    right = whole = 0
    for part in range(3):
        taken = [item for item in items if is_written(item, part, text)]
        for level in levels({span_of(item, part) for item in taken}):
            expected = Counter(of(item, part) for item in taken if span_of(item, part) in level)
            try:
                after = found(marked(text, sorted(level)), form, base)
            except SyntaxError:
                after = Counter()
            whole += sum(expected.values())
            right += sum((expected & after).values())
    return right, whole


def is_written(item: Statement, part: int, text: str) -> bool:
    """Of a list only the members are written; what is said within brackets has no subject of its own."""
    if item.subject_at == item.predicate_at:
        return part == 2 and item.predicate.value == f"{RDF}first"
    return part > 0 or text[slice(*item.subject_at)] != "["


def span_of(item: Statement, part: int) -> Span:
    return (item.subject_at, item.predicate_at, item.object_at)[part]


def levels(spans: set[Span]) -> list[set[Span]]:
    """Return spans by how deep they stand within each other; none of a level holds another of it."""
    found: list[set[Span]] = []
    open_: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        while open_ and open_[-1].end <= span.start:
            open_.pop()
        open_.append(span)
        while len(found) < len(open_):
            found.append(set())
        found[len(open_) - 1].add(span)
    return found


def text_of(file: Path) -> str:
    return file.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", FORMS)
def test_every_way_of_writing(name):
    right, whole = score(FORMS[name], form_of(Path(name)), "http://base/")
    assert right == whole > 0


def test_the_oracle_sees_a_wrong_place(monkeypatch):
    text = HEAD + ":a :p :b , :c .\n"
    before = TurtleText.of

    def shifted(*words, **named):
        told = before(*words, **named)
        at = told.statements[0].object_at
        told.statements[0] = replace(told.statements[0], object_at=Span(at.start, at.end - 1))
        return told

    monkeypatch.setattr(TurtleText, "of", shifted)
    right, whole = score(text, RdfFormat.TURTLE, "http://base/")
    assert right < whole


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_files_of_the_repository(file):
    right, whole = score(text_of(file), RdfFormat.TURTLE, file.resolve().as_uri())
    assert right == whole


@pytest.mark.skipif(FOREIGN is None, reason="TWINGRAPH_FOREIGN_TURTLE names no folder")
def test_files_of_others():
    files = sorted(file for file in Path(FOREIGN or "").rglob("*") if file.suffix in ENDINGS)
    assert len(files) >= 10
    scores = {file.name: score(text_of(file), form_of(file), file.resolve().as_uri()) for file in files}
    for name, (right, whole) in scores.items():
        assert right >= 0.99 * whole, f"{name}: {right} of {whole}"
