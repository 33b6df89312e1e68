"""Asks for plans, stops them, and asks again; when to plan, and which orders."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Final
from zoneinfo import ZoneInfo

from optimizer import jobs
from optimizer.desk.carrying import settle_past, standing
from optimizer.desk.users import Role, User, require
from optimizer.domain import Calendar, Network
from optimizer.errors import OptimizerError
from optimizer.inputs import read_network
from optimizer.jobs.request import LONGEST_SEARCH, MOST_EFFORT
from optimizer.store import Run, Store

FARTHEST: Final = timedelta(days=60)
"""A plan may be made for a moment so far from its orders; beyond it the date is a slip."""

NOTHING: Final = "there is no open order to plan; import orders first"


@dataclass(frozen=True, slots=True)
class OpenOrders:
    """What waits to be planned: how many orders, and when the first and the last are ready."""

    count: int
    first: datetime | None = None
    last: datetime | None = None


class CannotPlan(OptimizerError):
    """
    A plan cannot be asked for like this.

    D201 no open order, D202 a moment far from all orders, D203 an effort beyond reason,
    D204 the run is over, D205 no order is ready within the horizon.
    """

    exit_status: ClassVar[int] = 2

    def __init__(self, code: str, text: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(f"{code} {text}")


def ask_plan(
    store: Store,
    user: User,
    network_id: int,
    batches: Sequence[int] | None,
    planned_at: datetime,
    *,
    search_seconds: float | None = 10.0,
    effort: int | None = None,
    seed: int = 0,
    label: str = "",
    with_baseline: bool = True,
    now: datetime | None = None,
) -> Run:
    """
    Put a plan of the open orders into the queue, and see that somebody works it off.

    ``batches`` None plans all that is open. A moment without offset is local to the network.
    Who asks twice for the same gets the run that waits or is at work. ``effort`` (iterations)
    comes before ``search_seconds``. With ``with_baseline`` daily visits are planned
    afterwards, to measure the plan by.

    Raises
    ------
    NotAllowed
        When the user is no dispatcher.
    CannotPlan
        With what stands against it.
    """
    require(user, Role.DISPATCHER)
    _check_effort(search_seconds, effort)
    version = store.networks.latest(network_id)
    rules = network_of(store, version.version_id).rules
    local = _local(planned_at, rules.timezone)
    _check_moment(open_orders(store, network_id, batches), local, rules.horizon)
    # Plans of last week are not read any more: what they have delivered has to be written down.
    settle_past(store, network_id, user.name, now)
    left = standing(store, network_id, local, batches)
    if not left.num_orders:
        raise CannotPlan("D201", NOTHING)
    request = jobs.Request(
        planned_at=local.isoformat(timespec="seconds"),
        search_seconds=search_seconds,
        effort=effort,
        seed=seed,
        label=label.strip()[:80],
        num_orders=left.num_orders,
        batches=tuple(batches or ()),
        inherited=left.inherited,
        with_baseline=with_baseline,
    )
    key = jobs.baseline_key(version.fingerprint, left.orders_csv, request)
    request = replace(request, key=key)
    waiting = _asked_already(store, network_id, request)
    if waiting is not None:
        jobs.ensure_worker(store)
        return waiting
    run = store.runs.ask(
        network_id, version.version_id, jobs.PLAN, request.document(), left.orders_csv,
        by=user.name,
    )  # fmt: skip
    jobs.ensure_worker(store)
    return run


def _asked_already(store: Store, network_id: int, request: jobs.Request) -> Run | None:
    """Return a run that will do just this, None where there is none; the key knows its inputs."""

    def meant(one: jobs.Request) -> tuple[object, ...]:
        return one.key, one.seed, one.label, one.with_baseline, tuple(one.batches)

    for run in store.runs.recent(network_id):
        is_plan = run.kind == jobs.PLAN and run.state in {"queued", "running"}
        if (
            is_plan
            and not run.stop_asked
            and meant(jobs.read_request(run.request)) == meant(request)
        ):
            return run
    return None


def stop_run(store: Store, user: User, run_id: int) -> None:
    """
    Stop a run; one that is at work keeps the best that it has.

    Raises
    ------
    CannotPlan
        D204 when it is over already.
    """
    require(user, Role.DISPATCHER)
    run = store.runs.get(run_id)
    require(user, _role_of(run))
    if run.state not in {"queued", "running"}:
        raise CannotPlan("D204", f"run {run_id} is over already", run=run_id)
    store.runs.ask_stop(run_id, by=user.name)


def ask_again(store: Store, user: User, run_id: int) -> Run:
    """
    Ask for a run again that was lost, stopped or failed.

    What failed is asked for with the network and the orders as they are now; what was lost
    as it was, since its inputs were not to blame.
    """
    require(user, Role.DISPATCHER)
    run = store.runs.get(run_id)
    require(user, _role_of(run))
    if run.kind != jobs.PLAN or run.state == "lost":
        store.runs.requeue(run_id)
        jobs.ensure_worker(store)
        return store.runs.get(run_id)
    request = jobs.read_request(run.request)
    return ask_plan(
        store,
        user,
        run.network_id,
        request.batches or None,
        datetime.fromisoformat(request.planned_at),
        search_seconds=request.search_seconds,
        effort=request.effort,
        seed=request.seed,
        label=request.label,
        with_baseline=request.with_baseline,
    )


def _role_of(run: Run) -> Role:
    """Return who may have a run stopped or begun again: studies are the planners'."""
    return Role.PLANNER if run.kind in jobs.STUDIES else Role.DISPATCHER


