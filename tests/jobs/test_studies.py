"""Studies are made in the worker, beside the plans and behind them; no day is planned twice."""

import json
import os
import signal
from pathlib import Path

import pytest

from optimizer.jobs import Failure, dismiss_worker, ensure_worker, revived, watch
from optimizer.jobs.lease import holder
from optimizer.jobs.starting import lease_of
from optimizer.jobs.studying.folder import folder_of, sweep
from optimizer.store import Store
from tests.jobs.desks import ask, ended, wait_for
from tests.jobs.studies import CLOSED, ask_study, history

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX")
MANY = {"days": 60, "effort": 1_000}


def days_in(store, run):
    """Return the days that the folder of a study has, and when each was written."""
    folder = folder_of(store, run.run_id)
    files = [*folder.glob("*.json")] if folder.is_dir() else []
    return {file.name: file.stat().st_mtime_ns for file in files}


def with_days(store, run, least=3):
    """Wait until a study has some days, but not all."""

    def look():
        now = store.runs.get(run.run_id)
        assert now.state in {"queued", "running"}, now
        return (now.done or 0) >= least and days_in(store, run)

    found = wait_for(look, f"{least} days of run {run.run_id}")
    assert store.runs.get(run.run_id).done < store.runs.get(run.run_id).total
    return found


def session_of(pid):
    """Return the processes in the session that a worker leads, itself left out."""
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit() and place.name != str(pid):
            try:
                state, _, _, session = (place / "stat").read_text().rpartition(")")[2].split()[:4]
            except OSError:
                continue
            if session == str(pid) and state != "Z":
                found.append(int(place.name))
    return found


def test_a_whatif_ends_in_a_study_with_boards(store, net):
    """Both scenarios over both days, a verdict for the list, and maps of a typical day."""
    run = ask_study(store, net)
    ensure_worker(store)
    done = ended(store, run)
    assert (done.done, done.total) == (6, 6)
    row = store.studies.get(done.study_id)
    assert (row.kind, row.title, row.is_partial, row.made_by) == (
        "whatif",
        "试算",
        False,
        "planner",
    )
    assert row.run_id == run.run_id
    assert row.version_id == net.version_id
    assert row.headline["sentence_zh"]
    assert row.headline["sentence_en"]
    document = store.studies.document(row.study_id)
    assert document["schema"] == "route48/whatif/1"
    assert [each["name_zh"] for each in document["scenarios"]] == ["油价涨", "关站"]
    assert document["runs"] == {"asked": 6, "planned": 6, "failed": 0, "broke_rules": 0}
    assert document["typical_day"] in document["days"]
    assert [(each["variant"], each["is_there"]) for each in document["boards"]] == [
        ("base", True),
        ("1", True),
        ("2", True),
    ]
    names = [f"board-{key}-{lang}.json" for key in ("1", "2", "base") for lang in ("en", "zh")]
    assert store.studies.files(row.study_id) == names
    board = json.loads(store.studies.file(row.study_id, "board-base-zh.json"))
    assert board["lang"] == "zh"
    assert board["trips"]
    assert not folder_of(store, run.run_id).exists()


def test_what_cannot_work_fails_with_code_and_sentences(store, net):
    """A request of a newer version, a day without orders, a site that is not there."""
    newer = store.runs.ask(
        net.network_id, net.version_id, "whatif", {"form": 99}, b"", by="planner"
    )
    gap = ask_study(store, net, orders=history(1))
    lost = {"name_zh": "x", "changes": [{"change": "close_site", "site": "Z"}]}
    nowhere = ask_study(store, net, scenarios=(lost,))
    ensure_worker(store)
    error = revived(ended(store, newer, "failed").error)
    assert isinstance(error, Failure)
    assert error.code == "D211"
    assert [i.code for i in revived(ended(store, gap, "failed").error).issues] == ["E412"]
    failed = revived(ended(store, nowhere, "failed").error)
    assert [i.code for i in failed.issues] == ["E405"]


