"""What a plan is measured by: everybody visited daily, each from the nearest station."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

import numpy as np

from optimizer.domain import Echelon, Network, Travel, Visits
from optimizer.jobs.request import Request
from optimizer.pipeline import County


def visited_daily(county: County) -> County:
    """
    Return the county as it would run by habit.

    Every open service point is visited on every day, with or without orders, by a vehicle
    of the base that is nearest by time. Orders, fleet, rules and prices are the same.
    """
    network = county.instance.network
    sites = tuple(
        replace(site, visits=Visits.DAILY)
        if site.is_open and not site.is_base and network.door[number] == number
        else site
        for number, site in enumerate(network.sites)
    )
    instance = replace(
        county.instance,
        network=replace(network, sites=sites),
        territories=nearest_bases(network, county.travel),
    )
    return replace(county, instance=instance)


def nearest_bases(network: Network, travel: Travel) -> dict[str, str]:
    """Return the nearest base with local vehicles of every point that has its own door."""
    locals_at = {
        (home, vehicle.road_profile)
        for home, vehicle in zip(network.home, network.vehicles, strict=True)
        if vehicle.echelon is Echelon.LOCAL and vehicle.available and network.sites[home].is_open
    }
    bases = sorted({home for home, _ in locals_at})
    if not bases:
        return {}
    # Of a base with several kinds of vehicles the quickest counts.
    times = np.array(
        [
            np.min([travel[p].duration[base] for home, p in locals_at if home == base], axis=0)
            for base in bases
        ]
    )
    nearest = np.argmin(times, axis=0)
    return {
        site.site_id: network.sites[bases[nearest[number]]].site_id
        for number, site in enumerate(network.sites)
        if not site.is_base and network.door[number] == number
    }


def baseline_key(fingerprint: str, orders_csv: bytes, request: Request) -> str:
    """Return what a baseline hangs on: plans that share it are measured by the same one."""
    parts = [
        *(fingerprint, sha256(orders_csv).hexdigest(), request.planned_at),
        *(_plain(request.inherited), str(request.effort), str(request.search_seconds)),
    ]
    return sha256("\n".join(parts).encode()).hexdigest()


def _plain(values: Mapping[str, Any]) -> str:
    """Return values as one text, whatever order they stand in."""
    return json.dumps(values, sort_keys=True, default=str)
