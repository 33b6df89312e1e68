"""Each edit does what it says to the trips, or says why not and does nothing."""

from dataclasses import replace

import pytest

from optimizer.domain import Plan
from optimizer.edits import (
    AllowVehicle,
    EditRefused,
    ForbidVehicle,
    LockStopVehicle,
    LockTrip,
    MoveOrders,
    MoveStop,
    NewTrip,
    PinDeparture,
    PutOn,
    RemoveTrip,
    ReorderStops,
    ReverseTrip,
    TakeOff,
    UnlockStopVehicle,
    UnlockTrip,
    sheet_of,
)
from optimizer.edits.ground import Ground
from tests.edits.sheets import SHIFT, edited, ground, shown
from tests.instances import clock, county, travel
from tests.reports.plans import four_stop_plan

AFTERNOON = "2026-11-23T13:00:00+08:00"
NEW = NewTrip("van-2", SHIFT)


def test_nothing_done_is_nothing_touched():
    """A sheet on which nothing was changed has the trips of its plan."""
    assert not any(trip.is_touched for trip in sheet_of(four_stop_plan()).trips.values())


def test_a_new_trip_is_empty_and_named_after_its_vehicle():
    """It stands in the shift that was asked for, from base to base."""
    sheet = edited(NEW)
    assert shown(sheet, "van-2-1") == [("H", (), ()), ("H", (), ())]
    assert sheet.trips["van-2-1"].is_empty
    assert sheet.trips["van-2-1"].shift.earliest == clock("07:00")


def test_a_new_trip_begins_when_its_vehicle_is_back():
    """van-1 is on T3 until 08:32:54."""
    sheet = edited(NewTrip("van-1", SHIFT))
    assert sheet.trips["van-1-1"].begins == clock("08:32") + 54


def test_orders_move_to_another_van_and_their_linehaul_goes():
    """o1 rides straight from the hub with van-2: no truck brings it to A any more."""
    sheet = edited(NEW, MoveOrders(("o1",), "van-2-1"))
    assert shown(sheet, "van-2-1") == [("H", (0,), ()), ("P", (), (0,)), ("H", (), ())]
    assert shown(sheet, "T3") == [("A", (), ()), ("P", (1,), ()), ("A", (), (1,))]
    assert sheet.trips["T1"].is_empty
    assert sheet.notes == ()


def test_a_whole_stop_moves_in_both_directions():
    """The delivery is loaded at the hub and the collection unloaded there; T3 has nothing left."""
    sheet = edited(NEW, MoveStop("T3", 1, "van-2-1"))
    assert shown(sheet, "van-2-1") == [("H", (0,), ()), ("P", (1,), (0,)), ("H", (), (1,))]
    assert sheet.trips["T3"].is_empty
    assert sheet.trips["T1"].is_empty
    assert sheet.trips["T2"].is_empty


def test_there_and_back_again_is_untouched():
    """Moved away and moved back, with linehaul behind, the plan is the one before."""
    sheet = edited(NEW, MoveStop("T3", 1, "van-2-1"), MoveStop("van-2-1", 1, "T3"))
    assert not sheet.trips["T3"].is_touched
    assert sheet.notes != ()  # the trucks have nothing left to do, and are not on the road


def test_put_on_finds_the_cheapest_place():
    """Q fits behind P as well as before it; van-2 drives H P Q H in 95 minutes, H Q P H too."""
    sheet = edited(NEW, MoveStop("T3", 1, "van-2-1"), PutOn(("o3",), "van-2-1"))
    assert [site for site, _, _ in shown(sheet, "van-2-1")] == ["H", "Q", "P", "H"]
    there = edited(NEW, MoveStop("T3", 1, "van-2-1"), PutOn(("o3",), "van-2-1", position=2))
    assert [site for site, _, _ in shown(there, "van-2-1")] == ["H", "P", "Q", "H"]


def test_reorder_and_reverse():
    """Reversed twice is as before."""
    base = (NEW, MoveStop("T3", 1, "van-2-1"), PutOn(("o3",), "van-2-1"))
    assert [s for s, _, _ in shown(edited(*base, ReverseTrip("van-2-1")), "van-2-1")] == [*"HPQH"]
    again = edited(*base, ReverseTrip("van-2-1"), ReorderStops("van-2-1", (2, 1)))
    assert shown(again, "van-2-1") == shown(edited(*base), "van-2-1")


def test_a_stop_moves_inside_its_trip():
    """Dropped on its own trip it stands at the place where it fell."""
    base = (NEW, MoveStop("T3", 1, "van-2-1"), PutOn(("o3",), "van-2-1"))
    sheet = edited(*base, MoveStop("van-2-1", 1, "van-2-1", position=2))
    assert [site for site, _, _ in shown(sheet, "van-2-1")] == ["H", "P", "Q", "H"]


def test_taken_off_is_on_no_trip_at_all():
    """o1 leaves T3 and the truck that brought it; it stays off until it is put on."""
    sheet = edited(TakeOff(("o1",)))
    assert sheet.off == {0}
    assert sheet.trips["T1"].is_empty
    assert shown(sheet, "T3")[1] == ("P", (1,), ())
    assert edited(TakeOff(("o1",)), NEW, PutOn(("o1",), "van-2-1")).off == frozenset()


def test_taking_off_a_stop_takes_all_of_it():
    """Both orders of P are off."""
    assert edited(TakeOff(trip="T3", stop=1)).off == {0, 1}


