"""The scenarios of a network: what each changes, and what may be done with it."""

from __future__ import annotations

import json
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from optimizer.desk import planning, scenarios
from optimizer.domain import Issue
from optimizer.errors import InputError, OptimizerError
from optimizer.store import NetworkVersion, ScenarioRow
from optimizer.ui import session
from optimizer.ui.parts.whatif_build import SAID, saved_name
from optimizer.ui.parts.whatif_draft import applied, base, begin, draft_of, show_draft
from optimizer.ui.parts.whatif_said import said, say_issues
from optimizer.ui.parts.whatif_upload import uploading
from optimizer.ui.words import t

SURE: Final = "whatif.sure"
_MANY: Final = 6


def whatif_list(net: NetworkVersion, *, may_edit: bool) -> None:
    """Show the stored scenarios; an empty list offers the samples."""
    told = st.session_state.pop(SAID, None)
    if told:
        st.success(told)
    rows = session.store().scenarios.list(net.network_id)
    if may_edit:
        _above(net)
    else:
        st.caption(t("whatif.look_only"))
    if not rows:
        st.info(t("whatif.none"))
        if may_edit and scenarios.sample_files():
            st.caption(t("whatif.samples_about"))
            if st.button(t("whatif.samples"), key="whatif.samples"):
                _samples(net)
    for row in rows:
        with st.container(border=True, gap="xsmall"):
            _row(net, row, may_edit=may_edit)


def _above(net: NetworkVersion) -> None:
    """Offer a new scenario, the one that is being built, and files from outside."""
    draft = draft_of(net)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(t("whatif.new"), type="primary", key="whatif.new", icon=":material/add:"):
            if draft is not None and draft.is_changed:
                st.session_state[SURE] = 0
            else:
                begin(net)
                st.rerun()
        if draft is not None:
            name = draft.name_zh or draft.name_en or t("whatif.unnamed")
            label = t("whatif.go_on", name=session.as_plain(name))
            if st.button(label, key="whatif.go_on", icon=":material/edit:"):
                show_draft(is_open=True)
                st.rerun()
        with st.popover(t("whatif.upload"), icon=":material/upload:"):
            uploading(net)
    if draft is not None and SURE in st.session_state:
        _sure(net, draft.name_zh or draft.name_en or t("whatif.unnamed"))


def _sure(net: NetworkVersion, name: str) -> None:
    """Ask before what is being built is thrown away for another one."""
    st.warning(t("whatif.would_lose", name=session.as_plain(name)))
    with st.container(horizontal=True):
        if st.button(t("whatif.lose"), key="whatif.lose"):
            scenario_id = st.session_state.pop(SURE)
            begin(net, session.store().scenarios.get(scenario_id) if scenario_id else None)
            st.rerun()
        if st.button(t("whatif.keep"), key="whatif.keep"):
            st.session_state.pop(SURE)
            show_draft(is_open=True)
            st.rerun()


def _row(net: NetworkVersion, row: ScenarioRow, *, may_edit: bool) -> None:
    """Show one scenario."""
    told = json.dumps(row.changes, sort_keys=True, ensure_ascii=False)
    sentences, issues = _told(net.version_id, session.lang(), told, _net=net)
    zone = ZoneInfo(planning.network_of(session.store(), net.version_id).rules.timezone)
    head, buttons = st.columns([3, 2.2], vertical_alignment="center")
    with head:
        when = f"{row.changed_at.astimezone(zone):%Y-%m-%d %H:%M}"
        by = t("whatif.by", name=session.as_plain(row.changed_by), when=when)
        st.markdown(f"**{session.as_plain(saved_name(row))}** &nbsp; :small[:gray[{by}]]")
        more = len(sentences) - _MANY
        shown = sentences[:_MANY] + ([t("whatif.more", count=more)] if more > 0 else [])
        st.caption("  \n".join(shown) or t("whatif.changes_nothing"))
    with buttons, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        _actions(net, row, may_edit=may_edit)
    if issues:
        st.warning(t("whatif.no_longer"))
        say_issues(issues)


@st.cache_data(show_spinner=False, max_entries=500)
def _told(
    version_id: int, lang: str, told: str, *, _net: NetworkVersion
) -> tuple[list[str], list[Issue]]:
    """Return what changes say, and what of them does not apply."""
    del version_id, lang
    changes = json.loads(told)
    now = applied(_net, changes)
    return [said(change, now.network) for change in changes], list(now.issues)


def _actions(net: NetworkVersion, row: ScenarioRow, *, may_edit: bool) -> None:
    """Offer what may be done with a scenario."""
    key = row.scenario_id
    draft = draft_of(net)
    is_mine = draft is not None and draft.row is not None and draft.row.scenario_id == key
    word = "whatif.edit" if may_edit else "whatif.look"
    if st.button(t(word), key=f"whatif.edit.{key}"):
        if is_mine:
            show_draft(is_open=True)
            st.rerun()
        if draft is not None and draft.is_changed:
            st.session_state[SURE] = key
            st.rerun()
        begin(net, row)
        st.rerun()
    if may_edit:
        st.button(
            t("whatif.compare_it"), key=f"whatif.compare.{key}", on_click=_compare, args=(key,)
        )
    name, data = scenarios.export_scenario(row)
    st.download_button(
        t("whatif.download"), data, file_name=name, mime="application/toml",
        key=f"whatif.download.{key}", on_click="ignore",
    )  # fmt: skip
    if not may_edit:
        return
    if st.button(t("whatif.duplicate"), key=f"whatif.duplicate.{key}"):
        _duplicate(net, row)
    with st.popover(t("whatif.drop")):
        st.caption(t("whatif.drop_sure"))
        if st.button(t("whatif.drop"), key=f"whatif.drop.{key}", type="primary"):
            _drop(row)


def _compare(scenario_id: int) -> None:
    """Turn to the comparison, with a scenario chosen."""
    st.session_state["whatif.tab"] = "compare"
    st.session_state["whatif.compared"] = [scenario_id]


def _duplicate(net: NetworkVersion, row: ScenarioRow) -> None:
    """Keep a scenario once more, under a name that is free."""
    rows = session.store().scenarios.list(net.network_id)
    taken = {each.name_zh for each in rows} | {each.name_en for each in rows}
    name_zh, name_en = row.name_zh, row.name_en
    while name_zh in taken or (name_en and name_en in taken):
        name_zh = t("whatif.copy_of", name=name_zh)
        name_en = t("whatif.copy_of_en", name=name_en) if name_en else ""
    try:
        scenarios.duplicate_scenario(
            session.store(), session.user(), row.scenario_id, name_zh=name_zh, name_en=name_en
        )
    except OptimizerError as error:
        session.show_error(error)
    else:
        st.rerun()


def _drop(row: ScenarioRow) -> None:
    """Take a scenario off the list."""
    try:
        scenarios.drop_scenario(
            session.store(), session.user(), row.scenario_id, version=row.version
        )
    except OptimizerError as error:
        session.show_error(error)
    else:
        st.session_state[SAID] = t("whatif.dropped", name=session.as_plain(saved_name(row)))
        st.rerun()


def _samples(net: NetworkVersion) -> None:
    """Keep the sample scenarios."""
    try:
        scenarios.bring_samples(
            session.store(), session.user(), base(net.version_id), net.network_id
        )
    except InputError as error:
        say_issues(error.issues, by_file=True)
    except OptimizerError as error:
        session.show_error(error)
    else:
        st.rerun()
