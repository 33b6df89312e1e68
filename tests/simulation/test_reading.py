"""The file that says how far days stray from their plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from optimizer.errors import InputError
from optimizer.simulation import Uncertainty, Weather, read_uncertainty
from optimizer.simulation.lunar import lunar_day
from optimizer.units import MINUTE
from tests.instances import network, sites


@pytest.fixture
def towns():
    """Return the four-stop network; P and Q lie in towns."""
    names = {"P": "丙镇", "Q": "丁镇"}
    return network(sites=tuple(replace(s, town=names.get(s.site_id, "")) for s in sites()))


def codes(tmp_path, network, text):
    """Return the codes of the issues that a file has."""
    file = tmp_path / "uncertainty.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_uncertainty(file, network)
    return [(issue.code, issue.column) for issue in refused.value.issues]


def test_a_whole_file_is_read(tmp_path, towns):
    """Minutes become seconds; what is left out is as assumed."""
    file = tmp_path / "uncertainty.toml"
    file.write_text(
        """
        road_spread = 0.2
        max_hold_minutes = 45
        rain_is_known = true
        weather = "rain"
        holidays = ["2027-02-06", 2027-02-07]
        [markets]
        calendar = "solar"
        towns = { "丙镇" = [3, 6, 9] }
        """,
        encoding="utf-8",
    )
    found = read_uncertainty(file, towns)
    assert found.road_spread == 0.2
    assert found.max_hold == 45 * MINUTE
    assert found.weather is Weather.RAIN
    assert found.rain_is_known
    assert not Uncertainty().rain_is_known
    assert found.holidays == {date(2027, 2, 6), date(2027, 2, 7)}
    assert found.markets.held("丙镇", date(2026, 11, 23))
    assert not found.markets.held("丙镇", date(2026, 11, 24))
    assert not found.markets.held("丁镇", date(2026, 11, 23))
    assert found.stop_spread == Uncertainty().stop_spread


def test_all_mistakes_are_told_at_once(tmp_path, towns):
    """Unknown keys, values out of reason, unknown towns."""
    text = """
    road_spred = 0.2
    rain_roads = 30
    max_hold_minutes = -5
    rain_is_known = 1
    weather = "snow"
    holidays = ["2027-02-30"]
    [markets]
    calender = "lunar"
    towns = { "丙" = [3], "丁镇" = [13] }
    """
    assert codes(tmp_path, towns, text) == [
        ("E461", "road_spred"),
        ("E462", "rain_roads"),
        ("E462", "max_hold_minutes"),
        ("E462", "rain_is_known"),
        ("E462", "weather"),
        ("E462", "holidays"),
        ("E461", "markets.calender"),
        ("E463", "markets.towns.丙"),
        ("E462", "markets.towns.丁镇"),
    ]


def test_a_file_that_is_none_is_refused(tmp_path, towns):
    """Neither a broken file nor a missing one starts anything."""
    assert codes(tmp_path, towns, "road_spread = ") == [("E460", None)]
    with pytest.raises(InputError):
        read_uncertainty(tmp_path / "nowhere.toml", towns)


def test_factors_out_of_reason_are_refused():
    """Also where no file is read."""
    with pytest.raises(ValueError, match=r"rain_roads is 10, not between 0\.5 and 3"):
        Uncertainty(rain_roads=10.0)


@pytest.mark.parametrize(
    "day",
    ["2020-01-25", "2022-02-01", "2024-02-10", "2025-01-29", "2026-02-17", "2028-01-26"],
)
def test_spring_festival_is_the_first_of_a_month(day):
    """Known New Year's days of the Chinese calendar."""
    assert lunar_day(date.fromisoformat(day)) == 1


def test_mid_autumn_is_the_fifteenth():
    """Known festivals of the full moon."""
    assert lunar_day(date(2024, 9, 17)) == lunar_day(date(2025, 10, 6)) == 15
