"""Plays days with the rolling horizon; replays one plan under uncertain times."""

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
    Gain,
    History,
    Incoming,
    Match,
    Play,
    Policy,
    Promise,
    Rolling,
    SimulationResult,
    Standing,
    open_standing,
    read_history,
    simulate,
)
from optimizer.simulation.uncertainty import Markets, Uncertainty, Weather, certain
from optimizer.simulation.writing import DayTable, day_row, write_replays, write_villages

__all__ = [
    "DayRecord",
    "DayTable",
    "Drawn",
    "Gain",
    "History",
    "Incoming",
    "Markets",
    "Match",
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
    "day_row",
    "mend_worst",
    "open_standing",
    "read_history",
    "read_uncertainty",
    "replay",
    "replay_document",
    "simulate",
    "write_replays",
    "write_villages",
]
