"""Applies one edit to a sheet: what cannot be done is refused, and nothing has changed then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from optimizer.edits import kinds
from optimizer.edits.carrying import Ride, aboard, check_order_of_rides, rides_of
from optimizer.edits.ground import Ground
from optimizer.edits.kinds import Edit
from optimizer.edits.linking import linked
from optimizer.edits.refusals import EditRefused
from optimizer.edits.sheet import Sheet, SheetStop, SheetTrip, joined


def apply_edit(sheet: Sheet, edit: Edit, ground: Ground) -> Sheet:
    """
    Return the sheet with an edit made; its notes say what the edit left open.

    Raises
    ------
    EditRefused
        D221 to D237, when the edit cannot be made.
    """
    done: Sheet = _WAYS[type(edit)](replace(sheet, notes=()), edit, ground)
    for name, trip in done.trips.items():
        if sheet.trips.get(name) is not trip:
            ground.check_drivable(trip)
    return done


def _move_orders(sheet: Sheet, edit: kinds.MoveOrders, ground: Ground) -> Sheet:
    """Put orders of other trips on a trip."""
    trip, rows = _free_trip(sheet, edit.to_trip), ground.rows(edit.orders)
    is_linehaul = ground.is_linehaul(trip)
    if edit.from_trip is not None:
        _trip(sheet, edit.from_trip)
    moved: list[tuple[int, Ride]] = []
    for row, rides in rides_of(sheet, ground, rows).items():
        meant = [
            ride
            for ride in rides
            if (edit.from_trip is None or ride.trip_id == edit.from_trip)
            and ground.is_linehaul(sheet.trips[ride.trip_id]) == is_linehaul
        ]
        if not meant:
            _refuse_missing(sheet, ground, row, rides, edit)
        if len(meant) > 1:
            raise EditRefused("D236", order=ground.order(row))
        _check_bound(sheet, ground, row, trip)
        moved.append((row, meant[0]))
    return _moved(sheet, ground, moved, trip.trip_id, edit.position)


def _refuse_missing(
    sheet: Sheet, ground: Ground, row: int, rides: Sequence[Ride], edit: kinds.MoveOrders
) -> None:
    """Say why an order has no ride that could be moved."""
    name = ground.order(row)
    if rides and (edit.from_trip is None or any(r.trip_id == edit.from_trip for r in rides)):
        other = rides[0]
        site = other.destination if ground.is_base(other.origin) else other.origin
        raise EditRefused("D226", trip=edit.to_trip, site=ground.site(site))
    carrier = edit.from_trip or next(iter(sheet.trips), "")
    raise EditRefused("D223", order=name, trip=carrier)


def _moved(
    sheet: Sheet,
    ground: Ground,
    moved: Sequence[tuple[int, Ride]],
    to_trip: str,
    position: int | None,
) -> Sheet:
    """Return the sheet with rides moved to another trip, and linehaul behind them."""
    groups: dict[tuple[str, int, int], list[int]] = {}
    for row, ride in moved:
        _free_trip(sheet, ride.trip_id)
        groups.setdefault((ride.trip_id, ride.origin, ride.destination), []).append(row)
    for (from_trip, origin, destination), rows in groups.items():
        was = sheet.trips[from_trip]
        sheet = sheet.without_orders(rows, only=[from_trip])
        trip = sheet.trips[to_trip]
        if not ground.is_linehaul(was):
            origin = trip.home if origin == was.home else origin  # noqa: PLW2901
            destination = trip.home if destination == was.home else destination  # noqa: PLW2901
        sheet = sheet.with_trips(
            aboard(ground, trip, rows, origin=origin, destination=destination, position=position)
        )
        position = None
    return linked(sheet, ground, [row for row, _ in moved])


def _move_stop(sheet: Sheet, edit: kinds.MoveStop, ground: Ground) -> Sheet:
    """Put everything of one stop on another trip."""
    was, trip = _free_trip(sheet, edit.trip), _free_trip(sheet, edit.to_trip)
    stop = _inner_stop(was, edit.stop)
    if was is trip:
        if edit.position is None:
            return sheet
        places = [place for place in range(1, len(was.stops) - 1) if place != edit.stop]
        if not 1 <= edit.position <= len(places) + 1:
            raise EditRefused("D233", position=str(edit.position), trip=was.trip_id)
        places.insert(edit.position - 1, edit.stop)
        return _reorder(sheet, kinds.ReorderStops(was.trip_id, tuple(places)), ground)
    if ground.is_linehaul(was) != ground.is_linehaul(trip):
        raise EditRefused("D226", trip=trip.trip_id, site=ground.site(stop.site))
    if stop.is_visit:
        return _visit_moved(sheet, ground, edit, stop)
    rows = [*stop.load, *stop.unload]
    for row in rows:
        _check_bound(sheet, ground, row, trip)
    rides = rides_of(sheet, ground, rows, only=[was.trip_id])
    return _moved(
        sheet, ground, [(row, rides[row][0]) for row in rows], trip.trip_id, edit.position
    )


def _visit_moved(sheet: Sheet, ground: Ground, edit: kinds.MoveStop, stop: SheetStop) -> Sheet:
    """Let another trip look in at a site."""
    was, trip = sheet.trips[edit.trip], sheet.trips[edit.to_trip]
    left = joined([s for place, s in enumerate(was.stops) if place != edit.stop])
    if all(other.site != stop.site for other in trip.stops):
        # A stop without goods has the place of one order that weighs nothing.
        found = aboard(
            ground, trip, (), origin=trip.home, destination=stop.site, position=edit.position
        )
        trip = found
    return sheet.with_trips(replace(was, stops=left), trip)


def _reorder(sheet: Sheet, edit: kinds.ReorderStops, ground: Ground) -> Sheet:
    """Make the stops of a trip in another order."""
    trip = _free_trip(sheet, edit.trip)
    if sorted(edit.order) != list(range(1, len(trip.stops) - 1)):
        raise EditRefused("D227", trip=edit.trip)
    stops = (trip.stops[0], *(trip.stops[place] for place in edit.order), trip.stops[-1])
    changed = replace(trip, stops=joined(stops))
    check_order_of_rides(ground, changed)
    return sheet.with_trips(changed)


def _reverse(sheet: Sheet, edit: kinds.ReverseTrip, ground: Ground) -> Sheet:
    """Make the stops of a trip the other way round."""
    trip = _free_trip(sheet, edit.trip)
    places = tuple(reversed(range(1, len(trip.stops) - 1)))
    return _reorder(sheet, kinds.ReorderStops(edit.trip, places), ground)


def _take_off(sheet: Sheet, edit: kinds.TakeOff, ground: Ground) -> Sheet:
    """Carry orders no more."""
    rows = ground.rows(edit.orders)
    if edit.trip is not None:
        trip = _free_trip(sheet, edit.trip)
        if edit.stop is not None:
            stop = _inner_stop(trip, edit.stop)
            rows.extend((*stop.load, *stop.unload))
            if stop.is_visit:
                left = [s for place, s in enumerate(trip.stops) if place != edit.stop]
                sheet = sheet.with_trips(replace(trip, stops=joined(left)))
    for row in rows:
        if row in sheet.bound:
            raise EditRefused("D237", order=ground.order(row), vehicle=sheet.bound[row])
    changed = _without(sheet, ground, rows)
    return replace(changed, off=sheet.off | frozenset(rows))


def _put_on(sheet: Sheet, edit: kinds.PutOn, ground: Ground) -> Sheet:
    """Put orders that nobody carries on a trip."""
    trip, rows = _free_trip(sheet, edit.to_trip), ground.rows(edit.orders)
    groups: dict[tuple[int, int], list[int]] = {}
    for row, rides in rides_of(sheet, ground, rows).items():
        if rides:
            raise EditRefused("D232", order=ground.order(row), trip=rides[0].trip_id)
        origin, destination = ground.ends[0][row], ground.ends[1][row]
        points = [site for site in (origin, destination) if not ground.is_base(site)]
        if ground.is_linehaul(trip) == bool(points):
            site = points[0] if points else destination
            raise EditRefused("D226", trip=trip.trip_id, site=ground.site(site))
        if points:
            origin = trip.home if ground.is_base(origin) else origin
            destination = trip.home if ground.is_base(destination) else destination
        groups.setdefault((origin, destination), []).append(row)
    position = edit.position
    for (origin, destination), those in groups.items():
        trip = aboard(
            ground, trip, those, origin=origin, destination=destination, position=position
        )
        position = None
    sheet = replace(sheet.with_trips(trip), off=sheet.off - frozenset(rows))
    return sheet if ground.is_linehaul(trip) else linked(sheet, ground, rows)


def _forbid(sheet: Sheet, edit: kinds.ForbidVehicle, ground: Ground) -> Sheet:
    """Let a vehicle stand, and take the work of its trips off."""
    vehicle = _vehicle(ground, edit.vehicle)
    names = [name for name, trip in sheet.trips.items() if trip.vehicle == vehicle]
    rows = {row for name in names for row in _free_trip(sheet, name).rows()}
    left = _without(sheet, ground, sorted(rows), may_leave=True)
    kept = {name: trip for name, trip in left.trips.items() if name not in names}
    bound = {row: name for row, name in sheet.bound.items() if name != edit.vehicle}
    return replace(left, trips=kept, forbidden=sheet.forbidden | {edit.vehicle}, bound=bound)


def _allow(sheet: Sheet, edit: kinds.AllowVehicle, ground: Ground) -> Sheet:
    """Let a vehicle drive again."""
    _vehicle(ground, edit.vehicle)
    return replace(sheet, forbidden=sheet.forbidden - {edit.vehicle})


def _lock(sheet: Sheet, edit: kinds.LockTrip, _: Ground) -> Sheet:
    """Keep a trip as it is."""
    trip = _trip(sheet, edit.trip)
    is_whole = len(edit.starts) in {0, len(trip.stops)}
    if not is_whole or list(edit.starts) != sorted(edit.starts):
        raise EditRefused("D220", key="starts", value=str(edit.starts)[:80])
    return sheet.with_trips(replace(trip, is_locked=True, standing=edit.starts))


def _unlock(sheet: Sheet, edit: kinds.UnlockTrip, _: Ground) -> Sheet:
    """Let a trip be changed."""
    trip = _trip(sheet, edit.trip)
    return sheet.with_trips(replace(trip, is_locked=False, standing=()))


def _bind(sheet: Sheet, edit: kinds.LockStopVehicle, ground: Ground) -> Sheet:
    """Keep the orders of a stop on their vehicle."""
    trip = _trip(sheet, edit.trip)
    stop = _inner_stop(trip, edit.stop)
    vehicle = ground.vehicle(trip).vehicle_id
    rows = dict.fromkeys((*stop.load, *stop.unload), vehicle)
    return replace(sheet, bound={**sheet.bound, **rows})


def _unbind(sheet: Sheet, edit: kinds.UnlockStopVehicle, _: Ground) -> Sheet:
    """Let the orders of a stop change vehicle."""
    stop = _inner_stop(_trip(sheet, edit.trip), edit.stop)
    rows = {*stop.load, *stop.unload}
    return replace(sheet, bound={r: name for r, name in sheet.bound.items() if r not in rows})


def _pin(sheet: Sheet, edit: kinds.PinDeparture, ground: Ground) -> Sheet:
    """Let a trip leave its base at a moment."""
    trip = _free_trip(sheet, edit.trip)
    if edit.moment is None:
        return sheet.with_trips(replace(trip, pinned=None))
    calendar = ground.instance.calendar
    clock = calendar.clock(datetime.fromisoformat(edit.moment))
    latest = trip.shift.latest + ground.vehicle(trip).max_overtime
    if not max(trip.shift.earliest, calendar.start) <= clock <= latest:
        raise EditRefused("D234", trip=edit.trip, moment=edit.moment)
    return sheet.with_trips(replace(trip, pinned=clock))


def _new_trip(sheet: Sheet, edit: kinds.NewTrip, ground: Ground) -> Sheet:
    """Add an empty trip."""
    number, calendar = _vehicle(ground, edit.vehicle), ground.instance.calendar
    vehicle, home = ground.instance.vehicles[number], ground.instance.network.home[number]
    if edit.vehicle in sheet.forbidden or not vehicle.available:
        raise EditRefused("D230", vehicle=edit.vehicle)
    clock = calendar.clock(datetime.fromisoformat(edit.shift))
    windows = calendar.windows(vehicle.shifts)
    shift = next((window for window in windows if window.earliest == clock), None)
    if shift is None or shift.latest <= calendar.start or clock >= calendar.end:
        raise EditRefused("D231", vehicle=edit.vehicle, moment=edit.shift)
    count = 1
    while f"{edit.vehicle}-{count}" in sheet.trips:
        count += 1
    mine = (t for t in sheet.trips.values() if t.vehicle == number and t.shift == shift)
    ends = [ground.clocks(trip)[-1][1] for trip in mine if not trip.is_empty]
    free = ground.instance.free_from(vehicle)
    trip = SheetTrip(
        f"{edit.vehicle}-{count}",
        number,
        shift,
        (SheetStop(home), SheetStop(home)),
        earliest=max(shift.earliest, free, *ends),
    )
    return sheet.with_trips(trip)


def _remove(sheet: Sheet, edit: kinds.RemoveTrip, ground: Ground) -> Sheet:
    """Do not make a trip."""
    trip = _free_trip(sheet, edit.trip)
    left = _without(sheet, ground, sorted(trip.rows()), may_leave=True)
    return replace(left, trips={n: t for n, t in left.trips.items() if n != edit.trip})


def _without(
    sheet: Sheet, ground: Ground, rows: Iterable[int], *, may_leave: bool = False
) -> Sheet:
    """
    Return the sheet with orders on no trip at all.

    Where they ``may_leave`` goods lying, orders stay on locked trips that bring them up to
    where they are taken off.
    """
    found: dict[str, list[int]] = {}
    for row, rides in rides_of(sheet, ground, list(rows)).items():
        locked = [sheet.trips[ride.trip_id].is_locked for ride in rides]
        first = locked.index(False) if may_leave and False in locked else 0
        for ride in rides[first:]:
            found.setdefault(_free_trip(sheet, ride.trip_id).trip_id, []).append(row)
    for name, those in found.items():
        sheet = sheet.without_orders(those, only=[name])
    return sheet


def _trip(sheet: Sheet, name: str) -> SheetTrip:
    """Return a trip by its id."""
    if name not in sheet.trips:
        raise EditRefused("D221", trip=name)
    return sheet.trips[name]


def _free_trip(sheet: Sheet, name: str) -> SheetTrip:
    """Return a trip that may be changed."""
    trip = _trip(sheet, name)
    if trip.is_locked:
        raise EditRefused("D225", trip=name)
    return trip


def _inner_stop(trip: SheetTrip, position: int) -> SheetStop:
    """Return a stop between the bases."""
    if not 0 < position < len(trip.stops) - 1:
        raise EditRefused("D224", trip=trip.trip_id, stop=str(position + 1))
    return trip.stops[position]


def _vehicle(ground: Ground, name: str) -> int:
    """Return the index of a vehicle."""
    if name not in ground.vehicle_of:
        raise EditRefused("D229", vehicle=name)
    return ground.vehicle_of[name]


def _check_bound(sheet: Sheet, ground: Ground, row: int, trip: SheetTrip) -> None:
    """Refuse to move an order away from the vehicle that it is locked to."""
    vehicle = sheet.bound.get(row)
    if vehicle is not None and ground.vehicle(trip).vehicle_id != vehicle:
        if ground.is_linehaul(trip):
            return
        raise EditRefused("D237", order=ground.order(row), vehicle=vehicle)


_WAYS: Final[dict[type, Callable[[Sheet, Any, Ground], Sheet]]] = {
    kinds.MoveOrders: _move_orders,
    kinds.MoveStop: _move_stop,
    kinds.ReorderStops: _reorder,
    kinds.ReverseTrip: _reverse,
    kinds.TakeOff: _take_off,
    kinds.PutOn: _put_on,
    kinds.ForbidVehicle: _forbid,
    kinds.AllowVehicle: _allow,
    kinds.LockTrip: _lock,
    kinds.UnlockTrip: _unlock,
    kinds.LockStopVehicle: _bind,
    kinds.UnlockStopVehicle: _unbind,
    kinds.PinDeparture: _pin,
    kinds.NewTrip: _new_trip,
    kinds.RemoveTrip: _remove,
}
