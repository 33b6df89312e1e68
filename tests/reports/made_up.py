"""
A made-up county of 31 points with a plan for it: material for reports, from one seed.

The plan is simple and honest about its times: trucks bring goods to the nearest station in
two waves a day, vans then go round the points and collect what is there. It is not good.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from optimizer.domain import (
    Calendar,
    Instance,
    Network,
    Orders,
    Plan,
    Reason,
    Site,
    SiteStatus,
    Stop,
    TimeWindow,
    Travel,
    TravelMatrix,
    Trip,
    Visits,
)
from optimizer.units import DAY, HOUR, KG, MINUTE
from tests.instances import PLANNED_AT, rules, sites, vehicles

VILLAGES = [
    "石礤村",
    "蓊江村",
    "葸岭村",
    "坪田村",
    "南浦村",
    "新江村",
    "铁龙村",
    "周陂村",
    "坝仔村",
    "官渡村",
    "六里村",
    "礤下村",
]


class StraightLines:
    """Roads that run straight from site to site, with a bend."""

    boundary = (((113.8, 24.2), (114.3, 24.2), (114.3, 24.6), (113.8, 24.6), (113.8, 24.2)),)

    def __init__(self, network: Network) -> None:
        self._network = network

    def geometry(self, network, road_profile, origin, destination):
        """Return both sites with one bend between them."""
        start, end = (network.sites[at] for at in (origin, destination))
        bend = ((start.longitude + end.longitude) / 2 + 0.004, (start.latitude + end.latitude) / 2)
        return [(start.longitude, start.latitude), bend, (end.longitude, end.latitude)]

    def lines(self):
        """Return a road from the hub to every site."""
        pairs = ((at, site) for at, site in enumerate(self._network.sites) if at)
        classes = ("trunk", "tertiary", "unclassified")
        return [(classes[at % 3], self.geometry(self._network, "van", 0, at)) for at, site in pairs]


def made_up_county(seed: int = 1, *, num_orders: int = 400) -> tuple[Instance, Travel]:
    """Return a county of a hub, three stations and 31 points, with its travel times."""
    rng = np.random.default_rng(seed)
    places = _places(rng)
    travel = _travel(places)
    network = Network(rules(name="虚构县"), places, _fleet(), fingerprint="a" * 64)
    calendar = Calendar(PLANNED_AT, network.rules.timezone, network.rules.horizon)
    orders = _orders(network, rng, num_orders)
    return Instance(network, calendar, orders, orders_fingerprint="b" * 64), travel


def _places(rng: np.random.Generator) -> tuple[Site, ...]:
    """Return the sites of the county."""
    hub, station, point, _ = sites()
    hub = replace(hub, longitude=114.05, latitude=24.42, coordinate_quality="placeholder")
    found = [hub]
    for number, (name, lon, lat) in enumerate(
        [("龙仙中转站", 114.13, 24.36), ("江尾中转站", 114.02, 24.5), ("翁城中转站", 113.9, 24.38)]
    ):
        found.append(
            replace(
                station,
                site_id=f"T0{number + 1}",
                name_zh=name,
                name_en=f"Station {number + 1}",
                longitude=lon,
                latitude=lat,
                coordinate_quality="town_seat",
                docks=None,
            )
        )
    for number in range(31):
        base = found[1 + number % 3]
        name = VILLAGES[number % len(VILLAGES)] + ("" if number < len(VILLAGES) else str(number))
        found.append(
            replace(
                point,
                site_id=f"V{number:02d}",
                name_zh=name,
                name_en=f"Village {number}",
                town=base.name_zh[:2] + "镇",
                longitude=float(base.longitude + rng.normal(0, 0.05)),
                latitude=float(base.latitude + rng.normal(0, 0.04)),
                coordinate_quality="synthetic",
                visits=Visits.DAILY if number < 2 else Visits.BY_NEED,
                status=SiteStatus.CLOSED if number == 30 else SiteStatus.OPEN,
            )
        )
    return tuple(found)


def _travel(places: Sequence[Site]) -> Travel:
    """Return times at 36 km/h along roads 1.4 times as long as the crow flies."""
    lon = np.array([site.longitude for site in places])
    lat = np.array([site.latitude for site in places])
    metres = 1.4 * 111_000 * np.hypot((lon[:, None] - lon) * 0.91, lat[:, None] - lat)
    distance = metres.round().astype(np.int64)
    matrix = TravelMatrix(duration=distance // 10, distance=distance)
    return {"truck": matrix, "van": matrix}


def _fleet():
    """Return two trucks at the hub and two vans at every station."""
    truck, van, _ = vehicles()
    trucks = [replace(truck, vehicle_id=f"truck-{at}", plate=f"粤F·T000{at}") for at in (1, 2)]
    vans = [
        replace(van, vehicle_id=f"van-{at}", plate=f"粤F·V000{at}", home_site=f"T0{(at + 1) // 2}")
        for at in range(1, 7)
    ]
    return (*trucks, *vans)


def _orders(network: Network, rng: np.random.Generator, num: int) -> Orders:
    """Return parcels to and from the points over three days."""
    points = rng.integers(4, len(network.sites), num)
    inbound = rng.random(num) < 0.8
    ready = rng.integers(0, 2, num) * DAY + rng.integers(0, 12, num) * HOUR
    return Orders(
        order_id=tuple(f"SF{number:08d}" for number in range(num)),
        origin=np.where(inbound, 0, points),
        destination=np.where(inbound, points, 0),
        pieces=rng.integers(1, 4, num),
        weight=rng.integers(500, 9 * KG, num),
        volume=rng.integers(2_000, 40_000, num),
        ready=ready,
        due=ready + np.where(rng.random(num) < 0.1, 12, 48) * HOUR,
        handling_class=np.zeros(num, dtype=np.int64),
        priority=np.zeros(num, dtype=np.int64),
    )


@dataclass
class Dispatch:
    """Builds a plan trip by trip; ``at`` holds where every order waits and from when."""

    instance: Instance
    travel: Travel
    trips: list[Trip] = field(default_factory=list)

    def __post_init__(self) -> None:
        orders = self.instance.orders
        self.at = [list(pair) for pair in zip(orders.origin, orders.ready, strict=True)]
        self.free: dict[int, int] = {}
        duration = self.travel["van"].duration
        self.base = 1 + duration[1:4].argmin(axis=0)

    def plan(self) -> Plan:
        """Return the plan of three days."""
        for day in range(3):
            for wave in (0, 1):
                for base in (1, 2, 3):
                    self.linehaul(base, day, wave)
                for vehicle in range(2, len(self.instance.vehicles)):
                    self.round(vehicle, day, wave)
        self.trips.sort(key=lambda trip: (trip.vehicle, trip.start))
        closed = len(self.instance.sites) - 1
        reason = Reason("U104", True, "网点已关闭", "the site is closed", "开放该网点 / open it")
        ends = zip(self.instance.orders.origin, self.instance.orders.destination, strict=True)
        reasons = {row: reason for row, pair in enumerate(ends) if closed in pair}
        return Plan(tuple(self.trips), reasons, seed=1, engine="made up", search_seconds=0.1)

    def linehaul(self, base: int, day: int, wave: int) -> None:
        """Send a truck with what waits at the hub for a station, and back with what waits there."""
        vehicle = base % 2
        shift = self.shift(vehicle, day, wave)
        start = max(shift.earliest, self.free.get(vehicle, 0))
        out = [
            row
            for row in self.waiting(0, start)
            if self.base[self.instance.orders.destination[row]] == base and self.open(row)
        ]
        ends = self.instance.orders.destination
        back = [row for row in self.waiting(base, start + HOUR) if ends[row] == 0]
        if out or back:
            self.drive(vehicle, shift, start, [(0, out, []), (base, back, out), (0, [], back)])

    def round(self, vehicle: int, day: int, wave: int) -> None:
        """Send a van round up to eight points that have something."""
        shift = self.shift(vehicle, day, wave)
        base = self.instance.network.home[vehicle]
        start = shift.earliest + 2 * HOUR
        orders = self.instance.orders
        on = [row for row in self.waiting(base, start) if orders.destination[row] != 0]
        mine = [
            point
            for point in range(4, len(self.instance.sites) - 1)
            if self.base[point] == base and point % 2 == vehicle % 2
        ]
        on = [row for row in on if orders.destination[row] in mine]
        taken = {point: self.waiting(point, start) for point in mine}
        called = [p for p in mine if taken[p] or any(orders.destination[row] == p for row in on)]
        if not called:
            return
        calls = [(base, on, [])]
        for point in self.nearest(base, called):
            off = [row for row in on if orders.destination[row] == point]
            calls.append((point, taken[point], off))
        back = [row for point in called for row in taken[point]]
        self.drive(vehicle, shift, start, [*calls, (base, [], back)])

    def nearest(self, base: int, points: Iterable[int]) -> list[int]:
        """Return the points, each nearest to the one before."""
        left, way, duration = set(points), [base], self.travel["van"].duration
        while left:
            way.append(min(left, key=lambda point: duration[way[-1], point]))
            left.remove(way[-1])
        return way[1:]

    def drive(self, vehicle: int, shift: TimeWindow, start: int, calls) -> None:
        """Put clocks on the calls of a trip."""
        orders, stops, clock_now, before = self.instance.orders, [], start, None
        matrix = self.travel[self.instance.vehicles[vehicle].road_profile]
        for site, load, unload in calls:
            arrival = clock_now + int(matrix.duration[before, site]) if stops else clock_now
            pieces = int(orders.pieces[[*load, *unload]].sum())
            lasts = self.instance.sites[site].handling_time(pieces)
            begin = self.fits(site, arrival, lasts)
            stops.append(Stop(site, arrival, begin, begin + lasts, tuple(load), tuple(unload)))
            clock_now, before = begin + lasts, site
            for row in load:
                self.at[row] = [-1, 0]
            for row in unload:
                self.at[row] = [site, clock_now + 20 * MINUTE]
        self.free[vehicle] = clock_now + 15 * MINUTE
        self.trips.append(Trip(f"T{len(self.trips) + 1:03d}", vehicle, shift, tuple(stops)))

    def fits(self, site: int, arrival: int, lasts: int) -> int:
        """Return when handling that lasts so long may begin."""
        if not lasts:
            return arrival
        hours = self.instance.calendar.windows(self.instance.sites[site].hours, range(6))
        return next(
            max(arrival, slot.earliest)
            for slot in hours
            if max(arrival, slot.earliest) + lasts <= slot.latest
        )

    def shift(self, vehicle: int, day: int, wave: int) -> TimeWindow:
        """Return the shift of a vehicle."""
        window = self.instance.vehicles[vehicle].shifts[wave]
        return TimeWindow(window.earliest + day * DAY, window.latest + day * DAY)

    def waiting(self, site: int, by: int) -> list[int]:
        """Return the orders that wait at a site by a time and are not at their end."""
        ends = self.instance.orders.destination
        return [
            row
            for row, (place, since) in enumerate(self.at)
            if place == site and since <= by and ends[row] != site
        ]

    def open(self, row: int) -> bool:
        """Whether the destination of an order is open."""
        return self.instance.sites[self.instance.orders.destination[row]].is_open
