"""After an edit the plan is timed at once: what was not touched stays, delays are passed on."""

from dataclasses import replace

import pytest

from optimizer.edits import (
    LockTrip,
    MoveStop,
    NewTrip,
    PinDeparture,
    PutOn,
    TakeOff,
)
from optimizer.network import StraightRoads
from optimizer.pipeline import County
from optimizer.reports import plan_document
from optimizer.revision import read_plan, replay, retime, start_sheet
from optimizer.units import KG
from tests.edits.sheets import SHIFT
from tests.instances import clock, county, travel
from tests.reports.plans import ORDERS, at, four_stop_instance, four_stop_plan

AFTERNOON = "2026-11-23T13:00:00+08:00"
NEW = NewTrip("van-2", SHIFT)


def place(instance=None):
    """Return the four-stop county as the pipeline takes it."""
    return County(instance or four_stop_instance(), travel(), StraightRoads())


def revised(*edits, instance=None):
    """Return the four-stop plan after some edits, re-timed and checked."""
    here, base = place(instance), four_stop_plan()
    return retime(here, replay(here, base, edits), base)


def starts(checked, trip):
    """Return when the stops of a trip start."""
    return [
        stop.start for found in checked.plan.trips if found.trip_id == trip for stop in found.stops
    ]


def found(checked):
    """Return codes, places and amounts of what a plan breaks."""
    return [(each.code, each.where, each.excess) for each in checked.violations]


def test_a_plan_is_read_back_as_it_was_written():
    """From plan to document and back nothing is lost but reasons, which are worked out again."""
    plan, here = four_stop_plan(), place()
    document = plan_document(plan, here.instance, here.travel)
    assert read_plan(here, document) == plan
    again = retime(here, start_sheet(plan), plan)
    assert again.plan.trips == plan.trips
    assert again.document["trips"] == document["trips"]


def test_the_van_that_takes_over_leaves_when_it_need():
    """van-2 loads o1 at 07:00 and is at P at 08:00:10; T3 is not driven, nothing breaks."""
    checked = revised(NEW, MoveStop("T3", 1, "van-2-1"))
    assert starts(checked, "van-2-1")[0] == clock("07:00")
    assert [trip.trip_id for trip in checked.plan.trips] == ["van-2-1"]
    assert found(checked) == []


def test_what_is_loaded_on_top_is_loaded_before():
    """With o3 on top T1 loads 1 s longer, and begins 4 s earlier, for A unloads 3 s longer too."""
    checked = revised(PutOn(("o3",), "T3"))
    assert starts(checked, "T1")[0] == clock("06:00")  # no earlier than its shift
    assert starts(checked, "T3")[0] >= at("07:35:33")


def test_delays_are_passed_on_to_whoever_takes_over():
    """o1 comes to A 3 s later with o3: T3 is loaded 3 s later, and o2 is back later too."""
    checked = revised(PutOn(("o3",), "T3"))
    begins = starts(checked, "T3")[0]
    assert begins == at("07:35:33")
    assert found(checked) == []


def test_trips_that_have_nothing_to_do_with_it_keep_their_clocks():
    """Without o1 T3 is back earlier than planned; T2, which fetches o2, stays as it is."""
    before, after = four_stop_plan(), revised(TakeOff(("o1",)))
    trips = {trip.trip_id: trip for trip in after.plan.trips}
    assert trips["T2"] == before.trips[1]
    assert "T1" not in trips


def test_a_pinned_departure_is_kept_to_the_second():
    """T3 leaves A at 09:00; it is loaded just before, and T2 waits for what it collects."""
    checked = revised(PinDeparture("T3", "2026-11-23T09:00:00+08:00"))
    trips = {trip.trip_id: trip for trip in checked.plan.trips}
    assert trips["T3"].stops[0].departure == clock("09:00")
    assert trips["T2"].stops[1].start >= trips["T3"].end + 20 * 60
    assert found(checked) == []


def test_a_pin_before_the_goods_breaks_the_handover_by_its_amount():
    """Leaving A at 07:20 it is loaded at 07:04:30, 31 minutes before o1 may be loaded."""
    checked = revised(PinDeparture("T3", "2026-11-23T07:20:00+08:00"))
    assert ("V141", "o1, T3", at("07:35:30") - at("07:04:30")) in found(checked)


def test_a_locked_trip_stands_whatever_comes():
    """T2 does not wait for T3, which is late: the handover breaks by the difference."""
    checked = revised(LockTrip("T2"), PinDeparture("T3", "2026-11-23T09:00:00+08:00"))
    trips = {trip.trip_id: trip for trip in checked.plan.trips}
    assert trips["T2"] == four_stop_plan().trips[1]
    gap = trips["T3"].end + 20 * 60 - trips["T2"].stops[1].start
    assert ("V141", "o2, T2", gap) in found(checked)


def test_a_trip_is_locked_as_it_is_now():
    """T2, pushed by the later T3, is locked so; with T3 back to its time T2 stays late."""
    late = PinDeparture("T3", "2026-11-23T09:00:00+08:00")
    pushed = starts(revised(late), "T2")
    lock = LockTrip("T2", tuple(pushed))
    assert starts(revised(late, lock), "T2") == pushed
    assert found(revised(late, lock)) == []
    assert starts(revised(late, lock, PinDeparture("T3", None)), "T2") == pushed


def test_too_much_on_a_van_is_said_by_its_weight():
    """900 kg on a van of 550 kg beside 15 kg are 365 kg too many."""
    heavy = (*ORDERS[:2], {**ORDERS[2], "weight": 900 * KG}, ORDERS[3])
    checked = revised(PutOn(("o3",), "T3"), instance=county(*heavy))
    assert ("V150", 365 * KG) in [(code, excess) for code, _, excess in found(checked)]


def test_what_nobody_brings_is_on_the_trip_and_said():
    """o4 is not ready before the third day: it is loaded at A, where nobody brought it."""
    checked = revised(NewTrip("van-1", AFTERNOON), PutOn(("o4",), "van-1-1"))
    codes = {code for code, _, _ in found(checked)}
    assert codes == {"V114", "V140"}


@pytest.mark.parametrize("late", [False, True])
def test_a_draft_without_edits_is_the_plan_even_where_it_breaks_rules(late):
    """A saved draft with violations opens as it was saved."""
    plan, here = four_stop_plan(), place()
    if late:
        shifted = tuple(replace(s, start=s.start - 900) for s in plan.trips[2].stops[:1])
        third = replace(plan.trips[2], stops=(*shifted, *plan.trips[2].stops[1:]))
        plan = replace(plan, trips=(*plan.trips[:2], third))
    assert starts(retime(here, start_sheet(plan), plan), "T3") == [
        stop.start for stop in plan.trips[2].stops
    ]


def test_taken_off_is_a_reason_of_its_own():
    """o1 is unserved because she took it off (U192), and off again when the plan is opened."""
    checked = revised(TakeOff(("o1",)))
    entry = checked.document["orders"][0]
    assert (entry["status"], entry["reason"]["code"]) == ("unserved", "U192")
    assert start_sheet(read_plan(place(), checked.document)).off == {0}
