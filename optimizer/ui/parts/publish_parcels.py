"""Find a parcel: its way over the plan in force and over the chosen one, and its history."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import streamlit as st

from optimizer.desk.plans import OpenPlan
from optimizer.desk.publishing_parcels import History, Way, find_parcels, history_of, way_of
from optimizer.store import Change, Publication
from optimizer.ui import session
from optimizer.ui.parts.publish_said import local
from optimizer.ui.words import t
from optimizer.wording import column_name, reason_text

_MOST: Final = 20
_COLOURS: Final = {"on_time": "green", "late": "red", "deferred": "blue", "unserved": "red"}


def show_parcels(opened: OpenPlan, current: Publication | None) -> None:
    """Let an order be searched for, and show where it goes."""
    store, network_id = session.store(), opened.row.network_id
    asked, found = st.columns(2, gap="medium")
    text = asked.text_input(t("publish.search"), key="publish.search").strip()[:80]
    if not text:
        return
    hits = find_parcels(store, network_id, text, opened, limit=_MOST)
    if not hits:
        st.info(t("publish.search_none", text=session.as_plain(text)))
        return
    order_id = hits[0].order_id
    if len(hits) > 1:
        names = {hit.order_id: f"{hit.order_id}  {hit.origin} → {hit.destination}" for hit in hits}
        asks = t("publish.search_first" if len(hits) == _MOST else "publish.search_many",
                 count=len(hits))  # fmt: skip
        order_id = found.selectbox(asks, list(names), format_func=names.__getitem__)
    if current is not None:
        title = t("publish.in_force", plan=current.plan_id, number=current.number)
        _show_way(title, session.opened(current.plan_id), order_id)
    if current is None or current.plan_id != opened.row.plan_id:
        _show_way(t("publish.in_chosen", plan=opened.row.plan_id), opened, order_id)
    history = history_of(store, network_id, order_id)
    if history is not None:
        _show_history(history, opened)


def _show_way(title: str, opened: OpenPlan, order_id: str) -> None:
    """Show what a plan does with an order."""
    way = way_of(opened, order_id, session.lang())
    with st.container(border=True):
        if way is None:
            st.markdown(f"**{title}** · {t('publish.not_in')}")
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{title}**", width="content")
            st.badge(t(f"publish.{way.status}"), color=_COLOURS[way.status])  # type: ignore[arg-type]
            st.markdown(" · ".join(_said(way, opened)), width="content")
        if way.legs:
            st.dataframe(
                [
                    {
                        t("publish.leg_trip"): leg.trip_id,
                        t("publish.leg_plate"): leg.plate,
                        t("publish.leg_from"): leg.origin,
                        t("publish.leg_departure"): local(leg.departure, opened),
                        t("publish.leg_to"): leg.destination,
                        t("publish.leg_arrival"): local(leg.arrival, opened),
                    }
                    for leg in way.legs
                ],
                hide_index=True,
            )
        if way.reason:
            st.caption(session.as_plain(reason_text(way.reason, session.lang())))


def _said(way: Way, opened: OpenPlan) -> list[str]:
    """Return when an order arrives, and what is left until it has to."""
    if way.delivered_at is None or way.slack is None or way.promise_slack is None:
        return []
    hours = f"{way.promise.total_seconds() / 3600:g}"
    over = way.promise_slack < timedelta()
    said = [
        t("publish.delivered", at=local(way.delivered_at, opened)),
        t(
            "publish.slack_over" if over else "publish.slack_left",
            hours=hours, slack=_span(way.promise_slack),
        ),
    ]  # fmt: skip
    if way.slack != way.promise_slack:
        key = "publish.due_over" if way.slack < timedelta() else "publish.due_left"
        said.append(t(key, due=local(way.due_at, opened), slack=_span(way.slack)))
    return said


def _span(span: timedelta) -> str:
    """Return how long, whichever way."""
    minutes = int(abs(span).total_seconds()) // 60
    return t("publish.span", hours=minutes // 60, minutes=minutes % 60)


def _show_history(history: History, opened: OpenPlan) -> None:
    """Show who entered an order and what was changed."""
    lines, batch, stored = [], history.batch, history.stored
    if batch is not None:
        at = local(batch.added_at, opened)
        lines.append(t(f"publish.came_{batch.kind}", at=at, by=batch.added_by, name=batch.name))
    lines += [said for change in reversed(history.changes) if (said := _change(change, opened))]
    if stored.state == "done" and stored.done_at is not None:
        lines.append(t("publish.is_done", at=local(stored.done_at, opened)))
    elif stored.at_site and stored.at_since is not None:
        lines.append(t("publish.is_lying", at=local(stored.at_since, opened), site=stored.at_site))
    if lines:
        st.markdown(f"**{t('publish.history')}**")
        st.markdown("\n".join(f"- {session.as_plain(line)}" for line in lines))


def _change(change: Change, opened: OpenPlan) -> str:
    """Return what somebody changed in an order; nothing for what says nothing to people."""
    at, lang = local(change.at, opened), session.lang()
    if change.kind == "orders.cancel":
        why = str(change.detail.get("why") or "")
        return t("publish.was_cancelled", at=at, by=change.by, why=why).rstrip()
    if change.kind != "orders.edit":
        return ""
    what = t("publish.comma").join(
        f"{column_name(name, lang)} {pair[0]} → {pair[1]}"
        for name, pair in change.detail.items()
        if isinstance(pair, list) and len(pair) == 2
    )
    return t("publish.was_edited", at=at, by=change.by, what=what)
