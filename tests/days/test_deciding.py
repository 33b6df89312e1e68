"""How many days would probably decide what few of them leave open."""

import math

import numpy as np
import pytest

from optimizer.days import days_to_decide, level_together, noise, outlook, paired, verdict
from optimizer.days.comparison import Noise
from optimizer.days.comparison.deciding import MOST_DAYS
from tests.days.results import series
from tests.days.test_intervals import autoregressive

QUIET = Noise(deviation=0.1, freedom=20)
CASES = pytest.mark.parametrize(
    ("known", "mean", "scenarios"),
    [(6, 20, 1), (6, 7, 1), (8, 10, 1), (8, 7, 3), (8, 20, 3), (14, 7, 1)],
)


def differ(differences, **options):
    """Return the comparison of some days that differ by so much."""
    base = np.full(len(differences), 1_000.0)
    return paired(series(base), series(base + differences), **options)


def exactly(days, mean):
    """Return days that have this mean, and spread by ten, to the last digit."""
    drawn = np.random.default_rng(days).normal(size=days)
    return mean + 10 * (drawn - drawn.mean()) / drawn.std(ddof=1)


def decided(days, mean, level):
    """Return how often so many days, of this mean and spread, come to a verdict."""
    rng = np.random.default_rng(23)
    return np.mean(
        [
            verdict(differ(mean + 10 * rng.normal(size=days), level=level), QUIET).is_decided
            for _ in range(100)
        ]
    )


@CASES
def test_the_days_that_it_names_decide_in_most_draws(known, mean, scenarios):
    """About four in five, and half as many days far more seldom."""
    level = level_together(scenarios)
    needed = days_to_decide(differ(exactly(known, mean), level=level), QUIET)
    assert known < needed <= MOST_DAYS
    assert decided(needed, mean, level) >= 0.65
    assert decided(max(needed // 2, 5), mean, level) < 0.55


def test_days_that_follow_each_other_need_more():
    """The same mean and spread, but every day like the one before."""
    rng = np.random.default_rng(2)
    known = [autoregressive(14, 0.8, rng) for _ in range(40)]
    alone = [each[rng.permutation(14)] for each in known]

    def median(many):
        scaled = (6 + 10 * (each - each.mean()) / each.std() for each in many)
        return np.median([days_to_decide(differ(each), QUIET) or 99 for each in scaled])

    assert median(known) > median(alone)


def test_more_scenarios_and_more_noise_need_more_days():
    """Each of them, and a difference of nearly nothing more than anybody is told to ask for."""
    values = exactly(8, 10)
    alone = days_to_decide(differ(values), QUIET)
    assert days_to_decide(differ(values, level=level_together(4)), QUIET) > alone
    assert days_to_decide(differ(values), Noise(20.0, 20)) > alone
    assert days_to_decide(differ(exactly(8, 0.1)), QUIET) is None


def test_only_few_days_without_a_verdict_are_explained():
    """Eight days are told as three blocks; not where there is a verdict, or another reason."""
    found = outlook(differ(exactly(8, 7)), QUIET)
    assert (found.days, found.blocks) == (8, 3)
    assert found.needed == days_to_decide(differ(exactly(8, 7)), QUIET)
    assert outlook(differ(exactly(8, 0.1)), QUIET).needed is None
    for difference in (
        differ(exactly(8, 200)),  # decided
        differ(exactly(4, 7)),  # no interval
        differ(exactly(20, 0.1)),  # not few
        differ(np.zeros(8)),  # all alike
    ):
        assert outlook(difference, QUIET) is None
    once = noise(series(np.ones(8)))
    assert math.isnan(once.deviation)
    assert outlook(differ(exactly(8, 7)), once) is None
