"""Orders: all of a batch or none, edited by one at a time, carried on by plans."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from optimizer.store import Conflict, DuplicateOrders, NotFound, Refused, Unstorable
from tests.store.examples import READY, order, orders

CHINA = timezone(timedelta(hours=8))


@pytest.fixture
def county(store, network):
    """A store's orders with three of them in it, and the id of their network."""
    store.orders.add(network.network_id, orders(3), name="晨单", by="li", source="晨单.xlsx")
    return store.orders, network.network_id


def test_an_order_comes_back_as_it_was_given(store, network):
    """Every column, with moments to the microsecond and amounts to the last digit."""
    row = order(
        "单-1'; DROP TABLE orders; --",
        weight_kg=0.1 + 0.2,
        due_at=READY + timedelta(microseconds=1),
        product="<b>%_\\ \"'",
        phone="+86 139",
    )
    store.orders.add(network.network_id, [row], name="n", by="li")
    found = store.orders.find(network.network_id, row.order_id)
    assert found.row == row
    assert (found.state, found.version, found.at_site, found.changed_by) == ("open", 1, None, "li")
    assert found.row.ready_at.tzinfo is UTC


def test_moments_keep_their_instant(store, network):
    """A moment in China's zone is the same moment in UTC; one without zone is refused."""
    china = datetime(2026, 11, 23, 5, 30, tzinfo=CHINA)
    store.orders.add(network.network_id, [order("c", ready_at=china)], name="n", by="li")
    assert store.orders.find(network.network_id, "c").row.ready_at == china
    with pytest.raises(Exception, match="no time zone"):
        store.orders.add(
            network.network_id,
            [order("d", ready_at=datetime(2026, 11, 23))],
            name="n",
            by="li",
        )


def test_a_batch_counts_what_is_open(county):
    """Three came, one was cancelled, one delivered: one is open."""
    store, net = county
    assert store.cancel(net, ["o00000", "o00000", "unknown"], by="li", why="重复") == 1
    store.settle(net, {"o00001": READY}, {}, by="li")
    (batch,) = store.batches(net)
    assert (batch.name, batch.kind, batch.source) == ("晨单", "import", "晨单.xlsx")
    assert (batch.num_orders, batch.num_open) == (3, 1)
    assert [each.row.order_id for each in store.open(net)] == ["o00002"]


def test_a_batch_with_known_ids_is_refused_whole(county):
    """Of ten orders two are known: those two are named, and none is added."""
    store, net = county
    with pytest.raises(DuplicateOrders) as duplicates:
        store.add(net, [*orders(8, "new"), order("o00002"), order("o00001")], name="n", by="li")
    assert duplicates.value.order_ids == ("o00002", "o00001")
    assert len(store.open(net)) == 3
    assert len(store.batches(net)) == 1


def test_an_id_twice_in_one_batch_is_refused(county):
    """The database is not asked for what the batch itself shows."""
    store, net = county
    with pytest.raises(DuplicateOrders) as duplicates:
        store.add(net, [order("x"), order("y"), order("x")], name="n", by="li")
    assert duplicates.value.order_ids == ("x",)


def test_networks_do_not_share_ids(store, county):
    """Two counties may each have an order 1."""
    other = store.networks.save("乳源县", {}, fingerprint="f2", by="li")
    store.orders.add(other.network_id, orders(3), name="n", by="li")
    assert len(store.orders.open(other.network_id)) == 3


def test_orders_of_no_network_are_refused(store):
    """There is nobody to plan them."""
    with pytest.raises(NotFound):
        store.orders.add(48, orders(1), name="n", by="li")


def test_an_edit_needs_the_version_that_was_seen(county):
    """Whoever edits second sees what the first has left."""
    store, net = county
    first = store.edit(net, "o00001", {"pieces": 7, "due_at": READY}, by="wang", version=1)
    assert (first.row.pieces, first.row.due_at, first.version) == (7, READY, 2)
    assert first.changed_by == "wang"
    with pytest.raises(Conflict) as conflict:
        store.edit(net, "o00001", {"pieces": 8}, by="zhao", version=1)
    assert conflict.value.current == first
    assert store.find(net, "o00001") == first


