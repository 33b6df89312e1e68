"""From a recipe to what the day came to: opened, changed, planned, checked, summed up."""

from __future__ import annotations

import logging
import re
import tempfile
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock
from typing import Final

from optimizer.days.keeping import D, R, Recipe
from optimizer.days.recipe import DayRun, Drawn, NetworkFolder
from optimizer.days.result import DayResult, FailedRun
from optimizer.days.summing import summed
from optimizer.demand import draw_orders, read_model, write_orders
from optimizer.domain import Issue
from optimizer.errors import InputError, OptimizerError
from optimizer.inputs import network_fingerprint, read_instance, read_network
from optimizer.pipeline import CheckedPlan, County, Limits, make_plan, open_county
from optimizer.wording import error_text

MOST_COUNTIES: Final = 4
"""So many networks a process keeps open, with their roads and travel times."""

INTERRUPTED: Final = Event()
"""Set in a worker process whose pool is given up: what it plans then is no result."""

_LOG = logging.getLogger("route48.days")
_CODE: Final = re.compile(r"\b[EUVSD]\d{3}\b")
_OPEN: OrderedDict[tuple[str, str], County] = OrderedDict()
_OPENING: Final = Lock()


def plan_day(run: DayRun) -> DayResult:
    """
    Plan one day, check the plan, and return what it came to.

    Raises
    ------
    OptimizerError
        When the recipe cannot be followed: inputs, changes, roads or a solver.
    CancelledError
        When the pool was given up meanwhile: the plan is not what its effort promises.
    """
    begun = time.perf_counter()
    county, checked = plan_again(run)
    return summed(run, county, checked, seconds=time.perf_counter() - begun)


def plan_again(run: DayRun) -> tuple[County, CheckedPlan]:
    """
    Return the county and the whole plan of a day, of which `plan_day` keeps only the sum.

    With an ``effort`` the same recipe always gives the same plan.

    Raises
    ------
    OptimizerError, CancelledError
        As `plan_day`.
    """
    county = open_day(run)
    return county, plan_whole(county, Limits(run.search_seconds, run.effort, run.seed))


def plan_whole(county: County, limits: Limits) -> CheckedPlan:
    """
    Return a checked plan that was searched for as long as its limits say.

    Raises
    ------
    CancelledError
        When the pool was given up meanwhile.
    """
    checked = make_plan(county, replace(limits, stop=INTERRUPTED))
    if INTERRUPTED.is_set():
        raise CancelledError
    return checked


def attempt(run: DayRun) -> DayResult | FailedRun:
    """Plan one day; return the reason where that fails."""
    return attempted(plan_day, run)


def attempted(do: Callable[[R], D], run: R) -> D | FailedRun:
    """
    Do what a recipe asks for; return the reason where that fails.

    Errors come back as values, so that no executor has to carry an exception that only
    this package knows.
    """
    try:
        return do(run)
    except CancelledError:
        raise
    except Exception as error:  # a day that fails must not end the others
        return failed(run, error)


def failed(run: Recipe, error: Exception) -> FailedRun:
    """Return the failure of a run, with code and sentences."""
    zh, en = error_text(error, "zh"), error_text(error, "en")
    code = _code_of(error)
    if code == "E426":
        _LOG.error("day %s of %s failed", run.day, run.variant, exc_info=error)
        kind = type(error).__name__
        zh, en = f"{zh}（{kind}）", f"{en} ({kind})"
    return FailedRun(run.variant, run.day, run.seed, run.key, code, zh, en)


def _code_of(error: Exception) -> str:
    """Return the code of an error, that of a bug where it has none."""
    if isinstance(error, InputError):
        return error.issues[0].code
    if isinstance(error, OptimizerError):
        found = _CODE.search(f"{getattr(error, 'code', '')} {error}")
        if found:
            return found.group()
    return "E426"


def open_day(run: DayRun) -> County:
    """
    Return the county of a run, changes applied, ready to be planned.

    Roads and travel times of the network are read once per process.

    Raises
    ------
    OptimizerError
        When inputs or changes cannot be used.
    """
    with tempfile.TemporaryDirectory(prefix="route48-") as scratch:
        orders = Path(scratch) / "orders.csv"
        if isinstance(run.orders, Drawn):
            _draw(run, run.orders, orders)
        else:
            orders.write_bytes(run.orders)
        county = _county(run.network, orders, run.planned_at)
    return run.apply(county, run.changes) if run.changes else county


def _county(network: NetworkFolder, orders: Path, planned_at: str) -> County:
    """Return the county as it is, with these orders."""
    folder, key = Path(network.path), (network.fingerprint, network.path)
    with _OPENING:
        known = _OPEN.get(key)
        if known is None:
            _require_same(network)
            known = open_county(folder, orders, planned_at)
            _OPEN[key] = known
            while len(_OPEN) > MOST_COUNTIES:
                _OPEN.popitem(last=False)
            return known
        _OPEN.move_to_end(key)
    instance = read_instance(folder, orders, planned_at)
    if instance.network.fingerprint != network.fingerprint:
        raise InputError([_changed(folder)])
    return replace(known, instance=instance)


def _require_same(network: NetworkFolder) -> None:
    """Refuse a folder that is not, or no longer, what the recipe says."""
    folder = Path(network.path)
    try:
        same = network_fingerprint(folder) == network.fingerprint
    except OSError as error:
        raise InputError([Issue("E428", folder.name, f"cannot be read: {error}")]) from error
    if not same:
        raise InputError([_changed(folder)])


def _changed(folder: Path) -> Issue:
    """Return the issue of a network that was edited under a run."""
    message = "the network was changed after the run had been asked for"
    return Issue("E429", folder.name, message, fix="start the run again")


def _draw(run: DayRun, drawn: Drawn, file: Path) -> None:
    """Draw the orders of a run for the network as it is before any change."""
    folder = Path(run.network.path)
    network = read_network(folder)
    try:
        table = draw_orders(
            network,
            first_day=run.day,
            days=drawn.days,
            seed=drawn.seed,
            season=drawn.season,
            scale=drawn.scale,
            model=read_model(folder, network),
        )
    except ValueError as error:
        raise InputError([Issue("E430", "days", str(error), fix="change it")]) from error
    write_orders(file, table)
