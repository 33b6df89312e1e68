"""The day of the Chinese month, after which many towns hold their markets."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final

_CHINA: Final = timedelta(hours=8)
_J2000: Final = datetime(2000, 1, 1, 12, tzinfo=UTC)
_DELTA_T: Final = timedelta(seconds=70)  # terrestrial less universal time, about 2020 to 2040
_MONTH: Final = 29.530588861
# Periodic terms: amplitude in days, then multiples of the anomalies of sun and moon and of
# the moon's argument of latitude; those of the sun shrink with the eccentricity.
_TERMS: Final = (
    (-0.40720, 0, 1, 0),
    (0.17241, 1, 0, 0),
    (0.01608, 0, 2, 0),
    (0.01039, 0, 0, 2),
    (0.00739, -1, 1, 0),
    (-0.00514, 1, 1, 0),
    (0.00208, 2, 0, 0),
    (-0.00111, 0, 1, -2),
    (-0.00057, 0, 1, 2),
    (0.00056, 1, 2, 0),
    (-0.00042, 0, 3, 0),
    (0.00042, 1, 0, 2),
    (0.00038, 1, 0, -2),
    (-0.00024, -1, 2, 0),
)


@cache
def lunar_day(day: date) -> int:
    """
    Return the day of the Chinese month, 1 to 30, on which a date falls.

    A month begins on the day, by China's time, of the new moon [1]_. The moment of the new
    moon is good to some minutes here, so that a month whose new moon falls that close to
    midnight may come out a day off.

    References
    ----------
    .. [1] Meeus, J. (1998). Astronomical Algorithms, chapter 49. Willmann-Bell.

    Examples
    --------
    Spring Festival of 2026 and the eve before it:

    >>> lunar_day(date(2026, 2, 17)), lunar_day(date(2026, 2, 16))
    (1, 29)
    """
    guess = round((day - date(2000, 1, 6)).days / _MONTH)
    begun = max(begin for k in range(guess - 2, guess + 2) if (begin := _first_day(k)) <= day)
    return (day - begun).days + 1


@cache
def _first_day(k: int) -> date:
    """Return the first day of the month of the k-th new moon since January 2000."""
    return (_new_moon(k) + _CHINA).date()


def _new_moon(k: int) -> datetime:
    """Return the moment of the k-th new moon since January 2000."""
    t = k / 1236.85
    sun = math.radians(2.5534 + 29.10535670 * k - 0.0000014 * t * t)
    moon = math.radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    latitude = math.radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    shrinking = 1 - 0.002516 * t - 0.0000074 * t * t
    days = 5.09766 + _MONTH * k + 0.00015437 * t * t
    for amplitude, a, b, c in _TERMS:
        days += amplitude * shrinking ** abs(a) * math.sin(a * sun + b * moon + c * latitude)
    return _J2000 + timedelta(days=days) - _DELTA_T
