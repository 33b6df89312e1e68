"""Which stations to open: an exact location model proposes, planned days judge."""

from optimizer.siting.located import locate_and_route, opened
from optimizer.siting.locating import Location, LocationProblem, SolverLimits, locate
from optimizer.siting.medians import choose_medians

__all__ = [
    "Location",
    "LocationProblem",
    "SolverLimits",
    "choose_medians",
    "locate",
    "locate_and_route",
    "opened",
]
