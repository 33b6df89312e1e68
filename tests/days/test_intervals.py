"""The interval over days: what it must hold, and how often it holds the truth."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from optimizer.days import interval_of
from optimizer.days.comparison.intervals import block_length, drawn_days

SERIES = 250
values = arrays(np.float64, st.integers(5, 60), elements=st.floats(-1e6, 1e6, width=32))


def autoregressive(days, share, rng):
    """Return a series about zero that keeps a share of the day before, settled."""
    noise = rng.normal(size=days + 50)
    series = np.zeros(days + 50)
    for day in range(1, days + 50):
        series[day] = share * series[day - 1] + noise[day]
    return series[50:]


@pytest.mark.parametrize("days", [20, 30, 60])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.5])
def test_the_interval_covers(days, share):
    """Of 250 series whose days follow each other, 90 to 98 in 100 intervals hold the truth."""
    rng = np.random.default_rng((days, int(10 * share)))
    held = [interval_of(autoregressive(days, share, rng)).holds_zero for _ in range(SERIES)]
    deviation = math.sqrt(0.95 * 0.05 / SERIES)
    assert 0.90 - deviation <= np.mean(held) <= 0.98 + deviation


def test_single_days_would_cover_too_seldom():
    """Drawn one by one, days that follow each other promise what they do not know."""
    rng = np.random.default_rng(1)
    series = [autoregressive(60, 0.5, rng) for _ in range(SERIES)]
    single = np.mean([interval_of(each, block=1).holds_zero for each in series])
    blocks = np.mean([interval_of(each).holds_zero for each in series])
    assert single < 0.85 < blocks


@given(values)
def test_the_mean_lies_within(series):
    """The interval surrounds the mean, whatever the days are."""
    found = interval_of(series)
    slack = 1e-9 * max(1.0, float(np.abs(series).max()))
    assert found.low <= found.mean + slack
    assert found.high >= found.mean - slack
    assert found.mean == pytest.approx(series.mean())


@given(values, st.floats(-1e3, 1e3), st.floats(0.1, 10))
def test_it_moves_and_grows_with_the_days(series, shift, factor):
    """Another currency, or as much more every day, changes the interval the same way."""
    found, other = interval_of(series), interval_of(series * factor + shift)
    slack = 1e-6 * (1 + float(np.abs(series).max()) * factor)
    assert other.low == pytest.approx(found.low * factor + shift, abs=slack)
    assert other.high == pytest.approx(found.high * factor + shift, abs=slack)


@given(st.integers(1, 40), st.integers(1, 40))
def test_blocks_are_neighbours_on_a_circle(days, block):
    """Within a block each day is followed by the next, the last by the first."""
    block = min(block, days)
    rows = drawn_days(days, block, np.random.default_rng(0), draws=20)
    assert rows.shape == (20, days)
    steps = (rows[:, 1:] - rows[:, :-1]) % days
    inside = np.arange(1, days) % block != 0
    assert (steps[:, inside] == 1 % days).all()


def test_the_same_seed_gives_the_same_interval():
    """Nothing but the seed is random."""
    series = np.random.default_rng(3).normal(size=30)
    assert interval_of(series, seed=4) == interval_of(series, seed=4)
    assert interval_of(series, seed=4) != interval_of(series, seed=5)


@pytest.mark.parametrize("days", [0, 1, 4])
def test_few_days_have_no_interval(days):
    """With less than five days the bounds are infinite."""
    found = interval_of(np.arange(days, dtype=float))
    assert (found.low, found.high) == (-math.inf, math.inf)


def test_blocks_grow_with_the_days():
    """Never shorter with more days; a block of no day is a mistake."""
    lengths = [block_length(days) for days in range(1, 400)]
    assert lengths == sorted(lengths)
    with pytest.raises(ValueError, match="holds nothing"):
        interval_of(np.zeros(10), block=0)
