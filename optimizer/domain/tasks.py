"""Consolidated orders: the unit that an engine assigns."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from optimizer.domain.orders import Bools, Floats, Ints


@dataclass(frozen=True)
class Tasks:
    """
    Orders of one site that travel together, one array per column, shape ``(tasks,)``.

    A delivery brings ``orders`` to ``site``, a collection takes them away from it.
    ``orders[k]`` are the rows of task *k*. Weight in grams, volume in millilitres; clocks:

    - ``ready``: when a delivery is at its source, when a collection is at its site;
    - ``due``: when a delivery must be done at its site, a collection at its target.
    - ``is_firm``: whether missing ``due`` is out of the question, because another task of
      the same orders begins then.

    ``base`` is the only base that a task may use, -1 for any: the source of a delivery and
    the target of a collection is then that base, and otherwise the hub. ``classes`` is the
    set of handling classes on board, one bit each. ``urgency`` is the sum of the orders'
    priority weights, ``num_orders`` their number. A visit has no orders: ``pieces`` is
    zero, and ``ready`` and ``due`` bound the moment at which the driver looks in.
    """

    site: Ints
    is_delivery: Bools
    ready: Ints
    due: Ints
    is_firm: Bools
    base: Ints
    pieces: Ints
    weight: Ints
    volume: Ints
    classes: Ints
    num_orders: Ints
    urgency: Floats
    orders: tuple[Ints, ...]

    def __post_init__(self) -> None:
        num = len(self.orders)
        for column in fields(self):
            values = getattr(self, column.name)
            if isinstance(values, np.ndarray) and values.shape != (num,):
                raise ValueError(f"{column.name} has {values.shape[0]} entries, not {num}")

    def __len__(self) -> int:
        return len(self.orders)

    @property
    def is_visit(self) -> Bools:
        """Which tasks are visits without orders, shape ``(tasks,)``."""
        return np.asarray(self.num_orders == 0)

    def take(self, rows: Ints) -> Tasks:
        """Return these tasks, in this order."""
        changes = {
            column.name: getattr(self, column.name)[rows]
            for column in fields(self)
            if column.name != "orders"
        }
        return replace(self, orders=tuple(self.orders[row] for row in rows), **changes)

    def joined(self, other: Tasks) -> Tasks:
        """Return these tasks and then the other ones."""
        columns = [column.name for column in fields(self) if column.name != "orders"]
        return Tasks(
            orders=(*self.orders, *other.orders),
            **{n: np.concatenate([getattr(self, n), getattr(other, n)]) for n in columns},
        )
