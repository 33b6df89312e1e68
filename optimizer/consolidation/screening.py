"""Which orders no fleet could carry, with the proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

import numpy as np

from optimizer.consolidation.reach import EmptyFleet
from optimizer.domain import Bools, Ints, Issue, Reason, Trip

CLOSED: Final = Reason(
    "U104",
    True,
    "始发或目的网点未开放",
    "its origin or destination is closed",
    "开放该网点，或改派到邻近网点 / open the site, or address a neighbouring one",
)
UNREACHABLE: Final = Reason(
    "U101",
    True,
    "没有车辆能经道路到达",
    "no available vehicle reaches it by road",
    "检查道路、网点坐标和车辆通行 / check roads, coordinates and which vehicles may pass",
)
CLASS_REFUSED: Final = Reason(
    "U103",
    True,
    "能到达的车辆都不允许装运该货类",
    "no vehicle that reaches it may carry its handling class",
    "为一辆车开放该货类 / allow the class on a vehicle",
)
TOO_BIG: Final = Reason(
    "U102",
    True,
    "超过所有能到达车辆的载重或容积",
    "heavier or larger than every vehicle that reaches it",
    "拆成几票，或安排更大的车 / split the order, or add a larger vehicle",
)
TOO_EARLY_DUE: Final = Reason(
    "U105",
    True,
    "即使全部车辆空闲，最早送达也晚于承诺时间",
    "due before the earliest arrival on an empty fleet",
    "与客户另约时间，或提前揽收 / agree another time, or have it ready earlier",
)
NO_CAPACITY: Final = Reason(
    "U190",
    False,
    "运力已满：本次搜索没有找到可用车次",
    "no capacity left: the search found no trip for it",
    "增加车辆或班次，或延长搜索时间 / add a vehicle or a shift, or search longer",
)
LATE: Final = Reason(
    "U191",
    False,
    "运力不足：本次搜索没有找到更早的车次",
    "late: the search found no earlier trip for it",
    "增加车辆或班次，或延长搜索时间 / add a vehicle or a shift, or search longer",
)


def screen(fleet: EmptyFleet) -> dict[int, Reason]:
    """
    Return the orders that no plan can carry, by row, each with its proof.

    Tried in this order: closed sites, roads, handling class, size. Orders that differ in
    nothing that matters are judged once.
    """
    network, orders = fleet.instance.network, fleet.instance.orders
    door = np.array(network.door, dtype=np.int64)
    origin, target = door[orders.origin], door[orders.destination]
    is_open = np.array([site.is_open for site in network.sites])
    named = is_open[orders.origin] & is_open[orders.destination]
    reasons: dict[int, Reason] = {}
    _note(reasons, ~(named & is_open[origin] & is_open[target]), CLOSED)
    everyone = np.ones_like(fleet.fits)
    for able, reason in (
        (everyone, UNREACHABLE),
        (fleet.admits, CLASS_REFUSED),
        (fleet.admits & fleet.fits, TOO_BIG),
    ):
        _note(reasons, ~_connected(fleet, able, origin, target), reason)
    for row, reason in reasons.items():
        if reason is UNREACHABLE:
            ends = int(origin[row]), int(target[row])
            names = [name for site in ends for name in fleet.cut_off.get(site, ())]
            reasons[row] = _cut_off(tuple(dict.fromkeys(names))) if names else reason
    return reasons


def unreachable_points(fleet: EmptyFleet) -> list[Issue]:
    """Return a warning for every open service point that no vehicle reaches from the hub."""
    network = fleet.instance.network
    reached = fleet.reaches(np.ones(len(fleet.kinds), dtype=np.bool_))[network.hub]
    return [
        Issue(
            "E171",
            "sites.csv",
            f"no available vehicle reaches {site.site_id} {site.name_zh} from the hub",
            row=position + 2,
            column="site_id",
            value=site.site_id,
            fix="its orders will be unserved (U101); check roads, road_profiles and the fleet",
            is_warning=True,
        )
        for position, site in enumerate(network.sites)
        if site.is_open and not site.is_base and not reached[network.door[position]]
        if network.door[position] != network.hub and position not in fleet.cut_off
    ]


def explain(fleet: EmptyFleet, order: int, *, delivered: bool) -> Reason:
    """Return why an order is late (``delivered``) or on no trip, proved where that is possible."""
    if not fleet.could_arrive_by(order, int(fleet.instance.orders.due[order])):
        return TOO_EARLY_DUE
    return LATE if delivered else NO_CAPACITY


def explain_plan(
    fleet: EmptyFleet, trips: Sequence[Trip], refused: Mapping[int, Reason]
) -> dict[int, Reason]:
    """
    Return a reason for every order that is late or on no trip.

    An order on no trip that is due after the horizon is deferred, which needs none, unless
    it is among the ``refused``: those no later plan could carry either.
    """
    instance = fleet.instance
    orders, door = instance.orders, instance.network.door
    done = {
        row: stop.departure
        for trip in trips
        for stop in trip.stops
        for row in stop.unload
        if door[int(orders.destination[row])] == stop.site
    }
    reasons = dict(refused)
    for row, due in enumerate(orders.due.tolist()):
        if row in reasons:
            continue
        if row not in done:
            if due <= instance.calendar.end:
                reasons[row] = explain(fleet, row, delivered=False)
        elif fleet.delivered_at(done[row], door[int(orders.destination[row])]) > due:
            reasons[row] = explain(fleet, row, delivered=True)
    return reasons


def _note(reasons: dict[int, Reason], found: Bools, reason: Reason) -> None:
    """Give the orders found this reason, unless they have one."""
    for row in np.flatnonzero(found):
        reasons.setdefault(int(row), reason)


@cache
def _cut_off(names: tuple[str, ...]) -> Reason:
    """Return the reason that names the closures which cut an order off."""
    return replace(
        UNREACHABLE,
        message_zh=f"封路“{'”“'.join(names)}”，没有车辆能经道路到达",
        message_en=f"cut off by the closure {', '.join(map(repr, names))}: "
        f"{UNREACHABLE.message_en}",
        fix="待道路恢复，或改派到邻近网点 / wait for the road, or address a neighbouring site",
    )


def _connected(fleet: EmptyFleet, able: Bools, origin: Ints, target: Ints) -> Bools:
    """Return which orders could be brought by kinds able to, shape ``(orders,)``."""
    found = np.zeros(len(origin), dtype=np.bool_)
    if not len(origin):
        return found
    packed = np.packbits(able, axis=1)
    _, examples, group_of = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    for number, example in enumerate(examples):
        rows = group_of.ravel() == number
        found[rows] = fleet.reaches(able[example])[origin[rows], target[rows]]
    return found
