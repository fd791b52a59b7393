"""A named query as RDF: the description comes from the header alone and keeps to its shapes."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse, serialize

from tests.conftest import ROOT
from twingraph.check.core import core_outcomes
from twingraph.check.shapes import Shapes
from twingraph.queries import NamedQuery
from twingraph.queries.rdf import queries_turtle, query_triples

GOOD = ROOT / "tests" / "shapes" / "good" / "queries.ttl"
BASE = "https://example.org/world/"
QUERY = """\
#+ question:
#+   en: Which places are there, and how many?
#+   ru: Какие есть места и сколько?
#+ tags: [places, counts]
#+ parameters:
#+   country: {type: country, required: true, en: The country, ru: Страна}
#+   scope: {type: text, values: [near, far.off], en: How far, ru: Насколько далеко}
#+   until: {type: date, bound: latest, en: Until, ru: До}
#+   most: {type: integer, en: How many at most, ru: Сколько самое большее}
#+ columns:
#+   place: {type: iri, label: placeLabel, en: Place, ru: Место}
#+   placeLabel: {type: text, en: Place, ru: Место}
#+   count: {type: integer, reckoned: true, detail: true, en: Number, ru: Число}
#+ rows: [place]
#+ example: {country: Sudria, most: 3}
#+ read:
#+   en: >-
#+     A row is a place.
#+     Its number is reckoned.
#+   ru: Строка — место. Число вычислено.
#+ portability:
#+   virtuoso: {en: It has no such path., ru: Нет таких путей.}
SELECT ?place ?placeLabel ?count {
  VALUES ?country { UNDEF } VALUES ?lang { "en" }
  ?place ?says "a \\"quoted\\" word" .
}
"""


@pytest.fixture
def query(tmp_path: Path) -> NamedQuery:
    file = tmp_path / "places.rq"
    file.write_text(QUERY, encoding="utf-8")
    return NamedQuery.read_file(file)


def test_the_header_is_described_as_the_good_data_show(query: NamedQuery):
    comment, _, told = GOOD.read_text(encoding="utf-8").partition("\n\n")
    assert comment.startswith("# ")
    assert queries_turtle([query], BASE) == told


def test_turtle_says_what_the_triples_say(query: NamedQuery):
    written = rdflib.Graph().parse(data=queries_turtle([query], BASE), format="turtle")
    meant = rdflib.Graph().parse(data=serialize(query_triples(query, BASE), format=RdfFormat.N_TRIPLES), format="nt")
    assert set(written) == set(meant)
    select = written.value(rdflib.URIRef(f"{BASE}id/query/places"), rdflib.SH.select)
    assert "#+" not in select
    assert 'a \\"quoted\\" word' in select


def test_command_tells_one_query_or_all(run):
    one = run("queries", "ties", "--format", "turtle", "--graph", ROOT)
    assert (one.returncode, one.stderr) == (0, "")
    every = run("queries", "--format", "turtle", "--graph", ROOT)
    assert every.returncode == 0
    subjects = {quad.subject.value for quad in parse(one.stdout, RdfFormat.TURTLE)}
    assert "https://w3id.org/twingraph/id/query/ties#column-held" in subjects
    named = {
        quad.object.value
        for quad in parse(every.stdout, RdfFormat.TURTLE)
        if quad.predicate.value == "http://purl.org/dc/terms/identifier"
    }
    assert named == {file.stem for file in (ROOT / "queries").glob("*.rq")}


def test_queries_of_the_graph_keep_to_the_shapes():
    shapes = Shapes([ROOT / "shapes" / "queries.ttl", ROOT / "shapes" / "shapes.ttl"])
    triples = [
        triple
        for file in sorted((ROOT / "queries").glob("*.rq"))
        for triple in query_triples(NamedQuery.read_file(file), BASE)
    ]
    data = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
    assert [(found.rule, found.focus.value) for found in core_outcomes(shapes, data)] == []
    broken = data.replace("https://schema.org/keywords", "https://schema.org/keyword")
    assert {shapes.rule(found.shape) for found in core_outcomes(shapes, broken)} == {"tgsh:Query", "tgsh:Query-keyword"}
