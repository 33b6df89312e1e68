"""Plans a county through the whole line and lets the checker judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from optimizer.domain import Instance, Site, Travel, Vehicle
from optimizer.network import StraightRoads
from optimizer.pipeline import County, Limits, make_plan
from tests.instances import county, sites, travel, vehicles

EFFORT = Limits(search_seconds=None, effort=150, seed=1)


@dataclass(frozen=True)
class Planned:
    """A plan that the checker has nothing to say about."""

    instance: Instance
    document: Mapping[str, Any]

    @property
    def trips(self) -> list[dict[str, Any]]:
        """The trips, as the document has them."""
        return list(self.document["trips"])

    def order(self, name: str) -> dict[str, Any]:
        """Return the entry of an order."""
        return next(row for row in self.document["orders"] if row["order_id"] == name)

    def statuses(self) -> list[str]:
        """Return the status of every order, in their order."""
        return [row["status"] for row in self.document["orders"]]

    def codes(self) -> dict[str, str]:
        """Return the code of every reason that is given, by order."""
        rows = self.document["orders"]
        return {row["order_id"]: row["reason"]["code"] for row in rows if row["reason"]}

    def vehicles_of(self, name: str) -> list[str]:
        """Return the vehicles that carry an order, leg by leg."""
        used = {trip["trip_id"]: trip["vehicle_id"] for trip in self.trips}
        return [used[leg["trip_id"]] for leg in self.order(name)["legs"]]

    def way_of(self, name: str) -> str:
        """Return the sites at which an order is loaded and unloaded, one letter each."""
        legs = self.order(name)["legs"]
        return "".join([leg["from"] for leg in legs] + [leg["to"] for leg in legs[-1:]])

    def stops_at(self, site: str) -> Iterator[dict[str, Any]]:
        """Yield every stop at a site."""
        return (stop for trip in self.trips for stop in trip["stops"] if stop["site_id"] == site)

    def shared_trips(self, one: str, other: str) -> set[str]:
        """Return the trips that carry both orders."""
        ids = [{leg["trip_id"] for leg in self.order(name)["legs"]} for name in (one, other)]
        return ids[0] & ids[1]


def planned(
    *rows: dict[str, Any], roads: Travel | None = None, limits: Limits = EFFORT, **changes: Any
) -> Planned:
    """Plan the four-stop county with these orders; see `tests.instances.county`."""
    return judged(county(*rows, **changes), roads or travel(), limits)


def judged(instance: Instance, roads: Travel, limits: Limits = EFFORT) -> Planned:
    """Plan an instance; the checker finds nothing."""
    plan = make_plan(County(instance, roads, StraightRoads()), limits)
    assert [(v.code, v.where, v.message) for v in plan.violations] == []
    return Planned(instance, plan.document)


def changed_sites(name: str, **changes: Any) -> tuple[Site, ...]:
    """Return the four sites with one changed."""
    return tuple(replace(s, **changes) if s.site_id == name else s for s in sites())


def changed_vehicles(name: str, **changes: Any) -> tuple[Vehicle, ...]:
    """Return the three vehicles with one changed."""
    return tuple(replace(v, **changes) if v.vehicle_id == name else v for v in vehicles())
