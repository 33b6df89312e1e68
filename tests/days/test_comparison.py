"""Pairs of days, the solver's noise, and what may be said."""

import math

import numpy as np
import pytest

from optimizer.days import MEASURES, VerdictKind, by_village, load_of, noise, paired, verdict
from optimizer.days.comparison import Noise
from tests.days.results import FIRST, result, series

QUIET = Noise(deviation=1.0, freedom=20)
RNG = np.random.default_rng(7)
BUSY = 5_000 + 800 * RNG.normal(size=30)


def test_pairing_takes_the_days_out():
    """Days of very different size tell a steady saving of 10 to the cent."""
    found = paired(series(BUSY), series(BUSY - 10))
    assert (found.mean, found.low, found.high) == pytest.approx((-10, -10, -10))
    assert (found.days, found.days_better, found.worst_days) == (30, 30, ())


def test_order_of_results_does_not_matter():
    """Results come in as they end."""
    other = series(BUSY - 10 + RNG.normal(size=30))
    assert paired(series(BUSY), other) == paired(series(BUSY)[::-1], other[::-1])


def test_worst_days_come_worst_first():
    """The three days on which the other costs most more; days on which it saves are none."""
    found = paired(series([100] * 6), series([90, 130, 110, 99, 150, 120]))
    assert [(one.day.day, one.value) for one in found.worst_days] == [(5, 50), (2, 30), (6, 20)]
    assert found.days_better == 2


def test_what_is_better_when_more_is_turned_round():
    """For the on-time share more is better."""
    base = [result(day, 1, on_time=90, late=10) for day in range(6)]
    other = [result(day, 1, on_time=95, late=5) for day in range(6)]
    found = paired(base, other, measure=MEASURES["on_time_share"])
    assert (found.mean, found.days_better) == (pytest.approx(0.05), 6)


def test_days_of_one_side_are_left_out_by_name():
    """Days that only one variant has, or whose plan breaks a rule, are told."""
    base = [*series([100] * 6), result(8, 100)]
    other = [*series([90] * 5), result(5, 90, violations=1)]
    found = paired(base, other)
    assert found.days == 5
    assert [(day - FIRST).days for day in found.left_out] == [5, 8]


def test_seeds_of_a_day_are_one_day():
    """Three seeds of a day count as their mean, and carry less noise."""
    seeds = [result(day, 100 + seed, seed=seed) for day in range(6) for seed in (-3, 0, 3)]
    found = paired(seeds, series([90] * 6))
    assert (found.days, found.mean) == (6, pytest.approx(-10))
    assert found.noise_factor == pytest.approx(math.sqrt((1 / 3 + 1) / 6))


def test_a_closed_station_has_no_load():
    """Load is compared with zero where the station is not open."""
    found = paired(series([1] * 6), series([1] * 6, station_load={}), measure=load_of("A"))
    assert found.mean == -40


def test_noise_is_measured_within_days():
    """Days differ by thousands, seeds by ±2: the noise is that of the seeds."""
    results = [result(d, BUSY[d] + step, seed=step) for d in range(4) for step in (-2, 0, 2)]
    found = noise(results)
    assert (found.deviation, found.freedom) == (pytest.approx(2), 8)


def test_noise_of_single_runs_is_unknown():
    """Nothing can be said from one seed a day."""
    assert noise(series(BUSY)).freedom == 0
    assert noise(series(BUSY)).margin(paired(series(BUSY), series(BUSY))) == math.inf


def test_noise_margin_holds_the_mean_of_equal_variants():
    """Two variants that only differ by seeds stay within the margin in about 95 of 100."""
    rng, held = np.random.default_rng(11), 0
    for _ in range(200):
        seeds = [result(d, 50 * rng.normal(), seed=s) for d in range(5) for s in range(4)]
        base, other = (series(50 * rng.normal(size=8)) for _ in range(2))
        difference = paired(base, other)
        held += abs(difference.mean) <= noise(seeds).margin(difference)
    assert 180 <= held <= 199


def test_equal_variants_get_no_verdict():
    """Where only the seeds differ, at most a few in a hundred are told apart."""
    rng, decided = np.random.default_rng(5), 0
    for _ in range(100):
        seeds = [result(d, 50 * rng.normal(), seed=s) for d in range(5) for s in range(4)]
        base, other = (series(BUSY + 50 * rng.normal(size=30)) for _ in range(2))
        decided += verdict(paired(base, other), noise(seeds)).is_decided
    assert decided <= 7


def test_a_saving_is_said_in_both_languages():
    """The sentence that the planner takes to the meeting."""
    saved = np.where(np.arange(30) < 28, 450, -100) + 20 * np.sin(np.arange(30))
    said = verdict(paired(series(BUSY), series(BUSY - saved)), QUIET, name="B")
    assert said.kind is VerdictKind.BETTER
    mean, half = said.sentence_en.split()[2], said.sentence_en.split()[4]
    assert said.sentence_en == (f"B saves {mean} ± {half} a day; on 28 of 30 days it is cheaper")
    assert said.sentence_zh == f"B 每天节省 {mean} ± {half} 元；30 天里有 28 天更便宜"
    assert int(mean) == round(saved.mean())


