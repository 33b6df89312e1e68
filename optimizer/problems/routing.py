"""One echelon's work as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from optimizer.domain import Bools, Floats, Ints


@dataclass(frozen=True)
class TaskArrays:
    """
    The tasks of a routing problem; shape ``(tasks,)`` unless said otherwise.

    Weight in grams, volume in millilitres, times in clocks, money in cents.

    - ``classes`` and ``excluded``: bit sets of handling classes on board, and of those that
      must not share a trip with them.
    - ``earliest``, ``latest``: when service may start at the site.
    - ``release``: shape ``(tasks, bases)``, when a delivery may be loaded at a base;
      ``NO_WAY`` where a task cannot use the base.
    - ``due``, ``hard``: shape ``(tasks, bases)``, when a task is late, and when it is of no
      use any more: the end of service of a delivery, the end of the trip of a collection.
    - ``late_cost``, ``late_rate``, ``wait_rate``: once, and per second, after due and after
      ``wait_from``; ``drop_cost``: if the task is not done.
    - ``price``: shape ``(tasks, bases)``, what using the base costs elsewhere.
    """

    site: Ints
    is_delivery: Bools
    pieces: Ints
    weight: Ints
    volume: Ints
    classes: Ints
    excluded: Ints
    earliest: Ints
    latest: Ints
    release: Ints
    due: Ints
    hard: Ints
    late_cost: Floats
    late_rate: Floats
    wait_rate: Floats
    wait_from: Ints
    drop_cost: Floats
    price: Floats


@dataclass(frozen=True)
class DutyArrays:
    """
    What vehicles can do, one row per vehicle and shift; shape ``(duties,)``.

    ``base`` is an index into the problem's bases, ``day`` the calendar day, ``start`` the
    earliest and ``end`` the latest moment of a duty, ``paid_until`` the shift's end.
    ``range`` in metres. Costs in cents: once, per metre, per second, per second after the
    shift. ``carries`` is a bit set of handling classes. Duties with the same ``twin`` differ
    in nothing but the vehicle's name.
    """

    vehicle: Ints
    shift: Ints
    base: Ints
    day: Ints
    profile: Ints
    weight: Ints
    volume: Ints
    start: Ints
    paid_until: Ints
    end: Ints
    range: Ints
    carries: Ints
    cost: Floats
    metre_cost: Floats
    second_cost: Floats
    overtime_cost: Floats
    twin: Ints


@dataclass(frozen=True)
class RoutingProblem:
    """
    One echelon's work as plain arrays: what an engine takes.

    Parameters
    ----------
    duration, distance
        Shape ``(profiles, sites, sites)``, in seconds and metres; ``NO_WAY`` where a pair
        cannot be driven, or the profile is not admitted.
    opens, closes
        Hours of the sites as clocks, shape ``(sites, windows)``, ascending, padded with
        ``NO_WAY``.
    stop_time, piece_time
        Seconds per stop, and thousandths of a second per piece, shape ``(sites,)``.
    bases
        Site of each base, shape ``(bases,)``.
    base_day_cost
        What a base costs on a day on which it is used, in cents, shape ``(bases,)``.
    rest_after, rest
        How long may be driven before a rest, and how long a rest is, in seconds.
    """

    duration: Ints
    distance: Ints
    opens: Ints
    closes: Ints
    stop_time: Ints
    piece_time: Ints
    bases: Ints
    base_day_cost: Floats
    rest_after: int
    rest: int
    num_days: int
    tasks: TaskArrays
    duties: DutyArrays

    @property
    def num_tasks(self) -> int:
        """How many tasks there are."""
        return len(self.tasks.site)

    @property
    def num_duties(self) -> int:
        """How many (vehicle, shift) pairs there are."""
        return len(self.duties.vehicle)


@dataclass(frozen=True, slots=True)
class Route:
    """The trips of one duty; each is a sequence of tasks."""

    duty: int
    trips: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Solution:
    """
    What an engine gives: routes, and what they cost in cents, dropped tasks included.

    ``iterations`` is the effort spent.
    """

    routes: tuple[Route, ...]
    cost: float
    iterations: int = 0

    def dropped(self, num_tasks: int) -> Ints:
        """Return the tasks that no route serves."""
        served = [task for route in self.routes for trip in route.trips for task in trip]
        left = np.ones(num_tasks, dtype=np.bool_)
        left[served] = False
        return np.flatnonzero(left)


def take_tasks(tasks: TaskArrays, rows: Ints) -> TaskArrays:
    """Return these tasks, in this order."""
    return TaskArrays(**{column.name: getattr(tasks, column.name)[rows] for column in fields(tasks)})
