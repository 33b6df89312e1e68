"""The sentences themselves, one table per family of codes."""

from optimizer.wording.codes.days import DAYS
from optimizer.wording.codes.desk import DESK
from optimizer.wording.codes.documents import DOCUMENTS
from optimizer.wording.codes.edits import EDITS
from optimizer.wording.codes.inputs import INPUTS
from optimizer.wording.codes.roads import ROADS
from optimizer.wording.codes.scenarios import SCENARIOS
from optimizer.wording.codes.simulation import SIMULATION
from optimizer.wording.codes.siting import SITING
from optimizer.wording.codes.solvers import SOLVERS
from optimizer.wording.codes.store import STORE, THINGS
from optimizer.wording.codes.studies import STUDIES
from optimizer.wording.codes.violations import VIOLATIONS

__all__ = [
    "DAYS",
    "DESK",
    "DOCUMENTS",
    "EDITS",
    "INPUTS",
    "ROADS",
    "SCENARIOS",
    "SIMULATION",
    "SITING",
    "SOLVERS",
    "STORE",
    "STUDIES",
    "THINGS",
    "VIOLATIONS",
]
