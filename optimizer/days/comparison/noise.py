"""How much the solver itself varies, which no comparison may take for a difference."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import stdtrit

from optimizer.days.comparison.measures import MEASURES, Measure
from optimizer.days.comparison.paired import Difference, figures_by_day
from optimizer.days.result import DayResult

NOISE_DAYS: Final = 5
"""So many days are planned again with another seed, where noise is to be measured."""


@dataclass(frozen=True, slots=True)
class Noise:
    """
    The standard deviation of one run about the mean of its day, over the solver's seeds.

    ``freedom`` counts the degrees of freedom; with none, nobody knows the deviation.
    """

    deviation: float
    freedom: int

    def margin(self, difference: Difference) -> float:
        """
        Return how far the mean of a difference may be off by noise alone.

        As often as the interval of the difference holds: in 95 of 100, or where several
        differences are told together in so many that all of them are within theirs.
        """
        if not self.freedom:
            return math.inf
        student = float(stdtrit(self.freedom, (1 + difference.level) / 2))
        return student * self.deviation * difference.noise_factor


def noise(results: Sequence[DayResult], measure: Measure = MEASURES["total"]) -> Noise:
    """
    Measure the solver's noise on days that were planned with several seeds.

    Variances about the mean of each variant and day are pooled [1]_; days that were planned
    once say nothing.

    References
    ----------
    .. [1] Snedecor, G. W. & Cochran, W. G. (1989). Statistical Methods, 8th edition, ch. 6.
       Iowa State University Press.
    """
    variants: dict[str, list[DayResult]] = defaultdict(list)
    for result in results:
        variants[result.variant].append(result)
    squares, freedom = 0.0, 0
    for of_variant in variants.values():
        for figures in figures_by_day(of_variant, measure).values():
            squares += float(np.var(figures) * len(figures))
            freedom += len(figures) - 1
    return Noise(math.sqrt(squares / freedom) if freedom else math.nan, freedom)
