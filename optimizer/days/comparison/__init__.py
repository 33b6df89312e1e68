"""Compares two variants over the same days, and says no more than the days allow."""

from optimizer.days.comparison.intervals import Interval, interval_of
from optimizer.days.comparison.measures import MEASURES, Measure, load_of
from optimizer.days.comparison.noise import Noise, noise
from optimizer.days.comparison.paired import DayDifference, Difference, paired
from optimizer.days.comparison.verdicts import Verdict, VerdictKind, verdict
from optimizer.days.comparison.villages import VillageDifference, by_village

__all__ = [
    "MEASURES",
    "DayDifference",
    "Difference",
    "Interval",
    "Measure",
    "Noise",
    "Verdict",
    "VerdictKind",
    "VillageDifference",
    "by_village",
    "interval_of",
    "load_of",
    "noise",
    "paired",
    "verdict",
]
