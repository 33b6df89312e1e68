"""Papers about studies: two pages each, every word on them, whatever the names are."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pytest
from pypdf import PdfReader

from optimizer.domain import SiteStatus
from optimizer.reports.charts import words as chart_words
from optimizer.reports.charts.drawing import Area, Dot, Label, Line
from optimizer.reports.comparison import comparison_pdf, siting_pdf
from optimizer.reports.comparison import words as paper_words
from optimizer.reports.comparison.maps import LATE, SHARES, Place, map_drawing, map_keys
from optimizer.reports.comparison.sides import base_places, scenario_places, set_places
from optimizer.reports.comparison.terrain import Stretch, Terrain
from optimizer.reports.pen import Pen, runs
from optimizer.scenarios import changed_sites
from tests.instances import network
from tests.reports.made_up import StraightLines
from tests.reports.studies import CHANGES, figures, row, scenario, siting, village, whatif


def other():
    """Return the four-stop county with B open and A closed."""
    return changed_sites(network(), CHANGES)


def pages(content):
    """Return the text of each page without blanks, as fonts set them anywhere."""
    read = PdfReader(io.BytesIO(content)).pages
    for page in read:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    return ["".join(page.extract_text().split()) for page in read]


def paper(document, lang="zh", **options):
    """Return the text of both pages about a scenario."""
    roads = StraightLines(network())
    return pages(comparison_pdf(document, network(), other(), roads, lang, **options))


def test_the_first_page_says_what_was_asked_and_what_may_be_said():
    """Days, changes, verdict, noise, the table, the days, and what it was made from."""
    first, _ = paper(whatif())
    for text in (
        "四站县",
        "乙站代甲站",
        "2026-11-23至2026-12-06，共14天",
        "新开中转站B乙中转站",
        "关闭甲中转站",
        "乙站代甲站每天节省50±1元",
        "±1.50元（10次重复测得）",
        "总成本，含违约（元）1,000950−50.0−51.0…−49.07/14",
        "准时率（%）90.095.0+5.0",
        "最不利的日子",
        "网络指纹0123456789ab·种子7·搜索量300·Route48",
        "共排线38次，每一份都通过了独立校验器",
    ):
        assert text in first, text


@pytest.mark.parametrize("is_siting", [False, True])
@pytest.mark.parametrize(
    ("orders", "told"),
    [
        ({"kind": "drawn", "season": "orchid", "scale": 1.0, "seed": 0}, "兰花季的模拟运单；"),
        (
            {"kind": "drawn", "season": "ordinary", "scale": 1.3, "seed": 0},
            "平常季节的模拟运单（数量1.3倍）；",
        ),
        ({"kind": "drawn", "season": "lychee", "scale": 1.0, "seed": 0}, "“lychee”季节模拟的"),
        ({"kind": "history", "days": 14, "orders": 5678}, "历史运单5,678单；"),
        ({"kind": "history"}, "排线；历史运单；"),
    ],
)
def test_papers_say_where_the_orders_come_from(orders, told, is_siting):
    """A study of the orchid season is told from one of the history; old documents say nothing."""
    if is_siting:
        first = pages(siting_pdf(siting(orders=orders), network(), None, "zh"))[0]
        told = told.replace("排线；", "")
    else:
        first = paper(whatif(orders=orders))[0]
    assert told in first
    assert "排线；两边的运单和种子完全相同" in paper(whatif())[0]


def test_the_second_page_says_who_and_where():
    """Maps with scale, who gains and loses with both figures, loads, the worst day."""
    _, second = paper(whatif(), "en")
    for text in (
        "Today",
        "Scenario:BforA",
        "10km",
        "Whogains(1)",
        "ontime80to97%;20.0to16.5hours",
        "Wholoses(1)",
        "ontime100to70%",
        "stationB",
        "Worstdays:2026-11-26Thu+150CNY",
        "page2of2",
    ):
        assert text in second, text


def test_days_that_are_alike_leave_their_room_to_the_maps():
    """No chart of on-time shares that differ on no day; all the rest is there."""
    told = scenario()
    for each in told["by_day"]:
        each["on_time_scenario"] = each["on_time_base"]
    _, second = paper(whatif(told))
    assert "逐日准时率之差" not in second
    for text in (
        "情景：乙站代甲站", "受益的网点（1）", "准时率80变为97%", "变差的网点（1）",
        "各中转站每天装卸（件）", "没有订单", "最不利的日子：2026-11-26周四+150元",
    ):  # fmt: skip
        assert text in second, text
    many = [village(f"village {at}", 1 - 2 * (at % 2), 0.5, 0.6) for at in range(300)]
    assert "另有" in paper(whatif(told | {"villages": many}))[1]


def test_a_village_is_told_what_changes_for_it():
    """The on-time share that stays at 80 % is not told beside hours that do not."""
    second = paper(whatif(scenario(villages=[village("P", 1, 0.8, 0.801)])))[1]
    assert "用时20.0变为16.5小时" in second
    assert "准时率80变为80" not in second


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("num", [0, 1, 60])
def test_however_much_there_is_it_is_two_pages(lang, num):
    """No day or sixty, villages by the hundred, stations by the score, names without end."""
    long = "名字非常长的情景" * 20
    told = scenario(
        num,
        name_zh=long,
        name_en="a scenario with a name that goes on and on " * 6,
        changes=[*CHANGES, *({"change": "close_road", "name": long} for _ in range(30))],
        villages=[village(f"{long}{at}", 1 - 2 * (at % 2), 0.5, 0.6) for at in range(300)],
        station_load={f"{long}{at}": figures(4.0, 5.0) for at in range(40)},
        left_out=[f"2026-12-{day:02}" for day in range(1, 31)],
    )
    told["verdict"] |= {"sentence_zh": long * 2, "sentence_en": long * 2}
    under = {"name_zh": long, "name_en": long, "changes": [{"change": "rain"}] * 9}
    found = paper(whatif(told, num=num, network_name=long, under=under), lang)
    assert len(found) == 2
    assert ("等22天" if lang == "zh" else "and22more") in found[1]


def test_what_nobody_knows_is_a_dash_and_no_verdict_is_made_up():
    """Every measure unknown, no day, no village, no noise, no coordinates, no roads."""
    nothing = figures(None, None, 0)
    told = scenario(
        0,
        measures=dict.fromkeys(scenario()["measures"], nothing),
        station_load={"A": nothing},
        villages=[],
        noise={"deviation": None, "freedom": 0, "margin": None},
    )
    bare = replace(
        network(),
        sites=tuple(replace(s, latitude=None, longitude=None) for s in network().sites),
    )
    content = comparison_pdf(whatif(told, num=0), bare, bare, None, "zh")
    first, second = pages(content)
    assert "总成本，含违约（元）————0/0" in first
    assert "没有测过求解器自身的随机波动" in first
    assert "还没有可以比较的日子" in first
    assert second.count("网点没有坐标，不能画图") == 2


def test_failures_and_a_stop_are_told():
    """Runs that failed or broke rules are counted, and days that are missing said."""
    counts = {"asked": 38, "planned": 30, "failed": 3, "broke_rules": 2}
    first, _ = paper(whatif(runs=counts))
    assert "共排线30次；另有3次没有算成，2次没有通过独立校验器" in first
    assert "中途停止" in first
    assert "中途停止" not in paper(whatif())[0]


def test_what_holds_for_both_is_said_once():
    """In the rain: the name above, and the rain not among the changes."""
    rain = {"change": "rain"}
    under = {"name_zh": "雨天", "name_en": "rain", "changes": [rain]}
    told = scenario(changes=[rain, *CHANGES])
    first, _ = paper(whatif(told, under=under))
    assert "在“雨天”条件下比较（现状也是）；雨天：车速×0.9" in first
    assert first.count("车速×0.9") == 1


def test_the_second_scenario_has_a_paper_of_its_own():
    """By its number, counted from zero."""
    document = whatif(scenario(), scenario(name_zh="雨天运行"))
    assert "雨天运行" in paper(document, scenario=1)[0]
    assert "雨天运行" not in paper(document)[0]


def test_the_same_document_gives_the_same_bytes():
    """So that nobody wonders what changed."""
    made = [comparison_pdf(whatif(), network(), other(), None, "zh") for _ in range(2)]
    assert made[0] == made[1]


def test_a_siting_says_what_each_number_costs():
    """Verdict, frontier as picture and table, both maps, parts of the cost, the days."""
    first, second = pages(siting_pdf(siting(), network(), StraightLines(network()), "zh"))
    for text in (
        "P每天节省80±40元",
        "±2.00元",
        "投资不超过50,000元",
        "0只用县中心990970…1,010",
        "现状：A900",
        "另用10个没有参与选择的日子评判",
    ):
        assert text in first, text
    for text in ("最省的一组站：P", "车辆7007000", "合计900820−80", "逐日相差"):
        assert text in second, text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_siting_without_an_answer_is_two_pages_too(lang):
    """Stopped before anything was judged, or with more sets than a page holds."""
    nothing = row("A", cost=None, cost_parts={}, on_time_share=None, km=None, vehicles=None)
    document = siting(
        today=nothing,
        best=None,
        frontier=[],
        verdict=None,
        judged_by=None,
        chosen_by=None,
        by_day=[],
        fresh_days=[],
        is_partial=True,
    )
    first, _ = pages(siting_pdf(document, network(), None, lang))
    assert ("还不能下结论" if lang == "zh" else "Thereisnoverdictyet") in first
    many = [row(*["S"] * number, cost=900.0 + number) for number in range(25)]
    parts = {f"part {at}": float(at) for at in range(30)} | {"total": 900.0}
    best = row("P", cost=820.0, cost_parts=parts, name_zh="名" * 200, name_en="n " * 200)
    document = siting(frontier=many, best=best)
    assert len(pages(siting_pdf(document, network(), None, lang))) == 2


def test_maps_mark_what_is_new_closed_and_moved():
    """A is closed, B new; P gains as a triangle, and Q stands elsewhere."""
    moved = other().with_site("Q", latitude=24.5, longitude=114.05)
    told = scenario()
    before = {each.name: each for each in base_places(network(), told, "zh")}
    after = {each.name: each for each in scenario_places(network(), moved, told, "zh")}
    assert set(after) == set(before) | {"乙中转站"}
    assert [after[name].state for name in ("甲中转站", "乙中转站", "丙村")] == ["closed", "new", ""]
    assert (before["甲中转站"].load, after["乙中转站"].load) == (40.0, 38.0)
    assert (before["丙村"].share, after["丙村"].share, after["丙村"].outcome) == (0.8, 0.97, 1)
    assert before["丙村"].outcome == 0
    assert (after["丁村"].was, after["丙村"].was) == (before["丁村"].at, None)


def test_a_closed_village_is_shown_as_closed():
    """It keeps its place, without an on-time share."""
    shut = network().with_site("P", status=SiteStatus.CLOSED)
    (found,) = [e for e in scenario_places(network(), shut, scenario(), "zh") if e.name == "丙村"]
    assert (found.state, found.share) == ("closed", None)


def test_sets_of_stations_are_marked_against_today():
    """P opens as a station, A closes, Q stays what it is."""
    found = {each.name: (each.kind, each.state) for each in set_places(network(), ["P"], "zh")}
    assert found["县中心"] == ("hub", "")
    assert found["丙村"] == ("station", "new")
    assert found["甲中转站"] == ("station", "closed")
    assert found["丁村"] == ("point", "")


def test_everything_of_a_map_lies_within_it():
    """Roads are cut at the frame; places keep their bearing: H lies north-east of A."""
    places = base_places(network(), scenario(), "zh")
    terrain = Terrain(StraightLines(network()), [p.at for p in places], width=258, height=236)
    drawing = map_drawing(terrain, places, "zh", title="x")
    for mark in drawing.marks:
        for x, y in mark.places if isinstance(mark, Line | Area) else (mark.at,):
            assert 0 <= x <= 258
            assert 0 <= y <= 236
    hub, station = (terrain.at(each.at) for each in places[:2])
    assert hub[0] > station[0]
    assert hub[1] < station[1]
    km, length = terrain.bar()
    one, far = terrain.at((114.0, 24.3)), terrain.at((114.1, 24.3))
    assert (far[0] - one[0]) / length == pytest.approx(10.13 / km, rel=0.01)


def test_names_on_a_map_end_at_their_brackets_and_keep_apart():
    """Three stations in a row with villages beside them: no name lies on another or on a base."""
    long = "粤台中转站(粤台农业合作试验区翁源核心区)"
    places = [
        Place(f"{number}{long}", (114.0 + 0.002 * number, 24.3 + 0.05 * number), "station", 40.0)
        for number in range(3)
    ]
    places += [
        Place("", (114.06 + 0.05 * (n % 3), 24.3 + 0.05 * (n // 3)), "point") for n in range(9)
    ]
    terrain = Terrain(None, [place.at for place in places], width=258, height=236)
    drawing = map_drawing(terrain, places, "zh", title="")
    names = [mark for mark in drawing.marks if isinstance(mark, Label) and "km" not in mark.text]
    assert sorted(name.text for name in names) == [f"{number}粤台中转站" for number in range(3)]
    assert all(abs(one.at[1] - two.at[1]) >= 9 for one, two in pairwise(names))
    (short,) = [
        mark.text
        for mark in map_drawing(
            terrain, [Place("甲(东)", (114.0, 24.3), "hub")], "zh", title=""
        ).marks
        if isinstance(mark, Label) and "km" not in mark.text
    ]
    assert short == "甲(东)"


def test_closed_and_slow_roads_are_drawn_on_their_map():
    """Black and white where closed, dashes where slow; cut at the frame, and in the legend."""
    closed = Stretch([(114.0, 24.3), (114.1, 24.4)], is_closed=True)
    slow = Stretch([(114.0, 24.3), (120.0, 24.3)], is_closed=False)
    places = base_places(network(), scenario(), "zh")
    terrain = Terrain(None, [p.at for p in places], width=258, height=236)
    plain, drawn = (
        map_drawing(terrain, places, "zh", title="", stretches=each)
        for each in ((), (closed, slow))
    )
    new = [mark for mark in drawn.marks if mark not in plain.marks]
    assert [mark.is_dashed for mark in new] == [False, True, True]
    assert new[0].places == new[1].places == tuple(terrain.at(at) for at in closed.line)
    assert max(x for x, _ in new[2].places) == 257
    roads = StraightLines(network())
    stretches = ([], [closed])
    content = comparison_pdf(whatif(), network(), other(), roads, "zh", stretches=stretches)
    assert "封闭的道路" in pages(content)[1]
    assert "变慢的道路" not in pages(content)[1]


def test_a_county_of_one_place_has_a_map():
    """Nothing to scale by: no division by zero."""
    (place, *_) = base_places(network(), scenario(), "zh")
    drawing = map_drawing(Terrain(None, [place.at], width=100, height=100), [place], "en", title="")
    assert any(isinstance(mark, Label) for mark in drawing.marks)


def test_the_fewer_on_time_the_darker():
    """Also in grey."""

    def light(colour):
        return sum(int(colour[at : at + 2], 16) * w for at, w in ((1, 0.3), (3, 0.59), (5, 0.11)))

    colours = [colour for _, colour in SHARES] + [LATE]
    lights = [light(colour) for colour in colours]
    assert lights == sorted(lights, reverse=True)
    assert all(one - two > 20 for one, two in pairwise(lights))
    assert any(isinstance(mark, Dot) for key in map_keys("zh") for mark in key.marks)


@pytest.mark.parametrize("words", [paper_words._WORDS, chart_words._WORDS])
def test_every_word_can_be_printed_in_both_languages(words):
    """No sign that the fonts of the paper lack, and as many blanks to fill in either."""
    for key, pair in words.items():
        for text in pair:
            assert "?" not in "".join(run for _, run in runs(text)), (key, text)
        fields = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in pair]
        assert fields[0] == fields[1], key


def test_lines_break_where_they_may():
    """No line begins with a comma, words stay whole, what is too much ends in an ellipsis."""
    pen = Pen(None)
    for text in (
        "每天节省一百二十元，其中三天更贵；其余各天都更便宜。" * 3,
        "saves a hundred " * 9,
    ):
        lines = pen.wrapped(text, 10, 90)
        assert all(pen.width(line, 10) <= 90 for line in lines)
        assert not any(line[:1] in "，。；" for line in lines if line)
        assert "".join("".join(lines).split()) == "".join(text.split())
    assert pen.wrapped("x" * 90, 10, 90, most=2)[-1].endswith("…")
    assert all(pen.width(line, 10) <= 90 for line in pen.wrapped("x" * 90, 10, 90))
