"""Tables, maps and exports of a plan."""

from optimizer.reports.document import plan_document, write_document
from optimizer.reports.page import (
    Figures,
    board_figures,
    board_script,
    board_style,
    site_figures,
)
from optimizer.reports.reading import PlanReading
from optimizer.reports.reports import write_reports
from optimizer.reports.ways import Ways

__all__ = [
    "Figures",
    "PlanReading",
    "Ways",
    "board_figures",
    "board_script",
    "board_style",
    "plan_document",
    "site_figures",
    "write_document",
    "write_reports",
]
