"""The counties of the comparison: what they hold, and that they are the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.ablations.counties import COUNTIES, draw


@pytest.mark.parametrize("name", COUNTIES)
def test_a_county_can_be_planned(name):
    """One hub, 3 or 4 stations, 70 points or more, every way known, vans at every base."""
    county = COUNTIES[name]()
    bases = [site for site in county.network.sites if site.is_base]
    assert len(bases) in (4, 5)
    assert len(county.network.sites) - len(bases) >= 70
    homes = {v.home_site for v in county.network.vehicles if v.echelon == "local"}
    assert homes == {site.site_id for site in bases}
    for profile in county.network.road_profiles:
        matrix = county.travel[profile]
        assert (np.diag(matrix.duration) == 0).all()
        assert matrix.reachable.all()


def test_in_the_valley_every_way_leads_over_the_river_road():
    """From point to point it is as far as down to the road, along it, and up again."""
    metres = COUNTIES["valley"]().travel["van"].distance
    assert (metres == metres.T).all()
    hub, near, far = 0, *sorted((5, 6), key=lambda point: metres[0, point])
    assert metres[near, far] <= metres[hub, near] + metres[hub, far]
    assert metres[near, far] > metres[hub, far] - metres[hub, near]


def test_days_are_drawn_the_same_every_time():
    """Two draws of one seed are equal, another seed differs, and all orders are in the days."""
    county = COUNTIES["plain"]()
    one, two, other = (draw(county, days=2, seed=seed).orders for seed in (1, 1, 2))
    assert one.order_id == two.order_id
    assert (one.ready == two.ready).all()
    assert len(one) != len(other) or (one.destination != other.destination).any()
    assert one.ready.min() >= 0
    assert one.ready.max() < 2 * 86_400
