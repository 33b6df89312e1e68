"""How trips and stops are called in the panel, and which trips may take something."""

from __future__ import annotations

from optimizer.desk.adjusting import Adjusted
from optimizer.desk.plans import OpenPlan
from optimizer.edits import SheetTrip
from optimizer.reports import PlanReading
from optimizer.ui import session
from optimizer.ui.words import t


def trip_name(adjusted: Adjusted, reading: PlanReading, trip_id: str) -> str:
    """Return a trip in one line."""
    trip = adjusted.sheet.trips[trip_id]
    told = reading.trips.get(trip_id)
    if told is None:
        name = t("adjust.trip_empty", trip=trip_id)
    else:
        start = told["stops"][0]["departure"][5:16].replace("T", " ")
        count = len(told["stops"]) - 2
        name = t("adjust.trip_name", trip=trip_id, start=start, stops=count)
    return name + (t("adjust.locked_mark") if trip.is_locked else "")


def stop_name(reading: PlanReading, trip: SheetTrip, place: int) -> str:
    """Return a stop in one line."""
    stop, told = trip.stops[place], reading.trips.get(trip.trip_id)
    site_id = reading.instance.sites[stop.site].site_id
    at = "" if told is None else reading.wall(told["stops"][place]["start"])
    return t(
        "adjust.stop_name",
        number=place,
        site=reading.name(site_id, session.lang()),
        at=at,
        unload=len(stop.unload),
        load=len(stop.load),
    )


def targets(
    opened: OpenPlan, adjusted: Adjusted, echelon: str, but: str | None = None
) -> list[str]:
    """Return the trips of an echelon to which something may be moved."""
    vehicles = opened.county.instance.vehicles
    return [
        name
        for name, trip in adjusted.sheet.trips.items()
        if name != but and not trip.is_locked and vehicles[trip.vehicle].echelon == echelon
    ]
