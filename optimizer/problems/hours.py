"""When handling may start at a site, and how long it lasts; compiled."""

from __future__ import annotations

from optimizer.domain import NO_WAY
from optimizer.problems.compiling import lean
from optimizer.problems.flat import Flat


@lean
def fitting_start(p: Flat, site: int, clock: int, length: int) -> int:
    """Return the first start from a clock on such that handling ends within the hours."""
    for window in range(p.opens.shape[1]):
        start = max(clock, p.opens[site, window])
        if start + length <= p.closes[site, window]:
            return start
    return NO_WAY


@lean
def fitting_start_before(p: Flat, site: int, clock: int, length: int) -> int:
    """Return the last start up to a clock such that handling ends within the hours."""
    for back in range(p.opens.shape[1]):
        window = p.opens.shape[1] - 1 - back
        if p.opens[site, window] >= NO_WAY:
            continue
        start = min(clock, p.closes[site, window] - length)
        if start >= p.opens[site, window]:
            return start
    return -NO_WAY


@lean
def handling(p: Flat, site: int, pieces: int) -> int:
    """Return how long a stop lasts that handles this many pieces."""
    if pieces == 0:
        return 0
    return p.stop_time[site] + (p.piece_time[site] * pieces + 999) // 1000
