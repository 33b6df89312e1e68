"""The tool for roads: close or slow the one that was clicked on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import streamlit as st

from optimizer.desk.scenarios_roads import Road, Streets
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.choosing import multiselect
from optimizer.ui.parts.whatif_draft import Draft, applied, put, streets
from optimizer.ui.parts.whatif_map import CLICKS, ROADS, Place
from optimizer.ui.parts.whatif_said import say_refused
from optimizer.ui.words import WORDS, t
from optimizer.wording.changes import type_name

CHOSEN: Final = "whatif.road_chosen"
_SLOWEST: Final = 5


def roads_tool(net: NetworkVersion, draft: Draft) -> None:
    """Ask what happens to the road that somebody clicked on."""
    say_refused(net, draft, "roads")
    found = streets(net.version_id)
    if found is None:
        st.info(t("whatif.no_roads"))
        return
    clicks: list[Place] = st.session_state.get(CLICKS, [])
    if not clicks:
        st.session_state.pop(CHOSEN, None)
        st.info(t("whatif.click_road"))
        return
    road = found.road_at(*clicks[0])
    if road is None:
        # The next click begins anew.
        st.session_state[CLICKS] = []
        st.warning(t("whatif.no_road_here"))
        return
    st.markdown(f"**{session.as_plain(road.name or t('whatif.nameless'))}**")
    st.caption(_about(road))
    _asking(net, draft, found, road, clicks)


def _asking(
    net: NetworkVersion, draft: Draft, found: Streets, road: Road, clicks: list[Place]
) -> None:
    """Ask which part of the road is meant, and what happens to it."""
    parts = ["piece", "way", "between"] if len(clicks) == 2 else ["piece", "way"]
    part = st.segmented_control(
        t("whatif.part"), parts, default=parts[-1] if len(clicks) == 2 else "piece",
        key=f"whatif.part.{clicks}", required=True,
        format_func=lambda one: t(f"whatif.part.{one}"),
    )  # fmt: skip
    if len(clicks) == 1:
        st.caption(t("whatif.click_again"))
    which = _which(part or "piece", road, clicks)
    chosen = {"change": "close_road", "name": road.name or "-", **which}
    if st.session_state.get(CHOSEN) != chosen:
        # The map is drawn before: it shows the choice in the next run.
        st.session_state[CHOSEN] = chosen
        st.rerun()
    st.caption(t("whatif.road_length", km=f"{found.metres(chosen) / 1000:,.1f}"))
    taken = [str(each.get("name")) for each in draft.changes if each["change"] in ROADS]
    profiles = list(applied(net, draft.changes).network.road_profiles)
    with st.form(f"whatif.road.{clicks}.{part}.{len(taken)}", border=False):
        name = st.text_input(
            t("whatif.road_name"), value=_free_name(road.name or class_name(road), taken),
            max_chars=120,
        )  # fmt: skip
        percent = st.slider(t("whatif.road_speed"), 0, 95, 0, step=_SLOWEST, format="%d%%")
        only = multiselect(
            t("whatif.profiles"), profiles, placeholder=t("whatif.all_profiles"),
            format_func=lambda one: type_name(one, session.lang()),
        )  # fmt: skip
        add, leave = st.columns(2)
        wants = add.form_submit_button(t("whatif.add"), type="primary", width="stretch")
        left = leave.form_submit_button(t("whatif.leave"), width="stretch")
    if left:
        _leave()
    if wants:
        change: dict[str, Any] = {"name": name.strip() or road.name, "profiles": only, **which}
        if percent:
            change |= {"change": "slow_road", "factor": percent / 100}
        if put(net, draft, {"change": "close_road", **change}, "roads"):
            _leave()
        st.rerun()


def _leave() -> None:
    """Forget the clicks."""
    st.session_state.pop(CLICKS, None)
    st.session_state.pop(CHOSEN, None)
    st.rerun()


def _which(part: str, road: Road, clicks: list[Place]) -> dict[str, Any]:
    """Return the roads that a part means, as a change names them."""
    if part == "way":
        return {"ways": list(road.ways)}
    if part == "between" and len(clicks) == 2:
        return {"between": [list(place) for place in clicks]}
    return {"edges": [list(edge) for edge in road.edges]}


def _about(road: Road) -> str:
    """Return class and length of a road."""
    return t(
        "whatif.about_road", road=session.as_plain(class_name(road)),
        piece=f"{road.metres / 1000:,.1f}", whole=f"{road.way_metres / 1000:,.1f}",
    )  # fmt: skip


def class_name(road: Road) -> str:
    """Return what people call the class of a road."""
    plain = road.highway.removesuffix("_link")
    known = f"network.road.{plain}"
    return t(known) if known in WORDS else road.highway


def _free_name(name: str, taken: Iterable[str]) -> str:
    """Return a name that no other road of the draft has."""
    known = set(taken)
    names = (name if n == 1 else f"{name} ({n})" for n in range(1, 1000))
    return next(each for each in names if each not in known)
