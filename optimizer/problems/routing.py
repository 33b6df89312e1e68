"""One echelon's work as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from optimizer.domain import Bools, Floats, Ints
from optimizer.problems.supply import Supply


def _unset() -> Ints:
    """Return what stands for zeros, however many there are to be."""
    return np.zeros(0, dtype=np.int64)


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
    - ``pickup_weight``, ``pickup_volume``: what the call of a delivery takes along to the
      base; none by default.
    - ``group``: of the tasks with one positive number at most one is done, and one is enough;
      they share one ``drop_cost``. 0, the default, for tasks that stand for themselves.
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
    pickup_weight: Ints = field(default_factory=_unset)
    pickup_volume: Ints = field(default_factory=_unset)
    group: Ints = field(default_factory=_unset)

    def __post_init__(self) -> None:
        _fill(self, len(self.site), "pickup_weight", "pickup_volume", "group")


@dataclass(frozen=True)
class DutyArrays:
    """
    What vehicles can do, one row per vehicle and shift; shape ``(duties,)``.

    ``base`` is an index into the problem's bases, ``day`` the calendar day, ``start`` the
    earliest and ``end`` the latest moment of a duty, ``paid_until`` the shift's end.
    ``range`` in metres. Costs in cents: once, per metre, per second, per second after the
    shift. ``carries`` is a bit set of handling classes. Duties with the same ``twin`` differ
    in nothing but the vehicle's name. ``most_trips`` and ``max_duration``, in seconds, limit
    a duty; 0, the default, does not.
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
    most_trips: Ints = field(default_factory=_unset)
    max_duration: Ints = field(default_factory=_unset)

    def __post_init__(self) -> None:
        _fill(self, len(self.vehicle), "most_trips", "max_duration")


def _fill(arrays: object, count: int, *names: str) -> None:
    """Set columns that were not given to zeros."""
    for name in names:
        if not len(getattr(arrays, name)):
            object.__setattr__(arrays, name, np.zeros(count, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Route:
    """The trips of one duty; each is a sequence of tasks."""

    duty: int
    trips: tuple[tuple[int, ...], ...]


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
    fixed
        Trips that stand: their duty drives them, in this order; other tasks may only follow
        behind the fixed ones of a trip, and other trips behind the fixed ones of a duty.
    supply
        What brings the goods to the bases, where that is to be decided too; None where
        ``release`` and ``price`` say all about it.
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
    fixed: tuple[Route, ...] = ()
    supply: Supply | None = None

    @property
    def num_tasks(self) -> int:
        """How many tasks there are."""
        return len(self.tasks.site)

    @property
    def num_duties(self) -> int:
        """How many (vehicle, shift) pairs there are."""
        return len(self.duties.vehicle)


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


def smallest_problem() -> RoutingProblem:
    """
    Return one delivery from one base, on one duty: enough to compile the engines on.

    Examples
    --------
    >>> problem = smallest_problem()
    >>> problem.num_tasks, problem.num_duties
    (1, 1)
    """

    def one(value: int) -> Ints:
        return np.array([value], dtype=np.int64)

    def table(value: int) -> Ints:
        return np.array([[value]], dtype=np.int64)

    tasks: dict[str, Any] = {name: one(0) for name in TaskArrays.__dataclass_fields__}
    duties: dict[str, Any] = {name: one(0) for name in DutyArrays.__dataclass_fields__}
    money = {"cost", "metre_cost", "second_cost", "overtime_cost"}
    duties |= {name: one(1).astype(np.float64) for name in money}
    tasks |= {name: one(1).astype(np.float64) for name in ("late_cost", "late_rate", "wait_rate")}
    return RoutingProblem(
        duration=np.zeros((1, 2, 2), dtype=np.int64),
        distance=np.zeros((1, 2, 2), dtype=np.int64),
        opens=np.zeros((2, 1), dtype=np.int64),
        closes=np.full((2, 1), 10, dtype=np.int64),
        stop_time=np.zeros(2, dtype=np.int64),
        piece_time=np.zeros(2, dtype=np.int64),
        bases=one(0),
        base_day_cost=np.zeros(1),
        rest_after=10,
        rest=1,
        num_days=1,
        tasks=TaskArrays(
            **tasks
            | {
                "site": one(1),
                "is_delivery": np.array([True]),
                "pieces": one(1),
                "latest": one(10),
                "drop_cost": np.array([10.0]),
                "release": table(0),
                "due": table(10),
                "hard": table(10),
                "price": np.zeros((1, 1)),
            }
        ),
        duties=DutyArrays(**duties | {"end": one(10), "range": one(10), "paid_until": one(10)}),
    )
