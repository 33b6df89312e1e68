"""The map of what is being built: the network as the scenario changes it, to be clicked on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from optimizer.domain import Network
from optimizer.reports import Figures, site_figures
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.board import BoardEvent, board
from optimizer.ui.parts.whatif_draft import Draft, applied, base, put, replace, streets
from optimizer.ui.words import t

PLACE: Final = "whatif.place"
SITE: Final = "whatif.site"
CLICKS: Final = "whatif.clicks"
TOOL: Final = "whatif.tool"

ROADS: Final = ("close_road", "slow_road")
_HEIGHT: Final = 400
_MOST_LINES: Final = 3_000

Place = tuple[float, float]
"""Longitude and latitude."""


def whatif_map(net: NetworkVersion, draft: Draft, *, may_edit: bool) -> None:
    """Show the network as the draft changes it, and take what is clicked on it."""
    network = applied(net, draft.changes).network
    marks = [*road_marks(net, draft.changes), *_clicked(net)]
    figures = sites_drawn(net, draft.changes, network).with_marks(marks)
    event = board(figures, key=f"whatif.map.{net.network_id}", mode="sites", height=_HEIGHT)
    if event is not None:
        _follow(event, net, draft, may_edit=may_edit)


def sites_drawn(
    net: NetworkVersion, changes: Sequence[Mapping[str, Any]], network: Network
) -> Figures:
    """Return the figures of a network as changes make it, drawn once."""
    placed = [each for each in changes if "site" in str(each.get("change"))]
    told = json.dumps(placed, sort_keys=True, ensure_ascii=False)
    return _drawn(net.version_id, session.lang(), told, _network=network)


@st.cache_data(show_spinner=False, max_entries=20)
def _drawn(version_id: int, lang: str, told: str, *, _network: Network) -> Figures:
    """Return the figures of sites over the roads; ``told`` is what moves them."""
    del told
    return site_figures(_network, base(version_id).roads, lang)


def road_marks(net: NetworkVersion, changes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the roads that changes close or slow, as marks for the map."""
    return [mark for each in changes if each.get("change") in ROADS for mark in _marks(net, each)]


def _marks(net: NetworkVersion, change: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of one change."""
    kind = "closed" if change["change"] == "close_road" else "slow"
    lines = _lines(net.version_id, json.dumps(dict(change), sort_keys=True))
    return [{"line": line, "kind": kind, "text": change.get("name", "")} for line in lines]


@st.cache_data(show_spinner=False, max_entries=100)
def _lines(version_id: int, told: str) -> list[list[list[float]]]:
    """Return where the roads of a change lie; a wrong change lies nowhere."""
    found = streets(version_id)
    try:
        return found.lines(json.loads(told))[:_MOST_LINES] if found else []
    except (TypeError, ValueError):
        return []


def _clicked(net: NetworkVersion) -> list[dict[str, Any]]:
    """Return what was clicked on and is not a change yet, as marks."""
    if st.session_state.get(TOOL) == "roads":
        clicks: list[Place] = st.session_state.get(CLICKS, [])
        chosen = st.session_state.get("whatif.road_chosen")
        lines = _marks(net, chosen) if chosen and clicks else []
        return [*lines, *({"at": list(at), "text": f"{n}"} for n, at in enumerate(clicks, 1))]
    place = st.session_state.get(PLACE)
    return [{"at": list(place), "text": t("whatif.here")}] if place else []


def _follow(event: BoardEvent, net: NetworkVersion, draft: Draft, *, may_edit: bool) -> None:
    """Do what somebody did on the map."""
    place = (round(event.lon, 6), round(event.lat, 6)) if event.lon and event.lat else None
    if event.kind == "site" and event.site:
        _choose(net, draft, event.site, may_edit=may_edit)
        st.rerun()
    if not may_edit or place is None:
        return
    if event.kind == "place":
        clicked(place)
        st.rerun()
    elif event.kind == "moved" and event.site:
        st.session_state[SITE] = event.site
        move(net, draft, event.site, place)
        st.rerun()


def _choose(net: NetworkVersion, draft: Draft, site_id: str, *, may_edit: bool) -> None:
    """Take a click on a site: who looks for a road means the one there."""
    network = applied(net, draft.changes).network
    site = network.sites[network.index[site_id]] if site_id in network.index else None
    is_placed = site is not None and site.longitude is not None and site.latitude is not None
    if site is not None and is_placed and st.session_state.get(TOOL) == "roads":
        clicked((site.longitude or 0.0, site.latitude or 0.0))
        return
    st.session_state[SITE] = site_id
    st.session_state.pop(PLACE, None)
    if may_edit and st.session_state.get(TOOL) not in ("sites", "fleet"):
        st.session_state[TOOL] = "sites"


def clicked(place: Place) -> None:
    """Take a click on the empty map as the chosen tool means it."""
    if st.session_state.get(TOOL) == "roads":
        clicks: list[Place] = st.session_state.get(CLICKS, [])
        # A third click begins anew.
        st.session_state[CLICKS] = [*clicks, place] if len(clicks) == 1 else [place]
        return
    st.session_state[PLACE] = place
    st.session_state.pop(SITE, None)
    st.session_state[TOOL] = "sites"


def move(net: NetworkVersion, draft: Draft, site_id: str, place: Place) -> None:
    """Put a site elsewhere: one that the draft adds is added there."""
    where = {"latitude": place[1], "longitude": place[0]}
    for at, each in enumerate(draft.changes):
        if each["change"] == "add_site" and each["site"] == site_id:
            added = {**each, **where}
            replace(net, draft, [*draft.changes[:at], added, *draft.changes[at + 1 :]], added)
            return
    put(net, draft, {"change": "move_site", "site": site_id, **where}, "sites")
