"""How long it takes from node to node, and whether a route keeps its clocks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from optimizer.domain import Ints
from optimizer.engines.ortools.layout import Intervals, Layout

FAR = 10**7
"""Seconds and metres beyond every horizon and range, for what cannot be driven."""

Kind = tuple[int, int]


def kind_of(layout: Layout, vehicle: int) -> Kind:
    """Return what the times of a vehicle depend on: its profile, and a piece at its base."""
    problem = layout.problem
    home = problem.bases[layout.base[vehicle]]
    profile = problem.duties.profile[layout.duties[vehicle]]
    return int(profile), int(problem.piece_time[home])


def transit_times(layout: Layout) -> dict[Kind, Ints]:
    """
    Return the seconds between the nodes for each kind of vehicle.

    From when handling of a task's pieces starts to when the next one's does. What the base
    needs for a piece passes with the service of its task, so that duties last as long as
    they do; at the base there pass the stops.
    """
    problem, sites = layout.problem, layout.sites
    pieces, stops = problem.tasks.pieces[layout.tasks], stop_times(layout)
    times: dict[Kind, Ints] = {}
    for vehicle in range(layout.num_vehicles):
        profile, piece_time = kind = kind_of(layout, vehicle)
        if kind not in times:
            drive = np.minimum(problem.duration[profile][np.ix_(sites, sites)], FAR)
            service = layout.on_tasks(layout.service + piece_time * pieces // 1000)
            times[kind] = service[:, None] + stops + drive
    return times


def stop_times(layout: Layout) -> Ints:
    """
    Return the time that stopping takes, between the nodes.

    Tasks in a row at one site share the stop. Every trip is taken to load and to unload, if
    any can: a way home that is quicker after a delivery would only be a trick of the order.
    """
    problem, sites = layout.problem, layout.sites
    pieces = layout.on_tasks(problem.tasks.pieces[layout.tasks])
    is_base = np.arange(layout.num_nodes) >= layout.num_tasks
    apart = (sites[:, None] != sites[None, :]) | ((pieces == 0) | is_base)[:, None]
    stops = np.where(apart & (pieces > 0), problem.stop_time[sites], 0)
    is_delivery = problem.tasks.is_delivery[layout.tasks]
    handled = problem.tasks.pieces[layout.tasks] > 0
    if (handled & is_delivery).any():
        leaves = is_base[:, None] & ~is_base
        stops = stops + np.where(leaves, problem.stop_time[sites][:, None], 0)
    if (handled & ~is_delivery).any():
        returns = ~is_base[:, None] & is_base
        stops = stops + np.where(returns, problem.stop_time[sites], 0)
    return stops


def keeps_time(layout: Layout, times: dict[Kind, Ints], vehicle: int, row: Sequence[int]) -> bool:
    """Return whether a vehicle that never waits longer than it must keeps every bound."""
    duties, duty = layout.problem.duties, layout.duties[vehicle]
    matrix, depot = times[kind_of(layout, vehicle)], layout.depots[vehicle]
    start, longest = int(duties.start[duty]), int(duties.max_duration[duty])
    nodes = [depot, *row, depot]
    drives = [int(matrix[here, there]) for here, there in pairwise(nodes)]
    clock = start
    for node, drive in zip(row, drives, strict=False):
        clock += drive
        fitting = [max(clock, lo) for lo, hi in _spans(layout, node) if clock <= hi]
        if not fitting:
            return False
        clock = fitting[0]
    ended = clock + drives[-1]
    if ended > duties.end[duty] or not longest:
        return ended <= int(duties.end[duty])
    # And back again, as late as the end allows: that is how short the duty can be.
    clock = ended
    for node, drive in zip(reversed(row), reversed(drives), strict=False):
        clock -= drive
        clock = max(min(clock, hi) for lo, hi in _spans(layout, node) if clock >= lo)
    return ended - max(start, clock - drives[0]) <= longest


def _spans(layout: Layout, node: int) -> Intervals:
    """Return when a vehicle may begin at a task or reload."""
    if node < layout.num_tasks:
        return layout.starts[node]
    reload = layout.reloads[node - layout.num_tasks]
    return [(reload.earliest, reload.latest)]
