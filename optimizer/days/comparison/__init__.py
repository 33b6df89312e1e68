"""Compares two variants over the same days, and says no more than the days allow."""

from optimizer.days.comparison.deciding import MOST_DAYS, Outlook, days_to_decide, outlook
from optimizer.days.comparison.intervals import (
    LEAST_DAYS,
    LEVEL,
    Interval,
    interval_of,
    level_together,
)
from optimizer.days.comparison.measures import MEASURES, Measure, load_of
from optimizer.days.comparison.noise import NOISE_DAYS, Noise, noise
from optimizer.days.comparison.paired import DayDifference, Difference, figures_by_day, paired
from optimizer.days.comparison.verdicts import Verdict, VerdictKind, verdict
from optimizer.days.comparison.villages import VillageDifference, by_village, figures_by_site

__all__ = [
    "LEAST_DAYS",
    "LEVEL",
    "MEASURES",
    "MOST_DAYS",
    "NOISE_DAYS",
    "DayDifference",
    "Difference",
    "Interval",
    "Measure",
    "Noise",
    "Outlook",
    "Verdict",
    "VerdictKind",
    "VillageDifference",
    "by_village",
    "days_to_decide",
    "figures_by_day",
    "figures_by_site",
    "interval_of",
    "level_together",
    "load_of",
    "noise",
    "outlook",
    "paired",
    "verdict",
]
