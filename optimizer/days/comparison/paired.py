"""The difference between two variants, day by day: the same orders, planned twice."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from optimizer.days.comparison.intervals import LEVEL, Interval, block_of, interval_of
from optimizer.days.comparison.measures import MEASURES, Measure
from optimizer.days.result import DayResult

WORST: Final = 3
"""So many of the worst days are named, at most."""


class DayDifference(NamedTuple):
    """By how much a day of the other variant is above that of the base."""

    day: date
    value: float


@dataclass(frozen=True)
class Difference:
    """
    Other minus base, paired by day.

    Parameters
    ----------
    measure
        What is compared.
    interval
        The mean over the days with its interval.
    by_day
        Every day's difference, by date.
    days_better
        On how many days the other is better than the base.
    worst_days
        The days on which the other is worst, worst first; none on which it is better.
    left_out
        Days that only one variant has, or whose plan breaks a rule or has no such figure.
    block
        How many days the blocks of the bootstrap have.
    noise_factor
        How much of one run's noise shows in the mean: 1 for a single day planned once a side
        would be the square root of two.
    level
        How often the interval holds: 0.95, or more where several are to hold together.
    """

    measure: Measure
    interval: Interval
    by_day: tuple[DayDifference, ...]
    days_better: int
    worst_days: tuple[DayDifference, ...]
    left_out: tuple[date, ...]
    block: int
    noise_factor: float
    level: float = LEVEL

    @property
    def mean(self) -> float:
        """The mean difference of a day."""
        return self.interval.mean

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return self.interval.low

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return self.interval.high

    @property
    def days(self) -> int:
        """How many days are compared."""
        return len(self.by_day)


def paired(
    base: Sequence[DayResult],
    other: Sequence[DayResult],
    *,
    block: int | None = None,
    seed: int = 0,
    measure: Measure = MEASURES["total"],
    level: float = LEVEL,
) -> Difference:
    """
    Compare a variant with its base over the days that both have.

    Pairing takes out what a day's orders do to both. Where a day was planned with several
    seeds, its mean counts.

    Parameters
    ----------
    base, other
        Results of one variant each, in any order.
    block
        Days in a block of the bootstrap; by default it grows with their number.
    seed
        Seed of the bootstrap.
    measure
        What is compared, by default the whole cost.
    level
        Of the interval; see `level_together` for several comparisons with one base.
    """
    before, after = figures_by_day(base, measure), figures_by_day(other, measure)
    common = sorted(before.keys() & after.keys())
    every = {result.day for result in (*base, *other)}
    values = [float(np.mean(after[day]) - np.mean(before[day])) for day in common]
    by_day = tuple(DayDifference(*pair) for pair in zip(common, values, strict=True))
    sign = 1 if measure.is_better_when_less else -1
    worst = sorted(by_day, key=lambda one: (-sign * one.value, one.day))
    array = np.array(values, dtype=np.float64)
    variance = sum(1 / len(before[day]) + 1 / len(after[day]) for day in common)
    return Difference(
        measure=measure,
        interval=interval_of(array, block=block, seed=seed, level=level),
        by_day=by_day,
        days_better=sum(sign * value < 0 for value in values),
        worst_days=tuple(one for one in worst[:WORST] if sign * one.value > 0),
        left_out=tuple(sorted(every - set(common))),
        block=block_of(len(common), block),
        noise_factor=math.sqrt(variance) / len(common) if common else math.inf,
        level=level,
    )


def figures_by_day(
    results: Sequence[DayResult], measure: Measure
) -> Mapping[date, Sequence[float]]:
    """Return the figures of each day, one for each seed; days that broke a rule left out."""
    found: dict[date, list[float]] = defaultdict(list)
    for result in results:
        figure = measure.of(result)
        if figure is not None and not result.violations:
            found[result.day].append(float(figure))
    return found
