"""What each kind of run does: from the inputs in the store to a checked plan in the store."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Final, TypeVar

from optimizer.jobs.baseline import baseline_key, by_habit
from optimizer.jobs.heart import Heart
from optimizer.jobs.request import Request, UnreadableRequest, read_request
from optimizer.opening import open_inputs
from optimizer.pipeline import CheckedPlan, County, Limits, make_plan
from optimizer.revision import run_revision
from optimizer.store import BASELINE, PLAN, REVISION, Locked, PlanRow, Run, Store, Unreachable
from optimizer.watch import Progress

TRIES: Final = 10
PAUSE: Final = 3.0
"""How often, and after how many seconds, a plan is saved again that could not be."""

Answer = TypeVar("Answer")
_LOG = logging.getLogger("route48.jobs")


def do_run(store: Store, run: Run, stop: Event, heart: Heart) -> PlanRow | None:
    """
    Make the plan that a run asks for and save it, with what the checker finds.

    None where the run was stopped before there was anything to keep, or gave way.
    """
    heart(Progress("reading"))
    request = read_request(run.request)
    if run.kind not in KINDS:
        raise UnreadableRequest("kind", run.kind)
    orders_csv = store.runs.orders_csv(run.run_id)
    county = open_inputs(
        store, run.version_id, orders_csv, request.planned_at, dict(request.inherited)
    )
    if stop.is_set():
        return None
    limits = Limits(
        search_seconds=request.search_seconds, effort=request.effort, seed=request.seed, stop=stop
    )
    checked = KINDS[run.kind](store, county, request, limits, heart)
    if heart.gave_way or not is_ours(store, run):
        return None
    row = patiently(
        lambda: store.plans.save(
            checked.document,
            orders_csv,
            network_id=run.network_id,
            version_id=run.version_id,
            by=run.asked_by,
            run_id=run.run_id,
            parent_id=request.base_plan,
            label=request.label,
            violations=len(checked.violations),
            inherited=dict(request.inherited),
            is_baseline_of=request.baseline_of if run.kind == BASELINE else None,
        )
    )
    if run.kind == PLAN and request.with_baseline:
        ask_baseline(store, run, row.plan_id, orders_csv)
    return row


def is_ours(store: Store, run: Run) -> bool:
    """Whether nobody else has been given the run meanwhile, as after a closed lid."""
    return patiently(lambda: store.runs.get(run.run_id)).worker == run.worker


def patiently(act: Callable[[], Answer], *, tries: int = TRIES, pause: float = PAUSE) -> Answer:
    """
    Return what an act on the store answers; while others hold the store, try again.

    Raises
    ------
    StoreFailure
        What the last try raised, or whatever trying again does not help against.
    """
    for _ in range(tries - 1):
        try:
            return act()
        except (Locked, Unreachable) as error:
            _LOG.warning("the store is not there, trying again: %s", error)
            time.sleep(pause)
    return act()


def ask_baseline(store: Store, run: Run, plan_id: int, orders_csv: bytes) -> None:
    """Ask for what a plan is measured by, unless it is there or asked for already."""
    request = read_request(run.request)
    fingerprint = store.networks.get(run.version_id).fingerprint
    key = request.key or baseline_key(fingerprint, orders_csv, request)
    if same_baseline(store, run.network_id, key) is not None:
        return
    wanted = replace(request, baseline_of=plan_id, key=key, with_baseline=False, label="")
    store.runs.ask(
        run.network_id, run.version_id, BASELINE, wanted.document(), orders_csv, by=run.asked_by
    )


def same_baseline(store: Store, network_id: int, key: str) -> Run | None:
    """Return the run that makes or has made a baseline, None where none does."""
    for run in store.runs.recent(network_id, limit=200):
        is_same = run.kind == BASELINE and run.request.get("key") == key
        if is_same and run.state in {"queued", "running", "done"}:
            return run
    return None


def _plan(_: Store, county: County, __: Request, limits: Limits, heart: Heart) -> CheckedPlan:
    """Plan the county as it is."""
    return make_plan(county, limits, heart)


def _baseline(_: Store, county: County, __: Request, limits: Limits, heart: Heart) -> CheckedPlan:
    """Plan the county as it would run by habit."""
    return make_plan(by_habit(county), limits, heart)


def _revision(
    store: Store, county: County, request: Request, limits: Limits, heart: Heart
) -> CheckedPlan:
    """Plan the rest again, around what a dispatcher locked in a stored plan."""
    if request.base_plan is None:
        raise UnreadableRequest("base_plan", None)
    document = store.plans.document(request.base_plan)
    return run_revision(county, document, request.edits[: request.position], limits, heart)


KINDS: Final[dict[str, Callable[[Store, County, Request, Limits, Heart], CheckedPlan]]] = {
    PLAN: _plan,
    BASELINE: _baseline,
    REVISION: _revision,
}
