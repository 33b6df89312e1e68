"""A draft keeps every edit, can be undone, saved, and planned on; only dispatchers change it."""

from __future__ import annotations

from threading import Event

import pytest

from optimizer import jobs
from optimizer.desk import adjusting
from optimizer.desk.plans import open_plan
from optimizer.desk.users import NotAllowed
from optimizer.edits import EditRefused, LockTrip, MoveStop, NewTrip, PinDeparture, ReverseTrip
from optimizer.jobs.work import do_run
from optimizer.store import Conflict
from tests.desk.published import LI, VIEWER, WANG, make_desk
from tests.edits.sheets import SHIFT

NEW, MOVE = NewTrip("van-2", SHIFT), MoveStop("T3", 1, "van-2-1")
EARLY = PinDeparture("T3", "2026-11-23T07:31:00+08:00")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Return a store with the four-stop plan; no worker is started."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(jobs, "ensure_worker", lambda store: None)
    made = make_desk(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def opened(desk):
    """Return the plan with its inputs."""
    return open_plan(desk.store, desk.plan.plan_id)


def drafted(desk, opened, *edits, user=LI):
    """Return the draft of somebody after these edits."""
    draft = adjusting.open_draft(desk.store, user, desk.plan.plan_id)
    made = adjusting.look(opened, draft)
    for edit in edits:
        made = adjusting.apply_edit(desk.store, user, opened, made.draft, edit)
    return made


def test_an_edit_is_timed_checked_compared_and_kept(desk, opened):
    """van-2 takes over from three trips; the draft is there again when the page is."""
    made = drafted(desk, opened, NEW, MOVE)
    assert made.violations == ()
    assert made.comparison.km_difference == pytest.approx(-30.0)
    again = adjusting.look(opened, adjusting.open_draft(desk.store, LI, desk.plan.plan_id))
    assert again.document == made.document
    assert again.draft.position == 2


def test_a_draft_is_nobody_elses_business(desk, opened):
    """Wang's draft over the same plan has no edits."""
    drafted(desk, opened, NEW)
    assert drafted(desk, opened, user=WANG).draft.edits == []


def test_what_is_refused_changes_nothing(desk, opened):
    """The draft has the edits and the version that it had."""
    made = drafted(desk, opened, NEW)
    with pytest.raises(EditRefused):
        adjusting.apply_edit(desk.store, LI, opened, made.draft, ReverseTrip("T9"))
    assert adjusting.open_draft(desk.store, LI, desk.plan.plan_id) == made.draft


def test_undo_and_redo(desk, opened):
    """Back to the plan, forward to the draft; a new edit forgets what was taken back."""
    made = drafted(desk, opened, NEW, MOVE)
    one = adjusting.undo(desk.store, LI, opened, made.draft)
    none = adjusting.undo(desk.store, LI, opened, one.draft)
    assert none.document["trips"] == desk.store.plans.document(desk.plan.plan_id)["trips"]
    assert not none.can_undo
    again = adjusting.redo(desk.store, LI, opened, none.draft)
    again = adjusting.redo(desk.store, LI, opened, again.draft)
    assert again.document == made.document
    assert not again.can_redo
    back = adjusting.undo(desk.store, LI, opened, again.draft)
    other = adjusting.apply_edit(desk.store, LI, opened, back.draft, LockTrip("T1"))
    assert not other.can_redo


def test_two_windows_do_not_overwrite_each_other(desk, opened):
    """The second window's step is refused, and the first one's stays."""
    seen = drafted(desk, opened)
    first = adjusting.apply_edit(desk.store, LI, opened, seen.draft, NEW)
    with pytest.raises(Conflict):
        adjusting.apply_edit(desk.store, LI, opened, seen.draft, LockTrip("T1"))
    assert adjusting.open_draft(desk.store, LI, desk.plan.plan_id) == first.draft


def test_a_draft_becomes_a_plan_of_its_own(desk, opened):
    """A child of the plan, which stays as it is; the draft is closed."""
    before = desk.store.plans.document(desk.plan.plan_id)
    made = drafted(desk, opened, NEW, MOVE)
    row = adjusting.save_as_plan(desk.store, LI, opened, made.draft, " 午班 ")
    assert (row.parent_id, row.label, row.violations) == (desk.plan.plan_id, "午班", 0)
    assert desk.store.plans.document(row.plan_id)["trips"] == made.document["trips"]
    assert desk.store.plans.document(desk.plan.plan_id) == before
    assert adjusting.open_draft(desk.store, LI, desk.plan.plan_id).edits == []
    child = open_plan(desk.store, row.plan_id)
    assert child.violations == ()
    draft = adjusting.open_draft(desk.store, LI, row.plan_id)
    assert adjusting.look(child, draft).document["trips"] == made.document["trips"]


def test_a_draft_that_breaks_rules_is_saved_with_their_number(desk, opened):
    """Leaving before the goods come breaks one rule."""
    made = drafted(desk, opened, EARLY)
    assert [violation.code for violation in made.violations] == ["V141"]
    row = adjusting.save_as_plan(desk.store, LI, opened, made.draft)
    assert row.violations == 1


def test_discarding_forgets(desk, opened):
    """The next draft begins anew."""
    made = drafted(desk, opened, NEW)
    adjusting.discard(desk.store, LI, made.draft)
    assert adjusting.open_draft(desk.store, LI, desk.plan.plan_id).edits == []


def test_a_viewer_may_do_none_of_it(desk, opened):
    """Neither open nor change nor save nor ask."""
    draft = drafted(desk, opened, NEW).draft
    for act in (
        lambda: adjusting.open_draft(desk.store, VIEWER, desk.plan.plan_id),
        lambda: adjusting.apply_edit(desk.store, VIEWER, opened, draft, MOVE),
        lambda: adjusting.undo(desk.store, VIEWER, opened, draft),
        lambda: adjusting.redo(desk.store, VIEWER, opened, draft),
        lambda: adjusting.discard(desk.store, VIEWER, draft),
        lambda: adjusting.save_as_plan(desk.store, VIEWER, opened, draft),
        lambda: adjusting.ask_reoptimise(desk.store, VIEWER, opened, draft),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert adjusting.open_draft(desk.store, LI, desk.plan.plan_id) == draft


def test_the_worker_plans_the_rest_again_around_the_locks(desk, opened):
    """A run of the kind revision: T3 stays to the second, and the plan knows its parent."""
    made = drafted(desk, opened, LockTrip("T3"))
    asked = adjusting.ask_reoptimise(
        desk.store, LI, opened, made.draft, search_seconds=None, effort=50, label="重排"
    )
    assert (asked.kind, asked.state) == ("revision", "queued")
    run = desk.store.runs.claim("test")

    class Quiet:
        gave_way = False

        def __call__(self, progress):
            pass

    row = do_run(desk.store, run, Event(), Quiet())
    assert (row.parent_id, row.label, row.violations) == (desk.plan.plan_id, "重排", 0)
    trips = {trip["trip_id"]: trip for trip in desk.store.plans.document(row.plan_id)["trips"]}
    before = desk.store.plans.document(desk.plan.plan_id)["trips"]
    assert trips["T3"] == next(trip for trip in before if trip["trip_id"] == "T3")
