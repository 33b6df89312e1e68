"""What the model pays for, in ten-thousandths of a cent."""

from __future__ import annotations

import numpy as np

from optimizer.domain import Floats, Ints
from optimizer.engines.ortools.dimensions import distances
from optimizer.engines.ortools.model import SCALE, Model

MOST = 1e15
"""Units beyond which a cost is as good as any: sums of thousands must not overflow."""


def set_objective(model: Model, *, overtime: bool = True) -> None:
    """Pay for duties, metres, time, what tasks cost where they are served, and drops."""
    pay_duties(model)
    least = pay_tasks(model)
    group = model.layout.problem.tasks.group[model.layout.tasks]
    pay_metres(model, least - least_of_group(least, group))
    pay_time(model)
    if overtime:
        pay_overtime(model)
    pay_drops(model, least_of_group(least, group), group)


def pay_duties(model: Model) -> None:
    """Pay once for every duty that is used, and a share of what its base costs that day."""
    layout, duties = model.layout, model.layout.problem.duties
    problem = layout.problem
    for v, duty in enumerate(layout.duties):
        base = layout.base[v]
        shared = ((duties.base == base) & (duties.day == duties.day[duty])).sum()
        opening = problem.base_day_cost[base] / shared
        model.routing.SetFixedCostOfVehicle(scaled(duties.cost[duty] + opening), v)


def pay_metres(model: Model, extra: Ints) -> None:
    """Pay for the way, by road profile and price, and what a task costs ``extra`` if done."""
    layout, duties = model.layout, model.layout.problem.duties
    kinds: dict[tuple[int, float], int] = {}
    for v, duty in enumerate(layout.duties):
        kind = (int(duties.profile[duty]), float(duties.metre_cost[duty]))
        if kind not in kinds:
            price = in_units(distances(model, kind[0]).astype(np.float64) * kind[1])
            kinds[kind] = model.matrix(price + layout.on_tasks(extra)[:, None])
        model.routing.SetArcCostEvaluatorOfVehicle(kinds[kind], v)


def pay_time(model: Model) -> None:
    """Pay for the time between leaving the base first and coming back last."""
    layout, time = model.layout, model.dimension("time")
    for v, duty in enumerate(layout.duties):
        time.SetSpanCostCoefficientForVehicle(scaled(layout.problem.duties.second_cost[duty]), v)


def pay_overtime(model: Model) -> None:
    """Pay more for the time after the shift."""
    layout, duties, time = model.layout, model.layout.problem.duties, model.dimension("time")
    for v, duty in enumerate(layout.duties):
        more = scaled(duties.overtime_cost[duty] - duties.second_cost[duty])
        if more > 0:
            until = int(duties.paid_until[duty])
            time.SetCumulVarSoftUpperBound(model.routing.End(v), until, more)


def pay_tasks(model: Model) -> Ints:
    """
    Pay for a task what it costs more with this duty than with its cheapest; return the least.

    Something must cost nothing with somebody: a dimension that differs by vehicle has no
    solution with a dropped task that adds to it with every vehicle.
    """
    layout, duties = model.layout, model.layout.problem.duties
    kinds = np.stack([duties.base, duties.start, duties.paid_until])[:, layout.duties]
    _, firsts, which = np.unique(kinds, axis=1, return_index=True, return_inverse=True)
    cents = np.stack([task_prices(model, int(layout.duties[v])) for v in firsts])
    prices = in_units(cents)
    least = prices.min(axis=0)
    evaluators = [model.vector(layout.on_tasks(row)) for row in prices - least]
    most = int((prices - least).max(axis=0).sum()) + 1
    model.routing.AddDimensionWithVehicleTransits(
        [evaluators[int(kind)] for kind in which.ravel()], 0, most, True, "price"
    )
    dimension = model.note_dimension("price")
    for v in range(layout.num_vehicles):
        dimension.SetSpanCostCoefficientForVehicle(1, v)
    return least


def task_prices(model: Model, duty: int) -> Floats:
    """Return what each task costs with a duty, in cents, way and time apart."""
    layout, problem = model.layout, model.layout.problem
    tasks, duties = problem.tasks, problem.duties
    base, rows = int(duties.base[duty]), layout.tasks
    until = int(duties.paid_until[duty])
    begin = np.maximum(duties.start[duty], np.where(tasks.is_delivery, tasks.release[:, base], 0))
    done = np.where(tasks.is_delivery, (np.minimum(begin, until) + until) // 2, until)[rows]
    due = tasks.due[rows, base]
    late = (done > due) & (duties.start[duty] > due)
    return (
        tasks.price[rows, base]
        + tasks.wait_rate[rows] * np.maximum(0, done - tasks.wait_from[rows])
        + np.where(late, tasks.late_cost[rows] + tasks.late_rate[rows] * (done - due), 0.0)
    )


def least_of_group(least: Ints, group: Ints) -> Ints:
    """Return the least price of each task, and for those of a group that of its cheapest."""
    shared = least.copy()
    for number in np.unique(group[group > 0]):
        shared[group == number] = least[group == number].min()
    return shared


def pay_drops(model: Model, least: Ints, group: Ints) -> None:
    """
    Pay for what is not done, less the ``least`` that doing it costs; of a group one is enough.

    Reloads are worth next to nothing: a duty in use keeps them at its start or end, at hand
    for a move that needs one.
    """
    layout = model.layout
    # Tasks that stand for themselves are a group of one.
    names = np.where(group > 0, group, -1 - np.arange(len(group)))
    members: dict[int, list[int]] = {}
    for node, name in enumerate(names.tolist()):
        members.setdefault(name, []).append(node)
    for nodes in members.values():
        penalty = scaled(layout.problem.tasks.drop_cost[layout.tasks[nodes]].max())
        indices = [model.index(node) for node in nodes]
        model.routing.AddDisjunction(indices, max(penalty - int(least[nodes[0]]), 1))
    for node in layout.reload_nodes:
        model.routing.AddDisjunction([model.index(node)], 1)


def scaled(cents: float) -> int:
    """Return cents in the unit of the model's cost, as far as it can add them up."""
    return round(min(float(cents) * SCALE, MOST))


def in_units(cents: Floats) -> Ints:
    """Return cents in the unit of the model's cost, as far as it can add them up."""
    return np.rint(np.clip(cents * SCALE, -MOST, MOST)).astype(np.int64)
