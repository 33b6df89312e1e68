"""How a site works in what is being built: hours, docks, handling, prices."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from optimizer.domain import Site, TimeWindow
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.whatif_draft import Draft, applied, put
from optimizer.ui.parts.whatif_said import site_label
from optimizer.ui.words import t
from optimizer.units import HOUR, MINUTE, YUAN
from optimizer.wording.columns import column_name

_NUMBERS: Final = {
    "stop_minutes": ("stop_time", MINUTE, 1440.0),
    "seconds_per_piece": ("piece_time", 1000, 86_400.0),
    "transfer_minutes": ("transfer_time", MINUTE, 10_080.0),
    "operating_cost_per_day": ("operating_cost_per_day", YUAN, 1e6),
    "rent_per_day": ("rent_per_day", YUAN, 1e6),
    "handling_cost_per_piece": ("handling_cost_per_piece", YUAN, 1e6),
}
_OF_BASES: Final = frozenset({"transfer_minutes", "rent_per_day", "operating_cost_per_day"})


def working(net: NetworkVersion, draft: Draft, site: Site) -> None:
    """Let it be said how a site works; what differs from now becomes a change."""
    lang, now = session.lang(), values_of(site)
    new: dict[str, Any] = {}
    with st.form(f"whatif.working.{site.site_id}.{draft.generation}", border=True):
        left, right = st.columns([2, 1])
        new["hours"] = left.text_input(
            column_name("hours", lang), value=now["hours"], placeholder=t("whatif.always"),
            help=t("whatif.hours_help"), max_chars=100,
        )  # fmt: skip
        new["docks"] = right.number_input(
            column_name("docks", lang), value=now["docks"], min_value=1, max_value=1000, step=1,
            placeholder=t("whatif.unlimited"),
        )  # fmt: skip
        names = [name for name in _NUMBERS if site.is_base or name not in _OF_BASES]
        for at in range(0, len(names), 3):
            cells = st.columns(3)
            for cell, name in zip(cells, names[at : at + 3], strict=False):
                new[name] = cell.number_input(
                    column_name(name, lang), value=now[name], min_value=0.0,
                    max_value=_NUMBERS[name][2], format="%.10g",
                )  # fmt: skip
        new["premises"] = _premises(net, draft, site)
        wants = st.form_submit_button(t("whatif.apply_working"), width="stretch")
    if not wants:
        return
    differs = {name: value for name, value in new.items() if value not in (now[name], None, "")}
    if differs:
        put(net, draft, {"change": "change_site", "site": site.site_id, **differs}, "sites")
        st.rerun()
    st.info(t("whatif.no_difference"))


def _premises(net: NetworkVersion, draft: Draft, site: Site) -> str | None:
    """Let a service point be put at the door of a base."""
    if site.is_base:
        return site.premises
    network = applied(net, draft.changes).network
    bases = [each.site_id for each in network.sites if each.is_base and each.is_open]
    return st.selectbox(
        t("whatif.premises"), bases, format_func=site_label(network),
        index=bases.index(site.premises) if site.premises in bases else None,
        placeholder=t("whatif.no_premises"),
    )  # fmt: skip


def values_of(site: Site) -> dict[str, Any]:
    """Return how a site works now, in the units of the forms."""
    numbers = {
        name: round(getattr(site, field) / unit, 6) for name, (field, unit, _) in _NUMBERS.items()
    }
    return {
        "hours": windows_text(site.hours),
        "docks": site.docks,
        "premises": site.premises,
        **numbers,
    }


def windows_text(windows: tuple[TimeWindow, ...]) -> str:
    """
    Return windows as people write them.

    Examples
    --------
    >>> windows_text((TimeWindow(28_800, 43_200),))
    '08:00-12:00'
    """
    return ";".join(f"{_clock(each.earliest)}-{_clock(each.latest)}" for each in windows)


def _clock(second: int) -> str:
    return f"{second // HOUR:02d}:{second % HOUR // MINUTE:02d}"
