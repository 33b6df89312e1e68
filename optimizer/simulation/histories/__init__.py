"""Histories of the same days, played by need and by habit wherever there are cores."""

from optimizer.simulation.histories.answering import Pair, SimulationAnswer, answer
from optimizer.simulation.histories.asking import RUN_OFF_DAYS, SimulationQuestion
from optimizer.simulation.histories.playing import play_day
from optimizer.simulation.histories.recipe import PlayRun
from optimizer.simulation.histories.result import PlayedDay
from optimizer.simulation.histories.running import play_histories
from optimizer.simulation.histories.tabling import day_rows, policy_rows, village_rows
from optimizer.simulation.histories.telling import document

__all__ = [
    "RUN_OFF_DAYS",
    "Pair",
    "PlayRun",
    "PlayedDay",
    "SimulationAnswer",
    "SimulationQuestion",
    "answer",
    "day_rows",
    "document",
    "play_day",
    "play_histories",
    "policy_rows",
    "village_rows",
]
