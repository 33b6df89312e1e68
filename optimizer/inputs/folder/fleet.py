"""Reads ``vehicles.csv``."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Final

from optimizer.domain import Echelon, Ints, Rules, Site, Vehicle
from optimizer.inputs.issues import Issues, shown
from optimizer.inputs.names import SiteNames
from optimizer.inputs.prices import cents
from optimizer.inputs.tables import (
    Columns,
    Table,
    identifiers,
    numbers,
    read_bytes,
    read_table,
    strings,
    windows,
    word_sets,
    words,
)
from optimizer.units import KM, to_grams, to_millilitres, to_seconds

FILE: Final = "vehicles.csv"
COLUMNS: Final = Columns(
    required=(
        *("vehicle_id", "home_site", "echelon", "road_profile"),
        *("capacity_kg", "capacity_m3", "shifts"),
    ),
    optional=(
        *("plate", "vehicle_type", "range_km", "max_overtime_minutes"),
        *("cost_per_shift", "cost_per_km", "cost_per_hour", "overtime_cost_per_hour"),
        *("co2_g_per_km", "handling_classes", "available", "source"),
    ),
)

_PRICES: Final = ("cost_per_shift", "cost_per_km", "cost_per_hour", "overtime_cost_per_hour")
_ECHELONS: Final = (Echelon.LINEHAUL, Echelon.LOCAL)
_LEAST: Final = 0.001  # a gram, a litre: what carries less carries nothing
_MOST_MONEY: Final = 1e5


def read_fleet(
    folder: Path,
    issues: Issues,
    *,
    sites: Sequence[Site] | None,
    rules: Rules | None,
    drivable: Collection[str] | None,
) -> tuple[Vehicle, ...] | None:
    """
    Return the vehicles of a network folder in the order of the file.

    As `read_sites` does, it keeps vehicles with issues, and is None only where the file
    cannot be read at all. ``drivable`` are the road profiles for which there are speeds or
    travel tables. What hangs on something that is None is not checked.
    """
    data = read_bytes(folder / FILE, issues)
    table = None if data is None else read_table(data, folder / FILE, COLUMNS, issues)
    if table is None:
        return None
    homes = list(strings(table, "home_site", issues if sites is None else None))
    if sites:
        positions = SiteNames(sites).positions(table, "home_site", issues)
        _check_homes(table, positions, sites, issues)
        homes = [sites[position].site_id for position in positions]
    if drivable is not None:
        _check_profiles(table, drivable, issues)
    return _vehicles(table, homes, rules, issues)


def _check_homes(table: Table, positions: Ints, sites: Sequence[Site], issues: Issues) -> None:
    """Note vehicles whose home is no base."""
    for row, position in enumerate(positions):
        home = sites[position]
        if position >= 0 and not home.is_base:
            message = f"a vehicle cannot be at home at {shown(home.site_id)}, a {home.kind}"
            fix = "name the hub or a transfer station"
            issues.add(table.issue("E133", row, "home_site", message, value=home.site_id, fix=fix))


def _check_profiles(table: Table, drivable: Collection[str], issues: Issues) -> None:
    """Note vehicles for whose road profile nobody knows how long they take."""
    for row, profile in enumerate(strings(table, "road_profile")):
        if profile and profile not in drivable:
            guess = issues.suggest(profile, drivable)
            message = f"there are neither speeds nor a travel table for {shown(profile)}"
            fix = f"add them to the network{', or ' if guess else ''}{guess}"
            issues.add(table.issue("E138", row, "road_profile", message, value=profile, fix=fix))


def _vehicles(
    table: Table, homes: Sequence[str], rules: Rules | None, issues: Issues
) -> tuple[Vehicle, ...]:
    """Return every row as a vehicle."""
    classes = rules.handling_classes if rules else ()
    echelon = words(table, "echelon", issues, known=_ECHELONS)
    available = words(table, "available", issues, known=("yes", "no"), default="yes")
    strings(table, "shifts", issues)  # none may be blank
    columns: dict[str, Sequence[Any]] = {
        "vehicle_id": identifiers(table, "vehicle_id", issues),
        "plate": strings(table, "plate"),
        "vehicle_type": strings(table, "vehicle_type"),
        "home_site": homes,
        "echelon": [_ECHELONS[number] for number in echelon],
        "road_profile": strings(table, "road_profile", issues),
        "shifts": windows(table, "shifts", issues),
        "handling_classes": word_sets(table, "handling_classes", issues, known=classes),
        "available": [number == 0 for number in available],
        **_amounts(table, issues),
    }
    return tuple(
        Vehicle(**{name: column[row] for name, column in columns.items()})
        for row in range(len(table))
    )


def _amounts(table: Table, issues: Issues) -> dict[str, list[Any]]:
    """Return the columns of capacities, range, overtime and prices, in the package's units."""

    def amounts(name: str, highest: float, unit: str = "", lowest: float = 0.0) -> list[float]:
        default = None if name in COLUMNS.required else 0.0
        column = numbers(
            table, name, issues, lowest=lowest, highest=highest, unit=unit, default=default
        )
        return [float(amount) for amount in column]

    kg = amounts("capacity_kg", 100_000, "kg", lowest=_LEAST)
    cubic_metres = amounts("capacity_m3", 1_000, "m3", lowest=_LEAST)
    ranges = numbers(table, "range_km", issues, lowest=_LEAST, highest=10_000, unit="km")
    overtime = amounts("max_overtime_minutes", 24 * 60, "minutes")
    return {
        "capacity_weight": [to_grams(amount) for amount in kg],
        "capacity_volume": [to_millilitres(amount) for amount in cubic_metres],
        "range": [None if math.isnan(amount) else round(amount * KM) for amount in ranges],
        "max_overtime": [to_seconds(amount) for amount in overtime],
        "co2_per_km": amounts("co2_g_per_km", 100_000, "g"),
        **{name: [cents(price) for price in amounts(name, _MOST_MONEY)] for name in _PRICES},
    }
