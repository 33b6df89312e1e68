"""Histories through an executor: the same days, in whatever pieces they are played."""

from __future__ import annotations

import json
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from threading import Event

import pytest

from optimizer.days import Drawn, FailedRun, NetworkFolder, cluster_executor, local_executor
from optimizer.errors import InputError
from optimizer.scenarios import ChangeSite, OpenSite, Rain, ScaleDemand, Scenario
from optimizer.simulation import (
    PlayedDay,
    Policy,
    SimulationQuestion,
    Uncertainty,
    answer,
    day_rows,
    document,
    play_day,
    play_histories,
    policy_rows,
    village_rows,
)
from tests.days.clusters import cluster
from tests.days.test_running import Inline
from tests.folders import write_network
from tests.instances import PLANNED_AT, network, travel

FIRST = PLANNED_AT.date()
UNSURE = Uncertainty(road_spread=0.4, stop_spread=0.4, day_spread=0.3, refused=0.1, absent=0.15)


@pytest.fixture(scope="module")
def question(tmp_path_factory):
    """Two days of the four-stop county, two histories."""
    folder = tmp_path_factory.mktemp("county") / "four"
    write_network(folder, network(), travel())
    return SimulationQuestion(
        network=NetworkFolder.of(folder),
        first_day=FIRST,
        days=2,
        orders=Drawn(scale=0.2),
        uncertainty=UNSURE,
        seed=4,
        effort=20,
    )


@pytest.fixture(scope="module")
def heard():
    """What progress was told."""
    return []


@pytest.fixture(scope="module")
def played(question, heard):
    """Every day of every policy, played in one go."""
    return list(play_histories(question, Inline(), progress=heard.append))


@pytest.fixture(scope="module")
def found(question, played):
    return answer(question, played, network())


def plain(outcomes):
    """Return days as they are written down, by key, without how long they took."""
    return {each.key: each.document() | {"seconds": 0} for each in outcomes}


def test_every_day_is_played_by_both_policies(question, played, heard):
    """Two histories, two policies, two days; and the first history again for the noise."""
    days = [each for each in played if each.number < 2]
    assert len({each.key for each in played}) == len(played)
    assert len(days) == 2 * 2 * 2 + 2 * 2
    assert [note.done for note in heard] == list(range(1, len(played) + 1))
    assert sum(each.record.orders for each in played) > 60


def test_every_history_is_run_off_but_not_those_that_measure_the_noise(question, played, heard):
    """Until nothing is open; what is to come is told as it becomes known."""
    runs_off = {(run.seed, run.search, run.policy): run.runs_off for run in question.runs()}
    assert len(runs_off) == 6
    for (seed, search, policy), is_run_off in runs_off.items():
        days = [each for each in played if (each.seed, each.search) == (seed, search)]
        mine = [each for each in days if each.policy is policy]
        assert [each.number for each in mine] == list(range(len(mine)))
        assert [each.is_over for each in mine[:-1]] == [False] * (len(mine) - 1)
        if is_run_off:
            assert mine[-1].is_over
            assert mine[-1].record.open == 0
        else:
            assert len(mine) == 2
    assert max(each.number for each in played) >= 2
    assert heard[0].total == question.num_days == 2 * 2 * (2 + 2) + 2 * 2
    assert heard[-1].total == len(played)


def test_all_that_came_in_comes_to_an_end(question, played, found):
    """And the price of it is that of all days and run-offs, to the cent."""
    assert found.num_closed == 2
    assert sum(pair.habit.run_off for pair in found.pairs) > 0
    for policy in Policy:
        total, days = found.total(policy)
        assert days == 4
        assert total.on_time + total.late + total.missing + total.returned == total.orders
        mine = [each for each in played if each.policy is policy and each.search == each.seed]
        assert total.orders == sum(each.record.orders for each in mine)
        assert total.cost == pytest.approx(sum(each.record.cost for each in mine))
        before = sum(each.record.cost for each in mine if each.number < 2)
        assert total.run_off == pytest.approx(total.cost - before)
        kept = found.promises[policy].values()
        assert sum(each.orders + each.returned for each in kept) == total.orders


