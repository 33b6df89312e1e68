"""What dispatchers see when they look out of the window: a wet day is planned as one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.domain import NO_WAY, Network, Travel, TravelMatrix
from optimizer.simulation.conditions import Conditions
from optimizer.simulation.uncertainty import Uncertainty


@dataclass(frozen=True)
class Outlook:
    """By which factors plans expect drives and stops to take longer, on all of their days."""

    roads: float = 1.0
    stops: float = 1.0

    @classmethod
    def of(cls, uncertainty: Uncertainty, conditions: Conditions) -> Outlook:
        """Return what is expected of today and the days after, where rain is known at all."""
        if uncertainty.rain_is_known and conditions.rain[0, 0]:
            return cls(uncertainty.rain_roads, uncertainty.rain_stops)
        return cls()

    def network(self, network: Network) -> Network:
        """Return the county with stops as long as they are expected to be."""
        if self.stops == 1:
            return network
        sites = tuple(
            replace(
                site,
                stop_time=round(site.stop_time * self.stops),
                piece_time=round(site.piece_time * self.stops),
            )
            for site in network.sites
        )
        return replace(network, sites=sites)

    def travel(self, travel: Travel) -> Travel:
        """Return travel times as they are expected to be; ways are as long as ever."""
        if self.roads == 1:
            return travel
        return {
            profile: TravelMatrix(
                np.where(
                    matrix.reachable, np.rint(matrix.duration * self.roads).astype(np.int64), NO_WAY
                ),
                matrix.distance,
            )
            for profile, matrix in travel.items()
        }

    def beside(self, conditions: Conditions) -> Conditions:
        """Return by how much days slow everybody down beside what plans expect already."""
        return replace(
            conditions, roads=conditions.roads / self.roads, stops=conditions.stops / self.stops
        )
