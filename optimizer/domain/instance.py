"""Every input of one planning run, in one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from optimizer.domain.calendar import Calendar
from optimizer.domain.fleet import Vehicle
from optimizer.domain.issue import Issue
from optimizer.domain.orders import Orders
from optimizer.domain.rules import Rules
from optimizer.domain.sites import Site, SiteKind, TimeWindow
from optimizer.domain.travel import NO_WAY


@dataclass(frozen=True)
class Network:
    """The standing part of the inputs: rules, sites, fleet; ``fingerprint`` is its SHA-256."""

    rules: Rules
    sites: tuple[Site, ...]
    vehicles: tuple[Vehicle, ...]
    fingerprint: str = ""

    @cached_property
    def index(self) -> dict[str, int]:
        """The position of every site by its id."""
        return {site.site_id: position for position, site in enumerate(self.sites)}

    @cached_property
    def hub(self) -> int:
        """The index of the hub."""
        return next(i for i, site in enumerate(self.sites) if site.kind is SiteKind.HUB)

    @cached_property
    def door(self) -> tuple[int, ...]:
        """For every site the site where its goods change hands: its premises, or itself."""
        return tuple(
            self.index[site.premises] if site.premises else position
            for position, site in enumerate(self.sites)
        )

    @cached_property
    def home(self) -> tuple[int, ...]:
        """For every vehicle the index of its home site."""
        return tuple(self.index[vehicle.home_site] for vehicle in self.vehicles)

    @cached_property
    def road_profiles(self) -> tuple[str, ...]:
        """The road profiles of the fleet, sorted."""
        return tuple(sorted({vehicle.road_profile for vehicle in self.vehicles}))

    def with_site(self, site_id: str, **changes: Any) -> Network:
        """Return the network with one site changed."""
        position = self.index[site_id]
        changed = replace(self.sites[position], **changes)
        return replace(self, sites=(*self.sites[:position], changed, *self.sites[position + 1 :]))


@dataclass(frozen=True)
class Instance:
    """
    Every input of one planning run.

    ``orders_fingerprint`` is the SHA-256 of the order file's bytes; ``warnings`` are what
    reading noticed without refusing.

    What earlier plans leave behind, nothing by default: ``busy_until`` maps the ids of
    vehicles that are still out to the clock from which on they may work again,
    ``visits_due`` names daily points that nobody has been to on the first day, so that
    they are still to be visited although the day has begun.

    ``territories`` maps the ids of points to the id of the only base that may serve them;
    any base serves a point that is not named.
    """

    network: Network
    calendar: Calendar
    orders: Orders
    orders_fingerprint: str = ""
    warnings: tuple[Issue, ...] = ()
    busy_until: Mapping[str, int] = field(default_factory=dict)
    visits_due: frozenset[str] = frozenset()
    territories: Mapping[str, str] = field(default_factory=dict)

    @property
    def rules(self) -> Rules:
        """The county's rules and prices."""
        return self.network.rules

    @property
    def sites(self) -> tuple[Site, ...]:
        """Every site; indices elsewhere point into it."""
        return self.network.sites

    @property
    def vehicles(self) -> tuple[Vehicle, ...]:
        """Every vehicle; indices elsewhere point into it."""
        return self.network.vehicles

    def free_from(self, vehicle: Vehicle) -> int:
        """Return the clock from which on a vehicle is there to work, shifts apart."""
        start = self.calendar.start
        return max(start, self.busy_until.get(vehicle.vehicle_id, start))

    @cached_property
    def hours(self) -> tuple[tuple[TimeWindow, ...], ...]:
        """Opening hours of every site as clocks, ascending, to beyond the last shift."""
        days = range(-1, self.calendar.num_days + 2)
        always = (TimeWindow(-NO_WAY, NO_WAY),)
        return tuple(
            tuple(self.calendar.windows(site.hours, days)) if site.hours else always
            for site in self.sites
        )
