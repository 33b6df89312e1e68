"""The three ways to plan that are compared; fleet, effort and orders are the same for all."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from optimizer.domain import Instance, Network, Travel, Visits
from optimizer.engines.ruin import RuinEngine
from optimizer.habit import nearest_bases
from optimizer.units import HOUR
from optimizer.watch import Engines

PATIENCE = 30 * HOUR
"""What is due later than this is not yet urgent: a whole working day is left for it."""
RIDE_ALONG = 100.0
"""
What an order that may wait can cost today, in cents. To handle it and to bring it to a station
costs about twenty: with less, it would not even ride along.
"""
TRIALS_SHARE = 0.8
"""What is left of the search's effort where no station is closed on trial."""


class Arm(StrEnum):
    """
    How a county plans.

    - ``by_need``: the planner as it is. Points are visited when it pays, but for those that
      the county itself has visited daily; any base serves any point.
    - ``patient``: the same planner, with other prices and a shorter horizon in
      ``network.toml``: what is due later may wait for company, unless it rides along for
      little.
    - ``daily``: every point with open orders is visited on every day, as a habit. It is
      the same planner with ``visits = daily`` at these points, so that the orders may still
      ride on any of the calls.
    - ``nearest``: every point belongs to the base that is nearest by time and has vehicles.
      The linehaul is planned for what falls to each station, the local echelon by the one
      engine that searches; no station is closed on trial.
    """

    BY_NEED = "by_need"
    PATIENT = "patient"
    DAILY = "daily"
    NEAREST = "nearest"

    def arranged(self, instance: Instance, travel: Travel) -> Instance:
        """Return the inputs of one planning run as this arm has them."""
        if self is Arm.DAILY:
            return replace(instance, network=visited_daily(instance))
        if self is Arm.PATIENT:
            return patient(instance)
        if self is Arm.NEAREST:
            return replace(instance, territories=nearest_bases(instance.network, travel))
        return instance

    @property
    def engines(self) -> Engines | None:
        """The engines that plan, None for the planner's own choice."""
        if self is Arm.NEAREST:
            engine = RuinEngine()
            return Engines(search=engine, polish=engine)
        return None

    def effort(self, effort: int) -> int:
        """Return the effort to ask for, so that all arms make as many iterations."""
        return round(effort / TRIALS_SHARE) if self is Arm.NEAREST else effort


def patient(instance: Instance) -> Instance:
    """
    Return the inputs under rules that let orders wait.

    What is due after the horizon may be deferred, for the price of a few minutes' work: so a
    point is visited when an order there must go, or when enough of them have come together.
    Waiting has hardly a price of its own.
    """
    rules = instance.rules
    penalties = replace(
        rules.penalties,
        deferred_per_order=RIDE_ALONG,
        waiting_per_order_hour=rules.penalties.waiting_per_order_hour / 20,
    )
    network = replace(instance.network, rules=replace(rules, horizon=PATIENCE, penalties=penalties))
    return replace(instance, network=network, calendar=replace(instance.calendar, horizon=PATIENCE))


def visited_daily(instance: Instance) -> Network:
    """Return the network in which every point with orders is visited daily."""
    orders, network = instance.orders, instance.network
    busy = set(orders.origin.tolist()) | set(orders.destination.tolist())
    return replace(
        network,
        sites=tuple(
            replace(site, visits=Visits.DAILY) if number in busy and not site.is_base else site
            for number, site in enumerate(network.sites)
        ),
    )
