"""What the store hands out: frozen rows; every moment is aware, in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class NetworkVersion:
    """One saved state of a network folder; ``number`` counts within the network, from 1."""

    version_id: int
    network_id: int
    number: int
    name: str
    fingerprint: str
    saved_at: datetime
    saved_by: str
    note: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as the columns of an order file have it."""

    order_id: str
    origin: str
    destination: str
    pieces: int
    weight_kg: float
    volume_m3: float
    ready_at: datetime
    due_at: datetime | None
    handling_class: str
    priority: str
    carrier: str
    product: str
    trace_code: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class StoredOrder:
    """
    An order of the store, and what has become of it.

    ``at_site`` and ``at_since`` say where published plans have left it, None at its origin.
    ``version`` grows by one with every change.
    """

    row: OrderRow
    key: int
    batch_id: int
    state: str
    at_site: str | None
    at_since: datetime | None
    done_at: datetime | None
    return_of: str | None
    version: int
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Orders that came together; ``kind`` is import, entry or return."""

    batch_id: int
    network_id: int
    name: str
    kind: str
    added_at: datetime
    added_by: str
    num_orders: int
    num_open: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """
    Long work: plan, baseline, revision, or a study of one kind.

    ``state`` is queued, running, done, failed, stopped or lost. ``done`` of ``total`` days
    are planned in a study; its result is ``study_id``, that of the others ``plan_id``.
    """

    run_id: int
    network_id: int
    version_id: int
    kind: str
    state: str
    request: dict[str, Any]
    asked_at: datetime
    asked_by: str
    started_at: datetime | None
    ended_at: datetime | None
    phase: str
    best_cost: float | None
    seconds_left: float | None
    beat_at: datetime | None
    stop_asked: bool
    error: dict[str, Any] | None
    plan_id: int | None
    worker: str | None = None
    done: int | None = None
    total: int | None = None
    study_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in one line: where it came from and its figures, without its document."""

    plan_id: int
    network_id: int
    version_id: int
    run_id: int | None
    parent_id: int | None
    label: str
    planned_at: datetime
    made_at: datetime
    made_by: str
    engine: str
    orders: int
    on_time: int
    late: int
    unserved: int
    deferred: int
    on_time_share: float | None
    operating_cost: float
    total_cost: float
    cost_per_piece: float | None
    trips: int
    vehicles: int
    distance_m: int
    violations: int
    is_baseline_of: int | None
    published: bool


@dataclass(frozen=True, slots=True)
class Publication:
    """A plan that was published; ``number`` counts within the network, from 1."""

    publication_id: int
    network_id: int
    number: int
    plan_id: int
    published_at: datetime
    published_by: str
    replaces: int | None


@dataclass(frozen=True, slots=True)
class Draft:
    """Edits of one person over a plan; the first ``position`` of them are in force."""

    draft_id: int
    plan_id: int
    network_id: int
    edits: list[dict[str, Any]]
    position: int
    owner: str
    changed_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A named list of changes over a network; ``version`` grows by one with every change."""

    scenario_id: int
    network_id: int
    name_zh: str
    name_en: str
    changes: list[dict[str, Any]]
    note: str
    version: int
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class StudyRow:
    """
    A finished comparison in one line, without its document and files.

    ``kind`` is whatif, siting or simulation. ``headline`` is what lists say of it; a study
    that was stopped holds only a part of its days and ``is_partial``.
    """

    study_id: int
    network_id: int
    version_id: int
    run_id: int | None
    kind: str
    title: str
    headline: dict[str, Any]
    made_at: datetime
    made_by: str
    is_partial: bool


@dataclass(frozen=True, slots=True)
class Change:
    """Who did what, and when."""

    at: datetime
    by: str
    kind: str
    target: str
    detail: dict[str, Any]
    network_id: int | None = None
