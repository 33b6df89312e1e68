"""Which trips of a plan are driven before another plan can change them."""

from __future__ import annotations

from optimizer.domain import Instance, Plan, Trip


def driven_trips(plan: Plan, instance: Instance) -> list[Trip]:
    """Return the trips that are driven before the next plan can change them."""
    return [plan.trips[number] for number in driven_of(plan, instance)]


def driven_of(plan: Plan, instance: Instance) -> list[int]:
    """
    Return the positions of the trips that are driven before the next plan can change them.

    They start before the next planning time, or bring goods that such a trip takes on.
    """
    calendar = instance.calendar
    again = calendar.next_of(instance.rules.planning_times, calendar.start, inclusive=False)
    driven = {n for n, trip in enumerate(plan.trips) if again is not None and trip.start < again}
    ways = [[leg.trip for leg in legs] for legs in plan.legs().values() if len(legs) > 1]
    while True:
        feeding = {
            feeder
            for way in ways
            for position, trip in enumerate(way)
            if trip in driven
            for feeder in way[:position]
        }
        if feeding <= driven:
            return sorted(driven)
        driven |= feeding
