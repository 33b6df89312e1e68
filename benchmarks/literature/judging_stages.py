"""The judge of two levels with windows: loads, clocks, and that trucks come before freighters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from benchmarks.literature.benchmark import Verdict
from benchmarks.literature.judging import TOLERANCE
from benchmarks.literature.timed_levels import Stages, TimedLevels
from benchmarks.literature.two_echelons import Freighter


def judge_stages(case: TimedLevels, stages: Stages) -> Verdict:
    """Return what all stages cost together, and everything that they break."""
    breaks = [*_check_customers(case, stages.freighters), *_check_runs(case, stages)]
    if not breaks:
        breaks += _check_freighters(case, stages.freighters)
        breaks += _check_trucks(case, stages)
        breaks += _check_clocks(case, stages)
    freighters = stages.freighters
    cost = sum(
        case.fixed + _way(case, [each.satellite, *each.customers, each.satellite])
        for each in freighters
    )
    for run in (*stages.deliveries, *stages.collections):
        known = [freighters[k].satellite for k in run.freighters if k < len(freighters)]
        cost += case.truck_fixed + _way(case, [run.depot, *known, run.depot])
    return Verdict(cost, tuple(breaks), vehicles=len(freighters))


def _way(case: TimedLevels, nodes: Sequence[int]) -> float:
    """Return the length of a way."""
    return sum(float(case.distance[i, j]) for i, j in pairwise(nodes))


def _check_customers(case: TimedLevels, freighters: Sequence[Freighter]) -> Iterator[str]:
    """Yield customers that are not served once, and bases that are no satellites."""
    served = Counter(node for each in freighters for node in each.customers)
    for node in case.customers:
        if served[node] != 1:
            yield f"customer {node} is served {served[node]} times"
    for node in sorted(served.keys() - set(case.customers)):
        yield f"node {node} is no customer"
    for number, each in enumerate(freighters):
        if each.satellite not in case.stations or not each.customers:
            yield f"freighter {number} has no satellite or no customers"


def _check_runs(case: TimedLevels, stages: Stages) -> Iterator[str]:
    """Yield freighters that are not loaded by one truck, or not emptied by one."""
    runs = [("loaded", stages.deliveries)]
    if case.pickup.any():
        runs.append(("emptied", stages.collections))
    for what, trucks in runs:
        seen = Counter(number for run in trucks for number in run.freighters)
        for number, each in enumerate(stages.freighters):
            amounts = case.delivery if what == "loaded" else case.pickup
            needed = amounts[list(each.customers)].any()
            if seen[number] != 1 and (needed or seen[number]):
                yield f"freighter {number} is {what} by {seen[number]} trucks"
        for number in sorted(seen.keys() - set(range(len(stages.freighters)))):
            yield f"there is no freighter {number} to be {what}"
        for run in trucks:
            if not 0 <= run.depot < case.depots:
                yield f"node {run.depot} is no depot"


def _check_freighters(case: TimedLevels, freighters: Sequence[Freighter]) -> Iterator[str]:
    """Yield freighters that have too much on board somewhere."""
    for number, each in enumerate(freighters):
        load = most = sum(float(case.delivery[node]) for node in each.customers)
        for node in each.customers:
            load += float(case.pickup[node]) - float(case.delivery[node])
            most = max(most, load)
        if most > case.capacity + TOLERANCE:
            yield f"freighter {number} carries {most - case.capacity:g} over {case.capacity:g}"


def _check_trucks(case: TimedLevels, stages: Stages) -> Iterator[str]:
    """Yield trucks that carry too much."""
    for what, runs, amounts in (
        ("delivers", stages.deliveries, case.delivery),
        ("collects", stages.collections, case.pickup),
    ):
        for number, run in enumerate(runs):
            nodes = [node for k in run.freighters for node in stages.freighters[k].customers]
            excess = sum(float(amounts[node]) for node in nodes) - case.truck_capacity
            if excess > TOLERANCE:
                yield f"truck {number} {what} {excess:g} over {case.truck_capacity:g}"


def _check_clocks(case: TimedLevels, stages: Stages) -> Iterator[str]:
    """Yield customers that are served too late after their truck has come."""
    for run in stages.deliveries:
        clock, here = 0.0, run.depot
        for number in run.freighters:
            freighter = stages.freighters[number]
            there = freighter.satellite
            if there != here:
                clock += float(case.distance[here, there]) + float(case.per_stop[there])
            here = there
            clock += case.per_unit * sum(float(case.delivery[node]) for node in freighter.customers)
            yield from _check_windows(case, freighter, number, clock)


def _check_windows(
    case: TimedLevels, freighter: Freighter, number: int, clock: float
) -> Iterator[str]:
    """Yield the first customer at whom a freighter that leaves then is late."""
    here = freighter.satellite
    for node in freighter.customers:
        clock += float(case.distance[here, node])
        clock += float(case.service[here]) if here != freighter.satellite else 0.0
        clock, here = max(clock, float(case.ready[node])), node
        late = clock - float(case.due[node])
        if late > TOLERANCE:
            yield f"freighter {number} is {late:g} late at {node}"
            return
