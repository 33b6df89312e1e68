"""Tables, maps and exports of a plan."""

from optimizer.reports.document import plan_document, write_document
from optimizer.reports.reading import PlanReading
from optimizer.reports.reports import write_reports
from optimizer.reports.ways import Ways

__all__ = ["PlanReading", "Ways", "plan_document", "write_document", "write_reports"]
