"""String removals, compiled: the quick engine of plain problems and of the stations' supply."""

from optimizer.engines.strings.engine import StringsEngine

__all__ = ["StringsEngine"]
