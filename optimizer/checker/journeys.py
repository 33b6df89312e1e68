"""The legs that carry each order, read off the stops."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.domain import Leg, Stop, Trip


def legs_of(trips: Sequence[Trip], origins: Sequence[int]) -> dict[int, list[Leg]]:
    """
    Return the legs of every order that rides, in the order in which they carry it.

    What is loaded and never unloaded, or unloaded without having been loaded, makes no leg.

    Parameters
    ----------
    trips
        In the order of the document.
    origins
        For every order the site where it starts.
    """
    found: dict[int, list[Leg]] = {}
    for position, trip in enumerate(trips):
        boarded: dict[int, Stop] = {}
        for stop in trip.stops:
            for row in stop.unload:
                start = boarded.pop(row, None)
                if start is not None:
                    found.setdefault(row, []).append(_leg(position, start, stop))
            boarded.update(dict.fromkeys(stop.load, stop))
    for row, legs in found.items():
        if len(legs) > 1:
            found[row] = _in_order(legs, origins[row])
    return found


def _leg(trip: int, start: Stop, end: Stop) -> Leg:
    """Return the leg between the stop that loads an order and the one that unloads it."""
    return Leg(
        trip=trip,
        origin=start.site,
        destination=end.site,
        departure=start.departure,
        arrival=end.arrival,
        loaded_at=start.start,
        unloaded_at=end.departure,
    )


def _in_order(legs: list[Leg], origin: int) -> list[Leg]:
    """Return legs as they follow each other from the origin on, then by time."""
    waiting = sorted(legs, key=lambda leg: leg.loaded_at)
    ordered: list[Leg] = []
    here = origin
    while waiting:
        follows = next((leg for leg in waiting if leg.origin == here), waiting[0])
        waiting.remove(follows)
        ordered.append(follows)
        here = follows.destination
    return ordered
