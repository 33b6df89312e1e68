"""What drawn times make of a plan, worked out by hand."""

from __future__ import annotations

import numpy as np

from optimizer.units import HOUR, MINUTE
from tests.instances import clock


def test_the_van_waits_for_a_late_truck(good):
    """The truck comes 30 min late: 20:31 to A, opens passed, its goods are there at 07:57:04."""
    driven = good.driven(("trip-1", 1, 30 * MINUTE))
    truck, van = good.stop("trip-1", 1), good.stop("trip-2", 0)
    assert driven.start[truck, 0] == clock("07:20") + 31
    assert driven.departure[truck, 0] == clock("07:37") + 4
    assert driven.start[van, 0] == clock("07:57") + 4
    assert driven.kept.all()


def test_the_van_leaves_when_it_has_waited_long_enough(good):
    """Planned for 07:36:33 and willing to wait 30 min, it starts at 08:06:33 without the goods."""
    driven = good.driven(("trip-1", 1, HOUR))
    van = good.stop("trip-2", 0)
    assert driven.start[van, 0] == clock("08:06") + 33
    kept = {
        (good.line.trip[h.giver], good.line.trip[h.taker]): bool(driven.kept[n, 0])
        for n, h in enumerate(good.line.handovers)
    }
    assert not kept[good.trip("trip-1"), good.trip("trip-2")]
    assert kept[good.trip("trip-2"), good.trip("trip-4")]


def test_who_holds_longer_gets_the_goods(good):
    """An hour late the goods are there at 08:27:04: 50 min 31 s after the van could start."""
    missed = good.driven(("trip-1", 1, HOUR), max_hold=50 * MINUTE + 30)
    caught = good.driven(("trip-1", 1, HOUR), max_hold=50 * MINUTE + 31)
    assert not missed.kept.all()
    assert caught.kept.all()


def test_nobody_is_ahead_of_the_timetable(good):
    """Drives that take no time at all change no start."""
    driven = good.driven(*((trip, 1, -10 * MINUTE) for trip in ("trip-1", "trip-2", "trip-3")))
    assert (driven.start[:, 0] == good.line.start).all()
    assert driven.arrival[good.stop("trip-2", 1), 0] == clock("07:53") + 6


def test_a_closed_point_is_not_served(good):
    """P closes at 18:00; it waits 30 min for a van, and not a second more."""
    stop = good.stop("trip-5", 1)
    latest = clock("18:00") - (5 * MINUTE + 36) + 30 * MINUTE - (clock("08:00") + 4)
    assert good.driven(("trip-5", 1, latest)).handled[stop, 0]
    assert not good.driven(("trip-5", 1, latest + 1)).handled[stop, 0]


def test_a_van_waits_for_a_point_to_open_again(good):
    """Q is open until 12:00 and from 14:00; a van that may wait 50 min does from 13:10 on."""
    stop = good.stop("trip-2", 2)
    late = clock("13:10") - (clock("08:24") + 15)
    waits = good.driven(("trip-2", 2, late), max_hold=50 * MINUTE, stays_open=0)
    assert waits.handled[stop, 0]
    assert waits.start[stop, 0] == clock("14:00")
    leaves = good.driven(("trip-2", 2, late - 1), max_hold=50 * MINUTE, stays_open=0)
    assert not leaves.handled[stop, 0]
    assert leaves.start[stop, 0] == clock("13:10") - 1


def test_a_trip_that_would_end_too_late_is_not_begun(good):
    """trip-3 takes 1 h 20 min 24 s, and must be over by 14:00; its van comes back too late."""
    latest = clock("14:00") - (HOUR + 20 * MINUTE + 24) - (clock("09:04") + 3)
    begun = good.driven(("trip-2", 3, latest), over_shift=0).begun
    assert begun[good.trip("trip-3"), 0]
    late = good.driven(("trip-2", 3, latest + 1), over_shift=0).begun
    assert not late[good.trip("trip-3"), 0]
    assert late[good.trip("trip-6"), 0]


def test_a_driver_rests_before_driving_too_long(good):
    """
    With 4 h 6 min to P the driver of van-2 must rest 20 min there, handling included.

    The call takes 5 min 36 s, so that the van leaves 14 min 24 s later than it was done.
    """
    stop = good.stop("trip-5", 1)
    short = good.driven(("trip-5", 1, 160 * MINUTE), tireless=False)
    assert short.departure[stop, 0] == clock("10:40") + 4 + 5 * MINUTE + 36
    long = good.driven(("trip-5", 1, 160 * MINUTE + 1), tireless=False)
    assert long.departure[stop, 0] == clock("10:40") + 5 + 20 * MINUTE


def test_handovers_of_the_plan(good):
    """Trip 1 feeds trip 2, and trips 2 and 3 feed trip 4."""
    line = good.line
    found = {
        (line.trips[line.trip[h.giver]].trip_id, line.trips[line.trip[h.taker]].trip_id, h.wait)
        for h in line.handovers
    }
    wait = 20 * MINUTE
    assert found == {
        ("trip-1", "trip-2", wait),
        ("trip-2", "trip-4", wait),
        ("trip-3", "trip-4", wait),
    }
    assert np.all(np.diff([line.order.index(s) for s in range(3)]) > 0)
