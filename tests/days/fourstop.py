"""Days of the four-stop county, and changes of it that other processes find by name."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from optimizer.days import DayRun, NetworkFolder
from optimizer.domain import Issue, SiteStatus
from optimizer.errors import InputError
from optimizer.units import YUAN
from tests.folders import write_county, write_network
from tests.instances import clock, county, sites, travel

FIRST = date(2026, 11, 23)
EFFORT = 20


def network_folder(folder: Path) -> NetworkFolder:
    """Write the four-stop county, where A costs 120 a day to rent; return its folder."""
    rented = tuple(replace(s, rent_per_day=120 * YUAN) if s.site_id == "A" else s for s in sites())
    write_network(folder, county(sites=rented).network, travel())
    return NetworkFolder.of(folder)


def orders_of(folder: Path, *rows: dict) -> bytes:
    """Return an order file as bytes: three parcels to P and one from Q by default."""
    rows = rows or (
        *({"destination": "P"},) * 3,
        {"origin": "Q", "destination": "H", "ready": clock("09:00")},
    )
    return write_county(folder, county(*rows), travel()).read_bytes()


class Days:
    """Recipes of the four-stop county in a folder."""

    def __init__(self, folder: Path) -> None:
        self.network = network_folder(folder / "county")
        self.orders = orders_of(folder / "orders")

    def run(self, day: int = 0, **changes) -> DayRun:
        """Return the recipe of one day; all of them have the orders of the first."""
        parts = {
            "variant": "base",
            "day": FIRST + timedelta(days=day),
            "network": self.network,
            "orders": self.orders,
            "planned_at": "2026-11-23T05:00:00+08:00",
            "effort": EFFORT,
        }
        return DayRun(**(parts | changes))

    def runs(self, num: int, **changes) -> list[DayRun]:
        """Return the recipes of the first days."""
        return [self.run(day, **changes) for day in range(num)]


def close(county, changes):
    """Close the sites that the changes name."""
    network = county.instance.network
    for change in changes:
        network = network.with_site(change["site"], status=SiteStatus.CLOSED)
    return replace(county, instance=replace(county.instance, network=network))


def take_away(county, changes):
    """Take the vehicles away that the changes name."""
    gone = {change["vehicle"] for change in changes}
    network = county.instance.network
    fleet = [replace(each, available=each.vehicle_id not in gone) for each in network.vehicles]
    network = replace(network, vehicles=tuple(fleet))
    return replace(county, instance=replace(county.instance, network=network))


def refuse(county, changes):
    """Refuse, as a change does that does not apply."""
    raise InputError([Issue("E107", "scenario.toml", "no site is called X", value="X")])


def stumble(county, changes):
    """Fail as a bug does."""
    raise KeyError("secret")


def die(county, changes):
    """Take the worker process along, unless a file says that it was done before."""
    for change in changes:
        once = change.get("once")
        if once and Path(once).exists():
            return county
        if once:
            Path(once).touch()
    time.sleep(0.2)
    os._exit(9)


def linger(county, changes):
    """Say that the work has begun, and go on a while later."""
    for change in changes:
        Path(change["began"]).touch()
        time.sleep(change.get("seconds", 0.5))
    return county