def test_a_stopped_study_keeps_what_is_done(store, net):
    """Its days are a study of their own, and are there when it is asked again."""
    run = ask_study(store, net, scenarios=(CLOSED,), **MANY)
    ensure_worker(store)
    before = with_days(store, run)
    store.runs.ask_stop(run.run_id, by="planner")
    row = store.studies.get(ended(store, run, "stopped").study_id)
    assert row.is_partial
    assert 0 < store.studies.document(row.study_id)["runs"]["planned"] < 120
    assert days_in(store, run).items() >= before.items()
    again = store.runs.requeue(run.run_id, by="planner")
    assert (again.study_id, again.total) == (None, 120)
    assert store.studies.recent(net.network_id) == [row]
    store.runs.ask_stop(run.run_id, by="planner")


def test_a_study_gives_way_to_a_plan_and_plans_no_day_twice(store, net):
    """A dispatcher never waits for a planner; what was done is read again, not made again."""
    study = ask_study(store, net, scenarios=(CLOSED,), **MANY)
    ensure_worker(store)
    before = with_days(store, study)
    plan = ask(store, net)
    done = ended(store, plan)
    waiting = store.runs.get(study.run_id)
    assert waiting.state in {"queued", "running"}
    assert waiting.study_id is None
    assert store.studies.recent(net.network_id) == []
    assert done.plan_id is not None
    later = with_days(store, study, least=len(before) + 2)
    assert {name: later[name] for name in before} == before
    assert len(later) >= len(before)
    store.runs.ask_stop(study.run_id, by="planner")
    ended(store, study, "stopped")


def test_a_killed_worker_leaves_nobody_behind_and_its_days(store, net):
    """After kill -9 the pool's processes end, the run is lost, and asked again it goes on."""
    run = ask_study(store, net, scenarios=(CLOSED,), **MANY)
    ensure_worker(store)
    pid = wait_for(lambda: holder(lease_of(store)), "a worker")
    before = with_days(store, run)
    assert session_of(pid)
    os.kill(pid, signal.SIGKILL)
    wait_for(
        lambda: watch(store, net.network_id) and store.runs.get(run.run_id).state == "lost",
        "the loss",
    )
    wait_for(lambda: not session_of(pid), "the end of its children")
    store.runs.requeue(run.run_id)
    ensure_worker(store)
    later = with_days(store, run, least=len(before) + 2)
    assert {name: later[name] for name in before} == before
    store.runs.ask_stop(run.run_id, by="planner")
    assert store.studies.get(ended(store, run, "stopped").study_id).is_partial


def test_a_worker_that_is_sent_away_keeps_the_study_for_the_next(store, net):
    """SIGTERM in the midst: the study waits again, with its days."""
    run = ask_study(store, net, scenarios=(CLOSED,), **MANY)
    ensure_worker(store)
    before = with_days(store, run)
    assert dismiss_worker(store)
    waiting = store.runs.get(run.run_id)
    assert (waiting.state, waiting.total) == ("queued", 120)
    assert days_in(store, run).keys() >= before.keys()


def test_days_that_nobody_asks_for_again_are_swept(store):
    """After two weeks; what is newer stays."""
    old, new = folder_of(store, 1), folder_of(store, 2)
    for folder in (old, new):
        folder.mkdir(parents=True)
    os.utime(old, (0, 0))
    sweep(store)
    assert (old.exists(), new.exists()) == (False, True)


def test_stores_of_one_home_keep_their_days_apart(store, tmp_path):
    """Both count their runs from one, and each removes the days of its own alone."""
    other = Store.open(f"sqlite:///{tmp_path / 'other.db'}")
    assert other.home == store.home
    mine, theirs = folder_of(store, 1), folder_of(other, 1)
    for folder in (mine, theirs):
        folder.mkdir(parents=True)
        os.utime(folder, (0, 0))
    sweep(store)
    assert (mine.exists(), theirs.exists()) == (False, True)
    other.close()
