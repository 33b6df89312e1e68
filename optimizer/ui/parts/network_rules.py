"""Prices and rules of a network, and the speeds on its roads."""

from __future__ import annotations

from typing import Any

import streamlit as st

from optimizer.desk.networks_rules import (
    Rule,
    read_rule,
    rule_list,
    speed_changes,
    speed_profiles,
    speed_rows,
)
from optimizer.desk.networks_toml import Key
from optimizer.ui.parts.network_bench import Bench
from optimizer.ui.parts.network_columns import word_of
from optimizer.ui.parts.network_tables import HEIGHT, seeded
from optimizer.ui.words import WORDS, t


def network_rules(bench: Bench, *, may_edit: bool) -> None:
    """Show rules and speeds side by side and keep what is typed into them."""
    st.caption(t("network.about.rules"))
    rules_at, speeds_at = st.columns([3, 2])
    with rules_at:
        _rules(bench, may_edit=may_edit)
    with speeds_at:
        _speeds(bench, may_edit=may_edit)


def _rules(bench: Bench, *, may_edit: bool) -> None:
    """Show every rule as a line with its value."""
    now = _now(bench)
    rules = rule_list(now)
    key, seed = seeded("rules", bench, lambda: [_line(rule) for rule in rules])
    records = st.data_editor(
        seed,
        key=key,
        height=HEIGHT,
        hide_index=True,
        placeholder="",
        num_rows="fixed",
        disabled=["rule", "default", "source", "path"] if may_edit else True,
        column_order=["rule", "value", "default", "source"],
        column_config={
            "rule": st.column_config.TextColumn(t("network.rule"), width=230, pinned=True),
            "value": st.column_config.TextColumn(t("network.value"), width=170),
            "default": st.column_config.TextColumn(
                t("network.default"), help=t("network.default_help"), width=120
            ),
            "source": st.column_config.TextColumn(t("network.source"), width="large"),
        },
    )
    if not may_edit:
        return
    by_path = {rule.path: rule for rule in rules}
    for record in records:
        rule = by_path.get(record["path"])
        if rule is not None and (record["value"] or "").strip() != (_shown(rule) or ""):
            before = bench.base.rules.get(rule.key)
            bench.set_rule(rule.key, read_rule(rule.kind, record["value"] or "", before))


def _speeds(bench: Bench, *, may_edit: bool) -> None:
    """Show the speeds by class of road and road profile."""
    now = _now(bench)
    profiles = speed_profiles(bench.base.rules)
    if not profiles:
        st.info(t("network.no_speeds"))
        return
    key, seed = seeded(
        "speeds", bench,
        lambda: [{**row, "called": _class(row["class"])} for row in speed_rows(now)],
    )  # fmt: skip
    speed = {
        each: st.column_config.NumberColumn(
            t("network.speed", profile=word_of(each)), help=t("network.speed_help")
        )
        for each in profiles
    }
    records = st.data_editor(
        seed,
        key=key,
        height=HEIGHT,
        hide_index=True,
        placeholder="",
        num_rows="dynamic" if may_edit else "fixed",
        disabled=["called"] if may_edit else True,
        column_order=["class", "called", *profiles],
        column_config={
            "class": st.column_config.TextColumn(t("network.road_class"), required=True),
            "called": st.column_config.TextColumn(t("network.road_class_name")),
            **speed,
        },
    )
    if may_edit:
        wanted = speed_changes(records, bench.base.rules)
        for each in [each for each in bench.rules if each[0] == "speeds_kmh"]:
            if each not in wanted:
                del bench.rules[each]
        for each, value in wanted.items():
            bench.set_rule(each, value)


def _now(bench: Bench) -> dict[Key, Any]:
    """Return the rules as they are to be."""
    now = {**bench.base.rules, **bench.rules}
    return {key: value for key, value in now.items() if value is not None}


def _line(rule: Rule) -> dict[str, Any]:
    """Return a rule as a line of the table."""
    return {
        "path": rule.path,
        "rule": rule_name(rule.path),
        "value": _shown(rule),
        "default": word_of(rule.default) if rule.default else None,
        "source": rule.source or None,
    }


def _shown(rule: Rule) -> str | None:
    """Return the value of a rule as people read it."""
    return (word_of(rule.text) if rule.kind == "yes_no" else rule.text) or None


def rule_name(path: str) -> str:
    """Return what people call a rule; of a table by class or profile the last word is kept."""
    if f"network.rule.{path}" in WORDS:
        return t(f"network.rule.{path}")
    above, _, last = path.rpartition(".")
    if f"network.rule.{last}" in WORDS:
        last_name = t(f"network.rule.{last}")
        return f"{rule_name(above)} · {last_name}"
    return f"{rule_name(above)} · {word_of(last)}" if above else word_of(path)


def _class(name: str) -> str:
    """Return what people call a class of road."""
    plain = name.removesuffix("_link")
    if f"network.road.{plain}" not in WORDS:
        return ""
    road = t(f"network.road.{plain}")
    return t("network.road.link", road=road) if name.endswith("_link") else road
