"""What a drive costs: only what was driven, as long as it took."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.domain import Instance, Travel, Trip, Vehicle
from optimizer.simulation.replays.driving import Driven
from optimizer.simulation.replays.timeline import Timeline
from optimizer.units import HOUR, KM


@dataclass(frozen=True, slots=True)
class Wages:
    """Cents for vehicles, metres, seconds at work, duties, and the mean share of a full load."""

    vehicles: float = 0.0
    metres: int = 0
    seconds: int = 0
    duties: int = 0
    trips: int = 0
    fill: float = 0.0


def wages(instance: Instance, travel: Travel, timeline: Timeline, driven: Driven) -> Wages:
    """
    Return what the vehicles of one drive come to, its first replay.

    A duty lasts from the start of its first trip that was begun to the end of its last, in
    truth; who comes home late is paid for it.
    """
    cents, metres, seconds, fills = 0.0, 0, 0, []
    duties = list(_duties(timeline, driven))
    for made in duties:
        trips = [timeline.trips[number] for number in made]
        vehicle, shift = instance.vehicles[trips[0].vehicle], trips[0].shift
        begin = min(int(driven.start[timeline.first[number], 0]) for number in made)
        end = max(int(driven.departure[timeline.last[number], 0]) for number in made)
        way = sum(_metres(trip, vehicle, travel) for trip in trips)
        over = max(0, end - max(shift.latest, begin))
        cents += vehicle.cost_per_shift + way * vehicle.cost_per_km / KM
        cents += (end - begin - over) * vehicle.cost_per_hour / HOUR
        cents += over * vehicle.overtime_cost_per_hour / HOUR
        metres, seconds = metres + way, seconds + end - begin
        fills += [_fill(trip, vehicle, instance) for trip in trips]
    fill = sum(fills) / len(fills) if fills else 0.0
    return Wages(cents, metres, seconds, len(duties), len(fills), fill)


def _duties(timeline: Timeline, driven: Driven) -> Iterator[list[int]]:
    """Yield the trips of each duty that were begun."""
    duties: dict[int, list[int]] = {}
    for number, duty in enumerate(timeline.duty.tolist()):
        if driven.begun[number, 0]:
            duties.setdefault(duty, []).append(number)
    yield from duties.values()


def _metres(trip: Trip, vehicle: Vehicle, travel: Travel) -> int:
    """Return how far a trip goes."""
    sites = [stop.site for stop in trip.stops]
    return int(travel[vehicle.road_profile].distance[sites[:-1], sites[1:]].sum())


def _fill(trip: Trip, vehicle: Vehicle, instance: Instance) -> float:
    """Return how full a trip is at its fullest, as planned: weight or volume, whichever is more."""
    orders, weight, volume, most = instance.orders, 0, 0, 0.0
    for stop in trip.stops:
        load, unload = list(stop.load), list(stop.unload)
        weight += int(orders.weight[load].sum()) - int(orders.weight[unload].sum())
        volume += int(orders.volume[load].sum()) - int(orders.volume[unload].sum())
        shares = (weight / vehicle.capacity_weight, volume / vehicle.capacity_volume)
        most = max(most, *shares)
    return most
