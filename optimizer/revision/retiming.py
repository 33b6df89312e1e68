"""Puts clocks on a sheet at once, and says what it costs and what it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from optimizer.consolidation import explain_plan, screen
from optimizer.domain import DraftStop, DraftTrip, Plan, Reason, Stop, Trip
from optimizer.edits import Sheet, SheetStop, SheetTrip
from optimizer.pipeline import CheckedPlan, County, verify
from optimizer.reports import plan_document
from optimizer.revision.reading import TAKEN_OFF
from optimizer.timetable import Wish, carry_on


def retime(county: County, sheet: Sheet, base: Plan) -> CheckedPlan:
    """
    Return the plan that a sheet makes, timed at once and checked.

    What nobody touched keeps its clocks wherever it can; no trip and no order is left out,
    so that whatever cannot be kept is among the violations.

    Parameters
    ----------
    county
        The inputs of the plan.
    sheet
        Its trips as they were changed.
    base
        The plan before: seed, engine and search time are taken from it.
    """
    wishes = [_wish(trip) for trip in sheet.trips.values() if not trip.is_empty]
    trips = carry_on(county.instance, county.travel, wishes)
    return checked(county, trips, sheet, base)


def checked(county: County, trips: Sequence[Trip], sheet: Sheet, base: Plan) -> CheckedPlan:
    """Return these trips as a plan with its document, and what the checker finds."""
    plan = Plan(
        trips=tuple(trips),
        reasons=reasons_of(county, trips, sheet),
        seed=base.seed,
        engine=base.engine,
        search_seconds=base.search_seconds,
    )
    document = plan_document(plan, county.instance, county.travel)
    return CheckedPlan(plan, document, verify(county, document))


def reasons_of(county: County, trips: Sequence[Trip], sheet: Sheet) -> dict[int, Reason]:
    """Return why orders are late or on no trip; proofs come first, then what was taken off."""
    reasons = explain_plan(county.fleet, trips, screen(county.fleet))
    for row in sheet.off:
        if row in reasons and not reasons[row].is_proof:
            reasons[row] = TAKEN_OFF
    return reasons


def _wish(trip: SheetTrip) -> Wish:
    """Return a trip as the timetable takes it."""
    planned: tuple[Stop, ...] = ()
    if trip.planned is not None and not trip.is_touched:
        planned = trip.planned.stops
    # The order of goods is that of the plan, so that what nobody touched is the same to a byte.
    stops: Sequence[Stop | SheetStop] = planned or trip.stops
    draft = DraftTrip(
        trip.vehicle,
        trip.shift,
        tuple(
            DraftStop(
                stop.site,
                _rows(stop.load),
                _rows(stop.unload),
                stop.start if isinstance(stop, Stop) else trip.begins,
            )
            for stop in stops
        ),
    )
    before = tuple(stop.start for stop in planned)
    starts = trip.standing or before
    was = trip.planned.stops if trip.planned is not None else ()
    handled = [stop.departure - stop.start for stop in was]
    driven = [after.arrival - before.departure for before, after in pairwise(was)]
    return Wish(
        trip.trip_id,
        draft,
        begins=trip.begins,
        planned=starts,
        is_fixed=trip.is_locked,
        is_moved=starts != before,
        departure=trip.pinned,
        is_new=trip.planned is None,
        loading=handled[0] if handled else None,
        work=sum(handled) + sum(driven) if handled else None,
    )


def _rows(rows: Sequence[int]) -> np.ndarray:
    """Return rows as an array."""
    return np.array(rows, dtype=np.int64)
