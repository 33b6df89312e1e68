"""What comes in day by day; moments in seconds since 1970."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

import numpy as np

from optimizer.domain import Orders


class Incoming(Protocol):
    """Where the orders of a day come from."""

    def of(self, day: date) -> Orders:
        """Return the orders that are ready on a local day, in seconds since 1970."""


def joined(parts: Sequence[Orders]) -> Orders:
    """Return the orders of several tables, one after the other."""
    first = parts[0]
    columns: dict[str, object] = {}
    for name, values in vars(first).items():
        if isinstance(values, np.ndarray):
            columns[name] = np.concatenate([getattr(part, name) for part in parts])
        elif name != "priorities":
            columns[name] = tuple(text for part in parts for text in getattr(part, name))
    return replace(first, **columns)  # type: ignore[arg-type]
