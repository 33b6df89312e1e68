"""The sentence that a comparison comes to, large, and why no more or less is said."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from optimizer.ui.parts.study_numbers import Spelling
from optimizer.ui.parts.study_open import Entry, ShownStudy
from optimizer.ui.parts.study_table import TONES
from optimizer.ui.words import t
from optimizer.wording.certainty import outlook_text

_DECIDED: Final = frozenset({"better", "worse"})


def show_verdict(
    study: ShownStudy,
    verdict: Entry,
    noise: Entry,
    measures: Entry | None = None,
    outlook: Entry | None = None,
) -> None:
    """
    Show the sentence of a verdict; in small what it rests on, and what is paid in truth.

    ``outlook`` tells why few days have no verdict, and how many would probably have one.
    """
    kind, spelling = str(verdict["kind"]), Spelling("money", study.currency)
    colour = TONES[kind if kind in _DECIDED else "soft"]
    said = [t(f"study.why_{kind}", margin=spelling.amount(noise["margin"]))]
    if outlook is not None:
        said.append(outlook_text(outlook, study.lang))
    under = study.document.get("under")
    if under:
        said.insert(0, t("study.compared_under", name=study.called(under)))
    if measures is not None:
        paid = measures["operating_cost"]
        difference, between = spelling.difference(paid["mean"]), _between(spelling, paid)
        said.append(t("study.paid", difference=difference) + between)
    small = "".join(f"<div>{escape(text)}</div>" for text in said)
    st.html(
        f'<div style="border-left:6px solid {colour};background:#f6f8f9;border-radius:6px;'
        'padding:10px 16px;color:#202124">'
        f'<div style="font-size:24px;line-height:1.35;font-weight:600;color:{colour}">'
        f"{escape(str(verdict[f'sentence_{study.lang}']))}</div>"
        f'<div style="font-size:13px;color:#5f6368;padding-top:4px">{small}</div></div>'
    )


def _between(spelling: Spelling, figures: Entry) -> str:
    """Return the interval of a figure in brackets, nothing where there is none."""
    if figures["low"] is None:
        return ""
    return t("study.between", interval=spelling.interval(figures["low"], figures["high"]))
