"""More or fewer orders: thinned or copied by chance, but the same chance every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

import numpy as np

from optimizer.domain import Bools, Instance, Ints
from optimizer.scenarios.ground import Ground, Subject, unknown
from optimizer.scenarios.keys import number, texts, whole, word

MOST_FACTOR: Final = 100


@dataclass(frozen=True, slots=True)
class ScaleDemand:
    """
    What if there were ``factor`` times as many orders?

    Of the ``towns``, ``classes`` and the ``direction`` given: ``down`` to the villages or
    ``up`` from them. Copies are as their originals, under new ids. The expected number is
    exact: what is left of a whole number is drawn. Of the same seed and day a smaller
    factor keeps a part of what a larger one keeps.
    """

    kind: ClassVar[str] = "scale_demand"
    factor: float = number(0, MOST_FACTOR)
    towns: tuple[str, ...] = texts()
    classes: tuple[str, ...] = texts()
    direction: str | None = word("down", "up", default=None)
    seed: int = whole(0, 2**31, default=0)

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        parts = (",".join(sorted(self.towns)), ",".join(sorted(self.classes)))
        return {("demand", *parts, self.direction or ""): (self.factor, self.seed)}

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        self._check(ground.instance)
        instance = ground.instance
        matching = np.flatnonzero(self.matches(instance))
        rng = np.random.default_rng([self.seed, instance.calendar.first_day.toordinal()])
        wanted = self.factor * len(matching)
        num = int(wanted) + int(rng.random() < wanted - int(wanted))
        order = rng.permutation(matching)
        times = np.ones(len(instance.orders), dtype=np.int64)
        if len(matching):
            whole_times, rest = divmod(num, len(matching))
            times[matching] = whole_times
            times[order[:rest]] += 1
        return replace(ground, instance=with_times(instance, times))

    def matches(self, instance: Instance) -> Bools:
        """Return which orders are meant, shape ``(orders,)``."""
        orders, hub = instance.orders, instance.network.hub
        chosen = np.ones(len(orders), dtype=np.bool_)
        if self.towns:
            in_town = np.array([site.town in self.towns for site in instance.sites])
            is_hub = np.arange(len(in_town)) == hub
            far = in_town & ~is_hub
            chosen &= far[orders.origin] | far[orders.destination]
        if self.classes:
            names = instance.rules.handling_classes
            wanted = [number for number, name in enumerate(names) if name in self.classes]
            chosen &= np.isin(orders.handling_class, wanted)
        if self.direction == "up":
            chosen &= orders.destination == hub
        elif self.direction == "down":
            chosen &= orders.destination != hub
        return chosen

    def _check(self, instance: Instance) -> None:
        """Refuse towns and classes that nobody knows."""
        towns = sorted({site.town for site in instance.sites if site.town})
        for name in self.towns:
            if name not in towns:
                raise unknown("town", name, towns, "towns")
        for name in self.classes:
            if name not in instance.rules.handling_classes:
                raise unknown("handling class", name, instance.rules.handling_classes, "classes")


def with_times(instance: Instance, times: Ints) -> Instance:
    """Return the instance with every order this often; copies get ids of their own."""
    rows = np.repeat(np.arange(len(times)), times)
    orders = instance.orders.take(rows)
    taken = set(instance.orders.order_id)
    seen: set[str] = set()
    ids = []
    for name in orders.order_id:
        new, copy = name, 1
        while new in seen or (copy > 1 and new in taken):
            copy += 1
            new = f"{name}x{copy}"
        seen.add(new)
        ids.append(new)
    return replace(instance, orders=replace(orders, order_id=tuple(ids)))
