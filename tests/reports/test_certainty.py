"""What papers say of how sure their figures are: several scenarios, and few days."""

from __future__ import annotations

import pytest

from optimizer.wording.certainty import outlook_text, together_text
from tests.reports.studies import scenario, whatif
from tests.reports.test_comparison import paper


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_several_scenarios_say_what_their_intervals_hold_for(lang):
    """Together where the study was made so, each for itself where it is older; one says nothing."""
    both = (scenario(), scenario(name_zh="雨天运行"))
    texts = {level: blank(together_text(2, level, lang)) for level in (0.975, 0.95)}
    for document, there in (
        (whatif(*both, level=0.975), 0.975),
        (whatif(*both), 0.95),
        (whatif(level=0.95), None),
    ):
        first, _ = paper(document, lang)
        for level, text in texts.items():
            assert (text in first) == (level == there)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_few_days_without_a_verdict_say_why(lang):
    """Below the verdict, before the table."""
    known = {"days": 8, "blocks": 3, "needed": 29, "most": 60}
    for outlook in (known, None):
        first, _ = paper(whatif(scenario(8, outlook=outlook), num=8), lang)
        assert (blank(outlook_text(known, lang)) in first) == (outlook is known)


def blank(text):
    """Return a text without blanks."""
    return "".join(text.split())
