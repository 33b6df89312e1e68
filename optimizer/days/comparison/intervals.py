"""
How well a mean over days is known: a bootstrap by blocks, as days follow each other.

Blocks of neighbouring days are drawn instead of days, because a busy day seldom comes alone
[1]_ [2]_. The series is closed to a circle, so that no day is drawn less often [3]_. With few
blocks the percentiles are too narrow by themselves: they are stretched about the mean as
Student's t is wider than the normal for as many blocks, and by the share of the variance that
blocks cannot show. The tests measure how often the interval holds the truth.

Of twenty scenarios that change nothing one would stand out by chance at 95 % each. Where several
are compared with one base each interval is made so much wider that all of them hold together
[4]_: `level_together`.

References
----------
.. [1] Künsch, H. R. (1989). The jackknife and the bootstrap for general stationary
   observations. The Annals of Statistics, 17(3), 1217-1241.
.. [2] Lahiri, S. N. (2003). Resampling Methods for Dependent Data. Springer.
.. [3] Politis, D. N. & Romano, J. P. (1992). A circular block-resampling procedure for
   stationary data. In Exploring the Limits of Bootstrap, 263-270. Wiley.
.. [4] Dunn, O. J. (1961). Multiple comparisons among means. Journal of the American
   Statistical Association, 56(293), 52-64.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from scipy.special import ndtri, stdtrit

from optimizer.domain import Floats, Ints

LEVEL: Final = 0.95
"""So often an interval holds the truth, or several that belong together all hold theirs."""

DRAWS: Final = 2_000
MOST_DRAWS: Final = 10_000
LEAST_DAYS: Final = 5
"""With fewer days there is no interval."""


class Interval(NamedTuple):
    """A mean, and between which values it lies; without bounds where nobody can know."""

    mean: float
    low: float
    high: float

    @property
    def half(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2

    @property
    def holds_zero(self) -> bool:
        """Whether there may be no difference at all."""
        return self.low <= 0 <= self.high


def level_together(intervals: int) -> float:
    """
    Return the level of each of several intervals that are to hold together in 95 of 100.

    Examples
    --------
    >>> [round(level_together(intervals), 4) for intervals in (1, 2, 5, 20)]
    [0.95, 0.975, 0.99, 0.9975]
    """
    return 1 - (1 - LEVEL) / max(intervals, 1)


def interval_of(
    values: Floats, *, block: int | None = None, seed: int = 0, level: float = LEVEL
) -> Interval:
    """
    Return the mean of a daily series with its interval.

    Parameters
    ----------
    values
        One value per day in the order of the days, shape ``(days,)``.
    block
        Days in a block; `block_length` by default. At most half the days count.
    seed
        Seed of the draws.
    level
        How often the interval is to hold the truth; `level_together` where there are several.

    Returns
    -------
    interval
        With infinite bounds where there are fewer than ``LEAST_DAYS`` days.

    Examples
    --------
    >>> interval_of(np.full(30, 4.0))
    Interval(mean=4.0, low=4.0, high=4.0)
    """
    num = len(values)
    mean = float(values.mean()) if num else math.nan
    if num < LEAST_DAYS:
        return Interval(mean, -math.inf, math.inf)
    block = block_of(num, block)
    rows = drawn_days(num, block, np.random.default_rng(seed), draws_at(level))
    low, high = np.quantile(values[rows].mean(axis=1), [(1 - level) / 2, (1 + level) / 2])
    wider = stretch(num, block, level)
    return Interval(mean, mean - wider * (mean - float(low)), mean + wider * (float(high) - mean))


def block_length(days: int) -> int:
    """
    Return how many days a block has by default: it grows with the cube root of the days.

    Examples
    --------
    >>> [block_length(days) for days in (5, 30, 60, 365)]
    [3, 5, 6, 11]
    """
    return math.ceil(1.5 * math.cbrt(days))


def block_of(days: int, asked: int | None) -> int:
    """
    Return the block to use: what is asked for or the default, but at most half the days.

    Raises
    ------
    ValueError
        When a block would have no day.
    """
    if asked is not None and asked < 1:
        raise ValueError(f"a block of {asked} days holds nothing; give at least 1")
    return max(min(block_length(days) if asked is None else asked, days // 2), 1)


def draws_at(level: float) -> int:
    """
    Return how many draws an interval takes: as many lie beyond its ends at a higher level.

    Examples
    --------
    >>> [draws_at(level) for level in (0.95, 0.975, 0.9975)]
    [2000, 4000, 10000]
    """
    return min(round(DRAWS * (1 - LEVEL) / (1 - level)), MOST_DRAWS)


def drawn_days(days: int, block: int, rng: np.random.Generator, draws: int = DRAWS) -> Ints:
    """Return rows of days drawn block by block from the circle, shape ``(draws, days)``."""
    firsts = rng.integers(0, days, size=(draws, math.ceil(days / block)))
    rows = (firsts[:, :, None] + np.arange(block)) % days
    return rows.reshape(draws, -1)[:, :days].astype(np.int64)


def stretch(days: int, block: int, level: float = LEVEL) -> float:
    """
    Return how much wider an interval is than its percentiles, for few blocks.

    Examples
    --------
    >>> round(stretch(30, 1), 2), round(stretch(30, 5), 2), round(stretch(30, 5, 0.99), 2)
    (1.06, 1.44, 1.71)
    """
    blocks = days / block
    student = stdtrit(blocks - 1, (1 + level) / 2) / ndtri((1 + level) / 2)
    return float(student) * math.sqrt(days / (days - block))
