"""Rule 13: what the plan says of itself is what recomputing gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from optimizer.checker.case import Case, breach
from optimizer.checker.duties import UNKNOWN, Duty
from optimizer.checker.handling import missed_visits
from optimizer.checker.loads import loads
from optimizer.domain import Leg, Trip, Violation
from optimizer.units import CUBIC_METRE, KG, MINUTE


def check_header(case: Case) -> Iterator[Violation]:
    """Yield what the plan says wrongly of its inputs, its moment and its horizon."""
    document, instance = case.document, case.instance
    inputs = document.get("inputs") or {}
    texts = [
        ("network", document["network"], instance.rules.name),
        ("inputs.network", inputs.get("network"), instance.network.fingerprint),
        ("inputs.orders", inputs.get("orders"), instance.orders_fingerprint),
    ]
    for where, said, right in texts:
        if said is not None and right and said != right:
            message = f"the plan was made from {said}, not from {right}"
            yield breach("V239", where, message, excess=1, unit="count")
    clocks = [
        ("planned_at", document["planned_at"], instance.calendar.start),
        ("horizon.start", document["horizon"]["start"], instance.calendar.start),
        ("horizon.end", document["horizon"]["end"], instance.calendar.end),
    ]
    for where, moment, clock in clocks:
        off = abs(case.clock(moment) - clock)
        if off:
            message = f"the moment is {instance.calendar.text(clock)}, not {moment}"
            yield breach("V239", where, message, excess=off, unit="s")


def check_trips(case: Case) -> Iterator[Violation]:
    """Yield every trip whose way, loads, status or echelon is not what the plan says."""
    for told, trip in zip(case.document["trips"], case.trips, strict=True):
        seconds, metres = case.driven(trip)
        name = trip.trip_id
        yield from _figure("V230", f"{name} driving_s", told["driving_s"], seconds, unit="s")
        yield from _figure("V230", f"{name} distance_m", told["distance_m"], metres, unit="m")
        yield from _loads(case, told, trip)
        yield from _standing(case, told, trip)


def _figure(
    code: str, where: str, said: float | None, right: float | None, *, unit: str, off: float = 1e-6
) -> Iterator[Violation]:
    """Yield the violation of a figure that is not the right one, or null where none is."""
    if said is None or right is None:
        if said is not right:
            message = f"the figure is {_shown(right)}, not {_shown(said)}"
            yield breach(code, where, message, unit=unit)
    elif abs(said - right) > off:
        message = f"the figure is {_shown(right)}, not {_shown(said)}"
        yield breach(code, where, message, excess=round(abs(said - right), 6), unit=unit)


def _shown(figure: float | None) -> str:
    """Return a figure as a message shows it."""
    return "null" if figure is None else f"{figure:.10g}"


def _loads(case: Case, told: dict[str, Any], trip: Trip) -> Iterator[Violation]:
    """Yield every stop after which something else is on board than the plan says."""
    for position, (grams, millilitres) in enumerate(loads(case, trip)):
        stop = told["stops"][position]
        amounts = (
            ("onboard_kg", stop["onboard_kg"], grams, KG, "g"),
            ("onboard_m3", stop["onboard_m3"], millilitres, CUBIC_METRE, "ml"),
        )
        for name, said, right, size, unit in amounts:
            off = abs(said * size - right)
            if off > max(0.001 * size, 1e-6 * right) * (1 + 1e-9):
                where = f"{case.where(trip, position)} {name}"
                message = f"the load is {right / size:g}, not {said:g}"
                yield breach("V232", where, message, excess=round(off, 3), unit=unit)


def _standing(case: Case, told: dict[str, Any], trip: Trip) -> Iterator[Violation]:
    """Yield what the plan says wrongly of a trip's status and echelon."""
    calendar = case.instance.calendar
    times = case.instance.rules.planning_times
    again = calendar.next_of(times, calendar.start, inclusive=False)
    if again is not None:  # a county that never plans again may call its trips either
        gap = trip.start - again
        right = "committed" if gap < 0 else "provisional"
        if told["status"] != right:
            message = f"the trip is {right}, not {told['status']}: the next planning is "
            message += calendar.text(again)
            yield breach("V236", f"{trip.trip_id} status", message, excess=abs(gap), unit="s")
    vehicle = case.vehicle(trip)
    if vehicle is not None and told["echelon"] != vehicle.echelon:
        message = f"{vehicle.vehicle_id} drives {vehicle.echelon}, not {told['echelon']}"
        yield breach("V236", f"{trip.trip_id} echelon", message, excess=1, unit="count")


