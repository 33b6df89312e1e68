"""How long do 500 replays of a day's plan take, and how much longer one after the other?"""

from __future__ import annotations

import time
from functools import cache

import numpy as np

from benchmarks.counties import embedded, planned
from optimizer.simulation import Replays, Uncertainty, mend_worst, replay
from optimizer.simulation.conditions import draw_conditions
from optimizer.simulation.replays.draws import Draws, draw_times
from optimizer.simulation.replays.driving import drive
from optimizer.simulation.replays.timeline import Timeline, timeline_of
from tests.simulation.twin import slow_drive, slow_shares

REPLAYS, MOST_SECONDS, LEAST_TIMES = 500, 1.0, 50.0
ROUNDS = 5
UNSURE = Uncertainty()


@cache
def drawn() -> tuple[Timeline, Draws]:
    """Return the plan of the embedded county as a chain of events, with times for each replay."""
    instance = embedded().instance
    line, rng = timeline_of(planned().plan.trips, instance), np.random.default_rng(1)
    days = [instance.calendar.date(day) for day in range(instance.calendar.num_days)]
    conditions = draw_conditions(UNSURE, instance.network, days, replays=REPLAYS, rng=rng)
    return line, draw_times(line, UNSURE, conditions, rng)


def at_once() -> Replays:
    """Drive all replays together, down to how likely each order is in time."""
    line, draws = drawn()
    instance = embedded().instance
    replays = Replays(instance, line, drive(line, draws, instance.rules, UNSURE), UNSURE)
    assert replays.on_time.size == replays.delivered.size
    return replays


def one_by_one() -> tuple[list[float], list[float]]:
    """Drive the same replays one after the other, in plain Python."""
    line, draws = drawn()
    instance = embedded().instance
    return slow_shares(line, slow_drive(line, draws, instance.rules, UNSURE), instance)


def shortest(act, rounds: int) -> float:
    """Return the shortest of some runs in seconds of the processor, whatever else it does."""
    spent = []
    for _ in range(rounds):
        begun = time.process_time()
        act()
        spent.append(time.process_time() - begun)
    return min(spent)


def test_replays(benchmark):
    """How long does a dispatcher wait for 500 replays, drawing included?"""
    place, plan = embedded().instance, planned().plan

    def act() -> Replays:
        replays = replay(plan, place, UNSURE, replays=REPLAYS, seed=1)
        assert replays.on_time.any()
        assert replays.transfers
        return replays

    replays = benchmark(act)
    benchmark.extra_info.update(
        stops=replays.timeline.num_stops, orders=len(place.orders), replays=REPLAYS
    )
    assert shortest(act, ROUNDS) < MOST_SECONDS


def test_mending(benchmark):
    """How long does it take to find a buffer and to prove it?"""
    replays = replay(planned().plan, embedded().instance, UNSURE, replays=REPLAYS, seed=1)
    mend = benchmark.pedantic(mend_worst, args=(replays,), kwargs={"seed": 1}, rounds=1)
    if mend is not None:
        benchmark.extra_info.update(minutes=mend.minutes, before=mend.before, after=mend.after)


def test_replays_at_once_against_one_by_one(record_property):
    """The array form gives the same answers, at least 50 times as fast."""
    slow = one_by_one()
    fast = at_once()
    sure = Uncertainty(refused=0.0, absent=0.0)
    shares = Replays(fast.instance, fast.timeline, fast.driven, sure)
    assert (shares.delivered == np.array(slow[0])).all()
    assert (shares.on_time == np.array(slow[1])).all()
    times = shortest(one_by_one, 2) / shortest(at_once, ROUNDS)
    record_property("times_faster", round(times, 1))
    assert times >= LEAST_TIMES
