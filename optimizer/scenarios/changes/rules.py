"""Another promise, and other prices of what is not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Final

import numpy as np

from optimizer.domain import Ints, Penalties, Rules
from optimizer.inputs.prices import cents
from optimizer.scenarios.ground import Ground, Refusal, Subject, unknown
from optimizer.scenarios.keys import number, numbers
from optimizer.units import HOUR

_MOST_HOURS: Final = 14 * 24
_PENALTIES: Final = tuple(each.name for each in fields(Penalties) if each.name != "priority_weight")


@dataclass(frozen=True, slots=True)
class ChangePromise:
    """
    What if the county promised another time?

    A class with a promise of its own keeps it where ``by_class`` does not name it, but is
    promised no longer than ``hours``. Orders whose file says when they are due stay so.
    """

    kind: ClassVar[str] = "change_promise"
    hours: float = number(1, _MOST_HOURS)
    by_class: Mapping[str, float] = numbers(1, _MOST_HOURS)

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return {("promise",): (self.hours, sorted(self.by_class.items()))}

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        rules = ground.network.rules
        for name in self.by_class:
            if name not in rules.handling_classes:
                raise unknown("handling class", name, rules.handling_classes, "by_class")
        promise = round(self.hours * HOUR)
        kept = {name: min(own, promise) for name, own in rules.promise_by_class.items()}
        own = {name: round(hours * HOUR) for name, hours in self.by_class.items()}
        changed = replace(rules, promise=promise, promise_by_class={**kept, **own})
        orders = ground.instance.orders
        before = orders.ready + _promises(rules)[orders.handling_class]
        after = orders.ready + _promises(changed)[orders.handling_class]
        due = np.where(orders.due == before, after, orders.due)
        instance = replace(ground.instance, orders=replace(orders, due=due))
        return replace(ground, instance=instance).with_network(rules=changed)


@dataclass(frozen=True, slots=True)
class ChangePenalties:
    """What if what is late, unserved, put off or missed had another price?"""

    kind: ClassVar[str] = "change_penalties"
    penalties: Mapping[str, float] = numbers(0, 1e9)

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return {("penalty", name): price for name, price in self.penalties.items()}

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        if not self.penalties:
            raise Refusal("E403", "changes no price", fix=f"give some of {', '.join(_PENALTIES)}")
        for name in self.penalties:
            if name not in _PENALTIES:
                raise unknown("penalty", name, _PENALTIES, "penalties")
        rules = ground.network.rules
        prices: dict[str, Any] = {name: cents(price) for name, price in self.penalties.items()}
        penalties = replace(rules.penalties, **prices)
        return ground.with_network(rules=replace(rules, penalties=penalties))


def _promises(rules: Rules) -> Ints:
    """Return the promise of every class in seconds, shape ``(classes,)``."""
    return np.array([rules.promise_of(name) for name in rules.handling_classes], dtype=np.int64)
