"""
Two satellites and three customers on a line, by heart.

The depot stands at 0, satellites 1 and 2 at 10 and 20, customers 3, 4 and 5 at 12, 21 and 25;
they want 4, 3 and 2. Two trucks of 8 and three freighters of 6, two at a satellite at most.
Customer 3 from satellite 1, the others from satellite 2: freighters drive 4 and 10, a truck
through both satellites 40, were it not for 9 units that do not fit into one truck of 8; with
a second straight to satellite 1 it is 60, and 74 in all.
"""

from __future__ import annotations

import numpy as np

from benchmarks.literature.case import euclidean
from benchmarks.literature.timed_levels import Run, Stages, TimedLevels
from benchmarks.literature.two_echelons import Freighter, Levels, Truck, TwoLevels

WAYS = euclidean(np.array([[x, 0.0] for x in (0, 10, 20, 12, 21, 25)]))
FREIGHTERS = (Freighter(1, (3,)), Freighter(2, (4, 5)))
LEVELS = Levels((Truck((1, 2), (1.0, 5.0)), Truck((1,), (3.0,))), FREIGHTERS)

LEVELS_FILE = """!Trucks
2,8,1,0
!CityFreighters
2,3,6,1,0
!Stores
0,0   10,0,0.5   20,0
!Customers
12,0,4   21,0,3   25,0,2
"""


def levels(**changes) -> TwoLevels:
    """Return the case, or one that differs."""
    return TwoLevels(
        **{
            "name": "line",
            "distance": WAYS,
            "satellites": 2,
            "demand": np.array([0.0, 0.0, 0.0, 4.0, 3.0, 2.0]),
            "handling": np.zeros(6),
            "trucks": 2,
            "truck_capacity": 8.0,
            "truck_rate": 1.0,
            "truck_fixed": 0.0,
            "freighters": 3,
            "most_each": 2,
            "capacity": 6.0,
            "rate": 1.0,
            "fixed": 0.0,
            "unit": 1.0,
        }
        | changes
    )


TIMED = Stages(FREIGHTERS, (Run(0, (0, 1)),), (Run(0, (1, 0)),))
"""One truck brings everything and another collects it: 40 each, 94 in all."""


def timed(**changes) -> TimedLevels:
    """
    Return the line with clocks.

    Unloading takes half a unit of time for each unit: the truck leaves satellite 1 at 12 and
    satellite 2 at 24.5. Customer 3 is reached at 14, customer 4 at 25.5, and with 5 of service
    customer 5 at 34.5. Half is picked up.
    """
    return TimedLevels(
        **{
            "name": "line",
            "depots": 1,
            "satellites": 2,
            "distance": WAYS,
            "ready": np.zeros(6),
            "due": np.array([0.0, 0.0, 0.0, 14.0, 25.5, 34.5]),
            "service": np.array([0.0, 0.0, 0.0, 5.0, 5.0, 5.0]),
            "delivery": np.array([0.0, 0.0, 0.0, 4.0, 3.0, 2.0]),
            "pickup": np.array([0.0, 0.0, 0.0, 2.0, 1.0, 1.0]),
            "per_stop": np.zeros(6),
            "per_unit": 0.5,
            "truck_capacity": 9.0,
            "capacity": 6.0,
            "truck_fixed": 0.0,
            "fixed": 0.0,
        }
        | changes
    )
