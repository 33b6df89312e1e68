"""Processes of this machine: they die, are replaced, and end when they are told to."""

import time

import pytest

from optimizer.days import DayResult, FailedRun, local_executor, run_days
from tests.days.fourstop import Days, die, linger


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
