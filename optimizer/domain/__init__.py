"""The frozen values of a plan: sites, fleet, orders, tasks, travel matrix, trips, violation."""

from optimizer.domain.calendar import Calendar
from optimizer.domain.fleet import Echelon, Vehicle
from optimizer.domain.instance import Instance, Network
from optimizer.domain.issue import Issue, Violation
from optimizer.domain.orders import Bools, Ints, Orders
from optimizer.domain.plan import Leg, Plan, Reason, Stop, Trip
from optimizer.domain.rules import OrderDefaults, Penalties, Rules
from optimizer.domain.sites import Site, SiteKind, SiteStatus, TimeWindow, Visits
from optimizer.domain.travel import NO_WAY, Travel, TravelMatrix

__all__ = [
    "NO_WAY",
    "Bools",
    "Calendar",
    "Echelon",
    "Instance",
    "Ints",
    "Issue",
    "Leg",
    "Network",
    "OrderDefaults",
    "Orders",
    "Penalties",
    "Plan",
    "Reason",
    "Rules",
    "Site",
    "SiteKind",
    "SiteStatus",
    "Stop",
    "TimeWindow",
    "Travel",
    "TravelMatrix",
    "Trip",
    "Vehicle",
    "Violation",
    "Visits",
]
