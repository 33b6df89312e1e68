"""What `route48 whatif` says on a terminal of several scenarios, and of few days."""

from dataclasses import replace

import numpy as np
import pytest

from optimizer.cli.whatif_shown import show
from optimizer.scenarios import BASE, CloseSite, Scenario, answer, headline
from optimizer.wording.certainty import outlook_text, together_text
from tests.instances import network
from tests.scenarios.test_comparing import question, result

BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


def compared(count):
    """Return the answer about eight days of so many scenarios, which differ by chance alone."""
    rng = np.random.default_rng(6)
    scenarios = tuple(Scenario(name, name, (CloseSite("A"),), "x") for name in "甲乙丙")
    asked = replace(question(8), scenarios=scenarios[:count])
    wobble = {(run.variant, run.day): 50 * rng.normal() for run in asked.runs()}
    return answer(
        asked,
        [
            result(
                run.variant,
                run.day,
                run.seed,
                1_000 + rng.normal() + (run.variant != BASE) * wobble[run.variant, run.day],
            )
            for run in asked.runs()
        ],
    )


def blank(text):
    """Return a text without blanks, as lines break anywhere."""
    return "".join(text.split())


def told(found, lang, capsys):
    """Return what the terminal shows, without blanks."""
    show(found, network(), lang)
    return blank(capsys.readouterr().out)


@BOTH
def test_of_several_the_best_and_what_their_intervals_hold_for_come_last(lang, capsys):
    """After all tables: the headline of three, and that they hold together."""
    found = compared(3)
    best = headline(found)
    text = told(found, lang, capsys)
    last = (best.sentence_en if lang == "en" else best.sentence_zh) + together_text(
        3, found.level, lang
    )
    assert text.endswith(blank(last))


@BOTH
def test_one_scenario_is_shown_as_ever(lang, capsys):
    """Its sentence once, and nothing of others."""
    found = compared(1)
    verdict = found.comparisons[0].verdict
    text = told(found, lang, capsys)
    assert text.count(blank(verdict.sentence_en if lang == "en" else verdict.sentence_zh)) == 1
    for level in (0.95, 0.975):
        assert blank(together_text(2, level, lang))[-20:] not in text


@BOTH
def test_few_days_without_a_verdict_say_why(lang, capsys):
    """Eight days leave it open: three blocks, and how many days would do; with a verdict none."""
    found = compared(1)
    outlook = found.comparisons[0].outlook
    assert (outlook.days, outlook.blocks) == (8, 3)
    line = blank(outlook_text(outlook._asdict(), lang))
    assert line in told(found, lang, capsys)
    bare = replace(found, comparisons=(replace(found.comparisons[0], outlook=None),))
    assert line not in told(bare, lang, capsys)
