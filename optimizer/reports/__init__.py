"""Tables, maps and exports of a plan."""

from optimizer.reports.document import plan_document, write_document
from optimizer.reports.reports import write_reports

__all__ = ["plan_document", "write_document", "write_reports"]
