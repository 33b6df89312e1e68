"""What is left to plan when some trips stay: orders, vehicles, hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Final

import numpy as np

from optimizer.domain import Echelon, Instance, Ints, Leg, Network, Plan, Tasks, Travel, Trip
from optimizer.edits import Sheet
from optimizer.problems import DutyArrays, TwoEchelonProblem
from optimizer.units import MINUTE

LEAST_GAP: Final = 30 * MINUTE
"""Between trips that stay, nothing is planned into less time than this."""
MOST_CLASSES: Final = 60
"""Handling classes are the bits of one number."""


def kept_trips(instance: Instance, plan: Plan, sheet: Sheet) -> list[int]:
    """
    Return the trips of a plan that stay when the rest is planned again, by position.

    Locked and pinned trips stay, and with them whatever brings their goods: else these could
    not be there in time.
    """
    kept = {
        position
        for position, trip in enumerate(plan.trips)
        if (on_sheet := sheet.trips.get(trip.trip_id)) is not None
        and (on_sheet.is_locked or on_sheet.pinned is not None)
    }
    kept |= _kept_for_binding(instance, plan, sheet)
    if not kept:
        return []
    chains = journeys(instance, plan).values()
    while True:
        feeding: set[int] = set()
        for legs in chains:
            last = max((n for n, leg in enumerate(legs) if leg.trip in kept), default=0)
            feeding.update(leg.trip for leg in legs[:last])
        if feeding <= kept:
            return sorted(kept)
        kept |= feeding


def _kept_for_binding(instance: Instance, plan: Plan, sheet: Sheet) -> set[int]:
    """Return the trips of locked stops where these are too many to be told apart by class."""
    classes = instance.orders.handling_class
    kinds = {(int(classes[row]), vehicle) for row, vehicle in sheet.bound.items()}
    if len(kinds) + len(instance.rules.handling_classes) <= MOST_CLASSES:
        return set()
    return {
        number
        for number, trip in enumerate(plan.trips)
        if any(row in sheet.bound for stop in trip.stops for row in stop.load)
    }


def journeys(instance: Instance, plan: Plan) -> dict[int, list[Leg]]:
    """Return the legs of every order as they follow each other from where it starts."""
    door, origin = instance.network.door, instance.orders.origin.tolist()
    found = plan.legs()
    for row, legs in found.items():
        if all(a.destination == b.origin for a, b in pairwise(legs)):
            continue
        here, waiting, ordered = door[origin[row]], list(legs), []
        while waiting:
            follows = next((leg for leg in waiting if leg.origin == here), waiting[0])
            waiting.remove(follows)
            ordered.append(follows)
            here = follows.destination
        found[row] = ordered
    return found


@dataclass(frozen=True)
class Residual:
    """
    The instance without what stays: ``rows`` are the rows of its orders in the whole one.

    ``kept`` are the trips that stay, ``bound`` the vehicles that some of its orders stay on,
    by row of the whole instance.
    """

    instance: Instance
    rows: Ints
    kept: tuple[Trip, ...]
    bound: Mapping[int, str]


def residual(instance: Instance, plan: Plan, kept: Sequence[int], sheet: Sheet) -> Residual:
    """
    Return what is left to plan around the trips that stay.

    An order that they carry part of its way is where they leave it, from when it may be
    loaded on. What was taken off is not there, and forbidden vehicles are not available.
    """
    orders, door = instance.orders, np.array(instance.network.door)
    origin, ready = orders.origin.copy(), orders.ready.copy()
    target, stays = door[orders.destination], frozenset(kept)
    left = np.ones(len(orders), dtype=np.bool_)
    left[sorted(sheet.off)] = False
    for row, legs in journeys(instance, plan).items():
        mine = [leg for leg in legs if leg.trip in stays]
        if not mine:
            continue
        last = mine[-1]
        left[row] &= last.destination != target[row]
        origin[row] = last.destination
        wait = instance.sites[last.destination].transfer_time
        ready[row] = max(ready[row], last.unloaded_at + wait)
    rows = np.flatnonzero(left)
    bound = {row: name for row, name in sheet.bound.items() if left[row]}
    chosen = replace(orders, origin=origin, ready=ready).take(rows)
    rest = replace(instance, orders=chosen, network=_without_forbidden(instance, sheet))
    return Residual(_with_bound(rest, rows, bound), rows, tuple(plan.trips[n] for n in kept), bound)


def _without_forbidden(instance: Instance, sheet: Sheet) -> Network:
    """Return the network in which forbidden vehicles stand."""
    vehicles = tuple(
        replace(vehicle, available=False) if vehicle.vehicle_id in sheet.forbidden else vehicle
        for vehicle in instance.vehicles
    )
    return replace(instance.network, vehicles=vehicles)


def _with_bound(instance: Instance, rows: Ints, bound: Mapping[int, str]) -> Instance:
    """
    Return an instance in which only one local vehicle may carry the orders that stay on it.

    Such orders get a handling class of their own, which is treated as theirs is, and which
    no other local vehicle may carry.
    """
    if not bound:
        return instance
    orders, rules = instance.orders, instance.rules
    names, number = list(rules.handling_classes), orders.handling_class.copy()
    real = {name: name for name in names}
    place = {int(row): at for at, row in enumerate(rows)}
    only: dict[str, str] = {}
    for row, vehicle in sorted(bound.items()):
        own = rules.handling_classes[int(orders.handling_class[place[row]])]
        name = f"{own}@{vehicle}"
        if name not in real:
            names.append(name)
            real[name], only[name] = own, vehicle
        number[place[row]] = names.index(name)
    never = tuple(
        (a, b) for a in names for b in names if (real[a], real[b]) in rules.never_together
    )
    vehicles = tuple(
        replace(
            vehicle,
            handling_classes=frozenset(
                name
                for name in names
                if vehicle.may_carry(real[name])
                and (
                    vehicle.echelon is Echelon.LINEHAUL
                    or only.get(name, vehicle.vehicle_id) == vehicle.vehicle_id
                )
            ),
        )
        for vehicle in instance.vehicles
    )
    network = replace(
        instance.network,
        rules=replace(rules, handling_classes=tuple(names), never_together=never),
        vehicles=vehicles,
    )
    return replace(instance, network=network, orders=replace(orders, handling_class=number))


def without_visits_made(tasks: Tasks, kept: Sequence[Trip]) -> Tasks:
    """Return tasks without the visits that the trips that stay make."""
    calls: dict[int, list[int]] = {}
    for trip in kept:
        for stop in trip.stops:
            calls.setdefault(stop.site, []).append(stop.start)
    made = np.array(
        [
            bool(tasks.is_visit[n])
            and any(
                tasks.ready[n] <= clock <= tasks.due[n]
                for clock in calls.get(int(tasks.site[n]), ())
            )
            for n in range(len(tasks))
        ],
        dtype=np.bool_,
    )
    return tasks.take(np.flatnonzero(~made))


def around(
    problem: TwoEchelonProblem, instance: Instance, travel: Travel, kept: Sequence[Trip]
) -> TwoEchelonProblem:
    """Return a problem whose vehicles are at work on the trips that stay already."""
    return replace(
        problem,
        local_duties=_shrunk(problem.local_duties, instance, travel, kept, problem.ground.rest),
        linehaul_duties=_shrunk(
            problem.linehaul_duties, instance, travel, kept, problem.ground.rest
        ),
    )


def _shrunk(
    duties: DutyArrays, instance: Instance, travel: Travel, kept: Sequence[Trip], rest: int
) -> DutyArrays:
    """
    Return duties in the longest gap that the trips that stay leave each of them.

    A rest apart from these, so that what a driver has driven before does not matter. What
    the shift costs is paid already, and part of its range is used.
    """
    columns = {c.name: getattr(duties, c.name).copy() for c in fields(duties)}
    alive = np.ones(len(duties.vehicle), dtype=np.bool_)
    next_twin = int(duties.twin.max(initial=-1)) + 1
    for number in range(len(duties.vehicle)):
        vehicle = int(duties.vehicle[number])
        mine = sorted((t for t in kept if t.vehicle == vehicle), key=lambda t: t.start)
        start, end = int(duties.start[number]), int(duties.end[number])
        busy = [t for t in mine if t.end + rest > start and t.start - rest < end]
        if not busy:
            continue
        begins = [start, *(trip.end + rest for trip in busy)]
        ends = [*(trip.start - rest for trip in busy), end]
        length, gap = max((b - a, n) for n, (a, b) in enumerate(zip(begins, ends, strict=True)))
        alive[number] = length >= LEAST_GAP
        columns["start"][number] = max(begins[gap], start)
        columns["end"][number] = min(ends[gap], end)
        columns["paid_until"][number] = min(int(duties.paid_until[number]), ends[gap])
        columns["twin"][number] = next_twin + number
        shift = [t for t in busy if t.shift.earliest <= start < t.shift.latest]
        if shift:
            columns["cost"][number] = 0.0
            columns["range"][number] -= sum(_metres(instance, travel, t) for t in shift)
        alive[number] &= columns["range"][number] > 0
    return DutyArrays(**{name: values[alive] for name, values in columns.items()})


def _metres(instance: Instance, travel: Travel, trip: Trip) -> int:
    """Return how far a trip drives."""
    matrix = travel[instance.vehicles[trip.vehicle].road_profile].distance
    return sum(int(matrix[a.site, b.site]) for a, b in pairwise(trip.stops))
