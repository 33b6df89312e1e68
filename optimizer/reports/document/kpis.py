"""The figures that a plan is judged by at a glance."""

from __future__ import annotations

import numpy as np

from optimizer.domain import Echelon, Instance, Plan
from optimizer.reports.document.duties import Duty
from optimizer.reports.document.outcomes import DEFERRED, LATE, ON_TIME, UNSERVED, Outcomes
from optimizer.units import CENT, HOUR, KG, KM, YUAN

Figure = float | int | None


def kpis(
    plan: Plan,
    instance: Instance,
    outcomes: Outcomes,
    duties: list[Duty],
    *,
    operating_cost: float,
    num_missed: int,
) -> dict[str, Figure]:
    """
    Compute the key figures of a plan, in the units that people use.

    ``operating_cost`` is in cents. A share, mean or price of nothing is None.
    """
    vehicles = instance.vehicles
    grams = sum(duty.distance / KM * vehicles[duty.vehicle].co2_per_km for duty in duties)
    linehaul = sum(
        duty.distance for duty in duties if vehicles[duty.vehicle].echelon is Echelon.LINEHAUL
    )
    distance = sum(duty.distance for duty in duties)
    pieces = int(instance.orders.pieces[outcomes.is_delivered].sum())
    cost = operating_cost * CENT / YUAN
    return {
        **_counts(outcomes),
        "operating_cost": round(cost, 4),
        "cost_per_piece": round(cost / pieces, 4) if pieces else None,
        "trips": len(plan.trips),
        "vehicles": len({trip.vehicle for trip in plan.trips}),
        "distance_m": distance,
        "paid_s": sum(duty.paid for duty in duties),
        "co2_kg": round(grams / KG, 4),
        **_hours(instance, outcomes),
        "pieces": int(instance.orders.pieces.sum()),
        "pieces_delivered": pieces,
        "weight_delivered_kg": int(instance.orders.weight[outcomes.is_delivered].sum()) / KG,
        "linehaul_distance_m": linehaul,
        "local_distance_m": distance - linehaul,
        "duties": len(duties),
        "overtime_s": sum(duty.overtime for duty in duties),
        "missed_visits": num_missed,
    }


def _counts(outcomes: Outcomes) -> dict[str, Figure]:
    """Return how many orders have which status, and the share that is on time."""
    counts = np.bincount(outcomes.status, minlength=4).tolist()
    judged = counts[ON_TIME] + counts[LATE] + counts[UNSERVED]
    return {
        "orders": len(outcomes.status),
        "on_time": counts[ON_TIME],
        "late": counts[LATE],
        "unserved": counts[UNSERVED],
        "deferred": counts[DEFERRED],
        "on_time_share": round(counts[ON_TIME] / judged, 6) if judged else None,
    }


def _hours(instance: Instance, outcomes: Outcomes) -> dict[str, Figure]:
    """Return how long delivered orders take, from ready to delivered."""
    taken = (outcomes.delivered - instance.orders.ready)[outcomes.is_delivered] / HOUR
    if not taken.size:
        return {"hours_mean": None, "hours_p95": None}
    return {
        "hours_mean": round(float(taken.mean()), 4),
        "hours_p95": round(float(np.percentile(taken, 95)), 4),
    }
