"""Where the vans stand once other stations are open: as their loads ask for."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from optimizer.domain import Echelon, Network


def homes_of(network: Network, loads: Mapping[str, float]) -> dict[str, str]:
    """
    Return the home of each local vehicle that may drive, by its id.

    Each base gets vehicles in the proportion of its load, at least one while there are
    enough. A vehicle stays where it is if its base may keep it; the others go to where most
    are missing.

    Parameters
    ----------
    network
        With the vehicles where they stand today.
    loads
        What each base of the new county hands out, by its id, the hub first.
    """
    fleet = (each for each in network.vehicles if each.echelon is Echelon.LOCAL)
    local = [each for each in fleet if each.available]
    missing = dict(zip(loads, _shares(list(loads.values()), len(local)), strict=True))
    homes: dict[str, str] = {}
    for vehicle in local:
        if missing.get(vehicle.home_site, 0) > 0:
            homes[vehicle.vehicle_id] = vehicle.home_site
            missing[vehicle.home_site] -= 1
    for vehicle in local:
        if vehicle.vehicle_id not in homes:
            base = max(missing, key=lambda each: missing[each])
            homes[vehicle.vehicle_id] = base
            missing[base] -= 1
    return homes


def _shares(loads: list[float], count: int) -> list[int]:
    """
    Return how many of ``count`` each gets: by its load, and one at least where it has any.

    Examples
    --------
    >>> _shares([60.0, 30.0, 1.0], 6)
    [3, 2, 1]
    >>> _shares([0.0, 2.0], 3)
    [0, 3]
    """
    parts = np.array(loads)
    given = np.zeros(len(parts), dtype=np.int64)
    busy = [int(k) for k in np.argsort(-parts, kind="stable") if parts[k] > 0] or [0]
    given[busy[:count]] = 1
    while given.sum() < count:
        # Whoever then has the most for each vehicle gets the next.
        given[int(np.argmax(parts / np.maximum(given, 0.5)))] += 1
    return [int(each) for each in given]
