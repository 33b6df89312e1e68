"""What is run for a question, and what is made of the results."""

import csv
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from optimizer.days import DayResult, Drawn, FailedRun, NetworkFolder, VillageDay
from optimizer.scenarios import (
    BASE,
    CloseSite,
    Question,
    ScaleDemand,
    Scenario,
    answer,
    document,
    write_answer,
)

FIRST = date(2026, 11, 23)
CLOSED = Scenario("关甲站", "A closed", (CloseSite("A"),), "closed.toml")


def question(num=8, seeds=2):
    """Return a question over so many days."""
    days = tuple(FIRST + timedelta(days=number) for number in range(num))
    network = NetworkFolder("0" * 64, "nowhere")
    return Question(network, (CLOSED,), days, Drawn(), seeds=seeds)


def result(variant, day, seed, total):
    """Return a day that came to a total."""
    return DayResult(
        variant=variant,
        day=day,
        seed=seed,
        key=f"{variant}{day}{seed}",
        cost={"total": total},
        operating_cost=total / 2,
        cost_per_piece=total / 100,
        pieces=100,
        km=50.0,
        vehicles=3,
        trips=4,
        on_time=90,
        late=10,
        unserved=0,
        deferred=0,
        co2_kg=20.0,
        station_load={"A": 40} if variant == BASE else {},
        by_village={"P": VillageDay(50, 45, 10.0)},
        violations=0,
        seconds=1.0,
    )


def outcomes(asked, saving):
    """Return results of every run: some noise by seed, and a saving by the scenario."""
    return [
        result(run.variant, run.day, run.seed, 1000 + run.seed - saving * (run.variant != BASE))
        for run in asked.runs()
    ]


def test_every_day_is_run_once_and_some_again():
    """Eight days, base and scenario; five of the days with a second seed."""
    runs = question().runs()
    assert len(runs) == (8 + 5) * 2
    assert {run.seed for run in runs} == {0, 1}
    assert len({run.key for run in runs}) == len(runs)
    assert len(question(seeds=1).runs()) == 16
    assert [run.changes for run in runs[:2]] == [(), ({"change": "close_site", "site": "A"},)]


def test_what_holds_for_all_holds_for_the_base_too():
    """Under twice the demand base and scenario get it; what the scenario sets itself, wins."""
    double = Scenario("翻倍", "double", (ScaleDemand(2.0),), "double.toml")
    half = Scenario("减半", "half", (ScaleDemand(0.5),), "half.toml")
    asked = replace(question(1, seeds=1), scenarios=(CLOSED, half), under=double)
    doubled = {"change": "scale_demand", "factor": 2.0}
    assert [run.changes for run in asked.runs()] == [
        (doubled,),
        (doubled, {"change": "close_site", "site": "A"}),
        ({"change": "scale_demand", "factor": 0.5},),
    ]
    told = document(asked, answer(asked, outcomes(asked, 50)))
    assert told["under"]["changes"] == [doubled]


def test_a_saving_is_told_with_its_interval_and_days():
    """Every day 50 less, far above the noise of one seed: better on 8 of 8 days."""
    asked = question()
    found = answer(asked, outcomes(asked, 50)).comparisons[0]
    total = found.measures["total"]
    assert (total.difference.mean, total.difference.days_better) == (-50, 8)
    assert str(found.verdict.kind) == "better"
    assert "A closed saves 50" in found.verdict.sentence_en
    assert "关甲站" in found.verdict.sentence_zh
    assert found.loads["A"].difference.mean == -40


def test_what_is_told_of_several_scenarios_holds_together():
    """Measures, loads, margins and villages of all three are told at one level, and it is kept."""
    others = tuple(replace(CLOSED, name_zh=f"情景{number}") for number in range(2))
    alone = replace(question(), scenarios=(CLOSED,))
    among = replace(question(), scenarios=(CLOSED, *others))
    planned = [
        replace(each, cost={"total": each.cost["total"] + 7 * (each.day.day % 3)})
        if each.variant == "关甲站"
        else each
        for each in outcomes(among, 50)
    ]
    found = [answer(asked, planned) for asked in (alone, among)]
    told = [document(asked, each) for asked, each in zip((alone, among), found, strict=True)]
    assert [each["level"] for each in told] == [0.95, 0.983333]
    one, three = (each.comparisons[0] for each in found)
    assert {each.difference.level for each in three.measures.values()} == {found[1].level}
    assert {each.difference.level for each in three.loads.values()} == {found[1].level}
    assert one.margin < three.margin
    total = [each.measures["total"].difference.interval for each in (one, three)]
    assert total[0].mean == total[1].mean
    assert total[0].half < total[1].half


