"""What base and scenario came to by day and by village, over what both have."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from optimizer.days import (
    MEASURES,
    DayResult,
    Difference,
    Measure,
    figures_by_day,
    figures_by_site,
)


class DayPair(NamedTuple):
    """A day that was compared: the total cost of base and scenario, and who was on time."""

    day: date
    base: float
    scenario: float
    base_on_time: float
    scenario_on_time: float


class Means(NamedTuple):
    """The mean on-time share of a village, and hours from ready to delivered."""

    on_time_share: float
    hours: float


@dataclass(frozen=True, slots=True)
class VillageMeans:
    """What a village has of base and scenario, over the days on which both have a figure."""

    base: Means
    scenario: Means


def by_day(results: Sequence[DayResult], measure: Measure) -> Mapping[date, float]:
    """Return the mean over seeds of each day's figure; days that broke a rule left out."""
    found = figures_by_day(results, measure)
    return {day: math.fsum(figures) / len(figures) for day, figures in found.items()}


def mean_of(figures: Mapping[date, float], days: Collection[date]) -> float:
    """Return the mean over some days; NaN where none of them has a figure."""
    known = [figures[day] for day in sorted(days) if day in figures]
    return math.fsum(known) / len(known) if known else math.nan


def pairs(
    base: Sequence[DayResult], other: Sequence[DayResult], total: Difference
) -> tuple[DayPair, ...]:
    """Return both sides of every day of a difference in total cost."""
    cost = [by_day(each, MEASURES["total"]) for each in (base, other)]
    share = [by_day(each, MEASURES["on_time_share"]) for each in (base, other)]
    return tuple(
        DayPair(day, cost[0][day], cost[1][day], *(each.get(day, math.nan) for each in share))
        for day, _ in total.by_day
    )


def village_means(
    base: Sequence[DayResult], other: Sequence[DayResult]
) -> Mapping[str, VillageMeans]:
    """
    Return the means of every village that had an order, by its id.

    The days are those of `optimizer.days.by_village`: base and scenario differ by the mean
    that is told there.
    """
    sides = (base, other)
    shares = [figures_by_site(each, lambda village: village.on_time_share) for each in sides]
    hours = [figures_by_site(each, lambda village: village.hours_mean) for each in sides]
    sites = sorted({site for day in (*base, *other) for site in day.by_village})
    found = {}
    for site in sites:
        share = _common(shares[0].get(site, {}), shares[1].get(site, {}))
        hour = _common(hours[0].get(site, {}), hours[1].get(site, {}))
        found[site] = VillageMeans(Means(share[0], hour[0]), Means(share[1], hour[1]))
    return found


def _common(before: Mapping[date, float], after: Mapping[date, float]) -> tuple[float, float]:
    """Return the means of two series over the days that both have."""
    days = before.keys() & after.keys()
    return mean_of(before, days), mean_of(after, days)
