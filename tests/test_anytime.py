"""Stopped at any time there is a plan: whole at once, and only ever cheaper."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis.strategies import integers, sets

from benchmarks.counties import embedded
from optimizer.engines.ruin import RuinEngine
from optimizer.network import StraightRoads
from optimizer.pipeline import County, Limits, make_plan
from optimizer.watch import Engines
from tests.instances import county, travel
from tests.test_pipeline import DAY_OF_ORDERS


@settings(max_examples=8, derandomize=True, deadline=None)
@given(seed=integers(0, 99), effort=integers(0, 300), rows=sets(integers(0, 7), min_size=1))
def test_the_best_cost_never_rises(seed, effort, rows):
    """Whatever is planned: no cost before there is a whole plan, and no dearer one after it."""
    heard = []
    limits = Limits(search_seconds=None, effort=effort, seed=seed)
    orders = [DAY_OF_ORDERS[row] for row in sorted(rows)]
    make_plan(County(county(*orders), travel(), StraightRoads()), limits, heard.append)
    costs = [note.best_cost for note in heard]
    known = costs.index(next(cost for cost in costs if cost is not None))
    assert None not in costs[known:]
    assert all(after <= before for before, after in pairwise(costs[known:]))
    assert all(note.bound is None for note in heard)


def test_a_whole_plan_stands_before_the_long_search():
    """The first whole plan of the embedded county takes a twentieth of the iterations, or less."""
    done, first = 0, []

    class Counting(RuinEngine):
        """An engine that counts its iterations."""

        def solve(self, problem, limits, start=None):
            nonlocal done
            found = super().solve(problem, limits, start)
            done += found.iterations
            return found

    def listen(note):
        if note.best_cost is not None and not first:
            first.append(done)

    engines = Engines(search=Counting(), polish=RuinEngine())
    make_plan(embedded(), Limits(search_seconds=None, effort=400), listen, engines)
    assert first[0] <= 0.05 * 400


def test_a_second_of_search_serves_nearly_all():
    """
    The embedded county in little effort: 95 % of what four times the effort serves.

    An effort of 1 500 is less than a second of search on one core of a small server.
    """
    served = []
    for effort in (1_500, 6_000):
        plan = make_plan(embedded(), Limits(search_seconds=None, effort=effort, seed=1))
        assert plan.violations == ()
        kpis = plan.document["kpis"]
        served.append(kpis["orders"] - kpis["unserved"])
    assert served[0] >= 0.95 * served[1]