def watch(store: Store, network_id: int) -> jobs.Watching:
    """Look at what runs and waits, and see that somebody works it off."""
    return jobs.watch(store, network_id)


def get_ready(store: Store) -> None:
    """Let a worker come up and warm its engines, since a plan will soon be asked for."""
    jobs.ensure_worker(store)


def open_orders(store: Store, network_id: int, batches: Sequence[int] | None = None) -> OpenOrders:
    """Return what waits to be planned."""
    ready = [
        one.at_since or one.row.ready_at for one in store.orders.open(network_id, batches=batches)
    ]
    return OpenOrders(len(ready), min(ready, default=None), max(ready, default=None))


def usual_moment(
    store: Store, version_id: int, orders: OpenOrders, now: datetime | None = None
) -> datetime:
    """
    Return when the next plan should begin: the county's next planning time.

    From now on where that suits the orders; where all of them are overdue by then or lie
    beyond the horizon, from the first day on which one of them is ready.
    """
    rules = network_of(store, version_id).rules
    now = (now or datetime.now(UTC)).astimezone(ZoneInfo(rules.timezone))
    usual = _next_time(now, rules.timezone, rules.planning_times)
    if orders.first is None or orders.last is None:
        return usual
    is_soon = orders.first < usual + timedelta(seconds=rules.horizon)
    if is_soon and usual < orders.last + timedelta(seconds=rules.promise):
        return usual
    day = orders.first.astimezone(now.tzinfo).replace(hour=0, minute=0, second=0, microsecond=0)
    return _next_time(day - timedelta(seconds=1), rules.timezone, rules.planning_times)


def network_of(store: Store, version_id: int) -> Network:
    """Return a version of a network, read once."""
    return _read(store.networks.folder(version_id))


@lru_cache(maxsize=8)
def _read(folder: Path) -> Network:
    """Read a folder of the store; its name is its fingerprint, so that it never changes."""
    return read_network(folder)


def _next_time(after: datetime, timezone: str, times: Sequence[int]) -> datetime:
    """Return the first of the daily times after a moment; the next full hour where none are."""
    calendar = Calendar(after, timezone, 1)
    found = calendar.next_of(times, calendar.start, inclusive=False)
    if found is not None:
        return calendar.moment(found)
    return after.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _local(moment: datetime, timezone: str) -> datetime:
    """Return a moment in the time of the network, in whole seconds."""
    zone = ZoneInfo(timezone)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(zone).replace(microsecond=0)


def _check_effort(search_seconds: float | None, effort: int | None) -> None:
    """Refuse an effort that makes no sense."""
    if effort is not None:
        good = 1 <= effort <= MOST_EFFORT
    else:
        seconds = search_seconds or 0.0
        good = math.isfinite(seconds) and 1 <= seconds <= LONGEST_SEARCH
    if not good:
        asked = effort if effort is not None else search_seconds
        raise CannotPlan(
            "D203", f"{asked} is no effort to plan with; search 1 to {LONGEST_SEARCH:.0f} seconds",
            value=str(asked), most=f"{LONGEST_SEARCH:.0f}",
        )  # fmt: skip


def _check_moment(orders: OpenOrders, moment: datetime, horizon: int) -> None:
    """Refuse to plan without orders, or at a moment that none of them has to do with."""
    if orders.first is None or orders.last is None:
        raise CannotPlan("D201", NOTHING)
    told = {
        name: f"{one.astimezone(moment.tzinfo):%Y-%m-%d %H:%M}"
        for name, one in (("at", moment), ("first", orders.first), ("last", orders.last))
    }
    if moment - orders.last > FARTHEST or orders.first - moment > FARTHEST:
        said = "{at} is far from the orders, which are ready from {first} to {last}"
        raise CannotPlan("D202", f"{said.format(**told)}; correct the date", **told)
    if orders.first >= moment + timedelta(seconds=horizon):
        hours = horizon // 3600
        said = "no order is ready within {hours} hours from {at}, the first is at {first}"
        raise CannotPlan(
            "D205", f"{said.format(hours=hours, **told)}; plan later", hours=hours, **told
        )
