"""Rules 1, 4 and 11: every order is carried whole, in time, and delivered when the plan says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.checker.case import Case, breach
from optimizer.checker.proofs import Proofs
from optimizer.domain import Leg, Violation


def check_listing(case: Case) -> Iterator[Violation]:
    """Yield every order that is not listed exactly once, and every order nobody knows."""
    listed = Counter(entry["order_id"] for entry in case.document["orders"])
    for order_id in case.instance.orders.order_id:
        if order_id not in listed:
            message = "the order is not listed under orders"
            yield breach("V110", order_id, message, excess=1, unit="count")
    for order_id, times in listed.items():
        if order_id not in case.row_of:
            yield _unknown(order_id, "is listed under orders")
        elif times > 1:
            message = f"the order is listed {times} times under orders, not once"
            yield breach("V111", order_id, message, excess=times - 1, unit="count")
    known = case.row_of
    for trip in case.document["trips"]:
        for stop in trip["stops"]:
            for order_id in (*stop["load"], *stop["unload"]):
                if order_id not in known and order_id not in listed:
                    yield _unknown(order_id, f"rides on {trip['trip_id']}")


def _unknown(order_id: str, what: str) -> Violation:
    """Return the violation of an order that the inputs do not hold."""
    message = f"an order {what} that is not in the order file"
    return breach("V112", order_id, message, excess=1, unit="count")


def check_handling_over(case: Case) -> Iterator[Violation]:
    """Yield every order that is loaded without being unloaded, or the other way round."""
    names = case.instance.orders.order_id
    for trip in case.trips:
        on_board: dict[int, int] = {}
        for position, stop in enumerate(trip.stops):
            for row in stop.unload:
                if on_board.pop(row, None) is None:
                    where = f"{names[row]}, {case.where(trip, position)}"
                    message = "the order is unloaded but was not on board"
                    yield breach("V113", where, message, excess=1, unit="count")
            for row in stop.load:
                if row in on_board:
                    where = f"{names[row]}, {case.where(trip, position)}"
                    message = "the order is loaded but is on board already"
                    yield breach("V113", where, message, excess=1, unit="count")
                on_board[row] = position
        for row, position in on_board.items():
            where = f"{names[row]}, {case.where(trip, position)}"
            message = "the order is loaded and never unloaded on this trip"
            yield breach("V113", where, message, excess=1, unit="count")


def check_journeys(case: Case) -> Iterator[Violation]:
    """Yield every order whose legs do not lead without a gap from origin to destination."""
    names, doors, sites = case.instance.orders.order_id, case.doors, case.instance.sites
    for row, legs in case.legs.items():
        here, (_, destination) = doors[row][0], doors[row]
        for leg in legs:
            if leg.origin != here:
                message = f"the order is loaded at {_name(case, leg.origin)} but is at "
                message += _name(case, here)
                where = f"{names[row]}, {case.trips[leg.trip].trip_id}"
                yield breach("V114", where, message, excess=1, unit="count")
            here = leg.destination
        if here != destination:
            message = f"the order is left at {_name(case, here)}, its destination is "
            yield breach(
                "V115", names[row], message + _name(case, destination), excess=1, unit="count"
            )
        for leg in legs[:-1]:
            if leg.destination == destination:
                message = "the order is carried on after it has arrived"
                yield breach("V115", names[row], message, excess=1, unit="count")
            elif leg.destination >= 0 and not sites[leg.destination].is_base:
                message = f"the order changes vehicle at {_name(case, leg.destination)}, no base"
                yield breach("V119", names[row], message, excess=1, unit="count")


def _name(case: Case, site: int) -> str:
    """Return the id of a site for a message."""
    return case.instance.sites[site].site_id if site >= 0 else "an unknown site"


def check_not_carried(case: Case) -> Iterator[Violation]:
    """Yield every order on no trip that may not be put off, or is left without a reason."""
    orders, end = case.instance.orders, case.instance.calendar.end
    for row, entry in case.entries.items():
        if row in case.legs:
            continue
        early = end - int(orders.due[row])
        if entry["status"] == "deferred" and early >= 0:
            message = f"the order is deferred but due {early} s before the horizon ends"
            yield breach("V116", entry["order_id"], message, excess=early, unit="s")
        if entry["status"] == "unserved" and entry["reason"] is None:
            message = "the order is unserved and has no reason"
            yield breach("V117", entry["order_id"], message, excess=1, unit="count")


def check_proofs(case: Case) -> Iterator[Violation]:
    """Yield every reason that claims to be a proof and is none."""
    proofs = Proofs(case.instance, case.travel)
    for row, entry in case.entries.items():
        reason = entry["reason"]
        if reason is None or not reason["proof"]:
            continue
        refuted = proofs.refute(row, reason["code"])
        if refuted is not None:
            message, excess = refuted
            where = entry["order_id"]
            yield breach("V118", where, message, excess=excess, unit="s" if excess else "")


def check_releases(case: Case) -> Iterator[Violation]:
    """Yield every order that is loaded before it is there."""
    orders, sites = case.instance.orders, case.instance.sites
    ready = orders.ready.tolist()
    for row, legs in case.legs.items():
        before: Leg | None = None
        for leg in legs:
            early = ready[row] - leg.loaded_at
            if early > 0:
                where = f"{orders.order_id[row]}, {case.trips[leg.trip].trip_id}"
                message = f"the order is loaded {early} s before it is ready"
                yield breach("V140", where, message, excess=early, unit="s")
            if before is not None and before.destination == leg.origin >= 0:
                early = before.unloaded_at + sites[leg.origin].transfer_time - leg.loaded_at
                if early > 0:
                    where = f"{orders.order_id[row]}, {case.trips[leg.trip].trip_id}"
                    message = f"the order is loaded at {_name(case, leg.origin)} {early} s "
                    message += "before it is unloaded and transferred there"
                    yield breach("V141", where, message, excess=early, unit="s")
            before = leg


def check_deliveries(case: Case) -> Iterator[Violation]:
    """Yield every order that is not delivered when, or as punctually as, the plan says."""
    due = case.instance.orders.due.tolist()
    for row, entry in case.entries.items():
        at = case.delivered.get(row)
        said = None if entry["delivered_at"] is None else case.clock(entry["delivered_at"])
        if said != at:
            gap = abs(said - at) if said is not None and at is not None else 0
            right = "not at all" if at is None else f"at {case.instance.calendar.text(at)}"
            message = f"the order is delivered {right}, not at {entry['delivered_at']}"
            yield breach("V210", entry["order_id"], message, excess=gap, unit="s")
        if at is None or not case.claims(row, "delivered"):
            continue
        late = at - due[row]
        if (entry["status"] == "late") != (late > 0):
            message = f"the order is called {entry['status']} but arrives {abs(late)} s "
            message += "after it is due" if late > 0 else "before it is due"
            yield breach("V211", entry["order_id"], message, excess=abs(late), unit="s")
