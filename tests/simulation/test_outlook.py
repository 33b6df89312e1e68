"""Rain that dispatchers see when they plan, on the four-stop county."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from optimizer.domain import NO_WAY
from optimizer.simulation import Policy, Rolling, Weather, certain
from optimizer.simulation.conditions import draw_conditions
from optimizer.simulation.rolling.outlook import Outlook
from tests.instances import network, travel
from tests.simulation.test_rolling import FIRST_DAY, play

RAIN = certain(weather=Weather.RAIN, rain_roads=2.0, rain_stops=1.5)
KNOWN = replace(RAIN, rain_is_known=True)


def days(uncertainty, num=1):
    """Return what days are like."""
    dates = [FIRST_DAY + timedelta(days=number) for number in range(num)]
    rng = np.random.default_rng(1)
    return draw_conditions(uncertainty, network(), dates, replays=1, rng=rng)


class Watched(Rolling):
    """A county that keeps what it planned with."""

    def __init__(self, asked):
        super().__init__(asked)
        self.plans, self.drives = [], []

    def _planned(self, instance, matrices):
        plan = super()._planned(instance, matrices)
        self.plans.append((instance, matrices, plan))
        return plan

    def _note(self, instance, timeline, driven, done, record):
        self.drives.append((timeline, driven))
        super()._note(instance, timeline, driven, done, record)


@pytest.mark.parametrize("policy", list(Policy))
def test_a_wet_day_is_planned_as_one(policy):
    """Twice the time on the way, half more at each stop; ways are as long and dear as ever."""
    county = Watched(play(days=1, uncertainty=KNOWN, policy=policy))
    county.next_day()
    dry, usual = network(), travel()
    assert len(county.plans) == 2
    for instance, matrices, _ in county.plans:
        for profile, matrix in matrices.items():
            assert (matrix.duration == 2 * usual[profile].duration).all()
            assert (matrix.distance == usual[profile].distance).all()
        for site, before in zip(instance.sites, dry.sites, strict=True):
            assert site.stop_time == round(1.5 * before.stop_time)
            assert site.piece_time == round(1.5 * before.piece_time)
    assert any(plan.trips for *_, plan in county.plans)


@pytest.mark.parametrize("uncertainty", [RAIN, replace(KNOWN, weather=Weather.DRY)], ids=str)
def test_without_rain_or_knowledge_nothing_is_expected(uncertainty):
    """The travel times are the very same, not only as long."""
    asked = play(days=1, uncertainty=uncertainty)
    county = Watched(asked)
    county.next_day()
    for instance, matrices, _ in county.plans:
        assert matrices is asked.standing.travel
        assert instance.network is asked.standing.network


@pytest.mark.parametrize("policy", list(Policy))
def test_what_plans_expect_does_not_slow_them_once_more(policy):
    """Where nothing but rain strays, a plan that knows of it is driven to the second."""
    told, surprised = (
        Watched(play(days=2, uncertainty=uncertainty, policy=policy))
        for uncertainty in (KNOWN, RAIN)
    )
    records, others = list(told.days()), list(surprised.days())
    assert all(np.array_equal(line.start, driven.start[:, 0]) for line, driven in told.drives)
    late = [
        (driven.start[:, 0] - line.start).max() for line, driven in surprised.drives if line.trips
    ]
    assert max(late) >= 600
    assert sum(record.orders for record in records) == sum(record.orders for record in others)


def test_a_day_that_turns_out_dry_is_quicker_than_expected():
    """What is planned on a wet day for the next one expects rain, which may not come."""
    found = days(replace(KNOWN, weather=Weather.MIXED, rain_share=0.5, rain_stays=0.0), num=20)
    assert 0 < found.rain.sum() < 20
    wet = int(np.argmax(found.rain[:, 0]))
    then = replace(found, roads=found.roads[wet:], stops=found.stops[wet:], rain=found.rain[wet:])
    left = Outlook.of(KNOWN, then).beside(then)
    assert left.roads[0, 0] == left.stops[0, 0] == 1
    assert np.allclose(left.roads, np.where(then.rain, 1, 1 / 2))
    assert np.allclose(left.stops, np.where(then.rain, 1, 1 / 1.5))


def test_what_cannot_be_driven_stays_so():
    """In the rain as on dry days."""
    usual = travel()["van"]
    far = usual.duration.copy()
    far[0, 1] = NO_WAY
    slow = Outlook(roads=1.3).travel({"van": replace(usual, duration=far)})["van"]
    assert slow.duration[0, 1] == NO_WAY
    assert (slow.reachable == (far < NO_WAY)).all()
