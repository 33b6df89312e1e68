"""What stands on a run sheet: one vehicle in one shift, stop by stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from optimizer.domain import Site, Vehicle
from optimizer.reports.notes import NOBODY, PLAIN, Notes, Person
from optimizer.reports.reading import Entry, PlanReading
from optimizer.reports.texts import day_text
from optimizer.reports.ways import Ways
from optimizer.units import KG, KM, MINUTE


@dataclass(frozen=True, slots=True)
class Goods:
    """What is handled at once; a bag holds what goes to one site."""

    orders: int = 0
    pieces: int = 0
    bags: int = 0
    kg: float = 0.0


@dataclass(frozen=True, slots=True)
class Call:
    """
    One line of a run sheet.

    Times read ``HH:MM``. ``handover`` says that goods change vehicle here. What is next is
    None at the last stop.
    """

    number: int
    site: Site
    arrival: str
    start: str
    departure: str
    unload: Goods
    load: Goods
    onboard_kg: float
    handover: bool
    minutes_to_next: int | None
    km_to_next: float | None

    @property
    def waits(self) -> bool:
        """Whether the driver waits before handling."""
        return self.start != self.arrival


@dataclass(frozen=True, slots=True)
class Loading:
    """
    What is loaded at one call to change vehicle at another, by destination.

    The bags of a load stand together by where they get off, so that whoever loads can
    count them and whoever sorts them finds them.
    """

    loaded_at: Call
    unloaded_at: Call
    bags: tuple[tuple[Site, Goods], ...]


@dataclass(frozen=True, slots=True)
class TripSheet:
    """One trip with its calls and what is handed over on it; ``span`` is from when to when."""

    trip_id: str
    status: str
    start: str
    end: str
    km: float
    span: tuple[datetime, datetime]
    calls: tuple[Call, ...]
    loading: tuple[Loading, ...]


@dataclass(frozen=True, slots=True)
class DutySheet:
    """
    One vehicle in one shift; ``day`` counts from 1.

    ``span`` is when the duty begins and is over; ``page`` is the address of the vehicle's
    phone page, empty where there is none; ``stamp`` says which publication this is.
    """

    number: int
    vehicle: Vehicle
    home: Site
    day: int
    date: str
    shift: str
    start: str
    end: str
    km: float
    span: tuple[datetime, datetime]
    trips: tuple[TripSheet, ...]
    driver: Person = NOBODY
    page: str = ""
    dispatcher: Person = NOBODY
    stamp: str = ""

    @property
    def vehicle_id(self) -> str:
        """The id of the vehicle."""
        return self.vehicle.vehicle_id

    @property
    def num_stops(self) -> int:
        """How many calls the driver makes away from home."""
        return sum(
            call.site.site_id != self.home.site_id for trip in self.trips for call in trip.calls
        )

    @property
    def pieces(self) -> int:
        """How many pieces are loaded over the shift."""
        return sum(call.load.pieces for trip in self.trips for call in trip.calls)


def duty_sheets(plan: PlanReading, ways: Ways, notes: Notes = PLAIN) -> list[DutySheet]:
    """Return the sheets of all duties by day, start of the shift, and vehicle."""
    duties = sorted(
        plan.document["duties"],
        key=lambda duty: (
            plan.day(duty["shift"]["start"]),
            plan.clocks[duty["shift"]["start"]],
            plan.vehicle_index[duty["vehicle_id"]],
        ),
    )
    return [_duty(plan, ways, duty, number, notes) for number, duty in enumerate(duties, start=1)]


def _duty(plan: PlanReading, ways: Ways, duty: Entry, number: int, notes: Notes) -> DutySheet:
    """Return the sheet of a duty."""
    vehicle, shift, day = plan.vehicle(duty["vehicle_id"]), duty["shift"], plan.day(duty["start"])
    moment = plan.instance.calendar.moment
    return DutySheet(
        number=number,
        vehicle=vehicle,
        home=plan.site(vehicle.home_site),
        day=day + 1,
        date=day_text(plan.instance.calendar.date(day), "zh"),
        shift=f"{plan.wall(shift['start'])}-{plan.wall(shift['end'])}",
        start=plan.wall(duty["start"]),
        end=plan.wall(duty["end"]),
        km=duty["distance_m"] / KM,
        span=(moment(plan.clocks[duty["start"]]), moment(plan.clocks[duty["end"]])),
        trips=tuple(_trip(plan, ways, trip) for trip in plan.trips_of(duty)),
        driver=notes.driver(vehicle.vehicle_id, shift["start"]),
        page=notes.pages.get(vehicle.vehicle_id, ""),
        dispatcher=notes.dispatcher,
        stamp=notes.stamp,
    )


def _trip(plan: PlanReading, ways: Ways, trip: Entry) -> TripSheet:
    """Return the sheet of a trip."""
    metres = [*ways.metres(trip), None]
    calls = [
        _call(plan, trip, number, metres_to_next=metres[number])
        for number in range(len(trip["stops"]))
    ]
    ends = (trip["stops"][0]["start"], trip["stops"][-1]["departure"])
    begin, end = (plan.instance.calendar.moment(plan.clocks[text]) for text in ends)
    return TripSheet(
        trip_id=trip["trip_id"],
        status=trip["status"],
        start=calls[0].start,
        end=calls[-1].departure,
        km=trip["distance_m"] / KM,
        span=(begin, end),
        calls=tuple(calls),
        loading=_loading(plan, trip, calls),
    )


def _call(plan: PlanReading, trip: Entry, number: int, *, metres_to_next: int | None) -> Call:
    """Return the line of a stop."""
    stop, clocks = trip["stops"][number], plan.clocks
    minutes = None
    if metres_to_next is not None:
        after = trip["stops"][number + 1]["arrival"]
        minutes = -((clocks[stop["departure"]] - clocks[after]) // MINUTE)
    return Call(
        number=number + 1,
        site=plan.site(stop["site_id"]),
        arrival=plan.wall(stop["arrival"]),
        start=plan.wall(stop["start"]),
        departure=plan.wall(stop["departure"]),
        unload=goods_of(plan, stop["unload"]),
        load=goods_of(plan, stop["load"]),
        onboard_kg=stop["onboard_kg"],
        handover=_is_handover(plan, stop),
        minutes_to_next=minutes,
        km_to_next=None if metres_to_next is None else metres_to_next / KM,
    )


def goods_of(plan: PlanReading, order_ids: Sequence[str]) -> Goods:
    """Return orders, pieces, bags and weight of what is handled."""
    if not order_ids:
        return Goods()
    orders, rows = plan.instance.orders, [plan.rows[order_id] for order_id in order_ids]
    return Goods(
        orders=len(rows),
        pieces=int(orders.pieces[rows].sum()),
        bags=len(set(orders.destination[rows].tolist())),
        kg=int(orders.weight[rows].sum()) / KG,
    )


def by_destination(plan: PlanReading, order_ids: Sequence[str]) -> tuple[tuple[Site, Goods], ...]:
    """Return what is loaded for each destination, in the order of the sites."""
    by_site: dict[int, list[str]] = {}
    destination = plan.instance.orders.destination.tolist()
    for order_id in order_ids:
        by_site.setdefault(destination[plan.rows[order_id]], []).append(order_id)
    sites = plan.instance.sites
    return tuple((sites[site], goods_of(plan, by_site[site])) for site in sorted(by_site))


def _loading(plan: PlanReading, trip: Entry, calls: Sequence[Call]) -> tuple[Loading, ...]:
    """Return what is loaded on a trip to be unloaded before its destination."""
    network, destination = plan.instance.network, plan.instance.orders.destination
    loaded: dict[str, int] = {}
    groups: dict[tuple[int, int], list[str]] = {}
    for at, stop in enumerate(trip["stops"]):
        here = network.index[stop["site_id"]]
        for order in stop["unload"]:
            if network.door[destination[plan.rows[order]]] != here:
                groups.setdefault((loaded[order], at), []).append(order)
        loaded |= dict.fromkeys(stop["load"], at)
    return tuple(
        Loading(calls[start], calls[end], by_destination(plan, groups[start, end]))
        for start, end in sorted(groups)
    )


def _is_handover(plan: PlanReading, stop: Entry) -> bool:
    """Whether something is handled that did not begin here or does not end here."""
    orders, door = plan.instance.orders, plan.instance.network.door
    here = plan.instance.network.index[stop["site_id"]]
    begins, ends = orders.origin, orders.destination
    return any(door[ends[plan.rows[order]]] != here for order in stop["unload"]) or any(
        door[begins[plan.rows[order]]] != here for order in stop["load"]
    )
