"""What has become of the network since a plan was made, as far as the plan uses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Final

import numpy as np

from optimizer.desk.plans import OpenPlan
from optimizer.domain import Issue, Network, Rules, Site, Vehicle, Violation
from optimizer.errors import InputError
from optimizer.opening import open_inputs
from optimizer.pipeline import County, verify
from optimizer.store import NetworkVersion, Store

_SITE: Final = {
    "kind": "kind",
    "status": "status",
    "premises": "premises",
    "hours": "hours",
    "visits": "visits",
    "stop_time": "stop_minutes",
    "piece_time": "seconds_per_piece",
    "transfer_time": "transfer_minutes",
    "docks": "docks",
    "latitude": "latitude",
    "longitude": "longitude",
    "road_profiles": "road_profiles",
    "operating_cost_per_day": "operating_cost_per_day",
    "handling_cost_per_piece": "handling_cost_per_piece",
}
_VEHICLE: Final = {
    "plate": "plate",
    "home_site": "home_site",
    "echelon": "echelon",
    "road_profile": "road_profile",
    "capacity_weight": "capacity_kg",
    "capacity_volume": "capacity_m3",
    "shifts": "shifts",
    "range": "range_km",
    "max_overtime": "max_overtime_minutes",
    "handling_classes": "handling_classes",
    "available": "available",
    "cost_per_shift": "cost_per_shift",
    "cost_per_km": "cost_per_km",
    "cost_per_hour": "cost_per_hour",
    "overtime_cost_per_hour": "overtime_cost_per_hour",
}
"""What a plan depends on, by the column that holds it; names and phones are not among it."""


@dataclass(frozen=True, slots=True)
class Change:
    """
    One thing that a plan uses and that is not what it was.

    ``what`` is ``site``, ``vehicle``, ``rules`` or ``roads``; ``how`` is ``gone``,
    ``closed``, ``off`` (a vehicle out of service) or ``changed``, then ``columns`` say
    where. ``key`` and ``name`` are empty for rules and roads.
    """

    what: str
    how: str
    key: str = ""
    name: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class NetworkNews:
    """
    The network has a newer version than the plan's.

    ``violations`` are the rules that the plan breaks over it; ``issues`` say why the
    plan's orders no longer fit it at all.
    """

    version: NetworkVersion
    changes: tuple[Change, ...]
    violations: tuple[Violation, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def num_breaks(self) -> int:
        """How many things stand against driving the plan over the new network."""
        return len(self.violations) + len(self.issues)

    @property
    def breaks(self) -> bool:
        """Whether the plan cannot be driven over the new network."""
        return self.num_breaks > 0


def network_news(store: Store, opened: OpenPlan) -> NetworkNews | None:
    """
    Compare a plan's network with its latest version; None where they are the same.

    The plan is checked over the new version as if it had been made for it.
    """
    row = opened.row
    latest = store.networks.latest(row.network_id)
    before = opened.county.instance.network
    if latest.version_id == row.version_id or latest.fingerprint == before.fingerprint:
        return None
    try:
        county = open_inputs(
            store,
            latest.version_id,
            store.plans.orders_csv(row.plan_id),
            row.planned_at.isoformat(),
            store.plans.inherited(row.plan_id),
        )
    except InputError as error:
        after = _readable(store, latest)
        changes = tuple(_changes(opened, after)) if after else ()
        return NetworkNews(latest, changes, issues=error.issues)
    changes = (*_changes(opened, county.instance.network), *_roads(opened, county))
    inputs = opened.document["inputs"] | {"network": county.instance.network.fingerprint}
    return NetworkNews(latest, changes, verify(county, opened.document | {"inputs": inputs}))


def _readable(store: Store, version: NetworkVersion) -> Network | None:
    """Return a network without orders, None where it cannot be read."""
    from optimizer.inputs import read_network  # noqa: PLC0415 - pandas takes a moment

    try:
        return read_network(store.networks.folder(version.version_id))
    except InputError:
        return None


def _changes(opened: OpenPlan, after: Network) -> Iterator[Change]:
    """Yield what of the plan's sites, vehicles and rules has changed."""
    before = opened.county.instance.network
    used_sites, used_vehicles = _used(opened)
    sites = {site.site_id: site for site in after.sites}
    for site in before.sites:
        if site.site_id in used_sites:
            yield from _site_change(site, sites.get(site.site_id))
    vehicles = {vehicle.vehicle_id: vehicle for vehicle in after.vehicles}
    for vehicle in before.vehicles:
        if vehicle.vehicle_id in used_vehicles:
            yield from _vehicle_change(vehicle, vehicles.get(vehicle.vehicle_id))
    if _working(before.rules) != _working(after.rules):
        yield Change("rules", "changed")


def _working(rules: Rules) -> Rules:
    """Return rules without their name, and without speeds, which show as other drives."""
    return replace(rules, name="", speeds_kmh={})


def _used(opened: OpenPlan) -> tuple[set[str], set[str]]:
    """Return the sites and vehicles that a plan needs: where it stops, and whom it serves."""
    trips, instance = opened.document["trips"], opened.county.instance
    sites = {stop["site_id"] for trip in trips for stop in trip["stops"]}
    carried = [opened.reading.rows[one["order_id"]] for one in opened.document["orders"]
               if one["legs"]]  # fmt: skip
    for column in (instance.orders.origin, instance.orders.destination):
        sites |= {instance.sites[at].site_id for at in np.unique(column[carried]).tolist()}
    return sites, {trip["vehicle_id"] for trip in trips}


def _site_change(before: Site, after: Site | None) -> Iterator[Change]:
    """Yield how a site has changed."""
    if after is None:
        yield Change("site", "gone", before.site_id, before.name_zh)
    elif before.is_open and not after.is_open:
        yield Change("site", "closed", before.site_id, before.name_zh)
    elif columns := _differing(before, after, _SITE):
        yield Change("site", "changed", before.site_id, before.name_zh, columns)


def _vehicle_change(before: Vehicle, after: Vehicle | None) -> Iterator[Change]:
    """Yield how a vehicle has changed."""
    name = before.plate
    if after is None:
        yield Change("vehicle", "gone", before.vehicle_id, name)
    elif before.available and not after.available:
        yield Change("vehicle", "off", before.vehicle_id, name)
    elif columns := _differing(before, after, _VEHICLE):
        yield Change("vehicle", "changed", before.vehicle_id, name, columns)


def _differing(before: Site | Vehicle, after: object, columns: dict[str, str]) -> tuple[str, ...]:
    """Return the columns in which two rows differ."""
    names = (one.name for one in fields(before))
    return tuple(
        columns[name]
        for name in names
        if name in columns and getattr(before, name) != getattr(after, name)
    )


def _roads(opened: OpenPlan, county: County) -> Iterator[Change]:
    """Yield that a drive of the plan takes another time or way than it did."""
    before, after = opened.county, county
    old, new = (one.instance.network.index for one in (before, after))
    for trip in opened.document["trips"]:
        ids = [stop["site_id"] for stop in trip["stops"]]
        if not all(site in new for site in ids):
            continue
        profile = opened.reading.vehicle(trip["vehicle_id"]).road_profile
        if profile not in after.travel:
            continue
        for name in ("duration", "distance"):
            was = getattr(before.travel[profile], name)
            now = getattr(after.travel[profile], name)
            pairs = pairwise(ids)
            if any(was[old[a], old[b]] != now[new[a], new[b]] for a, b in pairs):
                yield Change("roads", "changed")
                return
