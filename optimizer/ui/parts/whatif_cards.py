"""The changes of what is being built, each a card with its sentence."""

from __future__ import annotations

import streamlit as st

from optimizer.desk.scenarios_checking import Applied, matters
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.whatif_draft import Draft, applied
from optimizer.ui.parts.whatif_said import said, say_issues, site_label
from optimizer.ui.words import t

_ICONS = {
    "open_site": ":material/store:",
    "close_site": ":material/block:",
    "move_site": ":material/open_with:",
    "add_site": ":material/add_location:",
    "change_site": ":material/storefront:",
    "scale_demand": ":material/inventory_2:",
    "close_road": ":material/do_not_disturb_on:",
    "slow_road": ":material/speed:",
    "rain": ":material/rainy:",
    "change_promise": ":material/schedule:",
    "change_penalties": ":material/payments:",
    "change_vehicle_prices": ":material/payments:",
    "change_shifts": ":material/schedule:",
}


def whatif_cards(net: NetworkVersion, draft: Draft, *, may_edit: bool) -> None:
    """Show every change; what does not apply is said on its card."""
    now = applied(net, draft.changes)
    st.markdown(f"**{t('whatif.changes', count=len(draft.changes))}**")
    if not draft.changes:
        st.caption(t("whatif.no_changes" if may_edit else "whatif.changes_nothing"))
        return
    with st.container(border=True, gap="xxsmall"):
        for at, change in enumerate(draft.changes):
            icon = _ICONS.get(str(change.get("change")), ":material/local_shipping:")
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"{icon} {said(change, now.network)}", width="stretch")
                if may_edit:
                    _buttons(draft, at)
            say_issues(now.of(at + 1))
    say_issues(now.elsewhere)
    _cut_off(now)


def _cut_off(now: Applied) -> None:
    """Warn of the sites to which closed roads leave no way."""
    network = now.network
    gone = now.county.roads.cut_off(network)
    if gone:
        names = site_label(network)
        told = [names(network.sites[at].site_id) for at in list(gone)[:8]]
        more = ["…"] if len(gone) > len(told) else []
        shown = session.as_plain(", ".join([*told, *more]))
        st.warning(t("whatif.cut_off", count=len(gone), names=shown))


def _buttons(draft: Draft, at: int) -> None:
    """Let a change be moved up where that may matter, and be taken out."""
    key = f"{at}.{draft.generation}"
    if at and matters(draft.changes[at - 1], draft.changes[at]):
        up = st.button(
            "", icon=":material/arrow_upward:", key=f"whatif.up.{key}", type="tertiary",
            help=t("whatif.earlier"),
        )  # fmt: skip
        if up:
            changes = list(draft.changes)
            changes[at - 1], changes[at] = changes[at], changes[at - 1]
            draft.set_changes(changes)
            st.rerun()
    out = st.button(
        "", icon=":material/close:", key=f"whatif.out.{key}", type="tertiary",
        help=t("whatif.take_out"),
    )  # fmt: skip
    if out:
        draft.set_changes([one for n, one in enumerate(draft.changes) if n != at])
        st.rerun()