def test_what_cannot_be_told_is_said_in_words_not_signs():
    """From what may be saved to what may be spent; days that are all alike are just that."""
    difference = paired(series(BUSY), series(BUSY + 80 * np.random.default_rng(4).normal(size=30)))
    said = verdict(difference, QUIET, name="B", unit_en="CNY")
    saved, spent = (f"{abs(bound):.0f}" for bound in (difference.low, difference.high))
    days = difference.days_better
    assert said.sentence_zh == (
        f"不下结论：B 每天从省 {saved} 到多花 {spent} 元都有可能；30 天里有 {days} 天更便宜"
    )
    assert said.sentence_en == (
        f"no verdict: B may save up to {saved} CNY a day, or cost up to {spent} CNY more; "
        f"on {days} of 30 days it is cheaper"
    )
    said = verdict(paired(series(BUSY), series(BUSY)), QUIET, name="B")
    assert said.kind is VerdictKind.UNCERTAIN
    assert said.sentence_en == "no verdict: B costs the same on each of 30 days"
    assert "没有差别" in said.sentence_zh


@pytest.mark.parametrize(
    ("difference", "measured", "kind", "word"),
    [
        (50 + RNG.normal(size=30), QUIET, VerdictKind.WORSE, "costs 50 ± 0.4"),
        (80 * RNG.normal(size=30), QUIET, VerdictKind.UNCERTAIN, "may save up to"),
        (-5 + RNG.normal(size=30), Noise(40.0, 8), VerdictKind.NOISE, "own noise (±"),
        (-50 + RNG.normal(size=30), Noise(math.nan, 0), VerdictKind.UNMEASURED, "other seeds"),
        (np.full(4, -50.0), QUIET, VerdictKind.TOO_FEW, "only 4 days"),
    ],
    ids=lambda value: str(value) if isinstance(value, VerdictKind) else "",
)
def test_a_verdict_says_no_more_than_the_days_allow(difference, measured, kind, word):
    """Worse, uncertain, within the noise, noise unknown, too few days."""
    days = len(difference)
    said = verdict(paired(series(BUSY[:days]), series(BUSY[:days] + difference)), measured)
    assert said.kind is kind
    assert word.split(" ±")[0] in said.sentence_en
    assert said.sentence_zh
    assert "nan" not in said.sentence_en + said.sentence_zh
    assert said.is_decided == (kind is VerdictKind.WORSE)


def village_days(rng, gains=()):
    """Return 30 days of twenty villages, each at about 80 % and 30 hours."""
    days = []
    for day in range(30):
        told = {}
        for number in range(20):
            better = 20 * (number in gains)
            on_time = int(np.clip(80 + better + 5 * rng.normal(), 0, 100))
            told[f"V{number:02d}"] = (100, on_time, 30 + rng.normal())
        days.append(result(day, 1, villages=told))
    return days


def test_villages_that_gain_are_named():
    """V03 rises from 80 to 100 %; the other nineteen are not named."""
    rng = np.random.default_rng(2)
    found = by_village(village_days(rng), village_days(rng, gains=[3]))
    assert [one.site_id for one in found if one.outcome > 0] == ["V03"]
    assert [one.site_id for one in found if one.outcome < 0] == []
    assert found[3].share.mean == pytest.approx(0.2, abs=0.03)


def test_villages_are_not_named_by_chance():
    """Of twenty comparisons of equal villages hardly one names any of the twenty."""
    rng = np.random.default_rng(3)
    named = [
        any(one.outcome for one in by_village(village_days(rng), village_days(rng)))
        for _ in range(20)
    ]
    assert sum(named) <= 4


def test_a_village_with_few_days_is_not_judged():
    """Three days with orders say nothing, and no day of it says nothing either."""
    base = [result(d, 1, villages={"P": (9, 9, 20.0)} if d < 3 else {}) for d in range(10)]
    other = [result(d, 1, villages={"P": (9, 0, 60.0)} if d < 3 else {}) for d in range(10)]
    (found,) = by_village(base, other)
    assert (found.days, found.outcome) == (3, 0)
    assert by_village(series([1] * 10), series([1] * 10)) == ()


def test_hours_speak_where_the_share_stays():
    """All on time before and after, six hours sooner: the village gains."""
    rng = np.random.default_rng(4)
    base = [result(d, 1, villages={"P": (9, 9, 30 + rng.normal())}) for d in range(20)]
    other = [result(d, 1, villages={"P": (9, 9, 24 + rng.normal())}) for d in range(20)]
    (found,) = by_village(base, other)
    assert found.outcome == 1
    assert found.hours.high < 0


def test_hours_do_not_speak_against_the_share():
    """Six hours sooner, but now and then late where it never was: that is not called a gain."""
    rng = np.random.default_rng(4)
    base = [result(d, 1, villages={"P": (9, 9, 30 + rng.normal())}) for d in range(20)]
    other = [
        result(d, 1, villages={"P": (9, 9 - 4 * (d % 10 == 3), 24 + rng.normal())})
        for d in range(20)
    ]
    (found,) = by_village(base, other)
    assert found.share.holds_zero
    assert found.hours.high < 0
    assert found.outcome == 0
