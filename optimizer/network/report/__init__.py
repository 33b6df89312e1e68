"""Says what was understood of the roads of a county: a value, and its texts."""

from optimizer.network.report.building import road_report
from optimizer.network.report.texts import report_lines, report_object
from optimizer.network.report.values import (
    ClassLength,
    FarSite,
    LegLook,
    ProfileLook,
    RoadReport,
    TagGap,
)

__all__ = [
    "ClassLength",
    "FarSite",
    "LegLook",
    "ProfileLook",
    "RoadReport",
    "TagGap",
    "report_lines",
    "report_object",
    "road_report",
]
