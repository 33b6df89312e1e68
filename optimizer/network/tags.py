"""What OSM tags say in numbers: speeds, weights, lengths, as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

_LISTED: Final = re.compile(r"^\[(.*)\]$", re.DOTALL)
_NUMBER: Final = re.compile(r"^(\d+(?:[.,]\d+)?)\s*([a-z/'.]*)$")
_FEET: Final = re.compile(r"""^(\d+)\s*(?:'|ft)\s*(?:(\d+)\s*(?:"|''|in))?$""")

_KMH: Final = {"": 1.0, "km/h": 1.0, "kmh": 1.0, "kph": 1.0, "mph": 1.609344, "knots": 1.852}
_TONNES: Final = {"": 1.0, "t": 1.0, "kg": 0.001, "st": 0.90718474, "lbs": 0.00045359237}
_METRES: Final = {"": 1.0, "m": 1.0, "cm": 0.01, "ft": 0.3048, "'": 0.3048}
_FOOT, _INCH = 0.3048, 0.0254

FASTEST: Final = 200.0
"""No limit above this many km/h is believed."""


class Tags(NamedTuple):
    """The tags of an edge that decide who may drive it and how fast, as they stand there."""

    maxspeed: str = ""
    surface: str = ""
    access: str = ""
    motor_vehicle: str = ""
    hgv: str = ""
    maxweight: str = ""
    maxheight: str = ""
    maxwidth: str = ""


def tags_of(cell: Mapping[str, Any]) -> Tags:
    """Return the tags of an edge; a missing one is the empty text."""
    return Tags(
        *(
            ";".join(sorted(set(values_of(cell[name])))) if name in cell else ""
            for name in Tags._fields
        )
    )


def values_of(cell: object) -> tuple[str, ...]:
    """
    Return the values of a cell, several where OSMnx merged edges or the mapper wrote some.

    Examples
    --------
    >>> values_of("['50', '30']"), values_of("50;30"), values_of(50), values_of(None)
    (('50', '30'), ('50', '30'), ('50',), ())
    """
    if cell is None:
        return ()
    if isinstance(cell, (list, tuple, set, frozenset)):
        parts: Iterable[object] = cell
    else:
        text = str(cell)
        listed = _LISTED.match(text.strip())
        # Quotes belong to the list that OSMnx wrote; elsewhere they are feet and inches.
        parts = [part.strip().strip("'\"") for part in listed[1].split(",")] if listed else [text]
    pieces = (piece for part in parts for piece in str(part).split(";"))
    return tuple(piece.strip() for piece in pieces if piece.strip())


def speed_of(text: str, words: Mapping[str, float]) -> float | None:
    """
    Return one ``maxspeed`` in km/h; None where it is no speed: 0, ``signals``, ``none``.

    ``words`` are the km/h of what stands for a number, as ``CN:rural`` or ``walk``.

    Examples
    --------
    >>> speed_of("50", {}), speed_of("50 mph", {}), speed_of("walk", {"walk": 6.0})
    (50.0, 80.4672, 6.0)
    >>> [speed_of(text, {}) for text in ("0", "CN:rural", "none", "-30", "1e9")]
    [None, None, None, None, None]
    """
    if text in words:
        return words[text]
    speed = _amount(text, _KMH)
    return speed if speed and speed <= FASTEST else None


def weight_of(text: str) -> float | None:
    """
    Return one ``maxweight`` in tonnes, None where it is no weight.

    Examples
    --------
    >>> weight_of("3.5"), weight_of("3,5 t"), weight_of("3500 kg"), weight_of("none")
    (3.5, 3.5, 3.5, None)
    """
    return _amount(text, _TONNES) or None


def length_of(text: str) -> float | None:
    r"""
    Return one ``maxheight`` or ``maxwidth`` in metres, None where it is no length.

    Examples
    --------
    >>> length_of("3.2 m"), round(length_of("10'6\""), 2), length_of("default")
    (3.2, 3.2, None)
    """
    if feet := _FEET.match(text):
        return int(feet[1]) * _FOOT + int(feet[2] or 0) * _INCH
    return _amount(text, _METRES) or None


def _amount(text: str, units: Mapping[str, float]) -> float | None:
    """Return a number with its unit, None where it is none."""
    found = _NUMBER.match(text.lower())
    if not found or found[2] not in units:
        return None
    return float(found[1].replace(",", ".")) * units[found[2]]
