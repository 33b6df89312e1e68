"""String removals, compiled: the quick engine of plain problems and of the stations' supply."""

from optimizer.engines.strings.engine import StringsEngine
from optimizer.engines.strings.trucks import TruckTour, plan_supply

__all__ = ["StringsEngine", "TruckTour", "plan_supply"]
