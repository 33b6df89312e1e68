"""States the work as plain arrays, evaluates routes, reads solutions back as trips."""

from optimizer.problems.building import two_echelon_problem
from optimizer.problems.evaluator import (
    INFEASIBLE,
    Clocks,
    Flat,
    check_trip,
    evaluate,
    evaluate_duty,
    fitting_start,
    flatten,
    handling,
    new_clocks,
    padded,
    time_backwards,
)
from optimizer.problems.routing import (
    DutyArrays,
    Route,
    RoutingProblem,
    Solution,
    TaskArrays,
    take_tasks,
)
from optimizer.problems.timeline import Call, TimedTrip, time_duty
from optimizer.problems.two_echelon import Money, Run, TwoEchelonProblem

__all__ = [
    "INFEASIBLE",
    "Call",
    "Clocks",
    "DutyArrays",
    "Flat",
    "Money",
    "Route",
    "RoutingProblem",
    "Run",
    "Solution",
    "TaskArrays",
    "TimedTrip",
    "TwoEchelonProblem",
    "check_trip",
    "evaluate",
    "evaluate_duty",
    "fitting_start",
    "flatten",
    "handling",
    "new_clocks",
    "padded",
    "take_tasks",
    "time_backwards",
    "time_duty",
    "two_echelon_problem",
]
