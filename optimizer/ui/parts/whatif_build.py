"""Building a scenario: what it is called, the map, the tools, the changes."""

from __future__ import annotations

from typing import Final

import streamlit as st

from optimizer.desk import scenarios
from optimizer.errors import InputError, OptimizerError
from optimizer.store import Conflict, NetworkVersion, ScenarioRow
from optimizer.ui import session
from optimizer.ui.parts.whatif_cards import whatif_cards
from optimizer.ui.parts.whatif_draft import Draft, base, begin, draft_of, give_up, show_draft
from optimizer.ui.parts.whatif_fleet import fleet_tool
from optimizer.ui.parts.whatif_map import CLICKS, PLACE, TOOL, whatif_map
from optimizer.ui.parts.whatif_roads import roads_tool
from optimizer.ui.parts.whatif_said import say_issues, scenario_name
from optimizer.ui.parts.whatif_sites import sites_tool
from optimizer.ui.parts.whatif_world import demand_tool, promise_tool, rain_tool
from optimizer.ui.words import t

TOOLS: Final = {
    "sites": sites_tool,
    "roads": roads_tool,
    "fleet": fleet_tool,
    "demand": demand_tool,
    "rain": rain_tool,
    "promise": promise_tool,
}
SAID: Final = "whatif.said"


def whatif_build(net: NetworkVersion, *, may_edit: bool) -> None:
    """Show what is being built, with everything that may be changed about it."""
    draft = draft_of(net)
    if draft is None:
        return
    _bar(net, draft, may_edit=may_edit)
    map_at, tools_at = st.columns([1.75, 1])
    with map_at:
        whatif_map(net, draft, may_edit=may_edit)
        whatif_cards(net, draft, may_edit=may_edit)
    with tools_at:
        if not may_edit:
            st.caption(t("whatif.look_only"))
            return
        st.session_state.setdefault(TOOL, "sites")
        tool = st.segmented_control(
            t("whatif.tool"), list(TOOLS), key=TOOL, required=True,
            format_func=lambda one: t(f"whatif.tool.{one}"), label_visibility="collapsed",
        )  # fmt: skip
        _leave_clicks(tool or "sites")
        TOOLS[tool or "sites"](net, draft)


def _leave_clicks(tool: str) -> None:
    """Forget clicks that another tool was meant for, and draw the map without them."""
    for key, meant in ((CLICKS, "roads"), (PLACE, "sites")):
        if tool != meant and st.session_state.pop(key, None):
            st.rerun()


def _bar(net: NetworkVersion, draft: Draft, *, may_edit: bool) -> None:
    """Show the names of the draft, and let it be saved, given up, or left for later."""
    zh_at, en_at, save_at, drop_at, list_at = st.columns(
        [2.6, 2.6, 1.1, 1.1, 1.1], vertical_alignment="bottom"
    )
    name = f"whatif.names.{draft.number}.{draft.row.scenario_id if draft.row else 0}"
    draft.name_zh = zh_at.text_input(
        t("whatif.name_zh"), value=draft.name_zh, max_chars=80, key=f"{name}.zh",
        placeholder=t("whatif.name_hint"), disabled=not may_edit, label_visibility="collapsed",
    ).strip()  # fmt: skip
    draft.name_en = en_at.text_input(
        t("whatif.name_en"), value=draft.name_en, max_chars=80, key=f"{name}.en",
        placeholder=t("whatif.name_en_hint"), disabled=not may_edit, label_visibility="collapsed",
    ).strip()  # fmt: skip
    if list_at.button(t("whatif.to_list"), key="whatif.to_list", width="stretch"):
        show_draft(is_open=False)
        st.rerun()
    if not may_edit:
        return
    wants = save_at.button(
        t("whatif.save"), type="primary", key="whatif.save", width="stretch",
    )  # fmt: skip
    if drop_at.button(t("whatif.give_up"), key="whatif.give_up", width="stretch"):
        give_up(net)
        st.rerun()
    if draft.newer is not None:
        _conflict(net, draft, draft.newer)
    elif wants and draft.row is not None and not draft.is_changed:
        st.info(t("whatif.nothing_new"))
    elif wants:
        _save(net, draft, draft.row)


def _save(net: NetworkVersion, draft: Draft, row: ScenarioRow | None) -> None:
    """Save the draft, or say what stands against it; nothing is lost."""
    if not (draft.name_zh or draft.name_en):
        st.error(t("whatif.no_name"))
        return
    try:
        saved = scenarios.save_scenario(
            session.store(), session.user(), base(net.version_id), net.network_id,
            name_zh=draft.name_zh, name_en=draft.name_en, changes=draft.changes, note=draft.note,
            scenario_id=row.scenario_id if row else None, version=row.version if row else None,
        )  # fmt: skip
    except Conflict as conflict:
        current = conflict.current
        draft.newer = current if isinstance(current, ScenarioRow) else None
        if draft.newer is None:
            session.show_error(conflict)
            return
        st.rerun()
    except InputError as error:
        say_issues(error.issues)
    except OptimizerError as error:
        session.show_error(error)
    else:
        give_up(net)
        st.session_state[SAID] = t("whatif.saved", name=session.as_plain(saved_name(saved)))
        st.rerun()


def _conflict(net: NetworkVersion, draft: Draft, newer: ScenarioRow) -> None:
    """Say that somebody was quicker, and let it be chosen whose version stays."""
    st.warning(
        t("whatif.conflict", name=session.as_plain(newer.changed_by), count=len(newer.changes))
    )
    mine, theirs, both, _ = st.columns([1.3, 1.3, 1.6, 2])
    if mine.button(t("whatif.keep_mine"), key="whatif.keep_mine", width="stretch"):
        draft.newer = None
        _save(net, draft, newer)
    if theirs.button(t("whatif.take_theirs"), key="whatif.take_theirs", width="stretch"):
        begin(net, newer)
        st.rerun()
    if both.button(t("whatif.save_new"), key="whatif.save_new", width="stretch"):
        draft.newer, draft.row = None, None
        draft.name_zh = t("whatif.copy_of", name=draft.name_zh or draft.name_en)
        st.rerun()


def saved_name(row: ScenarioRow) -> str:
    """Return what a stored scenario is called in the language of the session."""
    return scenario_name(row.name_zh, row.name_en)
