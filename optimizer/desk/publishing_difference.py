"""What changes for the road when one plan takes the place of another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from optimizer.store import Store
from optimizer.units import MINUTE

_QUARTER: Final = 15 * MINUTE
"""A trip that starts by more than that another time is another trip to its driver."""

_Round = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Difference:
    """
    How a plan differs from another one.

    Vehicles are named by id. ``moved`` counts orders that another vehicle or another shift
    delivers, ``sooner`` and ``later`` orders that come to their destination by more than a
    quarter of an hour another time, ``added`` and ``dropped`` orders that only one of the
    two brings. ``cost`` is in currency, of this plan less the other.
    """

    new_vehicles: tuple[str, ...]
    gone_vehicles: tuple[str, ...]
    changed_vehicles: tuple[str, ...]
    moved: int
    sooner: int
    later: int
    added: int
    dropped: int
    late: int
    unserved: int
    cost: float

    @property
    def is_same(self) -> bool:
        """Whether nothing changes on the road."""
        words = (self.new_vehicles, self.gone_vehicles, self.changed_vehicles)
        counts = (self.moved, self.sooner, self.later, self.added, self.dropped)
        return not any(words) and not any(counts)


def difference(store: Store, mine: int, theirs: int) -> Difference:
    """Compare a plan with another; order of the arguments: what would be, what is."""
    return compare(store.plans.document(mine), store.plans.document(theirs))


def compare(mine: dict[str, Any], theirs: dict[str, Any]) -> Difference:
    """Compare two plan documents."""
    rounds, before = _rounds(mine), _rounds(theirs)
    goods, earlier = _deliveries(mine), _deliveries(theirs)
    both = goods.keys() & earlier.keys()
    shifts = [goods[order][1] - earlier[order][1] for order in both]
    return Difference(
        new_vehicles=tuple(sorted(rounds.keys() - before.keys())),
        gone_vehicles=tuple(sorted(before.keys() - rounds.keys())),
        changed_vehicles=tuple(
            sorted(
                one for one in rounds.keys() & before.keys() if not _alike(rounds[one], before[one])
            )
        ),
        moved=sum(goods[order][0] != earlier[order][0] for order in both),
        sooner=sum(shift < -_QUARTER for shift in shifts),
        later=sum(shift > _QUARTER for shift in shifts),
        added=len(goods.keys() - earlier.keys()),
        dropped=len(earlier.keys() - goods.keys()),
        late=mine["kpis"]["late"] - theirs["kpis"]["late"],
        unserved=mine["kpis"]["unserved"] - theirs["kpis"]["unserved"],
        cost=mine["kpis"]["operating_cost"] - theirs["kpis"]["operating_cost"],
    )


def _rounds(document: dict[str, Any]) -> dict[str, list[_Round]]:
    """Return when every vehicle starts its trips, and where it calls, by start."""
    found: dict[str, list[_Round]] = {}
    for trip in document["trips"]:
        sites = tuple(stop["site_id"] for stop in trip["stops"])
        start = _seconds(trip["stops"][0]["start"])
        found.setdefault(trip["vehicle_id"], []).append((start, sites))
    return {vehicle: sorted(rounds) for vehicle, rounds in found.items()}


def _alike(mine: list[_Round], theirs: list[_Round]) -> bool:
    """Whether a driver would take two days for the same."""
    return len(mine) == len(theirs) and all(
        one[1] == other[1] and abs(one[0] - other[0]) <= _QUARTER
        for one, other in zip(mine, theirs, strict=True)
    )


def _deliveries(document: dict[str, Any]) -> dict[str, tuple[tuple[str, str], int]]:
    """Return by which vehicle and shift, and when, every order comes to its destination."""
    trips = {trip["trip_id"]: trip for trip in document["trips"]}
    found = {}
    for order in document["orders"]:
        if order["legs"]:
            trip = trips[order["legs"][-1]["trip_id"]]
            key = (trip["vehicle_id"], trip["shift"]["start"])
            found[order["order_id"]] = (key, _seconds(order["legs"][-1]["arrival"]))
    return found


def _seconds(moment: str) -> int:
    """Return a written moment in seconds."""
    return int(datetime.fromisoformat(moment).timestamp())
