"""The entries of a plan document: trips, duties and orders, as ``plan.json`` writes them."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.domain import Calendar, Instance, Leg, Plan, Reason, TimeWindow, Trip
from optimizer.reports.document.duties import Duty
from optimizer.reports.document.outcomes import STATUSES, Outcomes
from optimizer.units import CUBIC_METRE, KG, MINUTE, YUAN

Entry = dict[str, Any]


class ClockTexts(dict[int, str]):
    """Clocks as ISO 8601; each is written once, since thousands of orders share a stop."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__()
        self._calendar = calendar

    def __missing__(self, clock: int) -> str:
        text = self[clock] = self._calendar.text(clock)
        return text

    def window(self, window: TimeWindow) -> Entry:
        """Write a window."""
        return {"start": self[window.earliest], "end": self[window.latest]}


def trip_entry(
    trip: Trip, instance: Instance, texts: ClockTexts, *, driven: tuple[int, int], firm_until: float
) -> Entry:
    """Write a trip; ``driven`` is its seconds and metres, ``firm_until`` the next planning time."""
    vehicle = instance.vehicles[trip.vehicle]
    driving, distance = driven
    return {
        "trip_id": trip.trip_id,
        "vehicle_id": vehicle.vehicle_id,
        "echelon": str(vehicle.echelon),
        "shift": texts.window(trip.shift),
        "status": "committed" if trip.start < firm_until else "provisional",
        "distance_m": distance,
        "driving_s": driving,
        "stops": _stop_entries(trip, instance, texts),
    }


def _stop_entries(trip: Trip, instance: Instance, texts: ClockTexts) -> list[Entry]:
    """Write the stops of a trip with what is on board on leaving each."""
    orders, ids = instance.orders, instance.orders.order_id
    entries, weight, volume = [], 0, 0
    for stop in trip.stops:
        on, off = list(stop.load), list(stop.unload)
        weight += int(orders.weight[on].sum() - orders.weight[off].sum())
        volume += int(orders.volume[on].sum() - orders.volume[off].sum())
        entries.append(
            {
                "site_id": instance.sites[stop.site].site_id,
                "arrival": texts[stop.arrival],
                "start": texts[stop.start],
                "departure": texts[stop.departure],
                "load": [ids[row] for row in on],
                "unload": [ids[row] for row in off],
                "onboard_kg": weight / KG,
                "onboard_m3": volume / CUBIC_METRE,
            }
        )
    return entries


def duty_entry(duty: Duty, instance: Instance, texts: ClockTexts) -> Entry:
    """Write a duty."""
    return {
        "vehicle_id": instance.vehicles[duty.vehicle].vehicle_id,
        "shift": texts.window(duty.shift),
        "start": texts[duty.start],
        "end": texts[duty.end],
        "paid_s": duty.paid,
        "overtime_s": duty.overtime,
        "distance_m": duty.distance,
        "cost": round(duty.cost / YUAN, 4),
    }


def order_entries(
    plan: Plan, instance: Instance, outcomes: Outcomes, texts: ClockTexts
) -> list[Entry]:
    """Write what becomes of every order, in the order of the order file."""
    slack = np.floor_divide(instance.orders.due - outcomes.delivered, MINUTE).tolist()
    delivered = outcomes.delivered.tolist()
    is_delivered, status = outcomes.is_delivered.tolist(), outcomes.status.tolist()
    trip_ids = [trip.trip_id for trip in plan.trips]
    site_ids = [site.site_id for site in instance.sites]

    def leg_entry(leg: Leg) -> Entry:
        return {
            "trip_id": trip_ids[leg.trip],
            "from": site_ids[leg.origin],
            "to": site_ids[leg.destination],
            "departure": texts[leg.departure],
            "arrival": texts[leg.arrival],
        }

    return [
        {
            "order_id": order_id,
            "status": STATUSES[status[row]],
            "delivered_at": texts[delivered[row]] if is_delivered[row] else None,
            "slack_minutes": slack[row] if is_delivered[row] else None,
            "legs": [leg_entry(leg) for leg in outcomes.legs.get(row, ())],
            "reason": _reason_entry(outcomes.reasons.get(row)),
        }
        for row, order_id in enumerate(instance.orders.order_id)
    ]


def _reason_entry(reason: Reason | None) -> Entry | None:
    """Write a reason."""
    if reason is None:
        return None
    return {
        "code": reason.code,
        "proof": reason.is_proof,
        "message_zh": reason.message_zh,
        "message_en": reason.message_en,
        "fix": reason.fix,
    }
