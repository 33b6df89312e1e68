"""What somebody has changed of a network and not saved yet; it outlives the tabs of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st

from optimizer.desk import networks
from optimizer.desk.networks_differences import Difference, row_differences, rule_text
from optimizer.desk.networks_tables import Row, merged
from optimizer.desk.networks_toml import FILE as RULES
from optimizer.desk.networks_toml import Key
from optimizer.store import NetworkVersion
from optimizer.ui import session

_KEY: Final = "network.bench"


@dataclass
class Bench:
    """
    The tables of a version and what they are to become.

    ``generation`` grows when rows change elsewhere than in their table, so that the table
    is drawn anew. ``must_confirm`` is what a save was refused for that may be confirmed.
    """

    base: networks.Tables
    rows: dict[str, list[Row]]
    rules: dict[Key, Any] = field(default_factory=dict)
    generation: int = 0
    must_confirm: Exception | None = None
    clashes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def version(self) -> NetworkVersion:
        """The version that is being edited."""
        return self.base.version

    @property
    def edits(self) -> networks.Edits:
        """What is to be saved."""
        changed = {file: rows for file, rows in self.rows.items() if rows != self.base.rows[file]}
        return networks.Edits(changed, self.rules)

    @property
    def differences(self) -> list[Difference]:
        """What a save would change."""
        found: list[Difference] = []
        for file, rows in self.rows.items():
            found += row_differences(file, self.base.rows[file], rows)
        for key, value in self.rules.items():
            before = rule_text(self.base.rules.get(key))
            what = ".".join(key)
            found.append(Difference("changed", RULES, what, before=before, after=rule_text(value)))
        return found

    def rule(self, key: Key) -> Any:
        """Return the value of a rule as it is to be."""
        return self.rules[key] if key in self.rules else self.base.rules.get(key)

    def set_rule(self, key: Key, value: Any) -> None:
        """Change a rule; what it was before is no change."""
        self.must_confirm = None
        if value == self.base.rules.get(key):
            self.rules.pop(key, None)
        else:
            self.rules[key] = value

    def set_rows(self, file: str, rows: Sequence[Row], *, redraw: bool = False) -> None:
        """Replace the rows of a table."""
        if list(rows) != self.rows[file]:
            self.must_confirm = None
            self.rows[file] = list(rows)
        self.generation += redraw

    def rebase(self, newer: networks.Tables) -> None:
        """Put what was changed on top of what somebody else has saved meanwhile."""
        self.clashes = []
        for file, rows in self.rows.items():
            self.rows[file], both = merged(file, self.base.rows[file], rows, newer.rows[file])
            self.clashes += both
        for key in list(self.rules):
            if newer.rules.get(key) not in (self.base.rules.get(key), self.rules[key]):
                self.clashes.append((".".join(key), ""))
            if newer.rules.get(key) == self.rules[key]:
                del self.rules[key]
        self.base = newer
        self.generation += 1


def bench(net: NetworkVersion) -> Bench:
    """
    Return the bench of a network; without changes it is always that of the latest version.

    Changes to another network are kept until that one is chosen again.
    """
    benches: dict[int, Bench] = st.session_state.setdefault(_KEY, {})
    found = benches.get(net.network_id)
    is_old = found is not None and found.version.version_id != net.version_id
    if found is None or (is_old and not found.differences):
        found = fresh(net, generation=found.generation + 1 if found else 0)
    return found


def fresh(net: NetworkVersion, *, generation: int) -> Bench:
    """Begin anew with a version; what was changed and not saved is gone."""
    base = networks.tables(session.store(), net.version_id)
    rows = {file: [dict(row) for row in each] for file, each in base.rows.items()}
    made = Bench(base, rows, generation=generation)
    st.session_state.setdefault(_KEY, {})[net.network_id] = made
    return made
