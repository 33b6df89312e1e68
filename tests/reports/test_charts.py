"""Charts: what is drawn, where, in which words, and that no text breaks out."""

from __future__ import annotations

import io
import math
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations, pairwise, product

import pytest
from pypdf import PdfReader

from optimizer.reports.charts import (
    FrontierPoint,
    StationLoad,
    difference_chart,
    difference_drawing,
    frontier_chart,
    frontier_drawing,
    load_chart,
    load_drawing,
    svg,
)
from optimizer.reports.charts.cutting import amounts_within
from optimizer.reports.charts.drawing import (
    BAD,
    BAND,
    GOOD,
    PAPER,
    RULE,
    Area,
    Dot,
    Label,
    Line,
    text_width,
    unbracketed,
)
from optimizer.reports.charts.ink import draw
from optimizer.reports.charts.scales import digits_of, scale, shown
from optimizer.reports.pen import Pen
from optimizer.reports.sheet import printed
from tests.reports.hostile import SCRIPT
from tests.reports.studies import days

SVG = "{http://www.w3.org/2000/svg}"
NOBODY = (None, None, None)
WEEK = [(day, value) for day, value in zip(days(7), (-5, 3, -2, 8, -1, 0.5, -4), strict=True)]
STEPS = [
    FrontierPoint(0, 990.0, 970.0, 1010.0, "县中心"),
    FrontierPoint(1, 820.0, 800.0, 840.0, "乙站"),
    FrontierPoint(2, 860.0, None, None, "甲站＋乙站"),
    FrontierPoint(1, 900.0, 880.0, 920.0, "现状", is_today=True),
]
LOADS = [StationLoad("甲站", 40.0, None), StationLoad("乙站", None, 38.0)]


