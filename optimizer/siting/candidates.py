"""Where a station could be, what it would cost to have it, and what the county asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.domain import Floats, Issue, Network, Orders, Site, SiteKind
from optimizer.errors import InputError

SOURCE = "candidates"
"""What issues call the list of candidates, which is no file."""

LIFETIME = 3_650
"""Days over which an investment is paid off where nothing else is said: ten years."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A site at which a transfer station could be open; money in cents.

    A town station or a point gets a station at its door. ``rent_per_day`` None is that of the
    site itself. ``investment`` is paid once for a station that is not open today, and counts
    over ``lifetime_days``.
    """

    site_id: str
    rent_per_day: float | None = None
    investment: float = 0.0
    lifetime_days: int = LIFETIME


@dataclass(frozen=True)
class DailyDemand:
    """
    What the points ask for on a day, both ways together, by site of the network.

    ``weight`` in grams, ``volume`` in millilitres, ``pieces``; shape ``(sites,)`` each.
    """

    weight: Floats
    volume: Floats
    pieces: Floats


def daily_demand(network: Network, orders: Sequence[Orders], days: int) -> DailyDemand:
    """
    Return the mean demand of a day from the orders of so many days together.

    Raises
    ------
    ValueError
        For less than one day.
    """
    if days < 1:
        raise ValueError(f"{days} days have no mean; give at least 1")
    totals = {name: np.zeros(len(network.sites)) for name in ("weight", "volume", "pieces")}
    for each in orders:
        for ends in (each.origin, each.destination):
            at_point = ends != network.hub
            for name, total in totals.items():
                np.add.at(total, ends[at_point], getattr(each, name)[at_point])
    return DailyDemand(**{name: total / days for name, total in totals.items()})


def default_candidates(network: Network) -> tuple[Candidate, ...]:
    """Return the transfer stations, and the town stations that stand at no station's door."""
    stations = [s for s in network.sites if s.kind is SiteKind.TRANSFER_STATION]
    towns = [s for s in network.sites if s.kind is SiteKind.TOWN_STATION and not s.premises]
    return tuple(Candidate(site.site_id) for site in (*stations, *towns))


def station_id(site: Site) -> str:
    """Return the id of the station at a site: its own, or a new one at its door."""
    return site.site_id if site.kind is SiteKind.TRANSFER_STATION else f"{site.site_id}-station"


def check_candidates(network: Network, candidates: Sequence[Candidate]) -> None:
    """
    Refuse candidates that no county could have.

    Raises
    ------
    InputError
        E440 to E444, with all issues.
    """
    issues = list(_issues(network, candidates))
    if issues:
        raise InputError(issues)


def _issues(network: Network, candidates: Sequence[Candidate]) -> Iterator[Issue]:
    """Yield what is wrong with candidates."""
    if not candidates:
        yield Issue("E440", SOURCE, "there is none", fix="name a site at least")
    seen: set[str] = set()
    for row, each in enumerate(candidates, start=1):
        site = network.sites[network.index[each.site_id]] if each.site_id in network.index else None
        if site is None:
            yield Issue(
                "E441", SOURCE, f"no site is called {each.site_id}", row, value=each.site_id
            )
        elif site.kind is SiteKind.HUB or site.premises:
            what = "the hub" if site.kind is SiteKind.HUB else f"at the door of {site.premises}"
            text = f"{each.site_id} is {what}, where a station is already"
            yield Issue("E442", SOURCE, text, row, value=each.site_id, fix="leave it out")
        if each.site_id in seen:
            yield Issue("E443", SOURCE, f"{each.site_id} is named twice", row, value=each.site_id)
        seen.add(each.site_id)
        money = (each.rent_per_day or 0.0, each.investment)
        if not np.isfinite(money).all() or min(money) < 0.0 or each.lifetime_days < 1:
            text = f"{each.site_id} has a negative cost, or no day to pay it off"
            fix = "give rent and investment of at least 0 and a lifetime of at least 1 day"
            yield Issue("E444", SOURCE, text, row, value=each.site_id, fix=fix)
