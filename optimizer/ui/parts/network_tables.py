"""The tables of sites, vehicles and drivers, to be typed into."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from optimizer.ui import session
from optimizer.ui.parts.network_bench import Bench
from optimizer.ui.parts.network_columns import config_of, order_of, texts, typed
from optimizer.ui.words import t

Records = list[dict[str, Any]]

HEIGHT: Final = 388
_SEEDS: Final = "network.seeds"


def network_table(file: str, bench: Bench, *, may_edit: bool) -> None:
    """Show one table and keep what is typed into it."""
    note_at, all_at = st.columns([4, 1], vertical_alignment="center")
    note_at.caption(t(f"network.about.{file}"))
    everything = all_at.toggle(t("network.all_columns"), key=f"network.all.{file}")
    key, seed = seeded(file, bench, lambda: [typed(row) for row in bench.rows[file]])
    records = st.data_editor(
        seed,
        key=key,
        height=HEIGHT,
        hide_index=True,
        placeholder="",
        num_rows="dynamic" if may_edit else "fixed",
        disabled=not may_edit,
        column_order=order_of(file, everything=everything),
        column_config=config_of(file, bench),
    )
    if may_edit:
        bench.set_rows(file, texts(file, records, bench.base.rows[file]))


def seeded(name: str, bench: Bench, make: Callable[[], Records]) -> tuple[str, Records]:
    """
    Return the key of an editor, and the rows that it began with.

    An editor keeps its changes relative to these, as long as it is on the screen: other rows
    under it would undo them. When it comes back it begins with what has been typed so far.
    """
    key = f"network.{name}.{bench.version.network_id}.{bench.generation}.{session.lang()}"
    seeds: dict[str, tuple[str, Records]] = st.session_state.setdefault(_SEEDS, {})
    if key not in st.session_state or seeds.get(name, ("", []))[0] != key:
        seeds[name] = key, make()
    return key, seeds[name][1]
