"""Rules that OR-Tools states itself: what is taken along, alternatives, limits, fixed trips."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from optimizer.domain import NO_WAY
from optimizer.engines import Limits
from optimizer.engines.ortools import OrtoolsEngine
from optimizer.engines.ortools.blocks import contract, stop_blocks
from optimizer.engines.ortools.exact import Pricer
from optimizer.engines.ortools.search import search
from optimizer.engines.ortools.standing import set_standing
from optimizer.engines.ortools.starts import prepare
from optimizer.problems import INFEASIBLE, Route, Solution, breaks, evaluate
from optimizer.units import HOUR, KG, MINUTE
from tests.instances import clock
from tests.problems.arrays import A, P, Q, collection, duty, problem, task
from tests.problems.drawing import problems_with_routes

AFTERNOON = {
    "start": clock("13:00"),
    "paid_until": clock("19:00"),
    "end": clock("20:00"),
    "shift": 1,
}


def routes(solution):
    """Return the trips of a solution by duty."""
    return {route.duty: [list(trip) for trip in route.trips] for route in solution.routes}


def solved(made, iterations=60, start=None):
    """Return the engine's solution, which breaks nothing and costs what it says."""
    found = OrtoolsEngine().solve(made, Limits(iterations=iterations), start)
    assert breaks(made, routes(found)) == []
    assert found.cost == pytest.approx(evaluate(made, routes(found)))
    return found


def modelled(made, start=(), iterations=60):
    """Return the routes that the bare model finds, nothing mended, and those left aside."""
    limits, found = Limits(iterations=iterations), []
    prepared = prepare(made, np.arange(made.num_duties), tuple(start), limits)
    search(prepared.model, prepared.parameters, prepared.start, limits, found.append)
    return {route.duty: [list(t) for t in route.trips] for route in found[-1]}, prepared.aside


