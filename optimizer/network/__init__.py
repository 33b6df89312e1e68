"""Turns a road graph into travel matrices and the geometry of legs."""

from optimizer.network.boundary import load_boundary
from optimizer.network.closures import Closure
from optimizer.network.roads import Roads, StraightRoads, load_roads

__all__ = ["Closure", "Roads", "StraightRoads", "load_boundary", "load_roads"]
