"""Runs: claimed by one worker, watched by everybody, ended once."""

from datetime import timedelta

import pytest

from optimizer.store import BrokenRule, NotFound, Refused
from tests.store.examples import save_plan

NOW = timedelta(0)
HOUR = timedelta(hours=1)


@pytest.fixture
def ask(store, network):
    """A function that asks for a run."""

    def wish(kind="plan", **request):
        return store.runs.ask(
            network.network_id, network.version_id, kind, request, b"order_id\n1\n", by="li"
        )

    return wish


def test_a_run_keeps_its_request_and_orders(store, ask):
    """The request is any JSON, the order file the same bytes."""
    run = ask(effort=0.1 + 0.2, vehicles=["货车-1"], nothing=None)
    assert store.runs.get(run.run_id) == run
    assert run.state == "queued"
    assert run.request == {"effort": 0.1 + 0.2, "vehicles": ["货车-1"], "nothing": None}
    assert store.runs.orders_csv(run.run_id) == b"order_id\n1\n"
    with pytest.raises(ValueError, match="kind"):
        ask("guess")


def test_a_run_needs_its_network(store):
    """A version that is not there is refused by the tables themselves."""
    with pytest.raises(BrokenRule) as refused:
        store.runs.ask(48, 48, "plan", {}, b"", by="li")
    assert (refused.value.code, refused.value.reason) == ("S104", "rule")
    assert store.runs.queue() == []


def test_runs_are_claimed_in_the_order_they_were_asked_for(store, ask):
    """First come, first served, and then nothing is left."""
    first, second = ask(), ask()
    assert store.runs.queue() == [first, second]
    assert [store.runs.claim("w").run_id for _ in range(2)] == [first.run_id, second.run_id]
    assert store.runs.claim("w") is None
    assert store.runs.queue() == []
    assert [run.run_id for run in store.runs.recent(first.network_id)] == [2, 1]


def test_the_curve_has_a_point_for_each_fall(store, ask):
    """Costs that do not fall make no point."""
    run_id = ask().run_id
    store.runs.claim("w")
    for cost in (None, 100.0, 100.0, 120.0, 90.5):
        assert store.runs.beat(run_id, "local", cost, 3.5) is False
    curve = store.runs.curve(run_id)
    assert [cost for _, cost in curve] == [100.0, 90.5]
    assert sorted(seconds for seconds, _ in curve) == [seconds for seconds, _ in curve]
    run = store.runs.get(run_id)
    assert (run.phase, run.best_cost, run.seconds_left) == ("local", 90.5, 3.5)


def test_a_run_is_told_to_stop_and_keeps_its_plan(store, network, ask):
    """The worker hears it at its next beat."""
    run_id = ask().run_id
    store.runs.claim("w")
    store.runs.ask_stop(run_id, by="wang")
    assert store.runs.beat(run_id, "local", 90.0, 1.0) is True
    plan = save_plan(store, network, run_id=run_id)
    store.runs.stopped(run_id, plan.plan_id)
    run = store.runs.get(run_id)
    assert (run.state, run.plan_id, run.seconds_left) == ("stopped", plan.plan_id, None)
    assert run.ended_at >= run.started_at


def test_a_waiting_run_stops_at_once(store, ask):
    """Nobody has to claim it for that."""
    run = store.runs.ask_stop(ask().run_id, by="wang")
    assert run.state == "stopped"
    assert store.runs.claim("w") is None


def test_what_has_ended_stays_so(store, network, ask):
    """A late failure or stop does not undo a plan."""
    run_id = ask().run_id
    store.runs.claim("w")
    plan = save_plan(store, network, run_id=run_id)
    done = store.runs.finish(run_id, plan.plan_id)
    assert store.runs.fail(run_id, {"code": "E301"}) == done
    assert store.runs.ask_stop(run_id, by="wang") == done
    assert store.runs.beat(run_id, "late", 1.0, 1.0) is True
    assert store.runs.get(run_id) == done


def test_a_failure_keeps_its_error(store, ask):
    """Code and values, for a sentence in the user's language."""
    run_id = ask().run_id
    store.runs.claim("w")
    store.runs.fail(run_id, {"code": "E302", "values": {"trips": 9}})
    assert store.runs.get(run_id).error == {"code": "E302", "values": {"trips": 9}}


def test_a_silent_run_is_given_up(store, ask):
    """Only after the time that was given; it can be queued again from its beginning."""
    run_id = ask().run_id
    store.runs.claim("w")
    store.runs.beat(run_id, "local", 90.0, 1.0)
    assert store.runs.lose_stale(HOUR) == []
    (lost,) = store.runs.lose_stale(NOW)
    assert (lost.run_id, lost.state) == (run_id, "lost")
    assert store.runs.lose_stale(NOW) == []
    again = store.runs.requeue(run_id)
    assert (again.state, again.best_cost, again.worker) == ("queued", None, None)
    assert store.runs.curve(run_id) == []
    assert store.runs.claim("x").run_id == run_id


def test_a_run_that_was_only_asleep_goes_on(store, ask):
    """A laptop was closed for an hour: the worker's next beat brings its run back."""
    run_id = ask().run_id
    store.runs.claim("w")
    store.runs.lose_stale(NOW)
    assert store.runs.beat(run_id, "local", 90.0, 1.0, worker="w") is False
    assert store.runs.get(run_id).state == "running"


def test_a_worker_whose_run_another_has_stops(store, ask):
    """It was given up, queued again and claimed by another."""
    run_id = ask().run_id
    store.runs.claim("old")
    store.runs.lose_stale(NOW)
    store.runs.requeue(run_id)
    store.runs.claim("new")
    assert store.runs.beat(run_id, "local", 90.0, 1.0, worker="old") is True
    assert store.runs.beat(run_id, "local", 95.0, 1.0, worker="new") is False


def test_a_worker_that_died_after_saving_has_finished(store, network, ask):
    """The plan is there: the run is done, not lost."""
    run_id = ask().run_id
    store.runs.claim("w")
    plan = save_plan(store, network, run_id=run_id)
    assert store.runs.lose_stale(NOW) == []
    run = store.runs.get(run_id)
    assert (run.state, run.plan_id) == ("done", plan.plan_id)


def test_only_what_has_ended_is_queued_again(store, ask):
    """A run that waits or runs is not started twice."""
    run_id = ask().run_id
    with pytest.raises(Refused):
        store.runs.requeue(run_id)
    store.runs.claim("w")
    with pytest.raises(Refused):
        store.runs.requeue(run_id)
    with pytest.raises(NotFound):
        store.runs.get(48)


def test_a_run_that_made_room_was_stopped_by_nobody(store, network, ask):
    """It waits again, and the book says nothing of a stop; who has asked for one gets it."""
    run_id = ask().run_id
    store.runs.claim("w")
    store.runs.beat(run_id, "days", None, None, done=3, total=9)
    again = store.runs.give_back(run_id)
    assert (again.state, again.worker, again.done, again.total) == ("queued", None, 3, 9)
    kinds = [change.kind for change in store.changes.recent(network.network_id)]
    assert not {"runs.stopped", "runs.requeue"} & set(kinds)
    store.runs.claim("w")
    store.runs.ask_stop(run_id, by="li")
    assert store.runs.give_back(run_id).state == "stopped"
    assert store.runs.give_back(run_id).state == "stopped"
