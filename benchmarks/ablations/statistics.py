"""Paired differences between arms, with their 95 % intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import t as students_t

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """A mean with the ends of its 95 % interval; not a number where one pair is all there is."""

    mean: float
    low: float
    high: float

    @property
    def half(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2


def interval(values: Sequence[float]) -> Interval:
    """
    Return the mean of independent values and its interval by Student's t.

    The values are one per demand seed, each over all counted days: days of one seed follow
    from each other and are no independent draws.

    Examples
    --------
    >>> found = interval([1.0, 2.0, 3.0])
    >>> round(found.mean, 3), round(found.low, 3), round(found.high, 3)
    (2.0, -0.484, 4.484)
    """
    sample = np.asarray(values, dtype=np.float64)
    mean = float(sample.mean())
    if len(sample) < 2:
        return Interval(mean, float("nan"), float("nan"))
    error = float(sample.std(ddof=1)) / len(sample) ** 0.5
    reach = float(students_t.ppf((1 + CONFIDENCE) / 2, len(sample) - 1)) * error
    return Interval(mean, mean - reach, mean + reach)


def relative(ours: Sequence[float], theirs: Sequence[float]) -> Interval:
    """
    Return by which share ours differ from theirs, pair by pair: negative where ours are less.

    Examples
    --------
    >>> relative([80.0, 80.0], [100.0, 100.0]).mean
    -0.19999999999999996
    """
    return interval([a / b - 1 for a, b in zip(ours, theirs, strict=True)])


def absolute(ours: Sequence[float], theirs: Sequence[float]) -> Interval:
    """Return by how much ours differ from theirs, pair by pair."""
    return interval([a - b for a, b in zip(ours, theirs, strict=True)])
