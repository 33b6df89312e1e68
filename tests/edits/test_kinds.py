"""Edits come from the store and the browser: their JSON form is checked when it is read."""

import json

import pytest

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
    edit_from,
    edit_to,
)

EVERY = (
    MoveOrders(("o1", "o2"), "T1", 2, "T3"),
    MoveStop("T3", 1, "T1"),
    ReorderStops("T3", (2, 1)),
    ReverseTrip("T3"),
    TakeOff(("o1",)),
    TakeOff(trip="T3", stop=1),
    PutOn(("o3",), "T3"),
    ForbidVehicle("van-1"),
    AllowVehicle("van-1"),
    LockTrip("T1"),
    LockTrip("T1", (21_600, 25_200, 27_930)),
    UnlockTrip("T1"),
    LockStopVehicle("T3", 1),
    UnlockStopVehicle("T3", 1),
    PinDeparture("T3", "2026-11-23T08:00:00+08:00"),
    PinDeparture("T3", None),
    NewTrip("van-2", "2026-11-23T07:00:00+08:00"),
    RemoveTrip("T3"),
)


@pytest.mark.parametrize("edit", EVERY, ids=lambda edit: type(edit).__name__)
def test_an_edit_is_the_same_after_the_store(edit):
    """Through JSON and back nothing is lost."""
    assert edit_from(json.loads(json.dumps(edit_to(edit)))) == edit


@pytest.mark.parametrize(
    ("document", "key"),
    [
        (None, "edit"),
        ([], "edit"),
        ("reverse_trip", "edit"),
        ({}, "kind"),
        ({"kind": "explode"}, "kind"),
        ({"kind": ["reverse_trip"]}, "kind"),
        ({"kind": "reverse_trip"}, "kind"),
        ({"kind": "reverse_trip", "trip": 7}, "trip"),
        ({"kind": "reverse_trip", "trip": None}, "trip"),
        ({"kind": "reverse_trip", "trip": "T1", "extra": 1}, "extra"),
        ({"kind": "move_stop", "trip": "T1", "stop": "1", "to_trip": "T2"}, "stop"),
        ({"kind": "move_stop", "trip": "T1", "stop": True, "to_trip": "T2"}, "stop"),
        ({"kind": "move_stop", "trip": "T1", "stop": 1.5, "to_trip": "T2"}, "stop"),
        ({"kind": "move_orders", "orders": "o1", "to_trip": "T2"}, "orders"),
        ({"kind": "move_orders", "orders": [1], "to_trip": "T2"}, "orders"),
        ({"kind": "reorder_stops", "trip": "T1", "order": [1, "2"]}, "order"),
        ({"kind": "pin_departure", "trip": "T1", "moment": "8 o'clock"}, "moment"),
        ({"kind": "pin_departure", "trip": "T1", "moment": "2026-11-23T08:00:00"}, "moment"),
        ({"kind": "new_trip", "vehicle": "van-2", "shift": "x" * 500}, "shift"),
    ],
)
def test_what_is_no_edit_is_refused_by_its_key(document, key):
    """D220 names the key, and quotes no more than a little of its value."""
    with pytest.raises(EditRefused) as caught:
        edit_from(document)
    assert caught.value.code == "D220"
    assert caught.value.values["key"] == key
    assert len(caught.value.values["value"]) <= 80
