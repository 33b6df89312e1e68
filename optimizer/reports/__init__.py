"""Tables, maps and exports of a plan."""

from optimizer.reports.document import plan_document, write_document

__all__ = ["plan_document", "write_document"]
