"""What a run is asked to do outlives the version that asked."""

import json
from datetime import timedelta
from threading import Event

import pytest

from optimizer.jobs import Request, UnreadableRequest, read_request
from optimizer.jobs.heart import Heart
from optimizer.jobs.work import do_run
from tests.jobs.desks import ask, open_store, save_county

AT = "2026-11-23T05:00:00+08:00"


def test_a_request_is_read_as_it_was_written():
    """Through JSON and back nothing changes."""
    asked = Request(planned_at=AT, effort=9, batches=(1, 2), inherited={"busy_until": {"v": AT}})
    assert read_request(json.loads(json.dumps(asked.document()))) == asked


def test_what_is_missing_has_a_neutral_default():
    """A request of fewer words, or of words that nobody knows any more, can be read."""
    assert read_request({"planned_at": AT, "colour": "green"}) == Request(planned_at=AT)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("form", 2),
        ("form", "old"),
        ("planned_at", None),
        ("planned_at", "2026-11-23T05:00"),
        ("planned_at", "soon"),
        ("search_seconds", -1),
        ("search_seconds", float("nan")),
        ("search_seconds", 1e9),
        ("effort", 0),
        ("effort", "many"),
        ("seed", -1),
        ("inherited", []),
        ("edits", "none"),
    ],
)
def test_nonsense_is_named(key, value):
    """Key and value of what cannot be used are in the error."""
    with pytest.raises(UnreadableRequest) as caught:
        read_request({"planned_at": AT, key: value})
    assert caught.value.values == {"key": key, "value": str(value)}


def test_a_run_that_another_worker_has_by_now_makes_no_second_plan(tmp_path, monkeypatch):
    """A machine slept, its run was lost and is made elsewhere: waking up it saves nothing."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    with open_store(tmp_path) as store:
        net = save_county(store, tmp_path)
        ask(store, net)
        mine = store.runs.claim("sleeper")
        store.runs.lose_stale(timedelta(seconds=-1))
        store.runs.requeue(mine.run_id)
        theirs = store.runs.claim("other")
        assert do_run(store, mine, Event(), Heart(store, mine, Event())) is None
        assert store.plans.recent(net.network_id) == []
        made = do_run(store, theirs, Event(), Heart(store, theirs, Event()))
        assert [row.plan_id for row in store.plans.recent(net.network_id)] == [made.plan_id]
