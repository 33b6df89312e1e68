"""Puts clock times, waiting and loads on trips, with handovers at stations, docks and rests."""

from optimizer.timetable.clock import ClockLimits, set_clock

__all__ = ["ClockLimits", "set_clock"]
