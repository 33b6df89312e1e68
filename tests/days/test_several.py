"""Several scenarios against one base: what is told of them holds for all of them together."""

import math
from dataclasses import replace

import numpy as np
import pytest

from optimizer.days import by_village, interval_of, level_together, noise, paired, verdict
from optimizer.days.comparison import LEVEL, Noise
from optimizer.days.comparison.intervals import draws_at, stretch
from tests.days.results import result, series
from tests.days.test_intervals import autoregressive

DAYS, SCENARIOS, STUDIES = 28, 6, 120
QUIET = Noise(deviation=10.0, freedom=20)
ALONE = (22.105785714, -58.143994932, 105.190263636)
"""An interval as it was before there were levels."""


def named_by_chance(level, share):
    """Return the share of studies of six equal scenarios in which any is told from the base."""
    rng = np.random.default_rng(17)
    named = 0
    for _ in range(STUDIES):
        base = 5_000 + 800 * rng.normal(size=DAYS)
        others = [base + 100 * autoregressive(DAYS, share, rng) for _ in range(SCENARIOS)]
        told = (paired(series(base), series(other), level=level) for other in others)
        named += any(verdict(difference, QUIET).is_decided for difference in told)
    return named / STUDIES


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_of_six_equal_scenarios_hardly_a_study_names_any(share):
    """Were each to hold by itself alone, every fifth study or more would have a finding."""
    deviation = math.sqrt(0.05 * 0.95 / STUDIES)
    assert named_by_chance(LEVEL, share) > 0.05 + 3 * deviation
    assert named_by_chance(level_together(SCENARIOS), share) <= 0.05 + 2 * deviation


def test_one_scenario_is_told_as_ever():
    """To the last digit: nothing is wider, and no draw is another one."""
    values = np.round(100 * np.sin(np.arange(14.0)) + 20, 3)
    assert level_together(1) == LEVEL
    assert interval_of(values, level=level_together(1)) == interval_of(values)
    found = interval_of(values)
    assert tuple(round(each, 9) for each in found) == ALONE
    alone = paired(series(values), series(values + 1))
    assert alone.level == LEVEL
    assert QUIET.margin(alone) == pytest.approx(2.0859634 * 10 * alone.noise_factor)


def test_more_scenarios_have_wider_intervals_and_margins():
    """Interval, margin and villages alike; a saving that one scenario shows clearly stays."""
    rng = np.random.default_rng(3)
    base = series(1_000 + 50 * rng.normal(size=DAYS))
    other = [replace(day, cost={"total": day.cost["total"] - 40 + rng.normal()}) for day in base]
    halves, margins = [], []
    for count in (1, 2, 6, 20):
        difference = paired(base, other, level=level_together(count))
        halves.append(difference.interval.half)
        margins.append(QUIET.margin(difference))
        assert verdict(difference, QUIET).is_decided
    assert halves == sorted(set(halves))
    assert margins == sorted(set(margins))
    assert all(math.isfinite(each) for each in halves)


def test_an_interval_at_a_higher_level_is_students_own():
    """Of independent days: nearly as wide as the textbook has it, whatever the level."""
    values = np.random.default_rng(8).normal(size=60)
    for count, student in ((1, 2.001), (6, 2.729), (20, 3.153)):
        found = interval_of(values, block=1, level=level_together(count))
        textbook = student * values.std(ddof=1) / math.sqrt(60)
        assert found.half == pytest.approx(textbook, rel=0.06)
        assert stretch(60, 1, level_together(count)) > stretch(60, 1) * 0.999


def test_ends_are_drawn_as_well_at_a_higher_level():
    """As many draws lie beyond them, until there would be too many in all."""
    assert draws_at(LEVEL) == 2_000
    assert draws_at(level_together(3)) == 6_000
    assert draws_at(level_together(100)) == 10_000


def test_an_uneven_interval_is_told_by_its_ends():
    """Half of it is more than the mean: 60 ± 70 would not leave zero out, though it does."""
    values = np.array([70, 45, 55, 95, 80, 65, 25, 75.0])
    for sign, word, wort in ((1, "costs", "多花"), (-1, "saves", "节省")):
        found = paired(
            series(np.full(8, 900.0)), series(900 + sign * values), level=level_together(3)
        )
        assert not found.interval.holds_zero
        assert found.interval.half > abs(found.mean)
        said = verdict(found, QUIET, name="B")
        assert f"B {word} 6 to 145 " in said.sentence_en
        assert f"B 每天{wort} 6 到 145 元，平均 64；8 天里" in said.sentence_zh
        assert "±" not in said.sentence_en + said.sentence_zh


def test_one_scenario_too_is_told_by_the_ends_of_an_uneven_interval():
    """A single wide day makes it so; "saves 83 ± 92" and a verdict would contradict each other."""
    values = np.array([80, 45, 110, 90, 190, 10, 60, 80.0])
    found = paired(series(np.full(8, 900.0)), series(900 - values))
    assert found.interval.half > abs(found.mean)
    said = verdict(found, QUIET, name="B")
    assert said.is_decided
    assert "B saves 5 to 189 " in said.sentence_en


def test_villages_hold_over_all_scenarios():
    """The same villages, a wider interval each, where further scenarios are asked for."""
    rng = np.random.default_rng(5)

    def days():
        return [
            result(day, 1, villages={f"V{at}": (9, 9, 30 + rng.normal()) for at in range(6)})
            for day in range(20)
        ]

    base, other = days(), days()
    alone = by_village(base, other)
    among = by_village(base, other, level=level_together(6))
    assert by_village(base, other, level=level_together(1)) == alone
    assert [each.hours.mean for each in among] == [each.hours.mean for each in alone]
    assert all(
        wide.hours.half > narrow.hours.half for wide, narrow in zip(among, alone, strict=True)
    )


def test_the_margin_of_several_holds_for_all():
    """Six variants that only differ by seeds: all within their margins in about 95 of 100."""
    rng, held = np.random.default_rng(11), 0
    for _ in range(100):
        seeds = [result(d, 50 * rng.normal(), seed=s) for d in range(5) for s in range(4)]
        own, level = noise(seeds), level_together(SCENARIOS)
        held += all(
            abs(difference.mean) <= own.margin(difference)
            for difference in (
                paired(*(series(50 * rng.normal(size=8)) for _ in range(2)), level=level)
                for _ in range(SCENARIOS)
            )
        )
    assert held >= 90
