"""PyVRP: what it knows it keeps exactly, what it does not it names, and it never loses a start."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import numpy as np
import pytest

from optimizer.domain import NO_WAY
from optimizer.engines import Limits
from optimizer.engines.pyvrp import PyvrpEngine, beyond, relaxed
from optimizer.engines.pyvrp.engine import _Search, _search, _Watch
from optimizer.engines.pyvrp.statement import state
from optimizer.errors import EngineError
from optimizer.problems import (
    INFEASIBLE,
    DutyArrays,
    Route,
    RoutingProblem,
    Solution,
    TaskArrays,
    evaluate,
)
from optimizer.units import HOUR, KG, KM, MINUTE
from tests.problems.arrays import DUTY_MONEY, MONEY, columns, duty, task

NUM_BASES, NUM_POINTS = 2, 9


def plain(seed=0, count=9, **changes) -> RoutingProblem:
    """
    Return a problem of which PyVRP knows every rule, drawn by a seed.

    Two bases and nine points in a square of 20 km, one task for each point; vans of two types.
    """
    dice = np.random.default_rng(seed)
    places = dice.uniform(0, 20 * KM, (NUM_BASES + NUM_POINTS, 2))
    metres = np.abs(places[:, None] - places[None]).sum(axis=2).astype(np.int64)
    tasks = [
        task(
            site=NUM_BASES + number,
            is_delivery=bool(dice.random() < 0.7),
            weight=int(dice.integers(20, 250)) * KG,
            pickup_weight=int(dice.integers(0, 200)) * KG * int(dice.integers(0, 2)),
            earliest=int(dice.integers(7, 10)) * HOUR,
            latest=int(dice.integers(12, 16)) * HOUR,
        )
        for number in range(count)
    ]
    day = {"start": 7 * HOUR, "paid_until": 17 * HOUR, "end": 17 * HOUR, "profile": 0}
    duties = [
        duty(base=base, weight=weight * KG, cost=cost, metre_cost=metre, twin=weight + base, **day)
        for base in range(NUM_BASES)
        for weight, cost, metre in ((550, 3_500.0, 0.085), (900, 5_000.0, 0.11))
        for _ in range(3)
    ]
    sites = NUM_BASES + NUM_POINTS
    stops = np.full(sites, 5 * MINUTE)
    stops[:NUM_BASES] = 0
    made = RoutingProblem(
        duration=(metres // 10)[None],
        distance=metres[None],
        opens=np.zeros((sites, 1), dtype=np.int64),
        closes=np.full((sites, 1), 24 * HOUR),
        stop_time=stops,
        piece_time=np.zeros(sites, dtype=np.int64),
        bases=np.arange(NUM_BASES),
        base_day_cost=np.zeros(NUM_BASES),
        rest_after=NO_WAY,
        rest=0,
        num_days=1,
        tasks=TaskArrays(**columns(TaskArrays, tasks, MONEY)),
        duties=DutyArrays(**columns(DutyArrays, duties, DUTY_MONEY)),
    )
    return altered(made, **changes)


def altered(made, **changes):
    """Return the problem with other values in its columns of tasks or duties, or of its own."""
    parts = {"tasks": {}, "duties": {}, "self": {}}
    for name, value in changes.items():
        owner = next((o for o in ("tasks", "duties") if hasattr(getattr(made, o), name)), "self")
        old = getattr(made if owner == "self" else getattr(made, owner), name)
        is_array = isinstance(old, np.ndarray)
        new = np.broadcast_to(np.asarray(value, old.dtype), old.shape).copy() if is_array else value
        parts[owner][name] = new
    tasks, duties = (replace(getattr(made, o), **parts[o]) for o in ("tasks", "duties"))
    return replace(made, tasks=tasks, duties=duties, **parts["self"])


def solved(made, iterations=300, start=None, **limits):
    """Return the engine's solution after so many iterations, its cost checked."""
    found = PyvrpEngine().solve(made, Limits(iterations=iterations, **limits), start)
    assert found.cost == pytest.approx(evaluate(made, trips_of(found)))
    return found


def trips_of(solution):
    """Return the trips of a solution by duty."""
    return {route.duty: [list(trip) for trip in route.trips] for route in solution.routes}


def by_base(first, second, count=9):
    """Return a table with one value for each base."""
    return [(first, second)] * count


