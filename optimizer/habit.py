"""The rule of thumb that plans are held against: everybody daily, each from the nearest base."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.domain import Echelon, Instance, Network, Travel, Visits


def visited_daily(instance: Instance, travel: Travel) -> Instance:
    """
    Return the inputs as the county would run by habit.

    Every open service point is visited on every day, with or without orders, by a vehicle
    of the base that is nearest by time. Orders, fleet, rules and prices are the same.
    """
    network = instance.network
    sites = tuple(
        replace(site, visits=Visits.DAILY)
        if site.is_open and not site.is_base and network.door[number] == number
        else site
        for number, site in enumerate(network.sites)
    )
    return replace(
        instance,
        network=replace(network, sites=sites),
        territories=nearest_bases(network, travel),
    )


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
