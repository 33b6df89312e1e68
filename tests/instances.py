"""
The four-stop county that every test knows by heart.

::

    H  hub              05:30-21:00   20 min a stop + 1 s a piece, onward at 13:30 and 21:00
    A  transfer station 07:00-19:00   15 min a stop + 3 s a piece, transfer 20 min, 1 dock
    P  village point    08:00-18:00    5 min a stop + 9 s a piece
    Q  village point    08:00-12:00;14:00-18:00, the same

    minutes, both ways     H    A    P    Q        metres = minutes x 500
                      H    0   30   40   45
                      A   30    0   10   15
                      P   40   10    0   10
                      Q   45   15   10    0

    truck-1  at H, linehaul, 1 500 kg, 15 m3, 06:00-14:00 and 14:00-21:00
    van-1    at A, local,      550 kg,  4 m3, 07:00-13:00 and 13:00-19:00
    van-2    at H, local,      550 kg,  4 m3, 07:00-13:00 and 13:00-19:00

Vans and trucks are equally fast. Planned at 05:00 on Monday 2026-11-23, three days ahead.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from optimizer.domain import (
    Calendar,
    Echelon,
    Instance,
    Network,
    Orders,
    Rules,
    Site,
    SiteKind,
    TimeWindow,
    Travel,
    TravelMatrix,
    Vehicle,
)
from optimizer.units import CUBIC_METRE, HOUR, KG, MINUTE, YUAN

MINUTES = np.array([[0, 30, 40, 45], [30, 0, 10, 15], [40, 10, 0, 10], [45, 15, 10, 0]])
PLANNED_AT = datetime(2026, 11, 23, 5, tzinfo=ZoneInfo("Asia/Shanghai"))


def window(earliest: str, latest: str) -> TimeWindow:
    """Return the window between two ``HH:MM`` of a day."""
    return TimeWindow(clock(earliest), clock(latest))


def clock(text: str, day: int = 0) -> int:
    """Return ``HH:MM`` on a day of the horizon as a clock."""
    hours, minutes = text.split(":")
    return day * 24 * HOUR + int(hours) * HOUR + int(minutes) * MINUTE


def rules(**changes) -> Rules:
    """Return the county's rules."""
    return replace(
        Rules(
            name="四站县",
            planning_times=(clock("05:00"), clock("12:00")),
            onward_departures=(clock("13:30"), clock("21:00")),
            promise_by_class={"live_plants": 36 * HOUR},
            handling_classes=("general", "food", "live_plants", "agrochemicals", "bulk"),
            never_together=(("agrochemicals", "food"), ("agrochemicals", "live_plants")),
            speeds_kmh={"van": {"trunk": 50.0}, "truck": {"trunk": 50.0}},
        ),
        **changes,
    )


def sites() -> tuple[Site, ...]:
    """Return hub H, station A, points P and Q."""
    point = {"stop_time": 5 * MINUTE, "piece_time": 9_000}
    return (
        Site(
            "H",
            SiteKind.HUB,
            "县中心",
            hours=(window("05:30", "21:00"),),
            stop_time=20 * MINUTE,
            piece_time=1_000,
            operating_cost_per_day=200 * YUAN,
            latitude=24.40,
            longitude=114.10,
        ),
        Site(
            "A",
            SiteKind.TRANSFER_STATION,
            "甲中转站",
            hours=(window("07:00", "19:00"),),
            stop_time=15 * MINUTE,
            piece_time=3_000,
            transfer_time=20 * MINUTE,
            docks=1,
            operating_cost_per_day=80 * YUAN,
            handling_cost_per_piece=5.0,
            latitude=24.30,
            longitude=114.00,
        ),
        Site(
            "P",
            SiteKind.VILLAGE_POINT,
            "丙村",
            hours=(window("08:00", "18:00"),),
            latitude=24.28,
            longitude=113.98,
            **point,
        ),
        Site(
            "Q",
            SiteKind.VILLAGE_POINT,
            "丁村",
            hours=(window("08:00", "12:00"), window("14:00", "18:00")),
            latitude=24.27,
            longitude=114.02,
            **point,
        ),
    )


