"""
What was driven, counted and paid for, without asking the planner.

Kept from the stops alone, over all plans of the days: a duty is what a vehicle has driven in a
shift, whoever planned it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.domain import Echelon, Instance, Travel, Trip
from optimizer.units import HOUR, KM, YUAN


@dataclass(frozen=True)
class Account:
    """
    The counted days of one arm.

    Money in yuan, ways in km, working time in hours. ``due`` counts the orders that were
    promised for the counted days; each of them was ``on_time``, ``late`` or ``missing`` at
    the end. ``pieces`` were delivered on these days. ``calls`` are stops at points,
    ``point_days`` the points that were called at, day by day.
    """

    operating_cost: float
    vehicles: float
    stations: float
    handling: float
    km: float
    km_linehaul: float
    km_local: float
    hours: float
    duties: int
    trips: int
    calls: int
    point_days: int
    due: int
    on_time: int
    late: int
    missing: int
    on_time_share: float
    hours_to_delivery: float
    pieces: int


def account(pool: Instance, travel: Travel, trips: Sequence[Trip], counted: range) -> Account:
    """Return the account of these days; a duty belongs to the day on which its shift begins."""
    days = _Days(pool, counted)
    duties = [trip for trip in trips if days.has(trip.shift.earliest)]
    vehicles, hours = _wages(pool, travel, duties)
    ways = {
        echelon: sum(
            _metres(pool, travel, trip)
            for trip in duties
            if pool.vehicles[trip.vehicle].echelon is echelon
        )
        / KM
        for echelon in (Echelon.LINEHAUL, Echelon.LOCAL)
    }
    stations, handling, calls = _places(pool, trips, days)
    delivered = deliveries(pool, trips)
    due = [row for row, clock in enumerate(pool.orders.due.tolist()) if days.has(clock)]
    done = {row: delivered[row] for row in due if row in delivered}
    on_time = sum(at <= pool.orders.due[row] for row, at in done.items())
    waits = [at - pool.orders.ready[row] for row, at in done.items()]
    return Account(
        operating_cost=(vehicles + stations + handling) / YUAN,
        vehicles=vehicles / YUAN,
        stations=stations / YUAN,
        handling=handling / YUAN,
        km=sum(ways.values()),
        km_linehaul=ways[Echelon.LINEHAUL],
        km_local=ways[Echelon.LOCAL],
        hours=hours,
        duties=len({(trip.vehicle, trip.shift.earliest) for trip in duties}),
        trips=len(duties),
        calls=len(calls),
        point_days=len({(site, day) for site, day, _ in calls}),
        due=len(due),
        on_time=int(on_time),
        late=len(done) - int(on_time),
        missing=len(due) - len(done),
        on_time_share=float(on_time) / len(due) if due else 1.0,
        hours_to_delivery=float(np.mean(waits)) / HOUR if waits else 0.0,
        pieces=int(sum(pool.orders.pieces[row] for row, at in delivered.items() if days.has(at))),
    )


@dataclass(frozen=True)
class _Days:
    """The counted days of a pool."""

    pool: Instance
    counted: range

    def day(self, clock: int) -> int:
        """Return the day on which a clock of the pool falls."""
        calendar = self.pool.calendar
        return (calendar.moment(clock).date() - calendar.first_day).days

    def has(self, clock: int) -> bool:
        """Whether a clock falls on a counted day."""
        return self.day(int(clock)) in self.counted


def _metres(pool: Instance, travel: Travel, trip: Trip) -> int:
    """Return how far a trip goes."""
    metres = travel[pool.vehicles[trip.vehicle].road_profile].distance
    sites = [stop.site for stop in trip.stops]
    return int(metres[sites[:-1], sites[1:]].sum())


def _wages(pool: Instance, travel: Travel, trips: Sequence[Trip]) -> tuple[float, float]:
    """Return what the vehicles cost that made these trips, in cents, and their hours."""
    duties: defaultdict[tuple[int, int], list[Trip]] = defaultdict(list)
    for trip in trips:
        duties[trip.vehicle, trip.shift.earliest].append(trip)
    cents, seconds = 0.0, 0
    for (number, _), made in duties.items():
        vehicle, shift = pool.vehicles[number], made[0].shift
        begin, end = min(trip.start for trip in made), max(trip.end for trip in made)
        over = max(0, end - max(shift.latest, begin))
        cents += vehicle.cost_per_shift
        cents += sum(_metres(pool, travel, trip) for trip in made) * vehicle.cost_per_km / KM
        cents += (end - begin - over) * vehicle.cost_per_hour / HOUR
        cents += over * vehicle.overtime_cost_per_hour / HOUR
        seconds += end - begin
    return cents, seconds / HOUR


def _places(
    pool: Instance, trips: Sequence[Trip], days: _Days
) -> tuple[float, float, list[tuple[int, int, int]]]:
    """Return what bases and handling cost, in cents, and the calls at points with day and clock."""
    sites, orders, door = pool.sites, pool.orders, pool.network.door
    open_days: set[tuple[int, int]] = set()
    handling, calls = 0.0, []
    for trip in trips:
        for stop in trip.stops:
            day = days.day(stop.start)
            if day not in days.counted:
                continue
            site = sites[stop.site]
            if not site.is_base:
                calls.append((stop.site, day, stop.start))
                continue
            if stop.load or stop.unload:
                open_days.add((stop.site, day))
            for row in stop.unload:
                if door[int(orders.destination[row])] != stop.site:
                    handling += int(orders.pieces[row]) * site.handling_cost_per_piece
    return sum(sites[site].operating_cost_per_day for site, _ in open_days), handling, calls


def deliveries(pool: Instance, trips: Sequence[Trip]) -> dict[int, int]:
    """Return when every order that arrived counts as delivered, by row."""
    door, hub = pool.network.door, pool.network.hub
    found: dict[int, int] = {}
    for trip in trips:
        for stop in trip.stops:
            for row in stop.unload:
                if door[int(pool.orders.destination[row])] == stop.site:
                    leaves = pool.calendar.next_of(
                        pool.rules.onward_departures, stop.departure, inclusive=True
                    )
                    leaves = leaves if stop.site == hub else None
                    found[row] = stop.departure if leaves is None else leaves
    return found


def faults(pool: Instance, trips: Sequence[Trip]) -> Iterator[str]:
    """
    Yield what cannot have happened as it is written down.

    The checker judges plans one by one; this judges what lies between them: vehicles in two
    places, orders that are loaded where they are not or too early, or that arrive twice.
    """
    orders, door, sites = pool.orders, pool.network.door, pool.sites
    back: dict[int, tuple[int, str]] = {}
    for trip in sorted(trips, key=lambda trip: trip.start):
        until, name = back.get(trip.vehicle, (trip.start, ""))
        if trip.start < until:
            yield f"{trip.trip_id} starts {until - trip.start} s before {name} is over"
        back[trip.vehicle] = (trip.end, trip.trip_id)
    events = sorted(
        (stop.start if is_load else stop.departure, is_load, row, stop)
        for trip in trips
        for stop in trip.stops
        for is_load, side in ((True, stop.load), (False, stop.unload))
        for row in side
    )
    where = {row: door[int(site)] for row, site in enumerate(orders.origin)}
    ready = dict(enumerate(orders.ready.tolist()))
    arrived: set[int] = set()
    for clock, is_load, row, stop in events:
        name = orders.order_id[row]
        if row in arrived:
            yield f"{name} is moved again after it has arrived"
        if not is_load:
            where[row] = stop.site
            ready[row] = clock + sites[stop.site].transfer_time
            if stop.site == door[int(orders.destination[row])]:
                arrived.add(row)
        elif where[row] != stop.site:
            yield f"{name} is loaded at {sites[stop.site].site_id}, where it is not"
        elif clock < ready[row]:
            yield f"{name} is loaded {ready[row] - clock} s before it is ready"
