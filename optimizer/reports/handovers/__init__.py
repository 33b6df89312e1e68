"""Hand-over lists (交接清单): what a base gets and gives in one shift, on paper."""

from optimizer.reports.handovers.lists import HandoverList, handover_lists
from optimizer.reports.handovers.paper import write_handover_paper
from optimizer.reports.handovers.workbook import write_handover_workbook

__all__ = [
    "HandoverList",
    "handover_lists",
    "write_handover_paper",
    "write_handover_workbook",
]
