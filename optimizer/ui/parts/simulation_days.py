"""Many days: ask for them, watch them being played, look at what they came to."""

from __future__ import annotations

from typing import Final

from streamlit.delta_generator import DeltaGenerator

from optimizer.desk import planning
from optimizer.desk.users import Role
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.simulation_ask import ask_part
from optimizer.ui.parts.simulation_study import show_simulation
from optimizer.ui.parts.study_open import shown
from optimizer.ui.parts.study_show import study_choice
from optimizer.ui.parts.study_watch import study_watch
from optimizer.ui.words import t

KINDS: Final = ("simulation",)


def days_part(net: NetworkVersion, asking_at: DeltaGenerator) -> None:
    """Let planners ask for days to be played in a place, and everybody see what came of it."""
    if session.user().role >= Role.PLANNER:
        is_first = not session.store().studies.recent(net.network_id, KINDS, limit=1)
        with asking_at.expander(t("simulation.ask"), icon=":material/casino:", expanded=is_first):
            ask_part(net, planning.network_of(session.store(), net.version_id))
    else:
        asking_at.caption(t("simulation.only_planners"))
    study_watch(net.network_id, KINDS)
    row = study_choice(net.network_id, KINDS)
    if row is not None:
        show_simulation(shown(row))
