"""Many days through an executor: each kept, none lost, few in hand."""

import json
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from threading import Event

import pytest

from optimizer.days import DayResult, FailedRun, run_days
from optimizer.days.executors import LostRun
from optimizer.errors import InputError, StoreError
from tests.days.fourstop import Days, refuse, stumble


class Inline(Executor):
    """An executor that works at once, counts, and loses what it is told to."""

    def __init__(self, *, num_workers=1, losses=(), error=BrokenExecutor):
        self.num_workers, self.losses, self.error = num_workers, list(losses), error
        self.calls, self.interrupted = [], 0

    def submit(self, fn, /, *args, **kwargs):
        """Do it, or lose it."""
        run = args[0]
        self.calls.append(run)
        future = Future()
        if run.seed in self.losses:
            self.losses.remove(run.seed)
            future.set_exception(self.error("gone"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future

    def interrupt(self):
        """Count how often work is given up."""
        self.interrupted += 1


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    return Days(tmp_path_factory.mktemp("days"))


def by_day(outcomes):
    return sorted(outcomes, key=lambda outcome: outcome.day)


def test_every_day_is_planned_once(days):
    """Three runs give three results and three reports of progress."""
    heard = []
    outcomes = list(run_days(days.runs(3), Inline(), progress=heard.append))
    assert [outcome.day for outcome in by_day(outcomes)] == [run.day for run in days.runs(3)]
    told = [(note.done, note.failed, note.total) for note in heard]
    assert told == [(1, 0, 3), (2, 0, 3), (3, 0, 3)]


def test_no_day_is_no_work():
    """Nothing in, nothing out."""
    assert list(run_days([], Inline())) == []


def test_what_is_done_is_read_from_the_folder(days, tmp_path):
    """The second call plans only what the first has not."""
    first = list(run_days(days.runs(2), Inline(), tmp_path))
    executor, heard = Inline(), []
    again = list(run_days(days.runs(3), executor, tmp_path, heard.append))
    assert len(executor.calls) == 1
    assert by_day(again)[:2] == by_day(first)
    assert (heard[-1].done, heard[-1].known) == (3, 2)


def test_a_known_day_takes_the_name_of_who_asks(days, tmp_path):
    """A scenario that changes nothing reads what was planned for the base."""
    list(run_days(days.runs(1), Inline(), tmp_path))
    (outcome,) = run_days(days.runs(1, variant="B"), Inline(), tmp_path)
    assert outcome.variant == "B"


@pytest.mark.parametrize("damage", ["", "{", '{"schema": "route48/day/1"}', "[]", "null", "\x00"])
def test_a_damaged_result_is_planned_again(days, tmp_path, damage):
    """A file that is no result counts for nothing, and is written anew."""
    list(run_days(days.runs(1), Inline(), tmp_path))
    (file,) = tmp_path.iterdir()
    file.write_text(damage, encoding="utf-8")
    executor = Inline()
    assert len(list(run_days(days.runs(1), executor, tmp_path))) == len(executor.calls) == 1
    assert DayResult.of(json.loads(file.read_text("utf-8")))


def test_a_failing_day_is_reported_and_the_others_finish(days):
    """A refused change and a bug are two failures among four outcomes."""
    runs = days.runs(2)
    runs[1:1] = [
        days.run(8, changes=({},), apply=refuse),
        days.run(9, changes=({},), apply=stumble),
    ]
    outcomes = list(run_days(runs, Inline()))
    assert [outcome.code for outcome in outcomes if isinstance(outcome, FailedRun)] == [
        "E107",
        "E426",
    ]
    assert sum(isinstance(outcome, DayResult) for outcome in outcomes) == 2


def test_failures_are_not_kept(days, tmp_path):
    """What failed is tried again the next time."""
    run = days.run(changes=({},), apply=stumble)
    executor = Inline()
    list(run_days([run], executor, tmp_path))
    list(run_days([run], executor, tmp_path))
    assert len(executor.calls) == 2


def test_a_lost_run_is_run_again(days):
    """A run whose worker was lost once comes to its result."""
    runs = [days.run(day, seed=day) for day in range(4)]
    executor = Inline(num_workers=2, losses=[1, 2])
    outcomes = list(run_days(runs, executor))
    assert sorted(outcome.seed for outcome in outcomes) == [0, 1, 2, 3]
    assert all(isinstance(outcome, DayResult) for outcome in outcomes)
    assert len(executor.calls) == 6


def test_a_cancelled_run_is_run_again(days):
    """A pool that is given up cancels without notice what nobody had begun."""

    class Cancelling(Inline):
        def submit(self, fn, /, *args, **kwargs):
            future = super().submit(fn, *args, **kwargs)
            if len(self.calls) == 1:
                future = Future()
                future.cancel()
            return future

    outcomes = list(run_days(days.runs(2), Cancelling()))
    assert sum(isinstance(outcome, DayResult) for outcome in outcomes) == 2


def test_a_run_that_kills_its_workers_is_given_up(days):
    """Lost once in company and twice alone it fails with E431; the others finish."""
    runs = [days.run(day, seed=day) for day in range(3)]
    executor = Inline(num_workers=2, losses=[1] * 10)
    outcomes = list(run_days(runs, executor))
    failures = [outcome for outcome in outcomes if isinstance(outcome, FailedRun)]
    assert [(failure.seed, failure.code) for failure in failures] == [(1, "E431")]
    assert len(outcomes) == 3
    assert [run.seed for run in executor.calls].count(1) == 3


def test_a_cluster_that_has_tried_enough_is_believed(days):
    """`LostRun` is not tried again."""
    executor = Inline(losses=[0], error=LostRun)
    (outcome,) = run_days(days.runs(1), executor)
    assert (outcome.code, len(executor.calls)) == ("E431", 1)


def test_an_executor_that_has_gone_for_good_ends_it(days, tmp_path):
    """E432 after what was done is kept."""

    class Gone(Inline):
        def submit(self, fn, /, *args, **kwargs):
            if self.calls:
                raise BrokenExecutor("gone")
            return super().submit(fn, *args, **kwargs)

    with pytest.raises(InputError) as refused:
        list(run_days(days.runs(3), Gone(), tmp_path))
    assert refused.value.issues[0].code == "E432"


def test_only_a_few_runs_are_in_hand(days):
    """Runs are drawn as there is room: two for each worker and no more."""
    drawn = []

    def source():
        for run in days.runs(20):
            drawn.append(run)
            yield run

    seen = run_days(source(), Inline(num_workers=2))
    for number, _ in enumerate(seen, start=1):
        assert len(drawn) <= number + 2 * 2 + 1
    assert len(drawn) == 20


def test_stopping_keeps_what_is_done(days, tmp_path):
    """After the third day the event is set: no more is planned, three or more are kept."""
    stop, executor = Event(), Inline()
    for number, _ in enumerate(run_days(days.runs(20), executor, tmp_path, stop=stop), start=1):
        if number == 3:
            stop.set()
    assert 3 <= len(list(tmp_path.iterdir())) <= 6
    assert len(executor.calls) <= 6


def test_closing_the_iterator_gives_up_what_waits(days):
    """Whoever walks away leaves no work behind."""
    with ThreadPoolExecutor(1) as pool:
        outcomes = run_days(days.runs(20), pool)
        next(outcomes)
        outcomes.close()
        assert pool._work_queue.qsize() <= 2


def test_a_folder_that_cannot_be_one_is_refused_before_anything(days, tmp_path):
    """E424, and nothing was planned."""
    file = tmp_path / "taken"
    file.touch()
    executor = Inline()
    with pytest.raises(InputError) as refused:
        next(run_days(days.runs(1), executor, file))
    assert refused.value.issues[0].code == "E424"
    assert not executor.calls


def test_a_result_that_cannot_be_kept_is_told(days, tmp_path, monkeypatch):
    """E425, as on a full disk."""
    monkeypatch.setattr("tempfile.mkstemp", _full)
    with pytest.raises(StoreError, match="E425"):
        list(run_days(days.runs(1), Inline(), tmp_path))


def _full(*_, **__):
    raise OSError(28, "No space left on device")
