"""Solves what PyVRP can state of a `RoutingProblem`; its objects never leave this package."""

from optimizer.engines.pyvrp.engine import PyvrpEngine
from optimizer.engines.pyvrp.relaxing import relaxed
from optimizer.engines.pyvrp.rules import beyond

__all__ = ["PyvrpEngine", "beyond", "relaxed"]
