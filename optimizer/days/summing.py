"""Sums a checked plan up as the result of a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from optimizer.days.recipe import DayRun
from optimizer.days.result import DayResult, VillageDay
from optimizer.domain import Instance
from optimizer.pipeline import CheckedPlan, County
from optimizer.units import HOUR, KM, YUAN


def summed(run: DayRun, county: County, checked: CheckedPlan, *, seconds: float) -> DayResult:
    """
    Return what a plan comes to, ``seconds`` after the run began.

    A plan does not count the rent of its bases, which it cannot save; here it counts, for
    one day, because variants differ in it.
    """
    instance, document = county.instance, checked.document
    kpis, rent = document["kpis"], rent_per_day(instance)
    cost = {name: part for name, part in document["cost"].items() if name != "total"}
    total = document["cost"]["total"] + rent
    operating, pieces = kpis["operating_cost"] + rent, kpis["pieces_delivered"]
    return DayResult(
        variant=run.variant,
        day=run.day,
        seed=run.seed,
        key=run.key,
        cost={**cost, "rent": rent, "total": round(total, 4)},
        operating_cost=round(operating, 4),
        cost_per_piece=round(operating / pieces, 4) if pieces else None,
        pieces=pieces,
        km=kpis["distance_m"] / KM,
        vehicles=kpis["vehicles"],
        trips=kpis["trips"],
        on_time=kpis["on_time"],
        late=kpis["late"],
        unserved=kpis["unserved"],
        deferred=kpis["deferred"],
        co2_kg=kpis["co2_kg"],
        station_load=station_load(instance, checked),
        by_village=dict(sorted(by_village(instance, document).items())),
        violations=len(checked.violations),
        seconds=round(seconds, 3),
    )


def rent_per_day(instance: Instance) -> float:
    """Return the rent of all open bases for one day, in currency."""
    bases = (site for site in instance.sites if site.is_base and site.is_open)
    return round(sum(site.rent_per_day for site in bases) / YUAN, 4)


def station_load(instance: Instance, checked: CheckedPlan) -> dict[str, int]:
    """Return the pieces that are unloaded at each open base but the hub, over the horizon."""
    network = instance.network
    load = {
        site.site_id: 0
        for i, site in enumerate(instance.sites)
        if site.is_base and site.is_open and i != network.hub
    }
    for trip in checked.plan.trips:
        for stop in trip.stops:
            site_id = instance.sites[stop.site].site_id
            if site_id in load:
                load[site_id] += int(instance.orders.pieces[list(stop.unload)].sum())
    return load


def by_village(instance: Instance, document: Mapping[str, Any]) -> dict[str, VillageDay]:
    """Return what every service point had of the plan, by its id; both ends of an order count."""
    orders, promised, on_time = instance.orders, Counter[str](), Counter[str]()
    hours: dict[str, list[float]] = defaultdict(list)
    for row, told in _told(instance, document):
        ends = {int(orders.origin[row]), int(orders.destination[row])}
        taken = _hours(instance, row, told["delivered_at"])
        for site in ends:
            if instance.sites[site].is_base:
                continue
            site_id = instance.sites[site].site_id
            promised[site_id] += told["status"] != "deferred"
            on_time[site_id] += told["status"] == "on_time"
            if taken is not None:
                hours[site_id].append(taken)
    return {site_id: _village(promised, on_time, hours, site_id) for site_id in promised}


def _village(
    promised: Counter[str], on_time: Counter[str], hours: Mapping[str, list[float]], site_id: str
) -> VillageDay:
    """Return what one service point had."""
    taken = hours.get(site_id)
    mean = round(sum(taken) / len(taken), 4) if taken else None
    return VillageDay(promised[site_id], on_time[site_id], mean)


def _hours(instance: Instance, row: int, delivered_at: str | None) -> float | None:
    """Return how long an order took from ready to delivered."""
    if delivered_at is None:
        return None
    at = instance.calendar.clock(datetime.fromisoformat(delivered_at))
    return (at - int(instance.orders.ready[row])) / HOUR


def _told(instance: Instance, document: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the row of every order with what the plan says of it."""
    rows = {order_id: row for row, order_id in enumerate(instance.orders.order_id)}
    for told in document["orders"]:
        yield rows[told["order_id"]], told
