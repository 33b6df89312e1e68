"""Ruin and recreate, compiled: the engine that starts from nothing and knows every rule."""

from optimizer.engines.ruin.search import RuinEngine

__all__ = ["RuinEngine"]
