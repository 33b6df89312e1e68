"""A timetable made by driving ahead keeps every rule, and says what it leaves behind."""

from __future__ import annotations

import pytest

from optimizer.domain import TimeWindow
from optimizer.timetable import clock as clock_room
from optimizer.timetable.calls import calls_of, handovers_of
from optimizer.timetable.forwards import drive_ahead
from optimizer.units import HOUR, MINUTE
from tests.features.line import changed_sites
from tests.instances import clock, county, rules, travel
from tests.timetable.drafts import collection, delivery, stop, stop_of, timed, trip

AFTERNOON = {"shift": ("13:00", "19:00")}
TRUCK = {"shift": ("06:00", "14:00")}
EVENING = {"shift": ("14:00", "21:00")}


def ahead(instance, *drafts):
    """Return starts, idle trips and missed handovers of these trips."""
    calls = calls_of(instance, travel(), drafts)
    return drive_ahead(instance, drafts, calls, handovers_of(instance, drafts))


def test_a_trip_begins_as_planned_and_drives_on():
    """Planned for 08:00: 20:01 at H, 40 min, 5:09 at P, and 40 min home."""
    found = ahead(county({}), delivery("van-2", "H", "P", 0))
    begins = clock("08:00")
    at_p = begins + 60 * MINUTE + 1
    assert found.starts == [[begins, at_p, at_p + 45 * MINUTE + 9]]
    assert (found.idle, found.missed) == (set(), set())


def test_goods_are_waited_for_and_time_to_change_is_kept():
    """The truck unloads at A; van-1 loads 20 minutes after its departure, to the second."""
    instance = county({})
    truck = delivery("truck-1", "H", "A", 0, **TRUCK)
    drafts = (truck, delivery("van-1", "A", "P", 0))
    found = ahead(instance, *drafts)
    length = calls_of(instance, travel(), drafts)[0][1].length
    assert found.starts[1][0] == found.starts[0][1] + length + 20 * MINUTE


def test_goods_that_come_too_late_are_left_behind():
    """The truck comes in the evening: the van of the morning leaves without."""
    found = ahead(
        county({}, {"origin": "A", "destination": "P"}),
        delivery("truck-1", "H", "A", 0, **EVENING),
        delivery("van-1", "A", "P", 0, 1),
    )
    assert found.missed == {0}
    assert found.idle == set()


def test_two_that_wait_for_each_other_do_not_wait_for_ever():
    """Van-1 brings up what the truck fetches, and waits for what it brings: one gives in."""
    up = {"origin": "P", "destination": "H", "ready": clock("07:00")}
    truck = trip(
        "truck-1", stop("H", load=(0,)), stop("A", load=(1,), unload=(0,)), stop("H", unload=(1,))
    )
    van = trip(
        "van-1", stop("A", load=(0,)), stop("P", load=(1,), unload=(0,)), stop("A", unload=(1,))
    )
    found = ahead(county({}, up), truck, van)
    assert len(found.missed) == 1


def test_a_trip_that_cannot_be_made_is_not_and_the_next_one_is():
    """Ready at 12:30 nothing is at P and back by 14:00; the trip after it is made."""
    found = ahead(
        county({"ready": clock("12:30")}, {"destination": "Q"}),
        delivery("van-2", "H", "P", 0),
        delivery("van-2", "H", "Q", 1),
    )
    assert found.idle == {0}
    assert found.starts[1][0] == clock("08:00")


@pytest.mark.parametrize(("docks", "apart"), [(1, True), (2, False)])
def test_docks_go_to_who_is_first(docks, apart):
    """With one dock two vans load one after the other, with two at once."""
    instance = county({}, {}, sites=changed_sites("H", docks=docks))
    found = ahead(
        instance,
        delivery("van-2", "H", "P", 0),
        trip("truck-1", stop("H", load=(1,)), stop("A", unload=(1,)), stop("H"), **TRUCK),
    )
    first, second = sorted(row[0] for row in found.starts)
    assert second - first == (20 * MINUTE + 1 if apart else 0)


def test_a_rest_is_taken_before_the_drive_that_would_be_too_long():
    """60 min of driving are allowed: after 40 to P the van rests there for 30 min."""
    strict = rules(rest_after_driving=60 * MINUTE, rest=30 * MINUTE)
    found = ahead(county({}, rules=strict), delivery("van-2", "H", "P", 0))
    load, unload, home = found.starts[0]
    arrival = load + 60 * MINUTE + 1
    assert unload + 5 * MINUTE + 9 == arrival + 30 * MINUTE
    assert home == arrival + 70 * MINUTE


def test_a_visit_waits_for_its_window_and_fails_after_it():
    """A call due from 10 to 11 starts at 10; one due by 08:10 cannot be made."""
    for window, expected in (
        (TimeWindow(clock("10:00"), clock("11:00")), clock("10:00")),
        (TimeWindow(clock("08:00"), clock("08:10")), None),
    ):
        draft = trip("van-2", stop("H"), stop("P", visit=window), stop("H"))
        found = ahead(county(), draft)
        assert found.idle == (set() if expected else {0})
        assert expected is None or found.starts[0][1] == expected


def test_it_stands_where_the_solver_finds_nothing(monkeypatch):
    """Without any time for CP-SAT many trips are timed all the same, over the handover too."""
    monkeypatch.setattr(clock_room, "MANY_TRIPS", 0)
    monkeypatch.setattr("tests.timetable.drafts.LIMITS", clock_room.ClockLimits(work=0.0))
    trips = timed(
        county({}, {"origin": "P", "destination": "H", "ready": clock("13:00")}),
        delivery("truck-1", "H", "A", 0, **TRUCK),
        delivery("van-1", "A", "P", 0),
        collection("van-1", "A", "P", 1, **AFTERNOON),
        collection("truck-1", "H", "A", 1, **EVENING),
    )
    assert len(trips) == 4
    given, taken = stop_of(trips, "truck-1-1", 2), stop_of(trips, "van-1-1", 1)
    assert taken.start >= given.departure + 20 * MINUTE
    assert all(found.end - found.start < 6 * HOUR for found in trips)
