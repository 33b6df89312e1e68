"""
What adds up along a duty: time, metres, loads, and what the tasks of a trip must share.

Everything is stated so that a route can be judged by itself: bounds on nodes, transits and
slack, which OR-Tools filters compiled before it tries a move in earnest. What a trip shares
starts anew at a reload, by a transit that takes the whole capacity away and slack that
brings any of it back.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from optimizer.domain import NO_WAY, Ints
from optimizer.engines.ortools.model import Model
from optimizer.engines.ortools.times import FAR, kind_of, transit_times


def add_dimensions(model: Model) -> None:
    """Add every dimension that the problem needs."""
    layout = model.layout
    tasks, duties = layout.problem.tasks, layout.problem.duties
    add_time(model)
    set_hours(model)
    add_range(model)
    add_trips(model)
    for name in ("weight", "volume"):
        amounts = getattr(tasks, name)[layout.tasks], getattr(tasks, f"pickup_{name}")[layout.tasks]
        add_load(model, name, *amounts, getattr(duties, name)[layout.duties])
    add_classes(model)
    add_releases(model)
    add_deadlines(model)


def add_time(model: Model) -> None:
    """
    Let time pass.

    The cumul of a task is when handling of its pieces starts; of a start, when loading
    starts; of a reload and an end, when unloading is over.
    """
    layout = model.layout
    evaluators = {kind: model.matrix(times) for kind, times in transit_times(layout).items()}
    last = int(layout.problem.duties.end[layout.duties].max())
    model.routing.AddDimensionWithVehicleTransits(
        [evaluators[kind_of(layout, v)] for v in range(layout.num_vehicles)],
        last,
        last,
        False,
        "time",
    )
    time = model.note_dimension("time")
    for v, longest in enumerate(layout.problem.duties.max_duration[layout.duties].tolist()):
        if longest:
            time.SetSpanUpperBoundForVehicle(longest, v)


def add_trips(model: Model) -> None:
    """Count the trips of duties that are limited in them: one begins where a task follows none."""
    layout = model.layout
    most = layout.problem.duties.most_trips[layout.duties]
    reloads = np.array([reload.vehicle for reload in layout.reloads], dtype=np.int64)
    if not ((most > 0) & (most <= np.bincount(reloads, minlength=len(most)))).any():
        return
    is_task = np.arange(layout.num_nodes) < layout.num_tasks
    begins = (~is_task[:, None] & is_task).astype(np.int64)
    room = np.where(most > 0, most, layout.num_nodes)
    model.routing.AddDimensionWithVehicleCapacity(
        model.matrix(begins), 0, room.tolist(), True, "trips"
    )
    model.note_dimension("trips")


def set_hours(model: Model) -> None:
    """Keep tasks within hours and windows, and duties between their start and end."""
    layout, duties = model.layout, model.layout.problem.duties
    time = model.dimension("time")
    for node, spans in enumerate(layout.starts):
        cumul = time.CumulVar(model.index(node))
        cumul.SetRange(spans[0][0], spans[-1][1])
        closed = [
            (closes + 1, opens - 1)
            for (_, closes), (opens, _) in pairwise(spans)
            if closes + 1 < opens
        ]
        if closed:
            # Holes in the domain itself would cost a bit for every second of the horizon.
            first, last = (list(ends) for ends in zip(*closed, strict=True))
            model.solver.Add(model.solver.NotMemberCt(cumul, first, last))
    for v, duty in enumerate(layout.duties):
        for index in (model.routing.Start(v), model.routing.End(v)):
            time.CumulVar(index).SetRange(int(duties.start[duty]), int(duties.end[duty]))
    for node, reload in zip(layout.reload_nodes, layout.reloads, strict=True):
        time.CumulVar(model.index(node)).SetRange(reload.earliest, reload.latest)


def add_range(model: Model) -> None:
    """Add up metres where a duty is limited in them."""
    layout, problem = model.layout, model.layout.problem
    ranges = problem.duties.range[layout.duties]
    if (ranges >= NO_WAY).all():
        return
    nothing = model.vector(np.zeros(layout.num_nodes, dtype=np.int64))
    profiles = np.where(ranges >= NO_WAY, -1, problem.duties.profile[layout.duties])
    metres = {int(p): model.matrix(distances(model, p)) for p in np.unique(profiles) if p >= 0}
    evaluators = [metres.get(int(profile), nothing) for profile in profiles]
    model.routing.AddDimensionWithVehicleTransitAndCapacity(
        evaluators, 0, [int(metres) for metres in np.minimum(ranges, 10**9)], True, "range"
    )


def distances(model: Model, profile: int) -> Ints:
    """Return metres between the nodes."""
    sites = model.layout.sites
    return np.minimum(model.layout.problem.distance[profile][np.ix_(sites, sites)], FAR)


def add_load(model: Model, name: str, amounts: Ints, pickups: Ints, room: Ints) -> None:
    """
    Add what is on board, and what of it was collected.

    On board at a start is free: it is what is to be delivered. That it is all of it follows
    from what comes back being at least what was collected. A delivery may take something
    along: ``pickups``.
    """
    layout = model.layout
    if (amounts + pickups).sum() <= room.min():
        return
    is_delivery = layout.problem.tasks.is_delivery[layout.tasks]
    taken = np.where(is_delivery, 0, amounts) + pickups
    on_board = add_reset(model, name, np.where(is_delivery, pickups - amounts, taken), room)
    if not taken.any():
        return
    collected = add_reset(model, f"{name} collected", taken, room)
    returns = [model.routing.End(v) for v in range(layout.num_vehicles)]
    returns += [model.index(node) for node in layout.reload_nodes]
    for index in returns:
        model.solver.Add(on_board.CumulVar(index) >= collected.CumulVar(index))


def add_classes(model: Model) -> None:
    """
    Part the classes that must not share a trip.

    A dimension for a class is 1 on trips that may carry it and 0 on trips that may carry
    what it excludes.
    """
    layout, tasks = model.layout, model.layout.problem.tasks
    classes, excluded = tasks.classes[layout.tasks], tasks.excluded[layout.tasks]
    for number in covering_classes(classes, excluded):
        has, bars = classes >> number & 1 == 1, excluded >> number & 1 == 1
        room = np.ones(layout.num_vehicles, dtype=np.int64)
        dimension = add_reset(model, f"class {number}", np.zeros_like(layout.tasks), room)
        for node in np.flatnonzero(has | bars):
            dimension.CumulVar(model.index(int(node))).SetValue(int(has[node]))


def covering_classes(classes: Ints, excluded: Ints) -> list[int]:
    """Return few classes such that of any two that exclude each other one is among them."""
    bits = range(int(max(classes.max(initial=0), excluded.max(initial=0))).bit_length())
    present = [c for c in bits if (classes >> c & 1).any()]
    pairs = {
        (c, e) for c in present for e in present if (excluded[classes >> c & 1 == 1] >> e & 1).any()
    }
    cover = []
    while pairs:
        best = max(present, key=lambda c: (sum(c in pair for pair in pairs), -c))
        cover.append(best)
        pairs = {pair for pair in pairs if best not in pair}
    return cover


def add_releases(model: Model) -> None:
    """
    Let trips leave when all of their deliveries are released.

    The dimension, full at a reload, falls there by the rank that is released and then never
    falls again: a task must meet it low enough, so none of a higher rank is on the trip.
    """
    layout, ranks = model.layout, model.layout.releases
    values = layout.on_tasks(np.zeros_like(layout.tasks))
    values[list(layout.reload_nodes)] = [-reload.release for reload in layout.reloads]
    full = ranks.most
    if not any(reload.release for reload in layout.reloads) and full == 0:
        return
    model.routing.AddDimension(model.vector(values), full, full, False, "release")
    dimension = model.note_dimension("release")
    for node, rank in enumerate(ranks.of_task):
        dimension.CumulVar(model.index(node)).SetMax(full - int(rank))
    for node in layout.reload_nodes:
        dimension.CumulVar(model.index(node)).SetValue(full)
    for v, duty in enumerate(layout.duties):
        rank = ranks.reached(int(layout.base[v]), int(layout.problem.duties.start[duty]))
        dimension.CumulVar(model.routing.Start(v)).SetMin(full - rank)


def add_deadlines(model: Model) -> None:
    """
    Let trips be back before any of their collections is of no use.

    The dimension never falls on a trip, and a task lifts it to its rank: the higher, the
    sooner it is due. Reloads and ends take what is due no sooner than they are.
    """
    layout, ranks = model.layout, model.layout.deadlines
    full = ranks.most
    if full == 0:
        return
    values = layout.on_tasks(np.zeros_like(layout.tasks))
    values[list(layout.reload_nodes)] = -full
    model.routing.AddDimension(model.vector(values), 2 * full, full, False, "deadline")
    dimension = model.note_dimension("deadline")
    for node, rank in enumerate(ranks.of_task):
        dimension.CumulVar(model.index(node)).SetMin(int(rank))
    for node, reload in zip(layout.reload_nodes, layout.reloads, strict=True):
        dimension.CumulVar(model.index(node)).SetMax(reload.deadline)
    for v, duty in enumerate(layout.duties):
        rank = ranks.reached(int(layout.base[v]), -int(layout.problem.duties.end[duty]))
        dimension.CumulVar(model.routing.End(v)).SetMax(rank)


def add_reset(model: Model, name: str, amounts: Ints, room: Ints) -> Any:
    """Add a dimension over the tasks that starts anew, as it likes, on every trip."""
    layout = model.layout
    most = int(room.max())
    values = layout.on_tasks(amounts)
    values[list(layout.reload_nodes)] = -most
    slack = 2 * most if layout.reloads else 0
    model.routing.AddDimensionWithVehicleCapacity(
        model.vector(values), slack, [int(amount) for amount in room], False, name
    )
    dimension = model.note_dimension(name)
    if slack:
        fixed = [model.index(node) for node in range(layout.num_tasks)]
        for index in fixed + [model.routing.Start(v) for v in range(layout.num_vehicles)]:
            dimension.SlackVar(index).SetValue(0)
    return dimension
