"""What is worth a warning before plans are made on roads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from optimizer.domain import Issue, Network, Site, SiteStatus
from optimizer.network.closures import FILE as CLOSURES
from optimizer.network.matrices import SiteWays


def snap_warnings(network: Network, ways: Mapping[str, SiteWays]) -> Iterator[Issue]:
    """Yield a warning for every site far from its road, and one for every site on an island."""
    limit = network.rules.roads.snap_limit
    for position, site in _driven(network):
        admitted = [profile for profile in sorted(ways) if site.admits(profile)]
        metres = {profile: ways[profile].access[position] / 10 for profile in admitted}
        far = [profile for profile, each in metres.items() if each > limit]
        if far:
            yield _site_issue(
                "E226",
                position,
                f"{site.site_id} {site.name_zh} is {max(metres[p] for p in far):,.0f} m from "
                f"the nearest road for {', '.join(far)} (limit {limit:g} m)",
                "correct its coordinates, or bring the missing road",
            )
        alone = [profile for profile in admitted if not ways[profile].on_main[position]]
        if alone:
            yield _site_issue(
                "E227",
                position,
                f"{site.site_id} {site.name_zh} stands on an island of roads: "
                f"{', '.join(alone)} cannot come there from most others and back",
                "bring the missing road, or correct its coordinates",
            )


def cut_off_warnings(network: Network, ways: Mapping[str, SiteWays]) -> Iterator[Issue]:
    """Yield a warning for every site that closures cut off from the hub."""
    for position, site in _driven(network):
        lost = {
            profile: each.cut_off[position]
            for profile, each in sorted(ways.items())
            if position in each.cut_off and site.admits(profile)
        }
        if lost:
            names = dict.fromkeys(name for each in lost.values() for name in each)
            yield _site_issue(
                "E222",
                position,
                f"{site.site_id} {site.name_zh} is cut off from the hub for "
                f"{', '.join(lost)} by the closure {', '.join(map(repr, names))}",
                "open the road again, or expect its orders to be unserved (U101)",
                column="site_id",
            )


def idle_warnings(names: Sequence[str]) -> Iterator[Issue]:
    """Yield a warning for every closure that means no road."""
    for name in names:
        yield Issue(
            "E221",
            CLOSURES,
            f"the closure {name!r} names none of the roads",
            column="name",
            value=name,
            fix="correct its edges, ways or points: roads may have been imported anew",
            is_warning=True,
        )


def _driven(network: Network) -> Iterator[tuple[int, Site]]:
    """Yield the sites that somebody may drive to, by position."""
    for position, site in enumerate(network.sites):
        if site.status is not SiteStatus.CLOSED and network.door[position] == position:
            yield position, site


def _site_issue(
    code: str, position: int, message: str, fix: str, column: str = "latitude"
) -> Issue:
    return Issue(
        code,
        "sites.csv",
        message,
        row=position + 2,
        column=column,
        fix=fix,
        is_warning=True,
    )
