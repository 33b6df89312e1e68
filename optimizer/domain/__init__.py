"""The frozen values of a plan: sites, fleet, orders, tasks, travel matrix, trips, violation."""

from optimizer.domain.calendar import Calendar
from optimizer.domain.datum import Datum, from_wgs84, to_wgs84
from optimizer.domain.draft import DraftStop, DraftTrip
from optimizer.domain.fleet import Driver, Drivers, Echelon, Seat, Vehicle
from optimizer.domain.instance import Instance, Network
from optimizer.domain.issue import Issue, Violation
from optimizer.domain.orders import Bools, Floats, Ints, Orders
from optimizer.domain.plan import Leg, Plan, Reason, Stop, Trip
from optimizer.domain.rules import OrderDefaults, Penalties, ProfileRules, RoadRules, Rules
from optimizer.domain.sites import Site, SiteKind, SiteStatus, TimeWindow, Visits
from optimizer.domain.tasks import Tasks
from optimizer.domain.travel import NO_WAY, Travel, TravelMatrix

__all__ = [
    "NO_WAY",
    "Bools",
    "Calendar",
    "Datum",
    "DraftStop",
    "DraftTrip",
    "Driver",
    "Drivers",
    "Echelon",
    "Floats",
    "Instance",
    "Ints",
    "Issue",
    "Leg",
    "Network",
    "OrderDefaults",
    "Orders",
    "Penalties",
    "Plan",
    "ProfileRules",
    "Reason",
    "RoadRules",
    "Rules",
    "Seat",
    "Site",
    "SiteKind",
    "SiteStatus",
    "Stop",
    "Tasks",
    "TimeWindow",
    "Travel",
    "TravelMatrix",
    "Trip",
    "Vehicle",
    "Violation",
    "Visits",
    "from_wgs84",
    "to_wgs84",
]
