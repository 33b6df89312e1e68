"""Plays days with the rolling horizon: plan, drive what is committed, plan again."""

from optimizer.simulation.rolling.incoming import Drawn, History, Incoming, read_history
from optimizer.simulation.rolling.play import Play, Policy, SimulationResult, Standing
from optimizer.simulation.rolling.simulating import Rolling, simulate
from optimizer.simulation.rolling.tally import DayRecord, Promise

__all__ = [
    "DayRecord",
    "Drawn",
    "History",
    "Incoming",
    "Play",
    "Policy",
    "Promise",
    "Rolling",
    "SimulationResult",
    "Standing",
    "read_history",
    "simulate",
]
