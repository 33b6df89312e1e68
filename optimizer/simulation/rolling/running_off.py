"""What happens after the last day: no orders come in, and what is open is brought to its end."""

from __future__ import annotations

from dataclasses import replace

from optimizer.domain import Instance, Rules, Visits
from optimizer.simulation.rolling.book import GIVEN_UP
from optimizer.units import DAY


def most_days(rules: Rules) -> int:
    """
    Return how many days a run-off lasts at most.

    By then an order that was ready at the end of the last day is due and its days of grace
    are over, whatever its class.
    """
    promises = [rules.promise_of(name) for name in rules.handling_classes]
    return -(-(max(promises) + GIVEN_UP) // DAY)


def only_awaited(instance: Instance) -> Instance:
    """
    Return the inputs with daily visits only where something is open.

    The others, and the rent of the bases, are what days cost on which no orders come in:
    they are no part of the price of the orders before.
    """
    network, orders = instance.network, instance.orders
    ends = (*orders.origin.tolist(), *orders.destination.tolist())
    awaited = {network.door[site] for site in ends}
    sites = tuple(
        replace(site, visits=Visits.BY_NEED)
        if site.visits is Visits.DAILY and network.door[number] not in awaited
        else site
        for number, site in enumerate(network.sites)
    )
    return replace(instance, network=replace(network, sites=sites))
