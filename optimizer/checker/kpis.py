"""Rule 13, continued: the key figures of the plan are what recomputing gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import numpy as np

from optimizer.checker.case import Case, breach
from optimizer.checker.costs import CENT_OFF, costs_of
from optimizer.checker.duties import UNKNOWN
from optimizer.domain import Violation
from optimizer.units import HOUR, KG, KM, YUAN

UNITS: Final = {
    "orders": "count",
    "on_time": "count",
    "late": "count",
    "unserved": "count",
    "deferred": "count",
    "trips": "count",
    "vehicles": "count",
    "on_time_share": "share",
    "operating_cost": "cents",
    "cost_per_piece": "cents",
    "distance_m": "m",
    "paid_s": "s",
    "co2_kg": "g",
    "hours_mean": "s",
    "hours_p95": "s",
}
"""The unit of every key figure's excess."""

SIZES: Final = {"cents": YUAN, "g": KG}
"""How many of the excess's unit make one of the figure's; one where not listed."""


def check_kpis(case: Case) -> Iterator[Violation]:
    """Yield every key figure that is not what the trips and orders give."""
    told, right = case.document["kpis"], key_figures(case)
    for name, unit in UNITS.items():
        said, figure = told[name], right[name]
        if said is None or figure is None:
            if said is not figure:
                yield breach("V238", f"kpis.{name}", _message(said, figure), unit=unit)
            continue
        off = abs(said - figure)
        if off > _allowed(name, said, figure):
            size = HOUR if name.startswith("hours") else SIZES.get(unit, 1)
            excess = round(off * size, 6)
            message = _message(said, figure)
            yield breach("V238", f"kpis.{name}", message, excess=excess, unit=unit)


def _message(said: float | None, right: float | None) -> str:
    """Return what is wrong with one key figure."""
    shown = ["null" if figure is None else f"{figure:.10g}" for figure in (right, said)]
    return f"the figure is {shown[0]}, not {shown[1]}"


def _allowed(name: str, said: float, right: float) -> float:
    """Return by how much a key figure may be off for having been rounded."""
    unit = UNITS[name]
    if unit == "cents":
        return CENT_OFF / YUAN * (3 if name == "operating_cost" else 1)
    if unit == "g":
        return max(0.001, 1e-6 * right) * (1 + 1e-9)
    if unit == "share" or name.startswith("hours"):
        return _rounding(said)
    return 1e-6


def _rounding(said: float) -> float:
    """Return what rounding to four digits, or to as many more as are given, may hide."""
    exponent = Decimal(repr(said)).as_tuple().exponent
    digits = min(6, max(4, -exponent)) if isinstance(exponent, int) else 4
    return 0.5 * 10.0**-digits + 1e-9


def key_figures(case: Case) -> dict[str, float | None]:
    """Return every key figure of the design, section 2; null where there is nothing to share."""
    count = Counter(case.status)
    orders = case.instance.orders
    promised = count["on_time"] + count["late"] + count["unserved"]
    costs = costs_of(case)
    operating = (costs["vehicles"] + costs["stations"] + costs["handling"]) / YUAN
    delivered = np.array(sorted(case.delivered), dtype=np.int64)
    pieces = int(orders.pieces[delivered].sum())
    at = np.array([case.delivered[row] for row in delivered.tolist()], dtype=np.int64)
    hours = (at - orders.ready[delivered]) / HOUR
    return {
        "orders": len(orders),
        **{status: count[status] for status in ("on_time", "late", "unserved", "deferred")},
        "on_time_share": count["on_time"] / promised if promised else None,
        "operating_cost": operating,
        "cost_per_piece": operating / pieces if pieces else None,
        "trips": len(case.trips),
        "vehicles": len({trip.vehicle for trip in case.trips if trip.vehicle != UNKNOWN}),
        "distance_m": sum(case.driven(trip)[1] for trip in case.trips),
        "paid_s": sum(duty.paid for duty in case.duties.values()),
        "co2_kg": _co2(case),
        "hours_mean": float(hours.mean()) if len(hours) else None,
        "hours_p95": float(np.percentile(hours, 95)) if len(hours) else None,
    }


def _co2(case: Case) -> float:
    """Return the kilograms of carbon dioxide that the trips set free."""
    grams = 0.0
    for trip in case.trips:
        vehicle = case.vehicle(trip)
        if vehicle is not None:
            grams += case.driven(trip)[1] / KM * vehicle.co2_per_km
    return grams / KG
