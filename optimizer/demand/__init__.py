"""Draws realistic order days from a seed: sample data, simulation, benchmarks."""

from optimizer.demand.drawing import draw_orders
from optimizer.demand.model import DemandModel
from optimizer.demand.reading import read_model
from optimizer.demand.table import OrderTable, write_orders

__all__ = ["DemandModel", "OrderTable", "draw_orders", "read_model", "write_orders"]
