"""What would be taken away from under a published plan, or from open orders."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from optimizer.domain import Network
from optimizer.errors import OptimizerError
from optimizer.store import Store, StoredOrder


class CannotSave(OptimizerError):
    """
    A network cannot be saved like this.

    D207 the published plan uses what is taken away (may be confirmed), D208 a deleted site
    that open orders name, D209 nothing has changed.
    """

    exit_status: ClassVar[int] = 2

    def __init__(self, code: str, text: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(f"{code} {text}")


def refuse_if_used(store: Store, network_id: int, before: Network, after: Network) -> None:
    """
    Refuse a network that lacks open sites or available vehicles of the published plan.

    What was closed or missing already is not said again. The plan itself is not harmed: it
    keeps the version of the network that it was made on.

    Raises
    ------
    CannotSave
        D207, with what is lost and the trips that use it.
    """
    lost_sites = _open_sites(before) - _open_sites(after)
    lost_vehicles = _free_vehicles(before) - _free_vehicles(after)
    current = store.plans.current(network_id) if lost_sites | lost_vehicles else None
    if current is None:
        return
    used: dict[str, list[str]] = {}
    for trip in store.plans.document(current.plan_id)["trips"]:
        called = {stop["site_id"] for stop in trip["stops"]} & lost_sites
        for name in sorted(called | ({trip["vehicle_id"]} & lost_vehicles)):
            used.setdefault(name, []).append(trip["trip_id"])
    if used:
        trips = sorted({trip for each in used.values() for trip in each})
        raise CannotSave(
            "D207",
            f"the published plan still uses {', '.join(used)}, on the trips {', '.join(trips)}; "
            "it keeps its own version of the network, later plans do without them: confirm",
            lost=list(used),
            trips=trips,
        )


def refuse_if_named(store: Store, network_id: int, before: Network, after: Network) -> None:
    """
    Refuse a network without sites that open orders name: they could not be read any more.

    Raises
    ------
    CannotSave
        D208, with the sites and some of the orders.
    """
    gone = {site.site_id for site in before.sites} - {site.site_id for site in after.sites}
    if not gone:
        return
    names = gone | {site.name_zh for site in before.sites if site.site_id in gone}
    orders = [one for one in store.orders.open(network_id) if _names(one) & names]
    if orders:
        sites = _sites_of(orders, gone, names)
        raise CannotSave(
            "D208",
            f"{len(orders)} open orders name {', '.join(sites)}; close it instead of deleting it",
            sites=sites,
            count=len(orders),
            orders=[one.row.order_id for one in orders],
        )


def _names(order: StoredOrder) -> set[str]:
    """Return the sites that an order needs, as it names them."""
    return {order.row.origin, order.row.destination} | ({order.at_site} if order.at_site else set())


def _sites_of(
    orders: Sequence[StoredOrder], gone: Collection[str], names: Collection[str]
) -> list[str]:
    """Return the deleted sites that orders name, by id where they do so."""
    found = {name for one in orders for name in _names(one) if name in names}
    return sorted(found & set(gone)) or sorted(found)


def _open_sites(network: Network) -> set[str]:
    """Return the ids of sites that work."""
    return {site.site_id for site in network.sites if site.is_open}


def _free_vehicles(network: Network) -> set[str]:
    """Return the ids of vehicles that may be used."""
    return {vehicle.vehicle_id for vehicle in network.vehicles if vehicle.available}
