"""
The four-stop plan that the tests of reports know by heart.

::

    o1  H to P, 10 pieces, 15 kg, 0.08 m3, ready 06:00, promised in 48 h
    o2  P to H,  2 pieces,  3 kg, 0.016 m3, ready 06:00, due 13:00; late: it leaves at 13:30
    o3  H to Q,  1 piece, ready 06:00; on no trip
    o4  H to Q,  1 piece, ready 06:00 on the third day, due after the horizon; on no trip

    T1  truck-1  H 06:00:00 +20:10 load o1            A 06:50:10 waits 07:00:00 +15:30 unload o1
                 H 07:45:30
    T2  truck-1  H 08:00:00                           A 08:30:00 waits 08:52:54 +15:06 load o2
                 H 09:38:00 +20:02 unload o2
    T3  van-1    A 07:35:30 +15:30 load o1            P 08:01:00 +06:48 unload o1, load o2
                 A 08:17:48 +15:06 unload o2

P is to be visited daily.
"""

from __future__ import annotations

from optimizer.domain import Instance, Plan, Stop, TimeWindow, Trip, Visits
from tests.instances import clock, county, network

ORDERS = (
    {"order_id": "o1", "pieces": 10, "weight": 15_000, "volume": 80_000},
    {
        "order_id": "o2",
        "origin": "P",
        "destination": "H",
        "pieces": 2,
        "weight": 3_000,
        "volume": 16_000,
        "due": clock("13:00"),
    },
    {"order_id": "o3", "destination": "Q"},
    {"order_id": "o4", "destination": "Q", "ready": clock("06:00", day=2)},
)
H, A, P, Q = range(4)
TRUCK_1, VAN_1, VAN_2 = range(3)


def at(text: str) -> int:
    """Return ``HH:MM:SS`` of the first day as a clock."""
    return clock(text[:5]) + int(text[6:])


def stop(site: int, arrival: str, start: str = "", departure: str = "", **goods) -> Stop:
    """Return a stop at these ``HH:MM:SS``; what is left out is the time before it."""
    start = start or arrival
    return Stop(site, at(arrival), at(start), at(departure or start), **goods)


def four_stop_instance(**changes) -> Instance:
    """Return the four-stop county with the four orders."""
    daily = network().with_site("P", visits=Visits.DAILY)
    return county(*ORDERS, sites=daily.sites, **changes)


def four_stop_plan(**changes) -> Plan:
    """Return the three trips above."""
    shift = TimeWindow(clock("06:00"), clock("14:00"))
    there = (
        stop(H, "06:00:00", "06:00:00", "06:20:10", load=(0,)),
        stop(A, "06:50:10", "07:00:00", "07:15:30", unload=(0,)),
        stop(H, "07:45:30"),
    )
    back = (
        stop(H, "08:00:00"),
        stop(A, "08:30:00", "08:52:54", "09:08:00", load=(1,)),
        stop(H, "09:38:00", "09:38:00", "09:58:02", unload=(1,)),
    )
    local = (
        stop(A, "07:35:30", "07:35:30", "07:51:00", load=(0,)),
        stop(P, "08:01:00", "08:01:00", "08:07:48", unload=(0,), load=(1,)),
        stop(A, "08:17:48", "08:17:48", "08:32:54", unload=(1,)),
    )
    trips = (
        Trip("T1", TRUCK_1, shift, there),
        Trip("T2", TRUCK_1, shift, back),
        Trip("T3", VAN_1, TimeWindow(clock("07:00"), clock("13:00")), local),
    )
    return Plan(**({"trips": trips, "seed": 7, "engine": "hand", "search_seconds": 1.5} | changes))
