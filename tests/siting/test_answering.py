"""A question about stations, from its days to what may be said, and to plain values."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from optimizer.days import FailedRun, plan_day
from optimizer.errors import InputError
from optimizer.scenarios import ChangeSite, OpenSite, ScaleDemand, Scenario
from optimizer.siting import SitingQuestion, answer, document
from tests.siting.sixstop import CANDIDATES, EFFORT, runs

PLAN = partial(map, plan_day)


@pytest.fixture(scope="module")
def question(tmp_path_factory):
    """Two days choose, two others judge; at most two stations."""
    days = runs(tmp_path_factory.mktemp("siting"), 4)
    dates = tuple(run.day for run in days)
    return SitingQuestion(
        network=days[0].network,
        days=dates[:2],
        fresh=dates[2:],
        orders={run.day: run.orders for run in days},
        candidates=CANDIDATES,
        each=1,
        most=2,
        effort=EFFORT,
    )


@pytest.fixture(scope="module")
def told():
    """What progress was told."""
    return []


@pytest.fixture(scope="module")
def found(question, told):
    return answer(question, PLAN, told.append)


def test_proposals_are_counted_without_solving(question, monkeypatch):
    """Asking takes a moment, whatever the number of candidates; what is wrong is still said."""
    num = len(question.proposals())
    monkeypatch.setattr("optimizer.siting.stations.locate", None)
    assert question.num_proposals() == num
    with pytest.raises(InputError):
        replace(question, budget=-1.0).num_proposals()


def test_the_answer_stands_beside_today_s_stations(found):
    """Today's A against the best of none, one and two stations."""
    assert found.today.proposal.stations == ("A",)
    assert [step.stations for step in found.steps] == [0, 1, 2]
    assert found.best == found.judged[0]
    assert found.chosen.mean == pytest.approx(found.best.cost.mean - found.today.cost.mean)
    assert not found.is_partial


def test_days_that_did_not_choose_the_best_judge_it(found, question):
    """The verdict is of the two fresh days, in the difference and in words."""
    judged = found.judgement
    assert judged.is_fresh
    assert [each.day for each in judged.difference.by_day] == list(question.fresh)
    assert judged.noise.freedom == 4
    assert [each.day for each in found.chosen.by_day] == list(question.days)
    today, best = judged.today.cost.mean, judged.best.cost.mean
    assert judged.difference.mean == pytest.approx(best - today)
    assert "未参与选择的 2 天" in found.verdict.sentence_zh
    assert "2 days that did not choose it" in found.verdict.sentence_en


def test_without_fresh_days_the_choosing_ones_judge_and_say_so(question):
    """The same difference then, and a sentence that it flatters."""
    found = answer(replace(question, fresh=(), most=0), PLAN)
    assert not found.judgement.is_fresh
    assert found.judgement.difference == found.chosen
    assert "flatters" in found.verdict.sentence_en
    assert "偏乐观" in found.verdict.sentence_zh


def test_a_fresh_day_that_fails_counts_for_neither(question, found):
    """The first fresh day fails for the best, by whatever seed: the second judges alone."""
    lost, kept = question.fresh
    best = found.best.proposal.name

    def plan(asked):
        for run in asked:
            if (run.variant, run.day) == (best, lost):
                yield FailedRun(run.variant, run.day, run.seed, run.key, "E301", "坏", "broken")
            else:
                yield plan_day(run)

    answered = answer(replace(question, missing=(date(2026, 12, 1),)), plan)
    judged = answered.judgement
    assert [each.day for each in judged.difference.by_day] == [kept]
    assert judged.difference.left_out == (lost, date(2026, 12, 1))
    assert [each.day for each in (*judged.today.days, *judged.best.days)] == [kept] * 2
    whole = dict(found.judgement.difference.by_day)
    assert judged.difference.mean == pytest.approx(whole[kept])
    assert judged.noise.freedom == 3  # today's both days twice, the best's second
    assert {(each.variant, each.day) for each in answered.failures} == {(best, lost)}
    plain = document(question, answered)
    assert plain["judged_by"]["left_out"] == [lost.isoformat(), "2026-12-01"]
    assert answered.best.proposal == found.best.proposal
    assert not answered.is_partial


def test_fresh_days_of_which_none_is_sound_say_nothing(question):
    """Today's plans break a rule on both: no judgement, and the choice stands without verdict."""

    def plan(asked):
        for run in asked:
            day = plan_day(run)
            is_bad = run.variant == "today" and run.day in question.fresh
            yield replace(day, violations=2) if is_bad else day

    answered = answer(question, plan)
    assert answered.judgement is answered.verdict is None
    assert answered.chosen.days == 2


def test_progress_is_of_the_whole_question(told):
    """Four variants on two days, two on two fresh ones, and those again for the noise."""
    assert [note.done for note in told] == list(range(1, 17))
    assert {note.total for note in told} == {16}


