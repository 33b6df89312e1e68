"""From the request of a study to the question that it asks, with its orders."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from optimizer.days import Drawn, NetworkFolder
from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.inputs import read_network
from optimizer.jobs.studying.request import StudyRequest
from optimizer.scenarios import BASE, Question, Scenario, read_history, scenario_of
from optimizer.simulation import SimulationQuestion, Weather, uncertainty_of
from optimizer.siting import Candidate, SitingQuestion, fresh_of
from optimizer.units import YUAN

HISTORY: Final = "history.csv"
"""What issues call the orders of the history."""

_CANDIDATES: Final = "candidates"
_LIFETIME: Final = Candidate("").lifetime_days


def whatif_question(folder: Path, request: StudyRequest, orders_csv: bytes) -> Question:
    """
    Return what a what-if asks for.

    Parameters
    ----------
    folder, request
        The network, and what is asked of it.
    orders_csv
        The orders of all days, where they are those of the history.

    Raises
    ------
    InputError
        With all issues of the scenarios, or with those of the history.
    """
    days = days_of(request)
    return Question(
        network=NetworkFolder.of(folder),
        scenarios=scenarios_of(request.scenarios),
        days=days,
        orders=orders_of(folder, request, orders_csv, days),
        at=request.time,
        effort=request.effort,
        seed=request.seed,
        seeds=request.seeds,
        under=under_of(request),
    )


def siting_question(folder: Path, request: StudyRequest, orders_csv: bytes) -> SitingQuestion:
    """
    Return what a siting asks for; parameters as of `whatif_question`.

    Raises
    ------
    InputError
        With all issues of scenario, candidates or history.
    """
    days, fresh = days_of(request), fresh_days_of(request)
    missing: tuple[date, ...] = ()
    # Days that nobody asked for may be missing.
    needed, more = (days, len(fresh)) if request.fresh is None else ((*days, *fresh), 0)
    orders = orders_of(folder, request, orders_csv, needed, more)
    if not isinstance(orders, Drawn):
        fresh, missing = fresh_of(fresh, orders)
    return SitingQuestion(
        network=NetworkFolder.of(folder),
        days=days,
        fresh=fresh,
        missing=missing,
        orders=orders,
        candidates=candidates_of(request.candidates),
        budget=None if request.budget is None else request.budget * YUAN,
        most=request.most,
        each=request.each,
        at=request.time,
        effort=request.effort,
        seed=request.seed,
        under=under_of(request),
    )


def simulation_question(
    folder: Path, request: StudyRequest, orders_csv: bytes
) -> SimulationQuestion:
    """
    Return what a simulation asks for; parameters as of `whatif_question`.

    Raises
    ------
    InputError
        With all issues of scenario or history, or E461 to E463 of the uncertainty.
    """
    found = uncertainty_of(request.uncertainty, read_network(folder))
    if request.weather != Weather.MIXED:
        found = replace(found, weather=Weather(request.weather))
    return SimulationQuestion(
        network=NetworkFolder.of(folder),
        first_day=request.day,
        days=request.days,
        orders=orders_of(folder, request, orders_csv, days_of(request)),
        uncertainty=found,
        seed=request.seed,
        seeds=request.seeds,
        effort=request.effort,
        under=under_of(request),
    )


def days_of(request: StudyRequest) -> tuple[date, ...]:
    """Return the days that are asked for."""
    return tuple(request.day + timedelta(days=number) for number in range(request.days))


def fresh_days_of(request: StudyRequest) -> tuple[date, ...]:
    """Return the days after those, which judge what a siting has chosen."""
    num = request.days if request.fresh is None else request.fresh
    first = request.day + timedelta(days=request.days)
    return tuple(first + timedelta(days=number) for number in range(num))


def under_of(request: StudyRequest) -> Scenario | None:
    """Return the scenario that holds for all that is compared."""
    return None if request.under is None else _scenario(request.under)


def scenarios_of(tables: Sequence[Mapping[str, Any]]) -> tuple[Scenario, ...]:
    """
    Return scenarios from plain values.

    Raises
    ------
    InputError
        With all issues of all of them; E414 where two have one name.
    """
    found: list[Scenario] = []
    issues: list[Issue] = []
    for table in tables:
        try:
            found.append(_scenario(table))
        except InputError as error:
            issues += error.issues
    names = [BASE]
    for scenario in found:
        if scenario.name_zh in names:
            message = f'"{scenario.name_zh}" is also the name of another one in the comparison'
            fix = "give each scenario a name of its own"
            issues.append(Issue("E414", scenario.file, message, value=scenario.name_zh, fix=fix))
        names.append(scenario.name_zh)
    if issues:
        raise InputError(issues)
    return tuple(found)


def candidates_of(tables: Sequence[Mapping[str, Any]]) -> tuple[Candidate, ...] | None:
    """
    Return candidates from plain values, None for the default ones.

    Raises
    ------
    InputError
        E447, with every cell that is no number.
    """
    issues = [
        Issue("E447", _CANDIDATES, f"{table[key]} is no number", column=key, value=str(table[key]))
        for table in tables
        for key in ("rent_per_day", "investment", "lifetime_days")
        if not isinstance(table.get(key), (int, float, type(None)))
    ]
    issues += [
        Issue("E447", _CANDIDATES, "a candidate names no site", column="site_id")
        for table in tables
        if not isinstance(table.get("site_id"), str)
    ]
    if issues:
        raise InputError(issues)
    return tuple(map(_candidate, tables)) or None


def orders_of(
    folder: Path, request: StudyRequest, orders_csv: bytes, days: Sequence[date], more: int = 0
) -> Mapping[date, bytes] | Drawn:
    """
    Return the orders of every day, or how to draw them; of ``more`` days those with orders.

    Raises
    ------
    InputError
        With all issues of the history; E412 with the days that have no orders.
    """
    if request.orders == "drawn":
        return Drawn(request.season, request.scale, request.seed)
    with tempfile.TemporaryDirectory(prefix="route48-") as scratch:
        file = Path(scratch) / HISTORY
        file.write_bytes(orders_csv)
        return read_history(
            file, read_network(folder), first_day=days[0], days=len(days), more=more
        )


def _scenario(table: Mapping[str, Any]) -> Scenario:
    """Return a scenario; its issues are those of its name."""
    name = str(table.get("name_zh") or table.get("name_en") or "scenario")
    known = {key: table[key] for key in ("name_zh", "name_en", "changes") if key in table}
    if "changes" in known:
        known["changes"] = list(known["changes"])
    return scenario_of(known, file=name)


def _candidate(table: Mapping[str, Any]) -> Candidate:
    """Return a candidate, money in cents."""
    rent, lifetime = table.get("rent_per_day"), table.get("lifetime_days")
    return Candidate(
        table["site_id"],
        None if rent is None else float(rent) * YUAN,
        float(table.get("investment") or 0.0) * YUAN,
        _LIFETIME if lifetime is None else int(lifetime),
    )
