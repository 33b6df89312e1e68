"""Scenarios: named lists of changes over a network, changed by one person at a time."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, select, update

from optimizer.store.changes import note as note_down
from optimizer.store.columns import now
from optimizer.store.database import Database, add_row
from optimizer.store.errors import BrokenRule, Conflict, NotFound, Refused
from optimizer.store.records import ScenarioRow
from optimizer.store.tables import networks, scenarios

_COLUMNS: Final = [scenarios.c[name] for name in ScenarioRow.__dataclass_fields__]


class Scenarios:
    """The scenarios of a store; a dropped one is kept, but nobody is shown it any more."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(
        self,
        network_id: int,
        *,
        name_zh: str,
        name_en: str,
        changes: Sequence[Mapping[str, Any]],
        by: str,
        note: str = "",
        scenario_id: int | None = None,
        version: int | None = None,
    ) -> ScenarioRow:
        """
        Save a new scenario, or one that the editor saw at ``version``.

        Parameters
        ----------
        network_id
            Whose changes they are.
        name_zh, name_en
            What people call it; one of them may be empty. No other scenario of the network
            has it.
        changes
            As `optimizer.scenarios.Scenario.plain` has them.
        by, note
            Who saves it, and what they say of it.
        scenario_id, version
            Which one it is, and how the editor saw it; None makes a new one.

        Raises
        ------
        Conflict
            When it has another version by now; ``current`` is the scenario as it is.
        Refused
            When a name is taken, or it has none.
        NotFound
            When there is no such scenario of the network, or no such network.
        """
        name_zh, name_en = name_zh.strip(), name_en.strip()
        if not name_zh and not name_en:
            raise Refused("name", "a scenario without a name cannot be saved; name it")
        values: dict[str, Any] = {
            "name_zh": name_zh,
            "name_en": name_en,
            "changes": [dict(change) for change in changes],
            "note": note,
            "changed_at": now(),
            "changed_by": by,
        }
        try:
            with self._database.writing() as connection:
                _require_free(connection, network_id, values, scenario_id)
                if scenario_id is None:
                    _require_network(connection, network_id)
                    row = {**values, "network_id": network_id, "version": 1}
                    scenario_id = add_row(connection, scenarios, row)
                else:
                    _require_seen(connection, network_id, scenario_id, version)
                    values["version"] = scenarios.c.version + 1
                    this = scenarios.c.scenario_id == scenario_id
                    connection.execute(update(scenarios).where(this).values(values))
                saved = _get(connection, scenario_id)
                _note(connection, "scenarios.save", saved, by=by)
                return saved
        except BrokenRule:  # somebody else was quicker with the name
            raise _taken(name_zh or name_en) from None

    def list(self, network_id: int) -> list[ScenarioRow]:
        """Return the scenarios of a network, newest first, without the dropped ones."""
        query = _live().where(scenarios.c.network_id == network_id)
        with self._database.reading() as connection:
            return _read(connection, query.order_by(scenarios.c.scenario_id.desc()))

    def get(self, scenario_id: int) -> ScenarioRow:
        """Return a scenario; `NotFound` where there is none, or it was dropped."""
        with self._database.reading() as connection:
            return _get(connection, scenario_id)

    def drop(self, scenario_id: int, *, version: int, by: str) -> None:
        """
        Drop a scenario that was seen at ``version``; its name is free again.

        Raises
        ------
        Conflict
            When it was changed since; ``current`` is the scenario as it is.
        NotFound
            When it is gone already.
        """
        with self._database.writing() as connection:
            there = _get(connection, scenario_id, locked=True)
            if there.version != version:
                raise Conflict("the scenario", there, by=there.changed_by)
            gone = {"dropped_at": now(), "version": version + 1}
            this = scenarios.c.scenario_id == scenario_id
            connection.execute(update(scenarios).where(this).values(gone))
            _note(connection, "scenarios.drop", there, by=by)


def _require_free(
    connection: Connection, network_id: int, values: Mapping[str, Any], scenario_id: int | None
) -> None:
    """Refuse names that another scenario has."""
    for name in ("name_zh", "name_en"):
        same = _live().where(scenarios.c.network_id == network_id)
        same = same.where(scenarios.c[name] == values[name])
        if values[name] and any(
            other.scenario_id != scenario_id for other in _read(connection, same)
        ):
            raise _taken(values[name])


def _taken(name: str) -> Refused:
    """Return the refusal of a name that another scenario has."""
    said = f"another scenario of this network is called {name} already; choose another name"
    return Refused("name", said, name=name)


def _require_network(connection: Connection, network_id: int) -> None:
    """Refuse a network that is not there."""
    query = select(networks.c.network_id).where(networks.c.network_id == network_id)
    if connection.execute(query).first() is None:
        raise NotFound("network", network_id)


def _require_seen(
    connection: Connection, network_id: int, scenario_id: int, version: int | None
) -> None:
    """Refuse a scenario that was changed since it was seen, or is another network's."""
    there = _get(connection, scenario_id, locked=True)
    if there.network_id != network_id:
        raise NotFound("scenario", scenario_id)
    if there.version != version:
        raise Conflict("the scenario", there, by=there.changed_by)


def _note(connection: Connection, kind: str, row: ScenarioRow, *, by: str) -> None:
    """Write down what somebody did to a scenario."""
    detail = {"name_zh": row.name_zh, "name_en": row.name_en, "version": row.version}
    note_down(connection, kind, row.scenario_id, by=by, network_id=row.network_id, detail=detail)


def _live() -> Select[Any]:
    """Return the query for what is not dropped."""
    return select(*_COLUMNS).where(scenarios.c.dropped_at.is_(None))


def _get(connection: Connection, scenario_id: int, *, locked: bool = False) -> ScenarioRow:
    """Return a scenario; a locked one changes for nobody else until the transaction ends."""
    query = _live().where(scenarios.c.scenario_id == scenario_id)
    found = _read(connection, query.with_for_update() if locked else query)
    if not found:
        raise NotFound("scenario", scenario_id)
    return found[0]


def _read(connection: Connection, query: Select[Any]) -> builtins.list[ScenarioRow]:
    """Return the scenarios that a query finds."""
    return [ScenarioRow(**row) for row in connection.execute(query).mappings()]
