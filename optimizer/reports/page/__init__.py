"""The report page: one HTML file that opens offline, with map, timeline and tables."""

from optimizer.reports.page.render import write_page

__all__ = ["write_page"]
