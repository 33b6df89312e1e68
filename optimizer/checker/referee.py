"""The referee: every rule of the design, section 3, in its order, over one plan document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from optimizer.checker import (
    carriage,
    costs,
    driving,
    figures,
    handling,
    kpis,
    loads,
    vehicles,
)
from optimizer.checker.case import Case
from optimizer.checker.shapes import check_shape
from optimizer.domain import Instance, Travel, Violation
from optimizer.errors import InputError

RULES: Final[tuple[Callable[[Case], Iterator[Violation]], ...]] = (
    carriage.check_listing,  # 1
    carriage.check_handling_over,
    carriage.check_journeys,
    carriage.check_not_carried,
    carriage.check_proofs,
    driving.check_driving,  # 2
    handling.check_stops,  # 3
    carriage.check_releases,  # 4
    loads.check_capacity,  # 5
    loads.check_classes,  # 6
    vehicles.check_homes,  # 7
    vehicles.check_overlaps,
    vehicles.check_returns,
    vehicles.check_shifts,
    driving.check_rests,  # 8
    handling.check_docks,  # 9
    vehicles.check_places,  # 10
    vehicles.check_closed_ends,
    carriage.check_deliveries,  # 11
    handling.check_visits,  # 12
    figures.check_header,  # 13
    figures.check_trips,
    figures.check_orders,
    figures.check_legs,
    figures.check_duties,
    figures.check_lists,
    kpis.check_kpis,
    costs.check_costs,
)


def check_document(document: dict[str, Any], instance: Instance, travel: Travel) -> list[Violation]:
    """
    Judge a plan document, Route48's own or anybody's, by the rules and nothing else.

    Parameters
    ----------
    document
        What ``plan.json`` holds.
    instance
        The inputs that the plan claims to be made from.
    travel
        The travel matrices of the instance's road profiles.

    Returns
    -------
    violations
        In the order of the rules; empty for a valid plan.

    Raises
    ------
    InputError
        When the document has not the shape of a plan.
    """
    issues = check_shape(document)
    if issues:
        raise InputError(issues)
    case = Case(document, instance, travel)
    return [violation for rule in RULES for violation in rule(case)]
