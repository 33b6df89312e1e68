"""Opens a stored plan beside the inputs that it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from optimizer.domain import Violation
from optimizer.opening import open_inputs
from optimizer.pipeline import County, verify
from optimizer.reports import PlanReading, Ways
from optimizer.store import PlanRow, Store


@dataclass(frozen=True)
class OpenPlan:
    """A plan with its inputs, read once and never changed."""

    row: PlanRow
    document: dict[str, Any]
    county: County

    @cached_property
    def reading(self) -> PlanReading:
        """The document beside its instance."""
        return PlanReading(self.document, self.county.instance)

    @cached_property
    def ways(self) -> Ways:
        """The ways of its trips along the roads."""
        return Ways(self.reading, self.county.roads)

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """What the checker finds."""
        return verify(self.county, self.document)


def open_plan(store: Store, plan_id: int) -> OpenPlan:
    """
    Read a plan and everything that it was made from.

    Raises
    ------
    StoreError
        When there is no such plan, or the store cannot be read.
    InputError
        When the stored inputs no longer pass the checks of this version.
    """
    row = store.plans.get(plan_id)
    county = open_inputs(
        store,
        row.version_id,
        store.plans.orders_csv(plan_id),
        row.planned_at.isoformat(),
        store.plans.inherited(plan_id),
    )
    return OpenPlan(row, store.plans.document(plan_id), county)
