"""What becomes of every order: when it is delivered, and its status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from optimizer.domain import Bools, Instance, Ints, Leg, Plan, Reason

ON_TIME: Final = 0
LATE: Final = 1
DEFERRED: Final = 2
UNSERVED: Final = 3
STATUSES: Final = ("on_time", "late", "deferred", "unserved")
"""The names of the four statuses, by their number."""

NO_CAPACITY: Final = Reason(
    code="U190",
    is_proof=False,
    message_zh="没有剩余运力：搜索未能为它找到车次",
    message_en="no capacity left: the search found no place for it",
    fix="增加车辆、班次或搜索时间 / add a vehicle, a shift or search time",
)
NO_EARLIER: Final = Reason(
    code="U191",
    is_proof=False,
    message_zh="超时送达：搜索未能找到更早的车次",
    message_en="late: the search found no earlier place for it",
    fix="增加车辆、班次或搜索时间 / add a vehicle, a shift or search time",
)


@dataclass(frozen=True)
class Outcomes:
    """
    What becomes of every order, by column.

    ``status`` holds positions in `STATUSES`; ``delivered`` is a clock, meaningful where
    ``is_delivered``; both of shape ``(orders,)``. ``legs`` and ``reasons`` are by row and
    hold only the orders that have some.
    """

    status: Ints
    is_delivered: Bools
    delivered: Ints
    legs: Mapping[int, Sequence[Leg]]
    reasons: Mapping[int, Reason]


def outcomes(plan: Plan, instance: Instance) -> Outcomes:
    """
    Judge every order of a plan.

    An order that is on no trip is ``deferred`` when it is due after the horizon and nothing
    proves that it never can be brought; what does not arrive otherwise is ``unserved``.

    Parameters
    ----------
    plan
        The trips and the reasons that planning found.
    instance
        The inputs that the plan answers.

    Returns
    -------
    outcomes
        One status per order; late and unserved orders always have a reason.
    """
    legs = _in_order(plan.legs(), instance)
    is_delivered, delivered = _deliveries(legs, instance)
    proved = np.zeros(len(instance.orders), dtype=bool)
    proved[[row for row, reason in plan.reasons.items() if reason.is_proof]] = True

    due = instance.orders.due
    status = np.where(delivered <= due, ON_TIME, LATE)
    rides = np.zeros(len(instance.orders), dtype=bool)
    rides[list(legs)] = True
    may_wait = (due > instance.calendar.end) & ~proved & ~rides
    left = np.where(may_wait, DEFERRED, UNSERVED)
    status = np.where(is_delivered, status, left)
    return Outcomes(status, is_delivered, delivered, legs, _reasons(plan, status))


def _in_order(legs: dict[int, list[Leg]], instance: Instance) -> dict[int, list[Leg]]:
    """
    Return legs as they follow each other from where an order starts.

    By time they do, unless a plan is wrong: then a trip may have left before its goods came.
    """
    door, origin = instance.network.door, instance.orders.origin.tolist()
    for row, chain in legs.items():
        here, ordered = door[origin[row]], []
        if len(chain) < 2 or all(a.destination == b.origin for a, b in pairwise(chain)):
            continue
        waiting = sorted(chain, key=lambda leg: leg.loaded_at)
        while waiting:
            follows = next((leg for leg in waiting if leg.origin == here), waiting[0])
            waiting.remove(follows)
            ordered.append(follows)
            here = follows.destination
        legs[row] = ordered
    return legs


def _deliveries(legs: Mapping[int, Sequence[Leg]], instance: Instance) -> tuple[Bools, Ints]:
    """Return which orders are delivered, and when."""
    network, orders = instance.network, instance.orders
    target = np.array(network.door, dtype=np.int64)[orders.destination]
    is_delivered = np.zeros(len(orders), dtype=bool)
    delivered = np.zeros(len(orders), dtype=np.int64)
    for row, chain in legs.items():
        if chain[-1].destination == target[row]:
            is_delivered[row] = True
            delivered[row] = chain[-1].unloaded_at

    onward = instance.rules.onward_departures
    if onward:
        # What leaves the county waits at the hub for the next onward departure.
        leaving = is_delivered & (target == network.hub)
        clocks, which = np.unique(delivered[leaving], return_inverse=True)
        departs = [instance.calendar.next_of(onward, int(at), inclusive=True) for at in clocks]
        delivered[leaving] = np.array(departs, dtype=np.int64)[which]
    return is_delivered, delivered


def _reasons(plan: Plan, status: Ints) -> dict[int, Reason]:
    """Return the reason of every late and unserved order."""
    found = {}
    for kind, otherwise in ((LATE, NO_EARLIER), (UNSERVED, NO_CAPACITY)):
        for row in np.flatnonzero(status == kind).tolist():
            found[row] = plan.reasons.get(row, otherwise)
    return found
