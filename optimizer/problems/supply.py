"""What brings goods to the bases, where it is decided together with the routes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from optimizer.domain import Floats, Ints

MOST_STATIONS = 12
"""Tours are known for every set of stations: their number doubles with each."""


@dataclass(frozen=True)
class Supply:
    """
    Trucks that bring the goods from the hub to the stations; a station's load may be split.

    The satellites' side of the two-echelon problem [1]_. What a station asks for is the
    larger of what its routes bring out and what they bring back, in the unit of ``weight``.

    - ``station``: shape ``(bases,)``, the number of a base among the stations, -1 for a base
      that needs no truck (the hub).
    - ``tour_cost``: shape ``(2 ** stations,)``, in cents, the cheapest tour of a truck from the
      hub through a set of stations (bit ``s`` for station ``s``), what a truck costs included.
    - ``capacity`` and ``trucks``: what a truck holds, and how many there are.
    - ``most_duties``: how many duties may be at work at all.

    References
    ----------
    .. [1] Perboli, G., Tadei, R., & Vigo, D. (2011). The two-echelon capacitated vehicle routing
       problem: models and math-based heuristics. Transportation Science, 45(3), 364-380.
    """

    station: Ints
    tour_cost: Floats
    capacity: int
    trucks: int
    most_duties: int

    @property
    def num_stations(self) -> int:
        """How many stations there are."""
        return len(self.tour_cost).bit_length() - 1


def tour_costs(from_hub: Floats, to_hub: Floats, between: Floats, per_truck: float) -> Floats:
    """
    Return the cost of the cheapest tour through each set of stations, shape ``(2 ** stations,)``.

    Dynamic programming over subsets [1]_. The empty tour costs nothing.

    Parameters
    ----------
    from_hub, to_hub
        Cost between hub and station, shape ``(stations,)``.
    between
        Cost from station to station, shape ``(stations, stations)``.
    per_truck
        What a tour costs beside the way.

    Raises
    ------
    ValueError
        With more stations than can be enumerated.

    References
    ----------
    .. [1] Held, M., & Karp, R. M. (1962). A dynamic programming approach to sequencing problems.
       Journal of the SIAM, 10(1), 196-210.

    Examples
    --------
    >>> one_way = np.array([3.0, 4.0])
    >>> between = np.array([[0.0, 5.0], [5.0, 0.0]])
    >>> tour_costs(one_way, one_way, between, per_truck=1.0)
    array([ 0.,  7.,  9., 13.])
    """
    stations = len(from_hub)
    if stations > MOST_STATIONS:
        raise ValueError(f"{stations} stations; tours are enumerated for {MOST_STATIONS} at most")
    ends = np.full((1 << stations, stations), np.inf)
    cost = np.zeros(1 << stations)
    for count in range(1, stations + 1):
        for chosen in combinations(range(stations), count):
            mask = sum(1 << s for s in chosen)
            for last in chosen:
                before = mask & ~(1 << last)
                ends[mask, last] = (
                    from_hub[last] if not before else (ends[before] + between[:, last]).min()
                )
            cost[mask] = (ends[mask] + to_hub).min() + per_truck
    return cost
