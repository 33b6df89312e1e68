"""Opens and closes the stations of a county as a proposal says, and moves its vans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from optimizer.domain import (
    Echelon,
    Network,
    Site,
    SiteKind,
    SiteStatus,
    Travel,
    TravelMatrix,
    Visits,
)
from optimizer.pipeline import County
from optimizer.scenarios import apply_changes
from optimizer.siting.candidates import station_id
from optimizer.siting.county import as_station
from optimizer.siting.stations import Proposal


def changes_of(proposal: Proposal) -> tuple[dict[str, Any], ...]:
    """Return a proposal as the changes that `arrange_stations` applies: plain values."""
    opens = tuple({"kind": "open", **each} for each in proposal.opens)
    homes = sorted(proposal.homes.items())
    moves = tuple({"kind": "home", "vehicle": van, "site": home} for van, home in homes)
    return ({"kind": "only"}, *opens, *moves)


def arrange_stations(county: County, changes: Sequence[Mapping[str, Any]]) -> County:
    """
    Return the county with just the stations that the changes open.

    A station at a town station or point is a site of its own at the same place, at whose door
    that one then stands; travel times are those of the place, so that nothing is computed
    again. What stood at the door of a station that closes gets its own stops. Vehicles stand
    where the changes say; trucks of closed stations stand still.

    Changes of a scenario, which have no ``kind``, come first, whatever their place.
    """
    below = [change for change in changes if "kind" not in change]
    changes = [change for change in changes if "kind" in change]
    county = apply_changes(county, below) if below else county
    network, travel = county.instance.network, county.travel
    opened = [change for change in changes if change["kind"] == "open"]
    keep = {change["site"] for change in opened}
    network = replace(network, sites=tuple(_closed(site, keep) for site in network.sites))
    for change in opened:
        network, travel = _opened(network, travel, change["site"], float(change["rent_per_day"]))
    homes = {c["vehicle"]: c["site"] for c in changes if c["kind"] == "home"}
    network = replace(
        network,
        sites=tuple(_at_its_door(network, site) for site in network.sites),
        vehicles=tuple(
            replace(each, home_site=homes.get(each.vehicle_id, each.home_site))
            if each.echelon is Echelon.LOCAL
            else each
            for each in network.vehicles
        ),
    )
    return County(replace(county.instance, network=network), travel, county.roads)


def _closed(site: Site, keep: set[str]) -> Site:
    """Return a station closed, unless it is one to keep; other sites as they are."""
    if site.kind is SiteKind.TRANSFER_STATION and site.site_id not in keep:
        return replace(site, status=SiteStatus.CLOSED)
    return site


def _at_its_door(network: Network, site: Site) -> Site:
    """Return a point that stood at the door of what is closed now with stops of its own."""
    if site.premises and not network.sites[network.index[site.premises]].is_open:
        return replace(site, premises=None)
    return site


def _opened(network: Network, travel: Travel, site_id: str, rent: float) -> tuple[Network, Travel]:
    """Return the network with a station open at a site, new where there is none."""
    place = network.index[site_id]
    site = network.sites[place]
    if site.kind is SiteKind.TRANSFER_STATION:
        return network.with_site(site_id, status=SiteStatus.OPEN, rent_per_day=rent), travel
    like = as_station(network, site)
    station = replace(
        like,
        site_id=station_id(site),
        kind=SiteKind.TRANSFER_STATION,
        name_zh=f"{site.name_zh}（新设中转站）",
        name_en=f"{site.name_en} (new station)",
        town=site.town,
        latitude=site.latitude,
        longitude=site.longitude,
        status=SiteStatus.OPEN,
        visits=Visits.BY_NEED,
        rent_per_day=rent,
        road_profiles=site.road_profiles,
    )
    network = network.with_site(site_id, premises=station.site_id)
    return replace(network, sites=(*network.sites, station)), _doubled(travel, place)


def _doubled(travel: Travel, place: int) -> Travel:
    """Return travel times with one more site, at the same place as another."""
    found = {}
    for profile, matrix in travel.items():
        rows = np.append(np.arange(len(matrix.duration)), place)
        ways = np.ix_(rows, rows)
        found[profile] = TravelMatrix(matrix.duration[ways], matrix.distance[ways])
    return found
