"""Rules 7 and 10: every vehicle keeps to its base, its shifts, its range and its roads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from optimizer.checker.case import Case, breach
from optimizer.checker.duties import UNKNOWN
from optimizer.domain import Echelon, Trip, Violation


def check_homes(case: Case) -> Iterator[Violation]:
    """Yield every trip of a vehicle that does not exist, may not drive, or is away from home."""
    for told, trip in zip(case.document["trips"], case.trips, strict=True):
        vehicle = case.vehicle(trip)
        if vehicle is None:
            message = f"no vehicle is called {told['vehicle_id']}"
            yield breach("V170", trip.trip_id, message, excess=1, unit="count")
            continue
        home = case.instance.network.home[trip.vehicle]
        for position in sorted({0, len(trip.stops) - 1}):
            if trip.stops[position].site != home:
                message = f"the trip begins or ends away from {vehicle.home_site}, its home"
                yield breach("V171", case.where(trip, position), message, excess=1, unit="count")
        base = case.instance.sites[home]
        if not (base.is_base and base.is_open):
            message = f"{vehicle.vehicle_id} is homed at {base.site_id}, which is no open base"
            yield breach("V172", trip.trip_id, message, excess=1, unit="count")
        if not vehicle.available:
            message = f"{vehicle.vehicle_id} is not available"
            yield breach("V179", trip.trip_id, message, excess=1, unit="count")


def check_overlaps(case: Case) -> Iterator[Violation]:
    """Yield every trip that begins before its vehicle is back from another."""
    by_vehicle: defaultdict[int, list[Trip]] = defaultdict(list)
    for trip in case.trips:
        if trip.vehicle != UNKNOWN:
            by_vehicle[trip.vehicle].append(trip)
    for trips in by_vehicle.values():
        trips.sort(key=lambda trip: (trip.start, trip.end))
        latest = trips[0]
        for trip in trips[1:]:
            overlap = latest.end - trip.start
            if overlap > 0:
                message = f"the trip starts {overlap} s before {latest.trip_id} is over"
                yield breach("V173", trip.trip_id, message, excess=overlap, unit="s")
            latest = max(latest, trip, key=lambda trip: trip.end)


def check_returns(case: Case) -> Iterator[Violation]:
    """Yield every trip that begins before its vehicle is back from what was planned earlier."""
    for trip in case.trips:
        vehicle = case.vehicle(trip)
        if vehicle is None or vehicle.vehicle_id not in case.instance.busy_until:
            continue
        early = case.instance.busy_until[vehicle.vehicle_id] - trip.start
        if early > 0:
            message = f"the trip starts {early} s before {vehicle.vehicle_id} is back "
            message += "from an earlier plan"
            yield breach("V100", trip.trip_id, message, excess=early, unit="s")


def check_shifts(case: Case) -> Iterator[Violation]:
    """Yield every duty outside a shift of its vehicle, or longer than its range."""
    calendar = case.instance.calendar
    for duty in case.duties.values():
        vehicle, shift = case.instance.vehicles[duty.vehicle], duty.shift
        where = f"{vehicle.vehicle_id}, shift from {calendar.text(shift.earliest)}"
        day = case.day(shift.earliest)
        if shift not in calendar.windows(vehicle.shifts, range(day, day + 1)):
            message = "the vehicle has no such shift"
            yield breach("V174", where, message, excess=1, unit="count")
        early = max(shift.earliest, calendar.start) - duty.start
        if early > 0:
            message = f"the duty begins {early} s before the shift or the plan does"
            yield breach("V175", where, message, excess=early, unit="s")
        late = duty.end - (shift.latest + vehicle.max_overtime)
        if late > 0:
            message = f"the duty ends {late} s after the shift and its longest overtime"
            yield breach("V176", where, message, excess=late, unit="s")
        far = duty.distance - vehicle.range if vehicle.range is not None else 0
        if far > 0:
            message = f"the duty is {far} m longer than the vehicle's range"
            yield breach("V177", where, message, excess=far, unit="m")
        after = shift.earliest - calendar.end
        if after >= 0:
            message = f"the shift begins {after} s after the horizon's end"
            yield breach("V178", where, message, excess=after, unit="s")


def check_places(case: Case) -> Iterator[Violation]:
    """Yield every stop at a site that is unknown, not open, or not for this vehicle."""
    for trip, position, stop in case.stops():
        site, vehicle = case.site(stop), case.vehicle(trip)
        where = case.where(trip, position)
        if site is None:
            yield breach("V200", where, "no site has this id", excess=1, unit="count")
            continue
        if not site.is_open:
            message = f"{site.site_id} is {site.status} and cannot be visited"
            yield breach("V201", where, message, excess=1, unit="count")
        if vehicle is None:
            continue
        if vehicle.echelon is Echelon.LINEHAUL and not site.is_base:
            message = f"{vehicle.vehicle_id} is a linehaul vehicle and stops only at bases"
            yield breach("V203", where, message, excess=1, unit="count")
        if not site.admits(vehicle.road_profile):
            message = f"{site.site_id} cannot be reached by {vehicle.road_profile}"
            yield breach("V204", where, message, excess=1, unit="count")


def check_closed_ends(case: Case) -> Iterator[Violation]:
    """Yield every order of a site that is not open and that is not called unserved."""
    sites, orders = case.instance.sites, case.instance.orders
    is_closed = [
        not (site.is_open and sites[door].is_open)
        for site, door in zip(sites, case.instance.network.door, strict=True)
    ]
    for row, entry in case.entries.items():
        if entry["status"] == "unserved":
            continue
        for end in (int(orders.origin[row]), int(orders.destination[row])):
            if is_closed[end]:
                message = (
                    f"the order is {entry['status']} although {sites[end].site_id} is not open"
                )
                yield breach("V202", entry["order_id"], message, excess=1, unit="count")
