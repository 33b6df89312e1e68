"""Starts, watches and stops long runs in a worker process; their state lives in the store."""

from optimizer.jobs.baseline import baseline_key, by_habit
from optimizer.jobs.failures import Failure, described, revived
from optimizer.jobs.request import Request, UnreadableRequest, read_request
from optimizer.jobs.starting import dismiss_worker, ensure_worker, log_of
from optimizer.jobs.studying import (
    StudyRequest,
    read_study_request,
    same_request,
    simulation_question,
    siting_question,
    whatif_question,
)
from optimizer.jobs.watching import Watching, watch
from optimizer.jobs.work import ask_baseline, same_baseline
from optimizer.store import BASELINE, PLAN, REVISION, SIMULATION, SITING, STUDIES, WHATIF

__all__ = [
    "BASELINE",
    "PLAN",
    "REVISION",
    "SIMULATION",
    "SITING",
    "STUDIES",
    "WHATIF",
    "Failure",
    "Request",
    "StudyRequest",
    "UnreadableRequest",
    "Watching",
    "ask_baseline",
    "baseline_key",
    "by_habit",
    "described",
    "dismiss_worker",
    "ensure_worker",
    "log_of",
    "read_request",
    "read_study_request",
    "revived",
    "same_baseline",
    "same_request",
    "simulation_question",
    "siting_question",
    "watch",
    "whatif_question",
]
