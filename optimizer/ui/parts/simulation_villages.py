"""What the promise was worth by village and class: a map, and tables to search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from optimizer.ui.parts.simulation_map import reliability_map
from optimizer.ui.parts.study_numbers import share
from optimizer.ui.parts.study_open import Entry, ShownStudy
from optimizer.ui.parts.study_table import Cell, show_table
from optimizer.ui.words import t
from optimizer.wording.goods import class_name

POLICIES: Final = ("by_need", "habit")


def show_villages(study: ShownStudy) -> None:
    """Show the villages on the map of one way to plan, beside the tables of both."""
    drawing, lists = st.columns([1.05, 1], gap="small")
    with lists:
        which, search = st.columns([1.5, 1], vertical_alignment="center")
        policy = which.segmented_control(
            t("simulation.policy"), POLICIES, default="by_need", required=True, wrap=False,
            format_func=lambda one: t(f"simulation.{one}"), key="simulation.policy",
            label_visibility="collapsed",
        )  # fmt: skip
        wanted = search.text_input(
            t("simulation.search_village"), key="simulation.search_village",
            placeholder=t("simulation.search_village"), label_visibility="collapsed",
            icon=":material/search:",
        ).strip().casefold()  # fmt: skip
        _villages(study, policy, wanted)
        _classes(study)
    with drawing:
        reliability_map(
            study.row.version_id,
            _values(study, policy),
            title=t("simulation.map_share"),
            key=f"simulation.days.{study.row.study_id}",
        )
        st.caption(t("simulation.promise_told"))


def _values(study: ShownStudy, policy: str) -> dict[str, Mapping[str, Any]]:
    """Return how every village is coloured, and what is said of it."""
    values: dict[str, Mapping[str, Any]] = {
        site.site_id: {"share": None, "text": t("simulation.village_never")}
        for site in study.network.sites
        if not site.is_base
    }
    for village in study.document["villages"]:
        own = village[policy]
        if own["on_time_share"] is None:
            continue
        text = t(
            "simulation.village_days",
            share=share(own["on_time_share"]),
            orders=own["orders"],
            hours=_hours(own),
        )
        values[village["site_id"]] = {"share": own["on_time_share"], "text": text}
    return values


def _villages(study: ShownStudy, policy: str, wanted: str) -> None:
    """List the villages, the worst first."""

    def words(village: Entry) -> str:
        names = (village["name_zh"], village["name_en"], village["town"], village["site_id"])
        return " ".join(name or "" for name in names).casefold()

    found = [one for one in study.document["villages"] if wanted in words(one)]
    known = [one for one in found if one[policy]["on_time_share"] is not None]
    known.sort(key=lambda one: (one[policy]["on_time_share"], one["site_id"]))
    if not known:
        st.caption(t("simulation.nothing_found"))
        return
    other = POLICIES[policy == POLICIES[0]]
    in_time, beside = t("simulation.in_promise"), t(f"simulation.beside_{other}")
    rows = [
        {
            in_time: 100 * one[policy]["on_time_share"],
            t("simulation.village_name"): study.called(one) or one["site_id"],
            t("simulation.town"): one["town"],
            t("simulation.orders"): one[policy]["orders"],
            t("simulation.late"): one[policy]["late"] + one[policy]["missing"],
            t("simulation.mean_hours"): one[policy]["hours_mean"],
            beside: _percent(one[other]["on_time_share"]),
        }
        for one in known
    ]
    number = st.column_config.NumberColumn
    st.dataframe(
        rows, hide_index=True, height=245, key="simulation.villages",
        column_config={
            in_time: st.column_config.ProgressColumn(
                min_value=0, max_value=100, format="%.1f%%", width=110
            ),
            beside: number(format="%.1f%%"),
            t("simulation.mean_hours"): number(format="%.1f"),
        },
    )  # fmt: skip


def _classes(study: ShownStudy) -> None:
    """Show what the promise was worth by class of goods."""
    sides = [study.document["policies"][policy]["by_class"] for policy in POLICIES]
    rows: list[Sequence[Cell | str]] = []
    for name in sorted({name for side in sides for name in side}):
        shares = (share(side.get(name, {}).get("on_time_share")) for side in sides)
        orders = f"{sides[0].get(name, {}).get('orders', 0):,}"
        rows.append((class_name(name, study.lang), orders, *(Cell(one) for one in shares)))
    heads = [t(f"simulation.{name}") for name in ("class", "orders", *POLICIES)]
    show_table(heads, rows, height=190)


def _percent(value: float | None) -> float | None:
    """Return a share in per cent."""
    return None if value is None else 100 * value


def _hours(own: Entry) -> str:
    """Return the mean time to delivery."""
    return "—" if own["hours_mean"] is None else f"{own['hours_mean']:.1f}"