def vehicles() -> tuple[Vehicle, ...]:
    """Return truck-1, van-1 and van-2."""
    van = Vehicle(
        vehicle_id="van-1",
        plate="粤F·V0001",
        vehicle_type="micro_van",
        home_site="A",
        echelon=Echelon.LOCAL,
        road_profile="van",
        capacity_weight=550 * KG,
        capacity_volume=4 * CUBIC_METRE,
        shifts=(window("07:00", "13:00"), window("13:00", "19:00")),
        max_overtime=HOUR,
        cost_per_shift=35 * YUAN,
        cost_per_km=85,
        cost_per_hour=28 * YUAN,
        overtime_cost_per_hour=42 * YUAN,
        co2_per_km=180,
    )
    truck = replace(
        van,
        vehicle_id="truck-1",
        plate="粤F·T0001",
        vehicle_type="box_truck",
        home_site="H",
        echelon=Echelon.LINEHAUL,
        road_profile="truck",
        capacity_weight=1_500 * KG,
        capacity_volume=15 * CUBIC_METRE,
        shifts=(window("06:00", "14:00"), window("14:00", "21:00")),
        cost_per_shift=75 * YUAN,
        cost_per_km=150,
        co2_per_km=320,
    )
    return truck, van, replace(van, vehicle_id="van-2", plate="粤F·V0002", home_site="H")


def network(**changes) -> Network:
    """Return the four-stop network; keywords replace ``rules``, ``sites`` or ``vehicles``."""
    parts = {"rules": rules(), "sites": sites(), "vehicles": vehicles(), "fingerprint": "0" * 64}
    return Network(**(parts | changes))


def travel() -> Travel:
    """Return the table above for both profiles."""
    matrix = TravelMatrix(duration=MINUTES * MINUTE, distance=MINUTES * 500)
    return {"truck": matrix, "van": matrix}


def orders(network: Network, *rows: dict) -> Orders:
    """
    Return orders from dictionaries of what differs from one parcel H to P, ready at 06:00.

    Keys: order_id, origin, destination (site ids), pieces, weight, volume, ready, due
    (clocks; due defaults to ready plus the promise), handling_class, priority (names).
    """
    classes, names = network.rules.handling_classes, ("normal", "urgent")
    full = []
    for number, row in enumerate(rows, start=1):
        default = {
            "order_id": f"o{number}",
            "origin": "H",
            "destination": "P",
            "pieces": 1,
            "weight": 1_500,
            "volume": 8_000,
            "ready": clock("06:00"),
            "handling_class": "general",
            "priority": "normal",
        }
        entry = default | row
        promise = network.rules.promise_of(entry["handling_class"])
        full.append({"due": entry["ready"] + promise} | entry)

    def ints(values) -> np.ndarray:
        return np.array(list(values), dtype=np.int64)

    return Orders(
        order_id=tuple(row["order_id"] for row in full),
        origin=ints(network.index[row["origin"]] for row in full),
        destination=ints(network.index[row["destination"]] for row in full),
        **{
            name: ints(row[name] for row in full)
            for name in ("pieces", "weight", "volume", "ready", "due")
        },
        handling_class=ints(classes.index(row["handling_class"]) for row in full),
        priority=ints(names.index(row["priority"]) for row in full),
        priorities=names,
    )


def county(*rows: dict, planned_at: datetime = PLANNED_AT, **changes) -> Instance:
    """Return the four-stop county with these orders (see `orders`); keywords as `network`."""
    standing = network(**changes)
    return Instance(
        network=standing,
        calendar=Calendar(planned_at, standing.rules.timezone, standing.rules.horizon),
        orders=orders(standing, *rows),
        orders_fingerprint="1" * 64,
    )
