"""The scenario that somebody is building: it lives in the session until it is saved."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

import streamlit as st

from optimizer.desk import scenarios
from optimizer.desk.networks_placing import Ground
from optimizer.desk.scenarios_checking import Applied, with_change
from optimizer.desk.scenarios_roads import Streets
from optimizer.domain import Issue
from optimizer.network import Roads
from optimizer.pipeline import County
from optimizer.store import NetworkVersion, ScenarioRow
from optimizer.ui import session

_KEY: Final = "whatif.drafts"
_OPEN: Final = "whatif.open"
_NUMBERS: Final = count()
BLANK_SAYS: Final = ("hours", "docks", "premises")
"""An empty text is an answer for these: always open, no limit, at nobody's door."""


@dataclass
class Draft:
    """
    A scenario as it is being edited.

    ``row`` is what was opened, None for a new one. ``generation`` grows when something
    changes elsewhere than in its widget, so that the widget is drawn anew. ``refused`` is
    what did not apply, and why, by the tool that asked for it. ``number`` is no other draft's,
    so that no field shows what was typed for another one.
    """

    network_id: int
    row: ScenarioRow | None = None
    name_zh: str = ""
    name_en: str = ""
    note: str = ""
    changes: list[dict[str, Any]] = field(default_factory=list)
    generation: int = 0
    refused: dict[str, tuple[dict[str, Any], list[Issue]]] = field(default_factory=dict)
    newer: ScenarioRow | None = None
    number: int = field(default_factory=_NUMBERS.__next__)

    @property
    def is_changed(self) -> bool:
        """Whether there is anything that would be lost."""
        if self.row is None:
            return bool(self.changes or self.name_zh or self.name_en)
        before = (self.row.name_zh, self.row.name_en, self.row.note, list(self.row.changes))
        return (self.name_zh, self.name_en, self.note, self.changes) != before

    def set_changes(self, changes: Sequence[Mapping[str, Any]]) -> None:
        """Replace the changes; what was refused before is no longer said."""
        self.changes = [dict(each) for each in changes]
        self.refused = {}
        self.generation += 1


def draft_of(net: NetworkVersion) -> Draft | None:
    """Return what is being built over a network; None where nothing is."""
    drafts: dict[int, Draft] = st.session_state.setdefault(_KEY, {})
    return drafts.get(net.network_id)


def begin(net: NetworkVersion, row: ScenarioRow | None = None) -> Draft:
    """Open a stored scenario for editing, or begin a new one."""
    made = Draft(net.network_id, row)
    if row is not None:
        made.name_zh, made.name_en, made.note = row.name_zh, row.name_en, row.note
        made.changes = [dict(each) for each in row.changes]
    before = draft_of(net)
    made.generation = before.generation + 1 if before else 0
    st.session_state[_KEY][net.network_id] = made
    show_draft(is_open=True)
    return made


def give_up(net: NetworkVersion) -> None:
    """Throw away what is being built."""
    st.session_state.setdefault(_KEY, {}).pop(net.network_id, None)
    show_draft(is_open=False)


def show_draft(*, is_open: bool) -> None:
    """Look at what is being built, or at the list."""
    st.session_state[_OPEN] = is_open


def is_building(net: NetworkVersion) -> bool:
    """Whether the page shows what is being built."""
    return bool(st.session_state.get(_OPEN)) and draft_of(net) is not None


def put(net: NetworkVersion, draft: Draft, change: Mapping[str, Any], tool: str) -> bool:
    """Add a change if it applies; otherwise it is said beside its tool in the next run."""
    told = {
        key: value
        for key, value in change.items()
        if value not in (None, [], {}) and (value != "" or key in BLANK_SAYS)
    }
    return replace(net, draft, with_change(draft.changes, told), told, tool)


def replace(
    net: NetworkVersion,
    draft: Draft,
    changes: Sequence[Mapping[str, Any]],
    change: dict[str, Any],
    tool: str = "sites",
) -> bool:
    """
    Replace the changes if the one that is new among them applies.

    What did not apply before is not held against it.
    """
    before = {(one.code, one.message) for one in applied(net, draft.changes).issues}
    issues = [one for one in applied(net, changes).issues if (one.code, one.message) not in before]
    if issues:
        draft.refused[tool] = (change, issues)
        return False
    draft.set_changes(changes)
    return True


def try_out(net: NetworkVersion, draft: Draft, change: Mapping[str, Any]) -> list[Issue]:
    """Return what would be wrong with a change, without adding it."""
    found = applied(net, [*draft.changes, dict(change)])
    return found.of(len(draft.changes) + 1)


def applied(net: NetworkVersion, changes: Sequence[Mapping[str, Any]]) -> Applied:
    """Return the network as changes make it, worked out once."""
    told = json.dumps(list(changes), sort_keys=True, ensure_ascii=False)
    return _applied(net.version_id, told)


@st.cache_resource(show_spinner=False, max_entries=4)
def base(version_id: int) -> County:
    """Return a version of a network without orders; sessions share it."""
    return scenarios.open_base(session.store(), version_id)


# Of a large county each of them may hold travel times of its own.
@st.cache_resource(show_spinner=False, max_entries=12)
def _applied(version_id: int, told: str) -> Applied:
    """Return a version as changes make it."""
    return scenarios.apply_draft(base(version_id), json.loads(told))


@st.cache_resource(show_spinner=False, max_entries=4)
def ground(version_id: int) -> Ground:
    """Return the roads and the boundary against which places are held."""
    county = base(version_id)
    return Ground(county.roads, county.instance.rules.roads.snap_limit)


@st.cache_resource(show_spinner=False, max_entries=4)
def streets(version_id: int) -> Streets | None:
    """Return the roads by place and name; None where a network has none."""
    roads = base(version_id).roads
    if not isinstance(roads, Roads):
        return None
    return Streets(roads, session.store().networks.folder(version_id))