VARIANTS = {
    "windows, loads, types, bases": {},
    "one trip": {"most_trips": 1},
    "two trips": {"most_trips": 2, "weight": 400 * KG},
    "reloads": {"weight": 400 * KG, "drop_cost": 90_000.0},
    "releases": {"release": by_base(9 * HOUR, 9 * HOUR)},
    "releases by base": {"release": by_base(8 * HOUR, 11 * HOUR)},
    "prices by base": {"price": by_base(0.0, 900.0)},
    "one base only": {"release": by_base(0, NO_WAY)},
    "limited duration": {"max_duration": 3 * HOUR},
    "limited range": {"range": 45 * KM},
    "dear hours": {"second_cost": 3.0, "overtime_cost": 3.0},
    "cheap tasks": {"drop_cost": 2_500.0},
    "classes": {
        "classes": [1, 2, 1, 2, 1, 2, 1, 2, 1],
        "carries": [1, 1, 1, 2, 2, 2, 3, 3, 3, 1, 1, 1],
    },
    "alternatives": {"group": [1, 1, 2, 2, 0, 0, 0, 0, 3]},
    "hard deadlines": {"is_delivery": True, "hard": by_base(13 * HOUR, 12 * HOUR)},
}


@pytest.mark.parametrize("changes", VARIANTS.values(), ids=VARIANTS.keys())
@pytest.mark.parametrize("seed", range(3))
def test_what_it_knows_it_keeps_and_prices_exactly(seed, changes):
    """PyVRP's feasible routes break no rule, and cost what PyVRP says, but for a constant."""
    made = plain(seed, **changes)
    assert PyvrpEngine().cannot(made) is None
    offsets = set()
    for iterations in (0, 3, 200):
        statement = state(made, may_require=False)
        search = _Search(made, Limits(iterations=iterations), 0.0, None)
        watch = _Watch(search, statement, may_give_up=False)
        found = _search(statement, (), 1, watch)
        if not found.is_feasible():
            continue
        routes = statement.read(found)
        cost = evaluate(made, {route.duty: route.trips for route in routes})
        assert cost < INFEASIBLE
        units = found.distance_cost() + found.duration_cost() + found.fixed_vehicle_cost()
        offsets.add(round(cost - (units + found.uncollected_prizes()) / statement.scale, 1))
    assert len(offsets) <= 1 or max(offsets) - min(offsets) < 0.5


UNKNOWN = {
    "late costs": {"due": by_base(9 * HOUR, 9 * HOUR)},
    "paid waiting of goods": {"wait_rate": 0.1},
    "deadlines at the end of a trip": {"hard": by_base(15 * HOUR, 15 * HOUR)},
    "overtime by the clock": {"paid_until": 15 * HOUR},
    "rests": {"rest_after": 4 * HOUR},
    "classes that exclude each other": {
        "classes": [1, 2, 1, 1, 1, 1, 1, 1, 1],
        "excluded": [2, 0, 0, 0, 0, 0, 0, 0, 0],
    },
    "windows that differ at one stop": {"site": 4, "earliest": [HOUR * n for n in range(9)]},
    "handling at bases": {"stop_time": 600},
    "closing hours of bases": {"closes": 16 * HOUR},
    "bases that are paid by the day": {"base_day_cost": [0.0, 100.0]},
    "fixed trips": {"fixed": (Route(0, ((0, 1),)),)},
}


@pytest.mark.parametrize(("rule", "changes"), UNKNOWN.items(), ids=UNKNOWN.keys())
def test_it_names_each_rule_that_it_does_not_know(rule, changes):
    """Each rule beyond PyVRP is named, alone, and refused; relaxed it is gone."""
    made = plain(1, **changes)
    assert beyond(made) == (rule,)
    with pytest.raises(EngineError, match=f"E303.*{rule}"):
        PyvrpEngine().solve(made, Limits(iterations=1))
    eased = relaxed(made)
    assert beyond(eased) == ()
    assert PyvrpEngine().solve(eased, Limits(iterations=20)).routes


HARMLESS = {
    "a due that is out of reach": {"due": by_base(17 * HOUR, 17 * HOUR)},
    "lateness without a price": {"due": by_base(0, 0), "late_cost": 0.0, "late_rate": 0.0},
    "rests after more than a duty": {"rest_after": 10 * HOUR},
    "overtime at the same price": {"paid_until": 12 * HOUR, "overtime_cost": 2_800 / HOUR},
    "a base that closes after the last duty": {"closes": 17 * HOUR},
    "classes that exclude what nobody orders": {"excluded": 8},
}


@pytest.mark.parametrize("changes", HARMLESS.values(), ids=HARMLESS.keys())
def test_a_rule_that_cannot_bind_is_no_rule(changes):
    """What cannot bind does not keep PyVRP from a problem."""
    assert PyvrpEngine().cannot(plain(1, **changes)) is None


