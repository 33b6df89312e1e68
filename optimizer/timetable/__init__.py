"""Puts clock times, waiting and loads on trips, with handovers at stations, docks and rests."""

from optimizer.timetable.carrying_on import Wish, carry_on
from optimizer.timetable.clock import ClockLimits, set_clock

__all__ = ["ClockLimits", "Wish", "carry_on", "set_clock"]
