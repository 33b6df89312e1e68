"""
The location model of a county: what a day costs with stations here and there, roughly.

It is coarse on purpose. A point pays its share of a van that drives out and back, a station
its share of a truck, its handling, rent and investment. What it proposes is judged by planned
days.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.domain import (
    NO_WAY,
    Echelon,
    Floats,
    Ints,
    Network,
    Site,
    SiteKind,
    Travel,
    Vehicle,
)
from optimizer.siting.candidates import Candidate, DailyDemand
from optimizer.siting.locating import LocationProblem
from optimizer.units import HOUR, KM

CALLS = 2.0
"""So often a truck comes to an open station on a day, whatever it brings."""

CALL_SHARE = 0.5
"""A truck shares its way with other stations."""


def county_problem(
    network: Network, travel: Travel, demand: DailyDemand, candidates: Sequence[Candidate]
) -> LocationProblem:
    """Return the model of a day; its first site is the hub, which is always open."""
    points = points_of(network, demand)
    places = [network.hub, *(network.index[each.site_id] for each in candidates)]
    cost = np.stack([_served(network, travel, demand, points, place) for place in places], axis=1)
    opening = [0.0]
    for each, place in zip(candidates, places[1:], strict=True):
        truck, share = _linehaul(network, travel, place)
        opening.append(standing_cost(network, each) + CALLS * CALL_SHARE * truck)
        handling = as_station(network, network.sites[place]).handling_cost_per_piece
        cost[:, len(opening) - 1] += demand.pieces[points] * handling
        cost[:, len(opening) - 1] += demand.weight[points] * share
    return LocationProblem(
        cost=cost,
        opening=np.array(opening),
        room=np.full(len(places), np.inf),
        demand=demand.weight[points].astype(np.float64),
        is_whole=True,
        always=frozenset({0}),
    )


def points_of(network: Network, demand: DailyDemand) -> Ints:
    """Return the service points that ask for anything."""
    kinds = (SiteKind.TOWN_STATION, SiteKind.VILLAGE_POINT)
    asks = (demand.pieces > 0) | (demand.weight > 0)
    return np.array(
        [k for k, site in enumerate(network.sites) if site.kind in kinds and asks[k]],
        dtype=np.int64,
    )


def _served(
    network: Network, travel: Travel, demand: DailyDemand, points: Ints, place: int
) -> Floats:
    """Return what serving each point costs from a place with the vehicle that does it best."""
    best = np.full(len(points), np.inf)
    for vehicle in kinds_of(network, Echelon.LOCAL):
        if not network.sites[place].admits(vehicle.road_profile):
            continue
        matrix = travel[vehicle.road_profile]
        way = matrix.duration[place, points] + matrix.duration[points, place]
        far = matrix.distance[place, points] + matrix.distance[points, place]
        shift = max((window.length for window in vehicle.shifts), default=8 * HOUR)
        work = np.array(
            [network.sites[k].handling_time(int(np.ceil(demand.pieces[k]))) for k in points]
        )
        filled = demand.weight[points] / vehicle.capacity_weight
        filled = np.maximum(filled, demand.volume[points] / max(vehicle.capacity_volume, 1))
        share = np.maximum(filled, work / max(shift, 1))
        out = vehicle.cost_per_shift + far / KM * vehicle.cost_per_km
        cost = share * (out + way / HOUR * vehicle.cost_per_hour)
        cost += work / HOUR * vehicle.cost_per_hour
        admitted = [network.sites[k].admits(vehicle.road_profile) for k in points]
        usable = (way < NO_WAY) & np.array(admitted, dtype=np.bool_)
        best = np.where(usable & (cost < best), cost, best)
    return best


def _linehaul(network: Network, travel: Travel, place: int) -> tuple[float, float]:
    """Return what a truck to a place and back costs, and its share by gram; the cheapest."""
    found = []
    for vehicle in kinds_of(network, Echelon.LINEHAUL):
        matrix, hub = travel[vehicle.road_profile], network.hub
        way = int(matrix.duration[hub, place]) + int(matrix.duration[place, hub])
        far = int(matrix.distance[hub, place]) + int(matrix.distance[place, hub])
        if way < NO_WAY and network.sites[place].admits(vehicle.road_profile):
            cost = far / KM * vehicle.cost_per_km + way / HOUR * vehicle.cost_per_hour
            found.append((cost, cost / max(vehicle.capacity_weight, 1)))
    return min(found, default=(float("inf"), 0.0))


def kinds_of(network: Network, echelon: Echelon) -> list[Vehicle]:
    """Return one vehicle of each type of an echelon."""
    kinds: dict[tuple[str, str], Vehicle] = {}
    for vehicle in network.vehicles:
        if vehicle.echelon is echelon and vehicle.available:
            kinds.setdefault((vehicle.vehicle_type, vehicle.road_profile), vehicle)
    return list(kinds.values())


def as_station(network: Network, site: Site) -> Site:
    """Return the transfer station whose times and prices one at a site would have."""
    if site.kind is SiteKind.TRANSFER_STATION:
        return site
    stations = (each for each in network.sites if each.kind is SiteKind.TRANSFER_STATION)
    return next(stations, network.sites[network.hub])


def rent_of(network: Network, candidate: Candidate) -> float:
    """Return what a station there costs a day, open or not used."""
    if candidate.rent_per_day is not None:
        return candidate.rent_per_day
    return as_station(network, network.sites[network.index[candidate.site_id]]).rent_per_day


def to_build(network: Network, candidate: Candidate) -> float:
    """Return what has to be paid once to have a station there: nothing for one that is open."""
    site = network.sites[network.index[candidate.site_id]]
    return 0.0 if site.is_base and site.is_open else candidate.investment


def standing_cost(network: Network, candidate: Candidate) -> float:
    """Return what an open station costs a day before anything is brought there."""
    site = as_station(network, network.sites[network.index[candidate.site_id]])
    built = to_build(network, candidate) / candidate.lifetime_days
    return rent_of(network, candidate) + site.operating_cost_per_day + built
