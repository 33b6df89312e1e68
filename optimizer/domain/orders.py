"""The orders of a planning run, by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Orders:
    """
    Requests as entered, one array per column, all of shape ``(orders,)``.

    ``origin`` and ``destination`` are indices into the instance's sites, ``handling_class``
    into the rules' classes, ``priority`` into ``priorities``. Weight in grams, volume in
    millilitres, ``ready`` and ``due`` in clocks. The text columns are for people.
    """

    order_id: tuple[str, ...]
    origin: Ints
    destination: Ints
    pieces: Ints
    weight: Ints
    volume: Ints
    ready: Ints
    due: Ints
    handling_class: Ints
    priority: Ints
    priorities: tuple[str, ...] = ("normal", "urgent")
    carrier: tuple[str, ...] = field(default=())
    product: tuple[str, ...] = field(default=())
    trace_code: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        num = len(self.order_id)
        for column in fields(self):
            values = getattr(self, column.name)
            if isinstance(values, np.ndarray) and values.shape != (num,):
                raise ValueError(f"{column.name} has {values.shape[0]} entries, not {num}")
        for name in ("carrier", "product", "trace_code"):
            if not getattr(self, name):
                object.__setattr__(self, name, ("",) * num)

    def __len__(self) -> int:
        return len(self.order_id)

    def take(self, rows: Ints | Sequence[int]) -> Orders:
        """Return the orders of these rows, in this order."""
        chosen = np.asarray(rows, dtype=np.int64)
        changes: dict[str, object] = {}
        for column in fields(self):
            values = getattr(self, column.name)
            if isinstance(values, np.ndarray):
                changes[column.name] = values[chosen]
            elif column.name != "priorities":
                changes[column.name] = tuple(values[row] for row in chosen)
        return replace(self, **changes)  # type: ignore[arg-type]
