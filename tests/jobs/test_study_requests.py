"""What studies are asked: requests that are read again, and the questions that they become."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from optimizer.errors import InputError
from optimizer.jobs import (
    BASELINE,
    PLAN,
    StudyRequest,
    UnreadableRequest,
    Watching,
    read_study_request,
)
from optimizer.jobs.studying.questions import (
    candidates_of,
    fresh_days_of,
    scenarios_of,
    siting_question,
    whatif_question,
)
from optimizer.jobs.watching import goes_before
from optimizer.store import Run
from optimizer.units import YUAN
from tests.jobs.studies import CLOSED, DEARER, FIRST, REQUEST, history


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
        *(("first_day", "9999-12-31"), ("first_day", "0001-01-01")),
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


def test_a_fresh_day_without_orders_leaves_the_others(folder):
    """Six days choose; of the six that judge the third is missing, or two of them."""
    request = replace(REQUEST, scenarios=(), days=6)
    question = siting_question(folder, request, history(12, gaps=(8,)))
    assert question.missing == (FIRST + timedelta(days=8),)
    assert len(question.fresh) == 5
    assert question.missing[0] not in question.fresh
    few = siting_question(folder, request, history(12, gaps=(8, 9)))
    assert (few.fresh, few.missing) == ((), ())
    with pytest.raises(InputError, match="E412"):
        siting_question(folder, replace(request, fresh=6), history(12, gaps=(8,)))
    with pytest.raises(InputError, match="E412"):
        siting_question(folder, request, history(12, gaps=(3,)))


def test_orders_are_drawn_or_those_of_the_history(folder):
    """Each day has the orders that were ready on it."""
    question = whatif_question(folder, REQUEST, history(2))
    assert [question.orders[day].count(b"\n") for day in question.days] == [4, 5]
    drawn = whatif_question(folder, replace(REQUEST, orders="drawn", scale=2.0), b"").orders
    assert (drawn.scale, drawn.season) == (2.0, "ordinary")


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
