"""The plan document: what ``plan.json`` says of a plan, and how it is written."""

from optimizer.reports.document.assembly import plan_document
from optimizer.reports.document.writing import write_document

__all__ = ["plan_document", "write_document"]
