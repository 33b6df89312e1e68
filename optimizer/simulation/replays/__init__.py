"""Replays one plan under uncertain times: what of it holds, and what would mend it."""

from optimizer.simulation.replays.mending import Mend, Remedy, mend_worst
from optimizer.simulation.replays.replaying import (
    REPLAYS,
    Replays,
    Transfer,
    replay,
    replay_document,
)

__all__ = [
    "REPLAYS",
    "Mend",
    "Remedy",
    "Replays",
    "Transfer",
    "mend_worst",
    "replay",
    "replay_document",
]
