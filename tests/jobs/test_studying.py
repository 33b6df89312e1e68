"""The parts of a study at work, without a worker: days, boards, what is told of them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest

from optimizer.days import FailedRun
from optimizer.days.executors import GENTLE
from optimizer.errors import InputError
from optimizer.jobs.studying import boards, task
from optimizer.jobs.studying.boards import Board, draw_boards, typical_day
from optimizer.jobs.studying.questions import (
    whatif_question,
)
from optimizer.jobs.studying.simulation import simulation
from optimizer.jobs.studying.siting import siting
from optimizer.jobs.studying.task import Task
from optimizer.jobs.studying.whatif import whatif
from tests.days.clusters import cluster
from tests.jobs.studies import CLOSED, DEARER, FIRST, REQUEST, history


class Heart:
    """Hears what a task tells."""

    was_asked = gave_way = False

    def __init__(self):
        self.days = []
        self.phases = []

    def __call__(self, progress):
        """Hear a phase."""
        self.phases.append(progress.phase)

    def tell_days(self, done, total):
        """Hear how many days are done."""
        self.days.append((done, total))


class Thread(ThreadPoolExecutor):
    """Plans in this process, one day after the other; stands for processes that stand back."""

    num_workers = 1

    def __init__(self, *, nice):
        super().__init__(1)
        assert nice == GENTLE


@pytest.fixture
def here(folder, tmp_path, monkeypatch):
    """A function that returns a task whose days are planned in this process."""
    monkeypatch.setattr(task, "local_executor", Thread)

    def make(request=REQUEST, orders=None):
        orders = history(request.days) if orders is None else orders
        return Task(request, orders, folder, tmp_path / "days", Heart(), Event())

    return make


def test_a_failing_day_is_told_and_the_others_finish(here, monkeypatch):
    """A day of one variant cannot be planned: it is left out of the difference, and named."""
    real = Task.plan_days

    def plan_days(self, runs):
        for outcome in real(self, runs):
            if outcome.variant == "关站" and outcome.day == FIRST:
                yield FailedRun("关站", FIRST, 0, outcome.key, "E409", "没有路", "no way")
            else:
                yield outcome

    monkeypatch.setattr(Task, "plan_days", plan_days)
    with here() as work:
        made = whatif(work)
    assert made.document["runs"] == {"asked": 6, "planned": 5, "failed": 1, "broke_rules": 0}
    assert made.headline == made.document["headline"]
    assert made.document["failures"][0]["message_zh"] == "没有路"
    assert made.document["typical_day"] == (FIRST + timedelta(days=1)).isoformat()
    assert not made.is_partial
    assert work.heart.days == [(number, 6) for number in range(7)]
    assert work.heart.phases[-1] == "boards"


def test_a_siting_comes_with_boards_of_today_and_the_best(here):
    """The county of four stops has one station: with it, or the hub alone."""
    candidates = ({"site_id": "A", "rent_per_day": None, "investment": 0.0},)
    request = replace(REQUEST, scenarios=(), candidates=candidates, fresh=0)
    with here(request) as work:
        made = siting(work)
    assert made.document["schema"] == "route48/siting/1"
    assert made.document["best"]["days"] == 2
    assert made.document["typical_day"] in made.document["days"]
    assert {each["variant"] for each in made.document["boards"]} == {"today", "best"}
    assert set(made.headline) == {"sentence_zh", "sentence_en", "kind"}
    assert all(made.headline[f"sentence_{lang}"] for lang in ("zh", "en"))
    assert work.heart.days[-1][0] == work.heart.days[-1][1]


def test_a_simulation_plays_both_policies(here):
    """Two days in one history, and again for the noise; the second time nothing is played."""
    request = replace(REQUEST, scenarios=(), weather="rain")
    request = replace(request, uncertainty={"rain_share": 0.9, "rain_is_known": True})
    with here(request) as work:
        made = simulation(work)
    assert made.document["schema"] == "route48/simulation/1"
    assert made.document["days_played"] == 2
    assert (made.document["weather"], made.document["uncertainty"]["rain_share"]) == ("rain", 0.9)
    assert made.document["uncertainty"]["rain_is_known"] is True
    assert all(made.headline[f"sentence_{lang}"] for lang in ("zh", "en"))
    assert work.heart.days[0] == (0, 12)  # with two days for each run-off
    done, total = work.heart.days[-1]
    assert done == total >= 8
    assert not made.is_partial
    with here(request) as work:
        work.stop.set()
        assert simulation(work) is None
    with (
        pytest.raises(InputError, match="E461"),
        here(replace(request, uncertainty={"luck": 1})) as work,
    ):
        simulation(work)


def test_what_holds_for_all_holds_for_the_base_too(here):
    """With dearer kilometres under both sides the base is dearer, too."""
    bases = []
    for under in (DEARER, None):
        with here(replace(REQUEST, scenarios=(CLOSED,), under=under)) as work:
            document = whatif(work).document
        bases.append(document["scenarios"][0]["by_day"][0]["base"])
    assert bases[0] > bases[1]
    assert document["under"] is None


def test_a_cluster_plans_the_days_where_the_environment_names_one(here, tmp_path, monkeypatch):
    """Its workers plan, this machine draws the boards; an address that is none is told."""
    pytest.importorskip("distributed")
    with cluster(tmp_path / "cluster") as running:
        running.add_worker()
        monkeypatch.setenv(task.CLUSTER, running.address)
        with here() as work:
            made = whatif(work)
    assert made.document["runs"]["planned"] == 6
    assert len(made.files) == 6
    monkeypatch.setenv(task.CLUSTER, "somewhere")
    with here() as work, pytest.raises(InputError, match="E420"):
        whatif(replace(work, folder=tmp_path / "other"))


def test_a_study_that_gives_way_is_not_saved(here):
    """What is done stays in its folder; a study that was stopped is saved as it is."""
    with here() as work:
        for _ in zip(range(4), work.plan_days(whatif_runs(work)), strict=False):
            pass
        work.heart.gave_way = True
        real, work.stop = work.stop, _Late(3)
        assert whatif(work) is None
        work.heart.was_asked, work.stop = True, _Late(3)
        made = whatif(work)
    assert not real.is_set()
    assert made.is_partial
    assert 0 < made.document["runs"]["planned"] < 6
    assert made.document["boards"] == []  # it had to make room at once


def test_who_has_stopped_a_study_does_not_wait_for_its_boards(here, monkeypatch):
    """What is not drawn soon is left out; the days are saved all the same."""
    monkeypatch.setattr(task, "PATIENCE", -1.0)
    with here() as work:
        work.heart.was_asked = True
        made = whatif(work)
    assert (made.files, made.document["typical_day"]) == ({}, None)
    assert made.document["runs"]["planned"] == 6


def whatif_runs(work):
    """Return the days of a task."""
    return whatif_question(work.network, work.request, work.orders_csv).runs()


class _Late:
    """Is set after it was asked a few times."""

    def __init__(self, times):
        self.left = times

    def is_set(self):
        """Count down."""
        self.left -= 1
        return self.left < 0


def test_a_study_that_is_stopped_at_once_has_nothing(here):
    """Nothing was done: there is nothing to keep."""
    with here() as work:
        work.stop.set()
        assert whatif(work) is None


def test_a_study_goes_on_from_its_folder(here, monkeypatch):
    """The second time no day is planned, and the answer is the same."""
    with here() as work:
        first = whatif(work)

    def never(_):
        raise AssertionError("a day is planned twice")

    monkeypatch.setattr("optimizer.days.running.attempt", never)
    with here() as work:
        second = whatif(work)
    assert second.document == first.document
    assert second.files.keys() == first.files.keys()


def test_a_board_of_a_faulted_plan_is_left_out(here, monkeypatch):
    """The checker finds something in the plan: the document says so, the file is not there."""
    monkeypatch.setattr(boards, "draw_board", _faulted)
    with here() as work:
        made = whatif(work)
    assert made.files == {}
    assert made.document["boards"][0] == {"variant": "base", "is_there": False, "violations": 2}


def _faulted(_):
    return Board(violations=2)


def test_boards_end_where_the_study_must(folder):
    """A dispatcher waits: no board is waited for."""
    question = whatif_question(folder, REQUEST, history(2))
    with Thread(nice=GENTLE) as executor:
        assert draw_boards({"base": question.runs()[0]}, executor, lambda: True) is None
        assert draw_boards({}, executor, lambda: True).told == {"typical_day": None, "boards": []}


def test_the_typical_day_is_nearest_to_all_means():
    """Counted in the spread of each scenario, over the days that all have."""

    class Difference:
        def __init__(self, *values):
            self.by_day = [
                (FIRST + timedelta(days=n), v) for n, v in enumerate(values) if v is not None
            ]

    second = FIRST + timedelta(days=1)
    assert typical_day([Difference(0.0, 5.0, 10.0)]) == second
    assert typical_day([Difference(0.0, 5.0, 10.0), Difference(500.0, None, 0.0)]) == FIRST
    assert typical_day([Difference(None, 1.0), Difference(1.0)]) is None
    assert typical_day([Difference(3.0, 3.0)]) == FIRST
    assert typical_day([]) is None
