"""The arrays of a `RoutingProblem` in the one tuple that compiled functions take."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from optimizer.domain import Bools, Floats, Ints
from optimizer.problems.routing import RoutingProblem


class Flat(NamedTuple):
    """The arrays of a `RoutingProblem` in the one tuple that compiled functions take."""

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
    pickup_weight: Ints
    pickup_volume: Ints
    group: Ints
    base: Ints
    day: Ints
    profile: Ints
    capacity_weight: Ints
    capacity_volume: Ints
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
    most_trips: Ints
    max_duration: Ints


def flatten(problem: RoutingProblem) -> Flat:
    """Return the problem as the tuple that compiled functions take."""
    tasks, duties = problem.tasks, problem.duties
    values: dict[str, Any] = {}
    for name in Flat._fields:
        if name in ("capacity_weight", "capacity_volume"):
            values[name] = getattr(duties, name.removeprefix("capacity_"))
        else:
            owner = next(o for o in (problem, tasks, duties) if hasattr(o, name))
            values[name] = getattr(owner, name)
        if isinstance(values[name], np.ndarray):
            values[name] = np.ascontiguousarray(values[name])
    return Flat(**values)
