"""Where everything is on the two maps of a study, and what each site is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from optimizer.domain import Network, Site, SiteKind
from optimizer.reports.comparison.maps import Place
from optimizer.reports.ways import Point

Entry = Mapping[str, Any]


def site_name(site: Site, lang: str) -> str:
    """Return what people call a site."""
    return (site.name_en if lang == "en" else site.name_zh) or site.name_zh or site.site_id


def names_of(lang: str, *networks: Network) -> Callable[[str], str]:
    """Return what gives the name of a site by its id, in any of some networks."""
    known = {
        site.site_id: site_name(site, lang)
        for network in reversed(networks)
        for site in network.sites
    }
    return lambda site_id: known.get(site_id, site_id)


def base_places(network: Network, scenario: Entry, lang: str) -> list[Place]:
    """Return the sites of today's county with what today's plans make of them."""
    return list(_places(network, None, scenario, "base", lang))


def scenario_places(network: Network, other: Network, scenario: Entry, lang: str) -> list[Place]:
    """Return the sites of the scenario, marked where they are not as today."""
    return list(_places(other, network, scenario, "scenario", lang))


def set_places(network: Network, stations: Sequence[str], lang: str) -> list[Place]:
    """Return the sites of a county with just these stations open."""
    chosen, found = set(stations), []
    for site in network.sites:
        at = position(site)
        if at is None:
            continue
        name, was_open = site_name(site, lang), site.is_open and site.is_base
        if site.kind is SiteKind.HUB:
            found.append(Place(name, at, "hub"))
        elif site.site_id in chosen:
            found.append(Place(name, at, "station", state="" if was_open else "new"))
        elif was_open:
            found.append(Place(name, at, "station", state="closed"))
        elif site.is_open:
            found.append(Place(name, at, "point"))
    return found


def position(site: Site) -> Point | None:
    """Return where a site is; None where nobody knows."""
    if site.latitude is None or site.longitude is None:
        return None
    return site.longitude, site.latitude


def _places(
    network: Network, before: Network | None, scenario: Entry, side: str, lang: str
) -> Iterator[Place]:
    """Yield the open sites of a network, and those that were open before."""
    villages = {each["site_id"]: each for each in scenario.get("villages", ())}
    loads = scenario.get("station_load", {})
    old = {site.site_id: site for site in before.sites} if before is not None else {}
    for site in network.sites:
        at, known = position(site), old.get(site.site_id)
        was_open = known is not None and known.is_open
        if at is None or not (site.is_open or was_open):
            continue
        earlier = position(known) if known is not None else None
        village = villages.get(site.site_id)
        yield Place(
            name=site_name(site, lang),
            at=at,
            kind=_kind(site),
            load=loads[site.site_id][side] if site.site_id in loads else None,
            share=village[side]["on_time_share"] if village and site.is_open else None,
            outcome=village["outcome"] if village and before is not None else 0,
            state="closed" if not site.is_open else "new" if _is_new(before, was_open) else "",
            was=earlier if was_open and earlier != at else None,
        )


def _is_new(before: Network | None, was_open: bool) -> bool:
    """Whether an open site was not open before."""
    return before is not None and not was_open


def _kind(site: Site) -> Any:
    """Return what a site is on the map."""
    if site.kind is SiteKind.HUB:
        return "hub"
    return "station" if site.is_base else "point"
