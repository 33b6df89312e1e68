"""Sets of stations on paper: paid and counted apart, unserved days marked, names whole."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from optimizer.reports.comparison import frontier_points, siting_pdf
from optimizer.reports.comparison.sets import bounds_of, operating_of, unserved_days, unserved_told
from tests.instances import network
from tests.reports.studies import row, siting

NAMES = {
    "zh": ("官渡镇转运站", "翁城中转站", "铁龙镇服务站", "坝仔镇服务站", "周陂镇服务站"),
    "en": ("Guandu town station", "Wengcheng station", "Tielong", "Bazi", "Zhoubei"),
}


def pages(document, lang):
    """Return the text of both pages without blanks."""
    read = PdfReader(io.BytesIO(siting_pdf(document, network(), None, lang))).pages
    assert len(read) == 2
    return ["".join(page.extract_text().split()) for page in read]


def today(**changes):
    """Return today's stations, which leave orders unserved on two of ten days."""
    new = {"operating_cost": 760.0, "penalties": 140.0, "unserved_days": 2}
    return row("A", cost=900.0, **(new | changes))


@pytest.mark.parametrize(
    ("lang", "told"),
    [("zh", ("*2/10天", "运营成本", "图中空心")), ("en", ("*2of10", "Paid", "hollowinthechart"))],
)
def test_a_set_with_unserved_orders_is_marked_and_explained(lang, told):
    """The days, what is paid and what only counts; nothing is explained where nobody waits."""
    first, second = pages(siting(today=today()), lang)
    for text in (*told, "760140"):
        assert text in first
    assert {"zh": "罚金140", "en": "Penalties140"}[lang] in second
    assert told[0] not in (plain := pages(siting(), lang)[0])
    assert told[2] not in plain


def test_an_older_document_is_marked_without_a_number():
    """Nobody knows on how many days; what is paid is the sum of its parts."""
    old = row("A", cost=900.0, cost_parts={"vehicles": 700.0, "unserved": 200.0, "total": 900.0})
    assert (operating_of(old), unserved_days(old)) == (700.0, None)
    assert "*有" in pages(siting(today=old), "zh")[0]
    assert unserved_days(row("A", cost=900.0)) == 0


@pytest.mark.parametrize("new", [{}, {"operating_cost": None, "unserved_days": 0}])
def test_of_a_set_without_a_day_nobody_claims_that_all_were_served(new):
    """Stopped before its first day, or all of them lost: a dash, and no unserved order is told."""
    none = row("A", cost=None, days=0, cost_parts={}, **new)
    assert unserved_told(none, "zh") == unserved_told(none, "en") == "—"
    assert unserved_told(row("A", cost=900.0, **new), "zh") == "0"
    for lang in ("zh", "en"):
        pages(siting(today=none, frontier=[], best=None, proposals=[], verdict=None), lang)


def test_how_many_stations_there_may_be_is_said_of_one_too():
    """Without a plural that one has not."""
    for most in (1, 3):
        assert f"stations:atmost{most}" in pages(siting(most=most), "en")[0]


def test_no_bound_of_a_cost_is_below_nothing():
    """Neither on paper nor in the chart; what lies above stays, and so does what is unknown."""
    wide = row("A", cost=900.0, cost_per_day_low=-64_000.0, cost_per_day_high=81_500.0)
    document = siting(today=wide)
    (point,) = [each for each in frontier_points(document, "zh") if each.is_today]
    assert (point.low, point.high) == (0.0, 81_500.0)
    first, _ = pages(document, "zh")
    assert "0…81,500" in first
    assert "64,000" not in first
    assert bounds_of(row("A", cost=None)) == (None, None)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("count", [2, 4])
def test_names_stand_whole_in_the_table(lang, count):
    """Each under its number, however long the names are."""
    sets = []
    for number in range(count):
        names = NAMES[lang][: number + 2]
        told = {"name_zh": "＋".join(names), "name_en": " + ".join(names)}
        sets.append(row(*names, cost=800.0 + number, **told))
    first, _ = pages(siting(frontier=sets, best=sets[0]), lang)
    for name in NAMES[lang][: count + 1]:
        assert "".join(name.split()) in first


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_ten_long_sets_leave_room_for_the_foot(lang):
    """Two pages still, and the notes are there."""
    sets = []
    for number in range(10):
        names = (NAMES[lang] * 2)[:number]
        told = {"name_zh": "＋".join(names) or "只用县中心", "name_en": " + ".join(names) or "hub"}
        sets.append(today(name=str(number), number=number, **told))
    first, _ = pages(siting(frontier=sets, best=sets[0], today=today()), lang)
    assert {"zh": "真正付出的", "en": "whatispaid"}[lang] in first
    assert {"zh": "网络指纹", "en": "network0123"}[lang] in first
