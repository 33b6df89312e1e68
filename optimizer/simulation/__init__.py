"""Plays days with the rolling horizon; replays one plan under uncertain times."""

from optimizer.simulation.histories import (
    RUN_OFF_DAYS,
    PlayedDay,
    PlayRun,
    SimulationAnswer,
    SimulationQuestion,
    answer,
    document,
    play_day,
    play_histories,
)
from optimizer.simulation.reading import plain_uncertainty, read_uncertainty, uncertainty_of
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
    Incoming,
    Memory,
    Play,
    Policy,
    Promise,
    Rolling,
    SimulationResult,
    Standing,
    simulate,
)
from optimizer.simulation.uncertainty import Markets, Uncertainty, Weather, certain
from optimizer.simulation.writing import day_row, write_replays

__all__ = [
    "RUN_OFF_DAYS",
    "DayRecord",
    "Incoming",
    "Markets",
    "Memory",
    "Mend",
    "Play",
    "PlayRun",
    "PlayedDay",
    "Policy",
    "Promise",
    "Replays",
    "Rolling",
    "SimulationAnswer",
    "SimulationQuestion",
    "SimulationResult",
    "Standing",
    "Transfer",
    "Uncertainty",
    "Weather",
    "answer",
    "certain",
    "day_row",
    "document",
    "mend_worst",
    "plain_uncertainty",
    "play_day",
    "play_histories",
    "read_uncertainty",
    "replay",
    "replay_document",
    "simulate",
    "uncertainty_of",
    "write_replays",
]
