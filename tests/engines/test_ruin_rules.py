"""Rules that ruin and recreate keeps: what is taken along, alternatives, limits, fixed trips."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from optimizer.engines import Limits
from optimizer.engines.ruin import RuinEngine
from optimizer.problems import INFEASIBLE, Route, Solution, breaks, evaluate
from optimizer.units import HOUR, KG, MINUTE
from tests.instances import clock
from tests.problems.arrays import A, P, Q, duty, problem, task
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


def solved(made, iterations=100, start=None):
    """Return the engine's solution, which breaks nothing and costs what it says."""
    found = RuinEngine().solve(made, Limits(iterations=iterations, seed=1), start)
    assert breaks(made, routes(found)) == []
    assert found.cost == pytest.approx(evaluate(made, routes(found)))
    return found


@pytest.mark.parametrize("name", ["weight", "volume"])
def test_what_is_taken_along_needs_room(name):
    """
    Two calls at P and Q leave 100 each and take the whole room, or half of it.

    All that is taken is on board at the end: twice the whole room are two trips.
    """
    most = {"weight": 550 * KG, "volume": 4_000_000}[name]
    for share, trips in ((most, 2), (most // 2, 1)):
        calls = [task(site=site, **{name: 100, f"pickup_{name}": share}) for site in (P, Q)]
        assert len(solved(problem(calls, [duty()])).routes[0].trips) == trips


def test_what_is_taken_along_meets_what_is_still_on_board():
    """300 kg taken at P leave no room for the 300 kg for Q, which must be first at P's window."""
    calls = [
        task(weight=10 * KG, pickup_weight=300 * KG, latest=clock("08:30")),
        task(site=Q, weight=300 * KG, earliest=clock("09:30")),
    ]
    made = problem(calls, [duty()])
    assert evaluate(made, {0: [[0, 1]]}) >= INFEASIBLE
    assert len(solved(made).routes[0].trips) == 2


def test_more_than_fits_alone_is_dropped():
    """A call that takes a gram more than the van holds is left out, one that fills it is not."""
    made = problem([task(pickup_weight=550 * KG + 1), task(pickup_weight=550 * KG)], [duty()])
    assert solved(made).dropped(2).tolist() == [0]


def test_the_cheaper_of_two_alternatives_is_done():
    """A parcel may be left at A on the way or at P: the nearer place, and only one of them."""
    for sites in ((A, P), (P, A)):
        made = problem([task(site=site, group=1) for site in sites], [duty()])
        for iterations in (0, 50):
            assert routes(solved(made, iterations)) == {0: [[sites.index(A)]]}


def test_a_group_is_dropped_at_the_price_of_its_dearest():
    """The way to P costs more than the 1 yuan of one member and less than the other's 5 000."""
    cheap = [task(group=3, drop_cost=100.0), task(group=3, drop_cost=100.0)]
    found = solved(problem(cheap, [duty()]))
    assert (found.routes, found.cost) == ((), 100.0)
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
    assert routes(solved(made, 0, both)) == {0: [[0]]}


@pytest.mark.parametrize("most", [1, 2, 3])
def test_trips_of_a_duty_are_limited(most):
    """Of four times 300 kg as many are done as trips are allowed, all of them at A."""
    made = problem([task(site=A, weight=300 * KG) for _ in range(4)], [duty(most_trips=most)])
    assert len(solved(made).routes[0].trips) == most


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
    assert len(solved(problem(both, short)).routes) == 2
    shorter = problem(both, [van | {"max_duration": length - 1} for van in vans])
    assert solved(shorter).dropped(2).tolist() == [0]


def test_fixed_trips_are_driven():
    """Q and then P stands, although P and then Q is as good: others follow behind."""
    tasks = [task(), task(site=Q), task(), task(site=Q)]
    made = problem(tasks, [duty(), duty()], fixed=(Route(1, ((1, 0),)),))
    for start in (None, Solution((Route(0, ((0, 1, 2),)),), 0.0)):
        found = solved(made, 60, start)
        assert len(found.dropped(4)) == 0
        assert routes(found)[1][0][:2] == [1, 0]


def test_no_trip_goes_before_a_fixed_one():
    """What must be at A by 8 cannot ride before the fixed trip, which is out until 9."""
    tasks = [task(earliest=clock("08:00")), task(site=A, latest=clock("08:00"))]
    free = problem(tasks, [duty()])
    assert len(solved(free).dropped(2)) == 0
    bound = problem(tasks, [duty()], fixed=(Route(0, ((0,),)),))
    assert solved(bound).dropped(2).tolist() == [1]


def test_a_fixed_trip_stands_though_it_does_not_pay():
    """The parcel for P costs 1 yuan to drop and 78 to bring: it stands all the same."""
    made = problem([task(drop_cost=100.0)], [duty()], fixed=(Route(0, ((0,),)),))
    for iterations in (0, 50):
        assert routes(solved(made, iterations)) == {0: [[0]]}


def test_what_is_fixed_keeps_its_alternatives_away():
    """Task 1 stands: task 0 of its group is not done, whatever the start says."""
    made = problem([task(group=1), task(group=1)], [duty(), duty()], fixed=(Route(0, ((1,),)),))
    start = Solution((Route(1, ((0,),)),), 0.0)
    assert routes(solved(made, 40, start)) == {0: [[1]]}


def test_a_start_keeps_what_follows_fixed_trips():
    """Behind the fixed call at P the start calls at Q: it is kept as it is."""
    made = problem([task(), task(site=Q)], [duty()], fixed=(Route(0, ((0,),)),))
    start = Solution((Route(0, ((0, 1),)),), 0.0)
    assert routes(solved(made, 0, start)) == {0: [[0, 1]]}


def test_a_start_longer_than_the_search_makes_trips_is_kept():
    """Five trips of one task each are a start, though the search itself never makes so many."""
    made = problem([task(site=A, weight=300 * KG) for _ in range(5)], [duty(end=clock("20:00"))])
    start = Solution((Route(0, tuple((number,) for number in range(5))),), 0.0)
    found = solved(made, 30, start)
    assert len(found.dropped(5)) == 0


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
    found = solved(made, 30, start)
    assert found.cost <= evaluate(made, given_routes) + 1e-2


def test_the_same_effort_gives_the_same_routes_with_every_rule():
    """With every rule in it the same effort gives the same routes."""
    tasks = [task(site=s, group=g, pickup_weight=9) for g in range(4) for s in (A, P, Q)]
    vans = [duty(most_trips=2, max_duration=5 * HOUR), duty(**AFTERNOON)]
    made = problem(tasks, vans, fixed=(Route(0, ((1,),)),))
    assert solved(made, 40) == solved(made, 40)
