"""
A county of two valleys, small enough for every subset of its stations to be planned.

::

    minutes:   T(-80,12)  R(-70,0) ...... H(0,0) .... A(50,0)   P(60,8)  Q(60,-9)

H is the hub, A a transfer station, R a town station, P, Q and T villages. Ways are straight,
metres are minutes x 500. A truck and a van at H, four vans at A; the second day has a third more
for the west.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from optimizer.days import DayRun, NetworkFolder
from optimizer.domain import Instance, Network, SiteKind, Travel, TravelMatrix
from optimizer.siting import Candidate
from optimizer.units import KG, MINUTE, YUAN
from tests.folders import write_county, write_network
from tests.instances import PLANNED_AT, county, network, sites, vehicles

PLACES = {"H": (0, 0), "A": (50, 0), "P": (60, 8), "Q": (60, -9), "R": (-70, 0), "T": (-80, 12)}
CANDIDATES = (
    Candidate("A"),
    Candidate("P", investment=36_500 * YUAN),
    Candidate("R", investment=73_000 * YUAN),
    Candidate("T", investment=36_500 * YUAN),
)
EFFORT = 60
DAYS = (
    {"P": 30, "Q": 30, "R": 30, "T": 30},
    {"P": 30, "Q": 30, "R": 40, "T": 40},
    {"P": 29, "Q": 32, "R": 36, "T": 33},
    {"P": 31, "Q": 28, "R": 34, "T": 38},
)
"""Parcels of each day; the last two are fresh ones, which chose nothing."""


def sixstop() -> Network:
    """Return the county's network."""
    hub, station, village, other = sites()
    station = replace(station, rent_per_day=60 * YUAN, operating_cost_per_day=40 * YUAN, docks=2)
    town = replace(village, site_id="R", kind=SiteKind.TOWN_STATION, name_zh="戊镇服务站")
    last = replace(village, site_id="T", name_zh="己村")
    truck, van, free = vehicles()
    more = [
        replace(van, vehicle_id=f"van-{number}", plate=f"粤F·V000{number}") for number in (3, 4, 5)
    ]
    return network(
        sites=(hub, station, village, other, town, last), vehicles=(truck, van, free, *more)
    )


def ways() -> Travel:
    """Return travel times along straight lines."""
    spots = np.array(list(PLACES.values()), dtype=np.float64)
    minutes = np.ceil(np.sqrt(((spots[:, None] - spots[None]) ** 2).sum(axis=2))).astype(np.int64)
    matrix = TravelMatrix(duration=minutes * MINUTE, distance=minutes * 500)
    return {"truck": matrix, "van": matrix}


def day_of(day: int) -> Instance:
    """Return the orders of a day: parcels of 30 kg."""
    rows = [
        {"order_id": f"{name}{k}", "destination": name, "weight": 30 * KG}
        for name, count in DAYS[day].items()
        for k in range(count)
    ]
    standing = sixstop()
    return county(*rows, sites=standing.sites, vehicles=standing.vehicles)


def orders_on(file: Path, day: int) -> bytes:
    """Return an order file of the first day as one of a later day."""
    text = file.read_text("utf-8")
    for ahead in reversed(range(4)):  # no moment may be moved twice
        then, now = (PLANNED_AT.date() + timedelta(days=n) for n in (ahead, ahead + day))
        text = text.replace(then.isoformat(), now.isoformat())
    return text.encode()


def runs(folder: Path, days: int = 2, **changes) -> list[DayRun]:
    """Write county and orders; return the recipes of its days as it stands."""
    write_network(folder / "county", sixstop(), ways())
    standing = NetworkFolder.of(folder / "county")
    found = []
    for day in range(days):
        file = write_county(folder / f"day-{day}", day_of(day), ways())
        parts = {
            "variant": "today",
            "day": PLANNED_AT.date() + timedelta(days=day),
            "network": standing,
            "orders": orders_on(file, day),
            "planned_at": (PLANNED_AT + timedelta(days=day)).isoformat(),
            "effort": EFFORT,
        }
        found.append(DayRun(**(parts | changes)))
    return found
