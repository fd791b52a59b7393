"""Distances against haversine, reckoned here from the coordinates of the files."""

from __future__ import annotations

import math
import re

import pytest
from pyoxigraph import NamedNode

from tests.conftest import WORLD
from twingraph import KnowledgeGraph
from twingraph.terms import TG

RADIUS = 6371.0088
"""The mean radius of the Earth in kilometres, after the IUGG."""


def points(kg: KnowledgeGraph) -> dict[str, tuple[float, float]]:
    """Latitude and longitude in radians of every place that has a point."""
    found = {}
    for quad in kg.store.quads_for_pattern(None, NamedNode(f"{TG}point"), None):
        longitude, latitude = map(float, re.findall(r"-?[\d.]+", quad.object.value))
        found[quad.subject.value] = (math.radians(latitude), math.radians(longitude))
    return found


def haversine(one: tuple[float, float], other: tuple[float, float]) -> float:
    half = math.sin((other[0] - one[0]) / 2) ** 2
    half += math.cos(one[0]) * math.cos(other[0]) * math.sin((other[1] - one[1]) / 2) ** 2
    return 2 * RADIUS * math.asin(math.sqrt(half))


@pytest.mark.parametrize("name", ["world", "real"])
def test_distances_are_those_of_haversine(name: str, request: pytest.FixtureRequest):
    kg: KnowledgeGraph = request.getfixturevalue(name)
    where = points(kg)
    rows = [row for row in kg.query("distances") if row.distance is not None]
    assert len(rows) >= 4
    for row in rows:
        exact = haversine(where[row.place], where[row.partner])
        assert isinstance(row.distance, int)
        assert abs(row.distance - exact) <= 0.51, (row.placeLabel, row.partnerLabel)


def test_a_pair_without_coordinates_says_which_place_lacks_them():
    kg = KnowledgeGraph.open(WORLD, add=[WORLD / "more" / "network.ttl"])
    where = points(kg)
    rows = list(kg.query("distances"))
    assert any(row.distance is None for row in rows)
    for row in rows:
        assert (row.placeCoordinates == "loaded") == (row.place in where)
        assert (row.partnerCoordinates == "loaded") == (row.partner in where)
        assert (row.distance is None) == (not {row.place, row.partner} <= set(where))


def test_bounds_leave_out_what_lies_beyond_them_and_what_is_not_known():
    kg = KnowledgeGraph.open(WORLD, add=[WORLD / "more" / "network.ttl"])
    known = [row.distance for row in kg.query("distances") if row.distance is not None]
    assert [row.distance for row in kg.query("distances", minimum=137)] == [far for far in known if far >= 137]
    assert [row.distance for row in kg.query("distances", maximum=137)] == [far for far in known if far <= 137]


def test_the_header_is_right_that_rdflib_knows_no_distance():
    pytest.importorskip("rdflib", reason="the rdflib extra is not installed")
    kg = KnowledgeGraph.open(WORLD)
    assert "rdflib" in kg.queries["distances"].portability
    rows = list(kg.to_rdflib().query(kg.bind("distances", {})))
    assert rows
    assert all(row.distance is None for row in rows)
