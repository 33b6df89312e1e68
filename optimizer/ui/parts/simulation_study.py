"""What many played days came to: the promise, its price, by need and by habit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from typing import Final

import streamlit as st

from optimizer.ui import session
from optimizer.ui.parts.simulation_by_day import show_days
from optimizer.ui.parts.simulation_villages import show_villages
from optimizer.ui.parts.study_asked import show_failures, tell_failures
from optimizer.ui.parts.study_numbers import Spelling, share
from optimizer.ui.parts.study_open import Entry, ShownStudy, older_text
from optimizer.ui.parts.study_table import Cell, Row, show_table
from optimizer.ui.parts.study_verdict import show_verdict
from optimizer.ui.words import WORDS, t
from optimizer.wording.changes import change_text

NEED: Final = "by_need"
HABIT: Final = "habit"
VIEWS: Final = ("villages", "days", "policies", "asked")

Figure = Callable[[Entry], str]


def show_simulation(study: ShownStudy) -> None:
    """Show a simulation."""
    document = study.document
    if not document["by_day"]:
        st.warning(t("simulation.no_days"))
        show_failures(study)
        return
    _headline(study)
    gain = document["gain"]
    show_verdict(study, gain["verdict"], gain["noise"])
    tell_failures(study)
    view = st.segmented_control(
        t("simulation.view"), VIEWS, default="villages", key="simulation.view", required=True,
        format_func=lambda one: t(f"simulation.view_{one}"), label_visibility="collapsed",
    )  # fmt: skip
    if view == "villages":
        show_villages(study)
    elif view == "days":
        show_days(study)
    elif view == "policies":
        _policies(study)
    else:
        _asked(study)


def _headline(study: ShownStudy) -> None:
    """Say what the promise was worth, and show the figures that a planner looks at first."""
    need, habit = (study.document["policies"][name] for name in (NEED, HABIT))
    told = t(
        "simulation.promise",
        share=share(need["on_time_share"]),
        orders=f"{need['on_time'] + need['late'] + need['missing']:,}",
        days=study.document["days_played"],
    )
    cards = "".join(
        f'<div style="flex:1 1 120px;border:1px solid #dfe3e6;border-radius:8px;padding:4px 10px">'
        f'<div style="font-size:12px;color:#5f6368">{escape(name)}</div>'
        f'<div style="font-size:18px;font-weight:600;line-height:1.3">{escape(mine)}</div>'
        f'<div style="font-size:12px;color:#5f6368">{escape(t("simulation.habit_is", value=its))}'
        "</div></div>"
        for name, mine, its in _cards(study, need, habit)
    )
    st.html(
        f'<div style="font-size:20px;font-weight:600;padding-bottom:6px">{escape(told)}</div>'
        f'<div style="display:flex;flex-wrap:wrap;gap:6px">{cards}</div>'
    )


def _cards(study: ShownStudy, need: Entry, habit: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield a name, the figure by need, and that by habit."""
    figures = _figures(study)
    for name in ("on_time_share", "cost_per_day", "cost_per_piece", "worked_share", "fill"):
        yield t(f"simulation.figure_{name}"), figures[name](need), figures[name](habit)
    yield (
        t("simulation.figure_broken_share"),
        figures["broken_share"](need),
        (figures["broken_share"](habit)),
    )


def _figures(study: ShownStudy) -> dict[str, Figure]:
    """Return how each figure of a policy is written, in the order of the table."""
    money, price = (Spelling(form, study.currency) for form in ("money", "price"))

    def a_day(name: str) -> Figure:
        return lambda side: f"{side[name] / side['days']:,.1f}" if side["days"] else "—"

    def part(name: str) -> Figure:
        # An older simulation lacks what is counted by now.
        is_known = all(name in study.document["policies"][policy] for policy in (NEED, HABIT))
        return lambda side: (
            money.amount(side[name] / side["days"]) if side["days"] and is_known else "—"
        )

    def of(name: str) -> Figure:
        return lambda side: share(side[name])

    def count(name: str) -> Figure:
        return lambda side: f"{side[name]:,}"

    return {
        "on_time_share": of("on_time_share"),
        "late": count("late"),
        "missing": count("missing"),
        "returned": count("returned"),
        "absent": count("absent"),
        "cost_per_day": lambda side: money.amount(side["cost_per_day"]),
        "cost_vehicles": part("cost_vehicles"),
        "cost_stations": part("cost_stations"),
        "cost_handling": part("cost_handling"),
        "cost_rent": part("cost_rent"),
        "cost_run_off": part("cost_run_off"),
        "cost_per_piece": lambda side: price.amount(side["cost_per_piece"]),
        "worked_share": of("worked_share"),
        "fill": of("fill"),
        "trips": a_day("trips"),
        "km": a_day("km"),
        "hours": a_day("hours"),
        "broken_share": of("broken_share"),
        "broken_transfers": count("broken_transfers"),
        "called_off_trips": count("called_off_trips"),
        "left_behind": count("left_behind"),
    }


