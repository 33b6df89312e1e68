"""The good plan with everything that it stands on, ready to be broken."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from optimizer.checker import check_document
from optimizer.domain import Instance, Rules, Site, Travel, Vehicle, Violation, Visits
from optimizer.units import CUBIC_METRE, KG
from tests.checker.plans import good_document
from tests.instances import PLANNED_AT, clock, county, rules, sites, travel, vehicles


def order_rows() -> dict[str, dict[str, Any]]:
    """Return the orders of the good plan, by id."""

    def goods(pieces: int, kg: float, m3: float, **more: Any) -> dict[str, Any]:
        amounts = {"pieces": pieces, "weight": int(kg * KG), "volume": round(m3 * CUBIC_METRE)}
        return amounts | more

    up = {"origin": "P", "destination": "H"}
    rows = {
        "o1": goods(10, 100, 0.5),
        "o2": goods(20, 200, 1.0, destination="Q", handling_class="food"),
        "o3": goods(30, 60, 0.6, ready=clock("08:00"), handling_class="live_plants", **up),
        "o4": goods(1, 5, 0.02, origin="P", destination="Q", ready=clock("08:00")),
        "o5": goods(4, 40, 0.1, handling_class="agrochemicals"),
        "o6": goods(2, 10, 0.05, ready=clock("10:00"), **up),
        "o7": {"ready": clock("09:00"), "due": clock("09:00", 3)},
        "o8": goods(1, 2_000, 1.0),
        "o9": {"destination": "Q", "due": clock("08:05"), "priority": "urgent"},
    }
    return {name: {"order_id": name, **row} for name, row in rows.items()}


def daily_sites() -> tuple[Site, ...]:
    """Return the four sites; Q wants a visit every day."""
    return tuple(
        replace(site, visits=Visits.DAILY) if site.site_id == "Q" else site for site in sites()
    )


@dataclass
class World:
    """The good plan with everything that it stands on; tests change it in place."""

    document: dict[str, Any] = field(default_factory=good_document)
    orders: dict[str, dict[str, Any]] = field(default_factory=order_rows)
    sites: dict[str, Site] = field(default_factory=lambda: {s.site_id: s for s in daily_sites()})
    vehicles: dict[str, Vehicle] = field(
        default_factory=lambda: {vehicle.vehicle_id: vehicle for vehicle in vehicles()}
    )
    rules: Rules = field(default_factory=rules)
    travel: Travel = field(default_factory=travel)
    planned_at: Any = PLANNED_AT
    inherited: dict[str, Any] = field(default_factory=dict)

    def trip(self, name: str) -> dict[str, Any]:
        """Return a trip of the document."""
        return next(trip for trip in self.document["trips"] if trip["trip_id"] == name)

    def stop(self, name: str, number: int) -> dict[str, Any]:
        """Return a stop of a trip; the first is number 1."""
        return self.trip(name)["stops"][number - 1]

    def order(self, name: str) -> dict[str, Any]:
        """Return the entry of an order in the document."""
        return next(order for order in self.document["orders"] if order["order_id"] == name)

    def change_site(self, name: str, **changes: Any) -> None:
        """Change a site of the network."""
        self.sites[name] = replace(self.sites[name], **changes)

    def change_vehicle(self, name: str, **changes: Any) -> None:
        """Change a vehicle of the network."""
        self.vehicles[name] = replace(self.vehicles[name], **changes)

    def change_rules(self, **changes: Any) -> None:
        """Change the county's rules."""
        self.rules = replace(self.rules, **changes)

    @property
    def instance(self) -> Instance:
        """The inputs as they stand."""
        standing = county(
            *self.orders.values(),
            planned_at=self.planned_at,
            rules=self.rules,
            sites=tuple(self.sites.values()),
            vehicles=tuple(self.vehicles.values()),
        )
        return replace(standing, **self.inherited)

    def check(self) -> list[Violation]:
        """Let the referee judge the plan as it stands."""
        return check_document(self.document, self.instance, self.travel)

    def amounts(self, code: str) -> list[tuple[float, str]]:
        """Return excess and unit of every violation with this code."""
        return [(found.excess, found.unit) for found in self.check() if found.code == code]
