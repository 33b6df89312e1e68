"""The frame round the pages: navigation, language, network, who is here, errors."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

import streamlit as st

from optimizer.ui import session
from optimizer.ui.signing_in import show_signing_out
from optimizer.ui.words import WORDS, t

PAGES: Final = {
    "orders": ":material/inventory_2:",
    "plan": ":material/route:",
    "adjust": ":material/tune:",
    "publish": ":material/print:",
    "whatif": ":material/compare_arrows:",
    "simulation": ":material/casino:",
    "network": ":material/hub:",
}

_STYLE: Final = """<style>
.stMainBlockContainer { padding: 4.2rem 1.4rem 1.5rem; max-width: 100%; }
.st-key-desk_head { margin-bottom: -0.4rem; }
.stVerticalBlock { gap: 0.7rem; }
.stSkillsNudge, [data-testid="stSkillsNudge"] { display: none; }
</style>"""
"""Dispatchers sit at small screens: no wide margins, and no advice for programmers."""


def show_desk() -> None:
    """Show the chosen page in its frame, to people who may see it."""
    session.guarded(_show_desk)()


def _show_desk() -> None:
    """Show the frame; where the store cannot be opened it is said, and nothing else shown."""
    session.user()
    pages = [
        st.Page(_guarded(name), title=t(f"shell.{name}"), icon=icon, url_path=name)
        for name, icon in PAGES.items()
    ]
    # Every page keeps an address of its own, the first too: whoever comes without is sent on.
    home = st.Page(lambda: st.switch_page(pages[0]), default=True, visibility="hidden")
    chosen = st.navigation([home, *pages], position="top")
    _head()
    session.keep_choices()
    chosen.run()


def _guarded(name: str) -> Callable[[], None]:
    """Return a page that says what went wrong instead of breaking."""
    return session.guarded(lambda: import_module(f"optimizer.ui.pages.{name}").page())


def _head() -> None:
    """Show network, language and who is here, in one line above the page."""
    st.html(_STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="desk_head"):
        _network()
        st.space("stretch")
        who = session.user()
        name = session.as_plain(who.name)
        st.caption(t("shell.here", name=name, role=t(f"shell.{who.role.word}")), width="content")
        show_signing_out()
        _language()


def _language() -> None:
    """Let the language be chosen; each is named in itself."""
    names = {"zh": WORDS["shell.chinese"][0], "en": WORDS["shell.english"][1]}
    chosen = st.segmented_control(
        t("shell.language"), list(names), default=session.lang(), format_func=names.__getitem__,
        key="shell.language", label_visibility="collapsed", width="content",
    )  # fmt: skip
    if chosen and chosen != session.lang():
        session.remember("lang", chosen)
        st.rerun()


def _network() -> None:
    """Let the network be chosen where there are several."""
    known = {one.network_id: one for one in session.store().networks.list()}
    now = session.network()
    if now is None:
        return
    if len(known) == 1:
        about = f"**{session.as_plain(now.name)}** · {t('shell.version', number=now.number)}"
        st.caption(about, width="content")
        return
    chosen = st.selectbox(
        t("shell.county"), list(known), index=list(known).index(now.network_id),
        format_func=lambda one: known[one].name, label_visibility="collapsed", width=260,
    )  # fmt: skip
    if chosen != now.network_id:
        session.remember("network", str(chosen))
        session.remember("plan", None)
        st.rerun()
