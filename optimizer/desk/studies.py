"""Asks for studies, stops them, asks again; opens what they came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from optimizer import jobs
from optimizer.desk.planning import CannotPlan
from optimizer.desk.studies_checking import check_study, orders_of_study
from optimizer.desk.users import Role, User, require
from optimizer.jobs import StudyRequest
from optimizer.reports import Figures
from optimizer.store import NetworkVersion, Run, Store, StudyRow


@dataclass(frozen=True)
class OpenStudy:
    """A study with its document, and the names of its files."""

    row: StudyRow
    document: dict[str, Any]
    files: tuple[str, ...]
    _store: Store

    def figures(self, variant: str, lang: str) -> Figures | None:
        """
        Return the board of a variant on the typical day, None where the study has none.

        The variants of a what-if are ``base`` and the numbers of its scenarios from 1, those
        of a siting ``today`` and ``best``.
        """
        name = f"board-{variant}-{lang}.json"
        if name not in self.files:
            return None
        return Figures.read(self._store.studies.file(self.row.study_id, name))

    def file(self, name: str) -> bytes:
        """Return a file of the study."""
        return self._store.studies.file(self.row.study_id, name)


def ask_whatif(store: Store, user: User, network_id: int, request: StudyRequest) -> Run:
    """
    Ask for a comparison of scenarios; see `ask_siting`.

    Raises
    ------
    InputError
        Also with all changes that do not apply, D241 without any scenario.
    """
    require(user, Role.PLANNER)
    return _ask(store, user, network_id, jobs.WHATIF, request)


def ask_siting(store: Store, user: User, network_id: int, request: StudyRequest) -> Run:
    """
    Put a study into the queue, and see that somebody works it off.

    Whoever asks twice for the same gets the run that waits or is at work; with other orders on
    the days of the history it is not the same.

    Raises
    ------
    NotAllowed
        When the user is no planner.
    InputError
        At once, with all that cannot work: D242 values that make no sense, D243 too many
        plans, E412 days without orders in the history, and what the first day says of the
        network, of scenarios and candidates.
    """
    require(user, Role.PLANNER)
    return _ask(store, user, network_id, jobs.SITING, request)


def ask_simulation(store: Store, user: User, network_id: int, request: StudyRequest) -> Run:
    """Ask for days to be played; see `ask_siting`."""
    require(user, Role.PLANNER)
    return _ask(store, user, network_id, jobs.SIMULATION, request)


def stop_study(store: Store, user: User, run_id: int) -> None:
    """
    Stop a study; the days that are done become a study of their own.

    Raises
    ------
    CannotPlan
        D204 when it is over already.
    """
    require(user, Role.PLANNER)
    run = store.runs.get(run_id)
    if run.state not in {"queued", "running"}:
        raise CannotPlan("D204", f"run {run_id} is over already", run=run_id)
    store.runs.ask_stop(run_id, by=user.name)


def ask_study_again(store: Store, user: User, run_id: int) -> Run:
    """
    Ask for a study again that was lost, stopped or failed.

    What was lost or stopped goes on from the days that are done; what failed is asked for
    with the network and the orders as they are now.

    Raises
    ------
    InputError, Refused
        As `ask_siting`; and when it is neither lost nor stopped nor failed.
    """
    require(user, Role.PLANNER)
    run = store.runs.get(run_id)
    if run.state == "failed":
        request = jobs.read_study_request(run.request)
        return _ask(store, user, run.network_id, run.kind, request)
    again = store.runs.requeue(run_id, by=user.name)
    jobs.ensure_worker(store)
    return again


def recent_studies(
    store: Store, network_id: int, kinds: Sequence[str] | None = None, limit: int = 30
) -> list[StudyRow]:
    """Return the last studies of a network, newest first; of these kinds, or of all."""
    return store.studies.recent(network_id, kinds, limit)


def open_study(store: Store, study_id: int) -> OpenStudy:
    """
    Read a study.

    Raises
    ------
    NotFound
        When there is no such study.
    """
    row = store.studies.get(study_id)
    files = tuple(store.studies.files(study_id))
    return OpenStudy(row, store.studies.document(study_id), files, store)


def drop_study(store: Store, user: User, study_id: int) -> None:
    """Throw a study away for good."""
    require(user, Role.PLANNER)
    store.studies.drop(study_id, by=user.name)


def _ask(store: Store, user: User, network_id: int, kind: str, request: StudyRequest) -> Run:
    """Check a study and put it into the queue."""
    version = store.networks.latest(network_id)
    document = request.document()
    orders_csv = orders_of_study(store, network_id, kind, request)
    run = _asked_already(store, version, kind, document, orders_csv)
    if run is None:
        check_study(store, version, kind, request, orders_csv)
        run = store.runs.ask(
            network_id, version.version_id, kind, document, orders_csv, by=user.name
        )
    jobs.ensure_worker(store)
    return run


def _asked_already(
    store: Store, version: NetworkVersion, kind: str, document: dict[str, Any], orders_csv: bytes
) -> Run | None:
    """Return a run that waits or is at work on just this, None where none does."""
    for run in store.runs.recent(version.network_id):
        is_same = (run.kind, run.version_id) == (kind, version.version_id)
        is_active = run.state in {"queued", "running"} and not run.stop_asked
        if (
            is_same
            and is_active
            and jobs.same_request(run.request, document)
            and store.runs.orders_csv(run.run_id) == orders_csv
        ):
            return run
    return None
