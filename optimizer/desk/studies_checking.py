"""Looks whether a study can work before anything long begins, and brings its history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from optimizer import jobs
from optimizer.days import NOISE_DAYS
from optimizer.desk.studies_history import by_order, history_csv
from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.jobs import StudyRequest, UnreadableRequest
from optimizer.jobs.studying.questions import (
    candidates_of,
    days_of,
    fresh_days_of,
    scenarios_of,
    under_of,
)
from optimizer.store import NetworkVersion, Store

MOST_PLANS: Final = 5_000
"""So many plans a study may take: a night and a day of an ordinary machine."""

STUDY: Final = "study"
"""What issues call the request, which is no file."""

_SOUND: Final = {"first_day": "2026-01-01", "days": 1}
_AGAIN: Final = 2 * NOISE_DAYS  # plans of the last days of a siting, made twice


def orders_of_study(store: Store, network_id: int, kind: str, request: StudyRequest) -> bytes:
    """
    Return the orders of a study, as an order file; nothing where they are drawn.

    Raises
    ------
    InputError
        With all that is wrong with the request itself, or E412 with the days without orders.
    """
    issues = [*_senseless(request), *_unclear(kind, request)]
    if issues:
        raise InputError(issues)
    if request.orders != "history":
        return b""
    fresh = fresh_days_of(request) if kind == jobs.SITING else ()
    days = days_of(request)
    if request.fresh:
        days, fresh = (*days, *fresh), ()
    return history_csv(store, network_id, days, fresh)


def check_study(
    store: Store, version: NetworkVersion, kind: str, request: StudyRequest, orders_csv: bytes
) -> None:
    """
    Refuse a study that cannot work; ``orders_csv`` are its orders, of `orders_of_study`.

    Raises
    ------
    InputError
        With all that cannot work, as far as it can be known without planning.
    NetworkError
        When the roads of the network cannot be used.
    """
    try:
        _check_first_day(store.networks.folder(version.version_id), kind, request, orders_csv)
    except InputError as error:
        raise by_order(error, orders_csv) from error


def _senseless(request: StudyRequest) -> Iterator[Issue]:
    """Yield every value that no study can have."""
    for key, value in request.document().items():
        try:
            jobs.read_study_request({**_SOUND, key: value})
        except UnreadableRequest:
            message = f"{key} cannot be {value!r:.60}"
            fix = "give a sensible value"
            yield Issue("D242", STUDY, message, column=key, value=f"{value}"[:60], fix=fix)


def _unclear(kind: str, request: StudyRequest) -> Iterator[Issue]:
    """Yield what is wrong with scenarios and candidates, whatever the network."""
    if kind == jobs.WHATIF and not request.scenarios:
        yield Issue("D241", STUDY, "there is nothing to compare", fix="choose a scenario")
    for read in (
        lambda: scenarios_of(request.scenarios),
        lambda: under_of(request),
        lambda: candidates_of(request.candidates),
    ):
        try:
            read()
        except InputError as error:
            yield from error.issues


def _check_first_day(folder: Path, kind: str, request: StudyRequest, orders_csv: bytes) -> None:
    """Open the first day with everything that is asked, and count the plans."""
    if kind == jobs.WHATIF:
        question = jobs.whatif_question(folder, request, orders_csv)
        _require_few(len(question.runs()))
        question.check()
    elif kind == jobs.SITING:
        asked = jobs.siting_question(folder, request, orders_csv)
        num_days = (1 + asked.num_proposals()) * len(asked.days) + 2 * len(asked.fresh)
        _require_few(num_days + _AGAIN)
    else:
        played = jobs.simulation_question(folder, request, orders_csv)
        _require_few(played.num_days)
        played.check()


def _require_few(plans: int) -> None:
    """Refuse what would take days."""
    if plans > MOST_PLANS:
        message = f"it would take {plans} plans, more than {MOST_PLANS:,}"
        fix = "ask for fewer days, scenarios, candidates or seeds"
        raise InputError([Issue("D243", STUDY, message, value=f"{plans:,}", fix=fix)])
