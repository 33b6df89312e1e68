"""Asking for many days to be played: which days, what weather, what happens to people."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from optimizer.desk import studies
from optimizer.desk.scenarios_effort import duration, simulation_day_plans
from optimizer.domain import Network
from optimizer.errors import OptimizerError
from optimizer.jobs import SIMULATION, StudyRequest
from optimizer.simulation import Uncertainty, Weather
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.whatif_days import Days, days_form, plain_of, say_duration, under_choice
from optimizer.ui.words import t

TAB: Final = "simulation"
_ASSUMED: Final = Uncertainty()


def ask_part(net: NetworkVersion, network: Network) -> None:
    """Let a planner ask for days to be played."""
    when_at, what_at, who_at = st.columns([1.1, 1, 1], gap="medium")
    with when_at:
        days = days_form(net, TAB, days=14)
    with what_at:
        under = under_choice(session.store().scenarios.list(net.network_id), TAB)
        weather = st.segmented_control(
            t("simulation.weather"), [each.value for each in Weather], required=True, wrap=False,
            default=Weather.MIXED.value, key="simulation.ask_weather",
            format_func=lambda one: t(f"simulation.weather_{one}"),
            help=t("simulation.weather_help"),
        )  # fmt: skip
        rain_is_known = st.toggle(
            t("simulation.rain_is_known"), _ASSUMED.rain_is_known, key="simulation.rain_is_known",
            disabled=weather == Weather.DRY, help=t("simulation.rain_is_known_help"),
        )  # fmt: skip
        seeds = int(
            st.number_input(
                t("simulation.seeds"), 1, 10, 2, step=1, key="simulation.seeds",
                help=t("simulation.seeds_help"),
            )
        )  # fmt: skip
    with who_at:
        uncertainty = _uncertainty()
        if rain_is_known != _ASSUMED.rain_is_known:
            uncertainty["rain_is_known"] = rain_is_known
    found = duration(
        session.store(),
        net.network_id,
        SIMULATION,
        simulation_day_plans(days.days, seeds),
        effort=days.effort,
        times=len(network.rules.planning_times) or 1,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        wants = st.button(
            t("simulation.go"), type="primary", key="simulation.go", icon=":material/play_arrow:",
            disabled=not days.is_complete,
        )  # fmt: skip
        say_duration(found)
    if wants:
        request = StudyRequest(
            **{**days.asked, "seeds": seeds},
            title=_title(days, weather),
            under=plain_of(under) if under else None,
            weather=weather,
            uncertainty=uncertainty,
        )
        _ask(net, request)


def _uncertainty() -> dict[str, Any]:
    """Let be set how many are absent or refuse, and how far times stray; keys as in the TOML."""
    shares = {
        name: st.slider(
            t(f"simulation.{name}"), 0.0, 20.0, 100 * getattr(_ASSUMED, name), step=0.5,
            format="%.1f %%", key=f"simulation.ask_{name}", help=t(f"simulation.{name}_help"),
        )
        for name in ("absent", "refused")
    }  # fmt: skip
    spreads = {
        f"{name}_spread": st.slider(
            t(f"simulation.{name}_spread"), 0, 60, round(100 * usual), format="±%d %%",
            key=f"simulation.ask_{name}", help=t(f"simulation.{name}_help"),
        )
        for name, usual in (("road", _ASSUMED.road_spread), ("stop", _ASSUMED.stop_spread))
    }  # fmt: skip
    chosen = {name: value / 100 for name, value in {**shares, **spreads}.items()}
    return {name: value for name, value in chosen.items() if value != getattr(_ASSUMED, name)}


def _title(days: Days, weather: str) -> str:
    """Return what the simulation is called in lists."""
    return t(
        "simulation.title",
        days=days.days,
        first=f"{days.first_day:%m-%d}",
        weather=t(f"simulation.weather_{weather}"),
    )


def _ask(net: NetworkVersion, request: StudyRequest) -> None:
    """Put the simulation into the queue, or say everything that stands against it."""
    store: Any = session.store()
    try:
        studies.ask_simulation(store, session.user(), net.network_id, request)
    except OptimizerError as error:
        session.show_error(error)
        return
    st.rerun()
