"""Solves a `RoutingProblem`; one folder per solver behind the `Engine` protocol."""

from optimizer.engines.limits import Engine, Limits

__all__ = ["Engine", "Limits"]
