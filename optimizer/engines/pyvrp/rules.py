"""
Which rules of a problem PyVRP does not know.

A rule counts only where it can bind: lateness that nobody is charged for, or a rest after
more hours than a duty has, is no rule.
"""

from __future__ import annotations

import numpy as np

from optimizer.domain import NO_WAY, Bools, Ints
from optimizer.problems import RoutingProblem, service_times


def beyond(problem: RoutingProblem) -> tuple[str, ...]:
    """Return every rule that can bind and that PyVRP does not know; none of an empty problem."""
    if not problem.num_tasks or not problem.num_duties:
        return ()
    tasks, duties = problem.tasks, problem.duties
    usable = tasks.release < NO_WAY
    done = done_by(problem)[:, None]
    charged = ((tasks.late_cost > 0) | (tasks.late_rate > 0))[:, None]
    overtime = (duties.paid_until < duties.end) & (duties.overtime_cost != duties.second_cost)
    at_end = ~tasks.is_delivery[:, None] & (tasks.hard < done)
    rules = {
        "late costs": (usable & charged & (tasks.due < done)).any(),
        "paid waiting of goods": ((tasks.wait_rate > 0) & (tasks.wait_from < done[:, 0])).any(),
        "deadlines at the end of a trip": (usable & at_end).any(),
        "overtime by the clock": overtime.any(),
        "rests": problem.rest_after < longest_duty(problem),
        "classes that exclude each other": excludes(problem),
        "windows that differ at one stop": (shares_stops(problem) & differs(problem)).any(),
        "handling at bases": handles(problem),
        "closing hours of bases": closes(problem),
        "bases that are paid by the day": pays_days(problem),
        "fixed trips": any(trip for route in problem.fixed for trip in route.trips),
        "the supply of the bases": problem.supply is not None,
    }
    return tuple(name for name, binds in rules.items() if binds)


def done_by(problem: RoutingProblem) -> Ints:
    """
    Return when each task is done at the latest, shape ``(tasks,)``.

    What shares its stop is done with the others, so that only the end of all duties bounds it.
    """
    tasks, last = problem.tasks, problem.duties.end.max()
    closing = np.where(tasks.pieces > 0, problem.closes[tasks.site].max(axis=1), NO_WAY)
    alone = np.where(shares_stops(problem), NO_WAY, tasks.latest + service_times(problem))
    done = np.minimum(np.minimum(alone, closing), last)
    return np.where(tasks.is_delivery, done, last)


def longest_duty(problem: RoutingProblem) -> int:
    """Return how long the longest duty may last."""
    duties = problem.duties
    lasts = duties.end - duties.start
    limited = np.where(duties.max_duration > 0, np.minimum(lasts, duties.max_duration), lasts)
    # The duration of a duty counts from its latest start; its driving never exceeds that.
    return int(limited.max())


def excludes(problem: RoutingProblem) -> bool:
    """Whether any two tasks must not share a trip."""
    tasks = problem.tasks
    present = int(np.bitwise_or.reduce(tasks.classes))
    return bool(int(np.bitwise_or.reduce(tasks.excluded)) & present)


def shares_stops(problem: RoutingProblem) -> Bools:
    """Return which tasks could share a stop with another; alternatives never meet."""
    tasks = problem.tasks
    stands_for = np.where(tasks.group > 0, -tasks.group, np.arange(problem.num_tasks))
    _, first = np.unique(np.stack([tasks.site, stands_for]), axis=1, return_index=True)
    counts = np.bincount(tasks.site[first], minlength=len(problem.stop_time))
    return counts[tasks.site] > 1


def differs(problem: RoutingProblem) -> Bools:
    """Return which tasks have another window than the first task of their site."""
    tasks = problem.tasks
    _, first, which = np.unique(tasks.site, return_index=True, return_inverse=True)
    twin = first[which]
    is_other = (tasks.earliest != tasks.earliest[twin]) | (tasks.latest != tasks.latest[twin])
    is_other |= (tasks.hard != tasks.hard[twin]).any(axis=1)
    return is_other | ((tasks.pieces > 0) != (tasks.pieces[twin] > 0))


def handles(problem: RoutingProblem) -> bool:
    """Whether loading or unloading takes time at a base in use."""
    sites = problem.bases[problem.duties.base]
    return bool(problem.tasks.pieces.any()) and bool(
        problem.stop_time[sites].any() or problem.piece_time[sites].any()
    )


def closes(problem: RoutingProblem) -> bool:
    """Whether a base in use closes while a duty could load or unload there."""
    duties = problem.duties
    sites = problem.bases[duties.base]
    covers = problem.opens[sites] <= duties.start[:, None]
    covers &= problem.closes[sites] >= duties.end[:, None]
    return bool(problem.tasks.pieces.any()) and not bool(covers.any(axis=1).all())


def pays_days(problem: RoutingProblem) -> bool:
    """Whether the cost of bases depends on which of them are used, and on which days."""
    duties = problem.duties
    choices = {*zip(duties.base.tolist(), duties.day.tolist(), strict=True)}
    return len(choices) > 1 and bool(problem.base_day_cost[duties.base].any())
