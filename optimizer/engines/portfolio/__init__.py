"""Shares the effort between engines, each going on from the best so far: the default."""

from optimizer.engines.portfolio.engine import PortfolioEngine
from optimizer.engines.portfolio.turns import Crew, Turn, turns_of

__all__ = ["Crew", "PortfolioEngine", "Turn", "turns_of"]
