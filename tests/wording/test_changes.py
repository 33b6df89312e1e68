"""Every change of a scenario says what it is, in both languages."""

import re

import pytest

from optimizer.scenarios import KINDS
from optimizer.wording.changes import change_text

HAN = re.compile(r"[\u3400-\u9fff]")

SAID = (
    (
        {
            "change": "add_site",
            "site": "T05",
            "name_zh": "Guandu",
            "latitude": 24.283,
            "longitude": 113.883,
            "like": "T04",
        },
        "在 (24.28300, 113.88300) 新开中转站 T05 Guandu，照 T04",
        "New transfer station T05 Guandu at (24.28300, 113.88300), like T04",
    ),
    ({"change": "open_site", "site": "T05"}, "开放 T05", "Open T05"),
    ({"change": "close_site", "site": "T05"}, "关闭 T05", "Close T05"),
    (
        {"change": "move_site", "site": "T05", "latitude": 24.0, "longitude": 113.0},
        "把 T05 移到 (24.00000, 113.00000)",
        "Move T05 to (24.00000, 113.00000)",
    ),
    (
        {"change": "change_site", "site": "S04", "premises": "T05", "docks": 4},
        "S04：设在 T05 站内，月台数 4",
        "S04: at the door of T05, docks 4",
    ),
    (
        {"change": "add_vehicles", "like": "micro_van", "count": 2, "home": "T05"},
        "T05 增加 2 辆微型面包车",
        "Add 2 vehicles (micro van) at T05",
    ),
    (
        {"change": "drop_vehicles", "home": "T05", "count": 2},
        "减掉 T05 的车中的 2 辆",
        "Drop 2 of the vehicles of T05",
    ),
    (
        {"change": "move_vehicles", "vehicles": ["van-5", "van-6"], "to": "T05"},
        "把 van-5、van-6 调到 T05",
        "Move van-5, van-6 to T05",
    ),
    (
        {"change": "retype_vehicles", "vehicle_type": "micro_van", "like": "box_truck"},
        "把所有微型面包车换成厢式货车",
        "Replace every micro van by box truck",
    ),
    (
        {"change": "change_shifts", "shifts": "07:00-13:00", "max_overtime_minutes": 30},
        "全部车辆的班次改为 07:00-13:00，最多加班 30 分钟",
        "All vehicles work 07:00-13:00, at most 30 min overtime",
    ),
    (
        {"change": "change_vehicle_prices", "vehicle_type": "box_truck", "cost_per_km": 2.5},
        "所有厢式货车：每公里费用 2.5",
        "Every box truck: cost per km 2.5",
    ),
    (
        {
            "change": "scale_demand",
            "factor": 2.0,
            "classes": ["live_plants"],
            "direction": "up",
        },
        "鲜活植物的上行运单量 ×2",
        "Orders (live plants, from the villages) ×2",
    ),
    (
        {"change": "close_road", "name": "S252", "ways": [1]},
        "关闭道路“S252”",
        "Close the road S252",
    ),
    (
        {"change": "slow_road", "name": "S252", "factor": 0.5, "profiles": ["truck"]},
        "道路“S252”车速 ×0.5，只限货车",
        "Drive the road S252 at ×0.5 its speed, for truck only",
    ),
    ({"change": "rain"}, "雨天：车速 ×0.9", "Rain: speeds ×0.9"),
    (
        {"change": "change_promise", "hours": 24, "by_class": {"food": 12.0}},
        "承诺改为 24 小时，食品 12 小时",
        "Promise 24 hours, food 12 hours",
    ),
    (
        {"change": "change_penalties", "penalties": {"late_per_order": 500.0}},
        "罚价：超时每票 500",
        "Penalties: late order 500",
    ),
)


@pytest.mark.parametrize(("change", "chinese", "english"), SAID)
def test_a_change_says_what_it_is(change, chinese, english):
    """Chinese and English say the same; English has no Chinese but names."""
    assert change_text(change, "zh") == chinese
    assert change_text(change, "en") == english
    assert not HAN.search(english)


def test_every_kind_has_its_sentence():
    """None of the changes that a scenario knows is shown as keys and values."""
    assert {change["change"] for change, _, _ in SAID} == set(KINDS)


def test_sites_are_named_as_people_call_them():
    """Wherever a site stands its name does, too."""
    called = {"T05": "T05 官渡", "S04": "S04 官渡镇"}.__getitem__
    change = {"change": "change_site", "site": "S04", "premises": "T05"}
    assert change_text(change, "zh", called) == "S04 官渡镇：设在 T05 官渡站内"


def test_a_station_that_is_called_one_is_not_called_so_twice():
    """The premises of 中转站 are 中转站内."""
    called = {"T05": "T05 官渡镇中转站", "S04": "S04 官渡镇"}.__getitem__
    change = {"change": "change_site", "site": "S04", "premises": "T05"}
    assert change_text(change, "zh", called) == "S04 官渡镇：设在 T05 官渡镇中转站内"
    assert change_text(change, "en", called) == "S04 官渡镇: at the door of T05 官渡镇中转站"


def test_what_nobody_knows_is_shown_as_it_is():
    """A change of a newer version is not hidden."""
    assert change_text({"change": "tunnel", "site": "X"}, "en") == "change = tunnel site = X"
