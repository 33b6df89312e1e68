"""Convert between what people write (minutes, kg, m³, money) and the package's integers."""

from __future__ import annotations

import math
from typing import Final

SECOND: Final = 1
MINUTE: Final = 60
HOUR: Final = 3_600
DAY: Final = 86_400

GRAM: Final = 1
KG: Final = 1_000
MILLILITRE: Final = 1
LITRE: Final = 1_000
CUBIC_METRE: Final = 1_000_000

METRE: Final = 1
KM: Final = 1_000

CENT: Final = 1
YUAN: Final = 100


def to_seconds(minutes: float) -> int:
    """
    Convert minutes into whole seconds, rounding up: a promise of time is never shortened.

    Examples
    --------
    >>> to_seconds(1.5)
    90
    """
    return math.ceil(round(minutes * MINUTE, 6))


def to_grams(kg: float) -> int:
    """
    Convert kilograms into whole grams.

    Examples
    --------
    >>> to_grams(1.5)
    1500
    """
    return round(kg * KG)


def to_millilitres(cubic_metres: float) -> int:
    """
    Convert cubic metres into whole millilitres.

    Examples
    --------
    >>> to_millilitres(0.008)
    8000
    """
    return round(cubic_metres * CUBIC_METRE)


def clock_text(clock: int) -> str:
    """
    Write seconds of a day as ``HH:MM``; the second day of a horizon reads ``1d HH:MM``.

    Examples
    --------
    >>> clock_text(8 * HOUR + 30 * MINUTE)
    '08:30'
    >>> clock_text(DAY + 9 * HOUR)
    '1d 09:00'
    """
    days, seconds = divmod(int(clock), DAY)
    text = f"{seconds // HOUR:02d}:{seconds % HOUR // MINUTE:02d}"
    return f"{days}d {text}" if days else text
