"""
Sites that stand beside the roads because their coordinates mean something else.

Points of a Chinese map lie some hundred metres off the roads of OpenStreetMap, all in the
same direction; swapped columns put a county onto another continent. Both show only beside
the roads: if what undoes the mistake brings most sites to a road, that is what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from optimizer.domain import Datum, Issue, from_wgs84, to_wgs84
from optimizer.network.edges import Floats
from optimizer.network.graphml import refuse
from optimizer.units import KM

FARTHEST: Final = 50.0 * KM
"""Sites whose median is farther than this from any road are not in the roads' county."""

_FEWEST: Final = 5
_LEAST_GAIN: Final = 50.0
_MOST_LEFT: Final = 0.5
_FEWEST_NEARER: Final = 0.75

Distances = Callable[[Floats], Floats]
"""From longitude and latitude, shape ``(places, 2)``, to metres to the nearest road each."""


def refuse_elsewhere(places: Floats, distances: Distances) -> None:
    """
    Refuse roads that lie nowhere near the sites.

    Parameters
    ----------
    places
        Longitude and latitude of the sites, shape ``(sites, 2)``, NaN where unknown.
    distances
        Metres from places to the nearest road.

    Raises
    ------
    NetworkError
        E251 where half of the sites are farther than `FARTHEST` from any road.
    """
    places = _known(places)
    if not len(places) or (off := float(np.median(distances(places)))) <= FARTHEST:
        return
    turned = places[:, ::-1]
    is_place = bool((np.abs(turned) <= np.array([180.0, 90.0])).all())
    swapped = is_place and float(np.median(distances(turned))) <= FARTHEST
    refuse(
        Issue(
            "E251",
            "sites.csv",
            f"the sites lie about {off / KM:,.0f} km from the nearest road: "
            + ("latitude and longitude are swapped" if swapped else "these are roads elsewhere"),
            column="latitude",
            fix="swap the two columns" if swapped else "import the roads of this county",
        )
    )


def shifted_issues(places: Floats, distances: Distances) -> Iterator[Issue]:
    """
    Yield a warning, E250, where the sites look shifted as Chinese maps shift them.

    What would undo the shift must bring at least three quarters of the sites nearer to a
    road and halve their median distance; of several that do, the best is named. Arguments
    as for `refuse_elsewhere`.
    """
    places = np.unique(_known(places), axis=0)
    in_gcj02 = from_wgs84(places, Datum.GCJ02)
    if len(places) < _FEWEST or (in_gcj02 == places).all():  # few, or outside China
        return
    before = distances(places)
    # Whoever calls WGS84 points GCJ-02 has them shifted the other way.
    tries = {
        ("gcj02", "their coordinates look like GCJ-02 (Amap, Tencent)"): to_wgs84(
            places, Datum.GCJ02
        ),
        ("bd09", "their coordinates look like BD-09 (Baidu)"): to_wgs84(places, Datum.BD09),
        ("wgs84", "they look converted from GCJ-02 though they were WGS84"): in_gcj02,
    }
    found = {what: distances(moved) for what, moved in tries.items()}
    (datum, what), after = min(found.items(), key=lambda each: float(np.median(each[1])))
    near, off = float(np.median(after)), float(np.median(before))
    nearer = float(np.mean(after < before))
    if off - near < _LEAST_GAIN or near > _MOST_LEFT * off or nearer < _FEWEST_NEARER:
        return
    yield Issue(
        "E250",
        "sites.csv",
        f"the sites lie {off:,.0f} m from their roads (median): {what}, then it would be "
        f"{near:,.0f} m",
        column="datum",
        fix=f'write "{datum}" into the column datum, if that is where they come from',
        is_warning=True,
    )


def _known(places: Floats) -> Floats:
    """Return the places that are known."""
    return places[np.isfinite(places).all(axis=1)]