def test_two_tasks_share_a_stop():
    """Of two tasks at one site one stop is paid: PyVRP's price is the evaluator's."""
    made = plain(2, site=[2, 2, 4, 4, 6, 6, 8, 8, 8], earliest=0, latest=NO_WAY)
    assert PyvrpEngine().cannot(made) is None
    assert len(solved(made).dropped(9)) == 0


def test_several_windows_are_one_visit():
    """A site that closes at noon is served before or after, once."""
    made = plain(3, earliest=0, latest=NO_WAY)
    hours = np.full((11, 2), NO_WAY)
    hours[:, 0], hours[:, 1] = 0, 15 * HOUR
    closes = np.full((11, 2), 24 * HOUR)
    closes[2:, 0] = 8 * HOUR
    made = replace(made, opens=hours, closes=closes)
    assert PyvrpEngine().cannot(made) is None
    assert len(solved(made, 500).dropped(9)) == 0


@pytest.mark.parametrize("seed", range(3))
def test_it_is_never_worse_than_its_start(seed):
    """From a start it only gets better, with whatever effort."""
    made = plain(seed, most_trips=1)
    start = solved(made, 30)
    for iterations in (0, 1, 50):
        assert solved(made, iterations, start, seed=seed).cost <= start.cost + 1e-6


def test_a_start_that_breaks_a_rule_is_mended():
    """A van with everything on board leaves most of it behind; the search picks it up."""
    made = plain(4)
    broken = Solution((Route(0, (tuple(range(9)),)),), 0.0)
    assert len(solved(made, start=broken).dropped(9)) == 0


def test_the_same_effort_gives_the_same_routes():
    """Two searches of 200 iterations return the same routes at the same cost."""
    assert solved(plain(5), 200, seed=3) == solved(plain(5), 200, seed=3)


def test_iterations_are_counted():
    """So many iterations as are allowed are made and told."""
    assert solved(plain(5), 70).iterations == 70


def test_a_stopped_search_ends_at_once():
    """Stopped at its first report it ends, long before its time."""
    stop, costs = Event(), []

    def listen(cost):
        costs.append(cost)
        stop.set()

    limits = Limits(seconds=60, stop=stop, on_cost=listen)
    found = PyvrpEngine().solve(plain(6), limits)
    assert costs[-1] == pytest.approx(found.cost / 100)


def test_no_tasks_or_no_vehicles():
    """Without tasks nothing costs anything; without duties everything is dropped."""
    made = plain(1)
    nothing = {f: getattr(made.tasks, f)[:0] for f in made.tasks.__dataclass_fields__}
    nobody = {f: getattr(made.duties, f)[:0] for f in made.duties.__dataclass_fields__}
    assert solved(replace(made, tasks=TaskArrays(**nothing))) == Solution((), 0.0)
    idle = solved(replace(made, duties=DutyArrays(**nobody)))
    assert idle == Solution((), float(made.tasks.drop_cost.sum()))


def test_one_task():
    """One task is a trip of its own."""
    found = solved(plain(1, 1))
    assert [route.trips for route in found.routes] == [((0,),)]


def test_a_task_that_nobody_can_do_is_dropped():
    """A task bigger than every vehicle is dropped, and so is one without a way; no other is."""
    weights = [10 * KG] * 9
    weights[4] = 10_000 * KG
    made = plain(2, weight=weights, pickup_weight=0)
    duration = made.duration.copy()
    duration[0, 2, :] = duration[0, :, 2] = NO_WAY
    duration[0, 2, 2] = 0
    assert solved(replace(made, duration=duration)).dropped(9).tolist() == [0, 4]


def test_too_few_vehicles_do_what_is_dearest():
    """One small van that may drive one trip takes what is dear to leave."""
    drops = [1e6, 9e6] * 4 + [1e6]
    made = plain(3, drop_cost=drops, most_trips=1, latest=NO_WAY, earliest=0, is_delivery=True)
    one = {f: getattr(made.duties, f)[:1] for f in made.duties.__dataclass_fields__}
    made = replace(made, duties=DutyArrays(**one))
    tasks = replace(made.tasks, weight=np.full(9, 130 * KG), pickup_weight=np.zeros(9, np.int64))
    assert solved(replace(made, tasks=tasks), 600).dropped(9).tolist() == [0, 2, 4, 6, 8]


def test_it_prepares_itself():
    """Preparing loads PyVRP, on a problem that it knows."""
    PyvrpEngine().prepare()
