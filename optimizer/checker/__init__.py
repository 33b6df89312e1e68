"""Re-derives every rule from plan, instance and travel times, sharing no code with the planner."""

from optimizer.checker.costs import recompute_costs
from optimizer.checker.documents import read_document
from optimizer.checker.referee import check_document
from optimizer.checker.shapes import check_shape

__all__ = ["check_document", "check_shape", "read_document", "recompute_costs"]
