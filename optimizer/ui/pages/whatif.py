"""The page 推演: build scenarios, compare them over days, choose stations."""

from __future__ import annotations

from typing import Final

import streamlit as st

from optimizer.desk.users import Role
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.study_show import show_siting, show_whatif, study_choice
from optimizer.ui.parts.study_watch import study_watch
from optimizer.ui.parts.whatif_build import whatif_build
from optimizer.ui.parts.whatif_compare import whatif_compare
from optimizer.ui.parts.whatif_draft import is_building
from optimizer.ui.parts.whatif_list import whatif_list
from optimizer.ui.parts.whatif_siting import whatif_siting
from optimizer.ui.words import t

TABS: Final = ("scenarios", "compare", "siting")


def page() -> None:
    """Show the page."""
    net = session.network()
    if net is None:
        st.info(t("shell.no_network"))
        return
    may_edit = session.user().role >= Role.PLANNER
    if session.recall("whatif_part") in TABS:
        st.session_state.setdefault("whatif.tab", session.recall("whatif_part"))
    st.session_state.setdefault("whatif.tab", TABS[0])
    tab = st.segmented_control(
        t("whatif.tab"), TABS, key="whatif.tab", required=True,
        format_func=lambda one: t(f"whatif.tab.{one}"), label_visibility="collapsed",
    )  # fmt: skip
    session.remember("whatif_part", tab)
    if tab == "compare":
        _compare(net, may_edit=may_edit)
    elif tab == "siting":
        _siting(net, may_edit=may_edit)
    elif is_building(net):
        whatif_build(net, may_edit=may_edit)
    else:
        whatif_list(net, may_edit=may_edit)


def _compare(net: NetworkVersion, *, may_edit: bool) -> None:
    """Ask for a comparison, watch it being made, look at what it came to."""
    study_watch(net.network_id, ["whatif"])
    if may_edit:
        with st.expander(t("whatif.ask_compare"), expanded=_comes_first(net, "whatif")):
            whatif_compare(net)
    else:
        st.caption(t("whatif.look_only"))
    row = study_choice(net.network_id, ["whatif"])
    if row is not None:
        show_whatif(row)


def _siting(net: NetworkVersion, *, may_edit: bool) -> None:
    """Ask where stations should be, watch it being worked out, look at the proposals."""
    study_watch(net.network_id, ["siting"])
    if may_edit:
        with st.expander(t("whatif.ask_siting"), expanded=_comes_first(net, "siting")):
            whatif_siting(net)
    else:
        st.caption(t("whatif.look_only"))
    row = study_choice(net.network_id, ["siting"])
    if row is not None:
        show_siting(row)


def _comes_first(net: NetworkVersion, kind: str) -> bool:
    """Whether there is nothing of a kind to look at or to wait for, so that asking comes first."""
    store = session.store()
    waits = any(
        run.kind == kind and run.state in ("queued", "running")
        for run in store.runs.recent(net.network_id)
    )
    return not waits and not store.studies.recent(net.network_id, [kind], limit=1)
