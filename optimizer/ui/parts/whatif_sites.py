"""The tool for sites: one more where somebody clicked, or another working of the one chosen."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Any, Final

import streamlit as st

from optimizer.domain import Network, Site, SiteKind
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.whatif_draft import Draft, applied, ground, put, try_out
from optimizer.ui.parts.whatif_map import PLACE, SITE, Place, move
from optimizer.ui.parts.whatif_said import say_issues, say_refused, site_label
from optimizer.ui.parts.whatif_working import working
from optimizer.ui.words import t
from optimizer.wording.changes import kind_name

_KINDS: Final = ("transfer_station", "town_station", "village_point")
_LETTERS: Final = {"transfer_station": "T", "town_station": "S", "village_point": "V"}


def sites_tool(net: NetworkVersion, draft: Draft) -> None:
    """Ask what stands where somebody clicked, or what is different at the chosen site."""
    network = applied(net, draft.changes).network
    say_refused(net, draft, "sites")
    place = st.session_state.get(PLACE)
    if place is not None:
        _adding(net, draft, network, place)
        return
    names = site_label(network)
    ids = [site.site_id for site in network.sites]
    chosen = st.session_state.get(SITE)
    key = f"whatif.which_site.{chosen}"
    found = st.selectbox(
        t("whatif.site"), ids, index=ids.index(chosen) if chosen in ids else None,
        format_func=names, key=key, placeholder=t("whatif.site_hint"),
    )  # fmt: skip
    if found != chosen and found is not None:
        st.session_state[SITE] = found
        st.rerun()
    if found is not None:
        _chosen(net, draft, network.sites[network.index[found]])


def _adding(net: NetworkVersion, draft: Draft, network: Network, place: Place) -> None:
    """Ask what stands where somebody clicked the empty map."""
    near = next((site for site in nearest(network, place) if site.town), network.sites[0])
    st.markdown(f"**{t('whatif.new_site')}**")
    _say_place(net, place)
    kind = st.selectbox(
        t("whatif.kind"), _KINDS, format_func=lambda one: kind_name(one, session.lang()),
        key="whatif.new_kind",
    )  # fmt: skip
    likes = [site.site_id for site in nearest(network, place) if site.kind == kind]
    site_id = free_id(network, kind)
    said_at = st.container()
    with st.form(f"whatif.add.{kind}.{place}", border=False):
        named, called = st.columns([1, 2])
        new_id = named.text_input(t("whatif.id"), value=site_id, max_chars=40)
        name = called.text_input(
            t("whatif.name"), value=f"{near.town}{kind_name(kind, 'zh')}", max_chars=80
        )
        as_is, in_town = st.columns([2, 1])
        like = as_is.selectbox(t("whatif.like"), likes, format_func=site_label(network))
        town = in_town.text_input(t("whatif.town"), value=near.town, max_chars=80)
        add, leave = st.columns(2)
        wants = add.form_submit_button(t("whatif.add"), type="primary", width="stretch")
        left = leave.form_submit_button(t("whatif.leave"), width="stretch")
    change: dict[str, Any] = {
        "change": "add_site", "site": new_id.strip(), "name_zh": name.strip(),
        "latitude": place[1], "longitude": place[0], "site_kind": kind, "like": like,
        "town": town.strip(),
    }  # fmt: skip
    if left:
        draft.refused.pop("sites", None)
        del st.session_state[PLACE]
        st.rerun()
    if wants and not (change["site"] and change["name_zh"]):
        st.error(t("whatif.no_name"))
    elif wants:
        if put(net, draft, change, "sites"):
            del st.session_state[PLACE]
            st.session_state[SITE] = change["site"]
        st.rerun()
    elif "sites" not in draft.refused:
        # What cannot be reached is said before anything is typed.
        with said_at:
            say_issues([i for i in try_out(net, draft, change) if i.code in ("E409", "E410")])


def _chosen(net: NetworkVersion, draft: Draft, site: Site) -> None:
    """Offer what may be different at a site."""
    mine = {
        each["change"]: at
        for at, each in enumerate(draft.changes)
        if each.get("site") in (site.site_id, site.name_zh)
    }
    _say_site(site)
    if {"add_site", "move_site"} & mine.keys() and site.longitude and site.latitude:
        _say_place(net, (site.longitude, site.latitude))
    added, toggled = mine.get("add_site"), "open_site" if not site.is_open else "close_site"
    undone = mine.get("close_site" if not site.is_open else "open_site")
    first, second = st.columns(2)
    if added is not None:
        if first.button(t("whatif.not_added"), key="whatif.not_added", width="stretch"):
            _take_out(draft, added)
    elif undone is not None:
        if first.button(t("whatif.undo_status"), key="whatif.undo_status", width="stretch"):
            _take_out(draft, undone)
    elif first.button(t(f"whatif.{toggled}"), key=f"whatif.{toggled}", width="stretch"):
        put(net, draft, {"change": toggled, "site": site.site_id}, "sites")
        st.rerun()
    with second.popover(t("whatif.move"), width="stretch"):
        _moving(net, draft, site)
    working(net, draft, site)


def _moving(net: NetworkVersion, draft: Draft, site: Site) -> None:
    """Let a site be moved by numbers, for those who have coordinates."""
    st.caption(t("whatif.drag"))
    with st.form(f"whatif.move.{site.site_id}.{draft.generation}", border=False):
        latitude = st.number_input(
            t("whatif.latitude"), value=site.latitude, format="%.6f", min_value=-90.0,
            max_value=90.0,
        )  # fmt: skip
        longitude = st.number_input(
            t("whatif.longitude"), value=site.longitude, format="%.6f", min_value=-180.0,
            max_value=180.0,
        )  # fmt: skip
        if st.form_submit_button(t("whatif.move_here")) and latitude and longitude:
            move(net, draft, site.site_id, (round(longitude, 6), round(latitude, 6)))
            st.rerun()


def _say_site(site: Site) -> None:
    """Say what a site is."""
    parts = [t(f"network.word.{site.kind}"), t(f"network.word.{site.status}"), site.town]
    st.caption(" · ".join(session.as_plain(part) for part in parts if part))


def _say_place(net: NetworkVersion, place: Place) -> None:
    """Say how far the road is, and warn of what is odd."""
    placing = ground(net.version_id).places([place])[0]
    parts = [f"{place[1]:.5f}, {place[0]:.5f}"]
    if placing.access is not None:
        parts.append(t("network.access", metres=f"{placing.access:,.0f} m"))
    st.caption(" · ".join(parts))
    if placing.is_far:
        st.warning(t("network.far", limit=f"{placing.snap_limit:,.0f}"))
    if placing.is_inside is False:
        st.warning(t("network.outside"))


def _take_out(draft: Draft, at: int) -> None:
    """Take a change out again."""
    draft.set_changes([one for position, one in enumerate(draft.changes) if position != at])
    st.rerun()


def nearest(network: Network, place: Place) -> list[Site]:
    """Return the sites of a network, the nearest to a place first."""
    scale = math.cos(math.radians(place[1]))
    far = [
        math.hypot((site.longitude - place[0]) * scale, site.latitude - place[1])
        if site.longitude is not None and site.latitude is not None
        else math.inf
        for site in network.sites
    ]
    return [network.sites[at] for at in sorted(range(len(far)), key=far.__getitem__)]


def free_id(network: Network, kind: str) -> str:
    """
    Return an id that no site has yet, like those of its kind: T05 after T04.

    Other kinds of ids, as the codes of villages, are not counted up.
    """
    pattern = re.compile(r"([A-Za-z]+)(\d{1,4})")
    found = [
        match
        for site in network.sites
        if site.kind == SiteKind(kind) and (match := pattern.fullmatch(site.site_id))
    ]
    usual = Counter(match[1] for match in found).most_common(1)
    letters = usual[0][0] if usual else _LETTERS[kind]
    own = [match for match in found if match[1] == letters]
    width = max((len(match[2]) for match in own), default=2)
    begin = max((int(match[2]) for match in own), default=0) + 1
    taken = set(network.index)
    return next(
        name for n in range(begin, begin + 10**4) if (name := f"{letters}{n:0{width}}") not in taken
    )
