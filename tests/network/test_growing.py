"""One more site: only its own ways are searched, and all are those of a search from scratch."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.grids import grid, scattered
from optimizer.network import Closure, Roads
from optimizer.network import ways as ways_module

SIDE, SITES = 22, 14


@pytest.fixture(scope="module")
def streets():
    """Return a grid of streets."""
    return grid(SIDE)


def with_places(network, places):
    """Return a network with sites put elsewhere, or added, by their position."""
    sites = list(network.sites)
    for number, (latitude, longitude) in places.items():
        pattern = sites[min(number, len(sites) - 1)]
        site = replace(pattern, site_id=f"N{number}", latitude=latitude, longitude=longitude)
        sites[number : number + 1] = [site]
    return replace(network, sites=tuple(sites))


def same(one, other):
    """Tell whether travel is the same to the second and the metre."""
    return all(
        np.array_equal(one[name].duration, other[name].duration)
        and np.array_equal(one[name].distance, other[name].distance)
        for name in other
    )


@pytest.mark.parametrize("seed", range(12))
def test_grown_ways_are_those_of_a_search_from_scratch(streets, seed):
    """Added, moved, or both; also beside a site that is there already, on the same road."""
    network = scattered(SIDE, SITES, seed=seed)
    source = np.random.default_rng(seed)
    beside = network.sites[3]
    changed = with_places(
        network,
        {
            SITES: (24 + source.uniform(0, 0.1), 114 + source.uniform(0, 0.1)),
            2: (beside.latitude + 0.0004, beside.longitude + 0.0004),
        },
    )
    grown = Roads(streets)
    grown.travel_matrices(network)
    assert same(grown.travel_matrices(changed), Roads(streets).travel_matrices(changed))


def test_only_the_new_site_is_searched(streets, monkeypatch):
    """The others are not searched again; a site that goes needs no search at all."""
    network = scattered(SIDE, SITES)
    roads = Roads(streets)
    before = roads.travel_matrices(network)

    def never(graph):
        raise AssertionError("all sites are searched again")

    monkeypatch.setattr(ways_module, "weights_on", never)
    fewer = replace(network, sites=network.sites[:-1])
    after = roads.travel_matrices(fewer)
    for profile, matrix in after.items():
        assert np.array_equal(matrix.duration, before[profile].duration[:-1, :-1])
    roads.travel_matrices(with_places(network, {SITES: (24.05, 114.05)}))


def test_a_site_more_and_a_road_less(streets):
    """Closures start from the ways without them, grown by the new site."""
    network = scattered(SIDE, SITES)
    changed = with_places(network, {SITES: (24.05, 114.05)})
    closure = Closure("shut", edges=(("100", "101"), ("101", "100")))
    roads = Roads(streets)
    roads.travel_matrices(network)
    shut = roads.with_closures([closure]).travel_matrices(changed)
    assert same(shut, Roads(streets, closures=[closure]).travel_matrices(changed))


def test_other_rules_grow_nothing(streets):
    """Ways of the dry season are not taken for those of the wet one."""
    network = scattered(SIDE, SITES)
    rules = network.rules
    wet = replace(rules, roads=replace(rules.roads, season_factor=0.5))
    slow = replace(with_places(network, {SITES: (24.05, 114.05)}), rules=wet)
    roads = Roads(streets)
    roads.travel_matrices(network)
    assert same(roads.travel_matrices(slow), Roads(streets).travel_matrices(slow))
