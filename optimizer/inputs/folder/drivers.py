"""Reads ``drivers.csv``: who drives, and who sits in which vehicle when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from optimizer.domain import Driver, Drivers, Issue, Seat, Site, TimeWindow, Vehicle
from optimizer.inputs.folder.phones import phones
from optimizer.inputs.issues import Issues, shown
from optimizer.inputs.names import SiteNames
from optimizer.inputs.tables import Columns, Table, read_bytes, read_table, strings, windows

FILE: Final = "drivers.csv"
COLUMNS: Final = Columns(
    required=("driver_id", "name"),
    optional=("phone", "licence", "home_site", "vehicle_id", "shifts", "days", "source"),
)

_OF_PERSON: Final = ("name", "phone", "licence", "home_site")
_EVERY_DAY: Final = frozenset(range(1, 8))
_DAYS: Final = re.compile(r"([1-7])(?:-([1-7]))?", re.ASCII)


def check_drivers(
    folder: Path,
    issues: Issues,
    *,
    sites: Sequence[Site] | None,
    vehicles: Sequence[Vehicle] | None,
) -> Drivers:
    """
    Return the drivers of a network folder, nobody where it has no such file.

    What hangs on sites or vehicles is not checked where these are None.
    """
    if not (folder / FILE).exists():
        return Drivers()
    data = read_bytes(folder / FILE, issues)
    table = None if data is None else read_table(data, folder / FILE, COLUMNS, issues)
    if table is None:
        return Drivers()
    drivers = tuple(_drivers(table, sites, issues))
    if vehicles is None:
        return Drivers(drivers)
    known = {vehicle.vehicle_id: vehicle for vehicle in vehicles}
    seats = _seats(table, known, issues)
    _check_wheels(table, seats, known, issues)
    return Drivers(drivers, tuple(seats.values()))


def _drivers(table: Table, sites: Sequence[Site] | None, issues: Issues) -> Iterator[Driver]:
    """Yield everybody once, as their first row has them; later rows must not contradict it."""
    homes = _homes(table, sites or (), issues)
    columns = {
        "driver_id": strings(table, "driver_id", issues),
        "name": strings(table, "name"),
        "phone": phones(table, "phone", issues),
        "licence": strings(table, "licence"),
        "home_site": homes,
    }
    first: dict[str, int] = {}
    for row, driver_id in enumerate(columns["driver_id"]):
        earlier = first.setdefault(driver_id, row)
        if earlier != row:
            for name in _OF_PERSON:
                if columns[name][row] not in ("", columns[name][earlier]):
                    issues.add(_contradiction(table, name, row, earlier))
            continue
        if not columns["name"][row] and "name" in table.columns:
            issues.add(table.issue("E114", row, "name", "nothing is given"))
        person = {name: columns[name][row] for name in ("driver_id", "name", "phone", "licence")}
        yield Driver(**person, home_site=homes[row] or None)


def _contradiction(table: Table, name: str, row: int, earlier: int) -> Issue:
    """Return the issue of a driver of whom two rows say different things."""
    said = shown(table.texts(name)[earlier].strip())
    message = f"row {table.rows[earlier]} says {said} of the same driver"
    fix = "leave it blank in all rows of a driver but the first, or use another driver_id"
    value = table.texts(name)[row].strip()
    return table.issue("E145", row, name, message, value=value, fix=fix)


def _homes(table: Table, sites: Sequence[Site], issues: Issues) -> list[str]:
    """Return the id of everybody's base, blank where none is given; note those that are none."""
    if not sites:
        return [""] * len(table)
    positions = SiteNames(sites).positions(table, "home_site", issues, required=False)
    homes = []
    for row, position in enumerate(positions):
        home = sites[position] if position >= 0 else None
        if home is not None and not home.is_base:
            message = f"a driver cannot be at home at {shown(home.site_id)}, a {home.kind}"
            fix = "name the hub or a transfer station"
            issues.add(table.issue("E146", row, "home_site", message, value=home.site_id, fix=fix))
        homes.append(home.site_id if home is not None else "")
    return homes


def _seats(table: Table, vehicles: Mapping[str, Vehicle], issues: Issues) -> dict[int, Seat]:
    """Return who sits where, by row; rows without a vehicle are people without a seat."""
    ids, shifts = strings(table, "driver_id"), windows(table, "shifts", issues)
    seats = {}
    for row, vehicle_id in enumerate(strings(table, "vehicle_id")):
        days = _days(table, row, issues)
        if not vehicle_id:
            continue
        vehicle = vehicles.get(vehicle_id)
        if vehicle is None:
            guess = issues.suggest(vehicle_id, vehicles)
            fix = f"add it to vehicles.csv{', or ' if guess else ''}{guess}"
            message = f"no vehicle is called {shown(vehicle_id)}"
            issues.add(table.issue("E147", row, "vehicle_id", message, value=vehicle_id, fix=fix))
            continue
        _check_shifts(table, row, shifts[row], vehicle, issues)
        seats[row] = Seat(ids[row], vehicle_id, shifts[row], days)
    return seats