@pytest.mark.parametrize("name", ["weight", "volume"])
def test_what_is_taken_along_needs_room(name):
    """
    Two calls at P and Q leave 100 each and take the whole room, or half of it.

    All that is taken is on board at the end: twice the whole room are two trips, of the
    model already.
    """
    most = {"weight": 550 * KG, "volume": 4_000_000}[name]
    for share, trips in ((most, 2), (most // 2, 1)):
        calls = [task(site=site, **{name: 100, f"pickup_{name}": share}) for site in (P, Q)]
        made = problem(calls, [duty()])
        found, _ = modelled(made)
        assert evaluate(made, found) < INFEASIBLE
        assert len(found[0]) == len(solved(made).routes[0].trips) == trips


def test_what_is_taken_along_meets_what_is_still_on_board():
    """300 kg taken at P leave no room for the 300 kg for Q, which must be first at P's window."""
    made = problem(
        [
            task(weight=10 * KG, pickup_weight=300 * KG, latest=clock("08:30")),
            task(site=Q, weight=300 * KG, earliest=clock("09:30")),
        ],
        [duty()],
    )
    assert evaluate(made, {0: [[0, 1]]}) >= INFEASIBLE
    assert evaluate(made, modelled(made)[0]) < INFEASIBLE
    assert len(solved(made).routes[0].trips) == 2


def test_more_than_fits_alone_is_dropped():
    """A call that takes a gram more than the van holds is left out."""
    made = problem([task(pickup_weight=550 * KG + 1), task()], [duty()])
    assert solved(made).dropped(2).tolist() == [0]


def test_the_cheaper_of_two_alternatives_is_done():
    """A parcel may be left at A on the way or at P: the nearer place, and only one of them."""
    for sites in ((A, P), (P, A)):
        made = problem([task(site=site, group=1) for site in sites], [duty()])
        assert routes(solved(made)) == {0: [[sites.index(A)]]}
        assert modelled(made)[0] == {0: [[sites.index(A)]]}


def test_alternatives_differ_in_what_they_cost_where_they_are_done():
    """The nearer place asks for 10 000 cents more: the other one is taken, of the model too."""
    made = problem([task(site=A, group=1, price=(10_000.0, 0.0)), task(group=1)], [duty()])
    assert routes(solved(made)) == {0: [[1]]}
    assert modelled(made)[0] == {0: [[1]]}


def test_a_group_is_dropped_at_the_price_of_its_dearest():
    """The way to P costs more than the 1 yuan of one member and less than the other's 5 000."""
    cheap = [task(group=3, drop_cost=100.0), task(group=3, drop_cost=100.0)]
    assert solved(problem(cheap, [duty()])).routes == ()
    dear = [cheap[0], task(group=3, latest=clock("06:00"))]
    assert routes(solved(problem(dear, [duty()]))) == {0: [[0]]}


def test_alternatives_over_several_duties_are_done_once():
    """Of six groups of three with three vans each group is done once, and stays so."""
    tasks = [task(site=site, group=g, weight=90 * KG) for g in range(1, 7) for site in (A, P, Q)]
    made = problem(tasks, [duty(), duty(), duty(base=1)])
    found = solved(made, 150)
    served = [number for route in found.routes for trip in route.trips for number in trip]
    assert sorted(made.tasks.group[served].tolist()) == list(range(1, 7))


def test_a_start_with_two_of_a_group_keeps_one():
    """Both members on two duties: the engine starts with the first and ends no worse."""
    made = problem([task(group=1), task(site=Q, group=1)], [duty(), duty()])
    both = Solution((Route(0, ((0,),)), Route(1, ((1,),))), 0.0)
    found = solved(made, 0, both)
    assert len(found.routes) == 1


@pytest.mark.parametrize("most", [1, 2, 3])
def test_trips_of_a_duty_are_limited(most):
    """Of four times 300 kg as many are done as trips are allowed, all of them at A."""
    heavy = [task(site=A, weight=300 * KG) for _ in range(4)]
    made = problem(heavy, [duty(most_trips=most)])
    found = solved(made, 120)
    assert len(found.routes[0].trips) == most
    assert evaluate(made, modelled(made, iterations=200)[0]) < INFEASIBLE


def test_trips_are_limited_where_releases_ask_for_reloads():
    """Goods for A released at 7, 8 and 9 make three trips, unless one is allowed: then all wait."""
    ready = [clock(at) for at in ("07:00", "08:00", "09:00")]
    tasks = [task(site=A, release=(at, NO_WAY), wait_rate=5.0, wait_from=at) for at in ready]
    free = problem(tasks, [duty(cost=0.0, metre_cost=0.0, second_cost=0.0)])
    assert len(solved(free, 150).routes[0].trips) > 1
    once = problem(tasks, [duty(cost=0.0, metre_cost=0.0, second_cost=0.0, most_trips=1)])
    found, _ = modelled(once, iterations=100)
    assert len(found[0]) == 1
    assert evaluate(once, found) < INFEASIBLE
    assert [len(trip) for trip in solved(once).routes[0].trips] == [3]


def test_one_trip_needs_no_reloads():
    """Where a duty makes one trip and nothing is released later the model has only tasks."""
    made = problem([task(), task(site=Q)], [duty(most_trips=1)])
    prepared = prepare(made, np.array([0]), (), Limits(iterations=1))
    assert prepared.model.layout.reloads == ()
    assert prepared.model.dimension("trips") is None


def test_a_duty_is_no_longer_than_allowed():
    """
    P by 08:30 and A from 12:00 on: one van that is out for over five hours, or two.

    P alone takes 105:10 min, to the second, and A less.
    """
    both = [task(latest=clock("08:30")), task(site=A, earliest=clock("12:00"))]
    vans = [duty(end=clock("20:00"), cost=100_000.0) for _ in range(2)]
    assert len(solved(problem(both, vans)).routes) == 1
    length = 105 * MINUTE + 10
    short = [van | {"max_duration": length} for van in vans]
    made = problem(both, short)
    assert evaluate(made, modelled(made)[0]) < INFEASIBLE
    assert len(solved(made).routes) == 2
    shorter = problem(both, [van | {"max_duration": length - 1} for van in vans])
    assert solved(shorter).dropped(2).tolist() == [0]


def test_a_start_that_is_too_long_is_mended_and_a_long_one_kept():
    """A duty of 105:10 min is kept as it is, one that waits for hours loses a task."""
    both = [task(latest=clock("08:30")), task(earliest=clock("12:00"))]
    made = problem(both, [duty(max_duration=105 * MINUTE + 10)])
    one = Solution((Route(0, ((1,),)),), evaluate(made, {0: [[1]]}))
    assert solved(made, 30, one).cost <= one.cost + 1e-6
    assert len(solved(made, 30, Solution((Route(0, ((0, 1),)),), 0.0)).dropped(2)) == 1


def test_fixed_trips_are_driven():
    """Q and then P stands, although P and then Q is as good: others follow behind."""
    tasks = [task(), task(site=Q), task(), task(site=Q)]
    made = problem(tasks, [duty(), duty()], fixed=(Route(1, ((1, 0),)),))
    for start in (None, Solution((Route(0, ((0, 1, 2),)),), 0.0)):
        found = solved(made, 60, start)
        assert len(found.dropped(4)) == 0
        assert routes(found)[1][0][:2] == [1, 0]


def test_fixed_trips_are_locked_in_the_model():
    """The bare model never undoes what stands, here two trips where one would do."""
    tasks = [task(), task(), task(site=Q), task(site=Q)]
    made = problem(tasks, [duty(end=clock("18:00"))], fixed=(Route(0, ((2,), (0,))),))
    begin = set_standing(made, ())
    assert begin == (Route(0, ((2,), (0,))),)
    found, aside = modelled(made, begin)
    assert aside == ()
    assert evaluate(made, found) < INFEASIBLE
    assert found[0][0][:1] == [2]
    assert found[0][1][:1] == [0]


def test_a_fixed_trip_stands_though_it_does_not_pay():
    """The parcel for P costs 1 yuan to drop and 78 to bring: it stands all the same."""
    made = problem([task(drop_cost=100.0)], [duty()], fixed=(Route(0, ((0,),)),))
    assert routes(solved(made)) == {0: [[0]]}
    assert routes(solved(made, 0)) == {0: [[0]]}


def test_what_is_fixed_keeps_its_alternatives_away():
    """Task 1 stands: task 0 of its group is not done, whatever the start says."""
    made = problem([task(group=1), task(group=1)], [duty(), duty()], fixed=(Route(0, ((1,),)),))
    start = Solution((Route(1, ((0,),)),), 0.0)
    assert routes(solved(made, 40, start)) == {0: [[1]]}


def test_mending_spares_what_stands():
    """A start that puts 500 kg behind the fixed 100 kg of a trip loses them, not what stands."""
    tasks = [task(weight=100 * KG), task(weight=500 * KG), task(site=Q)]
    made = problem(tasks, [duty()], fixed=(Route(0, ((0,), (2,))),))
    pricer = Pricer(made)
    assert pricer.settle((Route(0, ((0, 1), (2,))),)).routes == made.fixed
    full = pricer.insert(pricer.settle(()), [1], [0])
    assert evaluate(made, routes(full)) < INFEASIBLE
    assert full.routes[0].trips[:2] != ((1,), (0,))


def test_blocks_leave_fixed_tasks_and_alternatives_alone():
    """At P a fixed collection comes before a fixed parcel: they stay apart and in order."""
    tasks = [task(), collection(), task(), task(), task(group=1), task(group=2)]
    made = problem(tasks, [duty()], fixed=(Route(0, ((1, 0),)),))
    blocks, inner = stop_blocks(made, (Route(0, ((1, 0, 2, 3, 4, 5),)),), whole=True)
    assert blocks == [(1,), (0,), (2, 3), (4,), (5,)]
    assert inner == (Route(0, ((0, 1, 2, 3, 4),)),)
    small = contract(made, blocks)
    assert small.fixed == (Route(0, ((0, 1),)),)
    assert small.tasks.group.tolist() == [0, 0, 0, 1, 2]


def test_amounts_near_the_largest_number():
    """2^31 g to a van of 2^31 g: two trips for two of them, also 2^52."""
    for most in (2**31, 2**52):
        made = problem([task(weight=most, volume=most)] * 2, [duty(weight=most, volume=most)])
        assert [len(trip) for trip in solved(made).routes[0].trips] == [1, 1]


def test_costs_near_the_largest_number():
    """Dropping costs 100 trillion cents: the task is done, and nothing overflows."""
    made = problem([task(drop_cost=1e14), task(site=Q, drop_cost=1e14)], [duty()])
    assert len(solved(made).dropped(2)) == 0


@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(problems_with_routes(legal=True))
def test_whatever_the_problem_no_rule_breaks(drawn):
    """From a start that may break everything the engine ends with routes that break nothing."""
    made, given_routes = drawn
    if evaluate(made, {r.duty: r.trips for r in made.fixed}) >= INFEASIBLE:
        return
    start = Solution(
        tuple(Route(d, tuple(tuple(t) for t in trips)) for d, trips in given_routes.items()), 0.0
    )
    found = solved(made, 12, start)
    cost = evaluate(made, given_routes)
    assert found.cost <= cost + 1e-6


def test_the_same_effort_gives_the_same_routes_with_every_rule():
    """With every rule in it the same effort gives the same routes."""
    tasks = [task(site=s, group=g, pickup_weight=9) for g in range(4) for s in (A, P, Q)]
    vans = [duty(most_trips=2, max_duration=5 * HOUR), duty(**AFTERNOON)]
    made = problem(tasks, vans, fixed=(Route(0, ((1,),)),))
    assert solved(made, 40) == solved(made, 40)
