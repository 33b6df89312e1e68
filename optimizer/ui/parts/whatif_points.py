"""Candidates of the planner's own: by clicking the map, or from a scenario that adds sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from optimizer.store import NetworkVersion, ScenarioRow
from optimizer.ui import session
from optimizer.ui.parts.board import board
from optimizer.ui.parts.whatif_draft import applied
from optimizer.ui.parts.whatif_map import Place, sites_drawn
from optimizer.ui.parts.whatif_said import say_issues, scenario_name
from optimizer.ui.parts.whatif_sites import free_id, nearest
from optimizer.ui.words import t

_KEY: Final = "whatif.own"
_REFUSED: Final = "whatif.own_refused"
_HEIGHT: Final = 330

Changes = Sequence[Mapping[str, Any]]


def own_points(net: NetworkVersion) -> list[dict[str, Any]]:
    """
    Return the points that were added to the candidates, as changes.

    They are points without orders: nothing of today's county is different for them, until a
    proposal opens a station at their door.
    """
    kept: dict[int, list[dict[str, Any]]] = st.session_state.setdefault(_KEY, {})
    return kept.setdefault(net.network_id, [])


def own_form(net: NetworkVersion, rows: Sequence[ScenarioRow], under: Changes) -> None:
    """Let points be added to the candidates, and be taken out again."""
    points = own_points(net)
    if not st.toggle(t("whatif.own"), key="whatif.own_open", value=bool(points)):
        return
    now = applied(net, [*under, *points])
    event = board(
        sites_drawn(net, [*under, *points], now.network), key=f"whatif.own.{net.network_id}",
        mode="sites", height=_HEIGHT,
    )  # fmt: skip
    if event is not None and event.kind == "place" and event.lon and event.lat:
        add_point(net, under, (round(event.lon, 6), round(event.lat, 6)))
        st.rerun()
    if event is not None and event.kind == "moved":
        st.rerun()  # back to where it was
    say_issues(st.session_state.pop(_REFUSED, []))
    adding = [row for row in rows if any(one.get("change") == "add_site" for one in row.changes)]
    with st.container(horizontal=True):
        for row in adding[:6]:
            name = session.as_plain(scenario_name(row.name_zh, row.name_en))
            if st.button(t("whatif.own_from", name=name), key=f"whatif.from.{row.scenario_id}"):
                _from_scenario(net, under, row)
                st.rerun()
        for at, point in enumerate(points):
            label = t(
                "whatif.own_out", name=session.as_plain(f"{point['site']} {point['name_zh']}")
            )
            if st.button(label, key=f"whatif.own_out.{point['site']}", icon=":material/close:"):
                del points[at]
                st.rerun()


def add_point(net: NetworkVersion, under: Changes, place: Place, name: str = "") -> None:
    """Add a point where somebody clicked; what no vehicle reaches is refused."""
    points = own_points(net)
    network = applied(net, [*under, *points]).network
    near = next((site for site in nearest(network, place) if site.town), network.sites[0])
    site_id = free_id(network, "transfer_station")
    change = {
        "change": "add_site", "site": site_id, "name_zh": name or f"{near.town} {site_id}".strip(),
        "latitude": place[1], "longitude": place[0], "site_kind": "village_point",
        **({"town": near.town} if near.town else {}),
    }  # fmt: skip
    found = applied(net, [*under, *points, change])
    wrong = found.of(len(under) + len(points) + 1)
    if wrong:
        st.session_state[_REFUSED] = wrong
    else:
        points.append(change)


def _from_scenario(net: NetworkVersion, under: Changes, row: ScenarioRow) -> None:
    """Add the places at which a scenario adds sites."""
    known = {(one["latitude"], one["longitude"]) for one in own_points(net)}
    for change in row.changes:
        if change.get("change") != "add_site":
            continue
        if (change["latitude"], change["longitude"]) not in known:
            place = (change["longitude"], change["latitude"])
            add_point(net, under, place, str(change["name_zh"]))
