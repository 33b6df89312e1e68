"""Lines for the map of the page."""

from __future__ import annotations

from optimizer.reports.page.drawing import drawn_roads, drawn_ways


def test_points_that_nobody_sees_are_left_out():
    """A point on the straight between its neighbours goes; a bend of 100 m stays."""
    straight = [(114.0, 24.0), (114.05, 24.0), (114.1, 24.0)]
    bent = [(114.0, 24.0), (114.05, 24.001), (114.1, 24.0)]
    assert drawn_ways([straight, bent, []]) == [
        [11_400_000, 2_400_000, 10_000, 0],
        [11_400_000, 2_400_000, 5_000, 100, 5_000, -100],
        [],
    ]


def test_big_networks_lose_their_smallest_roads():
    """With room for four points two trunk roads stay and the track goes."""
    line = [(114.0, 24.0), (114.1, 24.1)]
    roads = [("track", line), ("trunk", line), ("trunk_link", line)]
    assert [rank for rank, _ in drawn_roads(roads, most_points=4)] == [0, 0]
    assert [rank for rank, _ in drawn_roads(roads)] == [0, 0, 4]
