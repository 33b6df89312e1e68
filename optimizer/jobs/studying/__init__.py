"""Makes studies in the worker: many days compared, kept as they are done, beside the plans."""

from optimizer.jobs.studying.questions import (
    simulation_question,
    siting_question,
    whatif_question,
)
from optimizer.jobs.studying.request import StudyRequest, read_study_request, same_request
from optimizer.jobs.studying.studying import do_study

__all__ = [
    "StudyRequest",
    "do_study",
    "read_study_request",
    "same_request",
    "simulation_question",
    "siting_question",
    "whatif_question",
]
