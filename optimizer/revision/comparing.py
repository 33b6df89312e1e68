"""What a change of plan does: costs, ways, promises, trips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

METRES: Final = 1_000


@dataclass(frozen=True, slots=True)
class TripChange:
    """A trip that is not as before: ``added``, ``removed``, ``changed`` or only ``retimed``."""

    trip_id: str
    kind: str


@dataclass(frozen=True)
class Comparison:
    """
    Two plans for the same orders, before and after; money in the network's currency.

    ``cost`` holds every part and the total, ``figures`` on_time, late, unserved, deferred,
    trips, vehicles, km and hours paid: pairs of before and after. The lists are of order
    ids, in the order of the order file.
    """

    cost: Mapping[str, tuple[float, float]]
    figures: Mapping[str, tuple[float, float]]
    trips: tuple[TripChange, ...]
    became_late: tuple[str, ...]
    became_punctual: tuple[str, ...]
    became_unserved: tuple[str, ...]
    became_served: tuple[str, ...]

    @property
    def cost_difference(self) -> float:
        """How much more the plan costs than before, penalties and all."""
        before, after = self.cost["total"]
        return after - before

    @property
    def km_difference(self) -> float:
        """How much farther is driven than before."""
        before, after = self.figures["km"]
        return after - before


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Return what the second of two plan documents does otherwise than the first."""
    statuses = [{o["order_id"]: o["status"] for o in d["orders"]} for d in (before, after)]
    was, now = statuses
    moved = [(name, was[name], status) for name, status in now.items() if was.get(name) != status]
    moved = [entry for entry in moved if entry[1] is not None]
    served = ("on_time", "late")
    return Comparison(
        cost={part: (before["cost"][part], amount) for part, amount in after["cost"].items()},
        figures={name: (value, _figures(after)[name]) for name, value in _figures(before).items()},
        trips=_trips(before, after),
        became_late=tuple(name for name, _, status in moved if status == "late"),
        became_punctual=tuple(n for n, old, new in moved if old == "late" and new == "on_time"),
        became_unserved=tuple(n for n, old, new in moved if old in served and new not in served),
        became_served=tuple(n for n, old, new in moved if old not in served and new in served),
    )


def _figures(document: Mapping[str, Any]) -> dict[str, float]:
    """Return the figures of a plan that a dispatcher looks at."""
    kpis = document["kpis"]
    names = ("on_time", "late", "unserved", "deferred", "trips", "vehicles")
    return {
        **{name: kpis[name] for name in names},
        "km": kpis["distance_m"] / METRES,
        "hours": kpis["paid_s"] / 3600,
    }


def _trips(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[TripChange, ...]:
    """Return the trips that are not as before."""
    was = {trip["trip_id"]: trip for trip in before["trips"]}
    now = {trip["trip_id"]: trip for trip in after["trips"]}
    found = [TripChange(name, "removed") for name in was if name not in now]
    for name, trip in now.items():
        if name not in was:
            found.append(TripChange(name, "added"))
        elif _work(trip) != _work(was[name]):
            found.append(TripChange(name, "changed"))
        elif _clocks(trip) != _clocks(was[name]):
            found.append(TripChange(name, "retimed"))
    return tuple(sorted(found, key=lambda change: change.trip_id))


def _work(trip: Mapping[str, Any]) -> list[Any]:
    """Return what a trip does, clocks apart."""
    stops = [(s["site_id"], sorted(s["load"]), sorted(s["unload"])) for s in trip["stops"]]
    return [trip["vehicle_id"], stops]


def _clocks(trip: Mapping[str, Any]) -> list[Any]:
    """Return when a trip does it."""
    return [(stop["arrival"], stop["start"], stop["departure"]) for stop in trip["stops"]]
