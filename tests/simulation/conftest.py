"""The good plan of the four-stop county, as a chain of events."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.network import StraightRoads
from optimizer.pipeline import County
from optimizer.revision import read_plan
from optimizer.simulation import certain
from optimizer.simulation.replays.draws import Draws
from optimizer.simulation.replays.driving import drive
from optimizer.simulation.replays.timeline import timeline_of
from optimizer.units import HOUR
from tests.checker.world import World


class GoodPlan:
    """The plan of `tests.checker.plans`, driven with drives and stops of a test's choice."""

    def __init__(self):
        world = World()
        self.document, self.instance, self.travel = world.document, world.instance, world.travel
        county = County(self.instance, self.travel, StraightRoads())
        self.plan = read_plan(county, self.document)
        self.line = timeline_of(self.plan.trips, self.instance)

    def stop(self, trip, position):
        """Return the number of a stop."""
        names = [trip.trip_id for trip in self.line.trips]
        return int(self.line.first[names.index(trip)]) + position

    def trip(self, name):
        """Return the number of a trip."""
        return [trip.trip_id for trip in self.line.trips].index(name)

    def driven(self, *late, tireless=True, **uncertainty):
        """Drive with these stops reached so many seconds later than planned."""
        drives = self.line.drive.copy()
        for trip, position, seconds in late:
            drives[self.stop(trip, position)] += seconds
        draws = Draws(drives[:, None], self.line.length[:, None])
        rules = self.instance.rules
        rules = replace(rules, rest_after_driving=24 * HOUR) if tireless else rules
        return drive(self.line, draws, rules, certain(**uncertainty))


@pytest.fixture(scope="session")
def good():
    """Return the good plan."""
    return GoodPlan()


def clocks(plan, name):
    """Return a clock of every stop of a plan."""
    return np.array([getattr(stop, name) for trip in plan.trips for stop in trip.stops])
