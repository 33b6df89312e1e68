"""How a site works in what is being built: hours, docks, handling, prices."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from optimizer.desk.scenarios_checking import with_change
from optimizer.domain import Network, Site, TimeWindow
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.whatif_draft import Draft, applied, replace
from optimizer.ui.parts.whatif_said import site_label
from optimizer.ui.words import t
from optimizer.units import HOUR, MINUTE, YUAN
from optimizer.wording.columns import column_name

_CHANGE: Final = "change_site"
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
    """
    Let it be said how a site works; what differs from before becomes a change.

    Fields begin with what holds now and may be cleared: hours, docks and premises are then none,
    any other number is again what it is without this change.
    """
    now, before = values_of(site), _before(net, draft, site)
    with st.form(f"whatif.working.{site.site_id}.{draft.generation}", border=True):
        new = _asked(net, draft, site, before)
        wants = st.form_submit_button(t("whatif.apply_working"), width="stretch")
    _put_back(net, draft, site, before)
    if not wants:
        return
    told: dict[str, Any] = {}
    for name, value in new.items():
        wanted = before[name] if value is None and name in _NUMBERS else value
        if wanted != now[name]:
            told[name] = None if wanted == before[name] else "" if wanted is None else wanted
    if not told:
        st.info(t("whatif.no_difference"))
        return
    _set(net, draft, site, told)
    st.rerun()


def _asked(net: NetworkVersion, draft: Draft, site: Site, before: dict[str, Any]) -> dict[str, Any]:
    """Ask how a site works; None where nothing stands in a field."""
    lang, now = session.lang(), values_of(site)
    begin = f"whatif.working.{draft.number}.{draft.generation}.{site.site_id}"

    def key(name: str) -> str:
        # A field that begins with a value of its own could not be cleared.
        st.session_state.setdefault(f"{begin}.{name}", now[name])
        return f"{begin}.{name}"

    new: dict[str, Any] = {}
    left, right = st.columns([2, 1])
    new["hours"] = left.text_input(
        column_name("hours", lang), key=key("hours"), placeholder=t("whatif.always"),
        help=t("whatif.hours_help"), max_chars=100,
    ).strip()  # fmt: skip
    new["docks"] = right.number_input(
        column_name("docks", lang), value=None, key=key("docks"), min_value=1, max_value=1000,
        step=1, placeholder=t("whatif.unlimited"), help=t("whatif.unlimited_help"),
    )  # fmt: skip
    names = [name for name in _NUMBERS if site.is_base or name not in _OF_BASES]
    for at in range(0, len(names), 3):
        for cell, name in zip(st.columns(3), names[at : at + 3], strict=False):
            new[name] = cell.number_input(
                column_name(name, lang), value=None, key=key(name), min_value=0.0,
                max_value=_NUMBERS[name][2], format="%.10g",
                placeholder=t("whatif.as_base", value=f"{before[name]:g}"),
            )  # fmt: skip
    if not site.is_base:
        network = applied(net, draft.changes).network
        new["premises"] = st.selectbox(
            t("whatif.premises"), _doors(network, site), index=None, key=key("premises"),
            format_func=site_label(network), placeholder=t("whatif.no_premises"),
        )  # fmt: skip
    st.caption(t("whatif.working_told"))
    return new


def _doors(network: Network, site: Site) -> list[str]:
    """Return the bases at whose door a point may stand, or stands."""
    return [
        each.site_id
        for each in network.sites
        if each.is_base and (each.is_open or each.site_id == site.premises)
    ]


def _put_back(net: NetworkVersion, draft: Draft, site: Site, before: dict[str, Any]) -> None:
    """Say what this change sets at a site, and let each of it be as it was again."""
    lang, now = session.lang(), values_of(site)
    own = [name for at in _own(draft, site) for name in draft.changes[at] if name in now]
    names = site_label(applied(net, draft.changes).network)
    for name in dict.fromkeys(own):
        told = {
            "what": t("whatif.premises") if name == "premises" else column_name(name, lang),
            "value": _shown(name, now[name], names),
            "before": _shown(name, before[name], names),
        }
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(session.as_plain(t("whatif.back", **told)), width="stretch")
            back = st.button(
                "", icon=":material/undo:", type="tertiary", help=t("whatif.put_back"),
                key=f"whatif.put_back.{site.site_id}.{name}.{draft.generation}",
            )  # fmt: skip
        if back:
            _set(net, draft, site, {name: None})
            st.rerun()


def _shown(name: str, value: Any, names: Any) -> str:
    """Return how a site works as people write it."""
    if value in (None, ""):
        words = {"hours": "always", "docks": "unlimited", "premises": "no_premises"}
        return t(f"whatif.{words[name]}")
    if name == "premises":
        return str(names(value))
    return value if isinstance(value, str) else f"{value:,g}"


def _own(draft: Draft, site: Site) -> list[int]:
    """Return where the draft itself says how a site works."""
    called = (site.site_id, site.name_zh)
    return [
        at
        for at, each in enumerate(draft.changes)
        if each.get("change") == _CHANGE and each.get("site") in called
    ]


def _before(net: NetworkVersion, draft: Draft, site: Site) -> dict[str, Any]:
    """Return how a site works without what the draft changes of it."""
    own = _own(draft, site)
    if not own:
        return values_of(site)
    rest = [each for at, each in enumerate(draft.changes) if at not in own]
    network = applied(net, rest).network
    return values_of(network.sites[network.index[site.site_id]])


def _set(net: NetworkVersion, draft: Draft, site: Site, told: dict[str, Any]) -> None:
    """Change how a site works; what is None is no longer changed."""
    new = {name: value for name, value in told.items() if value is not None}
    own, changes = _own(draft, site), []
    for at, each in enumerate(draft.changes):
        # One change says it from now on: the first, where there are several.
        gone = {name for name in told if at in own and (name not in new or at > own[0])}
        left = {key: value for key, value in each.items() if key not in gone}
        if at not in own or left.keys() - {"change", "site"}:
            changes.append(left)
    called = draft.changes[own[0]]["site"] if own else site.site_id
    change: dict[str, Any] = {"change": _CHANGE, "site": called, **new}
    replace(net, draft, with_change(changes, change) if new else changes, change)


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
