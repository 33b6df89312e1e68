"""What a change costs and whom it hits, as plain values."""

import pytest

from optimizer.edits import MoveStop, NewTrip, PinDeparture, TakeOff
from optimizer.revision import TripChange, compare
from tests.edits.sheets import SHIFT
from tests.revision.test_retiming import revised


def test_the_same_plan_differs_in_nothing():
    """Nothing changed, nothing listed."""
    same = compare(revised().document, revised().document)
    assert same.cost_difference == same.km_difference == 0
    assert same.trips == same.became_late == same.became_unserved == ()


def test_another_van_instead_of_two_trucks_and_one():
    """One trip is added and three are gone; van-2 drives 40 km where three drove 70."""
    after = revised(NewTrip("van-2", SHIFT), MoveStop("T3", 1, "van-2-1"))
    change = compare(revised().document, after.document)
    assert change.trips == (
        TripChange("T1", "removed"),
        TripChange("T2", "removed"),
        TripChange("T3", "removed"),
        TripChange("van-2-1", "added"),
    )
    assert change.km_difference == pytest.approx(-30.0)
    assert change.cost["total"][1] - change.cost["total"][0] == change.cost_difference < 0


def test_what_is_taken_off_is_named():
    """o1 becomes unserved; back on, it is served again."""
    before, after = revised().document, revised(TakeOff(("o1",))).document
    assert compare(before, after).became_unserved == ("o1",)
    assert compare(after, before).became_served == ("o1",)


def test_trips_that_only_move_in_time_are_told_apart():
    """A later van makes the truck wait: both do the same work as before."""
    later = revised(PinDeparture("T3", "2026-11-23T09:00:00+08:00"))
    kinds = {
        change.trip_id: change.kind for change in compare(revised().document, later.document).trips
    }
    assert kinds == {"T2": "retimed", "T3": "retimed"}
