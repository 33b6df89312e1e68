"""The objective of a plan: what it costs, part by part."""

from __future__ import annotations

from datetime import date

import numpy as np

from optimizer.domain import Instance, Plan
from optimizer.reports.document.duties import Duty
from optimizer.reports.document.outcomes import DEFERRED, LATE, UNSERVED, Outcomes
from optimizer.reports.document.visits import visited
from optimizer.units import HOUR


def costs(
    plan: Plan,
    instance: Instance,
    outcomes: Outcomes,
    duties: list[Duty],
    missed: list[tuple[int, date]],
) -> dict[str, float]:
    """
    Compute the objective of a plan.

    Parameters
    ----------
    plan, instance
        The answer and its question.
    outcomes, duties, missed
        What becomes of the orders, what the vehicles do, which visits are missed.

    Returns
    -------
    costs
        In cents: vehicles, stations, handling, late, unserved, deferred, waiting,
        missed_visits, and their total.
    """
    parts = {
        "vehicles": sum(duty.cost for duty in duties),
        "stations": _stations(plan, instance),
        "handling": _handling(plan, instance),
        **_promises(instance, outcomes),
        "missed_visits": instance.rules.penalties.missed_visit * len(missed),
    }
    return parts | {"total": sum(parts.values())}


def operating_cost(parts: dict[str, float]) -> float:
    """Return what running costs, without penalties."""
    return parts["vehicles"] + parts["stations"] + parts["handling"]


def _stations(plan: Plan, instance: Instance) -> float:
    """Return the cost of every base and day on which something is loaded or unloaded there."""
    return sum(
        instance.sites[site].operating_cost_per_day
        for site, _ in sorted(visited(plan, instance, handled=True))
        if instance.sites[site].is_base
    )


def _handling(plan: Plan, instance: Instance) -> float:
    """Return the cost of the pieces that change vehicle at a base."""
    orders = instance.orders
    target = np.array(instance.network.door, dtype=np.int64)[orders.destination]
    cost = 0.0
    for trip in plan.trips:
        for stop in trip.stops:
            site = instance.sites[stop.site]
            if stop.unload and site.is_base and site.handling_cost_per_piece:
                rows = np.array(stop.unload)
                pieces = orders.pieces[rows][target[rows] != stop.site].sum()
                cost += site.handling_cost_per_piece * int(pieces)
    return cost


def _promises(instance: Instance, outcomes: Outcomes) -> dict[str, float]:
    """Return what lateness, failing, putting off and waiting cost."""
    orders, calendar = instance.orders, instance.calendar
    prices = instance.rules.penalties
    weights = np.array([prices.priority_weight.get(name, 1.0) for name in orders.priorities])
    weight = weights[orders.priority]
    hours_late = (outcomes.delivered - orders.due) / HOUR
    late, unserved = outcomes.status == LATE, outcomes.status == UNSERVED

    ends = np.where(outcomes.is_delivered, outcomes.delivered, calendar.end)
    waits = np.maximum(0, ends - np.maximum(orders.ready, calendar.start)) / HOUR
    per_late = weight * (prices.late_per_order + prices.late_per_order_hour * hours_late)
    return {
        "late": float(per_late[late].sum()),
        "unserved": float(prices.unserved_per_order * weight[unserved].sum()),
        "deferred": float(prices.deferred_per_order * (outcomes.status == DEFERRED).sum()),
        "waiting": float(prices.waiting_per_order_hour * waits.sum()),
    }
