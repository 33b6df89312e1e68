"""The empty model, and what every part of it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizer.domain import Ints
from optimizer.engines.ortools.layout import Layout

SCALE = 10_000
"""Units of the model's cost in a cent: waiting costs fractions of a cent a second."""


@dataclass(frozen=True)
class Model:
    """An OR-Tools routing model with its index manager and the layout behind it."""

    layout: Layout
    manager: Any
    routing: Any
    dimensions: dict[str, Any]

    @property
    def solver(self) -> Any:
        """The constraint solver below the routing model."""
        return self.routing.solver()

    def index(self, node: int) -> int:
        """Return the variable index of a task or reload."""
        return int(self.manager.NodeToIndex(node))

    def dimension(self, name: str) -> Any:
        """Return a dimension by its name, None where the problem has no need of it."""
        return self.dimensions.get(name)

    def note_dimension(self, name: str) -> Any:
        """Keep a dimension that was just added, and return it."""
        self.dimensions[name] = self.routing.GetDimensionOrDie(name)
        return self.dimensions[name]

    def matrix(self, values: Ints) -> int:
        """Register a matrix over the nodes; return its evaluator."""
        return int(self.routing.RegisterTransitMatrix(values.tolist()))

    def vector(self, values: Ints) -> int:
        """Register what each node adds; return its evaluator."""
        return int(self.routing.RegisterUnaryTransitVector(values.tolist()))


def new_model(layout: Layout) -> Model:
    """Return a model with nodes and vehicles, and who may call where, without any rule."""
    from ortools.constraint_solver import pywrapcp  # noqa: PLC0415 - heavy, only where used

    manager = pywrapcp.RoutingIndexManager(
        layout.num_nodes, layout.num_vehicles, layout.depots, layout.depots
    )
    model = Model(layout, manager, pywrapcp.RoutingModel(manager), {})
    allow_vehicles(model)
    return model


def allow_vehicles(model: Model) -> None:
    """
    Say which vehicles may serve each task, and whose each reload is.

    ``SetAllowedVehiclesForIndex`` cannot be called from Python in the release that we use:
    the vehicle variable is bound instead, -1 being the vehicle of what is dropped.
    """
    layout = model.layout
    for node, allowed in enumerate(layout.allowed):
        if not allowed.all():
            vehicles = [-1, *np.flatnonzero(allowed).tolist()]
            model.routing.VehicleVar(model.index(node)).SetValues(vehicles)
    for node, reload in zip(layout.reload_nodes, layout.reloads, strict=True):
        model.routing.VehicleVar(model.index(node)).SetValues([-1, reload.vehicle])
