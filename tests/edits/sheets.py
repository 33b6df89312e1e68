"""
The four-stop plan as a sheet, with a second pair of vans to move goods to.

The plan is `tests.reports.plans.four_stop_plan`: T1 brings o1 from H to A, T2 fetches o2 from A,
T3 of van-1 takes o1 to P and brings o2 back to A. van-2 stands at H; o3 and o4 are on no trip.
"""

from __future__ import annotations

from optimizer.edits import Edit, Sheet, apply_edit, sheet_of
from optimizer.edits.ground import Ground
from tests.instances import travel
from tests.reports.plans import four_stop_instance, four_stop_plan

SHIFT = "2026-11-23T07:00:00+08:00"
H, A, P, Q = range(4)


def ground(**changes) -> Ground:
    """Return the four-stop county with its travel times."""
    return Ground(four_stop_instance(**changes), travel())


def edited(*edits: Edit, on: Ground | None = None, sheet: Sheet | None = None) -> Sheet:
    """Return the sheet of the four-stop plan after these edits."""
    sheet = sheet or sheet_of(four_stop_plan())
    place = on or ground()
    for edit in edits:
        sheet = apply_edit(sheet, edit, place)
    return sheet


def shown(sheet: Sheet, trip: str) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    """Return the stops of a trip: site, rows loaded, rows unloaded."""
    return [
        ("HAPQ"[stop.site], tuple(sorted(stop.load)), tuple(sorted(stop.unload)))
        for stop in sheet.trips[trip].stops
    ]
