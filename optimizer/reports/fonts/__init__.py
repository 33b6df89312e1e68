"""The font that every Chinese text of reports is set in."""

from pathlib import Path
from typing import Final

HAN_FONT: Final = Path(__file__).with_name("DroidSansFallbackFull.ttf")
"""Droid Sans Fallback: 28,000 Han signs in four megabytes, and not one Latin letter."""

__all__ = ["HAN_FONT"]
