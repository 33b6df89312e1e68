"""A case as a `RoutingProblem`: integers that are never kinder than the file's numbers."""

from __future__ import annotations

import numpy as np

from benchmarks.literature.benchmark import Benchmark, Tour
from benchmarks.literature.case import Case, enough_vehicles
from benchmarks.literature.judging import judge
from optimizer.domain import NO_WAY, Floats, Ints
from optimizer.problems import DutyArrays, RoutingProblem, Solution, TaskArrays

EXACT = 1e-7
"""Products of doubles and scales that are so near to an integer are that integer."""

LATEST = NO_WAY // 4
"""Where nothing ends earlier, everything ends here."""

MOST_KINDS = 60


def benchmark_of(case: Case, *, money: float | None = None) -> Benchmark:
    """Return a case with its problem; ``money`` is cents per unit of the file's cost."""
    cents = float(case.scale) if money is None else money
    vehicles = _useful_vehicles(case)
    customers = case.customers

    def routes(solution: Solution) -> tuple[Tour, ...]:
        return tuple(
            Tour(
                int(vehicles[route.duty]),
                tuple(tuple(customers[list(trip)].tolist()) for trip in route.trips if trip),
            )
            for route in solution.routes
        )

    return Benchmark(
        name=case.name,
        customers=len(customers),
        problem=_problem(case, vehicles, cents),
        routes=routes,
        judge=lambda tours: judge(case, tours),
        money=cents * case.unit,
    )


def up(values: Floats, scale: int) -> Ints:
    """Return scaled values, rounded up; what has no limit becomes ``LATEST``."""
    scaled = np.minimum(np.asarray(values, dtype=np.float64) * scale, LATEST)
    return np.ceil(scaled - EXACT).astype(np.int64)


def down(values: Floats, scale: int) -> Ints:
    """Return scaled values, rounded down; what has no limit becomes ``LATEST``."""
    scaled = np.minimum(np.asarray(values, dtype=np.float64) * scale, LATEST)
    return np.floor(scaled + EXACT).astype(np.int64)


def near(values: Floats, scale: int) -> Ints:
    """Return scaled values, rounded to the nearest integer."""
    return np.rint(np.asarray(values, dtype=np.float64) * scale).astype(np.int64)


def _useful_vehicles(case: Case) -> Ints:
    """Return the vehicles worth a duty: of one kind never more than could be of use."""
    fleet, amounts = case.fleet, np.maximum(case.delivery, case.pickup)
    if case.has_windows or np.isfinite(fleet.most_duration).any():
        return np.arange(fleet.size)
    kept = []
    for twin in np.unique(_twins(case)):
        same = np.flatnonzero(_twins(case) == twin)
        kept.append(same[: enough_vehicles(amounts, float(fleet.capacity[same[0]]))])
    return np.sort(np.concatenate(kept))


def _twins(case: Case) -> Ints:
    """Return a number for each vehicle, the same for those that differ in nothing."""
    fleet = case.fleet
    columns = [fleet.depot, fleet.capacity, fleet.fixed, fleet.rate, fleet.kind]
    table = np.stack([*columns, np.minimum(fleet.most_duration, LATEST)], axis=1)
    return np.unique(table, axis=0, return_inverse=True)[1].ravel().astype(np.int64)


def _problem(case: Case, vehicles: Ints, cents: float) -> RoutingProblem:
    """Return the problem, whose sites are the nodes."""
    nodes, scale = case.num_nodes, case.scale
    distance = near(case.distance, scale)
    timed = np.zeros((nodes, nodes)) if case.duration is None else case.duration
    service = up(case.service, scale) if case.duration is not None else np.zeros(nodes, np.int64)
    service[list(case.depots)] = 0
    return RoutingProblem(
        duration=up(timed, scale)[None],
        distance=distance[None],
        opens=np.full((nodes, 1), -LATEST, dtype=np.int64),
        closes=np.full((nodes, 1), 2 * LATEST, dtype=np.int64),
        stop_time=service,
        piece_time=np.zeros(nodes, dtype=np.int64),
        bases=np.array(case.depots, dtype=np.int64),
        base_day_cost=np.zeros(len(case.depots)),
        rest_after=NO_WAY,
        rest=0,
        num_days=1,
        tasks=_tasks(case, distance, cents),
        duties=_duties(case, vehicles, cents),
    )


