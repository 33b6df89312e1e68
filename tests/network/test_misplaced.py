"""Sites that lie beside the roads because their coordinates mean something else."""

import numpy as np
import pytest

from optimizer.domain import Datum, from_wgs84, to_wgs84
from optimizer.errors import NetworkError
from optimizer.network.misplaced import refuse_elsewhere, shifted_issues

METRES = 111_195.0
"""Per degree of latitude; of longitude at 24 degrees north 101 582."""


def to_the_road(places) -> np.ndarray:
    """Return metres to the only road there is, which runs along 114 degrees east."""
    east = np.abs(np.asarray(places)[:, 0] - 114.0) * METRES
    return np.maximum(east, 0) * np.cos(np.radians(np.clip(places[:, 1], -90, 90)))


def along_the_road(num: int = 10, off: float = 0.0) -> np.ndarray:
    """Return places along the road, some degrees beside it."""
    return np.column_stack([np.full(num, 114.0 + off), np.linspace(24.0, 24.9, num)])


def found(places) -> list[str]:
    """Return the datum that each warning asks for."""
    issues = list(shifted_issues(places, to_the_road))
    assert all(issue.is_warning and issue.code == "E250" for issue in issues)
    return [issue.fix.split('"')[1] for issue in issues]


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_points_of_a_chinese_map_are_flagged(datum):
    """Sites at the road, but in the datum of a map: the warning names the datum."""
    assert found(from_wgs84(along_the_road(), datum)) == [datum]


def test_points_called_gcj02_that_were_not_are_flagged():
    """Whoever converts WGS84 once too often is told so."""
    assert found(to_wgs84(along_the_road(), Datum.GCJ02)) == ["wgs84"]


def test_points_at_their_road_are_not_flagged():
    """At the road, or 20 m beside it, all is well."""
    assert found(along_the_road()) == []
    assert found(along_the_road(off=0.0002)) == []


def test_points_scattered_about_the_road_are_not_flagged():
    """Sites that lie a kilometre off on either side were not shifted in one direction."""
    scattered = along_the_road()
    scattered[::2, 0] += 0.01
    scattered[1::2, 0] -= 0.01
    assert found(scattered) == []


def test_a_few_points_prove_nothing():
    """Four sites may lie wherever they do by chance; the same site five times is one site."""
    shifted = from_wgs84(along_the_road(), Datum.GCJ02)
    assert found(shifted[:4]) == []
    assert found(np.repeat(shifted[:1], 9, axis=0)) == []
    assert found(shifted[:5]) == ["gcj02"]


def test_outside_china_nothing_is_shifted():
    """Where maps are not shifted, 0.0065 degrees beside the road are not Baidu's."""
    away = np.array([-112.5, 18.0])
    shifted = from_wgs84(along_the_road() + away, Datum.BD09)
    assert list(shifted_issues(shifted, lambda places: to_the_road(places - away))) == []


def test_unknown_places_are_left_out():
    """Sites without coordinates neither count nor break anything."""
    places = np.concatenate([from_wgs84(along_the_road(), Datum.GCJ02), [[np.nan, np.nan]]])
    assert found(places) == ["gcj02"]
    assert found(places[-1:]) == []
    refuse_elsewhere(places[-1:], to_the_road)


def test_roads_of_another_country_are_refused():
    """Ten degrees off are a thousand kilometres, and no way to drive."""
    refuse_elsewhere(along_the_road(off=0.4), to_the_road)
    with pytest.raises(NetworkError, match=r"E251 .* 1,01\d km .* import the roads of this county"):
        refuse_elsewhere(along_the_road(off=10.0), to_the_road)


def test_swapped_columns_are_told_from_roads_elsewhere():
    """In Andorra both are degrees of somewhere, so that only the roads can tell."""

    def to_andorra(places):
        off = np.hypot(*((np.asarray(places) - [1.5, 42.5]) * METRES).T)
        return np.maximum(0, off - 20_000)

    andorra = np.array([[1.52, 42.51], [1.49, 42.46], [1.6, 42.57]])
    refuse_elsewhere(andorra, to_andorra)
    with pytest.raises(NetworkError, match="swap the two columns"):
        refuse_elsewhere(andorra[:, ::-1], to_andorra)
