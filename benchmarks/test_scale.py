"""Is a county ten times the size planned whole, in little memory, and not much slower outside?"""

import pytest

from benchmarks.counties import grown
from benchmarks.scale import OUTSIDE, in_own_process, measure, write

MOST_MEGABYTES = 4_096
MOST_GROWTH = 15.0
"""Ten times the county may cost at most so many times the work outside the search."""


def test_a_grown_county_is_as_it_says():
    """Ten copies are 880 points, 20 stations, ten times the orders and vehicles, on one hub."""
    one, ten = grown(1).instance, grown(10).instance
    assert len(ten.orders) == 10 * len(one.orders) >= 60_000
    assert sum(site.is_base for site in ten.sites) == 1 + 20
    assert sum(not site.is_base for site in ten.sites) == 10 * 88
    assert len(ten.vehicles) == 10 * len(one.vehicles)
    assert len({vehicle.vehicle_id for vehicle in ten.vehicles}) == len(ten.vehicles)
    assert len(set(ten.orders.order_id)) == len(ten.orders)


def test_what_is_written(tmp_path):
    """A short search of the smallest county breaks no rule; the table and the plot are there."""
    row = measure(1, 0.5, seed=0)
    assert row["violations"] == 0
    assert row["served"] > 0.5
    assert row["outside"] >= max(row[name] for name in OUTSIDE)
    write([row, row | {"search_seconds": 1.0}], tmp_path)
    assert (tmp_path / "scale.csv").read_text(encoding="utf-8").count("\n") == 3
    assert (tmp_path / "scale.png").stat().st_size > 10_000


@pytest.mark.parametrize("seconds", [30.0])
def test_ten_times_the_size(benchmark, seconds):
    """Does it take 4 GB and fifteen times the work outside the search, at most?"""
    if benchmark.disabled:
        pytest.skip("plans for minutes: only measured")
    one = in_own_process(1, seconds, 0)
    ten = benchmark.pedantic(in_own_process, args=(10, seconds, 0), rounds=1)
    benchmark.extra_info.update(one=one, ten=ten)
    assert one["violations"] == ten["violations"] == 0
    assert ten["peak_mb"] <= MOST_MEGABYTES
    assert ten["outside"] <= MOST_GROWTH * one["outside"]
