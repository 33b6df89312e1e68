"""
A good plan of the four-stop county, written down by hand, that the mutation tests break.

::

    o1  H>P  10 pieces   100 kg  0.500 m3
    o2  H>Q  20 pieces   200 kg  1.000 m3  food
    o3  P>H  30 pieces    60 kg  0.600 m3  live plants
    o4  P>Q   1 piece      5 kg  0.020 m3
    o5  H>P   4 pieces    40 kg  0.100 m3  agrochemicals
    o6  P>H   2 pieces    10 kg  0.050 m3  ready at 10:00
    o7  H>P   1 piece    1.5 kg  0.008 m3  due Thursday 09:00, after the horizon: deferred
    o8  H>P   1 piece  2 000 kg  1.000 m3  too big for every vehicle: unserved
    o9  H>Q   1 piece    1.5 kg  0.008 m3  urgent, due 08:05, too early for any fleet: late

    o3 and o4 are ready at 08:00, the others at 06:00 except o6 and o7 (09:00).
    Q is visited daily: on Monday with goods, on Tuesday without, on Wednesday not.

    handling          H: 20 min + 1 s a piece   A: 15 min + 3 s   P and Q: 5 min + 9 s
    trip-1 truck-1    H 06:00:00 +31 pieces 06:20:31 | A 06:50:31, opens 07:00, -31 07:16:33
                      | H 07:46:33
    trip-2 van-1      A 07:36:33 (transfer 20 min) +31 07:53:06 | P 08:03:06 -10 +31 08:14:15
                      | Q 08:24:15 -22 08:32:33 | A 08:47:33 -30 09:04:03
    trip-3 van-1      A 09:10:00 | P 09:20:00, waits till 10:00, +2 10:05:18
                      | A 10:15:18 -2 10:30:24
    trip-4 truck-1    H 14:00:00 | A 14:30:00 +32 14:46:36 | H 15:16:36 -32 15:37:08, onward 21:00
    trip-5 van-2      H 07:00:00 +4 07:20:04 | P 08:00:04 -4 08:05:40 | H 08:45:40
    trip-6 van-1 Tue  A 09:00:00 | Q 09:15:00 | A 09:30:00
"""

from __future__ import annotations

import json
from typing import Any


def at(text: str, day: int = 0) -> str:
    """Return ``HH:MM:SS`` on a day of the horizon as the document writes it."""
    return f"2026-11-{23 + day}T{text}+08:00"


def _stop(
    site_id: str,
    times: str,
    load: str = "",
    unload: str = "",
    *,
    on_board: tuple[float, float] = (0, 0),
    day: int = 0,
) -> dict[str, Any]:
    """Return a stop; times are arrival, start and departure, or one for all three."""
    clocks = [at(text, day) for text in times.split()]
    arrival, start, departure = clocks if len(clocks) == 3 else clocks * 3
    return {
        "site_id": site_id,
        "arrival": arrival,
        "start": start,
        "departure": departure,
        "load": load.split(),
        "unload": unload.split(),
        "onboard_kg": on_board[0],
        "onboard_m3": on_board[1],
    }


def _period(start: str, end: str, day: int = 0) -> dict[str, str]:
    return {"start": at(f"{start}:00", day), "end": at(f"{end}:00", day)}


