"""What each vehicle does in one shift, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain import Instance, Plan, TimeWindow, Travel, Trip
from optimizer.units import HOUR, KM


@dataclass(frozen=True, slots=True)
class Duty:
    """
    All trips of one vehicle in one shift.

    ``vehicle`` is an index into the instance's vehicles; ``start`` and ``end`` are clocks,
    ``overtime`` in seconds, ``distance`` in metres, ``cost`` in cents.
    """

    vehicle: int
    shift: TimeWindow
    start: int
    end: int
    overtime: int
    distance: int
    cost: float

    @property
    def paid(self) -> int:
        """How long the driver is paid for, in seconds."""
        return self.end - self.start


def trip_travel(trip: Trip, instance: Instance, travel: Travel) -> tuple[int, int]:
    """Return how long and how far a trip drives, in seconds and metres."""
    matrix = travel[instance.vehicles[trip.vehicle].road_profile]
    sites = [stop.site for stop in trip.stops]
    driving = matrix.duration[sites[:-1], sites[1:]].sum()
    return int(driving), int(matrix.distance[sites[:-1], sites[1:]].sum())


def duties(plan: Plan, instance: Instance, distances: list[int]) -> list[Duty]:
    """
    Gather the trips of a plan into duties.

    Parameters
    ----------
    plan
        The trips; a duty stands where its first trip stands.
    instance
        The inputs that the plan answers.
    distances
        How far each trip drives, in metres, in the order of the trips.

    Returns
    -------
    duties
        One per vehicle and shift that drives.
    """
    positions: dict[tuple[int, TimeWindow], list[int]] = {}
    for position, trip in enumerate(plan.trips):
        positions.setdefault((trip.vehicle, trip.shift), []).append(position)
    return [
        _duty(
            [plan.trips[position] for position in chosen],
            sum(distances[position] for position in chosen),
            instance,
        )
        for chosen in positions.values()
    ]


def _duty(trips: list[Trip], distance: int, instance: Instance) -> Duty:
    """Return the duty of these trips of one vehicle and shift."""
    vehicle, shift = instance.vehicles[trips[0].vehicle], trips[0].shift
    start, end = min(trip.start for trip in trips), max(trip.end for trip in trips)
    overtime = max(0, end - max(shift.latest, start))
    cost = (
        vehicle.cost_per_shift
        + vehicle.cost_per_km * distance / KM
        + vehicle.cost_per_hour * (end - start - overtime) / HOUR
        + vehicle.overtime_cost_per_hour * overtime / HOUR
    )
    return Duty(trips[0].vehicle, shift, start, end, overtime, distance, cost)
