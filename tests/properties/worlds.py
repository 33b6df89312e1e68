"""
Draws small counties of every shape, and orders of every kind for them.

What is drawn is what the inputs let pass: networks that nobody would build, but that a file
may hold. The simplest draw (an open hub, points without hours, one van) is the first, so
that counterexamples shrink to something that can be worked out by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import strategies as st

from optimizer.domain import (
    NO_WAY,
    Calendar,
    Echelon,
    Instance,
    Network,
    Orders,
    Penalties,
    Rules,
    Site,
    SiteKind,
    SiteStatus,
    TimeWindow,
    Travel,
    TravelMatrix,
    Vehicle,
    Visits,
)
from optimizer.units import CUBIC_METRE, DAY, HOUR, KG, KM, LITRE, MINUTE, YUAN
from tests.instances import window

CLASSES = ("general", "food", "agrochemicals")
HOURS = (
    (),
    (window("05:30", "21:00"),),
    (window("08:00", "12:00"), window("14:00", "18:00")),
    (window("09:00", "11:00"),),
    (TimeWindow(0, DAY),),
)
SHIFTS = (
    (window("06:00", "20:00"),),
    (window("07:00", "13:00"), window("13:00", "19:00")),
    (window("09:30", "12:00"),),
    (TimeWindow(0, DAY),),
)
DEPARTURES = ((), (window("13:30", "21:00").earliest, window("13:30", "21:00").latest))
PLANNED_AT = (
    datetime(2026, 11, 23, 5, tzinfo=ZoneInfo("Asia/Shanghai")),
    datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Shanghai")),
    datetime(2026, 11, 23, 23, 40, tzinfo=ZoneInfo("Asia/Shanghai")),
    datetime(2026, 10, 24, 5, tzinfo=ZoneInfo("Europe/Berlin")),  # a day of 25 hours follows
)
NEVER_TOGETHER = ((), (("agrochemicals", "food"),))


@dataclass(frozen=True)
class Dice:
    """Draws values; in a tame county whatever is ``usually`` so is always so."""

    draw: Any
    is_tame: bool

    def any_of(self, *values: Any) -> Any:
        """Return one of these values; it shrinks to the first."""
        return self.draw(st.sampled_from(values))

    def upto(self, most: int) -> int:
        """Return a number from zero on."""
        return self.draw(st.integers(0, most))

    def usually(self, value: Any, *others: Any) -> Any:
        """Return this value, or in a wild county now and then one of the others."""
        return value if self.is_tame else self.any_of(*[value] * 3 * len(others), *others)


@st.composite
def worlds(draw) -> tuple[Instance, Travel]:
    """Draw a county with travel tables and orders."""
    dice = Dice(draw, is_tame=draw(st.booleans()))
    planned_at = dice.any_of(*PLANNED_AT)
    standing = _rules(dice, planned_at)
    network = Network(standing, sites := _sites(dice), _vehicles(dice, sites), "0" * 64)
    calendar = Calendar(planned_at, standing.timezone, standing.horizon)
    instance = Instance(network, calendar, _orders(dice, network), "1" * 64)
    return instance, _travel(dice, network)


def _rules(dice: Dice, planned_at: datetime) -> Rules:
    """Draw the rules of a county."""
    return Rules(
        name="县",
        timezone=str(planned_at.tzinfo),
        horizon=dice.usually(72, 24, 48, 30) * HOUR,
        planning_times=dice.any_of((5 * HOUR, 12 * HOUR), (5 * HOUR,)),
        onward_departures=dice.any_of(*DEPARTURES),
        rest_after_driving=dice.any_of(240, 60, 30) * MINUTE,
        rest=dice.any_of(20, 45) * MINUTE,
        penalties=dice.usually(
            Penalties(deferred_per_order=10_000.0), Penalties(), Penalties(*[0.0] * 6)
        ),
        handling_classes=CLASSES,
        never_together=dice.any_of(*NEVER_TOGETHER),
    )


def _sites(dice: Dice) -> tuple[Site, ...]:
    """Draw a hub, stations and points; one base at least is open."""
    stations = [f"T{n}" for n in range(dice.upto(3))]
    points = [f"P{n}" for n in range(2 + dice.upto(4))]
    bases = [_base(dice, name) for name in ("H", *stations)]
    if not any(base.is_open for base in bases):
        bases[0] = replace(bases[0], status=SiteStatus.OPEN)
    doors = ("H", *stations)
    return (*bases, *(_point(dice, name, doors) for name in points))


CLOSED = (SiteStatus.CLOSED, SiteStatus.CANDIDATE)


def _base(dice: Dice, name: str) -> Site:
    """Draw the hub, or a station."""
    return Site(
        name,
        SiteKind.HUB if name == "H" else SiteKind.TRANSFER_STATION,
        name,
        status=dice.usually(SiteStatus.OPEN, SiteStatus.OPEN, SiteStatus.OPEN, *CLOSED),
        hours=dice.any_of(*HOURS),
        visits=dice.usually(Visits.BY_NEED, Visits.DAILY),
        stop_time=dice.any_of(0, 10, 20) * MINUTE,
        piece_time=dice.any_of(0, 1_000, 3_500),
        transfer_time=dice.any_of(0, 20, 90) * MINUTE,
        docks=dice.any_of(None, 1, 2),
        operating_cost_per_day=dice.any_of(0, 80, 300) * YUAN,
        handling_cost_per_piece=dice.any_of(0.0, 5.0),
        road_profiles=dice.usually(frozenset(), frozenset({"van"})),
    )


def _point(dice: Dice, name: str, doors) -> Site:
    """Draw a service point."""
    return Site(
        name,
        dice.any_of(SiteKind.VILLAGE_POINT, SiteKind.TOWN_STATION),
        name,
        status=dice.usually(SiteStatus.OPEN, SiteStatus.OPEN, SiteStatus.OPEN, *CLOSED),
        premises=dice.usually(None, *doors),
        hours=dice.any_of(*HOURS),
        visits=dice.usually(Visits.BY_NEED, Visits.DAILY),
        stop_time=dice.any_of(0, 5, 15) * MINUTE,
        piece_time=dice.any_of(0, 9_000, 1_250),
        docks=dice.usually(None, 1),
        road_profiles=dice.usually(frozenset(), frozenset({"van"}), frozenset({"trike"})),
    )


def _vehicles(dice: Dice, sites: tuple[Site, ...]) -> tuple[Vehicle, ...]:
    """Draw one to five vehicles, homed at any base."""
    homes = [site.site_id for site in sites if site.is_base]
    return tuple(_vehicle(dice, f"v{n}", homes) for n in range(1 + dice.upto(4)))


def _vehicle(dice: Dice, name: str, homes: list[str]) -> Vehicle:
    """Draw a vehicle; a linehaul truck for the most part at the hub, as trucks are."""
    echelon = dice.any_of(Echelon.LOCAL, Echelon.LOCAL, Echelon.LINEHAUL)
    at_hub = echelon is Echelon.LINEHAUL and dice.usually(True, False)
    return Vehicle(
        vehicle_id=name,
        plate=name,
        vehicle_type="van",
        home_site="H" if at_hub else dice.any_of(*homes),
        echelon=echelon,
        road_profile=dice.usually("van", "trike"),
        capacity_weight=dice.usually(1_500, 550, 60) * KG,
        capacity_volume=dice.any_of(15, 4) * CUBIC_METRE,
        shifts=dice.any_of(*SHIFTS),
        range=dice.usually(None, 120 * KM, 40 * KM),
        max_overtime=dice.any_of(0, 60, 300) * MINUTE,
        cost_per_shift=dice.any_of(0, 35) * YUAN,
        cost_per_km=dice.any_of(0, 85),
        cost_per_hour=dice.any_of(0, 28) * YUAN,
        overtime_cost_per_hour=dice.any_of(0, 20, 42) * YUAN,
        co2_per_km=dice.any_of(0, 180),
        handling_classes=dice.usually(frozenset(), frozenset({"general"}), frozenset({"food"})),
        available=dice.usually(True, True, True, False),
    )


def _travel(dice: Dice, network: Network) -> Travel:
    """Draw places, and some pairs that take longer one way or cannot be driven at all."""
    size = len(network.sites)
    index = st.integers(0, size - 1)
    axis = st.lists(st.integers(0, 6), min_size=size, max_size=size)
    x, y = np.array(dice.draw(axis)), np.array(dice.draw(axis))
    found = {}
    for profile in network.road_profiles:
        minutes = 8 * (np.abs(x[:, None] - x) + np.abs(y[:, None] - y)) + 1
        odd = st.tuples(index, index, st.sampled_from((45, 5, 180, NO_WAY)))
        most = 0 if dice.is_tame else size
        for origin, destination, length in dice.draw(st.lists(odd, max_size=most)):
            minutes[origin, destination] = length
        np.fill_diagonal(minutes, 0)
        none = minutes >= NO_WAY
        found[profile] = TravelMatrix(
            duration=np.where(none, NO_WAY, minutes * MINUTE),
            distance=np.where(none, NO_WAY, minutes * 500),
        )
    return found


def _orders(dice: Dice, network: Network) -> Orders:
    """Draw up to a dozen orders between any two doors."""
    sites, door = range(len(network.sites)), network.door
    pairs = [(i, j) for i in sites for j in sites if door[i] != door[j]]
    hub = [(i, j) for i, j in pairs if network.hub in (i, j)] or pairs
    rows = [_order(dice, dice.any_of(hub, pairs)) for _ in range(dice.upto(12))] if pairs else []
    names = ("ends", "pieces", "weight", "volume", "ready", "due", "handling_class", "priority")
    columns = {
        name: np.array([row[number] for row in rows], dtype=np.int64)
        for number, name in enumerate(names)
    }
    origin, destination = columns.pop("ends").reshape(-1, 2).T
    ids = tuple(f"o{number}" for number in range(len(rows)))
    return Orders(order_id=ids, origin=origin, destination=destination, **columns)


def _order(dice: Dice, pairs: list[tuple[int, int]]) -> tuple[Any, ...]:
    """Draw an order as a row."""
    ready = (dice.upto(170) - 24) * HOUR // 2
    return (
        dice.any_of(*pairs),
        dice.any_of(1, 3, 40, 400),
        dice.any_of(1, 20, 300, dice.usually(60, 600, 1_400, 2_000)) * KG,
        dice.any_of(8, 500, dice.usually(1_000, 4_500, 16_000)) * LITRE,
        ready,
        ready + dice.usually(48, 36, 12, 1, 0, 90) * HOUR,
        dice.upto(len(CLASSES) - 1),
        dice.upto(1),
    )
