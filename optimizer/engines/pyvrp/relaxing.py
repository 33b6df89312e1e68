"""
A problem without the rules that PyVRP does not know, on the strict side where that is easy.

Its routes break no more of the rules than they must; whoever knows them all mends the rest.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.domain import NO_WAY, Ints
from optimizer.engines.pyvrp.rules import differs, shares_stops
from optimizer.problems import DutyArrays, RoutingProblem, TaskArrays, service_times


def relaxed(problem: RoutingProblem) -> RoutingProblem:
    """
    Return a problem that PyVRP can take; the problem itself where it has no other rule.

    Being late is forbidden instead of dear, loading passes with service, duties with fixed
    trips stay as they are and take part no more; rests, exclusions, waiting, the price of
    overtime, the days of bases and their supply are left out.
    """
    if not problem.num_tasks or not problem.num_duties:
        return replace(problem, fixed=(), supply=None)
    loading = _without_loading(problem)
    return replace(
        loading,
        tasks=_tasks(loading),
        duties=_duties(loading),
        base_day_cost=np.zeros_like(problem.base_day_cost),
        rest_after=NO_WAY,
        fixed=(),
        supply=None,
    )


def _without_loading(problem: RoutingProblem) -> RoutingProblem:
    """Return the problem with handling at bases moved to the ways from them and to the stops."""
    sites = np.unique(problem.bases)
    stop_time, piece_time = problem.stop_time.copy(), problem.piece_time.copy()
    duration = problem.duration.copy()
    opens, closes = problem.opens.copy(), problem.closes.copy()
    driven = duration < NO_WAY
    driven[:, sites[:, None], sites] = False
    # Most trips bring or fetch, few do both: one stop at the base for each.
    ways = (
        np.broadcast_to(stop_time[:, None], driven.shape[1:])
        * np.isin(np.arange(len(stop_time)), sites)[:, None]
    )
    duration += np.where(driven, ways, 0)
    piece_time += int(piece_time[problem.bases[problem.duties.base]].max(initial=0))
    stop_time[sites], piece_time[sites] = 0, 0
    opens[sites], closes[sites] = NO_WAY, -NO_WAY
    opens[sites, 0], closes[sites, 0] = -NO_WAY, 2 * NO_WAY
    return replace(
        problem,
        duration=duration,
        stop_time=stop_time,
        piece_time=piece_time,
        opens=opens,
        closes=closes,
    )


def _tasks(problem: RoutingProblem) -> TaskArrays:
    """Return the tasks: late is too late, and nothing is paid for waiting."""
    tasks = problem.tasks
    charged = ((tasks.late_cost > 0) | (tasks.late_rate > 0))[:, None]
    hard = np.where(charged, np.minimum(tasks.due, tasks.hard), tasks.hard)
    # A collection must be home in time: it is fetched so long before as the way takes.
    back = problem.duration[:, tasks.site[:, None], problem.bases].min(axis=0)
    home = np.where(tasks.release < NO_WAY, hard - back, -NO_WAY).max(axis=1, initial=-NO_WAY)
    fetched = np.minimum(tasks.latest, home - service_times(problem))
    latest = np.where(tasks.is_delivery, tasks.latest, fetched)
    release, hard = tasks.release.copy(), np.where(tasks.is_delivery[:, None], hard, NO_WAY)
    release[_standing(problem)] = NO_WAY
    nothing = np.zeros(problem.num_tasks)
    eased = replace(
        tasks,
        excluded=np.zeros_like(tasks.excluded),
        latest=latest,
        release=release,
        due=np.full_like(hard, NO_WAY),
        hard=hard,
        late_cost=nothing,
        late_rate=nothing,
        wait_rate=nothing,
    )
    return _at_one_time(replace(problem, tasks=eased))


def _at_one_time(problem: RoutingProblem) -> TaskArrays:
    """Return the tasks, of which those that could share a stop have windows of their own site."""
    tasks = problem.tasks
    apart = shares_stops(problem) & differs(problem)
    if not apart.any():
        return tasks
    earliest, latest, hard = tasks.earliest.copy(), tasks.latest.copy(), tasks.hard.copy()
    pieces = tasks.pieces.copy()
    for site in np.unique(tasks.site[apart]).tolist():
        here = np.flatnonzero((tasks.site == site) & (tasks.release < NO_WAY).any(axis=1))
        if not len(here):
            continue
        latest[here] = np.median(latest[here])
        earliest[here] = np.minimum(np.median(earliest[here]), latest[here])
        hard[here] = np.median(hard[here], axis=0).astype(np.int64)
        pieces[here] = np.maximum(pieces[here], 1)
    return replace(tasks, earliest=earliest, latest=latest, hard=hard, pieces=pieces)


def _duties(problem: RoutingProblem) -> DutyArrays:
    """Return the duties: hours cost the same before and after the shift, fixed trips bar."""
    duties = problem.duties
    taken = [route.duty for route in problem.fixed if any(route.trips)]
    end, metres = duties.end.copy(), duties.range.copy()
    end[taken], metres[taken] = duties.start[taken], 0
    return replace(duties, end=end, range=metres, paid_until=end, overtime_cost=duties.second_cost)


def _standing(problem: RoutingProblem) -> Ints:
    """Return the tasks of fixed trips."""
    fixed = [task for route in problem.fixed for trip in route.trips for task in trip]
    return np.array(fixed, dtype=np.int64)
