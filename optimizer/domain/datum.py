"""
The datums of Chinese maps: where a pair of degrees really is.

Amap, Tencent and most official map services of China give GCJ-02, in which every point
lies some hundred metres off; Baidu shifts that once more into BD-09. The forward formulas
are published [1]_ [2]_, their inverses are not: these are iterated here until nothing
changes, to far less than a millimetre, where the one-step inverses that circulate are off
by up to some metres. CGCS2000 equals WGS84 to within decimetres.

References
----------
.. [1] googollee/eviltransform, the formula of GCJ-02 in a dozen languages (MIT).
.. [2] wandergis/coordtransform, both formulas, BD-09 included (MIT).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

Degrees = NDArray[np.float64]


class Datum(StrEnum):
    """What the degrees of a point refer to."""

    WGS84 = "wgs84"
    CGCS2000 = "cgcs2000"
    GCJ02 = "gcj02"
    BD09 = "bd09"


# The ellipsoid of Krassowsky, which the formula of GCJ-02 uses.
_AXIS: Final = 6_378_245.0
_ECCENTRICITY_SQUARED: Final = 0.00669342162296594323
_BD_ANGLE: Final = np.pi * 3000.0 / 180.0
_BD_SHIFT: Final = np.array([0.0065, 0.006])
_WEST, _SOUTH, _EAST, _NORTH = 72.004, 0.8293, 137.8347, 55.8271
_MOST_ROUNDS: Final = 30
_STILL: Final = 1e-12


def to_wgs84(places: Degrees, datum: Datum) -> Degrees:
    """
    Return places of a datum in WGS84.

    Parameters
    ----------
    places
        Longitude and latitude in degrees, shape ``(places, 2)``; NaN stays NaN.
    datum
        What they refer to. Outside China GCJ-02 is WGS84, as its services take it.

    Returns
    -------
    places
        Longitude and latitude in WGS84, shape ``(places, 2)``.

    Examples
    --------
    >>> to_wgs84(np.array([[116.404, 39.915]]), Datum.BD09).round(6).tolist()
    [[116.391386, 39.907255]]
    """
    places = np.asarray(places, dtype=np.float64).reshape(-1, 2)
    if datum is Datum.BD09:
        places = _inverse(_gcj02_to_bd09, places)
    if datum in (Datum.GCJ02, Datum.BD09):
        places = np.where(_in_china(places), _inverse(_wgs84_to_gcj02, places), places)
    return places


def from_wgs84(places: Degrees, datum: Datum) -> Degrees:
    """
    Return places in WGS84 as a datum has them; shapes as for `to_wgs84`.

    Examples
    --------
    >>> from_wgs84(np.array([[116.404, 39.915]]), Datum.GCJ02).round(6).tolist()
    [[116.410244, 39.916404]]
    """
    places = np.asarray(places, dtype=np.float64).reshape(-1, 2)
    if datum in (Datum.GCJ02, Datum.BD09):
        places = np.where(_in_china(places), _wgs84_to_gcj02(places), places)
    return _gcj02_to_bd09(places) if datum is Datum.BD09 else places


def _inverse(forward: Callable[[Degrees], Degrees], places: Degrees) -> Degrees:
    """Return what the forward formula takes to these places."""
    found = places
    for _ in range(_MOST_ROUNDS):
        # The shift hardly differs between neighbours, so that each round gains two digits.
        step = places - forward(found)
        found = found + step
        if np.nanmax(np.abs(step), initial=0.0) < _STILL:
            break
    return found


def _wgs84_to_gcj02(places: Degrees) -> Degrees:
    """Return WGS84 in GCJ-02, also beyond China."""
    x, y = places[:, 0] - 105.0, places[:, 1] - 35.0
    root, waves = np.sqrt(np.abs(x)), 20 * _sin(6 * x) + 20 * _sin(2 * x)
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (
        waves + 20 * _sin(x) + 40 * _sin(x / 3) + 150 * _sin(x / 12) + 300 * _sin(x / 30)
    ) / 1.5
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (
        waves + 20 * _sin(y) + 40 * _sin(y / 3) + 160 * _sin(y / 12) + 320 * _sin(y / 30)
    ) / 1.5

    latitude = np.radians(places[:, 1])
    squared = 1 - _ECCENTRICITY_SQUARED * np.sin(latitude) ** 2
    radius = _AXIS / np.sqrt(squared)
    meridian = radius * (1 - _ECCENTRICITY_SQUARED) / squared
    shift = np.column_stack([east / (radius * np.cos(latitude)), north / meridian])
    return places + np.degrees(shift)


def _gcj02_to_bd09(places: Degrees) -> Degrees:
    """Return GCJ-02 in BD-09."""
    x, y = places[:, 0], places[:, 1]
    length = np.hypot(x, y) + 2e-5 * np.sin(y * _BD_ANGLE)
    angle = np.arctan2(y, x) + 3e-6 * np.cos(x * _BD_ANGLE)
    shifted: Degrees = np.column_stack([length * np.cos(angle), length * np.sin(angle)])
    shifted += _BD_SHIFT
    return shifted


def _in_china(places: Degrees) -> NDArray[np.bool_]:
    """Which places GCJ-02 shifts, shape ``(places, 1)``: those in a rectangle about China."""
    west_south, east_north = np.array([_WEST, _SOUTH]), np.array([_EAST, _NORTH])
    inside = np.asarray((places >= west_south) & (places <= east_north))
    return np.asarray(inside.all(axis=1, keepdims=True))


def _sin(half_turns: Degrees) -> Degrees:
    sines: Degrees = np.sin(half_turns * np.pi)
    return sines
