"""What a dispatcher does with orders, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from optimizer.desk.carrying import standing
from optimizer.desk.orders import (
    cancel_orders,
    check_orders,
    edit_order,
    enter_order,
    history_of,
    import_orders,
    mark_delivered,
    preview_orders,
    take_back,
    texts_of,
)
from optimizer.desk.orders_problems import problem_rows, problems_csv
from optimizer.desk.orders_sample import sample_day, sample_file
from optimizer.desk.orders_view import open_orders, stamp
from optimizer.desk.users import NotAllowed
from optimizer.errors import InputError
from optimizer.store import Conflict, DuplicateOrders, NotFound, Refused
from tests.desk.saved import LI, VIEWER, bring, opened, save_county
from tests.instances import PLANNED_AT

GOOD = {"order_id": "o1", "origin": "H", "destination": "丙村", "ready_at": "2026-11-23 06:00"}


@pytest.fixture
def store(tmp_path, monkeypatch):
    """Return an empty store."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path))
    with opened(tmp_path) as store:
        yield store


@pytest.fixture
def network_id(store, tmp_path):
    """Return the four-stop county."""
    return save_county(store, tmp_path)


def enter(store, network_id, **values):
    """Enter an order like o1."""
    return enter_order(store, LI, network_id, GOOD | values, PLANNED_AT)


def test_a_file_is_imported_as_one_batch(store, network_id):
    """The batch has the name of the file, and says who brought it."""
    data = b"order_id,origin,destination,ready_at\no1,H,P,2026-11-23T06:00\no2,H,Z,2026-11-23T06:00"
    checked = check_orders(store, network_id, preview_orders(data, "a.csv"), at=PLANNED_AT)
    assert (len(checked.good), checked.num_bad, checked.issues[0].code) == (1, 1, "E107")
    batch = import_orders(store, LI, network_id, checked.good, name="a.csv", source="a.csv")
    assert (batch.name, batch.kind, batch.added_by, batch.num_orders) == (
        "a.csv",
        "import",
        "李",
        1,
    )
    stored = store.orders.find(network_id, "o1")
    assert (stored.row.destination, stored.row.due_at, stored.state) == ("P", None, "open")


def test_what_is_there_already_is_a_problem_of_its_row(store, network_id):
    """The same file again has nothing to import, and says so for each row."""
    data = "运单号,始发网点,目的网点,揽收时间\n o1 ,H,P,2026-11-23T06:00\no2,H,P,2026-11-23T06:00\n"
    enter(store, network_id)
    checked = check_orders(store, network_id, preview_orders(data.encode(), "a.csv"), at=PLANNED_AT)
    assert [order.order_id for order in checked.good] == ["o2"]
    (issue,) = checked.issues
    assert (issue.code, issue.row, issue.column, issue.value) == ("E127", 2, "运单号", "o1")


def test_two_who_import_the_same_orders(store, network_id):
    """The second is refused as a whole, whatever was checked before."""
    data = b"order_id,origin,destination,ready_at\no1,H,P,2026-11-23T06:00\no2,H,P,2026-11-23T06:00"
    checked = check_orders(store, network_id, preview_orders(data, "a.csv"), at=PLANNED_AT)
    enter(store, network_id, order_id="o2")
    with pytest.raises(DuplicateOrders) as caught:
        import_orders(store, LI, network_id, checked.good, name="a.csv")
    assert list(caught.value.order_ids) == ["o2"]
    assert store.orders.find(network_id, "o1") is None


def test_one_order_is_checked_as_a_file_is(store, network_id):
    """A bad one raises the codes of the file, by column; one without id gets one."""
    with pytest.raises(InputError) as caught:
        enter(store, network_id, destination="Z", pieces="0")
    found = [(issue.code, issue.column) for issue in caught.value.issues]
    assert sorted(found) == [("E107", "destination"), ("E116", "pieces")]
    assert store.orders.open(network_id) == []
    order = enter(store, network_id, order_id=" ")
    assert order.row.order_id.startswith("261123-")
    assert store.orders.batches(network_id)[0].kind == "entry"


def test_an_edit_is_refused_when_somebody_was_quicker(store, network_id):
    """Who has seen version 1 does not overwrite version 2."""
    order = enter(store, network_id)
    changed = edit_order(store, LI, network_id, "o1", {"pieces": "3"}, version=1, now=PLANNED_AT)
    assert (changed.row.pieces, changed.version, order.version) == (3, 2, 1)
    with pytest.raises(Conflict) as caught:
        edit_order(store, LI, network_id, "o1", {"pieces": "4"}, version=1, now=PLANNED_AT)
    assert caught.value.current.row.pieces == 3
    with pytest.raises(InputError):
        edit_order(store, LI, network_id, "o1", {"due_at": "soon"}, version=2, now=PLANNED_AT)
    same = edit_order(store, LI, network_id, "o1", texts_of(changed.row), version=2, now=PLANNED_AT)
    assert same.version == 2
    assert [change.kind for change in history_of(store, network_id, changed)] == [
        *("orders.edit", "orders.entry"),
    ]  # fmt: skip


def test_a_cancelled_order_is_over(store, network_id):
    """It is neither open nor edited any more."""
    enter(store, network_id)
    assert cancel_orders(store, LI, network_id, ["o1", "o9"], why="客户取消") == 1
    assert store.orders.open(network_id) == []
    with pytest.raises(Refused):
        edit_order(store, LI, network_id, "o1", {"pieces": "2"}, version=2, now=PLANNED_AT)


