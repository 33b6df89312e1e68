"""
Which villages gain and which lose.

Of eighty villages four would stand out by chance at 95 % each. The intervals here hold
together: in 95 of 100 comparisons none of them misses its village, by the largest deviation
of any village in each draw of days [1]_. With several scenarios none of any of them does.

References
----------
.. [1] Romano, J. P. & Wolf, M. (2005). Stepwise multiple testing as formalized data snooping.
   Econometrica, 73(4), 1237-1282.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import ndtri

from optimizer.days.comparison.intervals import (
    LEAST_DAYS,
    LEVEL,
    Interval,
    block_of,
    drawn_days,
    draws_at,
    stretch,
)
from optimizer.days.result import DayResult, VillageDay
from optimizer.domain import Floats

Figure = Callable[[VillageDay], float | None]


@dataclass(frozen=True, slots=True)
class VillageDifference:
    """
    How a service point fares, other minus base, over the days on which it had orders.

    ``share`` is the on-time share, ``hours`` those from ready to delivered. ``outcome`` is 1
    where it gains, -1 where it loses: by its share, or where that does not point the other
    way, by its hours; 0 where nothing can be told.
    """

    site_id: str
    days: int
    share: Interval
    hours: Interval
    outcome: int


def by_village(
    base: Sequence[DayResult],
    other: Sequence[DayResult],
    *,
    block: int | None = None,
    seed: int = 0,
    level: float = LEVEL,
) -> tuple[VillageDifference, ...]:
    """
    Compare every service point, sorted by id, with intervals that hold together.

    Parameters
    ----------
    base, other
        Results of one variant each, in any order.
    block
        Days in a block of the bootstrap; by default it grows with their number.
    seed
        Seed of the bootstrap.
    level
        How often none of the intervals misses its village.
    """
    sites = sorted({site for day in (*base, *other) for site in day.by_village})
    shares = _differences(base, other, sites, lambda village: village.on_time_share)
    hours = _differences(base, other, sites, lambda village: village.hours_mean)
    by_share = _intervals(shares, block, seed, level)
    by_hours = _intervals(hours, block, seed, level)
    counts = (~np.isnan(shares)).sum(axis=0)
    return tuple(
        VillageDifference(site, int(counts[i]), by_share[i], by_hours[i], _outcome(*both))
        for i, (site, both) in enumerate(
            zip(sites, zip(by_share, by_hours, strict=True), strict=True)
        )
    )


def _outcome(share: Interval, hours: Interval) -> int:
    """Return whether a village gains or loses."""
    if not share.holds_zero and not math.isnan(share.mean):
        return 1 if share.mean > 0 else -1
    if not hours.holds_zero and not math.isnan(hours.mean):
        outcome = 1 if hours.mean < 0 else -1
        # Sooner, but less often on time than was promised, is no gain that anybody would see.
        return 0 if share.mean * outcome < 0 else outcome
    return 0


def _differences(
    base: Sequence[DayResult], other: Sequence[DayResult], sites: Sequence[str], figure: Figure
) -> Floats:
    """Return other minus base, shape ``(days, sites)``; NaN where a side has no figure."""
    before, after = figures_by_site(base, figure), figures_by_site(other, figure)
    days = sorted(set[date]().union(*before.values()) & set[date]().union(*after.values()))
    empty: Mapping[date, float] = {}
    sides = [(before.get(site, empty), after.get(site, empty)) for site in sites]
    rows = [
        [side[1].get(day, math.nan) - side[0].get(day, math.nan) for side in sides] for day in days
    ]
    return np.array(rows, dtype=np.float64).reshape(len(days), len(sites))


def figures_by_site(
    results: Sequence[DayResult], figure: Figure
) -> Mapping[str, Mapping[date, float]]:
    """Return the mean over seeds of each village's figure by day; broken plans left out."""
    found: dict[str, dict[date, list[float]]] = defaultdict(lambda: defaultdict(list))
    for result in results:
        for site, village in result.by_village.items() if not result.violations else ():
            value = figure(village)
            if value is not None:
                found[site][result.day].append(value)
    return {
        site: {day: math.fsum(values) / len(values) for day, values in days.items()}
        for site, days in found.items()
    }


def _intervals(values: Floats, block: int | None, seed: int, level: float) -> list[Interval]:
    """Return one interval per column, all of which hold together."""
    days, known = len(values), ~np.isnan(values)
    counts = known.sum(axis=0)
    filled = np.where(known, values, 0.0)
    means = np.where(counts > 0, filled.sum(axis=0) / np.maximum(counts, 1), math.nan)
    if days < LEAST_DAYS:
        return [Interval(float(mean), -math.inf, math.inf) for mean in means]
    length = block_of(days, block)
    draws = draws_at(level)
    rows = drawn_days(days, length, np.random.default_rng(seed), draws)
    # How often each day is in each draw: then all villages are two products of matrices.
    times = np.zeros((draws, days))
    np.add.at(times, (np.arange(draws)[:, None], rows), 1.0)
    seen = times @ known
    drawn = np.divide(times @ filled, seen, out=np.full(seen.shape, math.nan), where=seen > 0)
    off = np.abs(drawn - means)
    spread = np.sqrt(np.nan_to_num(off**2).sum(axis=0) / np.maximum((seen > 0).sum(axis=0), 1))
    enough = counts >= LEAST_DAYS
    judged = enough & (spread > 0)
    largest = np.nanmax(off[:, judged] / spread[judged], axis=1) if judged.any() else np.zeros(1)
    # At least as wide as that of a single village, of which draws say too little.
    single = round(float(ndtri((1 + level) / 2)), 6)
    wide = max(float(np.nanquantile(largest, level)), single)
    half = np.where(enough, wide * stretch(days, length, level) * spread, math.inf)
    return [
        Interval(float(m), float(m - h), float(m + h)) for m, h in zip(means, half, strict=True)
    ]
