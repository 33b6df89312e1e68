"""The parts of a study, without a worker: requests, boards, what is told of them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from optimizer.days import FailedRun, VerdictKind
from optimizer.errors import InputError
from optimizer.jobs import (
    BASELINE,
    PLAN,
    StudyRequest,
    UnreadableRequest,
    Watching,
    read_study_request,
)
from optimizer.jobs.studying import boards, task
from optimizer.jobs.studying.boards import Board, draw_boards, typical_day
from optimizer.jobs.studying.questions import (
    candidates_of,
    fresh_days_of,
    scenarios_of,
    siting_question,
    whatif_question,
)
from optimizer.jobs.studying.simulation import simulation
from optimizer.jobs.studying.siting import siting
from optimizer.jobs.studying.task import Task
from optimizer.jobs.studying.whatif import headline, whatif
from optimizer.jobs.watching import goes_before
from optimizer.store import Run
from optimizer.units import YUAN
from tests.days.clusters import cluster
from tests.folders import write_network
from tests.instances import county, travel
from tests.jobs.studies import CLOSED, DEARER, FIRST, history

REQUEST = StudyRequest(
    first_day=FIRST.isoformat(),
    days=2,
    orders="history",
    effort=20,
    seeds=1,
    scenarios=(DEARER, CLOSED),
)


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
    """Plans in this process, one day after the other."""

    num_workers = 1

    def __init__(self):
        super().__init__(1)


@pytest.fixture
def folder(tmp_path):
    """The four-stop county as a folder."""
    write_network(tmp_path / "four", county({}).network, travel())
    return tmp_path / "four"


@pytest.fixture
def here(folder, tmp_path, monkeypatch):
    """A function that returns a task whose days are planned in this process."""
    monkeypatch.setattr(task, "local_executor", Thread)

    def make(request=REQUEST, orders=None):
        orders = history(request.days) if orders is None else orders
        return Task(request, orders, folder, tmp_path / "days", Heart(), Event())

    return make


def test_a_request_is_read_as_it_was_written():
    """Every key, and what nobody gives has its default."""
    full = replace(
        REQUEST,
        title="官渡",
        under=DEARER,
        candidates=({"site_id": "A", "rent_per_day": None},),
        budget=1e5,
        most=2,
        fresh=3,
        weather="rain",
        uncertainty={"rain_share": 0.2},
    )
    assert read_study_request(full.document()) == full
    least = read_study_request({"first_day": "2026-11-23", "days": 30})
    assert least == StudyRequest(first_day="2026-11-23", days=30)
    assert least.orders == "drawn"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("form", 99), ("first_day", "yesterday"), ("first_day", None), ("days", 0)),
        *(("days", 1.5), ("days", 10_000), ("orders", "guessed"), ("at", "25:00")),
        *(("effort", 0), ("effort", "x"), ("seed", -1), ("seeds", 0), ("scale", float("nan"))),
        *(("scale", None), ("scenarios", ["x"]), ("scenarios", {}), ("under", [])),
        ("scenarios", [DEARER] * 21),
        *(("candidates", [1]), ("budget", -1), ("most", -1), ("each", 0), ("fresh", 1e9)),
        *(("weather", "snow"), ("uncertainty", []), ("title", 1), ("season", 2)),
    ],
)
def test_a_request_that_makes_no_sense_names_its_key(key, value):
    """D211, with key and value, as for plans."""
    with pytest.raises(UnreadableRequest) as caught:
        read_study_request({**REQUEST.document(), key: value})
    assert (caught.value.code, caught.value.values["key"]) == ("D211", key)


def test_scenarios_tell_all_that_is_wrong_by_their_names():
    """One has an unknown change, one the name of another, one the name of the base."""
    wrong = {"name_zh": "错", "changes": [{"change": "teleport"}]}
    with pytest.raises(InputError) as caught:
        scenarios_of(
            (DEARER, wrong, {**CLOSED, "name_zh": "油价涨"}, {**CLOSED, "name_zh": "base"})
        )
    assert [(issue.code, issue.file) for issue in caught.value.issues] == [
        ("E402", "错"),
        ("E414", "油价涨"),
        ("E414", "base"),
    ]


def test_candidates_are_counted_in_cents():
    """None of them are the default ones; cells that are no number are refused together."""
    assert candidates_of(()) is None
    (found,) = candidates_of(({"site_id": "A", "rent_per_day": 80.5, "lifetime_days": 100},))
    assert (found.rent_per_day, found.investment, found.lifetime_days) == (80.5 * YUAN, 0.0, 100)
    with pytest.raises(InputError) as caught:
        candidates_of(({"site_id": 1, "rent_per_day": "x"}, {"site_id": "A", "investment": []}))
    assert [issue.code for issue in caught.value.issues] == ["E447"] * 3


def test_a_siting_is_judged_by_days_that_the_history_has(folder):
    """Fresh days follow the others; where nobody asked for them they may be missing."""
    request = replace(REQUEST, scenarios=(), budget=5.0)
    assert fresh_days_of(request) == (FIRST + timedelta(days=2), FIRST + timedelta(days=3))
    question = siting_question(folder, request, history(4))
    assert (len(question.days), len(question.fresh), question.budget) == (2, 2, 5.0 * YUAN)
    assert siting_question(folder, request, history(2)).fresh == ()
    with pytest.raises(InputError, match="E412"):
        siting_question(folder, replace(request, fresh=1), history(2))


def test_orders_are_drawn_or_those_of_the_history(folder):
    """Each day has the orders that were ready on it."""
    question = whatif_question(folder, REQUEST, history(2))
    assert [question.orders[day].count(b"\n") for day in question.days] == [4, 5]
    drawn = whatif_question(folder, replace(REQUEST, orders="drawn", scale=2.0), b"").orders
    assert (drawn.scale, drawn.season) == (2.0, "ordinary")


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
    request = replace(REQUEST, scenarios=(), uncertainty={"rain_share": 0.9}, weather="rain")
    with here(request) as work:
        made = simulation(work)
    assert made.document["schema"] == "route48/simulation/1"
    assert made.document["days_played"] == 2
    assert (made.document["weather"], made.document["uncertainty"]["rain_share"]) == ("rain", 0.9)
    assert all(made.headline[f"sentence_{lang}"] for lang in ("zh", "en"))
    assert work.heart.days[0] == (0, 8)
    assert work.heart.days[-1] == (8, 8)
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


def test_the_headline_is_that_of_the_scenario_that_saves_most():
    """One that is known to save comes before one that only seems to; the count is told then."""

    def compared(kind, mean):
        total = SimpleNamespace(difference=SimpleNamespace(interval=SimpleNamespace(mean=mean)))
        verdict = SimpleNamespace(kind=kind, sentence_zh=f"{mean}元", sentence_en=f"{mean} CNY")
        return SimpleNamespace(verdict=verdict, measures={"total": total})

    def said(*comparisons):
        return headline(SimpleNamespace(comparisons=comparisons))["sentence_zh"]

    better, seems = compared(VerdictKind.BETTER, -5), compared(VerdictKind.UNCERTAIN, -9)
    unknown = compared(VerdictKind.TOO_FEW, float("nan"))
    assert said(seems, better, unknown) == "-5元（3 个情景中最省的）"
    assert said(unknown, seems) == "-9元"
    assert said(better) == "-5元"
    assert said(unknown) == "nan元"


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
    with Thread() as executor:
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


def test_studies_let_plans_and_baselines_go_first():
    """Whoever asks for a plan waits for no study; in the queue a study stands last."""
    study, baseline, plan = (_queued(kind, n) for n, kind in enumerate(("siting", BASELINE, PLAN)))
    assert goes_before(plan, study)
    assert goes_before(baseline, study)
    assert goes_before(plan, baseline)
    assert not goes_before(study, baseline)
    assert not goes_before(study, study)
    assert not _watching(study).must_wait
    assert not _watching(baseline, study).must_wait
    assert _watching(study, plan).must_wait


def _queued(kind, number):
    """Return a run that waits."""
    now = datetime.now(UTC)
    return Run(
        number, 1, 1, kind, "queued", {}, now, "li", None, None, "", None, None, None, False,
        None, None,
    )  # fmt: skip


def _watching(running, *queued):
    """Return the work on a network."""
    return Watching(running, queued, (), 0, True, Path("log"))
