"""
The judge of one echelon: what routes cost, and which rules they break, one generator per rule.

It knows the numbers of the file and nothing of how routes were found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from benchmarks.literature.benchmark import Tour, Verdict
from benchmarks.literature.case import Case

TOLERANCE = 1e-6
"""What sums of doubles may be off by."""


def judge(case: Case, tours: Sequence[Tour]) -> Verdict:
    """Return what tours cost in the published unit, and everything that they break."""
    driven = [tour for tour in tours if any(tour.trips)]
    breaks = [*_check_customers(case, driven), *_check_fleet(case, driven)]
    if not breaks:
        for tour in driven:
            breaks += _check_trips(case, tour)
            breaks += _check_allowed(case, tour)
            breaks += _check_loads(case, tour)
            breaks += _check_clocks(case, tour)
    known = [tour for tour in driven if 0 <= tour.vehicle < case.fleet.size]
    cost = sum(_cost(case, tour) for tour in known) / case.unit
    return Verdict(cost, tuple(breaks), vehicles=len(driven))


def _cost(case: Case, tour: Tour) -> float:
    """Return what a tour costs in the unit of the file."""
    fleet, vehicle = case.fleet, tour.vehicle
    depot = int(fleet.depot[vehicle])
    way = sum(
        float(case.distance[i, j])
        for trip in tour.trips
        for i, j in pairwise([depot, *trip, depot])
        if max(i, j) < case.num_nodes
    )
    return float(fleet.fixed[vehicle]) + float(fleet.rate[vehicle]) * way


def _check_customers(case: Case, tours: Sequence[Tour]) -> Iterator[str]:
    """Yield customers that nobody serves, that are served twice, or that do not exist."""
    served = Counter(node for tour in tours for trip in tour.trips for node in trip)
    customers = {int(node) for node in case.customers}
    for node in sorted(customers - served.keys()):
        yield f"customer {node} is not served"
    for node, times in sorted(served.items()):
        if node not in customers:
            yield f"node {node} is no customer"
        elif times > 1:
            yield f"customer {node} is served {times} times"


def _check_fleet(case: Case, tours: Sequence[Tour]) -> Iterator[str]:
    """Yield vehicles that are not there or drive twice."""
    for vehicle, times in Counter(tour.vehicle for tour in tours).items():
        if not 0 <= vehicle < case.fleet.size:
            yield f"vehicle {vehicle}: there are {case.fleet.size}"
        elif times > 1:
            yield f"vehicle {vehicle} has {times} tours"


def _check_trips(case: Case, tour: Tour) -> Iterator[str]:
    """Yield tours that reload where nobody may."""
    trips = sum(bool(trip) for trip in tour.trips)
    if trips > 1 and not case.reloads:
        yield f"vehicle {tour.vehicle} makes {trips} trips"


def _check_allowed(case: Case, tour: Tour) -> Iterator[str]:
    """Yield customers that the vehicle may not serve."""
    serves = case.fleet.serves[case.fleet.kind[tour.vehicle]]
    for trip in tour.trips:
        for node in trip:
            if not serves[node]:
                yield f"vehicle {tour.vehicle} may not serve customer {node}"


def _check_loads(case: Case, tour: Tour) -> Iterator[str]:
    """Yield where a vehicle has too much on board: what is still to deliver, and what came."""
    capacity = float(case.fleet.capacity[tour.vehicle])
    for number, trip in enumerate(tour.trips):
        load = most = sum(float(case.delivery[node]) for node in trip)
        for node in trip:
            load += float(case.pickup[node]) - float(case.delivery[node])
            most = max(most, load)
        if most > capacity + TOLERANCE:
            excess = f"{most - capacity:g} over {capacity:g}"
            yield f"vehicle {tour.vehicle} trip {number} carries {excess}"


def _check_clocks(case: Case, tour: Tour) -> Iterator[str]:
    """Yield late starts of service, late returns, and tours that last too long."""
    if case.duration is None:
        return
    depot = int(case.fleet.depot[tour.vehicle])
    clock = float(case.ready[depot])
    for trip in tour.trips:
        clock = max([clock, *(float(case.release[node]) for node in trip)])
        for i, j in pairwise([depot, *trip, depot]):
            clock += float(case.duration[i, j]) + (float(case.service[i]) if i != depot else 0.0)
            clock = max(clock, float(case.ready[j]))
            late = clock - float(case.due[j])
            if late > TOLERANCE:
                yield f"vehicle {tour.vehicle} is {late:g} late at {j}"
                return
    most = float(case.fleet.most_duration[tour.vehicle])
    lasts = clock - _latest_start(case, tour, clock)
    if lasts > most + TOLERANCE:
        yield f"vehicle {tour.vehicle} is out {lasts - most:g} over {most:g}"


def _latest_start(case: Case, tour: Tour, end: float) -> float:
    """Return when a tour may start at the latest so as to be back at its earliest end."""
    assert case.duration is not None
    depot = int(case.fleet.depot[tour.vehicle])
    clock = end
    for trip in reversed(tour.trips):
        for i, j in reversed(list(pairwise([depot, *trip, depot]))):
            clock -= float(case.duration[i, j]) + (float(case.service[i]) if i != depot else 0.0)
            clock = min(clock, float(case.due[i]))
    return clock
