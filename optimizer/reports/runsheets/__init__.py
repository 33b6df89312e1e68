"""Run sheets (派车单): what the driver of one vehicle does in one shift, on paper."""

from optimizer.reports.runsheets.paper import write_paper
from optimizer.reports.runsheets.sheets import DutySheet, duty_sheets
from optimizer.reports.runsheets.workbook import write_workbook

__all__ = ["DutySheet", "duty_sheets", "write_paper", "write_workbook"]