def check_orders(case: Case) -> Iterator[Violation]:
    """Yield every order whose status or slack is not what the trips give."""
    due = case.instance.orders.due.tolist()
    for row, entry in case.entries.items():
        at, order_id = case.delivered.get(row), entry["order_id"]
        if case.claims(row, "delivered") != (at is not None):
            message = f"the order is {case.status[row]}, not {entry['status']}"
            yield breach("V231", order_id, message, excess=1, unit="count")
        slack = None if at is None else (due[row] - at) // MINUTE
        said = entry["slack_minutes"]
        if said != slack:
            off = abs(said - slack) * MINUTE if said is not None and slack is not None else 0
            message = f"the slack is {_shown(slack)} minutes, not {_shown(said)}"
            yield breach("V234", order_id, message, excess=off, unit="s")


def check_legs(case: Case) -> Iterator[Violation]:
    """Yield every order whose legs are not those of the stops."""
    for row, entry in case.entries.items():
        told = [_told(case, leg) for leg in entry["legs"]]
        ridden = [_ridden(case, leg) for leg in case.legs.get(row, ())]
        if told != ridden:
            missing, extra = Counter(ridden) - Counter(told), Counter(told) - Counter(ridden)
            wrong = max(missing.total(), extra.total())
            message = f"{wrong} legs are not what the stops say"
            if not wrong:
                message = "the legs are not in the order in which they carry the goods"
            yield breach("V233", entry["order_id"], message, excess=wrong, unit="count")


def _told(case: Case, leg: dict[str, str]) -> tuple[str, str, str, int, int]:
    """Return a leg of the document, comparable."""
    departure, arrival = case.clock(leg["departure"]), case.clock(leg["arrival"])
    return leg["trip_id"], leg["from"], leg["to"], departure, arrival


def _ridden(case: Case, leg: Leg) -> tuple[str, str, str, int, int]:
    """Return a leg of the stops, comparable."""
    sites = case.instance.sites
    here, there = ("" if i == UNKNOWN else sites[i].site_id for i in (leg.origin, leg.destination))
    return case.trips[leg.trip].trip_id, here, there, leg.departure, leg.arrival


def check_duties(case: Case) -> Iterator[Violation]:
    """Yield every duty that is missing, not there, or not what its trips make it."""
    seen: Counter[tuple[int, int, int]] = Counter()
    for told in case.document["duties"]:
        shift = case.window(told["shift"])
        key = (case.vehicle_of.get(told["vehicle_id"], UNKNOWN), shift.earliest, shift.latest)
        where = f"{told['vehicle_id']}, shift from {told['shift']['start']}"
        seen[key] += 1
        duty = case.duties.get(key)
        if duty is None or seen[key] > 1:
            message = "no trip makes this duty" if duty is None else "the duty is listed again"
            yield breach("V235", where, message, excess=1, unit="count")
        else:
            yield from _duty(case, told, duty, where)
    for key, duty in case.duties.items():
        if key not in seen:
            vehicle = case.instance.vehicles[duty.vehicle].vehicle_id
            where = f"{vehicle}, shift from {case.instance.calendar.text(duty.shift.earliest)}"
            yield breach("V235", where, "the duty is not listed", excess=1, unit="count")


def _duty(case: Case, told: dict[str, Any], duty: Duty, where: str) -> Iterator[Violation]:
    """Yield every figure of one duty that its trips do not give."""
    figures = (
        ("start", case.clock(told["start"]), duty.start, "s"),
        ("end", case.clock(told["end"]), duty.end, "s"),
        ("paid_s", told["paid_s"], duty.paid, "s"),
        ("overtime_s", told["overtime_s"], duty.overtime, "s"),
        ("distance_m", told["distance_m"], duty.distance, "m"),
    )
    for name, said, right, unit in figures:
        yield from _figure("V235", f"{where} {name}", said, right, unit=unit)


def check_lists(case: Case) -> Iterator[Violation]:
    """Yield every missed visit that is none, and every site that is wrongly called used."""
    calendar, sites = case.instance.calendar, case.instance.sites
    missed = {
        (sites[site].site_id, calendar.date(day).isoformat()) for site, day in missed_visits(case)
    }
    listed = Counter((entry["site_id"], entry["date"]) for entry in case.document["missed_visits"])
    for (site_id, date), times in listed.items():
        if (site_id, date) not in missed:
            message = "the visit is made, or not due"
            yield breach("V237", f"{site_id} on {date}", message, excess=1, unit="count")
        elif times > 1:
            message = f"the missed visit is listed {times} times"
            yield breach("V237", f"{site_id} on {date}", message, excess=times - 1, unit="count")
    used = {
        sites[stop.site].site_id
        for _, _, stop in case.stops()
        if (stop.load or stop.unload) and stop.site != UNKNOWN
    }
    said = Counter(case.document["sites_used"])
    wrong = sorted(used ^ set(said)) + sorted((said - Counter(set(said))).elements())
    if wrong:
        message = f"the sites where something is handled differ by {', '.join(wrong[:10])}"
        yield breach("V237", "sites_used", message, excess=len(wrong), unit="count")