def test_a_history_that_was_stopped_has_no_run_off(question, played):
    """Of the first history the habit's last day is not over: its orders are open still."""
    (last,) = (
        each for each in played if (each.policy, each.seed, each.is_over) == ("habit", 4, True)
    )
    assert last.number > 1
    found = answer(question, [each for each in played if each is not last], network())
    assert found.is_partial
    assert found.num_closed == document(question, found)["histories_closed"] == 1
    assert [pair.habit.run_off for pair in found.pairs[:2]] == [0, 0]
    total, _ = found.total(Policy.HABIT)
    settled = total.on_time + total.late + total.missing + total.returned
    assert settled < total.orders
    kept = found.promises[Policy.HABIT].values()
    assert sum(each.orders + each.returned for each in kept) == settled


def test_both_policies_have_the_same_orders_and_weather(found):
    """So that they can be compared day by day."""
    for pair in found.pairs:
        assert pair.need.orders == pair.habit.orders
        assert pair.need.is_wet == pair.habit.is_wet
    assert [pair.seed for pair in found.pairs] == [4, 4, 5, 5]
    one, other = found.pairs[:2], found.pairs[2:]
    assert [pair.need.orders for pair in one] != [pair.need.orders for pair in other]


def test_a_day_survives_as_plain_values(played):
    """All but what the county remembers, which is kept beside it; what is no day is refused."""
    for each in played:
        told = json.loads(json.dumps(each.document()))
        assert PlayedDay.of(told) == replace(each, memory=None)
    for damage in ({"schema": "route48/day/1"}, {"record": None}, {"day": "soon"}, {"luck": 1}):
        with pytest.raises(ValueError):
            PlayedDay.of(told | damage)


def test_the_same_recipe_gives_the_same_days(question, played):
    """In processes of their own, too: to the cent."""
    with local_executor(2) as executor:
        again = list(play_histories(question, executor))
    assert plain(again) == plain(played)


def test_days_that_measure_the_noise_belong_to_the_answer(question, played):
    """What was stopped among them, or between a failure and the end, is not complete."""
    last = [each for each in played if each.search != each.seed][-1]
    found = answer(question, [each for each in played if each is not last], network())
    assert len(found.pairs) == 4
    assert found.is_partial
    lost = FailedRun(last.policy, last.day, last.seed, last.key, "E301", "坏", "broken")
    rest = [lost if each is last else each for each in played]
    assert not answer(question, rest, network()).is_partial


def test_a_history_goes_on_from_its_folder(question, played, tmp_path):
    """Stopped after five days the rest is played once, with what is remembered."""
    stop = Event()
    for number, _ in enumerate(play_histories(question, Inline(), tmp_path, stop=stop), start=1):
        if number == 5:
            stop.set()
    kept = len([file for file in tmp_path.iterdir() if "memory" not in file.name])
    assert 5 <= kept <= 7
    executor, heard = Inline(), []
    rest = list(play_histories(question, executor, tmp_path, heard.append))
    assert plain(rest) == plain(played)
    assert len(executor.calls) == len(played) - kept
    assert heard[-1].known == kept
    assert all(run.memory is not None for run in executor.calls if run.number)


def test_a_run_off_goes_on_from_its_folder(question, tmp_path):
    """Stopped in the middle of it the rest is played once; so is a day of it that was lost."""
    rarely_there = replace(UNSURE, absent=0.6)
    one = replace(question, days=1, seeds=1, uncertainty=rarely_there)
    whole = list(play_histories(one, Inline()))
    assert max(each.number for each in whole) >= 3
    stop = Event()
    for outcome in play_histories(one, Inline(), tmp_path, stop=stop):
        if outcome.number == 2:
            stop.set()
    kept = len([file for file in tmp_path.iterdir() if "memory" not in file.name])
    assert kept < len(whole)
    executor = Inline()
    assert plain(play_histories(one, executor, tmp_path)) == plain(whole)
    assert len(executor.calls) == len(whole) - kept
    assert all(run.memory is not None for run in executor.calls if run.number)
    (lost,) = (each for each in whole if (each.policy, each.number) == (Policy.BY_NEED, 2))
    (tmp_path / f"{lost.key}.json").unlink()
    executor = Inline()
    assert plain(play_histories(one, executor, tmp_path)) == plain(whole)
    assert [(run.policy, run.number) for run in executor.calls] == [(Policy.BY_NEED, 2)]


