"""Decides linehaul and local together: which bases, which shift, which task from where."""

from optimizer.echelons.drafting import draft_trips
from optimizer.echelons.planning import EchelonPlan, Effort, Start, plan_echelons, replan
from optimizer.echelons.runs import timed_runs

__all__ = [
    "EchelonPlan",
    "Effort",
    "Start",
    "draft_trips",
    "plan_echelons",
    "replan",
    "timed_runs",
]