def luminance(colour):
    """Return how light a colour is, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def texts(drawing):
    """Return every text of a drawing."""
    return [mark.text for mark in drawing.marks if isinstance(mark, Label)]


def columns(drawing):
    """Return the columns of a day chart from left to right: what they say, and their colour."""
    found = [mark for mark in drawing.marks if isinstance(mark, Area) and mark.hint]
    return [(mark.hint.split()[0], mark.fill, mark.places) for mark in found]


def places_of(mark):
    """Return every place of a mark."""
    return mark.places if isinstance(mark, Line | Area) else (mark.at,)


def test_cheaper_days_hang_below_zero_and_dearer_ones_stand_on_it():
    """Seven days, three dearer; the zero line is where both kinds of columns meet."""
    found = columns(difference_drawing(WEEK, (-0.1, -3.0, 3.0), "zh", unit="元"))
    assert [day for day, _, _ in found] == [day for day, _ in WEEK]
    assert [colour for _, colour, _ in found] == [GOOD, BAD, GOOD, BAD, GOOD, BAD, GOOD]
    zero = found[0][2][0][1]
    for (_, _, corners), (_, value) in zip(found, WEEK, strict=True):
        heights = {y for _, y in corners}
        assert (min(heights) if value < 0 else max(heights)) == pytest.approx(zero)
        assert (max(heights) > zero + 0.1) == (value < 0)


def test_the_worst_days_are_marked_by_date():
    """The three dearest, and of a share, which is better when more, those below zero."""
    told = [text[:5] for text in texts(difference_drawing(WEEK, NOBODY, "zh", unit="元"))]
    axis = [day[5:] for day, _ in WEEK]
    assert [told.count(day) for day in axis] == [1, 2, 1, 2, 1, 2, 1]
    drawing = difference_drawing(WEEK, NOBODY, "zh", unit="", is_better_when_less=False)
    told = [text[:5] for text in texts(drawing)]
    assert [told.count(day) for day in axis] == [2, 1, 2, 1, 1, 1, 2]


@pytest.mark.parametrize(("lang", "names"), [("zh", ("周一", "周二")), ("en", ("Mon", "Tue"))])
def test_days_have_their_weekdays(lang, names):
    """Under the pointer always; below the dates of a high chart, and at worst days if they fit."""
    drawing = difference_drawing(WEEK, NOBODY, lang, unit="元")
    hints = [mark.hint for mark in drawing.marks if isinstance(mark, Area) and mark.hint]
    assert hints[0] == f"2026-11-23 {names[0]} −5.00"
    told = texts(drawing)
    assert told.count(names[0]) == 1
    assert f"11-24 {names[1]}" in told
    low = difference_drawing([*WEEK] * 4, NOBODY, lang, unit="元", height=200)
    assert names[0] not in texts(low)
    assert not any("11-24 " in text for text in texts(low))
    plain = difference_drawing([("day 1", 3.0)], NOBODY, lang, unit="元")
    assert [m.hint for m in plain.marks if isinstance(m, Area) and m.hint] == ["day 1 +3.00"]


def test_the_interval_is_a_band_and_words():
    """Both where it is known; without bounds no band, and that there are too few days."""
    known = difference_drawing(WEEK, (-12.5, -20.0, -5.0), "en", unit="CNY")
    bands = [mark for mark in known.marks if isinstance(mark, Area) and mark.fill == BAND]
    assert len(bands) == 2
    assert "mean −12.5, 95 % interval −20.0 to −5.0" in texts(known)
    for nobody in (None, math.nan, math.inf):
        drawing = difference_drawing(WEEK, (-12.5, nobody, nobody), "en", unit="CNY")
        bands = [mark for mark in drawing.marks if isinstance(mark, Area) and mark.fill == BAND]
        assert len(bands) == 1
        assert any("too few days" in text for text in texts(drawing))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("num", [1, 2, 60, 366])
def test_dates_keep_apart_and_nothing_leaves_the_chart(lang, num):
    """However many days: labels of the axis do not touch, all lies within the drawing."""
    values = [(day, (-1) ** at * at * 37.0) for at, day in enumerate(days(num))]
    drawing = difference_drawing(values, (1.0, -2.0, 4.0), lang, unit="元", name="长" * 90)
    lowest = max(mark.at[1] for mark in drawing.marks if isinstance(mark, Label))
    at = [m.at[0] for m in drawing.marks if isinstance(m, Label) and m.at[1] == lowest]
    assert all(after - before >= 34 for before, after in pairwise(at))
    for mark in drawing.marks:
        for x, y in places_of(mark):
            assert 0 <= x <= drawing.width
            assert 0 <= y <= drawing.height


def test_today_s_stations_stand_beside_the_best_of_their_number():
    """Four points, one a diamond; the cheapest has a ring, and unknown bounds no bar."""
    drawing = frontier_drawing(STEPS, "zh", unit="元")
    dots = [mark for mark in drawing.marks if isinstance(mark, Dot) and mark.hint]
    assert [dot.hint.split()[0] for dot in dots] == ["0", "1", "2"]
    (today,) = [mark for mark in drawing.marks if isinstance(mark, Area) and mark.hint]
    assert "现状" in today.hint
    assert sum(x for x, _ in today.places) / 4 > dots[1].at[0] + 10
    ring = [m for m in drawing.marks if isinstance(m, Dot) and m.radius > 8 and not m.hint]
    assert [each.at for each in ring] == [dots[1].at]
    assert dots[1].at[1] > dots[2].at[1] > dots[0].at[1], "what is dearer stands higher"


FAR = FrontierPoint(3, 9_200.0, -640_000.0, 815_000.0, "丙")


@pytest.mark.parametrize(
    ("far", "told"),
    [(FAR, "丙"), (FrontierPoint(3, 95_000.0, 70_000.0, 120_000.0, "丙"), "95,000")],
)
def test_what_would_flatten_a_frontier_is_cut_off_and_marked(far, told):
    """The others keep their room; an arrow at the edge, in the legend, and the figures stay."""
    near = [
        FrontierPoint(
            number, 9_000.0 + 400 * number, 8_800.0 + 400 * number, 9_200.0 + 400 * number, "甲"
        )
        for number in range(3)
    ]
    whole, cut = (frontier_drawing(each, "zh", unit="元") for each in (near, [*near, far]))
    for drawing, is_told in ((whole, False), (cut, True)):
        assert any("超出图" in text for text in texts(drawing)) is is_told
    dots = [[m.at[1] for m in each.marks if isinstance(m, Dot) and m.hint] for each in (whole, cut)]
    assert dots[0][0] - dots[0][2] < 1.6 * (dots[1][0] - dots[1][2])
    for mark in cut.marks:
        for x, y in mark.places if isinstance(mark, Line | Area) else (mark.at,):
            assert 0 <= x <= cut.width
            assert 0 <= y <= cut.height
    assert told in texts(cut)
    (hint,) = [m.hint for m in cut.marks if isinstance(m, Dot) and m.hint.startswith("3")]
    assert hint == f"3 丙 {shown(far.cost)} ({shown(far.low)} … {shown(far.high)})"


def test_the_cheapest_and_a_pair_are_never_cut_off():
    """Two points are far from each other only: nothing is cut off."""
    pair = [FrontierPoint(1, 9_000.0, None, None), FrontierPoint(2, 95_000.0, None, None)]
    assert not any("超出图" in text for text in texts(frontier_drawing(pair, "zh", unit="元")))
    rest = [FrontierPoint(number, 95_000.0 + number, None, None) for number in range(3)]
    scaled = amounts_within([(step.cost, step.low, step.high) for step in (pair[0], *rest)])
    assert min(scaled) == 9_000


def test_a_steep_fall_is_the_answer_and_stays():
    """The hub alone costs twice as much as three stations: what a frontier is drawn for."""
    costs = (20_000.0, 12_500.0, 9_050.0, 9_000.0)
    steps = [FrontierPoint(number, cost, None, None) for number, cost in enumerate(costs)]
    assert not any("超出图" in text for text in texts(frontier_drawing(steps, "zh", unit="元")))
    known = [(cost, cost - 300, cost + 300) for cost in costs]
    assert max(amounts_within(known)) == 20_300
    wide = [*known, (9_100.0, -3_000.0, 21_000.0)]
    assert min(amounts_within(wide)) == -3_000, "not four times as flat"


STATIONS = {
    "zh": [
        "粤台中转站(粤台农业合作试验区翁源核心区)",
        "官渡镇转运站（候选）",
        "翁城中转站",
        "铁龙镇服务站",
    ],
    "en": ["Yuetai (pilot zone)", "Guandu town station (candidate)", "Wengcheng", "Tielong"],
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("count", [2, 5, 10])
@pytest.mark.parametrize("width", [560, 660])
def test_no_name_on_a_frontier_is_cut(lang, count, width):
    """What does not fit its point stands whole below, under its number, within the chart."""
    names = STATIONS[lang] * 3
    steps = [
        FrontierPoint(k, 9_000.0 + 90 * k, None, None, "＋".join(names[: k + 2]))
        for k in range(count)
    ]
    today = FrontierPoint(4, 9_500.0, None, None, "现状", is_today=True, listed="现状：甲乙丙站")
    drawing = frontier_drawing([*steps, today], lang, unit="元", width=width, height=340)
    shown_texts = texts(drawing)
    assert not any("…" in text for text in shown_texts)
    below = [m for m in drawing.marks if isinstance(m, Label) and m.at[1] > 340]
    assert [m.text for m in below if m.is_bold] == [*map(str, range(count)), "4"]
    told = "".join(m.text for m in below)
    for name in STATIONS[lang][: count + 1]:
        assert unbracketed(name).replace(" ", "") in told.replace(" ", "")
    assert "甲乙丙站" in told
    for mark in drawing.marks:
        if isinstance(mark, Label):
            half = text_width(mark.text, mark.size)
            right = mark.at[0] + half / (2 if mark.anchor == "middle" else 1)
            assert mark.anchor == "end" or right <= width, mark.text
            assert mark.at[1] <= drawing.height
    assert (
        frontier_drawing(
            [*steps, today], lang, unit="元", width=width, height=340, has_list=False
        ).height
        == 340
    )


def test_today_s_name_lies_over_no_other_text():
    """Where it would hide what stands at the point of its number, it goes aside."""
    names = "＋".join(STATIONS["zh"])
    steps = [FrontierPoint(k, 9_000.0 + 90 * k, None, None, names) for k in range(10)]
    for height, cost in product((200, 340), (9_420.0, 370_000.0)):
        today = FrontierPoint(4, cost, None, None, "现状", is_today=True)
        drawing = frontier_drawing([*steps, today], "zh", unit="元", width=660, height=height)
        grounds = [m.places for m in drawing.marks if isinstance(m, Area) and m.fill == PAPER]
        for one, two in combinations(grounds, 2):
            is_apart = one[2][0] <= two[0][0] or two[2][0] <= one[0][0]
            assert is_apart or one[2][1] <= two[0][1] or two[2][1] <= one[0][1]


def test_short_names_stay_at_their_points():
    """Then there is no list, and the chart is as high as it was asked to be."""
    drawing = frontier_drawing(STEPS, "zh", unit="元", height=300)
    assert drawing.height == 300
    assert {"县中心", "乙站", "甲站＋乙站", "现状"} <= set(texts(drawing))


def test_who_leaves_orders_unserved_is_hollow_and_told():
    """The legend says what hollow means, a pointer over it on how many days."""
    odd = FrontierPoint(3, 870.0, None, None, "丙", days=14, unserved_days=2)
    whole, marked = (frontier_drawing(s, "zh", unit="元") for s in (STEPS, [*STEPS, odd]))
    dots = [m for m in marked.marks if isinstance(m, Dot) and m.hint]
    assert [dot.fill == PAPER for dot in dots] == [False, False, False, True]
    assert "14 天中 2 天" in dots[-1].hint
    assert any("空心" in text for text in texts(marked))
    assert not any("空心" in text for text in texts(whole))
    older = replace(odd, unserved_days=None)
    drawing = frontier_drawing([*STEPS, older], "zh", unit="元")
    assert "有的日子" in [m for m in drawing.marks if isinstance(m, Dot) and m.hint][-1].hint


def test_what_is_paid_stands_below_what_is_counted():
    """A dash at its amount, unless that would flatten the chart."""
    steps = [replace(step, operating=step.cost - 40) for step in STEPS]
    drawing = frontier_drawing(steps, "zh", unit="元")
    assert any("运营成本" in text for text in texts(drawing))
    dashes = [
        m for m in drawing.marks if isinstance(m, Line) and m.width == 2.2 and m.places[0][1] > 60
    ]
    dots = [m for m in drawing.marks if isinstance(m, Dot) and m.hint]
    assert [dash.places[0][1] > dot.at[1] for dash, dot in zip(dashes, dots, strict=False)] == [
        True
    ] * 3
    far = [replace(step, operating=10.0) for step in STEPS]
    assert not any("运营成本" in text for text in texts(frontier_drawing(far, "zh", unit="元")))


def test_a_station_that_is_not_open_has_no_bar():
    """A dash for it, and bars as long as what is handled."""
    drawing = load_drawing(LOADS, "zh")
    bars = [mark for mark in drawing.marks if isinstance(mark, Area) and mark.hint]
    lengths = [max(x for x, _ in bar.places) - min(x for x, _ in bar.places) for bar in bars]
    assert lengths[1] == lengths[2] == 0.5
    assert lengths[0] / lengths[3] == pytest.approx(40 / 38)
    assert texts(drawing).count("—") == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "chart",
    [
        lambda lang: difference_chart(WEEK, (-1, -2, 3), lang, unit="<元>", name=SCRIPT),
        lambda lang: difference_chart([], NOBODY, lang, unit="元", name=SCRIPT),
        lambda lang: difference_chart([(SCRIPT, math.nan), (SCRIPT, 1.0)], NOBODY, lang, unit="元"),
        lambda lang: frontier_chart(
            [*STEPS, FrontierPoint(3, 1e9, None, None, f"{SCRIPT}\x07")], lang, unit="元"
        ),
        lambda lang: frontier_chart([], lang, unit="元", title=SCRIPT),
        lambda lang: load_chart([*LOADS, StationLoad(SCRIPT, math.nan, 1e9)], lang),
        lambda lang: load_chart([], lang, unit='"&'),
    ],
)
def test_svg_is_well_formed_and_told_to_those_who_cannot_see(chart, lang):
    """XML with title and description, no script, no number that is none."""
    text = chart(lang)
    assert "<script" not in text
    assert "nan" not in text
    assert "inf" not in text
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    ids = root.get("aria-labelledby").split()
    known = {each.get("id"): each.text for each in root if each.get("id")}
    assert set(ids) == set(known)
    assert all(known.values())
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert "CJK" in root.get("font-family")


def test_colours_keep_apart_in_grey_and_from_the_paper():
    """Cheaper and dearer differ in lightness; text and lines differ from what is below them."""
    assert luminance(BAD) > 2.5 * luminance(GOOD)
    assert luminance(PAPER) > luminance(BAND) > luminance(BAD)
    assert luminance(PAPER) > luminance(RULE)


@pytest.mark.parametrize(
    "drawing",
    [
        difference_drawing(WEEK, (-1, -2, 3), "zh", unit="元"),
        frontier_drawing(STEPS, "en", unit="CNY"),
        load_drawing(LOADS, "zh"),
    ],
)
def test_paper_and_screen_show_the_same_words(drawing):
    """Every label of the SVG stands in the PDF."""

    def paper(canvas):
        draw(drawing, Pen(canvas), left=20, top=800, scale=0.8)
        canvas.showPage()

    page = PdfReader(io.BytesIO(printed("x", paper))).pages[0].extract_text()
    root = ET.fromstring(svg(drawing, "zh"))
    shown_texts = [each.text for each in root.iter(f"{SVG}text")]
    assert shown_texts == texts(drawing)
    for text in shown_texts:
        assert "".join(text.split()) in "".join(page.split())


@pytest.mark.parametrize(
    "amounts", [[0.0], [5.0, 5.0], [-3.0], [1e-9, 2e-9], [-1e12, 1e12], [None, math.nan], []]
)
@pytest.mark.parametrize("with_zero", [True, False])
def test_scales_hold_what_they_are_given(amounts, with_zero):
    """Between two and nine round ticks, and every known amount between the first and the last."""
    found = scale(amounts, 0, 100, with_zero=with_zero)
    assert 2 <= len(found.ticks) <= 9
    known = [each for each in amounts if each is not None and math.isfinite(each)]
    for amount in known:
        assert -1e-6 <= found(amount) <= 100 + 1e-6


def test_amounts_are_written_as_precisely_as_they_deserve():
    """No sign at zero, a true minus, thousands apart, a dash where nobody knows."""
    assert shown(-0.04, 1, is_signed=True) == "0.0"
    assert shown(-1234567.8) == "−1,234,568"
    assert shown(math.inf) == "—"
    assert digits_of(None, math.nan, 0.0) == 0