@pytest.mark.parametrize("damage", ['{"days": 2}', None])
def test_without_what_was_remembered_days_are_played_again(question, played, tmp_path, damage):
    """The same days come out; a day that is known is not asked for."""
    one = replace(question, seeds=1)
    stop = Event()
    for outcome in play_histories(one, Inline(), tmp_path, stop=stop):
        if outcome.number == 1:
            stop.set()
    for file in tmp_path.glob("*-memory.json"):
        file.unlink() if damage is None else file.write_text(damage, "utf-8")
    rest = plain(play_histories(one, Inline(), tmp_path))
    everything = plain(played)
    assert all(everything[key] == told for key, told in rest.items())
    assert len(rest) == len([each for each in played if each.seed == 4])


def test_a_missing_day_is_played_again(question, played, tmp_path):
    """What the county remembers of a later day is of no use for it."""
    one = replace(question, seeds=1)
    list(play_histories(one, Inline(), tmp_path))
    gone = one.runs()[0]
    (tmp_path / f"{replace(gone, number=1).key}.json").unlink()
    executor = Inline()
    again = plain(play_histories(one, executor, tmp_path))
    assert len(again) == len([each for each in played if each.seed == 4])
    assert [run.number for run in executor.calls] == [1]


def test_a_lost_worker_loses_no_day(question, played):
    """A day that lost its worker is played again, from what it was given."""
    executor = Inline(losses=[4, 4, 5], error=BrokenExecutor)
    assert plain(play_histories(question, executor)) == plain(played)


def test_a_cluster_plays_the_same_days(question, played, tmp_path):
    """The network and what is remembered travel to its worker."""
    pytest.importorskip("distributed", reason="clusters need the package distributed")
    one = replace(question, seeds=1)
    with cluster(tmp_path / "dask") as running:
        running.add_worker()
        with cluster_executor(running.address) as executor:
            there = plain(play_histories(one, executor, tmp_path / "out"))
    assert len(there) == len([each for each in played if each.seed == 4])
    assert all(plain(played)[key] == told for key, told in there.items())


def test_a_day_that_fails_ends_its_policy_only(question, monkeypatch):
    """The habit of the first history breaks on its second day; the rest is compared."""
    from optimizer.simulation.histories import running

    def attempt(run):
        if run.policy is Policy.HABIT and run.number == 1 and run.seed == run.search == 4:
            return FailedRun(run.variant, run.day, run.seed, run.key, "E301", "坏", "broken")
        return play_day(run)

    monkeypatch.setattr(running, "attempt_day", attempt)
    found = answer(question, play_histories(question, Inline()), network())
    assert [failure.code for failure in found.failures] == ["E301"]
    assert [(pair.seed, pair.number) for pair in found.pairs] == [(4, 0), (5, 0), (5, 1)]
    assert not found.is_partial  # nobody has stopped it
    assert document(question, found)["failures"][0]["message_zh"] == "坏"


def test_a_document_is_plain_and_adds_up(question, found):
    """It is JSON; villages, classes and days come to the same as the policies."""
    told = document(question, found)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    for policy in ("by_need", "habit"):
        total = told["policies"][policy]
        for name in ("on_time", "late", "missing"):
            assert sum(row[policy][name] for row in told["by_day"]) == total[name]
            assert sum(row[policy][name] for row in told["villages"]) == total[name]
            assert sum(row[name] for row in total["by_class"].values()) == total[name]
            assert sum(row[name] for row in total["by_weather"].values()) == total[name]
        cost = sum(row[policy]["cost"] for row in told["by_day"]) / 4
        assert total["cost_per_day"] == pytest.approx(cost, abs=0.01)
    gain = told["gain"]["cost_per_day"]
    mean = sum(row["difference"] for row in told["by_day"]) / 4
    assert gain["mean"] == pytest.approx(mean, abs=1e-3)
    assert gain["days"] == told["days_played"] == 4
    assert gain["low"] is gain["high"] is None  # four days have no interval
    assert told["gain"]["noise"]["freedom"] == 4
    assert told["gain"]["verdict"]["sentence_en"]
    assert told["is_partial"] is False
    assert {row["site_id"] for row in told["villages"]} == {"P", "Q"}


