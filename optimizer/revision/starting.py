"""The present plan as routes of a problem, for the search to start from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from optimizer.domain import Echelon, Instance, Ints, Trip
from optimizer.problems import Route, Solution, TwoEchelonProblem


def present_routes(
    instance: Instance, rows: Ints, problem: TwoEchelonProblem, trips: Sequence[Trip]
) -> Solution:
    """
    Return the local trips of a plan as routes over a problem's local tasks.

    A task goes where most of its orders ride, in the order of the stops; tasks of which no
    order rides, and duties that the problem has not, are left out. ``rows`` are the rows of
    the instance's orders in the plan. The cost is not known, and zero.
    """
    place = {int(row): at for at, row in enumerate(rows)}
    duty_of = {
        (int(vehicle), int(shift)): duty
        for duty, (vehicle, shift) in enumerate(
            zip(problem.local_duties.vehicle, problem.local_duties.shift, strict=True)
        )
    }
    rides: dict[tuple[int, bool], tuple[int, int]] = {}
    for number, trip in enumerate(trips):
        if instance.vehicles[trip.vehicle].echelon is not Echelon.LOCAL:
            continue
        for position, stop in enumerate(trip.stops[1:-1]):
            for goods, is_delivery in ((stop.unload, True), (stop.load, False)):
                for row in goods:
                    if row in place:
                        rides[place[row], is_delivery] = number, position
    tasks_of: dict[int, list[tuple[int, int]]] = {}
    for task, orders in enumerate(problem.local.orders):
        is_delivery = bool(problem.local.is_delivery[task])
        votes = Counter(
            rides[row, is_delivery] for row in orders.tolist() if (row, is_delivery) in rides
        )
        if votes:
            (number, position), _ = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
            tasks_of.setdefault(number, []).append((position, task))
    routes: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    for number, tasks in tasks_of.items():
        trip = trips[number]
        shifts = list(instance.calendar.windows(instance.vehicles[trip.vehicle].shifts))
        shift = shifts.index(trip.shift) if trip.shift in shifts else -1
        duty = duty_of.get((trip.vehicle, shift))
        if duty is not None:
            chosen = tuple(task for _, task in sorted(tasks))
            routes.setdefault(duty, []).append((trip.start, chosen))
    return Solution(
        tuple(
            Route(duty, tuple(trip for _, trip in sorted(made)))
            for duty, made in sorted(routes.items())
        ),
        cost=0.0,
    )
