"""Which stations to open: an exact location model proposes, planned days judge."""

from optimizer.siting.answering import Judgement, SitingAnswer, answer
from optimizer.siting.arranging import arrange_stations, changes_of
from optimizer.siting.asking import TODAY, SitingQuestion, fresh_of
from optimizer.siting.candidate_file import read_candidates
from optimizer.siting.candidates import (
    Candidate,
    DailyDemand,
    daily_demand,
    default_candidates,
    station_id,
)
from optimizer.siting.judging import Judged, Step, frontier, runs_of
from optimizer.siting.located import locate_and_route, opened
from optimizer.siting.locating import Location, LocationProblem, SolverLimits, locate
from optimizer.siting.medians import choose_medians
from optimizer.siting.stations import Proposal, propose_stations
from optimizer.siting.writing import document

__all__ = [
    "TODAY",
    "Candidate",
    "DailyDemand",
    "Judged",
    "Judgement",
    "Location",
    "LocationProblem",
    "Proposal",
    "SitingAnswer",
    "SitingQuestion",
    "SolverLimits",
    "Step",
    "answer",
    "arrange_stations",
    "changes_of",
    "choose_medians",
    "daily_demand",
    "default_candidates",
    "document",
    "fresh_of",
    "frontier",
    "locate",
    "locate_and_route",
    "opened",
    "propose_stations",
    "read_candidates",
    "runs_of",
    "station_id",
]
