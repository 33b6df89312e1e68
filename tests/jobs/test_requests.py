"""What a run is asked to do outlives the version that asked."""

import json

import pytest

from optimizer.jobs import Request, UnreadableRequest, read_request

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
