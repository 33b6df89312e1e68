"""Which rules of a problem go beyond a plain one, that quick methods can state."""

from __future__ import annotations

import numpy as np

from optimizer.domain import NO_WAY, Bools, Ints
from optimizer.problems.routing import RoutingProblem


def beyond_plain(problem: RoutingProblem) -> str | None:
    """
    Return the first rule of a problem that a plain one has not, None where it is plain.

    Plain are: several bases, kinds of vehicles and road profiles; deliveries, collections
    and both at one call; one window for each task; releases by base; costs by duty, metre
    and second; limits of load and duration; one trip to a duty.
    """
    for name, is_there in _rules(problem):
        if is_there:
            return name
    return None


def _rules(problem: RoutingProblem) -> list[tuple[str, bool]]:
    """Return each rule that a plain problem has not, and whether it is there."""
    tasks, duties = problem.tasks, problem.duties
    if not problem.num_tasks or not problem.num_duties:
        return []
    usable = tasks.release < NO_WAY
    latest = duties.end.max()
    done = np.where(tasks.is_delivery, _done_by(problem), latest)[:, None]
    may_be_late = usable & (tasks.due < done) & ((tasks.late_cost + tasks.late_rate) > 0)[:, None]
    paid_over = (duties.paid_until < duties.end) & (duties.overtime_cost != duties.second_cost)
    lasts = (duties.end - duties.start).max()
    base_sites = problem.bases
    sites = tasks.site[tasks.pieces > 0]
    shared = len(np.unique(sites)) < len(sites) and problem.stop_time[sites].any()
    return [
        ("several trips to a duty", bool((duties.most_trips != 1).any())),
        ("lateness", bool(may_be_late.any())),
        ("deadlines at the end of a trip", bool((usable & (tasks.hard < done)).any())),
        ("paid waiting of goods", bool(tasks.wait_rate.any())),
        ("dearer overtime", bool(paid_over.any())),
        ("rests", bool(problem.rest_after < lasts)),
        ("ranges", bool((duties.range < NO_WAY).any())),
        ("classes that exclude each other", bool(tasks.excluded.any())),
        ("alternatives", bool(tasks.group.any())),
        ("fixed trips", bool(problem.fixed)),
        ("stops that tasks share", bool(shared)),
        ("handling at bases", bool(_handles_at(problem, base_sites))),
        ("bases that are paid by the day", bool(_pays_days(problem))),
        ("several opening windows", bool(_is_broken(problem).any())),
        ("one-way roads without return", bool(_is_torn(problem))),
    ]


def _done_by(problem: RoutingProblem) -> Ints:
    """Return when each task is done at the latest, shape ``(tasks,)``."""
    latest = np.minimum(problem.tasks.latest + service_times(problem), problem.duties.end.max())
    return np.asarray(np.minimum(latest, NO_WAY))


def service_times(problem: RoutingProblem) -> Ints:
    """Return how long a stop at each task alone lasts, in seconds, shape ``(tasks,)``."""
    tasks = problem.tasks
    handled = -(-problem.piece_time[tasks.site] * tasks.pieces // 1000)
    return np.where(tasks.pieces > 0, problem.stop_time[tasks.site] + handled, 0)


def _handles_at(problem: RoutingProblem, sites: Ints) -> bool:
    """Whether loading and unloading at bases takes time, or a base closes."""
    if problem.stop_time[sites].any() or problem.piece_time[sites].any():
        return True
    start, end = problem.duties.start.min(), problem.duties.end.max()
    is_open = (problem.opens[sites] <= start) & (problem.closes[sites] >= end)
    return not is_open.any(axis=1).all()


def _pays_days(problem: RoutingProblem) -> bool:
    """Whether using a base costs by the day, over more than one day."""
    costs = problem.base_day_cost[problem.duties.base] > 0
    return bool(costs.any() and len(np.unique(problem.duties.day)) > 1)


def _is_broken(problem: RoutingProblem) -> Bools:
    """Return which tasks have more than one opening window within the duties."""
    first, last = problem.duties.start.min(), problem.duties.end.max()
    tasks = problem.tasks
    lo = np.maximum(first, tasks.earliest)[:, None]
    hi = np.minimum(last, tasks.latest + NO_WAY // 2)[:, None]
    opens, closes = problem.opens[tasks.site], problem.closes[tasks.site]
    meets = (opens < hi) & (closes > lo) & (opens < NO_WAY)
    return np.asarray((meets.sum(axis=1) > 1) & (tasks.pieces > 0))


def _is_torn(problem: RoutingProblem) -> bool:
    """Whether some pair of sites in use can be driven one way or not at all."""
    sites = np.unique(np.concatenate([problem.tasks.site, problem.bases]))
    used = np.unique(problem.duties.profile)
    return bool((problem.duration[np.ix_(used, sites, sites)] >= NO_WAY).any())


def service_windows(problem: RoutingProblem) -> tuple[Ints, Ints]:
    """
    Return when service may start at each task of a plain problem, shape ``(tasks,)`` each.

    Where nothing fits the first is after the second.
    """
    tasks = problem.tasks
    length = service_times(problem)
    opens = np.maximum(problem.opens[tasks.site], tasks.earliest[:, None])
    closes = problem.closes[tasks.site] - length[:, None]
    free = tasks.pieces == 0
    opens[free], closes[free] = tasks.earliest[free, None], NO_WAY
    closes = np.minimum(closes, tasks.latest[:, None])
    end = int(problem.duties.end.max(initial=0))
    fits = (opens <= closes) & (closes >= int(problem.duties.start.min(initial=NO_WAY)))
    fits &= opens <= end
    column = np.argmax(fits, axis=1)
    rows = np.arange(problem.num_tasks)
    earliest, latest = opens[rows, column], closes[rows, column]
    never = ~fits.any(axis=1)
    earliest[never], latest[never] = NO_WAY, -NO_WAY
    return earliest, latest
