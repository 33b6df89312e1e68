"""How sure figures are is said in both languages, and only where there is something to say."""

import pytest

from optimizer.wording.certainty import outlook_text, together_text

BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


@BOTH
def test_one_scenario_says_nothing_more(lang):
    """Its interval is explained as ever."""
    assert together_text(1, 0.95, lang) == ""


def test_several_scenarios_hold_together_or_each_for_itself():
    """By the level that a study keeps; one of before there were levels says the truth too."""
    assert "3 个情景" in together_text(3, 0.983333, "zh")
    assert "98.3% 区间" in together_text(3, 0.983333, "zh")
    english = together_text(3, 0.983333, "en")
    assert "hold together in 95 of 100, and so do all margins" in english  # not all of both
    assert "(each by itself is one of 98.3 %)" in english
    assert "99.8 %" in together_text(20, 0.9975, "en")
    assert "只对它自己成立；3 个" in together_text(3, 0.95, "zh")
    assert "holds for itself only; among 3" in together_text(3, 0.95, "en")


def test_few_days_say_how_many_would_do():
    """So many, or more than the most that anybody should ask for."""
    known = {"days": 8, "blocks": 3, "needed": 29, "most": 60}
    assert "8 天只抵得上约 3 段" in outlook_text(known, "zh")
    assert "大约要 29 天才可能有结论" in outlook_text(known, "zh")
    assert "it would probably take about 29 days to tell" in outlook_text(known, "en")
    beyond = known | {"needed": None}
    assert "要 60 天以上才可能有结论" in outlook_text(beyond, "zh")
    assert "it would probably take more than 60 days to tell" in outlook_text(beyond, "en")
