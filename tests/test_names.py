"""A place is found by any name, spelling, identifier or IRI, and never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from twingraph import AmbiguousNameError, KnowledgeGraph, UnknownNameError
from twingraph.names import fold

SMOLENSK = "https://w3id.org/twingraph/id/place/smolensk"


@pytest.mark.parametrize(
    "name",
    [
        "Смоленск",
        "смоленск",
        "Smolensk",
        "SMOLENSK",
        "Q2337",
        "q2337",
        "http://www.wikidata.org/entity/Q2337",
        "491687",
        SMOLENSK,
        f"<{SMOLENSK}>",
        "place/smolensk",
        "place:smolensk",
    ],
)
def test_a_place_is_found(real: KnowledgeGraph, name: str):
    assert real.names.resolve(name, "place").value == SMOLENSK


@pytest.mark.parametrize(
    ("name", "kind", "slug"),
    [
        ("Могилев", "place", "place/mogilev"),
        ("Саратога-Спрингс", "place", "place/saratoga-springs"),
        ("Łódź Voivodeship", "region", "place/lodz-voivodeship"),
        ("lodz voivodeship", "region", "place/lodz-voivodeship"),
        ("RU", "country", "place/russia"),
        ("ФРГ", "country", "place/germany"),
        ("договор", "form", "form/treaty"),
        ("peace", "purpose", "purpose/peace"),
        ("культура", "field", "field/culture"),
        ("twinning", "tie-kind", "tie-kind/twinning"),
        ("dormant", "status-value", "status-value/dormant"),
        ("https://www.wikidata.org/wiki/Q2337", "place", "place/smolensk"),
        ("https://www.geonames.org/491687/smolensk.html", "place", "place/smolensk"),
    ],
)
def test_each_kind_has_its_names(real: KnowledgeGraph, name: str, kind: str, slug: str):
    try:
        found = [real.names.resolve(name, kind).value]
    except AmbiguousNameError as error:
        found = list(error.candidates)
    assert f"https://w3id.org/twingraph/id/{slug}" in found


def test_an_ambiguous_name_lists_its_candidates(world: KnowledgeGraph):
    with pytest.raises(AmbiguousNameError) as caught:
        world.names.resolve("Линден", "place")
    assert sorted(caught.value.candidates) == [
        "https://example.org/world/id/place/linden",
        "https://example.org/world/id/place/linden-norland",
    ]
    english, russian = caught.value.message("en"), caught.value.message("ru")
    assert "Linden (city, " in english
    assert "Линден (город, " in russian


def test_an_unknown_name_suggests_near_ones(world: KnowledgeGraph):
    with pytest.raises(UnknownNameError, match=r"Veligrat.*near: .*Veligrad"):
        world.names.resolve("Veligrat", "place")


def test_a_thing_of_another_kind_is_not_found(world: KnowledgeGraph):
    with pytest.raises(UnknownNameError):
        world.names.resolve("Veligrad", "country")
    with pytest.raises(UnknownNameError):
        world.names.resolve("https://example.org/world/id/agreement/veligrad-linden-2003", "place")


def test_names_are_compared_without_case_accents_and_yo():
    assert fold("Могилёв") == fold("МОГИЛЕВ")
    assert fold("Ла-Кросс") == fold("ла кросс")
    assert fold("Йорк") != fold("Орк")


def test_a_place_without_an_iri_is_passed_over(world_copy: Path):
    (world_copy / "data/places/nameless.ttl").write_text(
        "@prefix tg: <https://w3id.org/twingraph/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        '[] a tg:Region ; rdfs:label "Nameless"@en .',
        encoding="utf-8",
    )
    kg = KnowledgeGraph.open(world_copy)
    with pytest.raises(UnknownNameError):
        kg.query("twins-of", place="Nameless")
    assert list(kg.query("twins-of", place="Veligrad"))