def test_only_columns_of_open_orders_can_be_edited(county):
    """Neither the id nor the state is edited, nor an order that is cancelled."""
    store, net = county
    for column in ("order_id", "state", "key"):
        with pytest.raises(ValueError, match=column):
            store.edit(net, "o00001", {column: "x"}, by="li", version=1)
    store.cancel(net, ["o00001"], by="li")
    with pytest.raises(Refused):
        store.edit(net, "o00001", {"pieces": 1}, by="li", version=2)
    with pytest.raises(NotFound):
        store.edit(net, "unknown", {"pieces": 1}, by="li", version=1)


def test_a_return_names_what_it_returns(county):
    """A return is an order of its own."""
    store, net = county
    store.add(net, [order("r1")], name="退件", kind="return", by="li", return_of={"r1": "o00001"})
    assert store.find(net, "r1").return_of == "o00001"
    assert store.batches(net)[0].kind == "return"


def test_plans_carry_orders_on(county):
    """An order lies at a station, then is delivered; a cancelled one is left alone."""
    store, net = county
    store.cancel(net, ["o00002"], by="li")
    store.settle(net, {}, {"o00001": ("S01", READY), "o00002": ("S01", READY)}, by="li")
    lying = store.find(net, "o00001")
    assert (lying.state, lying.at_site, lying.at_since, lying.version) == ("open", "S01", READY, 2)
    assert store.find(net, "o00002").state == "cancelled"

    store.settle(net, {"o00001": READY}, {}, by="li")
    done = store.find(net, "o00001")
    assert (done.state, done.done_at, done.at_site, done.version) == ("done", READY, "S01", 3)


def test_settling_twice_changes_nothing(county):
    """What is so already keeps its version, so that no editor is disturbed."""
    store, net = county
    for _ in range(2):
        store.settle(net, {"o00001": READY}, {"o00002": ("S01", READY)}, by="li")
    assert {each.version for each in store.search(net, "o0000")} == {1, 2}


def test_open_orders_can_be_narrowed(county):
    """By batch, and by when they are ready."""
    store, net = county
    later = replace(order("late"), ready_at=READY + timedelta(hours=1))
    batch = store.add(net, [later], name="n", by="li")
    assert [each.row.order_id for each in store.open(net, batches=[batch.batch_id])] == ["late"]
    assert len(store.open(net, ready_before=READY + timedelta(hours=1))) == 3
    assert store.open(net, ready_before=READY) == []
    assert store.open(net, batches=[]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("单1", ["单10", "单11"]),
        ("yd", ["a%b", "单11", "单10"]),
        ("Z9", ["单11"]),
        ("%", ["a%b"]),
        ("_", []),
        ("'", []),
        ("  ", []),
    ],
)
def test_search_finds_beginnings_and_middles(store, network, text, found):
    """Of id and trace code, without wildcards of the user's own."""
    rows = [
        order("单10", trace_code="YD1"),
        order("单11", trace_code="YDz9"),
        order("a%b", trace_code="YD3"),
    ]
    store.orders.add(network.network_id, rows, name="n", by="li")
    hits = store.orders.search(network.network_id, text)
    assert [each.row.order_id for each in hits] == found
    assert len(store.orders.search(network.network_id, "YD", limit=2)) == 2


@pytest.mark.parametrize("wrong", [{"pieces": 2**70}, {"product": "\ud800"}], ids=str)
def test_what_no_database_keeps_is_refused(county, wrong):
    """A number beyond 64 bits, half a character: a sentence, and nothing is added."""
    store, net = county
    with pytest.raises(Unstorable):
        store.add(net, [order("fine"), order("x", **wrong)], name="n", by="li")
    assert len(store.open(net)) == 3


def test_writing_notes_who_did_it(store, county):
    """Each action stands in the diary, newest first."""
    orders_, net = county
    orders_.edit(net, "o00001", {"pieces": 9}, by="wang", version=1)
    orders_.cancel(net, ["o00001"], by="zhao", why="客户取消")
    noted = store.changes.recent(net)
    assert [(each.kind, each.by) for each in noted] == [
        ("orders.cancel", "zhao"),
        ("orders.edit", "wang"),
        ("orders.import", "li"),
        ("network.save", "li"),
    ]
    assert noted[0].detail["why"] == "客户取消"
    assert noted[1].detail == {"pieces": [2, 9]}
