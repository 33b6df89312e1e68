"""What planning by need is worth, from days that nobody played."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from optimizer.days import Drawn, NetworkFolder, VerdictKind
from optimizer.simulation import (
    DayRecord,
    PlayedDay,
    Policy,
    Promise,
    SimulationQuestion,
    answer,
    document,
)
from optimizer.simulation.histories.asking import ANOTHER
from optimizer.units import YUAN
from tests.instances import network

FIRST = date(2026, 11, 23)
DAYS, SEEDS = 10, 2


def question():
    """Return a question about two histories of ten days."""
    return SimulationQuestion(NetworkFolder("", ""), FIRST, DAYS, Drawn(), seed=7, seeds=SEEDS)


def day(policy, seed, number, yuan, *, search=None, is_wet=False, late=0, is_over=None):
    """
    Return a day that cost so many yuan and brought nine or ten parcels to P in time.

    As a rule nothing is open after the last one.
    """
    when = FIRST + timedelta(days=number)
    record = DayRecord(
        day=when.isoformat(),
        is_wet=is_wet,
        orders=10,
        on_time=10 - late,
        late=late,
        pieces=10,
        vehicles=yuan * YUAN,
        transfers=4,
        broken=1,
        seconds=3_600,
        capacity=7_200,
        trips=2,
        fill=0.5,
    )
    promises = (Promise("P", "standard", 10 - late, late, 0, 0, 8.0),)
    search = seed if search is None else search
    is_over = number == DAYS - 1 if is_over is None else is_over
    return PlayedDay(policy, seed, search, number, when, "", "", record, promises, 1.0, is_over)


def played(saves, *, noisy=1.0, late=0):
    """Yield all days; by need each saves so much, give or take, and is late on wet days."""
    dice = np.random.default_rng(1)
    for seed in (7, 8):
        for number in range(DAYS):
            base, is_wet = 1_000 + float(dice.normal(0, 100)), number % 2 == 1
            spread = float(dice.normal(0, 5))
            yield day(Policy.HABIT, seed, number, base, is_wet=is_wet)
            less = base - saves + spread
            yield day(Policy.BY_NEED, seed, number, less, is_wet=is_wet, late=late * is_wet)
            if seed == 7 and number < 5:
                again = {"search": 7 + ANOTHER, "is_wet": is_wet}
                yield day(Policy.HABIT, seed, number, base + noisy, **again)
                yield day(Policy.BY_NEED, seed, number, less - noisy, **again)


def test_a_steady_gain_is_told_with_its_interval():
    """Fifty a day over twenty days of two histories, within a narrow interval."""
    found = answer(question(), played(50), network())
    assert found.gain.days == len(found.pairs) == DAYS * SEEDS
    assert found.gain.low < found.gain.mean < found.gain.high < -40
    assert found.gain.mean == pytest.approx(-50, abs=3)
    assert found.gain.days_better == 20
    assert found.verdict.kind is VerdictKind.BETTER
    assert "按需排线 每天节省" in found.verdict.sentence_zh
    assert "planning by need saves" in found.verdict.sentence_en


def with_run_offs(days, *, open_days):
    """Yield days whose history goes on for a few more, by need at twice the price of the habit."""
    for each in days:
        is_last = each.number == DAYS - 1
        yield replace(each, is_over=False) if is_last else each
        for after in range(open_days if is_last else 0):
            number, is_need = each.number + 1 + after, each.policy is Policy.BY_NEED
            told = {"late": int(is_need), "is_over": after == open_days - 1}
            yield day(each.policy, each.seed, number, 400 if is_need else 200, **told)


def test_what_is_run_off_is_paid_by_all_days_alike():
    """Two more days at 200 a day more by need: over ten days that takes 40 a day off the gain."""
    plain = answer(question(), played(50), network())
    found = answer(question(), with_run_offs(played(50), open_days=2), network())
    assert found.num_closed == SEEDS
    assert not found.is_partial
    assert len(found.pairs) == found.gain.days == DAYS * SEEDS
    assert found.gain.mean == pytest.approx(plain.gain.mean + 2 * 200 / DAYS)
    # As wide as without: one sum on a last day would be taken for what days are like.
    assert found.gain.high - found.gain.low == pytest.approx(plain.gain.high - plain.gain.low)
    assert found.noise == plain.noise
    for policy, price, late in ((Policy.BY_NEED, 400, 1), (Policy.HABIT, 200, 0)):
        total, days = found.total(policy)
        before, _ = plain.total(policy)
        assert days == DAYS * SEEDS
        assert total.run_off == pytest.approx(2 * price * YUAN * SEEDS)
        assert total.cost == pytest.approx(before.cost + total.run_off)
        assert total.late == 2 * late * SEEDS
        assert total.on_time + total.late == total.orders == 10 * (DAYS + 2) * SEEDS
        assert found.promises[policy]["P", "standard"].late == total.late
    last = [pair for pair in found.pairs if pair.number == DAYS - 1]
    assert all(pair.need.late == 2 and pair.habit.late == 0 for pair in last)


def test_no_run_off_counts_until_both_have_theirs():
    """The habit of the second history still has a day to go: neither run-off is paid."""
    days = list(with_run_offs(played(50), open_days=2))
    rest = [each for each in days if (each.policy, each.seed, each.number) != ("habit", 8, 11)]
    assert len(rest) == len(days) - 1
    found = answer(question(), rest, network())
    assert (found.num_closed, found.is_partial) == (1, True)
    paid = {pair.seed: (pair.need.run_off, pair.habit.run_off) for pair in found.pairs}
    assert paid == {7: (2 * 400 * YUAN / DAYS, 2 * 200 * YUAN / DAYS), 8: (0, 0)}


def test_the_same_orders_twice_are_no_further_days():
    """
    Histories of one file differ in weather and luck: a day's orders are seen once.

    With the same days in both, two histories know as little as one.
    """
    files = {FIRST + timedelta(days=number): b"" for number in range(DAYS)}
    one = [each for each in played(50) if each.seed == 7]
    both = [*one, *(replace(each, seed=8, search=8) for each in one if each.search == 7)]
    first = answer(replace(question(), orders=files, seeds=1), one, network())
    found = answer(replace(question(), orders=files), both, network())
    assert len(found.pairs) == DAYS * SEEDS
    assert found.gain.days == first.gain.days == DAYS
    assert found.gain.interval == pytest.approx(first.gain.interval)
    assert found.noise.freedom == first.noise.freedom == 10
    assert not found.is_partial


def test_what_the_solver_does_by_chance_is_no_gain():
    """Fifty a day are nothing where the search alone moves a day by hundreds."""
    found = answer(question(), played(50, noisy=600.0), network())
    assert found.noise.freedom == 10
    assert found.verdict.kind is VerdictKind.NOISE


def test_no_gain_is_no_verdict():
    """Nothing saved, give or take five."""
    found = answer(question(), played(0), network())
    assert found.verdict.kind in (VerdictKind.UNCERTAIN, VerdictKind.NOISE)


def test_only_days_of_both_policies_count():
    """The habit of the second history has not been played: its days are in no sum."""
    days = [each for each in played(50) if (each.policy, each.seed) != (Policy.HABIT, 8)]
    found = answer(question(), days, network())
    assert found.is_partial
    told = document(question(), found)
    assert told["days_played"] == 10
    assert told["policies"]["by_need"]["days"] == told["policies"]["habit"]["days"] == 10
    assert told["villages"][0]["by_need"]["orders"] == 100


def test_rain_and_its_promise_are_told():
    """One of ten parcels is late by need on each wet day, none on a dry one."""
    told = document(question(), answer(question(), played(50, late=1), network()))
    weather = told["policies"]["by_need"]["by_weather"]
    assert (weather["rain"]["days"], weather["dry"]["days"]) == (10, 10)
    assert (weather["rain"]["on_time_share"], weather["dry"]["on_time_share"]) == (0.9, 1.0)
    assert told["gain"]["on_time_share"]["mean"] == pytest.approx(-0.05)
    assert told["policies"]["by_need"]["by_class"]["standard"]["late"] == 10
    assert told["policies"]["habit"]["broken_share"] == 0.25
    assert told["policies"]["habit"]["worked_share"] == 0.5


def test_the_worst_days_are_named():
    """None where each day saves; the dearest first where they do not."""
    found = answer(question(), played(50), network())
    assert document(question(), found)["gain"]["worst_days"] == []
    worst = document(question(), answer(question(), played(-50), network()))["gain"]["worst_days"]
    assert [row["difference"] for row in worst] == sorted(
        (row["difference"] for row in worst), reverse=True
    )
    assert len(worst) == 5
