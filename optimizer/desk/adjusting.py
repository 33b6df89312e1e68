"""A dispatcher corrects a plan by hand: edits over a plan, undone and redone, saved, planned on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from optimizer import jobs
from optimizer.desk.plans import OpenPlan
from optimizer.desk.users import Role, User, require
from optimizer.domain import Violation
from optimizer.edits import Edit, LockTrip, Sheet, edit_to
from optimizer.pipeline import CheckedPlan
from optimizer.revision import Comparison, compare, read_plan, replay, retime
from optimizer.store import Draft, PlanRow, Run, Store


@dataclass(frozen=True)
class Adjusted:
    """
    A draft with what it makes of its plan.

    ``sheet`` are the trips as they were changed, ``checked`` the plan that they make, timed
    and checked, ``comparison`` what differs from the plan before.
    """

    draft: Draft
    sheet: Sheet
    checked: CheckedPlan
    comparison: Comparison

    @property
    def document(self) -> dict[str, Any]:
        """The plan document as it is now."""
        return self.checked.document

    @property
    def violations(self) -> tuple[Violation, ...]:
        """What the plan breaks as it is now."""
        return self.checked.violations

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to be taken back."""
        return self.draft.position > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit that was taken back."""
        return self.draft.position < len(self.draft.edits)


def open_draft(store: Store, user: User, plan_id: int) -> Draft:
    """Return a dispatcher's draft over a plan, as they left it."""
    require(user, Role.DISPATCHER)
    return store.drafts.open(plan_id, user.name)


def look(opened: OpenPlan, draft: Draft) -> Adjusted:
    """
    Return what a draft makes of its plan.

    Raises
    ------
    EditRefused
        When its edits cannot be made any more.
    """
    return _adjusted(opened, draft, draft.edits[: draft.position])


def apply_edit(store: Store, user: User, opened: OpenPlan, draft: Draft, edit: Edit) -> Adjusted:
    """
    Make one more edit, and keep it; what had been taken back is forgotten.

    Raises
    ------
    EditRefused
        When it cannot be made; nothing has changed then.
    Conflict
        When the draft was changed elsewhere, as in another tab.
    """
    require(user, Role.DISPATCHER)
    edits = [*draft.edits[: draft.position], edit_to(edit)]
    made = _adjusted(opened, draft, edits)
    kept = store.drafts.save(draft.draft_id, edits, len(edits), version=draft.version)
    return replace(made, draft=kept)


def lock_of(adjusted: Adjusted, trip_id: str) -> LockTrip:
    """Return the edit that keeps a trip as the draft shows it, with its clocks of now."""
    trips = {trip.trip_id: trip for trip in adjusted.checked.plan.trips}
    stops = trips[trip_id].stops if trip_id in trips else ()
    return LockTrip(trip_id, tuple(stop.start for stop in stops))


def undo(store: Store, user: User, opened: OpenPlan, draft: Draft) -> Adjusted:
    """Take the last edit back."""
    require(user, Role.DISPATCHER)
    return _moved(store, user, opened, draft, max(draft.position - 1, 0))


def redo(store: Store, user: User, opened: OpenPlan, draft: Draft) -> Adjusted:
    """Make the edit again that was taken back last."""
    require(user, Role.DISPATCHER)
    return _moved(store, user, opened, draft, min(draft.position + 1, len(draft.edits)))


def discard(store: Store, user: User, draft: Draft) -> None:
    """Forget a draft with all its edits; the plan is as it was."""
    require(user, Role.DISPATCHER)
    store.drafts.discard(draft.draft_id)


def save_as_plan(
    store: Store, user: User, opened: OpenPlan, draft: Draft, label: str = ""
) -> PlanRow:
    """
    Save what a draft makes as a plan of its own, and close the draft.

    A plan that breaks rules is saved too, with their number; it cannot be published.
    """
    require(user, Role.DISPATCHER)
    made, row = look(opened, draft), opened.row
    saved = store.plans.save(
        made.document,
        store.plans.orders_csv(row.plan_id),
        network_id=row.network_id,
        version_id=row.version_id,
        by=user.name,
        parent_id=row.plan_id,
        label=label.strip(),
        violations=len(made.violations),
        inherited=store.plans.inherited(row.plan_id),
    )
    store.drafts.discard(draft.draft_id)
    return saved


def ask_reoptimise(
    store: Store,
    user: User,
    opened: OpenPlan,
    draft: Draft,
    *,
    search_seconds: float | None = 10.0,
    effort: int | None = None,
    seed: int = 0,
    label: str = "",
) -> Run:
    """
    Ask for everything to be planned again that the draft does not lock.

    Raises
    ------
    EditRefused
        When the edits of the draft cannot be made any more.
    """
    require(user, Role.DISPATCHER)
    row = opened.row
    edits: Sequence[Mapping[str, Any]] = draft.edits[: draft.position]
    replay(opened.county, read_plan(opened.county, opened.document), edits)
    request = jobs.Request(
        planned_at=row.planned_at.isoformat(),
        search_seconds=search_seconds,
        effort=effort,
        seed=seed,
        label=label.strip(),
        num_orders=row.orders,
        inherited=store.plans.inherited(row.plan_id),
        base_plan=row.plan_id,
        edits=tuple(edits),
        position=draft.position,
    )
    run = store.runs.ask(
        row.network_id,
        row.version_id,
        jobs.REVISION,
        request.document(),
        store.plans.orders_csv(row.plan_id),
        by=user.name,
    )
    jobs.ensure_worker(store)
    return run


def _moved(store: Store, user: User, opened: OpenPlan, draft: Draft, position: int) -> Adjusted:
    """Let so many edits of a draft be in force."""
    require(user, Role.DISPATCHER)
    made = _adjusted(opened, draft, draft.edits[:position])
    kept = store.drafts.save(draft.draft_id, draft.edits, position, version=draft.version)
    return replace(made, draft=kept)


def _adjusted(opened: OpenPlan, draft: Draft, edits: Sequence[Mapping[str, Any]]) -> Adjusted:
    """Return what edits make of a plan."""
    base = read_plan(opened.county, opened.document)
    sheet = replay(opened.county, base, edits)
    made = retime(opened.county, sheet, base)
    return Adjusted(draft, sheet, made, compare(opened.document, made.document))
