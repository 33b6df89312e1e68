"""Corrects a plan by hand: re-times and checks what was changed, and plans the rest again."""

from optimizer.revision.comparing import Comparison, TripChange, compare
from optimizer.revision.reading import read_plan, replay, start_sheet
from optimizer.revision.reoptimising import reoptimise, run_revision
from optimizer.revision.retiming import retime

__all__ = [
    "Comparison",
    "TripChange",
    "compare",
    "read_plan",
    "reoptimise",
    "replay",
    "retime",
    "run_revision",
    "start_sheet",
]