def _trips() -> list[dict[str, Any]]:
    """Return the six trips; 500 metres a minute."""

    def trip(name, vehicle_id, shift, stops, *, minutes, status="committed"):
        return {
            "trip_id": name,
            "vehicle_id": vehicle_id,
            "echelon": "linehaul" if vehicle_id == "truck-1" else "local",
            "shift": shift,
            "status": status,
            "distance_m": minutes * 500,
            "driving_s": minutes * 60,
            "stops": stops,
        }

    morning = _period("07:00", "13:00")
    later = "provisional"  # planned again at 12:00
    return [
        trip(
            "trip-1",
            "truck-1",
            _period("06:00", "14:00"),
            [
                _stop("H", "06:00:00 06:00:00 06:20:31", "o1 o2 o9", on_board=(301.5, 1.508)),
                _stop("A", "06:50:31 07:00:00 07:16:33", "", "o1 o2 o9"),
                _stop("H", "07:46:33"),
            ],
            minutes=30 + 30,
        ),
        trip(
            "trip-2",
            "van-1",
            morning,
            [
                _stop("A", "07:36:33 07:36:33 07:53:06", "o1 o2 o9", on_board=(301.5, 1.508)),
                _stop("P", "08:03:06 08:03:06 08:14:15", "o3 o4", "o1", on_board=(266.5, 1.628)),
                _stop("Q", "08:24:15 08:24:15 08:32:33", "", "o2 o4 o9", on_board=(60, 0.6)),
                _stop("A", "08:47:33 08:47:33 09:04:03", "", "o3"),
            ],
            minutes=10 + 10 + 15,
        ),
        trip(
            "trip-3",
            "van-1",
            morning,
            [
                _stop("A", "09:10:00"),
                _stop("P", "09:20:00 10:00:00 10:05:18", "o6", on_board=(10, 0.05)),
                _stop("A", "10:15:18 10:15:18 10:30:24", "", "o6"),
            ],
            minutes=10 + 10,
        ),
        trip(
            "trip-4",
            "truck-1",
            _period("14:00", "21:00"),
            [
                _stop("H", "14:00:00"),
                _stop("A", "14:30:00 14:30:00 14:46:36", "o3 o6", on_board=(70, 0.65)),
                _stop("H", "15:16:36 15:16:36 15:37:08", "", "o3 o6"),
            ],
            minutes=30 + 30,
            status=later,
        ),
        trip(
            "trip-5",
            "van-2",
            morning,
            [
                _stop("H", "07:00:00 07:00:00 07:20:04", "o5", on_board=(40, 0.1)),
                _stop("P", "08:00:04 08:00:04 08:05:40", "", "o5"),
                _stop("H", "08:45:40"),
            ],
            minutes=40 + 40,
        ),
        trip(
            "trip-6",
            "van-1",
            _period("07:00", "13:00", 1),
            [
                _stop(site, f"{time}:00", day=1)
                for site, time in (("A", "09:00"), ("Q", "09:15"), ("A", "09:30"))
            ],
            minutes=15 + 15,
            status=later,
        ),
    ]


def _duties() -> list[dict[str, Any]]:
    """
    Return what the vehicles do shift by shift.

    Truck: 75 a shift, 1.50 a km; vans: 35 and 0.85; all 28 an hour::

        truck-1 early    75 + 30.0 km 45.000 +  6 393 s 49.7233 = 169.7233
        truck-1 late     75 + 30.0 km 45.000 +  5 828 s 45.3289 = 165.3289
        van-1   Monday   35 + 27.5 km 23.375 + 10 431 s 81.1300 = 139.5050
        van-1   Tuesday  35 + 15.0 km 12.750 +  1 800 s 14.0000 =  61.7500
        van-2            35 + 40.0 km 34.000 +  6 340 s 49.3111 = 118.3111
    """
    rows = [
        ("truck-1", "06:00 14:00", 0, "06:00:00 07:46:33", 6_393, 30_000, 169.7233),
        ("truck-1", "14:00 21:00", 0, "14:00:00 15:37:08", 5_828, 30_000, 165.3289),
        ("van-1", "07:00 13:00", 0, "07:36:33 10:30:24", 10_431, 27_500, 139.505),
        ("van-1", "07:00 13:00", 1, "09:00:00 09:30:00", 1_800, 15_000, 61.75),
        ("van-2", "07:00 13:00", 0, "07:00:00 08:45:40", 6_340, 40_000, 118.3111),
    ]
    return [
        {
            "vehicle_id": vehicle_id,
            "shift": _period(*shift.split(), day),
            "start": at(times.split()[0], day),
            "end": at(times.split()[1], day),
            "paid_s": paid,
            "overtime_s": 0,
            "distance_m": metres,
            "cost": cost,
        }
        for vehicle_id, shift, day, times, paid, metres, cost in rows
    ]


