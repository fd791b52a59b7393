"""Where things stand on the map: the Equal Earth projection and great circles.

Projected here and not in the browser, so that the map is there without scripts and needs no library for maps.
Source of the projection: Šavrič, Patterson, Jenny (2018), “The Equal Earth map projection”, IJGIS 33(3), 454-465.
"""

from __future__ import annotations

from math import acos, asin, atan2, ceil, cos, degrees, hypot, radians, sin, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_HALF_WIDTH: Final = 2.7066299836960748
_SCALE: Final = 500 / _HALF_WIDTH
WIDTH: Final = 1000.0
"""The map's width; its height follows from the projection."""
HEIGHT: Final = 2 * 1.3173627591574133 * _SCALE
_NARROWEST: Final = 1.5
_FLATTEST: Final = 2.1
_STEP: Final = 2.0
_HALF_TURN: Final = 180.0


class Point(NamedTuple):
    """A point of the map."""

    x: float
    y: float


class Box(NamedTuple):
    """A part of a picture, as ``viewBox`` has it."""

    x: float
    y: float
    width: float
    height: float

    def __str__(self) -> str:
        return " ".join(short(value) for value in self)


def project(longitude: float, latitude: float) -> Point:
    """Return where a place stands on the map.

    >>> project(0, 0) == (WIDTH / 2, HEIGHT / 2)
    True
    >>> [round(value) for value in project(180, 0)]
    [1000, 243]
    """
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    first, second, third, fourth = _A
    slope = first + 3 * second * square + sixth * (7 * third + 9 * fourth * square)
    x = radians(longitude) * cos(theta) / (sqrt(3) / 2 * slope)
    y = theta * (first + second * square + sixth * (third + fourth * square))
    return Point((x + _HALF_WIDTH) * _SCALE, HEIGHT / 2 - y * _SCALE)


def great_circle(start: tuple[float, float], end: tuple[float, float]) -> list[list[Point]]:
    """Return the shortest way between two places over the globe, cut where it leaves the map at its edge.

    Args:
        start: Longitude and latitude.
        end: Those of the other place.

    Returns:
        Lines of points of the map: one, or two if the way crosses the meridian of 180 degrees.
    """
    one, other = _on_globe(*start), _on_globe(*end)
    angle = acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(one, other, strict=True)))))
    steps = max(1, ceil(degrees(angle) / _STEP))
    lines: list[list[Point]] = [[]]
    last: tuple[float, float] | None = None
    for here in (start, *(_between(one, other, angle, each / steps) for each in range(1, steps)), end):
        if last is not None and abs(here[0] - last[0]) > _HALF_TURN:
            edge = _HALF_TURN if last[0] > 0 else -_HALF_TURN
            ahead = here[0] + 2 * edge
            share = (edge - last[0]) / (ahead - last[0]) if ahead != last[0] else 0.0
            latitude = last[1] + share * (here[1] - last[1])
            lines[-1].append(project(edge, latitude))
            lines.append([project(-edge, latitude)])
        lines[-1].append(project(*here))
        last = here
    return lines


def _on_globe(longitude: float, latitude: float) -> tuple[float, float, float]:
    lon, lat = radians(longitude), radians(latitude)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def _between(one: Sequence[float], other: Sequence[float], angle: float, share: float) -> tuple[float, float]:
    if sin(angle) < 1e-9:  # the same place, or its antipode, to which all ways are alike
        return degrees(atan2(one[1], one[0])), degrees(asin(max(-1.0, min(1.0, one[2]))))
    before, after = sin((1 - share) * angle) / sin(angle), sin(share * angle) / sin(angle)
    x, y, z = (before * a + after * b for a, b in zip(one, other, strict=True))
    return degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))


def path(lines: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    """Return lines as the ``d`` of an SVG path, with relative steps, to a tenth of a unit.

    >>> path([[Point(1, 2), Point(3, 2.5)]])
    'M1 2l2 .5'
    """
    parts = []
    for line in lines:
        x, y = (round(value * 10) for value in line[0])
        steps = []
        for point in line[1:]:
            right, down = (round(value * 10) for value in point)
            if (right, down) != (x, y) or len(line) == 2:
                steps.append(f"{short((right - x) / 10)} {short((down - y) / 10)}")
            x, y = right, down
        if steps or not closed:
            begin = " ".join(short(round(value, 1)) for value in line[0])
            parts.append(f"M{begin}{'l' if steps else ''}{' '.join(steps)}{'z' if closed else ''}")
    return "".join(parts)


def short(value: float) -> str:
    """Return a number with at most one decimal, as short as SVG allows."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def land_path(rings: Iterable[Sequence[int]]) -> str:
    """Return the outlines of land as the ``d`` of an SVG path."""
    lines = []
    for ring in rings:
        longitude = latitude = 0
        line = []
        for dx, dy in zip(ring[::2], ring[1::2], strict=True):
            longitude, latitude = longitude + dx, latitude + dy
            line.append(project(longitude / 100, latitude / 100))
        lines.append(line)
    return path(lines, closed=True)


def around(points: Iterable[Point], margin: float = 0.08, least: float = 60.0) -> Box:
    """Return the part of a picture that shows all points, with a margin, neither too small nor too narrow or flat.

    Args:
        points: The points.
        margin: The share of the picture that is added on each side.
        least: The least width.
    """
    points = list(points)
    left, right = min(p.x for p in points), max(p.x for p in points)
    top, bottom = min(p.y for p in points), max(p.y for p in points)
    width, height = max(right - left, least) * (1 + 2 * margin), (bottom - top) * (1 + 2 * margin)
    width, height = max(width, height * _NARROWEST), max(height, width / _FLATTEST)
    return Box((left + right - width) / 2, (top + bottom - height) / 2, width, height)
