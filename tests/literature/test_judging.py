"""The judge of one echelon: every rule kept, and broken by one unit."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.literature.benchmark import Tour
from benchmarks.literature.judging import judge
from tests.literature.cases import ROUND, line, with_fleet

TWO_TRIPS = (Tour(0, ((1,), (2, 3))),)


def breaks(case, tours):
    """Return what tours break."""
    return list(judge(case, tours).breaks)


def test_a_round_that_keeps_every_rule_costs_its_way():
    """The round along the line breaks nothing and costs 60."""
    verdict = judge(line(), ROUND)
    assert (verdict.cost, verdict.breaks, verdict.vehicles) == (60.0, (), 1)


def test_cost_has_a_fixed_part_a_rate_and_a_unit():
    """7 for the vehicle and 3 for each of 60 make 187 in the file's cost, 18.7 as published."""
    case = with_fleet(line(unit=10.0), fixed=np.full(2, 7.0), rate=np.full(2, 3.0))
    assert judge(case, ROUND).cost == pytest.approx(18.7)


def test_every_customer_is_served_once():
    """Left out, served twice, and not existing are told apart."""
    assert breaks(line(), [Tour(0, ((1, 2),))]) == ["customer 3 is not served"]
    twice = [Tour(0, ((1, 2, 3),)), Tour(1, ((3,),))]
    assert breaks(line(), twice) == ["customer 3 is served 2 times"]
    assert breaks(line(), [Tour(0, ((1, 2, 3, 4),))]) == ["node 4 is no customer"]


def test_a_fleet_has_only_its_vehicles():
    """There are vehicles 0 and 1, and each drives one tour."""
    assert breaks(line(), [Tour(1, ((1, 2, 3),))]) == []
    assert breaks(line(), [Tour(2, ((1, 2, 3),))]) == ["vehicle 2: there are 2"]
    both = [Tour(0, ((1, 2),)), Tour(0, ((3,),))]
    assert breaks(line(), both) == ["vehicle 0 has 2 tours"]


def test_reloading_is_for_those_who_may():
    """Two trips are one too many, unless the instance lets vehicles reload."""
    assert breaks(line(), TWO_TRIPS) == ["vehicle 0 makes 2 trips"]
    assert breaks(line(reloads=True), TWO_TRIPS) == []


def test_a_vehicle_serves_whom_it_may():
    """A kind of vehicle that may not serve customer 2 breaks a rule there."""
    serves = np.array([[True, True, False, True]])
    case = with_fleet(line(), serves=serves)
    assert breaks(case, ROUND) == ["vehicle 0 may not serve customer 2"]


def test_deliveries_fill_the_vehicle_at_the_start():
    """12 to deliver fit into 12, not into 11."""
    case = with_fleet(line(), capacity=np.full(2, 11.0))
    assert breaks(case, ROUND) == ["vehicle 0 trip 0 carries 1 over 11"]


def test_pickups_fill_the_vehicle_on_the_way():
    """With 5 to pick up at customer 1 and 4 delivered, 13 are on board behind it."""
    case = line(pickup=np.array([0.0, 5.0, 3.0, 3.0]))
    assert breaks(case, ROUND) == ["vehicle 0 trip 0 carries 1 over 12"]
    last = [Tour(0, ((2, 3, 1),))]
    assert not any("carries" in told for told in breaks(case, last))


def test_service_starts_within_its_window():
    """Customer 3 is reached at 55: in time for 55, late by one for 54."""
    assert breaks(line(due=np.array([200.0, 200.0, 50.0, 55.0])), ROUND) == []
    late = line(due=np.array([200.0, 200.0, 50.0, 54.0]))
    assert breaks(late, ROUND) == ["vehicle 0 is 1 late at 3"]


def test_the_depot_closes():
    """The round is back at 90: in time for 90, late by one for 89."""
    assert breaks(line(due=np.array([90.0, 200.0, 50.0, 200.0])), ROUND) == []
    late = line(due=np.array([89.0, 200.0, 50.0, 200.0]))
    assert breaks(late, ROUND) == ["vehicle 0 is 1 late at 0"]


def test_goods_leave_when_they_are_there():
    """Released at 25, the round reaches customer 2 at 50, at 26 one too late."""
    assert breaks(line(release=np.array([0.0, 0.0, 25.0, 0.0])), ROUND) == []
    late = line(release=np.array([0.0, 0.0, 26.0, 0.0]))
    assert breaks(late, ROUND) == ["vehicle 0 is 1 late at 2"]


def test_duration_counts_from_the_latest_start():
    """Leaving at 15 and back at 90 the round lasts 75, although it could leave at 0."""
    fits = with_fleet(line(), most_duration=np.full(2, 75.0))
    assert breaks(fits, ROUND) == []
    long = with_fleet(line(), most_duration=np.full(2, 74.0))
    assert breaks(long, ROUND) == ["vehicle 0 is out 1 over 74"]


def test_a_second_trip_starts_when_the_first_is_back():
    """Back from customer 1 at 25, customer 2 is reached at 45: late by one where it is 44."""
    case = line(reloads=True, due=np.array([200.0, 200.0, 44.0, 200.0]))
    assert breaks(case, TWO_TRIPS) == ["vehicle 0 is 1 late at 2"]