def _orders() -> list[dict[str, Any]]:
    """
    Return where every order is and when.

    Slack, rounded down: o1 08:14:15 to Wed 06:00 is 45 h 45 min; o2 08:32:33 to Wed 06:00
    45 h 27 min; o3 21:00 to Tue 20:00 23 h; o4 08:32:33 to Wed 08:00 47 h 27 min; o5 08:05:40
    to Wed 06:00 45 h 54 min; o6 21:00 to Wed 10:00 37 h; o9 is 27 min 33 s late, so -28.
    """

    def leg(trip_id, ends, departure, arrival):
        here, there = ends.split(">")
        times = {"departure": at(departure), "arrival": at(arrival)}
        return {"trip_id": trip_id, "from": here, "to": there, **times}

    def order(name, status, delivered, slack, *legs, reason=None):
        return {
            "order_id": name,
            "status": status,
            "delivered_at": at(delivered) if delivered else None,
            "slack_minutes": slack,
            "legs": list(legs),
            "reason": reason,
        }

    def proof(code):
        return {"code": code, "proof": True, "message_zh": "", "message_en": "", "fix": ""}

    down = leg("trip-1", "H>A", "06:20:31", "06:50:31")
    to_q = leg("trip-2", "A>Q", "07:53:06", "08:24:15")
    up = leg("trip-4", "A>H", "14:46:36", "15:16:36")
    return [
        order(
            "o1", "on_time", "08:14:15", 2_745, down, leg("trip-2", "A>P", "07:53:06", "08:03:06")
        ),
        order("o2", "on_time", "08:32:33", 2_727, down, to_q),
        order("o3", "on_time", "21:00:00", 1_380, leg("trip-2", "P>A", "08:14:15", "08:47:33"), up),
        order("o4", "on_time", "08:32:33", 2_847, leg("trip-2", "P>Q", "08:14:15", "08:24:15")),
        order("o5", "on_time", "08:05:40", 2_754, leg("trip-5", "H>P", "07:20:04", "08:00:04")),
        order("o6", "on_time", "21:00:00", 2_220, leg("trip-3", "P>A", "10:05:18", "10:15:18"), up),
        order("o7", "deferred", None, None),
        order("o8", "unserved", None, None, reason=proof("U102")),
        order("o9", "late", "08:32:33", -28, dict(down), dict(to_q), reason=proof("U105")),
    ]


def good_document() -> dict[str, Any]:
    """Return the whole document as a file holds it, nothing in it shared."""
    written: dict[str, Any] = json.loads(json.dumps(_document()))
    return written


def _document() -> dict[str, Any]:
    """
    Return the whole document.

    Costs: stations are H and A on Monday, 200 + 80; handling is 31 + 30 + 2 pieces at A at
    0.05; late is o9, urgent, 5 x (300 + 10 x 1 653 s / 3 600); waiting, at 0.02 an hour, is
    8 055 + 9 153 + 46 800 + 1 953 + 7 540 + 39 600 + 244 800 (o7) + 255 600 (o8) + 9 153
    = 622 654 s.

    Key figures: 68 pieces delivered for 937.7683; 60 km by truck at 320 g and 82.5 km by van
    at 180 g; seven delivered orders took 122 254 s, the sixth 39 600 and the seventh 46 800,
    so that 95 % are within 39 600 + 0.7 x 7 200 s = 12.4 h.
    """
    return {
        "schema": "route48/plan/1",
        "network": "四站县",
        "planned_at": at("05:00:00"),
        "horizon": {"start": at("05:00:00"), "end": at("05:00:00", 3)},
        "inputs": {"network": "0" * 64, "orders": "1" * 64},
        "seed": 1,
        "engine": "by hand",
        "search_seconds": 0.0,
        "trips": _trips(),
        "duties": _duties(),
        "orders": _orders(),
        "missed_visits": [{"site_id": "Q", "date": "2026-11-25"}],
        "sites_used": ["A", "H", "P", "Q"],
        "cost": {
            "vehicles": 654.6183,
            "stations": 280.0,
            "handling": 3.15,
            "late": 1_522.9583,
            "unserved": 5_000.0,
            "deferred": 4.0,
            "waiting": 3.4592,
            "missed_visits": 100.0,
            "total": 7_568.1859,
        },
        "kpis": {
            "orders": 9,
            "on_time": 6,
            "late": 1,
            "unserved": 1,
            "deferred": 1,
            "on_time_share": 0.75,
            "operating_cost": 937.7683,
            "cost_per_piece": 13.7907,
            "trips": 6,
            "vehicles": 3,
            "distance_m": 142_500,
            "paid_s": 30_792,
            "co2_kg": 34.05,
            "hours_mean": 4.8513,
            "hours_p95": 12.4,
        },
    }
