"""A query's header is read whole or refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from twingraph import GraphError, Result
from twingraph.queries import NamedQuery

GOOD = """\
#+ question: {en: Which places are there?, ru: Какие есть места?}
#+ tags: [places]
#+ parameters:
#+   place: {type: place, required: true, en: A place, ru: Место}
#+   to: {type: date, bound: latest, en: Until, ru: До}
#+ columns:
#+   place: {type: iri, label: placeLabel, en: Place, ru: Место}
#+   placeLabel: {type: text, en: Place, ru: Место}
#+ example: {place: Veligrad}
#+ read: {en: A row is a place., ru: Строка — место.}
SELECT ?place ?placeLabel { VALUES ?place { UNDEF } VALUES ?lang { "en" } ?place a ?class }
"""


def read(tmp_path: Path, text: str) -> NamedQuery:
    path = tmp_path / "places.rq"
    path.write_text(text, encoding="utf-8")
    return NamedQuery.read_file(path)


def test_a_header_is_read(tmp_path: Path):
    query = read(tmp_path, GOOD)
    assert query.name == "places"
    assert query.question["ru"] == "Какие есть места?"
    assert query.parameters["place"].required
    assert query.parameters["to"].bound == "latest"
    assert query.columns["place"].label == "placeLabel"
    assert query.example == {"place": "Veligrad"}
    assert query.template.names == {"place", "lang"}


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("#+", "##", 1, "has no header"),
        ("#+ tags: [places]\n", "", 1, "lacks `tags`"),
        (", ru: Какие есть места?", "", 1, r"lacks `question\.ru`"),
        ("#+ tags: [places]", "#+ tags: places", 2, "`tags` must be a list"),
        ("#+ tags: [places]", "#+ tags: [places", 3, "not valid YAML"),
        ("#+ tags:", "#+ tag:", 2, "no key `tag`; did you mean: tags"),
        ("type: place, required", "typ: place, required", 4, "no key `typ`; did you mean: type"),
        ("type: place, required", "type: planet, required", 4, "`place` says planet; it may say: place, country"),
        ("bound: latest", "bound: last", 5, "`to` says last; it may say: earliest, latest"),
        ("label: placeLabel", "label: name", 7, "`place` says name; it may say: place, placeLabel"),
        ("#+ example", "#+ rows: [name]\n#+ example", 9, "`rows` says name; it may say: place, placeLabel"),
        ("{place: Veligrad}", "{city: Veligrad}", 9, "the example gives city"),
        ("read: {en: A row is a place., ru: Строка — место.}", "read: rows", 10, "`read` must hold keys"),
    ],
)
def test_a_broken_header_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int, message: str):
    assert old in GOOD
    with pytest.raises(GraphError, match=rf"places\.rq:{line}: .*{message}"):
        read(tmp_path, GOOD.replace(old, new))


@pytest.mark.parametrize("path", sorted((ROOT / "queries").glob("*.rq")), ids=lambda path: path.stem)
def test_every_query_describes_what_it_does(path: Path, real):
    query = NamedQuery.read_file(path)
    assert query.template.names >= {*query.parameters, "lang"}
    assert tuple(query.columns) == real.query(query.name, **query.example).columns
    for texts in (query.question, query.read, *(each.meaning for each in query.parameters.values())):
        assert all(isinstance(texts[lang], str) and texts[lang].strip() for lang in ("en", "ru"))


@pytest.mark.parametrize("path", sorted((ROOT / "queries").glob("*.rq")), ids=lambda path: path.stem)
def test_the_file_as_it_stands_is_its_own_example(path: Path, real):
    query = NamedQuery.read_file(path)
    as_it_stands = Result(lambda: real.ask(path.read_text(encoding="utf-8")), query.columns)
    assert sorted(map(str, as_it_stands)) == sorted(map(str, real.query(query.name, **query.example)))
