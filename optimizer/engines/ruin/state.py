"""The routes of all duties as flat arrays, and what the search knows about a problem."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optimizer.domain import Floats, Ints
from optimizer.problems import Clocks, RoutingProblem, Solution, new_clocks

MOST_TRIPS = 4
LONGEST_TRIP = 60
MOST_PRICED = 12
CENT_PARTS = 1024.0
"""Costs are rounded to this part of a cent: their sums are exact, in whatever order."""


class State(NamedTuple):
    """
    Routes of all duties.

    ``sequence`` has shape ``(duties, trips, tasks)``, ``sizes`` ``(duties, trips)``,
    ``duty_of`` and ``trip_of`` ``(tasks,)`` (-1: dropped), ``costs`` ``(duties,)``,
    ``used`` counts the duties at work by base and day, shape ``(bases, days)``, ``served``
    the tasks of each group that are done. The clocks: ``finish`` of service, shaped as
    ``sequence``, ``leaves`` when a trip leaves its base, shaped as ``sizes``, ``ends`` and
    ``metres`` of a duty, shape ``(duties,)``; ``late`` and ``late_home`` the latest arrivals
    that keep the rest of the duty feasible. ``loads`` are weight and volume going out and
    coming back, shape ``(duties, trips, 4)``, ``classes`` what is on board, and what must
    not be, shape ``(duties, trips, 2)``. ``totals``: the cost of routes, of dropped tasks and
    of bases, and how many duties break a rule.
    """

    sequence: Ints
    sizes: Ints
    finish: Ints
    leaves: Ints
    ends: Ints
    metres: Ints
    late: Ints
    late_home: Ints
    loads: Ints
    classes: Ints
    duty_of: Ints
    trip_of: Ints
    costs: Floats
    used: Ints
    served: Ints
    totals: Floats


class Frame(NamedTuple):
    """
    What the search derives from a problem once.

    - ``near``: for each task the tasks nearest to it, itself first, shape ``(tasks, near)``.
    - ``duties``: the duties in order of their bases, of which those of base ``b`` begin at
      ``first_duty[b]``; ``twin`` and ``most_trips`` by duty.
    - ``drop``: what leaving a task out costs, the dearest of its group where it has one.
    - ``group``: a number from 0 for each task, -1 for none; the tasks of group ``g`` begin at
      ``first_member[g]`` of ``members``.
    - ``standing_trips``, ``standing``: how many trips of a duty stand, and how many tasks at
      the beginning of each, shapes ``(duties,)`` and ``(duties, trips)``.
    """

    near: Ints
    duties: Ints
    first_duty: Ints
    twin: Ints
    most_trips: Ints
    drop: Floats
    group: Ints
    members: Ints
    first_member: Ints
    standing_trips: Ints
    standing: Ints


class Room(NamedTuple):
    """
    Where insertions are tried out.

    ``estimate`` and ``place`` (duty, trip, position) list the most promising places, the
    best first, of the trips in ``pairs`` (duty, trip); ``work``, ``sizes`` and ``clocks`` hold the
    trips of one duty. ``seen`` and ``seen_twin`` are stamped with ``stamp`` where a trip or an
    empty kind of duty is among the pairs already, ``way`` holds a cost per base.
    """

    estimate: Floats
    place: Ints
    pairs: Ints
    work: Ints
    sizes: Ints
    clocks: Clocks
    seen: Ints
    seen_twin: Ints
    stamp: Ints
    way: Floats


class Undo(NamedTuple):
    """
    What takes one step of the search back.

    ``before`` holds the duties listed in ``changed``, as they were; ``num_changed`` how many they
    are, ``is_changed`` flags them and ``is_stale`` those that the best routes must copy.
    ``best_sequence`` and ``best_sizes`` are these; ``absent`` and ``keys`` list the tasks that
    were taken out, ``is_absent`` flags them.
    """

    before: State
    changed: Ints
    num_changed: Ints
    is_changed: Ints
    is_stale: Ints
    best_sequence: Ints
    best_sizes: Ints
    absent: Ints
    is_absent: Ints
    keys: Floats


def new_state(problem: RoutingProblem, start: Solution | None = None) -> State:
    """Return a state in which every task is dropped, with room for the trips of ``start``."""
    duties, tasks = problem.num_duties, problem.num_tasks
    routes = (*problem.fixed, *(start.routes if start is not None else ()))
    trips = max([MOST_TRIPS, *(len(route.trips) for route in routes)])
    longest = min(tasks, LONGEST_TRIP)
    longest = max([longest, *(len(trip) for route in routes for trip in route.trips)]) + 1

    def ints(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int64)

    return State(
        sequence=ints(duties, trips, longest),
        sizes=ints(duties, trips),
        finish=ints(duties, trips, longest),
        leaves=ints(duties, trips),
        ends=ints(duties),
        metres=ints(duties),
        late=ints(duties, trips, longest),
        late_home=ints(duties, trips),
        loads=ints(duties, trips, 4),
        classes=ints(duties, trips, 2),
        duty_of=ints(tasks) - 1,
        trip_of=ints(tasks) - 1,
        costs=np.zeros(duties),
        used=ints(len(problem.bases), problem.num_days),
        served=ints(len(np.unique(problem.tasks.group)) + 1),
        totals=np.zeros(4),
    )


def new_room(problem: RoutingProblem, state: State) -> Room:
    """Return room for trying out insertions; a duty may get one trip more than it has."""
    duties, trips, longest = state.sequence.shape
    return Room(
        estimate=np.zeros(MOST_PRICED),
        place=np.zeros((MOST_PRICED, 3), dtype=np.int64),
        pairs=np.zeros((duties * (trips + 2) + 1, 2), dtype=np.int64),
        work=np.zeros((trips + 1, longest + 1), dtype=np.int64),
        sizes=np.zeros(trips + 1, dtype=np.int64),
        clocks=new_clocks(trips + 1, longest + 1),
        seen=np.zeros((duties, trips), dtype=np.int64),
        seen_twin=np.zeros(duties, dtype=np.int64),
        stamp=np.zeros(1, dtype=np.int64),
        way=np.zeros(len(problem.bases)),
    )


def new_undo(problem: RoutingProblem, state: State, start: Solution | None = None) -> Undo:
    """Return room for what takes a step back."""
    duties, tasks = problem.num_duties, problem.num_tasks
    return Undo(
        before=new_state(problem, start),
        changed=np.zeros(duties, dtype=np.int64),
        num_changed=np.zeros(1, dtype=np.int64),
        is_changed=np.zeros(duties, dtype=np.int64),
        is_stale=np.ones(duties, dtype=np.int64),
        best_sequence=state.sequence.copy(),
        best_sizes=state.sizes.copy(),
        absent=np.zeros(tasks + 1, dtype=np.int64),
        is_absent=np.zeros(tasks, dtype=np.int64),
        keys=np.zeros(tasks + 1),
    )
