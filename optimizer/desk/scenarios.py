"""Keeps the scenarios of the desk: what a planner would change, checked before it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from optimizer.desk.scenarios_checking import (
    Changes,
    apply_draft,
    check_draft,
    check_scenario,
    open_base,
    with_change,
)
from optimizer.desk.scenarios_files import read_files, sample_files, scenario_file
from optimizer.desk.users import Role, User, require
from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.pipeline import County
from optimizer.scenarios import Scenario, scenario_of
from optimizer.store import ScenarioRow, Store

__all__ = [
    "apply_draft",
    "bring_files",
    "bring_samples",
    "check_draft",
    "drop_scenario",
    "duplicate_scenario",
    "export_scenario",
    "open_base",
    "sample_files",
    "save_scenario",
]


def save_scenario(
    store: Store,
    user: User,
    base: County,
    network_id: int,
    *,
    name_zh: str,
    name_en: str = "",
    changes: Changes,
    note: str = "",
    scenario_id: int | None = None,
    version: int | None = None,
) -> ScenarioRow:
    """
    Keep a scenario that applies to the network; without ``scenario_id`` it is a new one.

    ``base`` is the network as `open_base` opens it, ``version`` that which was edited.

    Raises
    ------
    NotAllowed
        When the user is no planner.
    InputError
        With every change that does not apply; nothing is kept.
    Conflict
        When somebody has saved since; ``current`` is what they saved.
    Refused
        When another scenario of the network has this name.
    """
    require(user, Role.PLANNER)
    scenario = scenario_of(
        {
            "name_zh": name_zh.strip(),
            "name_en": name_en.strip(),
            "changes": [dict(each) for each in changes],
        }
    )
    issues = check_draft(base, scenario.plain())
    if issues:
        raise InputError(issues)
    return store.scenarios.save(
        network_id,
        name_zh=scenario.name_zh,
        name_en=scenario.name_en,
        changes=list(scenario.plain()),
        note=note.strip(),
        scenario_id=scenario_id,
        version=version,
        by=user.name,
    )


def duplicate_scenario(
    store: Store, user: User, scenario_id: int, *, name_zh: str, name_en: str = ""
) -> ScenarioRow:
    """Keep a scenario once more, under another name."""
    require(user, Role.PLANNER)
    row = store.scenarios.get(scenario_id)
    return store.scenarios.save(
        row.network_id,
        name_zh=name_zh.strip(),
        name_en=name_en.strip(),
        changes=row.changes,
        note=row.note,
        by=user.name,
    )


def drop_scenario(store: Store, user: User, scenario_id: int, *, version: int) -> None:
    """
    Take a scenario off the list; studies that used it keep what they were about.

    Raises
    ------
    Conflict
        When somebody has changed it since it was seen.
    """
    require(user, Role.PLANNER)
    store.scenarios.drop(scenario_id, version=version, by=user.name)


def bring_files(
    store: Store, user: User, base: County, network_id: int, files: Mapping[str, bytes]
) -> list[ScenarioRow]:
    """
    Keep the scenarios of files, each with the changes of what it stands on.

    Raises
    ------
    InputError
        With all issues of all files; nothing is kept.
    """
    require(user, Role.PLANNER)
    return _keep(store, user, base, network_id, read_files(files))


def bring_samples(store: Store, user: User, base: County, network_id: int) -> list[ScenarioRow]:
    """Keep the sample scenarios, as far as the network has none of their names."""
    require(user, Role.PLANNER)
    taken = _names(store, network_id)
    found = [
        each
        for each in read_files(sample_files())
        if not taken & {("name_zh", each.name_zh), ("name_en", each.name_en)}
    ]
    return _keep(store, user, base, network_id, found)


def export_scenario(row: ScenarioRow) -> tuple[str, bytes]:
    """Return a scenario as a file: its name, and its bytes."""
    return scenario_file(row.name_zh, row.name_en, row.changes)


def _keep(
    store: Store, user: User, base: County, network_id: int, scenarios: Sequence[Scenario]
) -> list[ScenarioRow]:
    """Keep scenarios that all apply and are all new."""
    taken = _names(store, network_id)
    issues: list[Issue] = []
    for each in scenarios:
        issues += check_scenario(base, each)
        for column, name in (("name_zh", each.name_zh), ("name_en", each.name_en)):
            if name and (column, name) in taken:
                message = f'"{name}" is also the name of another scenario'
                fix = "give it a name of its own"
                issues.append(Issue("E414", each.file, message, column=column, value=name, fix=fix))
            taken.add((column, name))
    if issues:
        raise InputError(list(dict.fromkeys(issues)))
    return [
        store.scenarios.save(
            network_id,
            name_zh=each.name_zh,
            name_en=each.name_en,
            changes=_flat(each),
            by=user.name,
        )
        for each in scenarios
    ]


def _names(store: Store, network_id: int) -> set[tuple[str, str]]:
    """Return the names that scenarios of a network have, by column; both are its own."""
    rows = store.scenarios.list(network_id)
    return {(name, getattr(row, name)) for row in rows for name in ("name_zh", "name_en")} - {
        ("name_en", "")
    }


def _flat(scenario: Scenario) -> list[dict[str, Any]]:
    """Return the changes of a stack as one list, in which nothing is set twice."""
    flat: list[dict[str, Any]] = []
    for change in scenario.plain():
        flat = with_change(flat, change)
    return flat
