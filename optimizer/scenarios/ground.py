"""What changes work on, and how they say that they do not apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from optimizer.domain import Instance, Network, Site, Vehicle
from optimizer.network import Closure
from optimizer.scenarios.keys import suggestion

Subject = tuple[str, ...]
"""What a change sets, as in ``("site", "T01", "status")``."""


class Change(Protocol):
    """
    One edit of the inputs: a frozen dataclass whose fields are the keys of its file form.

    ``kind`` is the word that stands under ``change`` in the file.
    """

    kind: Any

    def sets(self) -> Mapping[Subject, Any]:
        """Return what it sets, and to which value: two that differ contradict each other."""
        ...

    def apply(self, ground: Ground) -> Ground:
        """Return the changed ground; raises `Refusal` where the change does not apply."""
        ...


class Refusal(Exception):
    """Why a change does not apply: code, words, the key that is to blame, what to do."""

    def __init__(
        self, code: str, message: str, *, key: str = "", value: str = "", fix: str = ""
    ) -> None:
        super().__init__(message)
        self.code, self.message = code, message
        self.key, self.value, self.fix = key, value, fix


@dataclass(frozen=True)
class Ground:
    """
    An instance, and what lies on its roads.

    ``placed`` are sites that were opened, added or moved, so that somebody has to look
    whether roads lead there. Without ``has_roads`` travel times are measured tables, which
    say nothing of other places or roads.
    """

    instance: Instance
    closures: tuple[Closure, ...] = ()
    has_roads: bool = True
    placed: tuple[str, ...] = ()

    @property
    def network(self) -> Network:
        """The standing part of the instance."""
        return self.instance.network

    def with_network(self, **changes: Any) -> Ground:
        """Return the ground with parts of its network changed."""
        network = replace(self.network, **changes)
        return replace(self, instance=replace(self.instance, network=network))

    def with_site(self, site: Site, **changes: Any) -> Ground:
        """Return the ground with one site changed."""
        network = self.network.with_site(site.site_id, **changes)
        return replace(self, instance=replace(self.instance, network=network))

    def with_placed(self, site_id: str) -> Ground:
        """Return the ground with a site that must be reachable."""
        return replace(self, placed=(*self.placed, site_id))

    def site(self, name: str, key: str = "site") -> Site:
        """Return the site of this id or Chinese name; E405 where there is none."""
        sites = self.network.sites
        found = [site for site in sites if site.site_id == name]
        found = found or [site for site in sites if site.name_zh == name]
        if len(found) > 1:
            fix = f"name it by id: {' or '.join(site.site_id for site in found)}"
            raise Refusal("E405", f'{len(found)} sites are called "{name}"', **at(key, name, fix))
        if not found:
            known = [text for site in sites for text in (site.site_id, site.name_zh)]
            raise unknown("site", name, known, key)
        return found[0]

    def base(self, name: str, key: str) -> Site:
        """Return the hub or transfer station of this name; E406 where it is none."""
        site = self.site(name, key)
        if not site.is_base:
            fix = "name the hub or a transfer station"
            message = f"no vehicle can be at home at {site.site_id}, a {site.kind}"
            raise Refusal("E406", message, **at(key, name, fix))
        return site

    def like(self, name: str, key: str = "like") -> Vehicle:
        """Return the vehicle of this id, or the first of this type; E405 where there is none."""
        fleet = self.network.vehicles
        for vehicle in fleet:
            if vehicle.vehicle_id == name:
                return vehicle
        for vehicle in fleet:
            if vehicle.vehicle_type == name:
                return vehicle
        known = [text for each in fleet for text in (each.vehicle_type, each.vehicle_id)]
        raise unknown("vehicle or type of vehicles", name, known, key)

    def require_roads(self, what: str) -> None:
        """Refuse with E410 where travel times are measured tables."""
        if not self.has_roads:
            raise Refusal(
                "E410",
                f"{what} needs roads, but this network has measured travel tables instead",
                fix="take the change out, or give the network roads.graphml in place of the tables",
            )


def at(key: str, value: str, fix: str) -> dict[str, str]:
    """Return where a refusal is, and what to do."""
    return {"key": key, "value": value, "fix": fix}


def unknown(what: str, name: str, known: Iterable[str], key: str) -> Refusal:
    """Return the refusal of a name that nobody knows."""
    return Refusal(
        "E405", f'no {what} is called "{name}"', **at(key, name, suggestion(name, known))
    )
