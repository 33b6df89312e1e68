"""From an instance and its tasks to the arrays of both echelons."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

import numpy as np

from optimizer.domain import (
    NO_WAY,
    Bools,
    Echelon,
    Instance,
    Ints,
    Tasks,
    Travel,
)
from optimizer.problems.routing import DutyArrays, RoutingProblem, TaskArrays
from optimizer.problems.two_echelon import Money, TwoEchelonProblem
from optimizer.units import HOUR, KM


def two_echelon_problem(
    instance: Instance, *, local: Tasks, linehaul: Tasks, travel: Travel
) -> TwoEchelonProblem:
    """
    Return both echelons' work as plain arrays.

    ``local`` are tasks at points, visits included, ``linehaul`` tasks at stations. Sites
    that a profile may not enter cannot be driven to; the bases are the hub and the open
    stations.
    """
    network, rules, calendar = instance.network, instance.rules, instance.calendar
    hub = network.hub
    stations = [i for i, s in enumerate(network.sites) if s.is_base and s.is_open and i != hub]
    bases = np.array([hub, *stations], dtype=np.int64)
    sites = [network.sites[base] for base in bases]
    penalties = rules.penalties
    num_days = max(calendar.num_days, 1) + 1
    return TwoEchelonProblem(
        ground=RoutingProblem(
            *_travel(instance, travel),
            *_hours(instance),
            stop_time=np.array([s.stop_time for s in network.sites], dtype=np.int64),
            piece_time=np.array([s.piece_time for s in network.sites], dtype=np.int64),
            bases=bases,
            # The hub works every day: what it costs is no decision.
            base_day_cost=np.array([0.0, *(s.operating_cost_per_day for s in sites[1:])]),
            rest_after=rules.rest_after_driving,
            rest=rules.rest,
            num_days=num_days,
            tasks=_no_tasks(len(bases)),
            duties=_duties(instance, bases, None),
        ),
        orders=instance.orders,
        local=local,
        linehaul=linehaul,
        local_duties=_duties(instance, bases, Echelon.LOCAL),
        linehaul_duties=_duties(instance, bases[:1], Echelon.LINEHAUL),
        transfer=np.array([s.transfer_time for s in sites], dtype=np.int64),
        handling_price=np.array([s.handling_cost_per_piece for s in sites]),
        horizon=(calendar.start, calendar.end),
        excluded=_excluded(instance),
        onward=np.array(
            [
                calendar.at(day, second)
                for day in range(num_days + 1)
                for second in sorted(rules.onward_departures)
            ],
            dtype=np.int64,
        ),
        usable=_usable(instance, local, bases),
        money=Money(
            unserved=penalties.unserved_per_order,
            late=penalties.late_per_order,
            late_per_second=penalties.late_per_order_hour / HOUR,
            deferred=penalties.deferred_per_order,
            waiting_per_second=penalties.waiting_per_order_hour / HOUR,
            missed_visit=penalties.missed_visit,
        ),
    )


def _travel(instance: Instance, travel: Travel) -> tuple[Ints, Ints]:
    """Return durations and distances by profile, shape ``(profiles, sites, sites)`` each."""
    profiles = instance.network.road_profiles
    duration = np.stack([travel[profile].duration for profile in profiles])
    distance = np.stack([travel[profile].distance for profile in profiles])
    for number, profile in enumerate(profiles):
        barred = np.array([not (s.admits(profile) and s.is_open) for s in instance.sites])
        for matrix in (duration[number], distance[number]):
            matrix[barred, :] = NO_WAY
            matrix[:, barred] = NO_WAY
    return duration, distance


def _hours(instance: Instance) -> tuple[Ints, Ints]:
    """Return opening and closing clocks, shape ``(sites, windows)`` each, padded."""
    rows = instance.hours
    width = max(len(row) for row in rows)
    opens = np.full((len(rows), width), NO_WAY, dtype=np.int64)
    closes = np.full((len(rows), width), NO_WAY, dtype=np.int64)
    for number, row in enumerate(rows):
        opens[number, : len(row)] = [window.earliest for window in row]
        closes[number, : len(row)] = [window.latest for window in row]
        # Padding must never look like an open interval.
        closes[number, len(row) :] = -NO_WAY
    return opens, closes


def _duties(instance: Instance, bases: Ints, echelon: Echelon | None) -> DutyArrays:
    """Return one duty per usable vehicle of an echelon and shift; none for None."""
    network, calendar = instance.network, instance.calendar
    base_of = {int(site): base for base, site in enumerate(bases)}
    profiles, classes = network.road_profiles, instance.rules.handling_classes
    rows: list[tuple[float, ...]] = []
    twins: dict[tuple[object, ...], int] = {}
    for number, vehicle in enumerate(network.vehicles):
        home = network.home[number]
        if vehicle.echelon is not echelon or not vehicle.available or home not in base_of:
            continue
        free = instance.free_from(vehicle)
        carries = sum(1 << c for c, name in enumerate(classes) if vehicle.may_carry(name))
        for shift, window in enumerate(calendar.windows(vehicle.shifts)):
            end = window.latest + vehicle.max_overtime
            if window.earliest >= calendar.end or end <= free:
                continue
            # Who is out until a shift is over begins nothing more in its overtime.
            if window.latest <= instance.busy_until.get(vehicle.vehicle_id, -NO_WAY):
                continue
            kind = (
                window,
                max(window.earliest, free),
                base_of[home],
                profiles.index(vehicle.road_profile),
                vehicle.capacity_weight,
                vehicle.capacity_volume,
                vehicle.max_overtime,
                vehicle.range,
                carries,
                vehicle.cost_per_shift,
                vehicle.cost_per_km,
                vehicle.cost_per_hour,
                vehicle.overtime_cost_per_hour,
            )
            rows.append(
                (
                    number,
                    shift,
                    base_of[home],
                    (calendar.moment(window.earliest).date() - calendar.first_day).days,
                    profiles.index(vehicle.road_profile),
                    vehicle.capacity_weight,
                    vehicle.capacity_volume,
                    max(window.earliest, free),
                    window.latest,
                    end,
                    NO_WAY if vehicle.range is None else vehicle.range,
                    carries,
                    vehicle.cost_per_shift,
                    vehicle.cost_per_km / KM,
                    vehicle.cost_per_hour / HOUR,
                    vehicle.overtime_cost_per_hour / HOUR,
                    twins.setdefault(kind, len(twins)),
                )
            )
    names = [column.name for column in fields(DutyArrays) if column.default_factory is MISSING]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    money = {"cost", "metre_cost", "second_cost", "overtime_cost"}
    arrays: dict[str, Any] = {
        name: np.array(column, dtype=np.float64 if name in money else np.int64)
        for name, column in zip(names, columns, strict=True)
    }
    return DutyArrays(**arrays)


def _usable(instance: Instance, local: Tasks, bases: Ints) -> Bools | None:
    """Return which base may serve each local task, shape ``(tasks, bases)``; None for all."""
    if not instance.territories:
        return None
    index = instance.network.index
    only = np.full(len(instance.sites), -1, dtype=np.int64)
    for point, base in instance.territories.items():
        only[index[point]] = index[base]
    # What stands at a base leaves from there, whoever its neighbours belong to.
    own = np.where(local.base < 0, only[local.site], -1)[:, None]
    return np.asarray((own < 0) | (own == bases), dtype=np.bool_)


def _excluded(instance: Instance) -> Ints:
    """Return, per handling class, the bit set of classes that must not ride with it."""
    names = instance.rules.handling_classes
    found = np.zeros(len(names), dtype=np.int64)
    for one, other in instance.rules.never_together:
        found[names.index(one)] |= 1 << names.index(other)
        found[names.index(other)] |= 1 << names.index(one)
    return found


def _no_tasks(num_bases: int) -> TaskArrays:
    """Return task arrays without tasks."""
    names = list(TaskArrays.__dataclass_fields__)
    money = {"late_cost", "late_rate", "wait_rate", "drop_cost", "price"}
    wide = {"release", "due", "hard", "price"}
    return TaskArrays(
        **{
            name: np.zeros(
                (0, num_bases) if name in wide else 0,
                dtype=_dtype(name, money),
            )
            for name in names
        }
    )


def _dtype(name: str, money: set[str]) -> type:
    """Return the element type of a task array."""
    if name == "is_delivery":
        return np.bool_
    return np.float64 if name in money else np.int64
