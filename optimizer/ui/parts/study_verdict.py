"""The sentence that a comparison comes to, large, and why no more or less is said."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final

import streamlit as st

from optimizer.ui import session
from optimizer.ui.parts.kpis import money
from optimizer.ui.parts.study_table import TONES
from optimizer.ui.words import t

_DECIDED: Final = frozenset({"better", "worse"})


def show_verdict(verdict: Mapping[str, str], noise: Mapping[str, Any], currency: str) -> None:
    """Show the sentence of a verdict, and in small what it rests on."""
    kind = str(verdict["kind"])
    colour = TONES[kind if kind in _DECIDED else "soft"]
    why = t(f"study.why_{kind}", margin=_margin(noise, currency))
    sentence = escape(verdict[f"sentence_{session.lang()}"])
    st.html(
        f'<div style="border-left:6px solid {colour};background:#f6f8f9;border-radius:6px;'
        'padding:10px 16px;color:#202124">'
        f'<div style="font-size:24px;line-height:1.35;font-weight:600;color:{colour}">{sentence}'
        f'</div><div style="font-size:13px;color:#5f6368;padding-top:4px">{escape(why)}</div></div>'
    )


def _margin(noise: Mapping[str, Any], currency: str) -> str:
    """Return by how much the solver's chance may move the difference."""
    margin = noise.get("margin")
    return "—" if margin is None else money(margin, currency)
