"""Figures of studies in words: what a difference means, and between which it lies."""

import pytest

from optimizer.ui import session
from optimizer.ui.parts.study_numbers import Spelling, tone


@pytest.fixture(params=["zh", "en"])
def lang(request, monkeypatch):
    """The language of the session."""
    monkeypatch.setattr(session, "lang", lambda: request.param)
    return request.param


def spelt(lang, zh, en):
    """Return what is expected in a language."""
    return en if lang == "en" else zh


def test_a_difference_says_what_it_means(lang):
    """Money is saved or spent, amounts are less or more, shares lower or higher."""
    money = Spelling("money", "CNY")
    assert money.difference(-1412.4) == spelt(lang, "省 ¥1,412", "saves ¥1,412")
    assert money.difference(95.0) == spelt(lang, "多花 ¥95", "costs ¥95 more")
    assert Spelling("price", "EUR").difference(0.5) == spelt(
        lang, "多花 EUR 0.50", "costs EUR 0.50 more"
    )
    assert Spelling("km", "CNY").difference(-12.4) == spelt(lang, "少 12 公里", "12 km less")
    assert Spelling("share", "CNY").difference(0.012) == spelt(lang, "高 1.2 点", "1.2 pts higher")


def test_what_is_too_small_to_be_seen_is_the_same(lang):
    """Half a cent is no difference, and neither is an interval round it."""
    money, same = Spelling("money", "CNY"), spelt(lang, "不变", "same")
    assert money.difference(-0.004) == same
    assert money.interval(-0.3, 0.4) == same
    assert money.difference(None) == money.interval(None, 3.0) == money.amount(None) == "—"


def test_an_interval_says_each_side_of_zero(lang):
    """On one side the word is said once, the nearer bound first."""
    money = Spelling("money", "CNY")
    assert money.interval(-507.0, -317.0) == spelt(lang, "省 ¥317 到 ¥507", "saves ¥317 to ¥507")
    assert money.interval(-20.0, 30.0) == spelt(
        lang, "省 ¥20 到 多花 ¥30", "saves ¥20 to costs ¥30 more"
    )
    assert money.interval(0.0, 30.0) == spelt(lang, "¥0 到 多花 ¥30", "¥0 to costs ¥30 more")


def test_amounts_have_separators_and_units(lang):
    """Thousands are set apart, a cost below nothing keeps its sign before the currency."""
    assert Spelling("money", "CNY").amount(-639_900.0) == "−¥639,900"
    assert Spelling("km", "CNY").amount(2926.6) == spelt(lang, "2,927 公里", "2,927 km")
    assert Spelling("count", "CNY").amount(1234.56) == "1,234.6"
    assert Spelling("share", "CNY").amount(0.99971) == "99.9%"


def test_only_what_is_sure_has_a_tone():
    """An interval that holds zero, or has no bounds, is neither better nor worse."""
    assert tone({"low": 1.0, "high": 2.0}) == "worse"
    assert tone({"low": 1.0, "high": 2.0}, less_is_better=False) == "better"
    assert tone({"low": 0.0, "high": 2.0}) == tone({"low": None, "high": None}) == ""
