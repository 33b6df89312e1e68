"""What the days are like."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from optimizer.simulation import Markets, Uncertainty, Weather, certain
from optimizer.simulation.conditions import draw_conditions, spread
from optimizer.simulation.replays.draws import draw_times
from tests.instances import network, sites

MONDAY = date(2026, 11, 23)


def conditions(uncertainty, days=1, replays=4, **changes):
    """Draw some days of the four-stop county."""
    rng = np.random.default_rng(1)
    these = [MONDAY + timedelta(days=day) for day in range(days)]
    return draw_conditions(uncertainty, network(**changes), these, replays=replays, rng=rng)


def test_factors_have_the_mean_one():
    """What is drawn round the plan is right on average."""
    factors = spread(np.random.default_rng(1).standard_normal(100_000), 0.5)
    assert factors.mean() == pytest.approx(1.0, abs=0.01)


def test_rain_comes_in_spells_and_in_its_share():
    """Of 400 days in 200 replays 0.3 are wet; after a wet day it is 0.6 of them."""
    rain = conditions(certain(rain_share=0.3, rain_stays=0.6), days=400, replays=200).rain
    assert rain.mean() == pytest.approx(0.3, abs=0.01)
    assert rain[1:][rain[:-1]].mean() == pytest.approx(0.6, abs=0.01)


@pytest.mark.parametrize(("weather", "wet"), [(Weather.RAIN, True), (Weather.DRY, False)])
def test_the_weather_can_be_given(weather, wet):
    """Rain slows roads and stops; a dry day does not."""
    found = conditions(certain(weather=weather, rain_roads=1.5, rain_stops=1.2))
    assert (found.rain == wet).all()
    assert (found.roads == (1.5 if wet else 1.0)).all()
    assert (found.stops == (1.2 if wet else 1.0)).all()


def test_a_market_slows_its_own_town_only(good):
    """On the 23rd P's town holds its market: ways to P and stops there take a fifth longer."""
    town = tuple(replace(s, town="丙镇" if s.site_id == "P" else "") for s in sites())
    markets = Markets({"丙镇": frozenset({3})}, is_lunar=False)
    unsure = replace(certain(), market_roads=1.2, market_stops=1.2, markets=markets)
    found = conditions(unsure, days=3, sites=town)
    draws = draw_times(good.line, unsure, found, np.random.default_rng(1))
    at_p = (good.line.site == 2) & (good.line.day == 0)
    assert at_p.any()
    for planned, drawn in ((good.line.drive, draws.drives), (good.line.length, draws.lengths)):
        factor = np.where(at_p, 1.2, 1.0)
        assert (drawn == np.rint(planned * factor)[:, None]).all()


def test_holidays_slow_everybody():
    """On its day, and on no other."""
    unsure = replace(certain(), holiday_roads=1.3, holidays=frozenset({MONDAY}))
    found = conditions(unsure, days=2)
    assert (found.roads[0] == 1.3).all()
    assert (found.roads[1] == 1.0).all()


def test_the_days_do_not_hang_on_each_other_but_for_rain():
    """The luck of a day is the same for all drives of a replay, and differs by replay."""
    found = conditions(Uncertainty(weather=Weather.DRY, day_spread=0.2), days=3, replays=500)
    assert np.unique(found.roads).size == 1500
    assert abs(np.corrcoef(found.roads[0], found.roads[1])[0, 1]) < 0.15
