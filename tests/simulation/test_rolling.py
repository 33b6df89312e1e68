"""Days that roll on, on the four-stop county."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from optimizer.simulation import (
    Memory,
    Play,
    Policy,
    Rolling,
    Standing,
    Uncertainty,
    certain,
    simulate,
)
from optimizer.simulation.rolling.paying import wages
from optimizer.units import HOUR, YUAN
from tests.instances import network, orders, travel

FIRST_DAY = date(2026, 11, 23)
UNSURE = Uncertainty(
    road_spread=0.4, stop_spread=0.4, day_spread=0.3, refused=0.1, absent=0.15, max_hold=600
)


@dataclass(frozen=True)
class FewOrders:
    """A few orders a day: down to P and Q, up from P, from Q to P."""

    network: object
    per_day: int = 8

    def of(self, day):
        """Return the orders of a day, ready from 06:00 to 20:00."""
        dice = np.random.default_rng(day.toordinal())
        ways = [("H", "P"), ("H", "Q"), ("P", "H"), ("Q", "P")]
        midnight = datetime.combine(day, time(), ZoneInfo("Asia/Shanghai")).timestamp()
        rows = []
        for number in range(self.per_day):
            origin, destination = ways[dice.integers(len(ways))]
            rows.append(
                {
                    "order_id": f"{day:%d}-{number}",
                    "origin": origin,
                    "destination": destination,
                    "pieces": int(dice.integers(1, 5)),
                    "ready": int(midnight) + int(dice.integers(6, 21)) * HOUR,
                }
            )
        return orders(self.network, *rows)


BOOKS = ("book", "coming")


class Watched(Rolling):
    """A county whose orders are counted one by one."""

    def __init__(self, play):
        super().__init__(play)
        self.came, self.gone = Counter(), Counter()

    def _announced(self, calendar, record):
        known = self.memory.book
        before = set() if known is None else set(known.orders.order_id)
        book = super()._announced(calendar, record)
        self.came.update(set(book.orders.order_id) - before)
        return book

    def _settle(self, done, record):
        super()._settle(done, record)
        self.gone.update(np.array(done.book.orders.order_id)[done.fate > 0].tolist())


def play(days=3, **changes):
    """Return what is to be played on the four-stop county."""
    county = network()
    given = {
        "standing": Standing(county, travel()),
        "incoming": FewOrders(county),
        "uncertainty": certain(),
        "first_day": FIRST_DAY,
        "days": days,
        "seed": 3,
        "effort": 40,
    }
    return Play(**(given | changes))


def test_no_order_is_lost_or_delivered_twice():
    """Over a week of bad luck every order is open, or came to its end once."""
    county = Watched(play(days=7, uncertainty=UNSURE))
    total = Counter()
    for record in county.days():
        still = Counter(county.memory.book.orders.order_id)
        assert max(still.values(), default=1) == 1
        assert county.gone + still == county.came
        assert max(county.gone.values(), default=1) == 1
        total += Counter(came=record.orders, settled=record.on_time + record.late + record.returned)
        assert total["came"] == total["settled"] + record.open
    assert total["came"] == sum(county.came.values()) >= 50
    assert total["settled"] == sum(county.gone.values())
    assert record.open == 0


@pytest.mark.parametrize("policy", list(Policy))
def test_what_is_open_after_the_last_day_is_run_off(policy):
    """Every order of three unlucky days comes to an end, and what that takes is paid."""
    told = []
    result = simulate(play(days=3, uncertainty=UNSURE, policy=policy), told.append)
    days, after = told[:3], told[3:]
    assert days[-1].open > 0
    assert 1 <= len(after) <= 7
    assert after[-1].open == 0
    total = result.total
    assert total.orders == 3 * 8
    assert total.on_time + total.late + total.missing + total.returned == total.orders
    assert sum(record.cost for record in after) > 0
    assert total.cost == pytest.approx(sum(record.cost for record in told))
    assert result.days == 3
    assert all(record.rent == record.capacity == 0 for record in after)
    shifts = sum(record.seconds for record in days) / sum(record.capacity for record in days)
    assert total.worked_share == pytest.approx(shifts)


def test_the_run_off_calls_only_where_something_is_open():
    """By habit P and Q are visited daily; after a last day with an order to P alone, only P is."""

    @dataclass(frozen=True)
    class OneOrder(FewOrders):
        def of(self, day):
            late = int(datetime.combine(day, time(20), ZoneInfo("Asia/Shanghai")).timestamp())
            return orders(
                self.network,
                {"order_id": "a", "origin": "H", "destination": "P", "ready": late},
            )

    county = Rolling(play(days=1, incoming=OneOrder(network()), policy=Policy.HABIT))
    names = [site.site_id for site in county.network.sites]
    records, called = [], []
    while not county.is_over:
        records.append(county.next_day())
        day = date.fromisoformat(records[-1].day)
        called.append({names[site] for site in county.memory.calls.get(day, ())} & {"P", "Q"})
    assert called[0] == {"P", "Q"}
    assert records[0].open + records[0].on_time == 0  # announced the day after
    assert called[-1] == {"P"}
    assert all("Q" not in sites for sites in called[1:])
    assert records[-1].on_time == 1


def test_what_nobody_can_bring_is_missing_in_the_end():
    """With nobody ever at home collections are given up, five days after they were due."""
    told = []
    result = simulate(play(days=1, uncertainty=certain(absent=1.0)), told.append)
    assert len(told) <= 1 + 7
    assert result.total.missing > 0
    assert result.total.on_time == result.total.late == told[-1].open == 0
    assert result.total.missing + result.total.returned == result.total.orders == 8
    assert sum(promise.missing for promise in result.promises) == result.total.missing


@dataclass(frozen=True)
class Patient(FewOrders):
    """The same orders, due in a month: no plan has to carry them yet."""

    def of(self, day):
        """Return the orders of a day."""
        found = super().of(day)
        return replace(found, due=found.ready + 30 * 24 * HOUR)


def test_a_run_off_ends_at_the_latest_when_the_last_order_would_be_given_up():
    """48 hours and five days: what is not due by then stays open, and is in no share."""
    county = network()
    no_hurry = replace(county.rules.penalties, deferred_per_order=0.0, waiting_per_order_hour=0.0)
    county = replace(county, rules=replace(county.rules, penalties=no_hurry))
    asked = play(days=1, standing=Standing(county, travel()), incoming=Patient(county))
    told = []
    result = simulate(asked, told.append)
    assert len(told) == 1 + 7
    assert told[-1].open == 8 - result.total.on_time > 0
    assert result.total.missing == result.total.late == 0


def test_days_that_go_as_planned_keep_the_promise():
    """Few orders, no bad luck: nothing is late, nothing is left behind."""
    told = []
    result = simulate(play(days=4), told.append)
    days = [record.day for record in told]
    assert days == [f"2026-11-{day}" for day in range(23, 30)][: len(told)]
    assert len(told) > 4
    assert result.total.late == result.total.missing == result.total.stayed == 0
    assert result.total.broken == result.total.called_off == result.total.absent == 0
    assert result.total.on_time > 10
    assert result.total.cost == pytest.approx(sum(record.cost for record in told))
    assert sum(promise.on_time for promise in result.promises) == result.total.on_time


def test_the_same_seed_plays_the_same_days():
    """To the cent; another seed plays others."""
    one, again, other = (
        simulate(play(days=2, uncertainty=UNSURE, seed=seed)) for seed in (1, 1, 2)
    )
    assert one == again
    assert one.total != other.total


def test_what_is_refused_goes_back_to_the_hub():
    """Where nobody takes anything, deliveries are returned, and only collections arrive."""
    result = simulate(play(days=4, uncertainty=certain(refused=1.0)))
    assert result.total.returned > 5
    kept = {promise.site_id for promise in result.promises if promise.on_time}
    assert kept <= {"P", "Q"}  # what they sent to the hub
    assert result.total.absent > 5


def test_who_was_out_is_visited_again():
    """With nobody at home every other time an order needs more than one visit, and is later."""
    sure, unsure = (
        simulate(play(days=5, uncertainty=certain(absent=absent))) for absent in (0.0, 0.5)
    )
    assert unsure.total.absent > 5

    def hours(result):
        done = [(p.hours, p.on_time + p.late) for p in result.promises]
        return sum(hour * count for hour, count in done) / sum(count for _, count in done)

    assert hours(unsure) > hours(sure)


def test_the_habit_drives_more():
    """Every village daily from the nearest station costs more on a county with few orders."""
    need, habit = (
        simulate(play(days=3, incoming=FewOrders(network(), 2), policy=policy))
        for policy in (Policy.BY_NEED, Policy.HABIT)
    )
    assert habit.total.duties > need.total.duties
    assert habit.cost_per_day > need.cost_per_day


def test_nothing_is_kept_of_days_gone_by():
    """All that a county remembers, open orders apart, is no more after ten days than after four."""
    county = Rolling(play(days=10, uncertainty=UNSURE))
    sizes = []
    for _ in county.days():
        kept = {k: v for k, v in vars(county.memory).items() if k not in BOOKS}
        sizes.append(len(pickle.dumps((kept, county.tally, county.total))))
        assert len(county.memory.weather) <= 5
    assert max(sizes[4:]) < 1.05 * sizes[3]


def test_what_is_remembered_survives_as_plain_values():
    """A county that goes on from what was written down lives as one that never stopped."""
    given = play(days=4, uncertainty=UNSURE)
    whole, stopped = Rolling(given), Rolling(given)
    records = list(whole.days())
    first = [stopped.next_day(), stopped.next_day()]
    plain = json.loads(json.dumps(stopped.memory.plain()))
    memory = Memory.of(plain, given.standing.network, given.uncertainty)
    assert memory.plain() == plain
    assert [*first, *Rolling(given, memory).days()] == records


@pytest.mark.parametrize("broken", [{}, {"known_until": "2026-11-23", "days": 1}], ids=str)
def test_what_is_no_memory_is_refused(broken):
    """A damaged document raises ValueError."""
    with pytest.raises(ValueError):
        Memory.of(broken, network(), certain())


def test_the_rent_of_open_bases_is_paid():
    """A's 120 a day, whatever is driven; not that of the village P."""
    county = (
        network().with_site("A", rent_per_day=120 * YUAN).with_site("P", rent_per_day=50 * YUAN)
    )
    record, *after = Rolling(play(days=1, standing=Standing(county, travel()))).days()
    assert after
    assert all(each.rent == 0 for each in after)
    assert record.rent == 120 * YUAN
    assert record.cost == record.rent + record.vehicles + record.stations + record.handling


