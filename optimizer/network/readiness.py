"""What roads need of a network before ways can be found on them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from optimizer.domain import Issue, Network
from optimizer.network.edges import Floats
from optimizer.network.graphml import refuse
from optimizer.network.profiles import profile_speeds
from optimizer.network.segments import Segments


def places_of(network: Network) -> Floats:
    """Return longitude and latitude of every site, NaN where unknown, shape ``(sites, 2)``."""
    return np.array(
        [(site.longitude, site.latitude) for site in network.sites], dtype=np.float64
    ).reshape(-1, 2)


def refuse_unusable(
    network: Network,
    road_profiles: Iterable[str],
    segments: Segments,
    speeds_of: Callable[[str], Floats] | None = None,
) -> None:
    """
    Raise every reason why ways between the sites cannot be found.

    ``speeds_of`` gives the speeds of a profile on the segments, where they are known.

    Raises
    ------
    NetworkError
        E210 a profile without speeds, E211 a speed that is none, E212 a profile that may
        drive no road at all, E213 a site without coordinates.
    """
    known = speeds_of or (lambda profile: profile_speeds(segments, profile, network.rules))
    issues = [*_speed_issues(network, road_profiles, segments, known), *_site_issues(network)]
    if issues:
        refuse(*issues)


def _speed_issues(
    network: Network,
    road_profiles: Iterable[str],
    segments: Segments,
    speeds_of: Callable[[str], Floats],
) -> Iterator[Issue]:
    """Yield what is wrong with the speeds of these profiles."""
    if not _is_speed(network.rules.access_speed_kmh):
        yield _not_a_speed("access_speed_kmh", network.rules.access_speed_kmh)
    for profile in sorted(road_profiles):
        key = f"speeds_kmh.{profile}"
        table = network.rules.speeds_kmh.get(profile)
        if not table:
            yield Issue(
                "E210",
                "network.toml",
                f"vehicles have the road profile {profile!r}, but it has no speeds",
                column=key,
                fix=f"add a table [{key}] with km/h per road class",
            )
            continue
        wrong = [road_class for road_class, speed in table.items() if not _is_speed(speed)]
        for road_class in wrong:
            yield _not_a_speed(f"{key}.{road_class}", table[road_class])
        if not wrong and not (speeds_of(profile) > 0).any():
            known = ", ".join(sorted({name for names in segments.highways for name in names}))
            yield Issue(
                "E212",
                "network.toml",
                f"the road profile {profile!r} may drive none of the roads",
                column=key,
                fix=f"give speeds for the classes that the roads have: {known}",
            )


def _site_issues(network: Network) -> Iterator[Issue]:
    """Yield the sites that stand nowhere."""
    for position in np.flatnonzero(~np.isfinite(places_of(network)).all(axis=1)).tolist():
        yield Issue(
            "E213",
            "sites.csv",
            f"{network.sites[position].site_id!r} has no coordinates, so no road leads to it",
            row=position + 2,
            column="latitude",
            fix="add its latitude and longitude, or bring travel tables instead of roads",
        )


def _is_speed(speed: float) -> bool:
    return math.isfinite(speed) and speed > 0


def _not_a_speed(key: str, speed: float) -> Issue:
    return Issue(
        "E211",
        "network.toml",
        f"{speed:g} km/h is no speed",
        column=key,
        value=f"{speed:g}",
        fix="give km/h above zero; leave out the classes that the profile may not drive",
    )
