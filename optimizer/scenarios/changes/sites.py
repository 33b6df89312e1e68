"""Changes of sites: open, close, move, add, and how they work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from optimizer.domain import Site, SiteKind, SiteStatus, Visits
from optimizer.inputs.prices import cents
from optimizer.inputs.tables import read_windows
from optimizer.scenarios.ground import Ground, Refusal, Subject, at
from optimizer.scenarios.keys import hours, number, text, whole, word
from optimizer.units import to_seconds

_MONEY: Final = 1e6
_KINDS: Final = (SiteKind.TRANSFER_STATION, SiteKind.TOWN_STATION, SiteKind.VILLAGE_POINT)
_PRICES: Final = ("operating_cost_per_day", "rent_per_day", "handling_cost_per_piece")


@dataclass(frozen=True, slots=True)
class OpenSite:
    """What if a candidate, or a closed site, opens?"""

    kind: ClassVar[str] = "open_site"
    site: str = text()

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return {("site", self.site, "status"): "open"}

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        site = ground.site(self.site)
        if site.is_open:
            fix = "take the change out"
            raise Refusal("E406", f"{site.site_id} is open already", **at("site", self.site, fix))
        return ground.with_site(site, status=SiteStatus.OPEN).with_placed(site.site_id)


@dataclass(frozen=True, slots=True)
class CloseSite:
    """What if a site is closed?"""

    kind: ClassVar[str] = "close_site"
    site: str = text()

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return {("site", self.site, "status"): "closed"}

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        site = ground.site(self.site)
        if site.kind is SiteKind.HUB:
            message = f"{site.site_id} is the hub: without it no order enters or leaves the county"
            raise Refusal("E406", message, **at("site", self.site, "close another site"))
        if not site.is_open:
            message = f"{site.site_id} is not open, but {site.status}"
            raise Refusal("E406", message, **at("site", self.site, "take the change out"))
        # A closed site stays in the matrix, so that no way has to be found again.
        return ground.with_site(site, status=SiteStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class MoveSite:
    """What if a site stands elsewhere?"""

    kind: ClassVar[str] = "move_site"
    site: str = text()
    latitude: float = number(-90, 90)
    longitude: float = number(-180, 180)

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return {("site", self.site, "place"): (self.latitude, self.longitude)}

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        site = ground.site(self.site)
        ground.require_roads("moving a site")
        moved = ground.with_site(
            site,
            latitude=self.latitude,
            longitude=self.longitude,
            coordinate_quality="scenario",
            premises=None,
        )
        return moved.with_placed(site.site_id)


@dataclass(frozen=True, slots=True)
class ChangeSite:
    """
    What if a site has other hours, docks, handling times or prices?

    ``premises`` is the base at whose door a service point stands from now on. As in an empty
    cell of the network's own file, an empty text is none: always open, no limit of docks, at
    nobody's door. What is None stays as it is.
    """

    kind: ClassVar[str] = "change_site"
    site: str = text()
    premises: str | None = text(default=None, or_blank=True)
    hours: str | None = hours(default=None)
    docks: int | str | None = whole(1, 1000, default=None, or_blank=True)
    visits: str | None = word(*Visits, default=None)
    stop_minutes: float | None = number(0, 24 * 60, default=None)
    seconds_per_piece: float | None = number(0, 86_400, default=None)
    transfer_minutes: float | None = number(0, 7 * 24 * 60, default=None)
    operating_cost_per_day: float | None = number(0, _MONEY, default=None)
    rent_per_day: float | None = number(0, _MONEY, default=None)
    handling_cost_per_piece: float | None = number(0, _MONEY, default=None)

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return {("site", self.site, name): value for name, value in given(self).items()}

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        site = ground.site(self.site)
        values = dict(workings(self))
        if self.premises is not None:
            values["premises"] = _premises(ground, site, self.premises) if self.premises else None
        if not values:
            fix = "say what is to change, as in docks = 4"
            raise Refusal("E403", "changes nothing of the site", **at("site", self.site, fix))
        changed = ground.with_site(site, **values)
        # A point that stood at a door has to be driven to from now on.
        return changed.with_placed(site.site_id) if self.premises == "" else changed


@dataclass(frozen=True, slots=True)
class AddSite:
    """
    What if there were one more site?

    What is not given is taken from the site ``like``, if there is one; an empty text, as in
    `ChangeSite`, is not.
    """

    kind: ClassVar[str] = "add_site"
    site: str = text()
    name_zh: str = text()
    latitude: float = number(-90, 90)
    longitude: float = number(-180, 180)
    site_kind: str = word(*_KINDS, default="transfer_station")
    like: str | None = text(default=None)
    name_en: str | None = text(default=None)
    town: str | None = text(default=None)
    hours: str | None = hours(default=None)
    docks: int | str | None = whole(1, 1000, default=None, or_blank=True)
    visits: str | None = word(*Visits, default=None)
    stop_minutes: float | None = number(0, 24 * 60, default=None)
    seconds_per_piece: float | None = number(0, 86_400, default=None)
    transfer_minutes: float | None = number(0, 7 * 24 * 60, default=None)
    operating_cost_per_day: float | None = number(0, _MONEY, default=None)
    rent_per_day: float | None = number(0, _MONEY, default=None)
    handling_cost_per_piece: float | None = number(0, _MONEY, default=None)

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value."""
        return {("site", self.site, "added"): given(self)}

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground."""
        ground.require_roads("adding a site")
        taken = [site for site in ground.network.sites if self.site in (site.site_id, site.name_zh)]
        if taken:
            message = f'there is a site "{self.site}" already'
            fix = "give another id, or move or change that site"
            raise Refusal("E413", message, **at("site", self.site, fix))
        kind = SiteKind(self.site_kind)
        pattern = ground.site(self.like, "like") if self.like else Site(self.site, kind, "")
        added = replace(
            pattern,
            site_id=self.site,
            kind=kind,
            name_zh=self.name_zh,
            name_en=self.name_en or "",
            town=self.town or pattern.town,
            official_code="",
            latitude=float(self.latitude),
            longitude=float(self.longitude),
            coordinate_quality="scenario",
            status=SiteStatus.OPEN,
            premises=None,
            contact_phone="",
            **dict(workings(self)),
        )
        # At the end, so that orders keep pointing at the sites that they point at.
        return ground.with_network(sites=(*ground.network.sites, added)).with_placed(self.site)


def _premises(ground: Ground, site: Site, name: str) -> str:
    """Return the id of the base at whose door a point is to stand."""
    base = ground.site(name, "premises")
    if site.is_base or not base.is_base:
        message = f"{site.site_id}, a {site.kind}, cannot stand at the door of a {base.kind}"
        fix = "let a service point stand at the hub or at a transfer station"
        raise Refusal("E406", message, **at("premises", name, fix))
    return base.site_id


def given(change: Any) -> dict[str, Any]:
    """Return the values that a change gives, apart from the thing that it names."""
    names = [name for name in change.__dataclass_fields__ if name not in ("kind", "site")]
    return {name: value for name in names if (value := getattr(change, name)) is not None}


def workings(change: ChangeSite | AddSite) -> Iterator[tuple[str, Any]]:
    """Yield how a site works, as far as a change says, in the units of the package."""
    if change.hours is not None:
        windows = read_windows(change.hours)
        assert not isinstance(windows, str)  # noqa: S101 - it was checked when it was read
        yield "hours", windows
    if change.docks is not None:
        yield "docks", change.docks or None
    if change.visits is not None:
        yield "visits", Visits(change.visits)
    if change.stop_minutes is not None:
        yield "stop_time", to_seconds(change.stop_minutes)
    if change.seconds_per_piece is not None:
        yield "piece_time", round(change.seconds_per_piece * 1000)
    if change.transfer_minutes is not None:
        yield "transfer_time", to_seconds(change.transfer_minutes)
    for name in _PRICES:
        if (price := getattr(change, name)) is not None:
            yield name, cents(price)