def test_wages_are_those_of_the_plan_where_all_goes_as_planned(good):
    """What the document says of its vehicles, in yuan, is what driving it costs."""
    driven = good.driven()
    paid = wages(good.instance, good.travel, good.line, driven)
    assert paid.vehicles / YUAN == pytest.approx(good.document["cost"]["vehicles"], abs=0.005)
    assert paid.metres == good.document["kpis"]["distance_m"]
    assert paid.seconds == good.document["kpis"]["paid_s"]
    assert paid.trips == 6


def test_who_comes_home_late_is_paid_for_it(good):
    """An hour later on the way home of the last duty is an hour more."""
    late = good.driven(("trip-5", 2, HOUR))
    more = wages(good.instance, good.travel, good.line, late)
    paid = wages(good.instance, good.travel, good.line, good.driven())
    assert more.seconds - paid.seconds == HOUR
    assert more.vehicles - paid.vehicles == pytest.approx(28 * YUAN)


def test_a_trip_that_is_not_driven_is_not_paid(good):
    """The van of trip 3 comes back too late for it."""
    driven = good.driven(("trip-2", 3, 4 * HOUR), over_shift=0)
    assert not driven.begun[good.trip("trip-3"), 0]
    assert wages(good.instance, good.travel, good.line, driven).trips == 5
