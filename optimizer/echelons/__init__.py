"""Decides linehaul and local together: which bases, which shift, which task from where."""

from optimizer.echelons.drafting import draft_trips
from optimizer.echelons.planning import EchelonPlan, Effort, plan_echelons

__all__ = ["EchelonPlan", "Effort", "draft_trips", "plan_echelons"]
