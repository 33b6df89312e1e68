"""From a stored plan and a list of edits to the sheet that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from optimizer.domain import Plan, Reason, Stop, TimeWindow, Trip
from optimizer.edits import Edit, Sheet, apply_edit, edit_from, sheet_of
from optimizer.edits.ground import Ground
from optimizer.pipeline import County
from optimizer.reports import PlanReading

TAKEN_OFF: Final = Reason(
    "U192",
    False,
    "调度员手工取下，未安排运送",
    "taken off by the dispatcher, and not carried",
    "在“调整”页放上一个车次 / put it on a trip on the page Adjust",
)


def read_plan(county: County, document: Mapping[str, Any]) -> Plan:
    """
    Return the plan that a document holds, read beside its own inputs.

    Reasons are not read, but for those of orders that a dispatcher took off: what the others
    are is worked out again with every change.
    """
    reading = PlanReading(dict(document), county.instance)
    clocks, rows, index = reading.clocks, reading.rows, county.instance.network.index
    trips = [
        Trip(
            told["trip_id"],
            reading.vehicle_index[told["vehicle_id"]],
            TimeWindow(clocks[told["shift"]["start"]], clocks[told["shift"]["end"]]),
            tuple(
                Stop(
                    index[stop["site_id"]],
                    clocks[stop["arrival"]],
                    clocks[stop["start"]],
                    clocks[stop["departure"]],
                    tuple(rows[name] for name in stop["load"]),
                    tuple(rows[name] for name in stop["unload"]),
                )
                for stop in told["stops"]
            ),
        )
        for told in document["trips"]
    ]
    taken = (
        rows[told["order_id"]]
        for told in document["orders"]
        if (told["reason"] or {}).get("code") == TAKEN_OFF.code
    )
    return Plan(
        trips=tuple(trips),
        reasons=dict.fromkeys(taken, TAKEN_OFF),
        seed=document.get("seed") or 0,
        engine=document.get("engine") or "",
        search_seconds=document.get("search_seconds") or 0.0,
    )


def start_sheet(plan: Plan) -> Sheet:
    """Return the sheet of a plan on which nothing has been changed yet."""
    off = (row for row, reason in plan.reasons.items() if reason.code == TAKEN_OFF.code)
    return replace(sheet_of(plan), off=frozenset(off))


def replay(county: County, plan: Plan, edits: Sequence[Edit | Mapping[str, Any]]) -> Sheet:
    """
    Return the sheet of a plan after these edits, of which some may be as JSON holds them.

    Raises
    ------
    EditRefused
        The first edit that cannot be made.
    """
    ground = Ground(county.instance, county.travel)
    sheet = start_sheet(plan)
    for edit in edits:
        change = edit_from(edit) if isinstance(edit, Mapping) else edit
        sheet = apply_edit(sheet, change, ground)
    return sheet
