"""A history is taken apart by the days on which orders are ready, and has no gaps."""

from datetime import date

import pytest

from optimizer.errors import InputError
from optimizer.scenarios import read_history
from tests import instances

HEAD = "order_id,origin,destination,ready_at,due_at,product\n"
MONDAY = date(2026, 11, 23)


def write(folder, *days, head=HEAD):
    """Write a file with two orders on each of these days of November."""
    rows = [
        f"{day}{letter},H,P,2026-11-{day}T0{hour}:30,,"
        for day in days
        for letter, hour in (("a", 0), ("b", 9))
    ]
    file = folder / "history.csv"
    file.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_orders_belong_to_the_local_day_on_which_they_are_ready(tmp_path):
    """Half past midnight is the new day already; a due time that is blank stays blank."""
    found = read_history(write(tmp_path, 23, 24), instances.network())
    assert list(found) == [MONDAY, date(2026, 11, 24)]
    lines = found[MONDAY].decode().splitlines()
    assert [line.split(",")[0] for line in lines] == ["order_id", "23a", "23b"]
    assert lines[1].split(",")[lines[0].split(",").index("due_at")] == ""


def test_some_of_the_days_may_be_asked_for(tmp_path):
    """The second of three days only."""
    file = write(tmp_path, 23, 24, 25)
    found = read_history(file, instances.network(), first_day=date(2026, 11, 24), days=1)
    assert list(found) == [date(2026, 11, 24)]


def test_days_that_are_only_welcome_may_be_missing(tmp_path):
    """The 24th is needed; of three more, the 26th has no orders, and 28th nobody asked for."""
    file = write(tmp_path, 23, 24, 25, 27, 28)
    asked = {"first_day": date(2026, 11, 24), "days": 1, "more": 3}
    found = read_history(file, instances.network(), **asked)
    assert [day.day for day in found] == [24, 25, 27]
    with pytest.raises(InputError, match="2026-11-26"):
        read_history(file, instances.network(), **{**asked, "days": 3})


@pytest.mark.parametrize(
    ("days", "asked", "missing"),
    [
        ((23, 25), {}, "2026-11-24"),
        ((23, 24), {"days": 3}, "2026-11-25"),
        ((23, 24), {"first_day": date(2026, 11, 22)}, "2026-11-22"),
        ((), {}, "E106"),
    ],
)
def test_missing_days_are_said(tmp_path, days, asked, missing):
    """A gap, a day after the last, one before the first, no day at all."""
    with pytest.raises(InputError, match=missing) as caught:
        read_history(write(tmp_path, *days), instances.network(), **asked)
    assert {issue.code for issue in caught.value.issues} <= {"E412", "E106"}


def test_what_is_wrong_with_the_file_is_told_whole(tmp_path):
    """Two unknown sites, two issues."""
    file = write(tmp_path, 23)
    file.write_text(file.read_text("utf-8").replace(",H,P,", ",H,X,"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_history(file, instances.network())
    assert len(caught.value.issues) >= 1
    with pytest.raises(InputError, match="E101"):
        read_history(tmp_path / "none.csv", instances.network())
