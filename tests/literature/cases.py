"""
Three customers on a line, every number chosen to be known by heart.

The depot stands at 0, customers 1, 2 and 3 at 10, 20 and 30; a unit of distance takes a unit
of time. Each wants 4 and gives 3, service takes 5. Customer 2 is open from 40 to 50, the depot
from 0 to 200. Two vehicles of capacity 12 may be out for 150. The whole round 1, 2, 3 leaves
at 15 at the latest without waiting, serves at 25, 40 and 55, and is back at 90: 60 driven.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.literature.benchmark import Tour
from benchmarks.literature.case import Case, euclidean, same_vehicles

ROUND = (Tour(0, ((1, 2, 3),)),)


def line(**changes: Any) -> Case:
    """Return the case, or one that differs in some of its numbers."""
    distance = euclidean(np.array([[0.0, 0.0], [10.0, 0.0], [20.0, 0.0], [30.0, 0.0]]))
    fleet = replace(same_vehicles(2, 12.0, 4), most_duration=np.full(2, 150.0))
    return replace(
        Case(
            name="line",
            depots=(0,),
            distance=distance,
            duration=distance,
            fleet=fleet,
            delivery=np.array([0.0, 4.0, 4.0, 4.0]),
            pickup=np.array([0.0, 3.0, 3.0, 3.0]),
            ready=np.array([0.0, 0.0, 40.0, 0.0]),
            due=np.array([200.0, 200.0, 50.0, 200.0]),
            service=np.array([0.0, 5.0, 5.0, 5.0]),
            scale=10_000,
        ),
        **changes,
    )


def with_fleet(case: Case, **changes: Any) -> Case:
    """Return a case whose vehicles differ."""
    return replace(case, fleet=replace(case.fleet, **changes))
