"""The tool for vehicles: more, fewer, elsewhere, another type, other shifts and prices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from optimizer.domain import Network, Vehicle
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.choosing import multiselect
from optimizer.ui.parts.whatif_draft import Draft, applied, put
from optimizer.ui.parts.whatif_map import SITE
from optimizer.ui.parts.whatif_said import say_refused, site_label
from optimizer.ui.parts.whatif_working import windows_text
from optimizer.ui.words import t
from optimizer.units import MINUTE, YUAN
from optimizer.wording.changes import type_name
from optimizer.wording.columns import column_name

DEEDS: Final = ("add", "drop", "move", "retype", "shifts", "prices")
_PRICES: Final = ("cost_per_shift", "cost_per_km", "cost_per_hour", "overtime_cost_per_hour")


def fleet_tool(net: NetworkVersion, draft: Draft) -> None:
    """Ask what is different about the vehicles."""
    say_refused(net, draft, "fleet")
    network = applied(net, draft.changes).network
    st.caption(_counted(network))
    deed = st.segmented_control(
        t("whatif.deed"), DEEDS, default="add", key="whatif.deed", required=True,
        format_func=lambda one: t(f"whatif.deed.{one}"), label_visibility="collapsed",
    )  # fmt: skip
    with st.form(f"whatif.fleet.{deed}.{draft.generation}", border=False):
        change = _asked(deed or "add", network)
        wants = st.form_submit_button(t("whatif.add"), type="primary", width="stretch")
    missing = _missing(deed or "add", change)
    if wants and missing:
        st.error(t(missing))
    elif wants:
        put(net, draft, change, "fleet")
        st.rerun()


def _missing(deed: str, change: Mapping[str, Any]) -> str | None:
    """Return the word of what has to be chosen first, if anything."""
    if deed == "prices" and all(change[name] is None for name in _PRICES):
        return "whatif.no_price"
    if deed in ("move", "retype", "drop"):
        which = (change["vehicles"], change["home"], change["vehicle_type"])
        return None if any(which) else "whatif.no_vehicle"
    return None


def _asked(deed: str, network: Network) -> dict[str, Any]:
    """Return the change that the form says."""
    fleet = [each for each in network.vehicles if each.available]
    if deed == "add":
        left, right = st.columns([2, 1])
        like = _like(left, network)
        count = right.number_input(t("whatif.count"), 1, 200, 1, step=1)
        return {"change": "add_vehicles", "like": like, "count": count, "home": _base(network)}
    if deed == "shifts":
        which = _which(fleet, network, may_be_all=True)
        return {"change": "change_shifts", **which, **_shifts(fleet)}
    if deed == "prices":
        which = _which(fleet, network, may_be_all=True)
        return {"change": "change_vehicle_prices", **which, **_prices(fleet)}
    which = _which(fleet, network, may_be_all=False)
    if deed == "move":
        return {"change": "move_vehicles", **which, "to": _base(network, "whatif.to")}
    if deed == "retype":
        return {"change": "retype_vehicles", **which, "like": _like(st, network)}
    dropped = st.number_input(
        t("whatif.drop_count"), 1, 200, value=None, step=1, placeholder=t("whatif.all_of_them")
    )
    return {"change": "drop_vehicles", **which, "count": dropped}


def _which(fleet: Sequence[Vehicle], network: Network, *, may_be_all: bool) -> dict[str, Any]:
    """Let vehicles be chosen, one by one, or by home and type."""
    homes = site_label(network)
    labels = {each.vehicle_id: _label(each, homes) for each in fleet}
    chosen = multiselect(
        t("whatif.vehicles"), list(labels), format_func=labels.__getitem__,
        placeholder=t("whatif.vehicles_hint" if may_be_all else "whatif.vehicles_some"),
    )  # fmt: skip
    left, right = st.columns(2)
    home = left.selectbox(
        t("whatif.of_home"), list(dict.fromkeys(each.home_site for each in fleet)), index=None,
        format_func=homes, placeholder=t("whatif.any"),
    )  # fmt: skip
    kind = right.selectbox(
        t("whatif.of_type"), list(dict.fromkeys(each.vehicle_type for each in fleet)), index=None,
        format_func=lambda one: type_name(one, session.lang()), placeholder=t("whatif.any"),
    )  # fmt: skip
    return {"vehicles": chosen, "home": home, "vehicle_type": kind}


def _base(network: Network, label: str = "whatif.home") -> str | None:
    """Let a base be chosen where vehicles are at home."""
    bases = [site.site_id for site in network.sites if site.is_base and site.is_open]
    chosen = st.session_state.get(SITE)
    return st.selectbox(
        t(label), bases, format_func=site_label(network),
        index=bases.index(chosen) if chosen in bases else 0,
    )  # fmt: skip


def _like(place: Any, network: Network) -> str | None:
    """Let a type of vehicles be chosen."""
    types = list(dict.fromkeys(each.vehicle_type for each in network.vehicles))
    found: str | None = place.selectbox(
        t("whatif.type"), types, format_func=lambda one: type_name(one, session.lang())
    )
    return found


def _shifts(fleet: Sequence[Vehicle]) -> dict[str, Any]:
    """Let shifts be written."""
    usual = windows_text(fleet[0].shifts) if fleet else ""
    left, right = st.columns([2, 1])
    lang = session.lang()
    shifts = left.text_input(
        column_name("shifts", lang), value=usual, help=t("whatif.hours_help"), max_chars=100
    )
    overtime = right.number_input(
        column_name("max_overtime_minutes", lang), 0.0, 1440.0, format="%.10g",
        value=fleet[0].max_overtime / MINUTE if fleet else 0.0,
    )  # fmt: skip
    return {"shifts": shifts.strip(), "max_overtime_minutes": overtime}


def _prices(fleet: Sequence[Vehicle]) -> dict[str, Any]:
    """Let prices be given; those that are left blank stay as they are."""
    cells, found = st.columns(2), {}
    for at, name in enumerate(_PRICES):
        known = {getattr(each, name) / YUAN for each in fleet}
        now = "–".join(f"{price:g}" for price in sorted({min(known), max(known)})) if known else ""
        found[name] = cells[at % 2].number_input(
            column_name(name, session.lang()), 0.0, 1e5, value=None, format="%.10g",
            placeholder=t("whatif.now", value=now),
        )  # fmt: skip
    return found


def _label(vehicle: Vehicle, homes: Any) -> str:
    """Return what a vehicle is called in a list."""
    kind = type_name(vehicle.vehicle_type, session.lang())
    return f"{vehicle.vehicle_id} {kind} · {homes(vehicle.home_site)}"


def _counted(network: Network) -> str:
    """Return how many vehicles of each type there are."""
    counts: dict[str, int] = {}
    for each in network.vehicles:
        if each.available:
            counts[each.vehicle_type] = counts.get(each.vehicle_type, 0) + 1
    return session.as_plain(
        " · ".join(f"{type_name(kind, session.lang())} {n}" for kind, n in counts.items())
    )
