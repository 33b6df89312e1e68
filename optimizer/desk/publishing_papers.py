"""What is printed of a plan: beside the plan itself who drives, and where phone pages are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from optimizer.desk.plans import OpenPlan
from optimizer.domain import Drivers, Network
from optimizer.errors import InputError
from optimizer.inputs import read_drivers, read_network
from optimizer.reports import PlanReading, Ways
from optimizer.reports.notes import Notes, Person, people_of, phone_of
from optimizer.reports.papers import Source
from optimizer.reports.texts import both
from optimizer.store import Store

_NOWHERE = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})  # noqa: S104 - no binding


@dataclass(frozen=True)
class Contacts:
    """Who is to be called about a network today, whatever version a plan was made for."""

    network: Network
    drivers: Drivers


def contacts_of(store: Store, opened: OpenPlan) -> Contacts:
    """
    Read phones and drivers from the latest version of the network.

    A phone that was corrected this morning is printed on sheets of last night's plan; where
    the latest version cannot be read the plan's own is.
    """
    versions = (store.networks.latest(opened.row.network_id).version_id, opened.row.version_id)
    for version_id in dict.fromkeys(versions):
        folder = store.networks.folder(version_id)
        try:
            network = read_network(folder)
            return Contacts(network, read_drivers(folder, network))
        except InputError:
            continue
    return Contacts(opened.county.instance.network, Drivers())


def source_of(
    opened: OpenPlan,
    contacts: Contacts,
    pages: Mapping[str, str],
    *,
    number: int | None = None,
    lang: str = "zh",
) -> Source:
    """
    Return what papers are made from.

    ``pages`` are addresses of phone pages by vehicle, ``number`` is that of the publication
    that is in force with this plan; without one every page says that it is not in force.
    """
    plan = _with_phones(opened, contacts.network)
    ways = opened.ways if plan is opened.reading else Ways(plan, opened.county.roads)
    notes = Notes(
        people_of(plan, contacts.drivers),
        dict(pages),
        dispatcher_of(contacts.network),
        both("not_in_force") if number is None else both("published").replace("{}", str(number)),
    )
    return Source(plan, ways, opened.county.roads, opened.county.travel, notes, lang)


def dispatcher_of(network: Network) -> Person:
    """Return whom drivers call: the hub."""
    return Person("", phone_of(network.sites[network.hub]))


def page_addresses(tokens: Mapping[str, str], address: str) -> dict[str, str]:
    """
    Return the addresses of phone pages; none where phones could not reach them.

    Examples
    --------
    >>> page_addresses({"van-1": "abc"}, "https://desk.example/")
    {'van-1': 'https://desk.example/r/abc'}
    >>> page_addresses({"van-1": "abc"}, "http://localhost:8501")
    {}
    """
    base = public_address(address)
    return {key: f"{base}/r/{token}" for key, token in tokens.items()} if base else {}


def public_address(seen: str) -> str:
    """
    Return where phones reach the desk: ``$ROUTE48_PUBLIC_URL``, or where the browser sees it.

    Empty where neither is an address that another machine could open.
    """
    for address in (os.environ.get("ROUTE48_PUBLIC_URL", ""), seen):
        parts = urlsplit(address.strip())
        if parts.scheme in {"http", "https"} and (parts.hostname or "") not in {"", *_NOWHERE}:
            return f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")
    return ""


def _with_phones(opened: OpenPlan, latest: Network) -> PlanReading:
    """Return the plan with the phones of the latest network."""
    instance = opened.county.instance
    phones = {site.site_id: phone_of(site) for site in latest.sites}
    sites = tuple(
        site
        if phones.get(site.site_id, phone_of(site)) == phone_of(site)
        else replace(site, contact_phone=phones[site.site_id])
        for site in instance.sites
    )
    if sites == instance.sites:
        return opened.reading
    network = replace(instance.network, sites=sites)
    return PlanReading(opened.document, replace(instance, network=network))