def test_tables_say_what_the_document_says(question, found):
    """A row a figure, a day, a village and class; what can be added up adds up."""
    told = document(question, found)
    figures = {(row["of"], row["name"], row["figure"]): row for row in policy_rows(told)}
    days, villages = list(day_rows(told)), list(village_rows(told))
    assert len(days) == 2 * len(told["by_day"])
    for policy in ("by_need", "habit"):
        total = told["policies"][policy]
        assert figures["all", "", "cost_run_off"][policy] == total["cost_run_off"]
        assert figures["weather", "dry", "on_time"][policy] == total["by_weather"]["dry"]["on_time"]
        for table in (days, villages):
            mine = [row for row in table if row["policy"] == policy]
            assert sum(row["late"] for row in mine) == total["late"]
        classes = sum(row[policy] for key, row in figures.items() if key[::2] == ("class", "late"))
        assert classes == total["late"]


def test_a_class_that_only_the_habit_has_settled_is_in_the_table(question, found):
    """A study that was stopped may have settled nothing of a class by need yet."""
    told = document(question, found)
    classes = told["policies"]["by_need"]["by_class"]
    gone = classes.pop(next(iter(classes)))
    names = {row["name"] for row in policy_rows(told) if row["of"] == "class"}
    assert names == set(told["policies"]["habit"]["by_class"])
    assert gone


def test_a_scenario_holds_on_all_days(question, found):
    """A fifth of the orders, and A's rent of 220 instead of none."""
    changes = (ScaleDemand(0.2), ChangeSite(site="A", rent_per_day=220.0))
    under = Scenario("淡季", "slack", changes=changes)
    other = replace(question, under=under, seeds=1)
    county = other.check()
    told = answer(other, play_histories(other, Inline()), county.instance.network)
    for pair, before in zip(told.pairs, found.pairs, strict=False):
        assert pair.need.rent - before.need.rent == pair.habit.rent - before.habit.rent == 220_00
        assert pair.need.orders < before.need.orders / 2
    assert document(other, told)["under"]["name_en"] == "slack"
    assert other.runs()[0].key != question.runs()[0].key


def test_rain_that_plans_expect_slows_no_road_twice(question):
    """Under the rain roads are slow already; what else strays is as it was."""
    wet = replace(question, under=Scenario("雨天", "rain", changes=(Rain(),)))
    assert question.strays == question.uncertainty
    assert wet.strays == replace(question.uncertainty, rain_roads=1.0)
    assert all(run.uncertainty == wet.strays for run in wet.runs())


def test_what_cannot_work_is_refused_before_anything(question):
    """E405 for a scenario over a site that nobody knows."""
    under = Scenario("错", changes=(OpenSite(site="nowhere"),))
    with pytest.raises(InputError) as refused:
        replace(question, under=under).check()
    assert refused.value.issues[0].code == "E405"


def test_a_history_of_files_travels_day_by_day(question, tmp_path):
    """A recipe has the files of its day and the next, and comes to the same in any pieces."""
    from tests.folders import write_county
    from tests.instances import clock, county
    from tests.siting.sixstop import orders_on

    rows = [{"order_id": "a", "ready": clock("06:00")}, {"order_id": "b", "ready": clock("15:00")}]
    file = write_county(tmp_path / "one", county(*rows), travel())
    dates = [replace(question.runs()[0], number=n).day for n in range(3)]
    days = {day: orders_on(file, n).replace(b"\n", b"\n%d" % n, 2) for n, day in enumerate(dates)}
    other = replace(question, orders=days, days=3, seeds=1)
    executor = Inline()
    played = list(play_histories(other, executor, tmp_path / "out"))
    assert not [each for each in played if isinstance(each, FailedRun)]
    assert max(len(run.orders) for run in executor.calls) == 2
    assert sum(each.record.orders for each in played if each.search == 4) == 2 * 6
    for name in (tmp_path / "out").glob("*-memory.json"):
        name.unlink()
    last = replace(other.runs()[0], number=2).key
    (tmp_path / "out" / f"{last}.json").unlink()
    assert plain(play_histories(other, Inline(), tmp_path / "out")) == plain(played)
