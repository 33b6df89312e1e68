"""The location model: the optimum, and every limit kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from optimizer.siting import LocationProblem, choose_medians, locate
from optimizer.siting.medians import swapped
from tests.siting.subsets import subsets


def problem(seed: int = 1, **changes) -> LocationProblem:
    """Return eight customers and five sites at random."""
    rng = np.random.default_rng(seed)
    plain = LocationProblem(
        cost=rng.uniform(1.0, 20.0, (8, 5)),
        opening=rng.uniform(5.0, 20.0, 5),
        room=np.full(5, np.inf),
        demand=rng.integers(1, 9, 8).astype(np.float64),
    )
    return replace(plain, **changes)


def cost_of(places: LocationProblem, sites) -> float:
    """Return what a set costs without room to keep."""
    chosen = list(sites)
    return float(places.cost[:, chosen].min(axis=1).sum() + places.opening[chosen].sum())


@pytest.mark.parametrize("seed", range(5))
def test_the_optimum_is_that_of_all_subsets(seed):
    """Without room to keep, no subset of the sites is cheaper."""
    places = problem(seed)
    found = locate(places)
    assert found.cost == pytest.approx(min(cost_of(places, each) for each in subsets(5)))
    assert found.is_proven


def test_room_is_kept_and_demands_are_split_only_where_they_may_be():
    """Ten and six do not fit into eight and nine whole; split they do."""
    places = LocationProblem(
        cost=np.array([[1.0, 4.0], [1.0, 4.0]]),
        opening=np.zeros(2),
        room=np.array([8.0, 9.0]),
        demand=np.array([10.0, 6.0]),
    )
    found = locate(places)
    assert (places.demand @ found.share <= places.room + 1e-6).all()
    assert found.share.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert locate(replace(places, is_whole=True)) is None


def test_a_barred_set_does_not_come_out_again():
    """Barring every set that comes out lists all of them, from the cheapest up."""
    places = problem()
    found: list = []
    while (each := locate(places, barred=[one.sites for one in found])) is not None:
        found.append(each)
    costs = [each.cost for each in found]
    assert costs == sorted(costs)
    assert {each.sites for each in found} == set(subsets(5))


def test_numbers_budget_and_standing_sites_are_kept():
    """Exactly three sites, site 4 among them, for what two of the others allow."""
    places = problem(least=3, most=3, always=frozenset({4}))
    assert 4 in locate(places).sites
    assert len(locate(places).sites) == 3
    tight = replace(places, price=np.array([9.0, 1.0, 9.0, 1.0, 9.0]), budget=11.0)
    assert locate(tight).sites == (1, 3, 4)
    assert locate(replace(tight, budget=10.0)) is None


def test_what_cannot_be_served_leaves_no_answer():
    """A customer that no site reaches is no customer of any choice."""
    cost = problem().cost.copy()
    cost[3] = np.inf
    assert locate(problem(cost=cost)) is None


def test_arrays_of_other_shapes_are_refused():
    """Each array must fit the table of costs, and a cost be a number."""
    with pytest.raises(ValueError, match="5 entries"):
        problem(opening=np.zeros(4))
    with pytest.raises(ValueError, match="8 entries"):
        problem(demand=np.zeros(7))
    with pytest.raises(ValueError, match="not a number"):
        problem(cost=np.full((8, 5), np.nan))
    with pytest.raises(ValueError, match="among the 5"):
        problem(always=frozenset({5}))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("count", [1, 3, 6])
@pytest.mark.parametrize("is_whole", [True, False])
def test_medians_are_those_of_all_subsets(seed, count, is_whole):
    """Bounds and swaps prove what is left out: no choice of so many sites is cheaper."""
    rng = np.random.default_rng(seed)
    spots = rng.uniform(0.0, 100.0, (12, 2))
    cost = np.sqrt(((spots[:, None] - spots[None]) ** 2).sum(axis=2))
    cost = np.rint(cost) if is_whole else cost
    found = choose_medians(cost, count)
    every = combinations(range(12), count)
    assert found.cost == pytest.approx(min(cost[:, list(c)].min(axis=1).sum() for c in every))
    assert found.is_proven
    assert len(found.sites) == count


def test_no_swap_betters_what_swaps_have_found():
    """The heuristic ends where exchanging two sites gains nothing."""
    cost = np.random.default_rng(3).uniform(0.0, 9.0, (20, 10))
    chosen, found = swapped(cost, 4)
    for out in range(4):
        for new in set(range(10)) - set(chosen.tolist()):
            other = chosen.copy()
            other[out] = new
            assert cost[:, other].min(axis=1).sum() >= found - 1e-9


@pytest.mark.parametrize("count", [0, 4])
def test_more_sites_than_there_are_cannot_be_chosen(count):
    """One to three of three sites; and every cost must be finite."""
    with pytest.raises(ValueError, match="cannot be chosen"):
        choose_medians(np.ones((2, 3)), count)
    with pytest.raises(ValueError, match="finite"):
        choose_medians(np.full((2, 3), np.inf), 1)
