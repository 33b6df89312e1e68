"""Which trips carry an order, and how orders get onto a trip and off it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from optimizer.domain import NO_WAY
from optimizer.edits.ground import Ground
from optimizer.edits.refusals import EditRefused
from optimizer.edits.sheet import Sheet, SheetStop, SheetTrip


@dataclass(frozen=True, slots=True)
class Ride:
    """One order on one trip, between two of its stops."""

    trip_id: str
    first: int
    last: int
    origin: int
    destination: int


def rides_of(
    sheet: Sheet, ground: Ground, rows: Collection[int], *, only: Iterable[str] | None = None
) -> dict[int, list[Ride]]:
    """Return the rides of these orders, in the order in which they carry them."""
    wanted = frozenset(rows)
    found: dict[int, list[Ride]] = {row: [] for row in rows}
    for name in sheet.trips if only is None else only:
        stops = sheet.trips[name].stops
        boarded: dict[int, int] = {}
        for position, stop in enumerate(stops):
            for row in wanted.intersection(stop.unload):
                first = boarded.pop(row)
                found[row].append(Ride(name, first, position, stops[first].site, stop.site))
            boarded.update(dict.fromkeys(wanted.intersection(stop.load), position))
    for row, rides in found.items():
        if len(rides) > 1:
            found[row] = _in_order(rides, ground.ends[0][row])
    return found


def _in_order(rides: list[Ride], origin: int) -> list[Ride]:
    """Return rides as they follow each other from a site on."""
    waiting, ordered, here = list(rides), [], origin
    while waiting:
        follows = next((ride for ride in waiting if ride.origin == here), waiting[0])
        waiting.remove(follows)
        ordered.append(follows)
        here = follows.destination
    return ordered


def aboard(
    ground: Ground,
    trip: SheetTrip,
    rows: Iterable[int],
    *,
    origin: int,
    destination: int,
    position: int | None = None,
) -> SheetTrip:
    """
    Return a trip that also carries orders from one site to another.

    Its base is its first and last stop; a site at which it does not call yet becomes a stop
    where that costs least driving, or at ``position``.

    Raises
    ------
    EditRefused
        D228 when the order would leave before it is on, D233 for no such position, D235 when
        the vehicle cannot drive there.
    """
    chosen = tuple(rows)
    start = 0 if origin == trip.home else _stop_at(trip, origin)
    if start is None:
        trip, start = _inserted(ground, trip, origin, low=1, position=position)
        position = None
    end = len(trip.stops) - 1 if destination == trip.home else _stop_at(trip, destination, start)
    if end is None:
        trip, end = _inserted(ground, trip, destination, low=start + 1, position=position)
    if end <= start:
        raise EditRefused("D228", order=ground.order(chosen[0]), trip=trip.trip_id)
    stops = list(trip.stops)
    stops[start] = replace(stops[start], load=(*stops[start].load, *chosen))
    stops[end] = replace(stops[end], unload=(*stops[end].unload, *chosen))
    return replace(trip, stops=tuple(stops))


def _stop_at(trip: SheetTrip, site: int, behind: int = 0) -> int | None:
    """Return the first stop between the bases at a site, behind another stop."""
    places = range(behind + 1, len(trip.stops) - 1)
    return next((place for place in places if trip.stops[place].site == site), None)


def _inserted(
    ground: Ground, trip: SheetTrip, site: int, *, low: int, position: int | None
) -> tuple[SheetTrip, int]:
    """Return a trip with a stop at a site, and where that stands."""
    stops = trip.stops
    if position is not None:
        if not low <= position <= len(stops) - 1:
            raise EditRefused("D233", position=str(position), trip=trip.trip_id)
        place = position
    else:
        place = min(
            range(low, len(stops)),
            key=lambda at: (
                ground.drive(trip, stops[at - 1].site, site)
                + ground.drive(trip, site, stops[at].site)
                - ground.drive(trip, stops[at - 1].site, stops[at].site),
                at,
            ),
        )
    ways = (stops[place - 1].site, site), (site, stops[place].site)
    if any(ground.drive(trip, *way) >= NO_WAY for way in ways):
        vehicle = ground.vehicle(trip).vehicle_id
        raise EditRefused("D235", vehicle=vehicle, site=ground.site(site))
    with_stop = (*stops[:place], SheetStop(site), *stops[place:])
    return replace(trip, stops=with_stop), place


def check_order_of_rides(ground: Ground, trip: SheetTrip) -> None:
    """
    Refuse a trip on which an order is unloaded before it is loaded.

    Raises
    ------
    EditRefused
        D228, with order and trip.
    """
    on_board: set[int] = set()
    for stop in trip.stops:
        for row in stop.unload:
            if row not in on_board:
                raise EditRefused("D228", order=ground.order(row), trip=trip.trip_id)
            on_board.discard(row)
        on_board.update(stop.load)
