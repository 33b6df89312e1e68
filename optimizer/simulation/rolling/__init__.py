"""Plays days with the rolling horizon: plan, drive what is committed, plan again."""

from optimizer.simulation.rolling.incoming import Incoming
from optimizer.simulation.rolling.memory import Memory
from optimizer.simulation.rolling.play import Play, Policy, SimulationResult, Standing
from optimizer.simulation.rolling.simulating import Rolling, simulate
from optimizer.simulation.rolling.tally import DayRecord, Promise

__all__ = [
    "DayRecord",
    "Incoming",
    "Memory",
    "Play",
    "Policy",
    "Promise",
    "Rolling",
    "SimulationResult",
    "Standing",
    "simulate",
]
