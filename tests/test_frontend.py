"""What the site's pages take from npm gets into wheels and sdists, and into maps as they are on a globe."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import subprocess
import sys
import zipfile
from itertools import pairwise
from math import dist
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.browser import needs_frontend
from tests.conftest import ROOT
from twingraph.errors import TwinGraphError
from twingraph.site.interactive import files
from twingraph.site.interactive.arrange import arrange
from twingraph.site.interactive.geometry import HEIGHT, WIDTH, Point, great_circle, project

FRONTEND = ROOT / "twingraph" / "site" / "frontend"
BUILD = runpy.run_path(str(FRONTEND / "build.py"), run_name="build")


def test_the_lock_file_names_versions_and_checksums_but_no_hosts():
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert set(packages) == {"node_modules/oxigraph", "node_modules/world-atlas"}
    assert all(each["integrity"].startswith("sha512-") and "resolved" not in each for each in packages.values())


def test_without_npm_it_is_told_what_lacks(tmp_path: Path):
    script = tmp_path / "frontend" / "build.py"
    script.parent.mkdir()
    for name in ("build.py", "package.json", "package-lock.json"):
        (script.parent / name).write_bytes((FRONTEND / name).read_bytes())
    done = subprocess.run(
        [sys.executable, "-S", script], env={"PATH": str(tmp_path)}, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert "there is no npm" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_checkout_that_is_not_built_says_how_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "scripts").mkdir()
    monkeypatch.setattr(files, "_FRONTEND", tmp_path)
    with pytest.raises(TwinGraphError, match=r"python twingraph/site/frontend/build\.py"):
        dict(files.static_files())


@needs_frontend
def test_an_sdist_builds_a_wheel_without_npm_or_network(tmp_path: Path):
    hatchling = [sys.executable, "-m", "hatchling", "build", "-d", tmp_path]
    subprocess.run([*hatchling, "-t", "sdist"], cwd=ROOT, check=True, capture_output=True)
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    subprocess.run(["tar", "--extract", "--file", next(tmp_path.glob("*.tar.gz"))], cwd=unpacked, check=True)
    source = next(unpacked.iterdir())
    offline = {"PATH": str(tmp_path), "npm_config_offline": "true"}
    subprocess.run([*hatchling, "-t", "wheel"], cwd=source, env=os.environ | offline, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        held = set(wheel.namelist())
    folder = "twingraph/site/frontend"
    assert {
        f"{folder}/vendor/oxigraph/web_bg.wasm",
        f"{folder}/vendor/land.json",
        f"{folder}/scripts/sparql.js",
    } <= held
    assert "twingraph/site/templates/edges.html" in held


def test_a_build_without_npm_goes_on_unless_a_release_needs_it(tmp_path: Path):
    copy = tmp_path / "copy"
    shutil.copytree(
        ROOT, copy, ignore=shutil.ignore_patterns(".git", "vendor", "tests", "__pycache__", ".*_cache", ".hypothesis")
    )
    hatchling = [sys.executable, "-m", "hatchling", "build", "-d", tmp_path, "-t", "wheel"]
    offline = os.environ | {"npm_config_registry": "http://127.0.0.1:9/", "npm_config_fetch_retries": "0"}
    done = subprocess.run(hatchling, cwd=copy, env=offline, capture_output=True, encoding="utf-8", check=True)
    assert "npm" in done.stdout + done.stderr
    required = offline | {"TWINGRAPH_FRONTEND": "required"}
    assert subprocess.run(hatchling, cwd=copy, env=required, capture_output=True, check=False).returncode != 0


# --- The map


def inside(point: tuple[float, float]) -> bool:
    """Tell whether a place, as longitude and latitude, is on land."""
    crossed = False
    for ring in files.land():
        x = y = 0
        points = []
        for dx, dy in zip(ring[::2], ring[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / 100, y / 100))
        for (x1, y1), (x2, y2) in pairwise([*points, points[0]]):
            if (y1 > point[1]) != (y2 > point[1]) and point[0] < (x2 - x1) * (point[1] - y1) / (y2 - y1) + x1:
                crossed = not crossed
    return crossed


@needs_frontend
@pytest.mark.parametrize("place", [(32.05, 54.78), (116, 40), (-90, 45), (178, 67), (-175, 66.5), (0, -85)])
def test_land_is_land(place: tuple[float, float]):
    assert inside(place)


@needs_frontend
@pytest.mark.parametrize("place", [(-35, 40), (179.9, 0), (160, 30), (0, 89)])
def test_sea_is_no_land(place: tuple[float, float]):
    assert not inside(place)


@needs_frontend
def test_no_outline_crosses_the_edge_of_the_map():
    for ring in files.land():
        x = 0
        for number, dx in enumerate(ring[::2]):
            x += dx
            assert abs(x) <= 18000
            assert number == 0 or abs(dx) < 18000 or abs(x) == 18000


PLACES = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(PLACES, PLACES)
def test_a_way_over_the_globe_joins_its_ends_and_stays_on_the_map(start: tuple[float, float], end: tuple[float, float]):
    lines = great_circle(start, end)
    assert lines[0][0] == project(*start)
    assert lines[-1][-1] == project(*end)
    assert all(-0.01 <= p.x <= WIDTH + 0.01 and -0.01 <= p.y <= HEIGHT + 0.01 for line in lines for p in line)


def test_the_shortest_way_over_the_pacific_leaves_the_map_at_its_edge():
    west, east = great_circle((139.7, 35.7), (-122.4, 37.8))
    # Near 48° north the projection's edge stands a twelfth in from that at the equator.
    assert west[-1].x > 900
    assert west[-1].x + east[0].x == pytest.approx(WIDTH)
    assert west[-1].y == east[0].y < HEIGHT / 4


# --- The network


NODES = st.integers(0, 12).map(str)


@given(st.lists(st.tuples(NODES, NODES), max_size=20))
def test_places_of_the_network_stand_apart_and_always_alike(edges: list[tuple[str, str]]):
    nodes = {node for edge in edges for node in edge}
    placed = arrange(nodes, edges)
    assert set(placed) == nodes
    assert arrange(sorted(nodes, reverse=True), edges[::-1]) == placed
    points: list[Point] = list(placed.values())
    assert all(dist(one, other) > 15 for number, one in enumerate(points) for other in points[:number])
