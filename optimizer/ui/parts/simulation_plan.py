"""What one plan is worth on the road: 500 replays, the villages, and what is fragile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from optimizer.desk.plans import OpenPlan
from optimizer.desk.replaying import Replayed, ReplayRequest, replay_plan
from optimizer.simulation import Uncertainty, Weather
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.plan_choice import plan_choice
from optimizer.ui.parts.simulation_map import reliability_map
from optimizer.ui.parts.simulation_weak import FRAGILE, show_weak
from optimizer.ui.parts.study_numbers import share
from optimizer.ui.words import t

_ASSUMED = Uncertainty()


def replay_part(net: NetworkVersion, choice_at: DeltaGenerator) -> None:
    """Replay the plan that is chosen in a place, and show what of it holds."""
    chosen = session.chosen_plan()
    if chosen is None:
        st.info(t("simulation.no_plan"))
        return
    with choice_at:
        plan_choice(session.store().plans.recent(net.network_id, limit=30), chosen)
    request = _request()
    with st.spinner(t("simulation.replaying"), show_time=False):
        opened = session.opened(chosen.plan_id)
        found = _replayed(chosen.plan_id, request)
    if not found.carried:
        st.info(t("simulation.nothing_carried"))
        return
    _headline(opened, found)
    drawing, lists = st.columns([1.05, 1], gap="small")
    with drawing:
        reliability_map(
            chosen.version_id,
            _villages(opened, found),
            _marks(opened, found),
            title=t("simulation.map_title"),
            key="simulation.map",
        )
        st.caption(t("simulation.map_told"))
    with lists:
        show_weak(opened, found, request)


def _request() -> ReplayRequest:
    """Let weather and spreads be set."""
    weather_at, road_at, stop_at, told_at = st.columns(
        [2.3, 2, 2, 2.6], vertical_alignment="center", gap="medium"
    )
    weather = weather_at.segmented_control(
        t("simulation.weather"), [each.value for each in Weather], default=Weather.MIXED.value,
        required=True, key="simulation.weather", wrap=False,
        format_func=lambda one: t(f"simulation.weather_{one}"), help=t("simulation.weather_help"),
    )  # fmt: skip
    road = _spread(road_at, "road", _ASSUMED.road_spread)
    stop = _spread(stop_at, "stop", _ASSUMED.stop_spread)
    told_at.caption(t("simulation.assumed"))
    # Whether somebody is there no plan decides: here it is the times that count.
    return ReplayRequest(
        weather=weather, road_spread=road / 100, stop_spread=stop / 100, absent=0.0, refused=0.0
    )


def _spread(place: DeltaGenerator, name: str, usual: float) -> int:
    """Let a spread be set, in per cent."""
    return int(
        place.slider(
            t(f"simulation.{name}_spread"), 0, 60, round(usual * 100), key=f"simulation.{name}",
            format="±%d %%", help=t(f"simulation.{name}_help"),
        )
    )  # fmt: skip


# Of ten thousand orders each of them holds some megabytes.
@st.cache_resource(show_spinner=False, max_entries=12)
def _replayed(plan_id: int, request: ReplayRequest) -> Replayed:
    """Replay a plan once for the same request; plans never change."""
    return replay_plan(session.opened(plan_id), request)


def _headline(opened: OpenPlan, found: Replayed) -> None:
    """Say in one line what the plan is worth, and in one more where it is weak."""
    fragile = sum(transfer.probability < FRAGILE for transfer in found.transfers)
    late = sum(trip.home_in_time < FRAGILE for trip in found.trips)
    facts = [
        t("simulation.carried", count=f"{found.carried:,}"),
        t("simulation.fragile_count", count=fragile, all=len(found.transfers)),
        t("simulation.trips_count", count=late, all=len(found.trips)),
    ]
    if found.villages:
        worst = min(found.villages, key=lambda village: (found.villages[village][1], village))
        name = opened.reading.name(worst, session.lang())
        facts.append(t("simulation.worst", name=name, share=share(found.villages[worst][1])))
    sentence = t("simulation.headline", count=found.replays, share=share(found.on_time))
    st.html(
        '<div style="border-left:6px solid #0072b2;background:#f6f8f9;border-radius:6px;'
        'padding:6px 14px"><div style="font-size:22px;font-weight:600;line-height:1.35">'
        f'{escape(sentence)}</div><div style="font-size:13px;color:#5f6368">'
        f"{escape(' · '.join(facts))}</div></div>"
    )


def _villages(opened: OpenPlan, found: Replayed) -> dict[str, Mapping[str, Any]]:
    """Return how every village is coloured, and what is said of it."""
    values: dict[str, Mapping[str, Any]] = {}
    for site in opened.county.instance.sites:
        if site.is_base:
            continue
        count, chance = found.villages.get(site.site_id, (0, None))
        text = t("simulation.village_none")
        if chance is not None:
            text = t("simulation.village", share=share(chance), count=count)
        values[site.site_id] = {"share": chance, "text": text}
    return values


def _marks(opened: OpenPlan, found: Replayed) -> Iterator[Mapping[str, Any]]:
    """Yield a mark for each station at which transfers are fragile."""
    fragile = Counter(each.site_id for each in found.transfers if each.probability < FRAGILE)
    for site_id, count in sorted(fragile.items()):
        site = opened.reading.site(site_id)
        if site.longitude is not None and site.latitude is not None:
            text = t("simulation.mark", count=count)
            yield {"at": [site.longitude, site.latitude], "text": text, "label": f"{count}"}
