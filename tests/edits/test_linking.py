"""Where goods change base, linehaul follows: onto a truck in time with room, or it is said."""

from dataclasses import replace

from optimizer.edits import LockTrip, MoveOrders, NewTrip, PutOn, sheet_of
from optimizer.edits.ground import Ground
from optimizer.units import KG
from tests.edits.sheets import SHIFT, edited, ground, shown
from tests.instances import county, travel
from tests.reports.plans import ORDERS, four_stop_plan

AFTERNOON = "2026-11-23T13:00:00+08:00"
TRUCK = "2026-11-23T06:00:00+08:00"


def test_goods_go_onto_the_truck_that_calls_in_time():
    """o3 for Q with van-1 in the afternoon: T1 brings it to A in the morning."""
    sheet = edited(NewTrip("van-1", AFTERNOON), PutOn(("o3",), "van-1-1"))
    assert shown(sheet, "van-1-1") == [("A", (2,), ()), ("Q", (), (2,)), ("A", (), ())]
    assert shown(sheet, "T1")[:2] == [("H", (0, 2), ()), ("A", (), (0, 2))]
    assert sheet.notes == ()


def test_goods_that_are_ready_too_late_are_left_behind_and_named():
    """o4 is there on the third day: no truck calls at A after it; the note says which order."""
    sheet = edited(NewTrip("van-1", AFTERNOON), PutOn(("o4",), "van-1-1"))
    assert shown(sheet, "van-1-1")[0] == ("A", (3,), ())
    assert all(3 not in trip.rows() for name, trip in sheet.trips.items() if name != "van-1-1")
    (note,) = sheet.notes
    assert (note.code, note.orders) == ("no_linehaul", ("o4",))
    assert dict(note.values) == {"origin": "H", "destination": "A"}


def test_a_full_truck_takes_nothing_more():
    """o3 of 1 490 kg does not fit on T1 beside 15 kg, so that T2 takes it; 1 485 kg do fit."""
    for weight, truck in ((1_490, "T2"), (1_485, "T1")):
        heavy = (*ORDERS[:2], {**ORDERS[2], "weight": weight * KG}, ORDERS[3])
        place = Ground(county(*heavy), travel())
        sheet = edited(NewTrip("van-1", AFTERNOON), PutOn(("o3",), "van-1-1"), on=place)
        assert 2 in sheet.trips[truck].rows()


def test_classes_that_exclude_each_other_do_not_share_the_truck():
    """Food does not ride with agrochemicals: these wait for T2, and with locked T2 stay behind."""
    food = {**ORDERS[0], "handling_class": "food"}
    poison = {**ORDERS[2], "handling_class": "agrochemicals"}
    place = Ground(county(food, ORDERS[1], poison, ORDERS[3]), travel())
    put = NewTrip("van-1", AFTERNOON), PutOn(("o3",), "van-1-1")
    assert 2 in edited(*put, on=place).trips["T2"].rows()
    locked = edited(LockTrip("T2"), *put, on=place)
    assert not any(2 in locked.trips[truck].rows() for truck in ("T1", "T2"))
    assert [note.code for note in locked.notes] == ["no_linehaul"]


def test_collected_goods_are_fetched():
    """Back from van-2 to T3, o2 comes to A at 08:32:54 and T2 takes it up at 08:52:54."""
    sheet = edited(NewTrip("van-2", SHIFT), MoveOrders(("o2",), "van-2-1"))
    assert sheet.trips["T2"].is_empty
    with_truck = edited(
        NewTrip("truck-1", TRUCK), MoveOrders(("o2",), "T3", from_trip="van-2-1"), sheet=sheet
    )
    assert [note.code for note in with_truck.notes] == ["no_linehaul"]


def test_linehaul_moves_to_another_truck():
    """The leg from H to A goes onto a trip that did not call there yet."""
    sheet = edited(NewTrip("truck-1", TRUCK), MoveOrders(("o1",), "truck-1-1", from_trip="T1"))
    assert shown(sheet, "truck-1-1") == [("H", (0,), ()), ("A", (), (0,)), ("H", (), ())]
    assert sheet.trips["T1"].is_empty


def test_what_is_brought_in_time_stays_on_its_truck():
    """From T3 to a later trip of the same van, o1 keeps its truck."""
    plan = four_stop_plan()
    sheet = edited(NewTrip("van-1", AFTERNOON), MoveOrders(("o1",), "van-1-1"))
    assert not sheet.trips["T1"].is_touched
    assert sheet_of(plan).trips["T1"] == replace(sheet.trips["T1"])
    assert ground().clocks(sheet.trips["T1"])[0][0] == plan.trips[0].start
