"""The one sentence of several scenarios: the best is named, but not beyond what days tell."""

from dataclasses import replace

import numpy as np
import pytest

from optimizer.days import VerdictKind
from optimizer.scenarios import BASE, CloseSite, Scenario, answer, headline
from tests.scenarios.test_comparing import question, result

NAMES = ("甲", "乙", "丙", "丁", "戊")


def asked(count, num=28):
    """Return a question about so many scenarios."""
    scenarios = tuple(Scenario(name, f"{name}-en", (CloseSite("A"),), "x") for name in NAMES)
    return replace(question(num), scenarios=scenarios[:count])


def said(*savings, spread=3.0):
    """Return the headline of scenarios that save so much a day, each day more or less."""
    rng = np.random.default_rng(4)
    about = asked(len(savings))
    own = dict(zip(NAMES, savings, strict=False)) | {BASE: 0.0}
    days = {day: 1_000 + 100 * rng.normal() for day in about.days}
    wobble = {(day, name): spread * rng.normal() for day in about.days for name in own}
    found = [
        result(
            run.variant,
            run.day,
            run.seed,
            days[run.day]
            - own[run.variant]
            + wobble[run.day, run.variant] * (run.variant != BASE)
            + 0.1 * rng.normal(),
        )
        for run in about.runs()
    ]
    return headline(answer(about, found))


def test_one_scenario_is_its_own_headline():
    """Word for word."""
    about = asked(1)
    found = answer(about, [result(each.variant, each.day, 0, 9) for each in about.runs()])
    assert headline(found) is found.comparisons[0].verdict


def test_the_best_is_named_where_the_days_tell_it_from_the_next():
    """Fifty against twenty a day: the second scenario is the best, and surely so."""
    found = said(20, 50, 0)
    assert found.kind is VerdictKind.BETTER
    assert found.sentence_zh.startswith("乙 每天节省 50")
    assert found.sentence_zh.endswith("（3 个情景里 2 个更省，它省得最多，与其余的分得开）")
    assert "乙-en saves 50" in found.sentence_en
    assert "of 3 scenarios 2 are cheaper" in found.sentence_en


def test_scenarios_that_days_do_not_tell_apart_are_named_together():
    """Both save about fifty, the best by the mean first; a third that saves less is left out."""
    found = said(50, 50.3, 20)
    assert found.kind is VerdictKind.BETTER
    assert "甲" in found.sentence_zh.split("都更省")[0]
    assert "乙" in found.sentence_zh.split("都更省")[0]
    assert "丙" not in found.sentence_zh
    assert found.sentence_zh.endswith(" 都更省；哪个省得更多，这些天分不出来（共 3 个情景）")
    assert " are both cheaper; which of them saves more, these days do not tell" in (
        found.sentence_en
    )


def test_of_many_alike_the_first_are_named():
    """Three by name, the others by their number."""
    found = said(50, 50, 50, 50, 50)
    assert found.sentence_zh.count("、") == 2
    assert " 等 5 个情景都更省；哪个省得最多" in found.sentence_zh
    assert " and 2 more are all cheaper; which of them saves most" in found.sentence_en
    three = said(50, 50, 50)
    assert three.sentence_en.count("-en") == 3
    assert " are all cheaper" in three.sentence_en


def test_the_only_one_that_saves_is_not_called_the_best():
    """Of the other nobody knows: it may save more."""
    found = said(50, 0)
    assert found.kind is VerdictKind.BETTER
    assert found.sentence_zh.endswith("（2 个情景里只有它肯定更省）")
    assert found.sentence_en.endswith(" (the only one of 2 scenarios that surely saves)")


@pytest.mark.parametrize(
    ("savings", "kind", "zh", "en"),
    [
        ((-50, 0), VerdictKind.UNCERTAIN, "（2 个情景里没有一个肯定更省）", "none of 2"),
        ((-50, -90), VerdictKind.WORSE, "（2 个情景都更贵）", "all of 2 scenarios are dearer"),
    ],
)
def test_where_none_saves_that_is_said(savings, kind, zh, en):
    """The verdict of the least dear, and what it is of the whole."""
    found = said(*savings)
    assert found.kind is kind
    assert found.sentence_zh.endswith(zh)
    assert en in found.sentence_en


def test_without_days_there_is_a_headline_too():
    """Nothing is planned yet: too few days, and none that saves."""
    found = headline(answer(asked(3), []))
    assert found.kind is VerdictKind.TOO_FEW


def test_equal_scenarios_are_seldom_told_apart():
    """Both save fifty in truth: of thirty studies at most three call one of them the better."""
    rng, told = np.random.default_rng(9), 0
    about = asked(2)
    for _ in range(30):
        wobble = {
            (day, name): 0 if name == BASE else 50 - 20 * rng.normal()
            for day in about.days
            for name in (BASE, *NAMES[:2])
        }
        found = [
            result(
                run.variant,
                run.day,
                run.seed,
                1_000 - wobble[run.day, run.variant] + 0.1 * rng.normal(),
            )
            for run in about.runs()
        ]
        sentence = headline(answer(about, found)).sentence_en
        assert "cheaper" in sentence
        told += "surely saves more" in sentence
    assert told <= 3