def _policies(study: ShownStudy) -> None:
    """Show every figure of both ways to plan, and the promise by weather."""
    sides = [study.document["policies"][name] for name in (NEED, HABIT)]
    left, right = st.columns([1.3, 1], gap="medium")
    heads = [t(f"simulation.{name}") for name in ("figure", NEED, HABIT)]
    with left:
        rows: list[Row] = [
            (t(f"simulation.figure_{name}"), *(Cell(figure(side)) for side in sides))
            for name, figure in _figures(study).items()
        ]
        show_table(heads, rows, height=560)
    with right:
        gain = study.document["gain"]
        cost, on_time = Spelling("money", study.currency), Spelling("share", study.currency)
        for name, spelling in (("cost_per_day", cost), ("on_time_share", on_time)):
            found = gain[name]
            said = t(
                f"simulation.gain_{name}",
                difference=spelling.difference(found["mean"]),
                interval=t("simulation.no_interval")
                if found["low"] is None
                else spelling.interval(found["low"], found["high"]),
                better=found["days_better"],
                days=found["days"],
            )
            st.markdown(session.as_plain(said))
        weathers = [
            (name, [side["by_weather"][name] for side in sides]) for name in ("dry", "rain")
        ]
        show_table(
            [t("simulation.weather"), *heads[1:]],
            [
                (
                    t("simulation.weather_days", weather=t(f"simulation.on_{name}"),
                      days=pair[0]["days"]),
                    *(Cell(share(side["on_time_share"])) for side in pair),
                )
                for name, pair in weathers
            ],
        )  # fmt: skip
        st.caption(t("simulation.policies_told"))


def _closed(closed: int | None, seeds: int) -> str:
    """Say how many histories have a run-off; None is an older result, which has none."""
    if closed is None:
        return t("simulation.asked_unclosed")
    if closed == seeds:
        return t("simulation.asked_closed")
    return t("simulation.asked_partly_closed", closed=closed, seeds=seeds)


def _asked(study: ShownStudy) -> None:
    """Show what was asked, and what could not be played."""
    document, row = study.document, study.row
    orders, season = document["orders"], document["orders"].get("season", "")
    known = f"whatif.season.{season}"
    facts = [
        t("simulation.asked_days", days=document["days"], first=document["first_day"],
          seeds=document["seeds"]),
        t("simulation.asked_history")
        if orders["kind"] == "history"
        else t("simulation.asked_drawn", season=t(known) if known in WORDS else season,
               scale=f"{orders['scale']:g}"),
        t("simulation.asked_weather", weather=t(f"simulation.weather_{document['weather']}")),
        t("simulation.asked_people", **{
            name: share(document["uncertainty"][name]) for name in ("absent", "refused")
        }),
        t("simulation.asked_spreads", **{
            name: f"{100 * document['uncertainty'][f'{name}_spread']:.0f}"
            for name in ("road", "stop")
        }),
        _closed(document.get("histories_closed"), document["seeds"]),
        t("simulation.asked_effort", effort=f"{document['effort']:,}", seed=document["seed"]),
        t("simulation.asked_by", by=row.made_by, at=study.moment(row.made_at)),
    ]  # fmt: skip
    if document["uncertainty"].get("rain_is_known"):
        facts.insert(3, t("simulation.asked_rain_known"))
    if older := older_text(row.version_id):
        facts.append(older)
    st.markdown("\n".join(f"- {session.as_plain(text)}" for text in facts))
    under = document.get("under")
    if under:
        st.markdown(f"**{session.as_plain(t('simulation.under', name=study.called(under)))}**")
        called = partial(study.site, scenario=under)
        said = [change_text(one, study.lang, called) for one in under["changes"]]
        st.markdown("\n".join(f"- {session.as_plain(text)}" for text in said))
    show_failures(study)
