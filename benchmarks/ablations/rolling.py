"""
Days that roll on: plan, drive what is committed, plan again.

At each of the county's planning times the planner knows the orders that are announced, and
nothing of those that come later:

- Carriers announce what they bring to the hub, and points what is to be collected, six hours
  ahead: the plan of 05:00 knows what is ready until 11:00, that of 12:00 what is ready until
  18:00.
- Trips that start before the next planning time are driven as planned, to the second, and so
  is a later trip that brings goods which a driven one takes on. All others are forgotten.
- What a driven trip leaves at a base stands there for the next plan, ready when its time for
  changing vehicle is over, and due when it always was.
- A vehicle that has driven in a shift makes no further trip in it for a later plan: hours,
  rests and range are those of one plan.
- A point that wants its visit today and has not had it is still to be visited.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np

from benchmarks.ablations.arms import Arm
from benchmarks.ablations.counties import Standing
from optimizer.domain import Bools, Calendar, Instance, Ints, Plan, Stop, Trip, Visits
from optimizer.pipeline import County, make_plan
from optimizer.simulation.rolling.driven_trips import driven_of
from optimizer.units import HOUR
from optimizer.watch import Limits

ANNOUNCED = 6 * HOUR


@dataclass(frozen=True)
class State:
    """
    How things stand between two plans; clocks of the pool of all orders.

    ``site`` and ``ready`` say where each order is and from when on it can be loaded,
    ``is_done`` which are at their destination (or on the way there, on a driven trip), shape
    ``(orders,)`` each. ``busy_until`` says until when vehicles are out.
    """

    site: Ints
    ready: Ints
    is_done: Bools
    busy_until: Mapping[str, int] = field(default_factory=dict)
    driven: tuple[Trip, ...] = ()


@dataclass(frozen=True)
class Rolled:
    """What was driven, in clocks and rows of the pool, and what planning it took."""

    trips: tuple[Trip, ...]
    num_plans: int
    seconds: float


def opening(pool: Instance) -> State:
    """Return the state before the first plan: every order is where it starts."""
    orders = pool.orders
    return State(orders.origin, orders.ready, np.zeros(len(orders), dtype=np.bool_))


def roll(
    standing: Standing,
    pool: Instance,
    arm: Arm,
    *,
    effort: int,
    seed: int,
    tell: Callable[[str], None] = lambda _: None,
) -> Rolled:
    """
    Return what is driven over all days of a pool.

    Raises
    ------
    AssertionError
        When the checker finds a violation in any of the plans.
    """
    state, begun, count = opening(pool), time.monotonic(), 0
    limits = Limits(search_seconds=None, effort=arm.effort(effort), seed=seed)
    for moment in planning_moments(pool):
        instance, rows = inputs_at(standing, pool, state, moment)
        instance = arm.arranged(instance, standing.travel)
        instance = replace(instance, visits_due=not_visited(instance, pool, state))
        county = County(instance, standing.travel, standing.roads)
        checked = make_plan(county, limits, engines=arm.engines)
        if checked.violations:
            raise AssertionError(f"{moment}: {checked.violations[:5]}")
        state = after(state, pool, instance, rows, checked.plan)
        count += 1
        shares = checked.document["kpis"]
        tell(f"{moment:%d %H:%M} {len(rows)} orders, {shares['on_time_share']} on time")
    return Rolled(state.driven, count, time.monotonic() - begun)


def planning_moments(pool: Instance) -> Iterator[datetime]:
    """Yield when plans are made, on each day of a pool."""
    for day in range(pool.calendar.num_days):
        for second in pool.rules.planning_times:
            yield pool.calendar.moment(pool.calendar.at(day, second))


def inputs_at(
    standing: Standing, pool: Instance, state: State, moment: datetime
) -> tuple[Instance, Ints]:
    """Return the inputs of a planning run, and the rows of the pool that its orders are."""
    rules = standing.network.rules
    calendar = Calendar(moment, rules.timezone, rules.horizon)
    shift = calendar.epoch - pool.calendar.epoch
    now = calendar.start + shift
    rows = np.flatnonzero((pool.orders.ready <= now + ANNOUNCED) & ~state.is_done)
    orders = replace(
        pool.orders.take(rows),
        origin=state.site[rows],
        ready=state.ready[rows] - shift,
        due=pool.orders.due[rows] - shift,
    )
    busy = {name: clock - shift for name, clock in state.busy_until.items()}
    return Instance(standing.network, calendar, orders, busy_until=busy), rows


def not_visited(instance: Instance, pool: Instance, state: State) -> frozenset[str]:
    """Return the points that want a visit every day and that no driven trip visits today."""
    shift = instance.calendar.epoch - pool.calendar.epoch
    today = range(shift, shift + instance.calendar.at(1, 0))
    seen = {stop.site for trip in state.driven for stop in trip.stops if stop.start in today}
    return frozenset(
        site.site_id
        for number, site in enumerate(instance.sites)
        if site.visits is Visits.DAILY and instance.network.door[number] not in seen
    )


def after(state: State, pool: Instance, instance: Instance, rows: Ints, plan: Plan) -> State:
    """Return how things stand when the driven trips of a plan are driven."""
    shift = instance.calendar.epoch - pool.calendar.epoch
    driven = driven_of(plan, instance)
    going = frozenset(driven)
    site, ready, is_done = state.site.copy(), state.ready.copy(), state.is_done.copy()
    door = instance.network.door
    for order, legs in plan.legs().items():
        ridden = [leg for leg in legs if leg.trip in going]
        if ridden:
            row, last = rows[order], ridden[-1]
            site[row] = last.destination
            wait = instance.sites[last.destination].transfer_time
            ready[row] = last.unloaded_at + shift + wait
            is_done[row] = last.destination == door[int(pool.orders.destination[row])]
    trips = [shifted(plan.trips[number], shift, rows) for number in driven]
    busy = dict(state.busy_until)
    for trip in trips:
        name = instance.vehicles[trip.vehicle].vehicle_id
        busy[name] = max(busy.get(name, 0), trip.end, trip.shift.latest)
    return State(site, ready, is_done, busy, (*state.driven, *trips))


def shifted(trip: Trip, shift: int, rows: Ints) -> Trip:
    """Return a trip in clocks and rows of the pool."""
    day = shift // (24 * HOUR)
    return replace(
        trip,
        trip_id=f"{day + 1}:{trip.trip_id}",
        shift=trip.shift.shifted(shift),
        stops=tuple(
            Stop(
                stop.site,
                stop.arrival + shift,
                stop.start + shift,
                stop.departure + shift,
                named(stop.load, rows),
                named(stop.unload, rows),
            )
            for stop in trip.stops
        ),
    )


def named(orders: Sequence[int], rows: Ints) -> tuple[int, ...]:
    """Return the rows of the pool that orders of a run are."""
    return tuple(rows[list(orders)].tolist())
