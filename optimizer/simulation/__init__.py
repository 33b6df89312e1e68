"""Plays days with the rolling horizon; replays one plan under uncertain times."""

from optimizer.simulation.habit import visited_daily
from optimizer.simulation.reading import read_uncertainty
from optimizer.simulation.replays import (
    Mend,
    Replays,
    Transfer,
    mend_worst,
    replay,
    replay_document,
)
from optimizer.simulation.rolling import (
    DayRecord,
    Drawn,
    History,
    Incoming,
    Play,
    Policy,
    Promise,
    Rolling,
    SimulationResult,
    Standing,
    read_history,
    simulate,
)
from optimizer.simulation.uncertainty import Markets, Uncertainty, Weather, certain

__all__ = [
    "DayRecord",
    "Drawn",
    "History",
    "Incoming",
    "Markets",
    "Mend",
    "Play",
    "Policy",
    "Promise",
    "Replays",
    "Rolling",
    "SimulationResult",
    "Standing",
    "Transfer",
    "Uncertainty",
    "Weather",
    "certain",
    "mend_worst",
    "read_history",
    "read_uncertainty",
    "replay",
    "replay_document",
    "simulate",
    "visited_daily",
]
