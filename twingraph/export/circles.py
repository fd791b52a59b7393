"""Great circles on the sphere, as lines of GeoJSON.

A line is cut where it crosses the antimeridian, as RFC 7946 (section 3.1.9) asks; positions are longitude and latitude
in degrees, those between the ends rounded to a millionth, which is a tenth of a metre.
"""

from __future__ import annotations

from itertools import pairwise
from math import acos, asin, atan2, ceil, cos, degrees, pi, radians, sin
from typing import Final

Position = tuple[float, float]
"""Longitude and latitude in degrees."""
_Vector = tuple[float, float, float]

STEP: Final = 1.0
"""How many degrees of arc are between two positions of a line, at most: 111 kilometres."""
DIGITS: Final = 6
_ALIKE: Final = 1e-9


def great_circle(start: Position, end: Position) -> list[list[Position]] | None:
    """Return the shortest way from one position to another, cut at the antimeridian.

    Returns:
        Lines of two positions or more, in order; None where the two are one, or opposite each other, so that there is
        no one shortest way.
    """
    one, other = _vector(start), _vector(end)
    angle = acos(max(-1.0, min(1.0, _dot(one, other))))
    if angle < _ALIKE or angle > pi - _ALIKE:
        return None
    steps = max(1, ceil(degrees(angle) / STEP))
    between = [_between(one, other, angle, number / steps) for number in range(1, steps)]
    # The ends as they are given, not as they come back from the sphere.
    positions = [start, *map(_position, between), end]
    lines: list[list[Position]] = [[start]]
    for here, there in pairwise(positions):
        if abs(there[0] - here[0]) > 180:
            side = 180.0 if here[0] > 0 else -180.0
            latitude = _at_antimeridian(one, other)
            lines[-1].append(_rounded((side, latitude)))
            lines.append([_rounded((-side, latitude))])
        lines[-1].append(there)
    lines = [[each for number, each in enumerate(line) if number == 0 or each != line[number - 1]] for line in lines]
    return [line for line in lines if len(line) > 1] or None


def _vector(position: Position) -> _Vector:
    longitude, latitude = map(radians, position)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def _position(vector: _Vector) -> Position:
    x, y, z = vector
    return _rounded((degrees(atan2(y, x)), degrees(asin(max(-1.0, min(1.0, z))))))


def _between(one: _Vector, other: _Vector, angle: float, part: float) -> _Vector:
    first, second = sin((1 - part) * angle) / sin(angle), sin(part * angle) / sin(angle)
    x, y, z = (first * a + second * b for a, b in zip(one, other, strict=True))
    return x, y, z


def _at_antimeridian(one: _Vector, other: _Vector) -> float:
    """Return the latitude at which the great circle of two vectors crosses the meridian of 180 degrees."""
    a, _, c = _cross(one, other)
    # On the circle a·x + b·y + c·z = 0; on that meridian y = 0 and x < 0.
    x, z = (-abs(c), abs(c) * a / c) if c else (0.0, 1.0)
    return degrees(atan2(z, -x))


def _cross(one: _Vector, other: _Vector) -> _Vector:
    return (
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )


def _dot(one: _Vector, other: _Vector) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _rounded(position: Position) -> Position:
    return round(position[0], DIGITS), round(position[1], DIGITS)
