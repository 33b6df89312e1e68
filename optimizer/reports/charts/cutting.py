"""Where a chart ends, so that one amount far away does not flatten all the others."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Final

from optimizer.reports.charts.scales import is_known

Extent = tuple[float, float | None, float | None]
"""An amount, and between which values it lies."""

_FLAT: Final = 4.0
"""So many times flatter may amounts far away make the chart; beyond that they are cut off."""

_WIDE: Final = 4.0
"""An interval so many times as long as they usually are may be cut off."""

_FAR: Final = 1.5
"""So may an amount that differs from the middle one by so many times that; a steep fall stays."""


def amounts_within(extents: Sequence[Extent]) -> list[float]:
    """
    Return the amounts that a chart shows: all, or without the farthest where they flatten it.

    At most half of the extents are cut off; the least amount of all always stays.

    Examples
    --------
    >>> amounts_within([(9.0, 8.5, 9.5), (8.0, 7.5, 8.5), (9.1, -640.0, 815.0)])
    [8.0, 9.0, 8.5, 9.5, 8.0, 7.5, 8.5, 9.1]
    >>> amounts_within([(9.0, None, None), (8.0, 7.5, 8.5), (900.0, None, None)])
    [8.0, 9.0, 8.0, 7.5, 8.5]
    >>> amounts_within([(20.0, None, None), (9.1, None, None), (9.0, None, None)])
    [9.0, 20.0, 9.1, 9.0]
    """
    if not extents:
        return []
    middle = statistics.median(amount for amount, _, _ in extents)
    least = min(amount for amount, _, _ in extents)
    lengths = [high - low for _, low, high in extents if is_known(low) and is_known(high)]
    usual = statistics.median_low(lengths) if lengths else 0.0
    odd = [
        at
        for at, extent in enumerate(extents)
        if _is_far(extent[0], middle) or _span(_known(extent)) > _WIDE * usual
    ]
    odd.sort(key=lambda at: -max(abs(amount - middle) for amount in _known(extents[at])))
    odd = odd[: len(extents) // 2]
    spans = [
        _span([least, *_amounts(extents, frozenset(odd[:cut]))]) for cut in range(len(odd) + 1)
    ]
    jumps = [cut for cut in range(1, len(spans)) if 0 < spans[cut] * _FLAT < spans[cut - 1]]
    left_out = frozenset(odd[: max(jumps, default=0)])
    near = [extents[at][0] for at in sorted(left_out) if not _is_far(extents[at][0], middle)]
    return [least, *_amounts(extents, left_out), *near]


def _is_far(amount: float, middle: float) -> bool:
    """Whether an amount is of another kind than the middle one."""
    return abs(amount - middle) > _FAR * abs(middle)


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
