"""What a published plan or an open order uses is not taken away unseen."""

from __future__ import annotations

import pytest

from optimizer.desk.networks import (
    Edits,
    save_tables,
    tables,
)
from optimizer.desk.networks_tables import SITES, VEHICLES
from optimizer.desk.networks_using import CannotSave
from optimizer.wording import error_text
from tests.desk.networks import PLANNER, edited, refused
from tests.desk.published import make_desk


class TestPublished:
    """What a published plan or an open order uses is not taken away unseen."""

    @pytest.fixture
    def desk(self, tmp_path):
        """Return a store whose four-stop plan is published."""
        made = make_desk(tmp_path / "published")
        made.store.plans.publish(
            made.plan.plan_id, by="li", violations=[], expecting=None, tokens={}
        )
        return made

    def position(self, desk, file, key):
        """Return the position of a row by its id."""
        rows = tables(desk.store, desk.version.version_id).rows[file]
        return [next(iter(row.values())) for row in rows].index(key)

    def test_closing_a_site_of_the_plan_must_be_confirmed(self, desk):
        """P is called at by a trip of van-1: closing it names the trip, and can be confirmed."""
        at = self.position(desk, SITES, "P")
        closing = edited(desk.store, desk.version, SITES, at, status="closed")
        with pytest.raises(CannotSave) as caught:
            save_tables(desk.store, PLANNER, desk.version.version_id, closing)
        assert (caught.value.code, caught.value.values["lost"]) == ("D207", ["P"])
        document = desk.store.plans.document(desk.plan.plan_id)
        using = [
            trip["trip_id"]
            for trip in document["trips"]
            if "P" in [stop["site_id"] for stop in trip["stops"]]
        ]
        assert caught.value.values["trips"] == using
        assert all(using[0] in error_text(caught.value, lang) for lang in ("zh", "en"))
        saved = save_tables(
            desk.store, PLANNER, desk.version.version_id, closing, although_used=True
        )
        assert saved.number == 2
        # The plan keeps the network that it was made on, and what is closed is not said again.
        assert desk.store.plans.get(desk.plan.plan_id).version_id == desk.version.version_id
        other = edited(desk.store, saved, SITES, 0, town="x")
        assert save_tables(desk.store, PLANNER, saved.version_id, other).number == 3

    def test_a_vehicle_that_is_out_of_use(self, desk):
        """The same for a vehicle with trips."""
        at = self.position(desk, VEHICLES, "van-1")
        edits = edited(desk.store, desk.version, VEHICLES, at, available="no")
        with pytest.raises(CannotSave) as caught:
            save_tables(desk.store, PLANNER, desk.version.version_id, edits)
        assert caught.value.values["lost"] == ["van-1"]

    def test_a_site_that_open_orders_name_is_not_deleted(self, desk):
        """Deleted, its orders could not be read any more: closing it is the way."""
        gone = edited(desk.store, desk.version, SITES, self.position(desk, SITES, "Q"))
        with pytest.raises(CannotSave) as caught:
            save_tables(desk.store, PLANNER, desk.version.version_id, gone, although_used=True)
        assert (caught.value.code, caught.value.values["sites"]) == ("D208", ["Q"])
        assert all("Q" in error_text(caught.value, lang) for lang in ("zh", "en"))

    def test_a_site_that_nobody_uses_is_deleted(self, desk):
        """Once its orders are cancelled it goes, and its travel times with it."""
        orders = [one.row.order_id for one in desk.store.orders.open(desk.network_id)]
        desk.store.orders.cancel(desk.network_id, orders, by="li")
        gone = edited(desk.store, desk.version, SITES, self.position(desk, SITES, "Q"))
        gone = Edits({SITES: [row for row in gone.rows[SITES] if row["premises"] != "Q"]})
        saved = save_tables(desk.store, PLANNER, desk.version.version_id, gone)
        after = desk.store.networks.files(saved.version_id)
        assert b"Q," not in after["travel_van.csv"] and b"A,P" in after["travel_van.csv"]

    def test_a_renamed_site_keeps_its_travel_times(self, desk):
        """Whoever changes an id is told of the times that belong to nobody now."""
        orders = [one.row.order_id for one in desk.store.orders.open(desk.network_id)]
        desk.store.orders.cancel(desk.network_id, orders, by="li")
        at = self.position(desk, SITES, "Q")
        named = edited(desk.store, desk.version, SITES, at, site_id="Q2")
        found = refused(save_tables, desk.store, PLANNER, desk.version.version_id, named)
        assert set(found) == {"E107"}
