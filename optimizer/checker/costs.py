"""The objective of the design, section 4, worked out from the stops alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from optimizer.checker.case import Case, breach
from optimizer.checker.duties import Duty
from optimizer.checker.handling import missed_visits
from optimizer.domain import Instance, Travel, Violation
from optimizer.units import HOUR, KM, YUAN

PARTS: Final = (
    "vehicles",
    "stations",
    "handling",
    "late",
    "unserved",
    "deferred",
    "waiting",
    "missed_visits",
)

CENT_OFF: Final = 1.0 + 1e-6
"""How many cents a figure may be off: rounding is no error."""


def recompute_costs(
    document: dict[str, Any], instance: Instance, travel: Travel
) -> dict[str, float]:
    """
    Return what a plan costs, by the parts of ``cost`` in the document and their ``total``.

    Parameters
    ----------
    document
        A plan document of the right shape.
    instance, travel
        The inputs that it was made from.

    Returns
    -------
    costs
        In the network's currency, not rounded.
    """
    costs = costs_of(Case(document, instance, travel))
    return {part: cents / YUAN for part, cents in costs.items()}


def costs_of(case: Case) -> dict[str, float]:
    """Return every part of the objective and the total, in cents."""
    penalties = case.instance.rules.penalties
    costs = {
        "vehicles": sum(duty_cost(case, duty) for duty in case.duties.values()),
        "stations": _stations(case),
        "handling": _handling(case),
        "late": _late(case),
        "unserved": sum(_unserved(case)),
        "deferred": penalties.deferred_per_order * case.status.count("deferred"),
        "waiting": _waiting(case),
        "missed_visits": penalties.missed_visit * len(missed_visits(case)),
    }
    return costs | {"total": sum(costs.values())}


def duty_cost(case: Case, duty: Duty) -> float:
    """Return what one duty costs: its shift, its way, its hours and overtime, in cents."""
    vehicle = case.instance.vehicles[duty.vehicle]
    ordinary = (duty.paid - duty.overtime) / HOUR * vehicle.cost_per_hour
    overtime = duty.overtime / HOUR * vehicle.overtime_cost_per_hour
    return vehicle.cost_per_shift + duty.distance / KM * vehicle.cost_per_km + ordinary + overtime


def _stations(case: Case) -> float:
    """Return what the bases cost, each day on which something is handled there."""
    days = {
        (stop.site, case.day(stop.start))
        for _, _, stop in case.stops()
        if (stop.load or stop.unload) and (site := case.site(stop)) is not None and site.is_base
    }
    return sum(case.instance.sites[site].operating_cost_per_day for site, _ in days)


def _handling(case: Case) -> float:
    """Return what it costs to unload at bases what does not stay there."""
    pieces, sites = case.instance.orders.pieces.tolist(), case.instance.sites
    cost = 0.0
    for row, legs in case.legs.items():
        for leg in legs:
            is_known = leg.destination >= 0
            if (
                is_known
                and leg.destination != case.doors[row][1]
                and sites[leg.destination].is_base
            ):
                cost += pieces[row] * sites[leg.destination].handling_cost_per_piece
    return cost


def _weight(case: Case, row: int) -> float:
    """Return by how much the priority of an order weighs."""
    orders = case.instance.orders
    priority = orders.priorities[int(orders.priority[row])]
    return case.instance.rules.penalties.priority_weight.get(priority, 1.0)


def _late(case: Case) -> float:
    """Return what the late orders cost, each once and by the hour."""
    penalties, due = case.instance.rules.penalties, case.instance.orders.due.tolist()
    cost = 0.0
    for row, at in case.delivered.items():
        if at > due[row]:
            hours = (at - due[row]) / HOUR
            each = penalties.late_per_order + penalties.late_per_order_hour * hours
            cost += each * _weight(case, row)
    return cost


def _unserved(case: Case) -> Iterator[float]:
    """Yield what every unserved order costs."""
    for row, status in enumerate(case.status):
        if status == "unserved":
            yield case.instance.rules.penalties.unserved_per_order * _weight(case, row)


def _waiting(case: Case) -> float:
    """Return what it costs that orders wait, until delivery or the horizon's end."""
    calendar, seconds = case.instance.calendar, 0
    for row, ready in enumerate(case.instance.orders.ready.tolist()):
        until = case.delivered.get(row, calendar.end)
        seconds += max(0, until - max(ready, calendar.start))
    return seconds / HOUR * case.instance.rules.penalties.waiting_per_order_hour


def check_costs(case: Case) -> Iterator[Violation]:
    """Yield every cost of the document that is not what recomputing gives."""
    for told in case.document["duties"]:
        vehicle = case.vehicle_of.get(told["vehicle_id"], -1)
        shift = case.window(told["shift"])
        duty = case.duties.get((vehicle, shift.earliest, shift.latest))
        if duty is not None:
            where = f"{told['vehicle_id']}, shift from {told['shift']['start']}"
            yield from _compare("V240", where, told["cost"], duty_cost(case, duty))
    costs = costs_of(case)
    for part in PARTS:
        yield from _compare("V241", f"cost.{part}", case.document["cost"][part], costs[part])
    said = case.document["cost"]["total"]
    yield from _compare("V242", "cost.total", said, costs["total"], parts=len(PARTS))


def _compare(
    code: str, where: str, said: float, cents: float, *, parts: int = 1
) -> Iterator[Violation]:
    """Yield the violation of a figure that is off by more than rounding its parts explains."""
    off = abs(said * YUAN - cents)
    if off > CENT_OFF * parts:
        message = f"the cost is {cents / YUAN:.2f}, not {said}"
        yield breach(code, where, message, excess=round(off, 4), unit="cents")