def test_a_document_is_plain(found, question):
    """It is JSON, with every day of both, in the network's currency."""
    plain = document(question, found)
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert [row["is_fresh"] for row in plain["by_day"]] == [False, False, True, True]
    assert all(row["difference"] is not None for row in plain["by_day"])
    mean = sum(row["difference"] for row in plain["by_day"][2:]) / 2
    assert plain["judged_by"]["mean"] == pytest.approx(mean, abs=1e-3)
    assert plain["best"]["name"] == plain["proposals"][0]["name"]
    assert plain["candidates"][1]["investment"] == 36_500
    assert set(plain["places"]) == {"A", "P", "R", "T"}
    assert plain["verdict"]["kind"] == "too_few"
    assert plain["is_partial"] is False


def test_what_is_paid_is_told_apart_from_what_only_counts(found, question):
    """Paid and penalties are the cost; the interval of the paid is over the same days."""
    plain = document(question, found)
    for judged, row in zip(found.judged, plain["proposals"], strict=True):
        paid = sum(day.operating_cost for day in judged.days) / len(judged.days)
        assert row["operating_cost"] == pytest.approx(paid, abs=1e-3)
        whole = row["operating_cost"] + row["penalties"]
        assert whole == pytest.approx(row["cost_per_day"], abs=1e-3)
        assert row["unserved_days"] == 0


def test_days_with_unserved_orders_are_counted_once(question):
    """Two orders of today's stations unserved on the second day; the price of them is no news."""

    def plan(asked):
        for run in asked:
            day = plan_day(run)
            is_odd = run.variant == "today" and run.day == question.days[1]
            yield replace(day, unserved=2) if is_odd else day

    plain = document(question, answer(question, plan))
    assert plain["today"]["unserved_days"] == 1
    assert {row["unserved_days"] for row in plain["proposals"]} == {0}


def test_villages_are_those_of_the_days_that_judge(found, question):
    """Every village with its means of the two fresh days, in the form of a what-if."""
    plain = document(question, found)
    assert plain["villages_by"] == {"is_fresh": True, "days": 2}
    villages = {each["site_id"]: each for each in plain["villages"]}
    assert set(villages) == {"P", "Q", "R", "T"}
    for side, judged in (("base", found.judgement.today), ("scenario", found.judgement.best)):
        hours = [day.by_village["Q"].hours_mean for day in judged.days]
        assert villages["Q"][side]["hours"] == pytest.approx(sum(hours) / 2, abs=1e-3)
    means = [villages["Q"][side]["hours"] for side in ("base", "scenario")]
    assert villages["Q"]["hours"]["mean"] == pytest.approx(means[1] - means[0], abs=1e-3)
    assert plain["gaining"] == plain["losing"] == [], "two days say nothing for sure"
    chosen = document(question, answer(replace(question, fresh=(), most=0), PLAN))
    assert chosen["villages_by"] == {"is_fresh": False, "days": 2}


def test_what_was_stopped_is_partial(question):
    """Stopped after five days of the first eight: one day of all four, no fresh day."""

    def plan(asked):
        yield from (plan_day(run) for run in asked[:5])

    found = answer(replace(question, effort=5), plan)
    assert found.is_partial
    assert {len(each.days) for each in (found.today, *found.judged)} == {1}
    plain = document(question, found)
    assert plain["is_partial"]
    assert json.dumps(plain, allow_nan=False)


def test_nothing_planned_is_still_an_answer(question):
    """Stopped at once."""
    found = answer(question, lambda runs: ())
    assert found.best is found.judgement is found.verdict is None
    plain = document(question, found)
    assert plain["by_day"] == plain["villages"] == []
    assert plain["villages_by"] is None


def test_a_scenario_holds_for_today_and_for_all(question, found):
    """With half the orders and a dearer A everything is cheaper but A's rent, in every variant."""
    under = Scenario(
        "半数运单", changes=(ScaleDemand(0.5), ChangeSite(site="A", rent_per_day=160.0))
    )
    changed = answer(replace(question, under=under, most=1, fresh=()), PLAN)
    ours = {each.proposal.name: each for each in changed.judged}
    assert changed.today.days[0].cost["rent"] == found.today.days[0].cost["rent"] + 100
    assert changed.today.days[0].pieces == found.today.days[0].pieces / 2
    for each in found.judged[:2]:
        other = ours.get(each.proposal.name)
        assert other is None or other.cost.mean < each.cost.mean
    assert document(question, changed)["under"] is None
    assert document(replace(question, under=under), changed)["under"]["name_zh"] == "半数运单"


def test_a_scenario_that_does_not_apply_is_refused_before_any_day(question):
    """E405 for a site that nobody knows."""

    def never(asked):
        raise AssertionError("a day was planned")

    under = Scenario("错", changes=(OpenSite(site="nowhere"),))
    with pytest.raises(InputError) as refused:
        answer(replace(question, under=under), never)
    assert refused.value.issues[0].code == "E405"
