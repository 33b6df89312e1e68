"""What the checker finds is said in a dispatcher's words, in both languages."""

import re

import pytest

from optimizer.domain import Violation
from optimizer.wording import violation_text, violation_where
from tests.checker.mutations import MUTATIONS
from tests.checker.world import World

NAMES = {"H": "县级中心", "A": "江尾站", "P": "南浦村", "Q": "仙北村"}
HAN = re.compile(r"[\u4e00-\u9fff]")
RAW_UNIT = re.compile(r"\d s\b|\bcents\b|\bcount\b|\bml\b")


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: f"{m.code}: {m.name}")
def test_every_way_to_break_a_plan_has_words(mutation):
    """No English word but ids stands in the Chinese, no Chinese but names in the English."""
    world = World()
    mutation.breaks(world)
    for violation in world.check():
        chinese = violation_text(violation, "zh", NAMES)
        english = violation_text(violation, "en")
        assert HAN.search(chinese)
        assert not re.search(r"\b(the|is|not|order|vehicle|from)\b", chinese), chinese
        assert not HAN.search(english), english
        for said in (chinese, english):
            assert not RAW_UNIT.search(said), said
            assert not re.search(r"[{}]", said), said


@pytest.mark.parametrize(
    ("where", "chinese", "english"),
    [
        ("t-1 stop 3 at S01", "车次 t-1 第3站 江尾", "trip t-1 stop 3 江尾"),
        (
            "o 1, t-1 stop 3 at S01",
            "运单 o 1，车次 t-1 第3站 江尾",
            "order o 1, trip t-1 stop 3 江尾",
        ),
        ("o1, t-1", "运单 o1，车次 t-1", "order o1, trip t-1"),
        (
            "van-1, shift from 2026-11-23T08:00:00+08:00",
            "车辆 van-1，2026-11-23 08:00 的班次",
            "vehicle van-1, shift from 2026-11-23 08:00",
        ),
        ("S01 on 2026-11-23", "江尾，2026-11-23", "江尾, 2026-11-23"),
        ("S01 from 2026-11-23T09:00:00+08:00", "江尾，2026-11-23 09:00 起", None),
        ("t-1 distance_m", "车次 t-1 里程", "trip t-1 distance"),
        ("t-1 stop 2 at S01 onboard_kg", "车次 t-1 第2站 江尾 车上重量", None),
        ("kpis.on_time_share", "准时率", "share on time"),
    ],
)
def test_where(where, chinese, english):
    """Every way in which the checker says where is understood."""
    violation = Violation("V999", 1, where, "")
    assert violation_where(violation, "zh", {"S01": "江尾"}) == chinese
    if english:
        assert violation_where(violation, "en", {"S01": "江尾"}) == english


@pytest.mark.parametrize(
    ("excess", "unit", "says"),
    [
        (30, "s", "30 秒"),
        (720, "s", "12 分钟"),
        (5_430, "s", "1 小时 30 分 30 秒"),
        (20_000, "g", "20 kg"),
        (150_000, "ml", "0.15 m³"),
        (12_345, "m", "12.345 km"),
        (1_234_50, "cents", "1,234.50 元"),
    ],
)
def test_amounts_are_in_the_units_that_people_use(excess, unit, says):
    """Seconds become minutes, grams kilograms, millilitres m³, metres km and cents yuan."""
    violation = Violation("V238", 13, "kpis.operating_cost", "", excess, unit)
    assert says in violation_text(violation, "zh")


def test_a_code_of_a_later_version_is_shown_as_it_is():
    """An unknown code falls back on its message instead of breaking the page."""
    said = violation_text(Violation("V999", 1, "x", "a new rule"), "zh")
    assert said == "x：V999 a new rule"
