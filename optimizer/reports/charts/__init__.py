"""Charts from plain numbers: one geometry, written as SVG or drawn on paper."""

from optimizer.reports.charts.difference import difference_chart, difference_drawing
from optimizer.reports.charts.drawing import Drawing
from optimizer.reports.charts.frontier import FrontierPoint, frontier_chart, frontier_drawing
from optimizer.reports.charts.loads import StationLoad, load_chart, load_drawing
from optimizer.reports.charts.svg import svg

__all__ = [
    "Drawing",
    "FrontierPoint",
    "StationLoad",
    "difference_chart",
    "difference_drawing",
    "frontier_chart",
    "frontier_drawing",
    "load_chart",
    "load_drawing",
    "svg",
]
