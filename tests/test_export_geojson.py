"""The maps: valid to an independent reader, lines on the great circle by an oracle of distances, cut at 180 degrees."""

from __future__ import annotations

import itertools
import json
import logging
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.conftest import ROOT, WORLD
from tests.exports import TG, flat, instances, release_of, written
from twingraph import KnowledgeGraph
from twingraph.export.circles import great_circle
from twingraph.export.geojson import PLACES, TIES, write

GRAPHS = {"world": WORLD, "real": ROOT}
PLACE = "https://example.org/world/id/place/"
POSITIONS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def radians_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The haversine formula: another way than that of the program, which goes by vectors."""
    (lon1, lat1), (lon2, lat2) = (tuple(map(math.radians, each)) for each in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * math.asin(math.sqrt(min(1.0, half)))


def assert_great_circle(start: tuple[float, float], end: tuple[float, float], lines: list[list[Any]]) -> None:
    whole = radians_between(start, end)
    positions = [tuple(each) for each in itertools.chain(*lines)]
    # Rounded to a millionth of a degree, and near the poles a step aside costs nothing.
    assert radians_between(start, positions[0]) < 1e-7
    assert radians_between(end, positions[-1]) < 1e-7
    for each in positions:
        assert radians_between(start, each) + radians_between(each, end) == pytest.approx(whole, abs=1e-6)
    for line in lines:
        assert len(line) > 1
        for here, there in itertools.pairwise(line):
            assert radians_between(here, there) < math.radians(1.001)
            assert abs(here[0] - there[0]) <= 180
    for before, after in itertools.pairwise(lines):
        assert {before[-1][0], after[0][0]} == {-180.0, 180.0}
        assert before[-1][1] == after[0][1]


@given(POSITIONS, POSITIONS)
def test_every_position_of_a_line_lies_on_the_great_circle(start: tuple[float, float], end: tuple[float, float]):
    assume(1e-6 < radians_between(start, end) < math.pi - 1e-4)
    lines = great_circle(start, end)
    assert lines is not None
    assert_great_circle(start, end, lines)


def test_a_line_is_cut_where_it_crosses_the_antimeridian():
    lines = great_circle((170.0, 0.0), (-170.0, 0.0))
    assert lines is not None
    assert [(line[0], line[-1]) for line in lines] == [((170.0, 0.0), (180.0, 0.0)), ((-180.0, 0.0), (-170.0, 0.0))]
    # From Vladivostok's side of the ocean to San Francisco's: northwards of both.
    lines = great_circle((131.9, 43.1), (-122.4, 37.8))
    assert lines is not None
    assert len(lines) == 2
    assert lines[0][-1][1] > 50
    assert_great_circle((131.9, 43.1), (-122.4, 37.8), lines)
    back = great_circle((-122.4, 37.8), (131.9, 43.1))
    assert back is not None
    assert [line[::-1] for line in back[::-1]] == lines


@pytest.mark.parametrize(
    ("start", "end"), [((180.0, 10.0), (-170.0, 12.0)), ((-180.0, 10.0), (170.0, 12.0)), ((170.0, 5.0), (180.0, 5.0))]
)
def test_a_line_that_ends_on_the_antimeridian_has_no_empty_part(start: tuple[float, float], end: tuple[float, float]):
    lines = great_circle(start, end)
    assert lines is not None
    assert len(lines) == 1
    assert_great_circle(start, end, lines)


def test_one_position_and_two_opposite_ones_have_no_line():
    assert great_circle((10.0, 20.0), (10.0, 20.0)) is None
    assert great_circle((10.0, 20.0), (-170.0, -20.0)) is None


@pytest.fixture(scope="module", params=GRAPHS)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[KnowledgeGraph, Path]:
    kg = KnowledgeGraph.open(GRAPHS[request.param])
    folder = tmp_path_factory.mktemp("geojson")
    write(release_of(kg), folder)
    return kg, folder


def read(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", [PLACES, TIES])
def test_an_independent_reader_finds_the_map_valid(file: str, exported: tuple[KnowledgeGraph, Path]):
    geojson = pytest.importorskip("geojson", reason="geojson is not installed")
    collection = geojson.loads((exported[1] / file).read_text(encoding="utf-8"))
    assert isinstance(collection, geojson.FeatureCollection)
    assert collection.is_valid, collection.errors()
    assert all(isinstance(feature, geojson.Feature) and feature.geometry.is_valid for feature in collection.features)
    identifiers = [feature.id for feature in collection.features]
    assert identifiers == sorted(set(identifiers))
    for longitude, latitude in geojson.utils.coords(collection):
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90


def test_points_are_those_of_the_graph_longitude_first(exported: tuple[KnowledgeGraph, Path]):
    kg, folder = exported
    graph = flat(kg)
    points = {
        str(place): [float(each) for each in str(text).removeprefix("POINT(").removesuffix(")").split()]
        for place, text in graph.subject_objects(TG.point)
    }
    features = {feature["id"]: feature for feature in read(folder / PLACES)["features"]}
    assert {place: feature["geometry"]["coordinates"] for place, feature in features.items()} == points
    assert set(features) < instances(graph, TG.Place)
    assert all(feature["properties"]["point_is_of_the_place_itself"] is True for feature in features.values())


def test_lines_join_the_places_of_each_tie(exported: tuple[KnowledgeGraph, Path]):
    kg, folder = exported
    points = {feature["id"]: feature["geometry"]["coordinates"] for feature in read(folder / PLACES)["features"]}
    features = read(folder / TIES)["features"]
    for feature in features:
        properties, geometry = feature["properties"], feature["geometry"]
        lines = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
        assert_great_circle(points[properties["from"]], points[properties["to"]], lines)
    expected = {
        (row.tie, row.place, row.partner): row.kindLabel
        for row in kg.query("network")
        if row.placeLatitude is not None and row.partnerLatitude is not None
    }
    assert {
        (each["properties"]["tie"], each["properties"]["from"], each["properties"]["to"]): each["properties"]["kind_en"]
        for each in features
    } == expected


def test_properties_are_bilingual_and_say_what_is_uncertain(world: KnowledgeGraph, tmp_path: Path):
    write(release_of(world), tmp_path)
    ties = {each["id"].rpartition("/")[2]: each["properties"] for each in read(tmp_path / TIES)["features"]}
    zarnitsa = ties["veligrad-zarnitsa"]
    assert (zarnitsa["label_en"], zarnitsa["label_ru"]) == ("Veligrad – Zarnitsa", "Велиград – Зарница")
    assert (zarnitsa["start_date"], zarnitsa["uncertain_en"]) == ("1978", "start date")
    assert (zarnitsa["scope_en"], zarnitsa["scope_ru"]) == ("international", "международная")
    assert ties["linden-korvina"]["parties_are_en"] == "bodies"
    places = {each["id"].removeprefix(PLACE): each["properties"] for each in read(tmp_path / PLACES)["features"]}
    assert (places["veligrad"]["country_en"], places["veligrad"]["class_ru"]) == ("Norland", "город")
    assert {name: place["ties"] for name, place in places.items()} == {
        "korvina": 2,
        "linden": 2,
        "veligrad": 3,
        "zarnitsa": 1,
    }


def test_a_district_is_not_put_where_its_city_lies_and_is_counted(
    world: KnowledgeGraph, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.WARNING, "twingraph"):
        write(release_of(world), tmp_path)
    features = read(tmp_path / PLACES)["features"]
    assert f"{PLACE}linden-north" not in {each["id"] for each in features}
    left_out = len(instances(flat(world), TG.Place)) - len(features)
    assert [record.getMessage() for record in caplog.records] == [
        f"geojson: places without coordinates, left out of places.geojson: {left_out}"
    ]


def test_ties_of_places_without_coordinates_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    kg = KnowledgeGraph.open(WORLD, add=[WORLD / "more" / "ended.ttl"])
    with caplog.at_level(logging.WARNING, "twingraph"):
        write(release_of(kg), tmp_path)
    ties = len(instances(flat(kg), TG.Tie))
    assert len(read(tmp_path / TIES)["features"]) == 4
    assert caplog.messages[-1] == f"geojson: ties without a line, left out of ties.geojson: {ties - 4}"


def test_the_files_are_the_same_each_time(exported: tuple[KnowledgeGraph, Path], tmp_path: Path):
    write(release_of(KnowledgeGraph.open(exported[0].folder.root)), tmp_path)
    assert written(tmp_path) == written(exported[1])
