"""Processes of this machine: they die, are replaced, and end when they are told to."""

import os
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool

import pytest

from optimizer.days import DayResult, FailedRun, local_executor, run_days
from optimizer.days.executors import GENTLE, local
from optimizer.errors import InputError
from tests.days.fourstop import Days, die, linger

IS_POSIX = hasattr(os, "getpriority")


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    return Days(tmp_path_factory.mktemp("days"))


def test_there_is_at_least_one_worker():
    """No worker at all is a mistake."""
    with pytest.raises(ValueError, match="0 workers"):
        local_executor(0)
    assert local_executor().num_workers >= 1


def test_a_dead_worker_loses_no_day(days, tmp_path):
    """The process that plans the second day dies once: every day comes to its result."""
    fatal = {"changes": ({"once": str(tmp_path / "died")},), "apply": die}
    runs = [days.run(0), days.run(1, **fatal), days.run(2), days.run(3)]
    with local_executor(2) as executor:
        outcomes = list(run_days(runs, executor, tmp_path / "out"))
    assert sorted(outcome.day for outcome in outcomes) == [run.day for run in runs]
    assert all(isinstance(outcome, DayResult) for outcome in outcomes)
    assert (tmp_path / "died").exists()


def test_a_day_that_kills_every_worker_fails_alone(days):
    """E431 for the one, results for the others."""
    runs = [days.run(0), days.run(1, changes=({},), apply=die), days.run(2)]
    with local_executor(1) as executor:
        outcomes = list(run_days(runs, executor))
    failures = [outcome for outcome in outcomes if isinstance(outcome, FailedRun)]
    assert [(failure.day, failure.code) for failure in failures] == [(runs[1].day, "E431")]
    assert len(outcomes) == 3


def test_ctrl_c_keeps_what_is_done_and_ends_soon(days, tmp_path):
    """An interrupt in the loop leaves the context within seconds, with a day in the folder."""
    slow = {"changes": ({"began": str(tmp_path / "began"), "seconds": 2},), "apply": linger}
    runs = [days.run(0), *(days.run(day, **slow) for day in range(1, 30))]
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt), local_executor(1) as executor:
        for _ in run_days(runs, executor, tmp_path / "out"):
            raise KeyboardInterrupt
    assert time.monotonic() - begun < 20
    kept = len(list((tmp_path / "out").iterdir()))
    assert kept == 1
    with local_executor(1) as executor:
        again = run_days(runs[:1], executor, tmp_path / "out")
        assert len(list(again)) == 1


def test_an_interrupted_executor_can_be_used_again(days):
    """Walking away from one run does not spoil the next; no result is cut short."""
    with local_executor(1) as executor:
        outcomes = run_days(days.runs(10), executor)
        first = next(outcomes)
        outcomes.close()
        whole = list(run_days(days.runs(2), executor))
    assert len(whole) == 2
    assert next(one for one in whole if one.day == first.day).cost == first.cost


def test_nothing_is_taken_on_after_the_end(days):
    """A closed executor says so."""
    executor = local_executor(1)
    executor.shutdown()
    with pytest.raises(RuntimeError, match="shut down"):
        executor.submit(time.sleep, 0)


def priority():
    """Return how nice this process is."""
    return os.getpriority(os.PRIO_PROCESS, 0)


def broken_start(*_):
    """Fail before anything is done, as where a library of a worker is damaged."""
    raise RuntimeError("nothing can begin here")


def code_of(refused):
    return [issue.code for issue in refused.value.issues]


def test_workers_that_cannot_begin_are_no_matter_of_memory(days, monkeypatch):
    """E433 at once instead of E431 for each of ten days."""
    monkeypatch.setattr(local, "begin_work", broken_start)
    with pytest.raises(InputError) as refused, local_executor(1) as executor:
        list(run_days(days.runs(10), executor))
    assert code_of(refused) == ["E433"]


def test_workers_that_cannot_import_the_package_say_so(days, tmp_path, monkeypatch):
    """The processes find another package of that name first, and die while they begin."""
    (tmp_path / "optimizer").mkdir()
    (tmp_path / "optimizer" / "__init__.py").write_text("raise ImportError('damaged')\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(InputError) as refused, local_executor(1) as executor:
        list(run_days(days.runs(3), executor))
    assert code_of(refused) == ["E433"]


def test_a_script_without_its_guard_is_told(tmp_path):
    """What spawned processes would run again and again ends, and says what to add."""
    script = tmp_path / "study.py"
    script.write_text(
        "import time\n"
        "from optimizer.days import local_executor\n"
        "with local_executor(1) as executor:\n"
        "    for _ in range(3):\n"
        "        executor.submit(time.sleep, 0).exception()\n",
        "utf-8",
    )
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "E433" in ended.stderr
    assert 'if __name__ == "__main__":' in ended.stderr.splitlines()[-1]


def test_a_pool_that_dies_while_its_workers_are_called_says_so(monkeypatch):
    """The pool notices a dead worker before the next is there: E433 too, not a passing fault."""

    class Stillborn:
        def __init__(self, *_, **__):
            pass

        def submit(self, *_):
            raise BrokenProcessPool("a worker died")

        def shutdown(self, **_):
            pass

    monkeypatch.setattr(local, "ProcessPoolExecutor", Stillborn)
    with pytest.raises(InputError) as refused, local_executor(2) as executor:
        executor.submit(time.sleep, 0)
    assert code_of(refused) == ["E433"]


def test_a_pool_that_begins_at_last_is_used(days, tmp_path, monkeypatch):
    """The first pool dies while it begins; the second is sound, as nice as this process."""
    whole = local.begin_work
    monkeypatch.setattr(local, "begin_work", broken_start)
    with local_executor(1) as executor:
        outcomes = run_days(days.runs(2), executor)
        executor.submit(time.sleep, 0).exception()
        monkeypatch.setattr(local, "begin_work", whole)
        assert all(isinstance(outcome, DayResult) for outcome in outcomes)
        if IS_POSIX:
            assert executor.submit(os.getpriority, os.PRIO_PROCESS, 0).result() == priority()


@pytest.mark.skipif(not IS_POSIX, reason="priorities are POSIX")
def test_processes_of_studies_stand_back():
    """Ten steps behind this process; by default beside it, as above."""
    with local_executor(1, nice=GENTLE) as executor:
        theirs = executor.submit(os.getpriority, os.PRIO_PROCESS, 0).result()
    assert theirs == min(priority() + 10, 19)