def _tasks(case: Case, distance: Ints, cents: float) -> TaskArrays:
    """Return one delivery for each customer."""
    customers = case.customers
    count, bases = len(customers), len(case.depots)
    fleet = case.fleet
    drop = 10 * float(distance.max()) * float(fleet.rate.max()) * cents / case.scale
    drop += float(fleet.fixed.max()) * cents
    forbids = _forbidding_kinds(case)
    return plain_tasks(
        site=customers.astype(np.int64),
        weight=near(case.delivery[customers], case.grain),
        classes=forbids,
        earliest=up(case.ready[customers], case.scale),
        latest=down(case.due[customers], case.scale),
        release=np.repeat(up(case.release[customers], case.scale)[:, None], bases, axis=1),
        drop_cost=drop,
        price=np.zeros((count, bases)),
        pickup_weight=near(case.pickup[customers], case.grain),
    )


def plain_tasks(
    *, site: Ints, weight: Ints, release: Ints, drop_cost: float, price: Floats, **more: Ints
) -> TaskArrays:
    """Return deliveries of one piece, never late, that ask for nothing but what is said."""
    count = len(site)
    none, nothing = np.zeros(count, dtype=np.int64), np.zeros(count)
    never = np.full(release.shape, NO_WAY, dtype=np.int64)
    given: dict[str, Ints] = {"classes": none, "earliest": none, "latest": none + LATEST} | more
    return TaskArrays(
        site=site,
        is_delivery=np.ones(count, dtype=np.bool_),
        pieces=none + 1,
        weight=weight,
        volume=none,
        excluded=none,
        release=release,
        due=never,
        hard=never,
        late_cost=nothing,
        late_rate=nothing,
        wait_rate=nothing,
        wait_from=none,
        drop_cost=np.full(count, drop_cost),
        price=price,
        **given,
    )


def _forbidding_kinds(case: Case) -> Ints:
    """Return the bits of the kinds of vehicles that may not serve each customer."""
    kinds = len(case.fleet.serves)
    if kinds > MOST_KINDS:
        raise ValueError(f"{case.name}: {kinds} kinds of vehicles; {MOST_KINDS} at most")
    bits = 1 << np.arange(kinds, dtype=np.int64)
    return np.asarray((~case.fleet.serves[:, case.customers] * bits[:, None]).sum(axis=0))


def _duties(case: Case, vehicles: Ints, cents: float) -> DutyArrays:
    """Return one duty for each vehicle."""
    fleet, scale = case.fleet, case.scale
    count, depot = len(vehicles), fleet.depot[vehicles]
    none, nothing = np.zeros(count, dtype=np.int64), np.zeros(count)
    kinds = len(fleet.serves)
    every = (1 << kinds) - 1
    start, end = up(case.ready[depot], scale), down(case.due[depot], scale)
    most = down(fleet.most_duration[vehicles], scale)
    limited = most < LATEST
    if not case.has_windows:  # Then a limit of duration is an end, which is quicker to keep.
        end, limited = np.where(limited, start + most, end), np.zeros(count, dtype=np.bool_)
    return DutyArrays(
        vehicle=vehicles.astype(np.int64),
        shift=none,
        base=np.searchsorted(np.array(case.depots), depot).astype(np.int64),
        day=none,
        profile=none,
        weight=down(fleet.capacity[vehicles], case.grain),
        volume=none,
        start=start,
        paid_until=end,
        end=end,
        range=none + NO_WAY,
        carries=every & ~(1 << fleet.kind[vehicles]),
        cost=fleet.fixed[vehicles] * cents,
        metre_cost=fleet.rate[vehicles] * cents / scale,
        second_cost=nothing,
        overtime_cost=nothing,
        twin=_twins(case)[vehicles],
        most_trips=none + (0 if case.reloads else 1),
        max_duration=np.where(limited, most, 0),
    )


def plain_duties(base: Ints, *, capacity: float, cost: float, metre_cost: float) -> DutyArrays:
    """Return a duty for each entry of ``base``, alike but for the base: one trip, at any time."""
    count = len(base)
    none, nothing = np.zeros(count, dtype=np.int64), np.zeros(count)
    return DutyArrays(
        vehicle=np.arange(count, dtype=np.int64),
        shift=none,
        base=base,
        day=none,
        profile=none,
        weight=np.repeat(down(np.array([capacity]), 1), count),
        volume=none,
        start=none,
        paid_until=none + LATEST,
        end=none + LATEST,
        range=none + NO_WAY,
        carries=none,
        cost=nothing + cost,
        metre_cost=nothing + metre_cost,
        second_cost=nothing,
        overtime_cost=nothing,
        twin=base,
        most_trips=none + 1,
    )
