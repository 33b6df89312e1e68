"""Metres on a map of one county: projecting, measuring, bending a line to a length."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Point = tuple[float, float]

EARTH_RADIUS = 6_371_009.0
ORIGIN_LATITUDE = 24.40
ORIGIN_LONGITUDE = 114.00
SPACING = 160.0
"""Metres between the vertices of a bent line."""

_METRES_PER_DEGREE = math.pi * EARTH_RADIUS / 180
_SHRINK = math.cos(math.radians(ORIGIN_LATITUDE))


def to_metres(longitude: float, latitude: float) -> Point:
    """Project a WGS84 point; over this county the scale is true within 0.2 %."""
    return (
        (longitude - ORIGIN_LONGITUDE) * _METRES_PER_DEGREE * _SHRINK,
        (latitude - ORIGIN_LATITUDE) * _METRES_PER_DEGREE,
    )


def to_degrees(x: float, y: float) -> Point:
    """Return longitude and latitude of a projected point, to the decimetre."""
    return (
        round(ORIGIN_LONGITUDE + x / _METRES_PER_DEGREE / _SHRINK, 6),
        round(ORIGIN_LATITUDE + y / _METRES_PER_DEGREE, 6),
    )


def snapped(point: Point) -> Point:
    """Return a projected point moved onto the grid of written coordinates."""
    return to_metres(*to_degrees(*point))


def great_circle(a: Point, b: Point) -> float:
    """Return the metres between two points given as longitude and latitude (haversine)."""
    lon1, lat1, lon2, lat2 = map(math.radians, (*a, *b))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(half))


def length_on_earth(degrees: list[Point]) -> float:
    """Return the length of a line given as longitudes and latitudes, in metres."""
    return sum(great_circle(a, b) for a, b in pairwise(degrees))


def bend(start: Point, end: Point, *, ratio: float, rng: np.random.Generator) -> list[Point]:
    """
    Return a winding line from start to end that is ``ratio`` times as long as the straight one.

    The line swings to both sides of the straight one by a random sum of sines; as it never
    turns back along it, it never crosses itself. Short waves weigh more as the ratio grows:
    a valley road sweeps, a mountain road winds.
    """
    a, b = np.array(start), np.array(end)
    straight = float(np.hypot(*(b - a)))
    num = max(4, round(straight * ratio / SPACING))
    t = np.linspace(0, 1, num + 1)
    waves = np.arange(1, max(3, num // 5) + 1)
    steepness = 1.7 if ratio < 1.35 else 1.25
    weights = rng.normal(size=waves.size) / waves**steepness
    # The longest wave alone would make a bow as high as the way is long.
    weights[0] *= 0.35
    swing = (weights[:, None] * np.sin(np.pi * waves[:, None] * t)).sum(axis=0)
    swing *= straight / max(float(np.abs(swing).max()), 1e-9)

    def length(amplitude: float) -> float:
        return float(np.hypot(np.diff(t) * straight, np.diff(swing) * amplitude).sum())

    low, high = 0.0, 1.0
    while length(high) < ratio * straight:
        high *= 2
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if length(middle) < ratio * straight else (low, middle)
    along = (b - a)[None, :] * t[:, None]
    normal = np.array([-(b - a)[1], (b - a)[0]]) / straight
    line = a[None, :] + along + normal[None, :] * (swing * high)[:, None]
    points = [snapped((float(x), float(y))) for x, y in line]
    return [start, *points[1:-1], end]
