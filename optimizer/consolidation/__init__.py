"""Merges the orders of a point that can travel together into tasks."""

from optimizer.consolidation.consolidate import Work, consolidate
from optimizer.consolidation.reach import EmptyFleet
from optimizer.consolidation.screening import explain_plan, screen, unreachable_points

__all__ = ["EmptyFleet", "Work", "consolidate", "explain_plan", "screen", "unreachable_points"]
