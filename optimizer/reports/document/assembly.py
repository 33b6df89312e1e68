"""Put the plan document together."""

from __future__ import annotations

import math
from typing import Any, Final

from optimizer.domain import Instance, Plan, Travel
from optimizer.reports.document.costs import costs, operating_cost
from optimizer.reports.document.duties import duties, trip_travel
from optimizer.reports.document.entries import ClockTexts, duty_entry, order_entries, trip_entry
from optimizer.reports.document.kpis import kpis
from optimizer.reports.document.outcomes import outcomes
from optimizer.reports.document.visits import missed_visits, visited
from optimizer.units import YUAN

SCHEMA: Final = "route48/plan/1"


def plan_document(plan: Plan, instance: Instance, travel: Travel) -> dict[str, Any]:
    """
    Write down a plan with all that follows from it, as ``plan.json`` holds it.

    Parameters
    ----------
    plan
        The trips, and the reasons that planning found.
    instance
        The inputs that the plan answers.
    travel
        One travel matrix per road profile of the fleet.

    Returns
    -------
    document
        Plain dictionaries, lists, text and numbers, ready for JSON: times are ISO 8601,
        money is in the network's currency, weights are in kg, volumes in m3.
    """
    calendar, texts = instance.calendar, ClockTexts(instance.calendar)
    driven = [trip_travel(trip, instance, travel) for trip in plan.trips]
    found = outcomes(plan, instance)
    shifts = duties(plan, instance, [metres for _, metres in driven])
    missed = missed_visits(plan, instance)
    parts = costs(plan, instance, found, shifts, missed)
    used = {instance.sites[site].site_id for site, _ in visited(plan, instance, handled=True)}
    firm = calendar.next_of(instance.rules.planning_times, calendar.start, inclusive=False)
    firm_until = math.inf if firm is None else firm
    return {
        "schema": SCHEMA,
        "network": instance.rules.name,
        "planned_at": texts[calendar.start],
        "horizon": {"start": texts[calendar.start], "end": texts[calendar.end]},
        "inputs": {
            "network": instance.network.fingerprint,
            "orders": instance.orders_fingerprint,
        },
        "seed": plan.seed,
        "engine": plan.engine,
        "search_seconds": round(plan.search_seconds, 3),
        "trips": [
            trip_entry(trip, instance, texts, driven=way, firm_until=firm_until)
            for trip, way in zip(plan.trips, driven, strict=True)
        ],
        "duties": [duty_entry(duty, instance, texts) for duty in shifts],
        "orders": order_entries(plan, instance, found, texts),
        "missed_visits": [
            {"site_id": instance.sites[site].site_id, "date": day.isoformat()}
            for site, day in missed
        ],
        "sites_used": sorted(used),
        "cost": {name: round(cents / YUAN, 4) for name, cents in parts.items()},
        "kpis": kpis(
            plan,
            instance,
            found,
            shifts,
            operating_cost=operating_cost(parts),
            num_missed=len(missed),
        ),
    }