def test_what_noise_may_bring_about_is_no_verdict():
    """A saving of 0.1 is less than what another seed changes."""
    asked = question()
    found = answer(asked, outcomes(asked, 0.1)).comparisons[0]
    assert str(found.verdict.kind) == "noise"
    once = question(seeds=1)
    found = answer(once, outcomes(once, 50)).comparisons[0]
    assert str(found.verdict.kind) == "unmeasured"


def test_days_with_violations_or_failures_are_left_out():
    """Seven days are compared, and the failure is passed on."""
    asked = question(seeds=1)
    planned = outcomes(asked, 50)
    planned[1] = replace(planned[1], violations=1)
    failed = FailedRun("关甲站", planned[3].day, 0, "k", "E431", "没有", "died")
    found = answer(asked, [*planned[:3], failed, *planned[4:]])
    assert found.comparisons[0].measures["total"].difference.days == 6
    assert found.failures == (failed,)


def test_nothing_planned_is_an_answer_without_figures():
    """Not a crash."""
    found = answer(question(), [])
    assert str(found.comparisons[0].verdict.kind) == "too_few"


@pytest.mark.parametrize("num", [1, 8])
def test_files_are_whole(tmp_path, num):
    """Strict JSON without infinities, a row for each run, and a row for each village."""
    asked = question(num)
    planned = outcomes(asked, 50)
    found = answer(asked, planned)
    files = write_answer(document(asked, found), found, tmp_path)
    assert [file.name for file in files] == ["summary.json", "days.csv", "villages.csv"]

    def refuse(text):
        raise AssertionError(text)

    summary = json.loads(files[0].read_text("utf-8"), parse_constant=refuse)
    assert summary["scenarios"][0]["measures"]["total"]["mean"] == -50
    rows = list(csv.DictReader(files[1].read_text("utf-8-sig").splitlines()))
    assert len(rows) == len(planned)
    assert {row["variant"] for row in rows} == {BASE, "关甲站"}
    assert len(files[2].read_text("utf-8-sig").splitlines()) == 2


def test_every_day_is_told_with_both_sides():
    """Eight days in order; two seeds of a day count once, and the differences are the mean's."""
    asked = question()
    found = answer(asked, outcomes(asked, 50), currency="EUR", network_name="四站县")
    told = document(asked, found)
    assert (told["network_name"], told["currency"]) == ("四站县", "EUR")
    assert told["runs"] == {"asked": 26, "planned": 26, "failed": 0, "broke_rules": 0}
    days = told["scenarios"][0]["by_day"]
    assert [each["day"] for each in days] == told["days"]
    assert days[0] == {
        "day": "2026-11-23",
        "base": 1000.5,
        "scenario": 950.5,
        "difference": -50,
        "on_time_base": 0.9,
        "on_time_scenario": 0.9,
    }


def test_the_document_says_where_the_orders_come_from():
    """Drawn by season, scale and seed, or those of a history, counted over the days asked for."""
    asked = replace(question(2), orders=Drawn("orchid", 1.3, seed=5))
    told = document(asked, answer(asked, []))["orders"]
    assert told == {"kind": "drawn", "season": "orchid", "scale": 1.3, "seed": 5}
    days = (*asked.days, date(2027, 1, 1))
    rows = b'order_id,note\n1,"two\nlines"\n2,\n'
    asked = replace(asked, orders=dict.fromkeys(days, rows))
    told = document(asked, answer(asked, []))["orders"]
    assert told == {"kind": "history", "days": 2, "orders": 4}
    asked = replace(asked, orders=dict.fromkeys(days, b"PK\x03\x04\xff"))
    assert document(asked, answer(asked, []))["orders"]["orders"] is None


def test_a_village_is_told_before_and_after():
    """P gains 0.1 on the days that both have; Q, which the scenario never serves, has no means."""
    asked = question(2, seeds=1)
    planned = []
    for each in outcomes(asked, 0):
        villages = {"P": VillageDay(10, 8, 10.0), "Q": VillageDay(4, 4, 5.0)}
        if each.variant != BASE:
            villages = {"P": VillageDay(10, 9, None)}
        planned.append(replace(each, by_village=villages))
    told = document(asked, answer(asked, planned))["scenarios"][0]["villages"]
    assert [each["site_id"] for each in told] == ["P", "Q"]
    assert told[0]["base"] == {"on_time_share": 0.8, "hours": None}
    assert told[0]["scenario"] == {"on_time_share": 0.9, "hours": None}
    assert told[0]["on_time_share"]["mean"] == pytest.approx(0.1)
    assert told[1]["base"] == {"on_time_share": None, "hours": None}
    assert told[1]["days"] == 0
