"""What a day of today's stations is made of beside the best, and what candidates would cost."""

from __future__ import annotations

import streamlit as st

from optimizer.reports.comparison.words import part_name
from optimizer.ui.parts.study_numbers import Spelling
from optimizer.ui.parts.study_open import ShownStudy
from optimizer.ui.parts.study_table import Cell, Row, show_table
from optimizer.ui.words import t


def show_costs(study: ShownStudy) -> None:
    """Show the parts of a day's cost, the largest first, on the days that chose the best."""
    today, best = study.document["today"], study.document["best"]
    if not best or today["cost_per_day"] is None:
        st.info(t("study.no_best"))
        return
    money = Spelling("money", study.currency)
    ours, theirs = today["cost_parts"], best["cost_parts"]
    names = [name for name in {**ours, **theirs} if ours.get(name) or theirs.get(name)]
    names.sort(key=lambda name: -max(ours.get(name, 0.0), theirs.get(name, 0.0)))
    rows: list[Row] = []
    for name in names:
        is_total, one, two = name == "total", ours.get(name, 0.0), theirs.get(name, 0.0)
        amounts = (money.amount(one), money.amount(two), money.difference(two - one))
        rows.append(
            [Cell(each, is_bold=is_total) for each in (part_name(name, study.lang), *amounts)]
        )
    heads = ("", t("study.today"), study.called(best), t("study.head_difference"))
    left, _ = st.columns([3, 2])
    with left:
        show_table(heads, rows)
        st.caption(t("study.costs_told"))


def show_candidates(study: ShownStudy) -> None:
    """Show what could be opened, at which rent and investment."""
    document, money = study.document, Spelling("money", study.currency)
    best = document["best"]["stations"] if document["best"] else []
    rows: list[Row] = []
    for each in document["candidates"]:
        place = document["places"][each["site_id"]]
        invested = each["investment"]
        a_day = invested / each["lifetime_days"] if invested else 0.0
        rows.append(
            (
                study.called(place),
                t("study.yes") if place["is_open_today"] else "",
                Cell(t("study.yes") if each["site_id"] in best else "", "better"),
                money.amount(each["rent_per_day"]),
                money.amount(invested or None),
                f"{each['lifetime_days']:,}" if invested else "—",
                Spelling("price", study.currency).amount(a_day) if invested else "—",
            )
        )
    names = ("station", "open_today", "open_best", "rent", "investment", "lifetime", "share_a_day")
    show_table([t(f"study.head_{name}") for name in names], rows, words=3)
    budget = document["budget"]
    if budget is not None:
        st.caption(t("study.budget", budget=money.amount(budget)))
