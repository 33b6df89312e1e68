"""Papers about studies: a scenario beside today's county, and which stations to open."""

from optimizer.reports.comparison.sets import bounds_of, frontier_points
from optimizer.reports.comparison.siting import siting_pdf
from optimizer.reports.comparison.terrain import Stretch
from optimizer.reports.comparison.whatif import comparison_pdf
from optimizer.reports.comparison.words import unit_of

__all__ = ["Stretch", "bounds_of", "comparison_pdf", "frontier_points", "siting_pdf", "unit_of"]
