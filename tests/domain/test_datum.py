"""Chinese map coordinates: published pairs, and back again to the millimetre."""

import numpy as np
import pytest

from optimizer.domain import Datum, from_wgs84, to_wgs84

METRES_PER_DEGREE = 111_320.0

# WGS84 and GCJ-02 of Shanghai, Shenzhen and Beijing, from the test suite of eviltransform.
PUBLISHED = [
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
]


def metres(places, others) -> np.ndarray:
    """Return how far places are from others, at most."""
    return np.hypot(*((np.asarray(places) - np.asarray(others)) * METRES_PER_DEGREE).T)


def grid() -> np.ndarray:
    """Return 10 000 places all over China."""
    axes = np.meshgrid(np.linspace(73.0, 135.0, 100), np.linspace(3.0, 53.5, 100))
    return np.column_stack([axis.ravel() for axis in axes])


@pytest.mark.parametrize(("wgs84", "gcj02"), PUBLISHED)
def test_published_pairs_are_met_both_ways(wgs84, gcj02):
    """Three towns are where another implementation has them, to a millimetre."""
    assert metres(from_wgs84(np.array([wgs84]), Datum.GCJ02), [gcj02])[0] < 0.001
    assert metres(to_wgs84(np.array([gcj02]), Datum.GCJ02), [wgs84])[0] < 0.001


def test_baidu_is_gcj02_shifted_once_more():
    """The Tiananmen of countless examples is (116.3914, 39.9073) in WGS84."""
    tiananmen = np.array([[116.404, 39.915]])
    assert metres(to_wgs84(tiananmen, Datum.BD09), [[116.3913837, 39.9072532]])[0] < 2
    assert metres(from_wgs84(tiananmen, Datum.BD09), [[116.41662724, 39.92269955]])[0] < 0.01


@pytest.mark.parametrize("datum", list(Datum))
def test_there_and_back_is_where_it_began(datum):
    """Anywhere in China the round trip ends within a millimetre, far below 2 m."""
    places = grid()
    assert metres(to_wgs84(from_wgs84(places, datum), datum), places).max() < 0.001
    inside = from_wgs84(places, datum)
    assert metres(from_wgs84(to_wgs84(inside, datum), datum), inside).max() < 0.001


@pytest.mark.parametrize(("datum", "least", "most"), [("gcj02", 500, 700), ("bd09", 700, 1500)])
def test_the_shift_is_some_hundred_metres(datum, least, most):
    """In Wengyuan a table in the wrong datum is off by far more than a road is wide."""
    longxian = np.array([[114.1303, 24.3496]])
    assert least < metres(from_wgs84(longxian, Datum(datum)), longxian)[0] < most


def test_outside_china_nothing_is_shifted():
    """Andorra and a swapped pair stay where they are in GCJ-02; so do unknown places."""
    places = np.array([[1.52, 42.51], [24.35, 114.13], [np.nan, np.nan]])
    np.testing.assert_array_equal(to_wgs84(places, Datum.GCJ02), places)
    assert to_wgs84(places[:0], Datum.BD09).shape == (0, 2)
    assert np.isnan(to_wgs84(places, Datum.BD09)[2]).all()


@pytest.mark.parametrize("datum", [Datum.WGS84, Datum.CGCS2000])
def test_what_is_no_chinese_map_is_left_alone(datum):
    """WGS84, and CGCS2000 which equals it here, are not touched."""
    np.testing.assert_array_equal(to_wgs84(grid(), datum), grid())
