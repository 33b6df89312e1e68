"""The map of a network: sites are dragged to where they are, and added by a click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from optimizer.desk import planning
from optimizer.desk.networks_placing import Ground, Placing, drawn, moved, open_ground
from optimizer.desk.networks_tables import SITES, Row
from optimizer.reports import Figures, site_figures
from optimizer.ui import session
from optimizer.ui.parts.board import BoardEvent, board
from optimizer.ui.parts.network_bench import Bench
from optimizer.ui.parts.network_columns import CHOICES, bold, word_of
from optimizer.ui.words import t

_PLACE: Final = "network.place"
_SITE: Final = "network.site"


def network_map(bench: Bench, *, may_edit: bool) -> None:
    """Show the sites on the roads, and what is known of those that were moved."""
    map_at, side_at = st.columns([7, 3])
    version = bench.version.version_id
    ground = _ground(version)
    network = planning.network_of(session.store(), version)
    figures = _figures(version, session.lang(), _drawn_key(bench.rows[SITES]), _bench=bench)
    with map_at:
        event = board(figures, key=f"network.map.{bench.version.network_id}", mode="sites")
    if event is not None:
        _follow(event, bench, may_edit=may_edit)
    with side_at:
        if not may_edit:
            st.caption(t("network.map_look"))
        else:
            st.caption(t("network.map_hint"))
            _adding(bench, ground)
        _chosen(bench, ground)
        _moves(bench, ground, limit=network.rules.roads.snap_limit)


@st.cache_resource(show_spinner=False, max_entries=4)
def _ground(version_id: int) -> Ground:
    """Return the roads of a version; versions never change, so that sessions share them."""
    store = session.store()
    limit = planning.network_of(store, version_id).rules.roads.snap_limit
    return open_ground(store, version_id, limit)


@st.cache_data(show_spinner=False, max_entries=8)
def _figures(
    version_id: int, lang: str, sites: tuple[tuple[str, ...], ...], *, _bench: Bench
) -> Figures:
    """Return the figures of the sites as they are being edited."""
    network = planning.network_of(session.store(), version_id)
    return site_figures(drawn(network, _bench.rows[SITES]), _ground(version_id).roads, lang)


def _drawn_key(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """Return what the drawing of sites depends on."""
    names = ("site_id", "kind", "name_zh", "name_en", "status", "latitude", "longitude")
    return tuple(tuple(row[name] for name in (*names, "coordinate_quality")) for row in rows)


def _follow(event: BoardEvent, bench: Bench, *, may_edit: bool) -> None:
    """Do what somebody did on the map."""
    if event.kind == "site":
        st.session_state[_SITE] = event.site
    elif event.lon is None or event.lat is None or not may_edit:
        return
    elif event.kind == "place":
        st.session_state[_PLACE] = (event.lon, event.lat)
    elif event.kind == "moved":
        rows = [
            moved(row, event.lon, event.lat) if row["site_id"] == event.site else row
            for row in bench.rows[SITES]
        ]
        bench.set_rows(SITES, rows, redraw=True)
        st.session_state[_SITE] = event.site
        st.rerun()


def _adding(bench: Bench, ground: Ground) -> None:
    """Ask what stands where somebody clicked the empty map."""
    place = st.session_state.get(_PLACE)
    if place is None:
        return
    with st.form("network.add", clear_on_submit=True):
        bold(t("network.add_here"))
        _say(ground.places([place])[0])
        site_id = st.text_input(t("network.new_id"), value=_free_id(bench.rows[SITES]))
        name = st.text_input(t("network.new_name"))
        kind = st.selectbox(t("network.new_kind"), CHOICES["kind"], index=3, format_func=word_of)
        add, leave = st.columns(2)
        added = add.form_submit_button(t("network.add"), type="primary", width="stretch")
        left = leave.form_submit_button(t("network.leave"), width="stretch")
    if left:
        del st.session_state[_PLACE]
        st.rerun()
    if added and (problem := _problem(site_id, name, bench.rows[SITES])):
        st.error(problem)
    elif added:
        like = next((row for row in bench.rows[SITES] if row["kind"] == kind), {})
        copied = ("hours", "visits", "stop_minutes", "seconds_per_piece", "transfer_minutes")
        new = dict.fromkeys(bench.rows[SITES][0], "")
        new |= {column: like.get(column, "") for column in copied}
        new |= {"site_id": site_id.strip(), "name_zh": name.strip(), "kind": kind, "status": "open"}
        bench.set_rows(SITES, [*bench.rows[SITES], moved(new, *place)], redraw=True)
        st.session_state[_SITE] = new["site_id"]
        del st.session_state[_PLACE]
        st.rerun()


def _problem(site_id: str, name: str, rows: Sequence[Row]) -> str:
    """Return why a site cannot be added like this; nothing if it can."""
    if not site_id.strip() or not name.strip():
        return t("network.new_blank")
    if any(row["site_id"] == site_id.strip() for row in rows):
        return t("network.new_twice", site=session.as_plain(site_id.strip()))
    return ""


def _free_id(rows: Sequence[Row]) -> str:
    """Return an id that no site has yet."""
    taken = {row["site_id"] for row in rows}
    return next(name for number in range(1, 10**6) if (name := f"N{number:02}") not in taken)


def _chosen(bench: Bench, ground: Ground) -> None:
    """Say what is known of the site that was chosen on the map."""
    row = next(
        (row for row in bench.rows[SITES] if row["site_id"] == st.session_state.get(_SITE)), None
    )
    if row is None:
        return
    st.markdown(f"**{session.as_plain(row['name_zh'])}** `{row['site_id'].replace('`', '')}`")
    quality = word_of(row["coordinate_quality"]) if row["coordinate_quality"] else "—"
    known = t("network.quality", quality=session.as_plain(quality))
    st.caption(f"{word_of(row['kind'])} · {word_of(row['status'] or 'open')} · {known}")
    place = _place(row)
    if place is not None:
        _say(ground.places([place])[0])


def _moves(bench: Bench, ground: Ground, *, limit: float) -> None:
    """List the sites that were moved or added and are not saved yet."""
    before = {row["site_id"]: _place(row) for row in bench.base.rows[SITES]}
    changed = {
        row["site_id"]: place
        for row in bench.rows[SITES]
        if (place := _place(row)) is not None and place != before.get(row["site_id"])
    }
    if not changed:
        return
    places = ground.places(list(changed.values()))
    bold(t("network.moved", count=len(changed)))
    for site_id, placing in zip(changed, places, strict=True):
        sign = ":material/warning:" if placing.is_far or placing.is_inside is False else "·"
        access = "—" if placing.access is None else f"{placing.access:,.0f} m"
        said = t("network.access", metres=access)
        st.caption(f"{sign} {session.as_plain(site_id)} · {said}")
    if st.button(t("network.move_back"), key="network.move_back"):
        rows = [
            _put_back(row, bench.base.rows[SITES]) if row["site_id"] in changed else row
            for row in bench.rows[SITES]
            if row["site_id"] in before or row["site_id"] not in changed
        ]
        bench.set_rows(SITES, rows, redraw=True)
        st.rerun()


def _put_back(row: Row, base: Sequence[Row]) -> Row:
    """Return a row with the coordinates that it had."""
    old = next(each for each in base if each["site_id"] == row["site_id"])
    names = ("latitude", "longitude", "coordinate_quality", "datum")
    return {**row, **{name: old[name] for name in names}}


def _say(placing: Placing) -> None:
    """Say how far the road is, and warn of what is odd."""
    if placing.access is not None:
        st.caption(t("network.access", metres=f"{placing.access:,.0f} m"))
    if placing.is_far:
        st.warning(t("network.far", limit=f"{placing.snap_limit:,.0f}"))
    if placing.is_inside is False:
        st.warning(t("network.outside"))


def _place(row: Row) -> tuple[float, float] | None:
    """Return longitude and latitude of a row, None where they are none."""
    try:
        return float(row["longitude"]), float(row["latitude"])
    except ValueError:
        return None
