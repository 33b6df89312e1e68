"""What the timetable has to respect at each call: handling, readiness, handovers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.domain import NO_WAY, DraftTrip, Instance, Ints, TimeWindow, Travel


@dataclass(frozen=True, slots=True)
class Call:
    """
    One stop of a draft trip with what binds its clock; seconds and clocks.

    ``drive`` is the way to it from the previous stop, ``length`` its handling, ``windows``
    the intervals in which handling must lie (empty where nothing is handled), ``ready``
    when all goods loaded here that nobody brings are there.
    """

    trip: int
    position: int
    site: int
    drive: int
    length: int
    windows: tuple[TimeWindow, ...]
    ready: int
    visit: TimeWindow | None
    hint: int


@dataclass(frozen=True, slots=True)
class Handover:
    """Goods that one call unloads and another loads later; ``rows`` are their orders."""

    giver: tuple[int, int]
    taker: tuple[int, int]
    wait: int
    rows: Ints


def calls_of(instance: Instance, travel: Travel, trips: Sequence[DraftTrip]) -> list[list[Call]]:
    """Return the calls of every trip, in order."""
    orders, door = instance.orders, np.array(instance.network.door)
    found = []
    for number, trip in enumerate(trips):
        matrix = travel[instance.vehicles[trip.vehicle].road_profile].duration
        row, here = [], trip.stops[0].site
        for position, stop in enumerate(trip.stops):
            pieces = int(orders.pieces[stop.load].sum() + orders.pieces[stop.unload].sum())
            own = stop.load[door[orders.origin[stop.load]] == stop.site]
            row.append(
                Call(
                    trip=number,
                    position=position,
                    site=stop.site,
                    drive=int(matrix[here, stop.site]),
                    length=instance.sites[stop.site].handling_time(pieces),
                    windows=instance.hours[stop.site] if pieces else (),
                    ready=int(orders.ready[own].max(initial=-NO_WAY)),
                    visit=stop.visit,
                    hint=stop.hint,
                )
            )
            here = stop.site
        found.append(row)
    return found


def handovers_of(instance: Instance, trips: Sequence[DraftTrip]) -> list[Handover]:
    """
    Return what one trip leaves at a base for another, one entry per pair of calls.

    Between two trips whose clocks stand there is nothing to be decided, and no entry.
    """
    unloaded: dict[int, list[tuple[int, int]]] = {}
    door = instance.network.door
    orders = instance.orders
    for number, trip in enumerate(trips):
        for position, stop in enumerate(trip.stops):
            if not instance.sites[stop.site].is_base:
                continue
            for row in stop.unload.tolist():
                if door[int(orders.destination[row])] != stop.site:
                    unloaded.setdefault(row, []).append((number, position))
    pairs: dict[tuple[tuple[int, int], tuple[int, int]], list[int]] = {}
    for number, trip in enumerate(trips):
        for position, stop in enumerate(trip.stops):
            if not instance.sites[stop.site].is_base:
                continue
            for row in stop.load.tolist():
                for giver in unloaded.get(row, ()):
                    if trip.standing and trips[giver[0]].standing:
                        continue
                    if trips[giver[0]].stops[giver[1]].site == stop.site:
                        pairs.setdefault((giver, (number, position)), []).append(row)
    return [
        Handover(
            giver=giver,
            taker=taker,
            wait=instance.sites[trips[taker[0]].stops[taker[1]].site].transfer_time,
            rows=np.array(rows, dtype=np.int64),
        )
        for (giver, taker), rows in pairs.items()
    ]
