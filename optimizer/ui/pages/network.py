"""The page 网络: sites, vehicles, drivers, prices and rules, the map, versions and files."""

from __future__ import annotations

from collections import Counter
from typing import Final

import streamlit as st

from optimizer.desk import networks
from optimizer.desk.networks_tables import DRIVERS, SITES, VEHICLES
from optimizer.desk.users import Role
from optimizer.ui import session
from optimizer.ui.parts.network_bench import Bench, bench
from optimizer.ui.parts.network_columns import word_of
from optimizer.ui.parts.network_map import network_map
from optimizer.ui.parts.network_rules import network_rules
from optimizer.ui.parts.network_saving import saving_bar
from optimizer.ui.parts.network_tables import network_table
from optimizer.ui.parts.network_versions import importing, network_versions
from optimizer.ui.words import t

TABS: Final = ("sites", "vehicles", "drivers", "rules", "map", "versions")
TABLES: Final = {"sites": SITES, "vehicles": VEHICLES, "drivers": DRIVERS}
SURE: Final = frozenset({"exact", "corrected"})


def page() -> None:
    """Show the page."""
    may_edit = session.user().role >= Role.PLANNER
    net = session.network()
    if net is None:
        _begin(may_edit=may_edit)
        return
    now = bench(net)
    tab = st.segmented_control(
        t("network.part"), TABS, default="sites", key="network.tab", required=True,
        format_func=lambda one: t(f"network.tab.{one}"), label_visibility="collapsed",
    )  # fmt: skip
    if not may_edit:
        st.caption(t("network.look_only"))
    if tab in TABLES:
        network_table(TABLES[tab], now, may_edit=may_edit)
    elif tab == "rules":
        network_rules(now, may_edit=may_edit)
    elif tab == "map":
        network_map(now, may_edit=may_edit)
    elif tab == "versions":
        zone = now.base.rules.get(("timezone",), "Asia/Shanghai")
        network_versions(net, zone, may_edit=may_edit)
    saving_bar(now, net)
    if tab in ("sites", "map"):
        _doubts(now)


def _doubts(now: Bench) -> None:
    """Say how many coordinates are no more than a guess."""
    found = Counter(row["coordinate_quality"] for row in now.rows[SITES])
    unsure = {name: count for name, count in found.items() if name not in SURE}
    if unsure:
        unknown = t("network.unknown")
        each = t("network.and").join(
            f"{word_of(name) if name else unknown} {count}"
            for name, count in sorted(unsure.items(), key=lambda pair: -pair[1])
        )
        count = sum(unsure.values())
        st.caption(
            ":material/warning: "
            + t(
                "network.doubts", count=count, all=len(now.rows[SITES]), each=session.as_plain(each)
            )
        )


def _begin(*, may_edit: bool) -> None:
    """Let the first network be brought, or the embedded county be taken."""
    st.info(t("shell.no_network"))
    if not may_edit:
        return
    if st.button(t("network.embedded"), key="network.embedded"):
        if networks.ensure_embedded(session.store()) is None:
            st.warning(t("network.no_embedded"))
        else:
            st.rerun()
    importing(None)
