"""Puts the files together: a network, its travel tables, orders, an instance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from optimizer.domain import (
    Calendar,
    Drivers,
    Instance,
    Issue,
    Network,
    Orders,
    Rules,
    Site,
    Travel,
    Vehicle,
)
from optimizer.inputs.fingerprint import network_fingerprint, orders_fingerprint
from optimizer.inputs.folder import (
    check_drivers,
    check_profiles,
    read_fleet,
    read_sites,
    read_tables,
    table_files,
)
from optimizer.inputs.issues import Issues, shown
from optimizer.inputs.orders import parse_orders
from optimizer.inputs.tables import read_bytes, read_moment

AT: Final = "--at"
ROADS: Final = ("roads.graphml", "roads.graphml.gz")


@dataclass(frozen=True)
class _Parts:
    """What could be read of a network folder, good or not."""

    rules: Rules | None = None
    sites: tuple[Site, ...] | None = None
    vehicles: tuple[Vehicle, ...] | None = None


def read_network(folder: Path, *, needs_roads: bool = True) -> Network:
    """
    Read the standing part of a county: its rules, sites and vehicles.

    Drivers and travel tables are checked with the rest; roads are only looked for.

    Parameters
    ----------
    folder
        The network folder.
    needs_roads
        Whether neither roads nor travel tables is an issue; not where roads are about to
        be brought.

    Returns
    -------
    network
        The network in the units of the package, with its fingerprint.

    Raises
    ------
    InputError
        When anything in the folder's files is wrong; all of it is listed.
    """
    issues = Issues()
    parts = _read_parts(folder, issues, needs_roads=needs_roads)
    issues.raise_errors()
    return _network(folder, parts)


def read_travel_tables(folder: Path, network: Network) -> Travel | None:
    """
    Read the measured travel tables of a network folder.

    Returns
    -------
    travel
        One matrix per ``travel_PROFILE.csv``, shape ``(sites, sites)``; pairs that the
        file leaves out cannot be driven. None where the folder has no such file.

    Raises
    ------
    InputError
        When a table is wrong, or a road profile of the fleet has none.
    """
    issues = Issues()
    profiles = _profiles(network.rules, network.vehicles)
    travel = read_tables(folder, network.sites, profiles, issues)
    for profile in network.road_profiles if travel is not None else ():
        if not (folder / f"travel_{profile}.csv").is_file():
            message = f"there is no travel table for the road profile {shown(profile)}"
            issues.add(Issue("E138", folder.name, message, fix=f"add travel_{profile}.csv"))
    issues.raise_errors()
    return travel


def read_drivers(folder: Path, network: Network) -> Drivers:
    """
    Read who drives for a network; nobody where its folder has no ``drivers.csv``.

    Raises
    ------
    InputError
        When anything in the file is wrong; all of it is listed.
    """
    issues = Issues()
    drivers = check_drivers(folder, issues, sites=network.sites, vehicles=network.vehicles)
    issues.raise_errors()
    return drivers


def read_orders(file: Path, network: Network, calendar: Calendar) -> Orders:
    """
    Read orders, CSV or XLSX, for a network.

    Raises
    ------
    InputError
        When anything in the file is wrong; all of it is listed.
    """
    issues = Issues()
    orders, _ = _read_orders(file, _Parts(network.rules, network.sites), calendar, issues)
    issues.raise_errors()
    if orders is None:
        raise AssertionError("orders that cannot be read are an issue")
    return orders


def read_instance(folder: Path, orders_file: Path, planned_at: datetime | str) -> Instance:
    """
    Read every input of one planning run; the issues of all files are raised together.

    Parameters
    ----------
    folder
        The network folder.
    orders_file
        The orders, CSV or XLSX.
    planned_at
        When the plan is made; a moment without offset is local to the network.

    Returns
    -------
    instance
        The run, with the fingerprints of what it was read from.

    Raises
    ------
    InputError
        When anything is wrong; an unreadable ``planned_at`` is an issue of ``--at``.
    """
    issues = Issues()
    parts = _read_parts(folder, issues)
    calendar = _calendar(planned_at, parts.rules or Rules(name=""), issues)
    orders, fingerprint = _read_orders(orders_file, parts, calendar, issues)
    issues.raise_errors()
    if orders is None:
        raise AssertionError("orders that cannot be read are an issue")
    return Instance(
        network=_network(folder, parts),
        calendar=calendar,
        orders=orders,
        orders_fingerprint=fingerprint,
        warnings=issues.warnings,
    )


def _read_parts(folder: Path, issues: Issues, *, needs_roads: bool = True) -> _Parts:
    """Read the files of a network folder as far as they go."""
    from optimizer.inputs.folder.rules import read_rules  # noqa: PLC0415 - pydantic takes a while

    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        message = f"the network folder {folder} {what}"
        issues.add(Issue("E101", folder.name or str(folder), message, fix="check the path"))
        return _Parts()
    with_tables = bool(table_files(folder))
    has_ways = with_tables or any((folder / name).is_file() for name in ROADS)
    if needs_roads and not has_ways:
        message = "the folder has neither roads.graphml(.gz) nor travel_PROFILE.csv"
        issues.add(Issue("E137", folder.name, message, fix="add one of them"))
    rules = read_rules(folder, issues)
    sites, rows = read_sites(folder, issues, with_roads=not with_tables)
    speeds = None if rules is None else rules.speeds_kmh.keys()
    drivable = table_files(folder).keys() if with_tables else speeds
    vehicles = read_fleet(folder, issues, sites=sites, rules=rules, drivable=drivable)
    check_drivers(folder, issues, sites=sites, vehicles=vehicles)
    profiles = _profiles(rules, vehicles)
    if sites and profiles:
        check_profiles(sites, rows, profiles, issues)
    if sites:
        read_tables(folder, sites, profiles, issues)
    return _Parts(rules, sites, vehicles)


def _profiles(rules: Rules | None, vehicles: Sequence[Vehicle] | None) -> list[str]:
    """Return the road profiles that rules and fleet know; none where either is unread."""
    if rules is None or vehicles is None:
        return []  # half of them would make strangers of the other half
    driven = {vehicle.road_profile for vehicle in vehicles if vehicle.road_profile}
    return sorted(driven | rules.speeds_kmh.keys())


def _read_orders(
    file: Path, parts: _Parts, calendar: Calendar, issues: Issues
) -> tuple[Orders | None, str]:
    """Return the orders of a file, and its fingerprint."""
    data = read_bytes(file, issues)
    if data is None:
        return None, ""
    orders = parse_orders(
        data, file, sites=parts.sites, rules=parts.rules, calendar=calendar, issues=issues
    )
    return orders, orders_fingerprint(data)


def _calendar(planned_at: datetime | str, rules: Rules, issues: Issues) -> Calendar:
    """Return the calendar of a run; where the moment is unreadable, any."""
    moment = read_moment(planned_at) if isinstance(planned_at, str) else planned_at
    zone = ZoneInfo(rules.timezone)
    if moment is None or not 1970 < moment.year < 2200:
        text = str(planned_at)
        message = f"{shown(text)} is no moment to plan at"
        fix = 'write date and time as in "2026-11-23T05:00"'
        issues.add(Issue("E160", AT, message, value=text, fix=fix))
        moment = datetime.now(UTC)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    local = aware.astimezone(zone).replace(microsecond=0)
    return Calendar(local, rules.timezone, rules.horizon)


def _network(folder: Path, parts: _Parts) -> Network:
    """Return the network of parts without issues."""
    if parts.rules is None or parts.sites is None or parts.vehicles is None:
        raise AssertionError("what cannot be read is an issue")
    return Network(parts.rules, parts.sites, parts.vehicles, network_fingerprint(folder))
