"""Solves a `RoutingProblem` with OR-Tools routing, whose objects never leave this package."""

from optimizer.engines.ortools.engine import OrtoolsEngine

__all__ = ["OrtoolsEngine"]
