"""Rules 5 and 6: what rides together fits, and may."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.checker.case import Case, breach
from optimizer.domain import Trip, Vehicle, Violation
from optimizer.units import CUBIC_METRE, KG


def loads(case: Case, trip: Trip) -> Iterator[tuple[int, int]]:
    """Yield grams and millilitres on board when the vehicle leaves each stop of a trip."""
    weight, volume = case.goods
    on_board: set[int] = set()
    grams = millilitres = 0
    for stop in trip.stops:
        for row in stop.unload:
            if row in on_board:
                on_board.remove(row)
                grams -= weight[row]
                millilitres -= volume[row]
        for row in stop.load:
            if row not in on_board:
                on_board.add(row)
                grams += weight[row]
                millilitres += volume[row]
        yield grams, millilitres


def check_capacity(case: Case) -> Iterator[Violation]:
    """Yield every stop that a vehicle leaves loaded beyond its capacity."""
    for trip in case.trips:
        vehicle = case.vehicle(trip)
        if vehicle is None:
            continue
        for position, (grams, millilitres) in enumerate(loads(case, trip)):
            heavy = grams - vehicle.capacity_weight
            if heavy > 0:
                message = f"{vehicle.vehicle_id} leaves {heavy / KG:g} kg too heavy"
                yield breach("V150", case.where(trip, position), message, excess=heavy, unit="g")
            bulky = millilitres - vehicle.capacity_volume
            if bulky > 0:
                message = f"{vehicle.vehicle_id} leaves {bulky / CUBIC_METRE:g} m3 too full"
                yield breach("V151", case.where(trip, position), message, excess=bulky, unit="ml")


def check_classes(case: Case) -> Iterator[Violation]:
    """Yield every trip with goods that exclude each other, or that its vehicle may not carry."""
    rules = case.instance.rules
    of_order = case.instance.orders.handling_class.tolist()
    for trip in case.trips:
        riding = {row for stop in trip.stops for row in stop.load}
        count = Counter(rules.handling_classes[of_order[row]] for row in riding)
        for one, other in rules.never_together:
            fewer = count[one] - 1 if one == other else min(count[one], count[other])
            if fewer > 0:
                message = f"{count[one]} orders of {one} share the trip with {other}"
                yield breach("V160", trip.trip_id, message, excess=fewer, unit="count")
        vehicle = case.vehicle(trip)
        if vehicle is not None:
            yield from _forbidden(trip, vehicle, count)


def _forbidden(trip: Trip, vehicle: Vehicle, count: Counter[str]) -> Iterator[Violation]:
    """Yield the classes on a trip that its vehicle may not carry."""
    for handling_class, orders in sorted(count.items()):
        if not vehicle.may_carry(handling_class):
            message = f"{vehicle.vehicle_id} may not carry the {orders} orders of {handling_class}"
            yield breach("V161", trip.trip_id, message, excess=orders, unit="count")
