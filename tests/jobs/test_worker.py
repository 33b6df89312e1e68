"""Runs are made by a process of their own, whatever happens to it or around it."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from optimizer.jobs import (
    Failure,
    dismiss_worker,
    ensure_worker,
    log_of,
    revived,
    same_baseline,
    watch,
)
from optimizer.jobs.lease import holder
from optimizer.jobs.starting import lease_of
from tests.jobs.desks import ask, csv_of, ended, wait_for

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX")
LONG = {"search_seconds": 600.0, "effort": None}


def worker_of(store):
    """Wait for the worker of a store and return its process id."""
    ensure_worker(store)
    return wait_for(lambda: holder(lease_of(store)), "a worker")


def at_work(store, run):
    """Wait until a run has a whole plan and goes on."""

    def look():
        now = store.runs.get(run.run_id)
        assert now.state in {"queued", "running"}, now
        return now if now.best_cost is not None else None

    return wait_for(look, f"a first plan of run {run.run_id}")


def test_two_runs_queue_and_both_end_in_plans(store, net):
    """The second waits for the first; both plans are checked and say who asked for them."""
    first, second = ask(store, net), ask(store, net, csv_of("a", "b", "c"))
    ensure_worker(store)
    one, two = ended(store, first), ended(store, second)
    assert one.ended_at <= two.started_at
    plans = [store.plans.get(run.plan_id) for run in (one, two)]
    assert [plan.orders for plan in plans] == [2, 3]
    assert [plan.violations for plan in plans] == [0, 0]
    assert {plan.made_by for plan in plans} == {"tester"}
    assert store.plans.orders_csv(two.plan_id) == csv_of("a", "b", "c")
    curve = store.runs.curve(first.run_id)
    assert curve
    assert curve == sorted(curve, key=lambda point: (point[0], -point[1]))


def test_a_stopped_run_keeps_its_best_plan(store, net):
    """Somebody else stops a search of ten minutes: what it has by then is the plan."""
    run = ask(store, net, **LONG)
    ensure_worker(store)
    at_work(store, run)
    store.runs.ask_stop(run.run_id, by="somebody else")
    done = ended(store, run, "stopped")
    assert store.plans.get(done.plan_id).orders == 2


def test_a_queued_run_can_be_stopped_before_its_turn(store, net):
    """What has not begun ends without a plan, and nobody waits for it."""
    first, second = ask(store, net, **LONG), ask(store, net)
    ensure_worker(store)
    at_work(store, first)
    store.runs.ask_stop(second.run_id, by="tester")
    store.runs.ask_stop(first.run_id, by="tester")
    ended(store, first, "stopped")
    assert ended(store, second, "stopped").plan_id is None


def test_bad_inputs_fail_with_every_issue(store, net):
    """A run whose orders are broken keeps all issues as they were, and no traceback."""
    orders = b"order_id,origin,destination,ready_at\no1,H,H,yesterday\n"
    run = ask(store, net, orders)
    ensure_worker(store)
    failed = ended(store, run, "failed")
    assert "Traceback" not in str(failed.error)
    assert {issue.code for issue in revived(failed.error).issues} == {"E118", "E121"}
    after = ask(store, net)
    assert ended(store, after).plan_id is not None


def test_a_request_of_a_newer_version_fails_in_words(store, net):
    """What this version cannot read fails with a code; the worker goes on."""
    run = store.runs.ask(
        net.network_id, net.version_id, "plan", {"form": 99}, csv_of("o1"), by="tester"
    )
    ensure_worker(store)
    error = revived(ended(store, run, "failed").error)
    assert isinstance(error, Failure)
    assert (error.code, error.values["key"]) == ("D211", "form")
    assert ended(store, ask(store, net)).plan_id is not None


def test_a_killed_worker_loses_its_run_and_nothing_else(store, net):
    """After kill -9 the run is lost within seconds; asked again it ends in a plan."""
    before = ended(store, _asked(store, net))
    run = ask(store, net, **LONG)
    waiting = ask(store, net)
    at_work(store, run)
    os.kill(worker_of(store), signal.SIGKILL)

    # Whoever looks sees it and starts another worker, which makes what waited.
    wait_for(lambda: watch(store, net.network_id) and _is(store, run, "lost"), "the loss")
    assert watch(store, net.network_id).ended[0].run_id in {run.run_id, waiting.run_id}
    wait_for(lambda: watch(store, net.network_id).has_worker, "another worker")
    assert ended(store, waiting).plan_id is not None
    assert store.plans.document(before.plan_id)["kpis"]["orders"] == 2

    store.runs.requeue(run.run_id)
    at_work(store, run)
    store.runs.ask_stop(run.run_id, by="tester")
    assert ended(store, run, "stopped").plan_id is not None


def test_a_killed_worker_is_seen_although_the_next_one_is_busy(store, net):
    """What waited begins at once, and takes long: the dead worker's run is lost all the same."""
    run, waiting = ask(store, net, **LONG), ask(store, net, **LONG)
    ensure_worker(store)
    at_work(store, run)
    os.kill(worker_of(store), signal.SIGKILL)
    wait_for(lambda: watch(store, net.network_id) and _is(store, run, "lost"), "the loss")
    at_work(store, waiting)
    store.runs.ask_stop(waiting.run_id, by="tester")
    ended(store, waiting, "stopped")


