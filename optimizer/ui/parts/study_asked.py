"""What was asked of a study: over which days, how hard, and what each scenario changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import streamlit as st

from optimizer.store import NotFound
from optimizer.ui import session
from optimizer.ui.parts.study_open import Entry, ShownStudy, older_text
from optimizer.ui.parts.study_table import show_table
from optimizer.ui.words import WORDS, t
from optimizer.wording.changes import change_text


def show_asked(study: ShownStudy) -> None:
    """Show what was asked: days and effort beside the changes."""
    facts, changes = st.columns(2, gap="medium")
    facts.markdown("\n".join(f"- {session.as_plain(text)}" for text in _facts(study)))
    with changes:
        under = study.document.get("under")
        if under:
            _changes(study, t("study.under", name=study.called(under)), under, under["changes"])
        for scenario in study.document.get("scenarios", ()):
            _changes(study, study.called(scenario), scenario, study.own_changes(scenario))


def _changes(study: ShownStudy, head: str, scenario: Entry, changes: Sequence[Entry]) -> None:
    """Show what a scenario changes, a sentence for each."""
    called = partial(study.site, scenario=scenario)
    said = [change_text(one, study.lang, called) for one in changes]
    lines = [f"- {session.as_plain(text)}" for text in said]
    st.markdown("\n".join([f"**{session.as_plain(head)}**", "", *lines]))


def tell_failures(study: ShownStudy) -> None:
    """Say how many plans could not be made; nothing where there is none."""
    failures = study.document["failures"]
    if failures:
        st.warning(t("study.failures", count=len(failures)))


def show_failures(study: ShownStudy) -> None:
    """Show the plans that could not be made, and why; nothing where there is none."""
    failures = study.document["failures"]
    if not failures:
        return
    heads = [t(f"study.head_{name}") for name in ("day", "variant", "why")]
    message = "message_en" if study.lang == "en" else "message_zh"
    rows = [
        (study.day(one["day"]), str(one["variant"]), f"{one['code']} {one[message]}")
        for one in failures
    ]
    show_table(heads, rows, words=3, height=220)


def _facts(study: ShownStudy) -> Iterator[str]:
    """Yield days, orders, moment, effort, and whether the network has changed since."""
    document, days = study.document, study.document["days"]
    yield t("study.asked_days", count=len(days), first=days[0], last=days[-1])
    fresh = document.get("fresh_days")
    if fresh:
        yield t("study.asked_fresh", count=len(fresh), first=fresh[0], last=fresh[-1])
    orders = document.get("orders") or _request(study)
    if "history" in (orders.get("kind"), orders.get("orders")):
        yield _history(orders)
    elif orders:
        season = str(orders.get("season", "ordinary"))
        known = f"study.season_{season}"
        called = t(known) if known in WORDS else season
        yield t("study.asked_drawn", season=called, scale=f"{orders.get('scale', 1.0):g}")
    at, effort, seed = document["planned_at"], f"{document['effort']:,}", document["seed"]
    yield t("study.asked_effort", at=at, effort=effort, seed=seed)
    if document.get("seeds", 1) > 1:
        yield t("study.asked_seeds", seeds=document["seeds"])
    yield t("study.asked_by", by=study.row.made_by, at=study.moment(study.row.made_at))
    if older := older_text(study.row.version_id):
        yield older


def _history(orders: Entry) -> str:
    """Return that the orders are those of the history, and how many where that is known."""
    count = orders.get("orders")
    if not isinstance(count, int):
        return t("study.asked_history")
    return t("study.asked_counted", days=orders["days"], orders=f"{count:,}")


def _request(study: ShownStudy) -> Entry:
    """Return what the run of a study was asked, nothing where the run is gone."""
    run_id = study.row.run_id
    if run_id is None:
        return {}
    try:
        return session.store().runs.get(run_id).request
    except NotFound:
        return {}
