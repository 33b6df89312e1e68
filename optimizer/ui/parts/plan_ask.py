"""The row in which a plan is asked for: which orders, from when, how long to search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from optimizer.desk import planning
from optimizer.desk.planning import OpenOrders
from optimizer.errors import OptimizerError
from optimizer.store import Batch, NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.choosing import multiselect
from optimizer.ui.parts.run_watch import expect
from optimizer.ui.words import t

EFFORTS: Final = {"quick": 10.0, "standard": 30.0, "fine": 120.0, "own": 0.0}
OWN: Final = 60
MOST_BATCHES: Final = 1_000
"""Each order that is entered by itself is a batch: the file of the morning stays in reach."""


def plan_ask(net: NetworkVersion, *, must_wait: bool) -> None:
    """Let a plan be asked for; with ``must_wait`` it queues behind others."""
    store = session.store()
    rules = planning.network_of(store, net.version_id).rules
    zone = ZoneInfo(rules.timezone)
    known = {
        batch.batch_id: batch
        for batch in store.orders.batches(net.network_id, limit=MOST_BATCHES)
        if batch.num_open
    }
    batches_at, moment_at, effort_at, button_at = st.columns(
        [2.4, 1.6, 3.6, 1.2], vertical_alignment="bottom"
    )
    with batches_at:
        batches = _batches(known)
    orders = _open_orders(net.network_id, _state(known, batches))
    with moment_at:
        moment = _moment(net, orders, rules.planning_times, rules.horizon)
    with effort_at:
        seconds = _effort()
    word = "plan.queue_it" if must_wait else "plan.go"
    wants = button_at.button(
        t(word), type="primary", width="stretch", key="plan.go", disabled=orders.first is None
    )
    if orders.first is None or orders.last is None:
        st.caption(t("plan.no_orders"))
        return
    first, last = (f"{one.astimezone(zone):%m-%d %H:%M}" for one in (orders.first, orders.last))
    st.caption(t("plan.will_plan", count=f"{orders.count:,}", first=first, last=last))
    if not wants or moment is None:
        return
    try:
        run = planning.ask_plan(
            store, session.user(), net.network_id, batches or None, moment,
            search_seconds=seconds,
        )  # fmt: skip
    except OptimizerError as error:
        session.show_error(error)
        return
    expect(run)
    st.rerun()


def _batches(known: dict[int, Batch]) -> list[int]:
    """Let batches be chosen; none chosen is all that is open."""

    def name(batch_id: int) -> str:
        batch = known[batch_id]
        return t("plan.batch", name=batch.name, count=f"{batch.num_open:,}")

    return multiselect(
        t("plan.batches"), list(known), format_func=name, key="plan.batches",
        placeholder=t("plan.batches_all"),
    )  # fmt: skip


def _state(known: dict[int, Batch], chosen: list[int]) -> tuple[tuple[int, int], ...]:
    """Return what was chosen with how much of it is open, so that it is counted once."""
    return tuple((one, batch.num_open) for one, batch in known.items() if one in (chosen or known))


@st.cache_data(ttl=60, show_spinner=False, max_entries=50)
def _open_orders(network_id: int, chosen: tuple[tuple[int, int], ...]) -> OpenOrders:
    """Return what waits of the chosen batches."""
    return planning.open_orders(session.store(), network_id, [one for one, _ in chosen])


def _moment(
    net: NetworkVersion, orders: OpenOrders, times: Sequence[int], horizon: int
) -> datetime | None:
    """Let the start of the plan be chosen."""
    usual = planning.usual_moment(session.store(), net.version_id, orders)
    told = ", ".join(f"{at // 3600:02d}:{at % 3600 // 60:02d}" for at in times) or "—"
    return st.datetime_input(
        t("plan.moment"),
        value=usual.replace(tzinfo=None),
        format="YYYY-MM-DD",
        step=300,
        # Another default makes another widget: a choice holds as long as its default does.
        key=f"plan.moment.{usual:%Y%m%d%H%M}",
        help=t("plan.moment_help", hours=horizon // 3600, times=told),
    )


def _effort() -> float:
    """Let the seconds of the search be chosen."""
    choice, own = st.columns([4, 1.2], vertical_alignment="bottom", gap="small")
    with choice:
        chosen = st.segmented_control(
            t("plan.effort"), list(EFFORTS), default="quick", required=True, key="plan.effort",
            format_func=lambda one: t(f"plan.{one}"), help=t("plan.effort_help"), wrap=False,
        )  # fmt: skip
    if chosen != "own":
        return EFFORTS[chosen]
    with own:
        return float(
            st.number_input(
                t("plan.seconds"), min_value=1, max_value=3600, value=OWN, key="plan.seconds"
            )
        )
