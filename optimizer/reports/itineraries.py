"""One row per order: which way it goes and when, for Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from optimizer.reports.defuse import csv_text, plain_text
from optimizer.reports.files import replace_file
from optimizer.reports.reading import Entry, PlanReading
from optimizer.reports.texts import text


def write_itineraries(plan: PlanReading, file: Path, lang: str) -> None:
    """
    Write the itinerary of every order as CSV.

    UTF-8 with a byte order mark, so that Excel in China opens it; text that looks like a
    formula gets an apostrophe. There are as many leg columns as the longest itinerary.
    """
    num_legs = max((len(order["legs"]) for order in plan.document["orders"]), default=1) or 1
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(_header(num_legs, lang))
    table.writerows(_rows(plan, num_legs, lang))
    with replace_file(file) as raw:
        raw.write(stream.getvalue().encode("utf-8-sig"))


def _header(num_legs: int, lang: str) -> list[str]:
    """Return the names of the columns."""
    before = ("order_id", "origin", "destination", "pieces", "status")
    after = ("delivered_at", "slack_minutes", "reason_code", "reason", "fix")
    legs = [text("leg", lang).format(number + 1) for number in range(num_legs)]
    return [
        *(text(name, lang) for name in before),
        *legs,
        *(text(name, lang) for name in after),
    ]


def _rows(plan: PlanReading, num_legs: int, lang: str) -> Iterator[list[str | int]]:
    """Yield the row of every order."""
    orders = plan.instance.orders
    names = [_safe(plan.name(site.site_id, lang)) for site in plan.instance.sites]
    origins, destinations = orders.origin.tolist(), orders.destination.tolist()
    pieces, message = orders.pieces.tolist(), f"message_{lang}"
    for entry in plan.document["orders"]:
        row = plan.rows[entry["order_id"]]
        legs = [_safe(leg_text(plan, leg, lang)) for leg in entry["legs"]]
        reason = entry["reason"] or {}
        slack = entry["slack_minutes"]
        yield [
            _safe(entry["order_id"]),
            names[origins[row]],
            names[destinations[row]],
            pieces[row],
            text(entry["status"], lang),
            *legs,
            *[""] * (num_legs - len(legs)),
            _minute(entry["delivered_at"]),
            "" if slack is None else slack,
            reason.get("code", ""),
            _safe(reason.get(message, "")),
            _safe(reason.get("fix", "")),
        ]


def _safe(value: str) -> str:
    """Return user text as a harmless cell."""
    return csv_text(plain_text(value))


def _minute(moment: str | None) -> str:
    """Return ``2026-11-23 08:07`` of a written time, which every Excel takes for a date."""
    return f"{moment[:10]} {moment[11:16]}" if moment else ""


def leg_text(plan: PlanReading, leg: Entry, lang: str) -> str:
    """Write a leg as people read it: trip, plate, from where and when, to where and when."""
    vehicle = plan.vehicle(plan.trips[leg["trip_id"]]["vehicle_id"])
    plate = vehicle.plate or vehicle.vehicle_id
    start, end = (plan.name(leg[end], lang) for end in ("from", "to"))
    departure, arrival = leg["departure"][5:16], leg["arrival"][5:16]
    way = f"{start} {departure} → {end} {arrival}".replace("T", " ")
    return f"{leg['trip_id']} {plate} {way}"
