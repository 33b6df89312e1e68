"""Plays days with the rolling horizon: plan, drive what is committed, plan again."""

from optimizer.simulation.rolling.gain import Gain, Match
from optimizer.simulation.rolling.incoming import Drawn, History, Incoming, read_history
from optimizer.simulation.rolling.play import (
    Play,
    Policy,
    SimulationResult,
    Standing,
    open_standing,
)
from optimizer.simulation.rolling.simulating import Rolling, simulate
from optimizer.simulation.rolling.tally import DayRecord, Promise

__all__ = [
    "DayRecord",
    "Drawn",
    "Gain",
    "History",
    "Incoming",
    "Match",
    "Play",
    "Policy",
    "Promise",
    "Rolling",
    "SimulationResult",
    "Standing",
    "open_standing",
    "read_history",
    "simulate",
]