def _check_shifts(
    table: Table, row: int, shifts: Sequence[TimeWindow], vehicle: Vehicle, issues: Issues
) -> None:
    """Note shifts that the vehicle does not have."""
    if set(shifts) - set(vehicle.shifts):
        text = table.texts("shifts")[row].strip()
        known = ";".join(_clocks(shift) for shift in vehicle.shifts)
        message = f"{shown(text)} are no shifts of {shown(vehicle.vehicle_id)}, which has {known}"
        fix = "write some of these, or leave it blank for all of them"
        issues.add(table.issue("E148", row, "shifts", message, value=text, fix=fix))


def _days(table: Table, row: int, issues: Issues) -> frozenset[int]:
    """Return the days of the week that a row names; blank is every day."""
    text = table.texts("days")[row].strip()
    days = read_days(text)
    if days is None:
        fix = "write 1 for Monday to 7 for Sunday, as in 1-5;7"
        message = f"{shown(text)} are no days of the week"
        issues.add(table.issue("E149", row, "days", message, value=text, fix=fix))
    return days or _EVERY_DAY


def read_days(text: str) -> frozenset[int] | None:
    """
    Return the ISO weekdays that a text lists, all where it is blank, None where it is none.

    Examples
    --------
    >>> sorted(read_days("1-3；7")), read_days("") == read_days("1-7"), read_days("8")
    ([1, 2, 3, 7], True, None)
    """
    found: set[int] = set()
    plain = text.replace("；", ";").replace("–", "-").replace("—", "-").replace(" ", "")
    for part in filter(None, plain.split(";")):
        ends = _DAYS.fullmatch(part)
        if ends is None or int(ends[2] or ends[1]) < int(ends[1]):
            return None
        found |= set(range(int(ends[1]), int(ends[2] or ends[1]) + 1))
    return frozenset(found) or _EVERY_DAY


def _check_wheels(
    table: Table, seats: Mapping[int, Seat], vehicles: Mapping[str, Vehicle], issues: Issues
) -> None:
    """Note a wheel with two drivers, and a driver at two wheels, at one time."""
    taken: list[tuple[int, Seat, tuple[TimeWindow, ...]]] = []
    for row, seat in seats.items():
        shifts = seat.shifts or vehicles[seat.vehicle_id].shifts
        for earlier, other, others in taken:
            if not seat.days & other.days or not _overlap(shifts, others):
                continue
            if other.driver_id == seat.driver_id:
                issues.add(_at_two_wheels(table, row, earlier, seat, other))
            elif other.vehicle_id == seat.vehicle_id:
                issues.add(_two_at_a_wheel(table, row, earlier, seat, other))
        taken.append((row, seat, shifts))


def _at_two_wheels(table: Table, row: int, earlier: int, seat: Seat, other: Seat) -> Issue:
    """Return the issue of a driver in two vehicles at once."""
    message = (
        f"{shown(seat.driver_id)} drives {shown(other.vehicle_id)} at that time, "
        f"says row {table.rows[earlier]}"
    )
    fix = "change shifts or days in one of the rows, or name another driver"
    return table.issue("E152", row, "vehicle_id", message, value=seat.vehicle_id, fix=fix)


def _two_at_a_wheel(table: Table, row: int, earlier: int, seat: Seat, other: Seat) -> Issue:
    """Return the issue of a vehicle with two drivers at once."""
    message = (
        f"{shown(other.driver_id)} drives {shown(seat.vehicle_id)} at that time, "
        f"says row {table.rows[earlier]}"
    )
    fix = "change shifts or days in one of the rows"
    return table.issue("E153", row, "vehicle_id", message, value=seat.vehicle_id, fix=fix)


def _overlap(shifts: Sequence[TimeWindow], others: Sequence[TimeWindow]) -> bool:
    """Tell whether any shift of one list has time in common with one of the other."""
    return any(
        one.earliest < other.latest and other.earliest < one.latest
        for one in shifts
        for other in others
    )


def _clocks(shift: TimeWindow) -> str:
    """Return a shift as files write it."""
    return "-".join(f"{x // 3600:02}:{x % 3600 // 60:02}" for x in (shift.earliest, shift.latest))
