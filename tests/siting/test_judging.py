"""Days judge what the model proposes; every subset of a small county judges the siting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.days import FailedRun, noise, plan_day
from optimizer.siting import daily_demand, frontier, propose_stations, runs_of
from optimizer.siting.judging import judged_days, planned, ranked
from tests.siting.sixstop import CANDIDATES, day_of, runs, sixstop, ways


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    """Return the recipes of four days: two that choose, two that do not."""
    return runs(tmp_path_factory.mktemp("siting"), 4)


@pytest.fixture(scope="module")
def base(days):
    """Return the recipes of the two days that choose."""
    return days[:2]


def judge(proposals, base, plan=lambda runs: map(plan_day, runs)):
    """Return proposals, judged by the same days, the cheapest first."""
    outcomes = planned({each.name: list(runs_of(each, base)) for each in proposals}, plan)
    return ranked([judged_days(each, outcomes[each.name], 0) for each in proposals])


def demand():
    """Return the mean of the two days."""
    return daily_demand(sixstop(), [day_of(0).orders, day_of(1).orders], 2)


@pytest.fixture(scope="module")
def every(base):
    """Return every subset of the four candidates, judged by both days."""
    return judge(subsets(), base)


def subsets():
    """Return every subset of the four candidates as a proposal."""
    found = propose_stations(sixstop(), ways(), demand(), CANDIDATES, each=6)
    assert len({each.stations for each in found}) == 16
    return found


def noise_of(best, days):
    """Return the solver's own noise in the days of a proposal."""
    seeds = [replace(run, seed=seed) for seed in (1, 2) for run in days]
    again = judge([best.proposal], seeds)[0]
    return noise([*best.days, *again.days]).deviation


def test_siting_is_as_good_as_the_best_subset(base, every):
    """What is proposed and judged costs what the best of all 16 subsets does, within the noise."""
    proposed = propose_stations(sixstop(), ways(), demand(), CANDIDATES, each=1)
    found = judge(proposed, base)
    assert len(every) == 16
    assert len(found) == 5
    assert not any(each.left_out for each in every)
    assert found[0].cost.mean <= every[0].cost.mean + 2 * noise_of(every[0], base)


def test_the_choice_holds_on_days_that_did_not_make_it(days, every):
    """With two fresh days the winner is still the best of all 16 subsets, within the noise."""
    winner = every[0].proposal.name
    fresh = judge(subsets(), days[2:])
    costs = {each.proposal.name: each.cost.mean / 2 for each in every}
    for each in fresh:
        costs[each.proposal.name] += each.cost.mean / 2
    assert costs[winner] <= min(costs.values()) + 2 * noise_of(fresh[0], days[2:])
    assert fresh[0].proposal.name != winner  # by the fresh days alone another one is


def test_where_planning_ends_early_only_days_of_all_count(base, every):
    """Four of six days, day by day: the first is of all three, the second of one only."""
    chosen = [each.proposal for each in every[:3]]
    good = {(each.variant, each.day): each for judged in every for each in judged.days}
    found = judge(chosen, base, lambda runs: [good[run.variant, run.day] for run in runs[:4]])
    assert [list(each.costs()) for each in found] == [[base[0].day.isoformat()]] * 3


def test_rent_and_investment_are_part_of_a_day(every):
    """A day costs what the plan does, the rent of what is open, and the building's share."""
    both = next(each for each in every if each.proposal.stations == ("A", "R"))
    day = both.days[0]
    assert day.cost["rent"] == 120.0
    assert day.cost["invested"] == 20.0
    parts = sum(cost for name, cost in day.cost.items() if name != "total")
    assert day.cost["total"] == pytest.approx(parts, abs=0.01)
    assert both.costs()[day.day.isoformat()] == day.cost["total"]


def test_the_frontier_has_the_best_of_each_number(every):
    """From no station to four, each the cheapest of its size; the best is over itself by 0."""
    steps = frontier(every)
    assert [step.stations for step in steps] == [0, 1, 2, 3, 4]
    for step in steps:
        same = [each.cost.mean for each in every if each.stations == step.stations]
        assert step.judged.cost.mean == min(same)
        assert step.over_best.mean == pytest.approx(step.judged.cost.mean - every[0].cost.mean)
    assert frontier([]) == []


def test_days_that_fail_or_break_a_rule_are_left_out(base, every):
    """A proposal without any good day comes last; each says what is missing, and why."""
    one, other = every[0].proposal, every[1].proposal
    good = {(each.variant, each.day): each for judged in every for each in judged.days}

    def plan(asked):
        for run in asked:
            if run.variant == other.name:
                yield FailedRun(run.variant, run.day, run.seed, run.key, "E301", "坏", "broken")
            else:
                day = good[run.variant, run.day]
                yield replace(day, violations=1) if run.day == base[0].day else day

    found = judge([one, other], base, plan)
    assert [each.proposal for each in found] == [one, other]
    assert found[1].left_out == tuple(f"{run.day}: broken" for run in base)
    assert [step.judged.proposal for step in frontier(found)] == [one]
    assert found[0].left_out == (f"{base[0].day}: the plan breaks 1 rules",)
    assert found[0].costs().keys() == {base[1].day.isoformat()}


def test_who_lost_a_dear_day_gains_nothing(base, every):
    """The dearest of all has only the cheaper day, at less than the winner's mean: it is last."""
    best, worst = every[0], every[-1]
    cheap = min(worst.days, key=lambda each: each.cost["total"])
    lucky = replace(cheap, cost={**cheap.cost, "total": best.costs()[str(cheap.day)] + 1.0})
    good = {(each.variant, each.day): each for judged in every for each in judged.days}
    dear = max(best.days, key=lambda each: each.cost["total"])
    assert dear.day != cheap.day
    good[worst.proposal.name, cheap.day] = lucky

    def plan(asked):
        for run in asked:
            if (run.variant, run.day) == (worst.proposal.name, dear.day):
                yield FailedRun(run.variant, run.day, run.seed, run.key, "E301", "坏", "broken")
            else:
                day = good[run.variant, run.day]
                invested = day.cost.get("invested", 0.0)
                yield replace(day, cost={**day.cost, "total": day.cost["total"] - invested})

    found = judge([best.proposal, worst.proposal], base, plan)
    assert found[1].cost.mean < found[0].cost.mean
    assert [each.proposal for each in found] == [best.proposal, worst.proposal]
    assert frontier(found)[0].over_best.mean >= 0.0
