"""Where a chart ends, so that one amount far away does not flatten all the others."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Final

from optimizer.reports.charts.scales import is_known

Extent = tuple[float, float | None, float | None]
"""An amount, and between which values it lies."""

_FLAT: Final = 4.0
"""So many times flatter may the farthest of all make the chart; beyond that they are cut off."""

_STRETCH: Final = 2.0
"""So many times higher may a chart become to hold an amount whose interval is cut off."""


def amounts_within(extents: Sequence[Extent]) -> list[float]:
    """
    Return the amounts that a chart shows: all, or without the farthest where they flatten it.

    At most half of the extents are cut off; the least amount of all always stays.

    Examples
    --------
    >>> amounts_within([(9.0, 8.5, 9.5), (8.0, 7.5, 8.5), (9.1, -640.0, 815.0)])
    [9.0, 8.5, 9.5, 8.0, 7.5, 8.5, 9.1]
    >>> amounts_within([(9.0, None, None), (8.0, 7.5, 8.5), (900.0, None, None)])
    [9.0, 8.0, 7.5, 8.5]
    >>> amounts_within([(9.0, None, None), (15.0, None, None)])
    [9.0, 15.0]
    """
    if not extents:
        return []
    middle = statistics.median(extent[0] for extent in extents)
    least = min(extent[0] for extent in extents)
    reaches = [max(abs(amount - middle) for amount in _known(extent)) for extent in extents]
    farthest = sorted(range(len(extents)), key=lambda at: -reaches[at])
    spans = [
        _span([least, *_amounts(extents, frozenset(farthest[:cut]))])
        for cut in range(len(extents) // 2 + 1)
    ]
    jumps = [cut for cut in range(1, len(spans)) if 0 < spans[cut] * _FLAT < spans[cut - 1]]
    left_out = frozenset(farthest[: max(jumps, default=0)])
    shown = _amounts(extents, left_out)
    room = _span([least, *shown]) * _STRETCH
    for at in sorted(left_out):
        amount = extents[at][0]
        if amount == least or _span([least, *shown, amount]) <= room:
            shown.append(amount)
    return shown


def _known(extent: Extent) -> list[float]:
    """Return what is known of an extent."""
    return [amount for amount in extent if is_known(amount)]


def _amounts(extents: Sequence[Extent], left_out: frozenset[int]) -> list[float]:
    """Return all amounts of the extents that are not left out."""
    kept = (extent for at, extent in enumerate(extents) if at not in left_out)
    return [amount for extent in kept for amount in _known(extent)]


def _span(amounts: Sequence[float]) -> float:
    """Return how far apart some amounts lie."""
    return max(amounts) - min(amounts)
