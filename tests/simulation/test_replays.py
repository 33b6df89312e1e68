"""What many replays of one plan say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from optimizer.domain import Stop
from optimizer.errors import InputError
from optimizer.network import StraightRoads
from optimizer.pipeline import County, Limits, make_plan
from optimizer.simulation import (
    Replays,
    Uncertainty,
    Weather,
    certain,
    mend_worst,
    replay,
    replay_document,
)
from optimizer.simulation.conditions import draw_conditions
from optimizer.simulation.replays import mending
from optimizer.simulation.replays.draws import Draws, draw_times
from optimizer.simulation.replays.driving import drive
from optimizer.simulation.replays.mending import has_docks
from optimizer.simulation.replays.timeline import timeline_of
from optimizer.units import MINUTE
from tests.properties.worlds import worlds
from tests.simulation.conftest import clocks
from tests.simulation.twin import slow_drive, slow_shares

LIMITS = Limits(search_seconds=None, effort=40, seed=1)
RANDOM = settings(
    max_examples=15,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[
        HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much
    ],
)  # fmt: skip


def planned(world):
    """Return an instance and a plan that has trips."""
    instance, travel = world
    checked = make_plan(County(instance, travel, StraightRoads()), LIMITS)
    assume(checked.plan.trips)
    return instance, checked


def times(line, instance, uncertainty, *, replays, seed):
    """Draw the times of a plan."""
    rng = np.random.default_rng(seed)
    days = [instance.calendar.date(day) for day in range(instance.calendar.num_days)]
    conditions = draw_conditions(uncertainty, instance.network, days, replays=replays, rng=rng)
    return draw_times(line, uncertainty, conditions, rng)


@RANDOM
@given(worlds())
def test_without_uncertainty_a_replay_is_the_plan(world):
    """Clocks to the second, every order that is on time in the plan surely so."""
    instance, checked = planned(world)
    replays = replay(checked.plan, instance, certain(), replays=2)
    for name, found in (
        ("arrival", replays.driven.arrival.T),
        ("start", replays.starts),
        ("departure", replays.departures),
    ):
        assert (found == clocks(checked.plan, name)).all()
    assert replays.trips.tolist() == [1.0] * len(checked.plan.trips)
    assert all(transfer.probability == 1.0 for transfer in replays.transfers)
    carried = [row for rows in replays.timeline.ways.values() for row in rows]
    said = {entry["order_id"]: entry["status"] for entry in checked.document["orders"]}
    for row in carried:
        assert replays.delivered[row] == 1.0
        assert replays.on_time[row] == (said[instance.orders.order_id[row]] == "on_time")


@RANDOM
@given(worlds(), st.integers(0, 99), st.sampled_from([0.1, 0.5, 1.0]))
def test_the_slow_twin_agrees(world, seed, spread):
    """One replay after the other in plain Python gives the same clocks and the same outcomes."""
    instance, checked = planned(world)
    uncertainty = Uncertainty(road_spread=spread, stop_spread=spread, day_spread=spread)
    line = timeline_of(checked.plan.trips, instance)
    draws = times(line, instance, uncertainty, replays=8, seed=seed)
    rules = replace(instance.rules, rest_after_driving=instance.rules.rest_after_driving // 2)
    for known in (instance.rules, rules):
        fast = drive(line, draws, known, uncertainty)
        slow = slow_drive(line, draws, known, uncertainty)
        for position, name in enumerate(
            ("arrival", "start", "departure", "handled", "begun", "kept")
        ):
            assert getattr(fast, name).T.tolist() == [one[position] for one in slow], name
        found = Replays(instance, line, fast, certain())
        delivered, on_time = slow_shares(line, slow, instance)
        assert found.delivered.tolist() == delivered
        assert found.on_time.tolist() == on_time


@RANDOM
@given(worlds(), st.integers(0, 99), st.integers(0, 3_600))
def test_slower_roads_make_nothing_earlier(world, seed, extra):
    """Where the same trips are begun and nobody must rest, every clock is as late or later."""
    instance, checked = planned(world)
    uncertainty = Uncertainty(road_spread=0.3)
    line = timeline_of(checked.plan.trips, instance)
    rules = replace(instance.rules, rest_after_driving=10**9)
    draws = times(line, instance, uncertainty, replays=8, seed=seed)
    delays = np.random.default_rng(seed).integers(0, extra + 1, draws.drives.shape)
    slower = Draws(draws.drives + np.where(line.drive[:, None] > 0, delays, 0), draws.lengths)
    before, after = (drive(line, each, rules, uncertainty) for each in (draws, slower))
    same = (before.begun == after.begun).all(axis=0)
    for name in ("arrival", "start", "departure"):
        assert (getattr(after, name) >= getattr(before, name))[:, same].all()


def test_the_same_seed_draws_the_same(good):
    """Another seed does not."""
    one, again, other = (
        replay(good.plan, good.instance, Uncertainty(), replays=20, seed=seed) for seed in (1, 1, 2)
    )
    assert (one.starts == again.starts).all()
    assert (one.departures != other.departures).any()


def test_a_document_is_replayed_as_its_plan(good):
    """Through the file the same clocks come out."""
    known = replay(good.plan, good.instance, Uncertainty(), replays=5, seed=1)
    found = replay_document(
        good.document, good.instance, good.travel, Uncertainty(), replays=5, seed=1
    )
    assert (known.starts == found.starts).all()


def test_probabilities_are_shares_of_the_replays(good):
    """What is on no trip is never brought; who is absent or refuses is counted in."""
    replays = replay(good.plan, good.instance, certain(absent=0.1, refused=0.2), replays=4)
    shares = dict(zip(good.instance.orders.order_id, replays.delivered, strict=True))
    assert shares["o1"] == pytest.approx(0.7)  # to a point
    assert shares["o3"] == pytest.approx(0.9)  # from a point to the hub
    assert shares["o4"] == pytest.approx(0.9 * 0.7)  # from point to point
    assert shares["o7"] == shares["o8"] == 0.0
    on_time = dict(zip(good.instance.orders.order_id, replays.on_time, strict=True))
    assert on_time["o9"] == 0.0  # late as planned
    # P has o1 and o5 down, o3 and o6 up; Q has o2, the late o9, and o4 from P.
    assert replays.villages == pytest.approx(
        {"P": (0.7 + 0.7 + 0.9 + 0.9) / 4, "Q": (0.7 + 0.0 + 0.9 * 0.7) / 3}
    )


def test_rain_makes_a_plan_less_certain(good):
    """On wet days less is on time, and less of it where roads suffer more."""
    dry, wet, flood = (
        replay(good.plan, good.instance, Uncertainty(weather=weather, rain_roads=roads), seed=3)
        for weather, roads in ((Weather.DRY, 1.2), (Weather.RAIN, 1.2), (Weather.RAIN, 3.0))
    )
    assert dry.departures.mean() < wet.departures.mean() < flood.departures.mean()
    assert dry.on_time.sum() >= wet.on_time.sum() > flood.on_time.sum()


def test_the_worst_transfer_is_mended_by_a_proven_buffer(good):
    """Truck and van meet with 3 s to spare, and neither waits: a buffer makes that safe."""
    uncertainty = Uncertainty(max_hold=0, road_spread=0.3)
    replays = replay(good.plan, good.instance, uncertainty, seed=5)
    worst = replays.transfers[0]
    assert (worst.giver, worst.taker) == ("trip-1", "trip-2")
    assert worst.slack == 0
    assert worst.probability < 0.6
    mend = mend_worst(replays, seed=5)
    assert mend.transfer == worst
    assert mend.holds
    assert mend.before < 0.7
    assert mend.minutes <= 30


def docked(instance, docks):
    """Return an instance whose bases have so many docks."""
    sites = tuple(replace(s, docks=docks if s.is_base else None) for s in instance.sites)
    return replace(instance, network=replace(instance.network, sites=sites))


def test_a_buffer_needs_a_free_dock(good):
    """Of two stops at one base the later may move up to the second that the earlier ends."""
    line, one, two = good.line, docked(good.instance, 1), docked(good.instance, 2)
    base = [good.instance.sites[site].is_base for site in line.site]
    calls = [stop for stop in range(line.num_stops) if base[stop] and line.length[stop]]
    early, late = next(
        (a, b)
        for a in calls
        for b in calls
        if line.site[a] == line.site[b] and line.start[a] + line.length[a] < line.start[b]
    )
    gap = int(line.start[late] - line.start[early] - line.length[early])
    alone = line.later([c for c in calls if c not in (early, late)], 10_000_000)
    assert has_docks(alone.later([late], -gap), one, [late])
    assert not has_docks(alone.later([late], -gap - 1), one, [late])
    assert has_docks(alone.later([late], -gap - 1), two, [late])
    assert has_docks(alone.later([late], -gap - 1), docked(good.instance, None), [late])


def test_where_no_dock_is_free_nothing_is_mended(good, monkeypatch):
    """The answer is a buffer of no minutes, which does not hold."""
    monkeypatch.setattr(mending, "has_docks", lambda *_: False)
    uncertainty = Uncertainty(max_hold=0, road_spread=0.3)
    mend = mend_worst(replay(good.plan, good.instance, uncertainty, seed=5), seed=5)
    assert (mend.minutes, mend.holds) == (0, False)
    assert mend.after == mend.before


def test_nothing_is_to_be_mended_where_all_holds(good):
    """Days that go as planned need no buffer."""
    assert mend_worst(replay(good.plan, good.instance, certain(), replays=3)) is None


def test_trips_that_wait_for_each_other_are_refused(good):
    """A plan in which two vans hand over to each other is no plan."""
    plan = good.plan
    trips = {trip.trip_id: trip for trip in plan.trips}
    fed, feeder = trips["trip-2"], trips["trip-1"]

    def changed(trip, position, **goods):
        stops = list(trip.stops)
        stops[position] = replace(stops[position], **goods)
        return replace(trip, stops=tuple(stops))

    row = 3  # o4 rides with trip 2 first and with trip 1 then, though that comes earlier
    home = fed.stops[-1]
    fed = changed(fed, 2, unload=tuple(r for r in fed.stops[2].unload if r != row))
    fed = changed(fed, 3, unload=(*home.unload, row))
    begin = feeder.stops[0]
    feeder = replace(
        feeder,
        stops=(
            Stop(fed.stops[0].site, begin.start, begin.start, begin.start, (row,)),
            *feeder.stops[:-1],
            replace(feeder.stops[-1], departure=home.departure + MINUTE, unload=(row,)),
        ),
    )
    with pytest.raises(InputError) as refused:
        timeline_of([feeder, fed], good.instance)
    assert [issue.code for issue in refused.value.issues] == ["E464"]