def test_a_forbidden_vehicle_has_no_trips():
    """Its work is taken off, but may be planned again; allowed, it may be given trips."""
    sheet = edited(ForbidVehicle("van-1"))
    assert "T3" not in sheet.trips
    assert sheet.off == frozenset()
    assert sheet.trips["T1"].is_empty
    assert code(ForbidVehicle("van-2"), NEW) == "D230"
    assert "van-2-1" in edited(ForbidVehicle("van-2"), AllowVehicle("van-2"), NEW).trips


def test_a_removed_trip_is_gone():
    """What it carried is on no trip."""
    sheet = edited(RemoveTrip("T3"))
    assert set(sheet.trips) == {"T1", "T2"}


def test_locks_hold_until_they_are_lifted():
    """Nothing about a locked trip changes, not even through another trip."""
    assert code(LockTrip("T3"), ReverseTrip("T3")) == "D225"
    assert code(LockTrip("T1"), TakeOff(("o1",))) == "D225"
    assert code(LockTrip("T1"), NEW, MoveOrders(("o1",), "van-2-1")) == "D225"
    assert edited(LockTrip("T3"), UnlockTrip("T3"), ReverseTrip("T3"))


def test_forbidding_leaves_goods_that_a_locked_truck_brings():
    """T1 still takes o1 to A, where it waits; what T2 is to fetch must be brought, though."""
    sheet = edited(LockTrip("T1"), ForbidVehicle("van-1"))
    assert shown(sheet, "T1")[1] == ("A", (), (0,))
    assert code(LockTrip("T2"), ForbidVehicle("van-1")) == "D225"


def test_orders_of_a_locked_stop_stay_on_their_vehicle():
    """They move to no other vehicle and not off, but to another trip of it."""
    lock = LockStopVehicle("T3", 1)
    assert code(lock, NEW, MoveOrders(("o1",), "van-2-1")) == "D237"
    assert code(lock, TakeOff(("o1",))) == "D237"
    assert edited(lock, NewTrip("van-1", AFTERNOON), MoveStop("T3", 1, "van-1-1"))
    assert edited(lock, UnlockStopVehicle("T3", 1)).bound == {}


def test_a_pinned_departure_lies_in_the_shift():
    """07:51 as planned may become 09:00, but not 06:59 or after 14:00; None lifts it."""
    pin = PinDeparture("T3", "2026-11-23T09:00:00+08:00")
    assert edited(pin).trips["T3"].pinned == clock("09:00")
    assert edited(pin, PinDeparture("T3", None)).trips["T3"].pinned is None
    for wall in ("06:59", "14:01"):
        assert code(PinDeparture("T3", f"2026-11-23T{wall}:00+08:00")) == "D234"


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ((LockTrip("T1", (1, 2)),), "D220"),
        ((LockTrip("T1", (3, 2, 1)),), "D220"),
        ((ReverseTrip("T9"),), "D221"),
        ((MoveStop("T3", 1, "T9"),), "D221"),
        ((MoveOrders(("o9",), "T3"),), "D222"),
        ((NEW, MoveOrders(("o3",), "van-2-1")), "D223"),
        ((NEW, MoveOrders(("o1",), "van-2-1", from_trip="T2")), "D223"),
        ((TakeOff(trip="T3", stop=0),), "D224"),
        ((NEW, MoveStop("T3", 2, "van-2-1")), "D224"),
        ((MoveStop("T3", 1, "T1"),), "D226"),
        ((PutOn(("o3",), "T1"),), "D226"),
        ((ReorderStops("T3", (1, 1)),), "D227"),
        ((ReorderStops("T3", ()),), "D227"),
        ((ForbidVehicle("bike"),), "D229"),
        ((NewTrip("bike", SHIFT),), "D229"),
        ((NewTrip("van-2", "2026-11-23T08:00:00+08:00"),), "D231"),
        ((NewTrip("van-2", "2027-11-23T07:00:00+08:00"),), "D231"),
        ((PutOn(("o1",), "T3"),), "D232"),
        ((NEW, PutOn(("o3",), "van-2-1", position=5)), "D233"),
        ((NEW, PutOn(("o3",), "van-2-1", position=0)), "D233"),
    ],
)
def test_what_cannot_be_done_is_said_by_its_code(edits, expected):
    """Where, what, what to do: the code has its sentences in both languages."""
    assert code(*edits) == expected


def test_a_vehicle_does_not_go_where_it_may_not():
    """Q admits no van."""
    barred = ground().instance.network.with_site("Q", road_profiles=frozenset({"trike"}))
    place = Ground(replace(ground().instance, network=barred), travel())
    assert code(NEW, PutOn(("o3",), "van-2-1"), on=place) == "D235"


def test_an_order_between_points_rides_straight_and_cannot_be_turned_round():
    """P to Q on one trip; reversed, it would leave before it is on."""
    instance = county({"origin": "P", "destination": "Q"})
    place = Ground(instance, travel())
    sheet = sheet_of(Plan(trips=()))
    sheet = edited(NEW, PutOn(("o1",), "van-2-1"), on=place, sheet=sheet)
    assert shown(sheet, "van-2-1") == [
        ("H", (), ()),
        ("P", (0,), ()),
        ("Q", (), (0,)),
        ("H", (), ()),
    ]
    assert code(ReverseTrip("van-2-1"), on=place, sheet=sheet) == "D228"


def code(*edits, **more):
    """Return the code with which the last of some edits is refused."""
    *before, last = edits
    sheet = edited(*before, **more)
    with pytest.raises(EditRefused) as caught:
        edited(last, **{**more, "sheet": sheet})
    assert str(caught.value).startswith(caught.value.code)
    return caught.value.code
