"""States the work as plain arrays, evaluates routes, reads solutions back as trips."""

from optimizer.problems.building import two_echelon_problem
from optimizer.problems.evaluator import (
    INFEASIBLE,
    Flat,
    check_trip,
    evaluate,
    evaluate_duty,
    flatten,
    padded,
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
    "flatten",
    "padded",
    "take_tasks",
    "time_duty",
    "two_echelon_problem",
]