def test_a_worker_that_is_sent_away_gives_its_run_back(store, net):
    """SIGTERM, as on shutdown: the run is queued again, for the next worker."""
    run = ask(store, net, **LONG)
    ensure_worker(store)
    at_work(store, run)
    assert dismiss_worker(store)
    assert store.runs.get(run.run_id).state == "queued"


def test_the_worker_outlives_who_started_it(store, net):
    """An app that asks and dies at once leaves a worker that makes the plan."""
    run = ask(store, net)
    code = (
        "import os; from optimizer.jobs import ensure_worker; from optimizer.store import Store\n"
        "ensure_worker(Store.open()); os.kill(os.getpid(), 9)"
    )
    app = subprocess.run([sys.executable, "-c", code], check=False)
    assert app.returncode == -signal.SIGKILL
    assert ended(store, run).plan_id is not None


def test_there_is_one_worker_however_many_start_one(store, net):
    """Ten that start a worker at once get one; runs are made once."""
    runs = [ask(store, net) for _ in range(3)]
    threads = [threading.Thread(target=ensure_worker, args=(store,)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    worker_of(store)
    second = subprocess.run(
        [sys.executable, "-m", "optimizer.jobs"], capture_output=True, check=False
    )
    assert b"another worker is at it" in second.stderr
    plans = {ended(store, run).plan_id for run in runs}
    assert len(plans) == 3
    assert len(store.plans.recent(net.network_id)) == 3


def test_without_a_place_for_its_log_no_worker_comes_up_and_nothing_breaks(store, net, tmp_path):
    """Where the home cannot be written, what waits goes on waiting, and can be looked at."""
    run = ask(store, net)
    home, store.home = store.home, tmp_path / "desk.db"
    ensure_worker(store)
    assert [one.run_id for one in watch(store, net.network_id).queued] == [run.run_id]
    store.home = home
    ensure_worker(store)
    assert ended(store, run).plan_id is not None


def test_a_worker_goes_when_idle(store, net, monkeypatch):
    """Nothing to do for a while, and the process is gone."""
    monkeypatch.setenv("ROUTE48_WORKER_IDLE_SECONDS", "0.5")
    run = ask(store, net)
    ensure_worker(store)
    ended(store, run)
    wait_for(lambda: holder(lease_of(store)) is None, "an end of the worker")
    assert "Traceback" not in log_of(store).read_text("utf-8")


def test_a_worker_goes_when_its_store_is_removed(store, net):
    """Nobody can find a worker whose lease was deleted; it does not stay."""
    ended(store, _asked(store, net))
    lease_of(store).unlink()
    text = wait_for(
        lambda: " goes" in log_of(store).read_text("utf-8") and log_of(store).read_text("utf-8"),
        "an end of the worker",
    )
    assert "Traceback" not in text


def test_a_baseline_follows_and_gives_way(store, net):
    """Daily visits are planned behind a plan, once for the same inputs, after who waits."""
    first = ask(store, net, with_baseline=True)
    again = ask(store, net, with_baseline=True)
    ensure_worker(store)
    ended(store, first), ended(store, again)
    recent = store.runs.recent(net.network_id)
    baselines = [run for run in recent if run.kind == "baseline"]
    assert len(baselines) == 1
    done = ended(store, baselines[0])
    assert done.started_at >= store.runs.get(again.run_id).ended_at
    assert same_baseline(store, net.network_id, done.request["key"]).run_id == done.run_id
    plan = store.plans.baseline_of(store.runs.get(first.run_id).plan_id)
    assert plan.plan_id == done.plan_id
    assert plan.plan_id not in {row.plan_id for row in store.plans.recent(net.network_id)}


def test_a_baseline_at_work_makes_room(store, net):
    """Who asks for a plan does not wait for a comparison; that begins again afterwards."""
    request = {"planned_at": "2026-11-23T05:00:00+08:00", "search_seconds": 600.0}
    slow = store.runs.ask(
        net.network_id, net.version_id, "baseline", request, csv_of("o1"), by="tester"
    )
    ensure_worker(store)
    at_work(store, slow)
    ended(store, ask(store, net))
    assert at_work(store, slow).state == "running"


def test_another_process_sees_how_far_a_run_is(store, net):
    """State, phase and best cost are there for any tab of any app."""
    run = ask(store, net, **LONG)
    ensure_worker(store)
    at_work(store, run)
    code = (
        "from optimizer.store import Store; from optimizer.jobs import watch\n"
        f"now = watch(Store.open(), {net.network_id})\n"
        "print(now.running.state, now.running.phase, now.running.best_cost > 0, now.has_worker)"
    )
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    state, phase, has_cost, has_worker = said.split()
    assert (state, has_cost, has_worker) == ("running", "True", "True")
    assert phase
    beat = store.runs.get(run.run_id).beat_at
    later = wait_for(
        lambda: (now := store.runs.get(run.run_id).beat_at) > beat and now, "another beat"
    )
    assert later - beat < timedelta(seconds=30)


def _asked(store, net):
    """Ask for a plan and let a worker come up."""
    run = ask(store, net)
    ensure_worker(store)
    return run


def _is(store, run, state):
    """Whether a run is in a state."""
    return store.runs.get(run.run_id).state == state