def test_a_delivered_order_is_not_planned_again(store, network_id):
    """A dispatcher knows what the plans do not."""
    enter(store, network_id)
    mark_delivered(store, LI, network_id, ["o1"], PLANNED_AT)
    stored = store.orders.find(network_id, "o1")
    assert (stored.state, stored.done_at) == ("done", PLANNED_AT)
    assert standing(store, network_id, PLANNED_AT).num_orders == 0


def test_a_return_goes_the_other_way(store, network_id):
    """Ready now, due by the promise, and it knows what it is the return of."""
    enter(store, network_id, due_at="2026-11-24 06:00", phone="139", handling_class="food")
    later = PLANNED_AT + timedelta(hours=30, microseconds=5)
    back = take_back(store, LI, network_id, "o1", later)
    assert (back.row.order_id, back.return_of, back.row.phone) == ("o1-R", "o1", "139")
    assert (back.row.origin, back.row.destination) == ("P", "H")
    assert (back.row.ready_at, back.row.due_at) == (PLANNED_AT + timedelta(hours=30), None)
    assert take_back(store, LI, network_id, "o1", later).row.order_id == "o1-R2"
    with pytest.raises(NotFound):
        take_back(store, LI, network_id, "o9", later)


def test_a_viewer_changes_nothing(store, network_id):
    """Roles are kept in the functions, not only on the page."""
    enter(store, network_id)
    for act in (
        lambda: import_orders(store, VIEWER, network_id, [], name="a"),
        lambda: enter_order(store, VIEWER, network_id, GOOD),
        lambda: edit_order(store, VIEWER, network_id, "o1", {}, version=1),
        lambda: cancel_orders(store, VIEWER, network_id, ["o1"]),
        lambda: mark_delivered(store, VIEWER, network_id, ["o1"]),
        lambda: take_back(store, VIEWER, network_id, "o1"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_open_orders_are_summed_up_and_searched(store, network_id):
    """Town, carrier, class and due day; what came in before today is marked."""
    enter(store, network_id, carrier="顺丰", pieces="2", weight_kg="3")
    enter(store, network_id, order_id="o2", origin="Q", destination="H", handling_class="food")
    enter(store, network_id, order_id="o3", priority="urgent", due_at="2026-11-23 07:00")
    view = open_orders(store, network_id, PLANNED_AT + timedelta(hours=4))
    assert (view.whole.orders, view.whole.pieces, view.whole.weight_kg) == (3, 4, 6.0)
    assert {total.name: total.orders for total in view.totals["town"]} == {"丙村": 2, "丁村": 1}
    assert {total.name: total.pieces for total in view.totals["carrier"]} == {"顺丰": 2, "": 2}
    assert [total.name for total in view.totals["due"]] == ["2026-11-23", "2026-11-25"]
    assert (view.num_earlier, view.num_overdue) == (0, 1)
    assert [row.stored.row.order_id for row in view.found("丙村", overdue=True)] == ["o3"]
    assert [row.stored.row.order_id for row in view.found(town="丁村", earlier=False)] == ["o2"]
    year = open_orders(store, network_id, PLANNED_AT + timedelta(days=400))
    assert year.num_earlier == 3


def test_every_action_changes_the_stamp(store, network_id):
    """What the page keeps is told by it to be out of date."""
    seen = [stamp(store, network_id)]
    enter(store, network_id)
    seen.append(stamp(store, network_id))
    edit_order(store, LI, network_id, "o1", {"pieces": "2"}, version=1, now=PLANNED_AT)
    seen.append(stamp(store, network_id))
    cancel_orders(store, LI, network_id, ["o1"])
    seen.append(stamp(store, network_id))
    assert len(set(seen)) == 4


def test_the_table_of_problems_is_safe_to_open(store, network_id):
    """It has a BOM, the original row, and runs no formula."""
    data = 'order_id,origin,destination,ready_at\n"=1+1",H,<b>,2026-11-23T06:00\n'
    preview = preview_orders(data.encode(), "a.csv")
    issues = check_orders(store, network_id, preview, at=PLANNED_AT).issues
    table = problems_csv(preview, issues, "zh", ("行", "列", "值", "问题"))
    assert table.startswith(b"\xef\xbb\xbf")
    head, line = table.decode("utf-8-sig").splitlines()
    assert head == "行,列,值,问题,order_id,origin,destination,ready_at"
    assert line.startswith("2,目的网点,<b>,没有叫“<b>”的网点")
    assert line.endswith("'=1+1,H,<b>,2026-11-23T06:00")
    assert problem_rows(issues, "en")[0][:3] == ("2", "destination", "<b>")


def test_the_sample_is_there_and_has_its_day():
    """Its dates are judged by the day that it was drawn for."""
    file = sample_file()
    assert file is not None
    assert f"{sample_day(file.read_bytes()):%Y-%m-%d}" == "2026-11-23"


def test_an_import_is_remembered_by_batch(store, network_id):
    """Batches say how many of their orders are still open."""
    bring(store, network_id, [f"o{i},H,P,2026-11-23T06:00,1,," for i in range(5)], PLANNED_AT)
    cancel_orders(store, LI, network_id, ["o1", "o2"])
    (batch,) = store.orders.batches(network_id)
    assert (batch.num_orders, batch.num_open) == (5, 3)
