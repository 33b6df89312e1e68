"""What a draft costs, what it breaks and what it changes, in her words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from optimizer.desk.adjusting import Adjusted
from optimizer.desk.plans import OpenPlan
from optimizer.revision import compare
from optimizer.ui import session
from optimizer.ui.parts.adjust_draft import before_last
from optimizer.ui.parts.kpis import money
from optimizer.ui.words import t
from optimizer.wording import violation_text

MOST_SAID: Final = 8
"""So many broken rules are written out; of one kind three."""
MOST_ALIKE: Final = 3
MOST_NAMES: Final = 12
FIGURES: Final = ("km", "vehicles", "trips", "hours", "on_time", "late", "unserved", "deferred")


def adjust_cost(opened: OpenPlan, adjusted: Adjusted) -> None:
    """Show what the last step and all steps together cost."""
    before = before_last(adjusted)
    lines = []
    if before is not None:
        lines.append(_difference("adjust.last", before.document, adjusted.document, opened))
    if adjusted.draft.position and (before is None or before.draft.position):
        lines.append(_difference("adjust.so_far", opened.document, adjusted.document, opened))
    if adjusted.violations:
        lines.append(f":red[**{t('adjust.breaks_some', count=len(adjusted.violations))}**]")
    if lines:
        st.markdown(" \u2003 ".join(lines))


def adjust_said(opened: OpenPlan, adjusted: Adjusted) -> None:
    """Say what the draft breaks, what it left open, and how it differs from before."""
    names = _site_names(opened)
    for note in adjusted.sheet.notes:
        values = {key: names.get(value, value) for key, value in note.values.items()}
        text = t(
            "adjust.note.no_linehaul",
            count=len(note.orders),
            orders=_listed(note.orders),
            origin=values.get("origin", ""),
            destination=values.get("destination", ""),
        )
        st.warning(session.as_plain(text))
    if adjusted.violations:
        _broken(adjusted, names)
    elif adjusted.draft.position:
        st.success(t("adjust.clean"))
    if adjusted.draft.position:
        with st.expander(t("adjust.compare")):
            _compared(opened, adjusted)


def _difference(
    word: str, before: Mapping[str, object], after: Mapping[str, object], opened: OpenPlan
) -> str:
    """Return what a step costs, in one line."""
    change = compare(before, after)
    currency = opened.county.instance.rules.currency
    cost, km = change.cost_difference, change.km_difference
    sign = "−" if cost < 0 else "+"
    parts = [f"{sign}{money(abs(cost), currency)}", f"{round(km, 1) + 0.0:+.1f} km"]
    for name in ("vehicles", "late", "unserved"):
        was, now = change.figures[name]
        if was != now:
            parts.append(f"{_word(name)} {now - was:+.0f}")
    return f"**{t(word)}**: {session.as_plain(' · '.join(parts))}"


def _broken(adjusted: Adjusted, names: Mapping[str, str]) -> None:
    """List what is broken, the worst of each kind first."""
    lang = session.lang()
    by_code: dict[str, list[str]] = {}
    for violation in sorted(adjusted.violations, key=lambda one: (one.code, -one.excess)):
        by_code.setdefault(violation.code, []).append(violation_text(violation, lang, names))
    lines = [t("adjust.breaks", count=len(adjusted.violations))]
    for texts in by_code.values():
        lines += [f"- {session.as_plain(text)}" for text in texts[:MOST_ALIKE]]
        if len(texts) > MOST_ALIKE:
            lines.append(f"- {t('adjust.more', count=len(texts) - MOST_ALIKE)}")
    st.error("\n".join(lines[: 1 + MOST_SAID]))


def _compared(opened: OpenPlan, adjusted: Adjusted) -> None:
    """Show every figure before and now."""
    change, currency = adjusted.comparison, opened.county.instance.rules.currency
    rows = [
        _row(t(f"adjust.part.{part}"), *pair, currency=currency)
        for part, pair in change.cost.items()
    ]
    rows += [_row(_word(name), *change.figures[name]) for name in FIGURES]
    st.dataframe(rows, hide_index=True, key="adjust.compared")
    if change.trips:
        told = [f"{one.trip_id} {t(f'adjust.kind.{one.kind}')}" for one in change.trips]
        st.caption(session.as_plain(t("adjust.trips_changed", trips=_listed(told))))
    if change.became_late:
        late = change.became_late
        text = t("adjust.became_late", count=len(late), orders=_listed(late))
        st.caption(session.as_plain(text))
    if change.became_unserved:
        lost = change.became_unserved
        text = t("adjust.became_unserved", count=len(lost), orders=_listed(lost))
        st.caption(session.as_plain(text))


def _row(name: str, before: float, now: float, currency: str = "") -> dict[str, str]:
    """Return a figure before and now."""
    if currency:
        shown = [money(before, currency), money(now, currency)]
        difference = f"{now - before:+,.0f}"
    else:
        shown = [f"{before:,.0f}", f"{now:,.0f}"]
        difference = f"{now - before:+,.1f}".removesuffix(".0")
    return {
        t("adjust.part"): name,
        t("adjust.before"): shown[0],
        t("adjust.now"): shown[1],
        t("adjust.change"): difference,
    }


def _word(figure: str) -> str:
    """Return what people call a figure."""
    return t(f"adjust.{figure}")


def _listed(texts: Sequence[str]) -> str:
    """Return some texts in one line, the first of many."""
    more = " …" if len(texts) > MOST_NAMES else ""
    return ", ".join(texts[:MOST_NAMES]) + more


def _site_names(opened: OpenPlan) -> dict[str, str]:
    """Return what people call the sites, by id."""
    sites = opened.county.instance.sites
    if session.lang() == "en":
        return {site.site_id: site.name_en or site.name_zh or site.site_id for site in sites}
    return {site.site_id: site.name_zh or site.site_id for site in sites}
