"""States the work as plain arrays, evaluates routes, reads solutions back as trips."""

from optimizer.problems.backwards import Clocks, new_clocks, time_backwards
from optimizer.problems.breaks import Judged, breaks, judge
from optimizer.problems.building import two_echelon_problem
from optimizer.problems.compiling import compiled, lean
from optimizer.problems.evaluator import (
    INFEASIBLE,
    check_trip,
    duty_cost,
    duty_costs,
    evaluate_duty,
    padded,
)
from optimizer.problems.flat import Flat, flatten
from optimizer.problems.hours import fitting_start, handling
from optimizer.problems.plain import beyond_plain, service_times, service_windows
from optimizer.problems.playing import Break, Played, Rule, play_latest
from optimizer.problems.pricing import dropped_cost, evaluate, keeps_fixed, supply_cost
from optimizer.problems.routing import (
    DutyArrays,
    Route,
    RoutingProblem,
    Solution,
    TaskArrays,
    smallest_problem,
)
from optimizer.problems.supply import Supply, tour_costs
from optimizer.problems.timeline import Call, TimedTrip, time_duty
from optimizer.problems.trucks import NOWHERE, trucks_cost
from optimizer.problems.two_echelon import Money, Run, TwoEchelonProblem
from optimizer.problems.validation import check_problem, check_start

__all__ = [
    "INFEASIBLE",
    "NOWHERE",
    "Break",
    "Call",
    "Clocks",
    "DutyArrays",
    "Flat",
    "Judged",
    "Money",
    "Played",
    "Route",
    "RoutingProblem",
    "Rule",
    "Run",
    "Solution",
    "Supply",
    "TaskArrays",
    "TimedTrip",
    "TwoEchelonProblem",
    "beyond_plain",
    "breaks",
    "check_problem",
    "check_start",
    "check_trip",
    "compiled",
    "dropped_cost",
    "duty_cost",
    "duty_costs",
    "evaluate",
    "evaluate_duty",
    "fitting_start",
    "flatten",
    "handling",
    "judge",
    "keeps_fixed",
    "lean",
    "new_clocks",
    "padded",
    "play_latest",
    "service_times",
    "service_windows",
    "smallest_problem",
    "supply_cost",
    "time_backwards",
    "time_duty",
    "tour_costs",
    "trucks_cost",
    "two_echelon_problem",
]
