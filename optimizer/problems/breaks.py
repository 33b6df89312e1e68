"""
Which rules routes break, and by how much: the slow and obvious twin of the evaluator.

Whoever wonders why a solution costs what it costs, or why it is refused, asks here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from optimizer.domain import NO_WAY
from optimizer.problems.playing import Break, Played, Rule, Trips, play_latest, stops_of
from optimizer.problems.routing import RoutingProblem


@dataclass(frozen=True)
class Judged:
    """What routes break, and what they cost in cents; no cost of what breaks a rule."""

    breaks: tuple[Break, ...]
    cost: float | None


def breaks(problem: RoutingProblem, routes: Mapping[int, Trips]) -> list[Break]:
    """
    Return every rule that routes break, given as trips by duty.

    Examples
    --------
    >>> from optimizer.problems import smallest_problem
    >>> breaks(smallest_problem(), {0: [[0]]})
    []
    >>> [(found.rule.name, found.task) for found in breaks(smallest_problem(), {0: [[0], [5]]})]
    [('UNKNOWN', 5)]
    """
    return list(judge(problem, routes).breaks)


def judge(problem: RoutingProblem, routes: Mapping[int, Trips]) -> Judged:
    """Return what routes break and cost; what the trucks of a supply cost is no part of it."""
    found = named_breaks(problem, routes)
    cost, used = 0.0, set()
    for duty, all_trips in routes.items():
        trips = [[task for task in trip if 0 <= task < problem.num_tasks] for trip in all_trips]
        trips = [trip for trip in trips if trip]
        if not trips or not 0 <= duty < problem.num_duties:
            continue
        for number, trip in enumerate(trips):
            found += load_breaks(problem, duty, number, trip)
        played, begin = play_latest(problem, duty, trips)
        found += played.breaks + limit_breaks(problem, played, begin, len(trips))
        cost += duty_price(problem, played, begin)
        used.add((int(problem.duties.base[duty]), int(problem.duties.day[duty])))
    cost += sum(float(problem.base_day_cost[base]) for base, _ in used)
    cost += drop_price(problem, {t for trips in routes.values() for trip in trips for t in trip})
    return Judged(tuple(found), None if found else cost)


def named_breaks(problem: RoutingProblem, routes: Mapping[int, Trips]) -> list[Break]:
    """Return what is unknown, done twice, an alternative of what is done, or not as fixed."""
    found: list[Break] = []
    done: set[int] = set()
    groups: set[int] = set()
    for duty, trips in routes.items():
        tasks = [(number, task) for number, trip in enumerate(trips) for task in trip]
        if tasks and not 0 <= duty < problem.num_duties:
            found.append(Break(Rule.UNKNOWN, duty))
        for number, task in tasks:
            if not 0 <= task < problem.num_tasks:
                found.append(Break(Rule.UNKNOWN, duty, 1, number, task))
                continue
            group = int(problem.tasks.group[task])
            if task in done:
                found.append(Break(Rule.TWICE, duty, 1, number, task))
            elif group and group in groups:
                found.append(Break(Rule.ALTERNATIVES, duty, 1, number, task))
            done.add(task)
            groups.add(group)
    for route in problem.fixed:
        trips = [list(trip) for trip in routes.get(route.duty, ()) if len(trip)]
        standing = [list(trip) for trip in route.trips if len(trip)]
        for number, fixed in enumerate(standing):
            if number >= len(trips) or trips[number][: len(fixed)] != fixed:
                found.append(Break(Rule.FIXED, route.duty, 1, number))
    return found


def load_breaks(
    problem: RoutingProblem, duty: int, number: int, trip: Sequence[int]
) -> list[Break]:
    """Return what a trip must not carry, and by how much it is too heavy or too large."""
    tasks, duties = problem.tasks, problem.duties
    base, carries = int(duties.base[duty]), int(duties.carries[duty])
    found = []
    for k, task in enumerate(trip):
        if tasks.release[task, base] >= NO_WAY:
            found.append(Break(Rule.BASE, duty, 1, number, task))
        if int(tasks.classes[task]) & ~carries:
            found.append(Break(Rule.CARRIES, duty, 1, number, task))
        if any(exclude_each_other(problem, task, other) for other in trip[:k]):
            found.append(Break(Rule.TOGETHER, duty, 1, number, task))
    for rule, name in ((Rule.WEIGHT, "weight"), (Rule.VOLUME, "volume")):
        most, after = max(loads(problem, trip, name), key=lambda leaving: leaving[0])
        excess = most - int(getattr(duties, name)[duty])
        if excess > 0:
            found.append(Break(rule, duty, excess, number, after))
    return found


def exclude_each_other(problem: RoutingProblem, task: int, other: int) -> bool:
    """Return whether two tasks must not share a trip."""
    classes, excluded = problem.tasks.classes, problem.tasks.excluded
    return bool(classes[task] & excluded[other] or classes[other] & excluded[task])


def loads(problem: RoutingProblem, trip: Sequence[int], name: str) -> Iterator[tuple[int, int]]:
    """Yield what is on board on leaving the base and each stop, and the last task before it."""
    tasks = problem.tasks
    amount, pickup = getattr(tasks, name), getattr(tasks, f"pickup_{name}")
    load = sum(int(amount[task]) for task in trip if tasks.is_delivery[task])
    yield load, -1
    for stop in stops_of(problem, trip):
        for task in stop:
            load += int(pickup[task]) + int(amount[task]) * (-1 if tasks.is_delivery[task] else 1)
        yield load, stop[-1]


def limit_breaks(problem: RoutingProblem, played: Played, begin: int, trips: int) -> list[Break]:
    """Return which limits of a whole duty are exceeded."""
    duties, duty = problem.duties, played.duty
    used = {
        Rule.END: (played.clock, int(duties.end[duty])),
        Rule.RANGE: (played.metres, int(duties.range[duty])),
    }
    if duties.most_trips[duty]:
        used[Rule.TRIPS] = trips, int(duties.most_trips[duty])
    if duties.max_duration[duty]:
        used[Rule.DURATION] = played.clock - begin, int(duties.max_duration[duty])
    return [Break(rule, duty, got - most) for rule, (got, most) in used.items() if got > most]


def duty_price(problem: RoutingProblem, played: Played, begin: int) -> float:
    """Return the cents of a duty as it was played, paid from its last begin on."""
    duties, duty = problem.duties, played.duty
    until, end = int(duties.paid_until[duty]), played.clock
    cost = float(duties.cost[duty]) + float(duties.metre_cost[duty]) * played.metres
    cost += float(duties.second_cost[duty]) * max(0, min(end, until) - begin)
    cost += float(duties.overtime_cost[duty]) * max(0, end - max(begin, until))
    return cost + sum(task_price(problem, played.base, t, at) for t, at in played.done.items())


def task_price(problem: RoutingProblem, base: int, task: int, done: int) -> float:
    """Return what a task costs that is done at this clock."""
    tasks = problem.tasks
    late = done - int(tasks.due[task, base])
    cost = float(tasks.price[task, base])
    if late > 0:
        cost += float(tasks.late_cost[task]) + float(tasks.late_rate[task]) * late
    return cost + float(tasks.wait_rate[task]) * max(0, done - int(tasks.wait_from[task]))


def drop_price(problem: RoutingProblem, done: set[int]) -> float:
    """Return what is paid for tasks that are not done; once for a group, for its dearest."""
    cost = 0.0
    groups: dict[int, float] = {}
    met: set[int] = set()
    for task in range(problem.num_tasks):
        group, price = int(problem.tasks.group[task]), float(problem.tasks.drop_cost[task])
        if group:
            groups[group] = max(price, groups.get(group, 0.0))
            met |= {group} if task in done else set()
        elif task not in done:
            cost += price
    return cost + sum(price for group, price in groups.items() if group not in met)
