"""Networks of the desk: versions that pass every check, and places on the map."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.desk import networks
from optimizer.desk.networks import (
    Edits,
    ensure_embedded,
    export_folder,
    import_folder,
    restore_version,
    review,
    save_tables,
    tables,
)
from optimizer.desk.networks_differences import differences
from optimizer.desk.networks_placing import MOVED, drawn, moved, open_ground
from optimizer.desk.networks_tables import DRIVERS, SITES, VEHICLES, merged
from optimizer.desk.networks_toml import values_of, with_values
from optimizer.desk.networks_using import CannotSave
from optimizer.desk.users import NotAllowed
from optimizer.inputs import network_fingerprint, read_network
from optimizer.store import Conflict
from optimizer.wording import error_text
from tests.desk.networks import DISPATCHER, PLANNER, RULES, edited, refused


class TestBeginning:
    """An empty store gets the embedded county once."""

    def test_an_empty_store_gets_the_county(self, store):
        """The version is the folder, file by file."""
        version = ensure_embedded(store)
        folder = Path(__file__).parents[2] / "data" / "wengyuan"
        assert version.fingerprint == network_fingerprint(folder)
        assert (version.name, version.number) == ("翁源县", 1)
        assert ensure_embedded(store) == version
        assert len(store.networks.list()) == 1

    def test_without_the_county_there_is_nothing(self, store, monkeypatch):
        """Where the county is not installed the store stays empty."""
        monkeypatch.setattr(networks, "EMBEDDED", Path("nowhere"))
        assert ensure_embedded(store) is None

    def test_a_store_with_a_network_is_left_alone(self, store, four):
        """What is there is what counts."""
        assert ensure_embedded(store) == four


class TestSaving:
    """Edited tables are a version if the whole folder is right."""

    def test_one_cell_changes_one_line(self, store, four, files):
        """Only the row of the site differs; every other file is the same to the byte."""
        saved = save_tables(
            store, PLANNER, four.version_id, edited(store, four, SITES, 1, hours="06:30-20:00")
        )
        after = store.networks.files(saved.version_id)
        old, new = files[SITES].decode().splitlines(), after[SITES].decode().splitlines()
        assert len([1 for a, b in zip(old, new, strict=True) if a != b]) == 1
        assert {name for name in files if files[name] != after[name]} == {SITES}
        assert saved.number == 2

    def test_rules_keep_comments_and_order(self, store):
        """Prices of the embedded county change in their line and nowhere else."""
        first = ensure_embedded(store)
        rules = {("penalties", "late_per_order"): 310.0, ("roads", "season_factor"): 0.9}
        saved = save_tables(store, PLANNER, first.version_id, Edits(rules=rules), note=" rainy ")
        old, new = (
            store.networks.files(each.version_id)[RULES].decode().splitlines()
            for each in (first, saved)
        )
        assert set(new) - set(old) == {"late_per_order = 310.0", "season_factor = 0.9"}
        assert set(old) - set(new) == {"late_per_order = 300.0"}
        assert saved.note == "rainy"

    def test_a_rule_that_is_cleared_has_its_default(self, store):
        """None removes the key."""
        first = ensure_embedded(store)
        rules = {("onward_departures",): None, ("penalties", "missed_visit"): None}
        saved = save_tables(store, PLANNER, first.version_id, Edits(rules=rules))
        network = read_network(store.networks.folder(saved.version_id))
        assert network.rules.onward_departures == ()
        assert network.rules.penalties.missed_visit == 100_00

    def test_all_problems_are_told_and_nothing_is_saved(self, store, four):
        """Negative prices, an unknown key, bad hours and a lost home come together."""
        now = tables(store, four.version_id).rows
        sites, vehicles = ([dict(row) for row in now[file]] for file in (SITES, VEHICLES))
        sites[0]["hours"] = "20:00-06:00"
        vehicles[0]["cost_per_km"] = "-1"
        vehicles[1]["home_site"] = "Z"
        edits = Edits(
            {SITES: sites, VEHICLES: vehicles},
            {("penalties", "late"): 1.0, ("penalties", "missed_visit"): -5.0},
        )
        assert refused(save_tables, store, PLANNER, four.version_id, edits) == [
            *("E107", "E116", "E134", "E141", "E143"),
        ]
        assert store.networks.latest(four.network_id) == four
        assert refused(review, store, four.version_id, edits)

    def test_a_vehicle_whose_home_is_deleted(self, store, four):
        """Deleting a base tells of the vehicles that are at home there."""
        gone = edited(store, four, SITES, 1)
        assert "E107" in refused(save_tables, store, PLANNER, four.version_id, gone)

    def test_a_closed_hub(self, store, four):
        """With hub and stations closed there is no base."""
        rows = [
            row | ({"status": "closed"} if row["kind"] in ("hub", "transfer_station") else {})
            for row in tables(store, four.version_id).rows[SITES]
        ]
        edits = Edits({SITES: rows})
        assert refused(save_tables, store, PLANNER, four.version_id, edits) == ["E131"]

    def test_drivers_are_added_and_removed_again(self, store, four):
        """The file comes with its first row and goes with its last."""
        blank = dict.fromkeys(("phone", "licence", "home_site", "days", "source"), "")
        row = {"driver_id": "d1", "name": "李", "vehicle_id": "van-1", "shifts": "", **blank}
        with_li = save_tables(store, PLANNER, four.version_id, Edits({DRIVERS: [row]}))
        assert DRIVERS in store.networks.files(with_li.version_id)
        without = save_tables(store, PLANNER, with_li.version_id, Edits({DRIVERS: []}))
        assert without.fingerprint == four.fingerprint

    def test_nothing_changed_is_no_version(self, store, four):
        """Saving the same again is refused by name."""
        with pytest.raises(CannotSave) as caught:
            save_tables(store, PLANNER, four.version_id, Edits())
        assert caught.value.code == "D209"
        assert "1" in error_text(caught.value, "zh")

    def test_only_planners_change_networks(self, store, four, files):
        """Everybody else is told who may."""
        for action in (
            lambda: save_tables(store, DISPATCHER, four.version_id, Edits()),
            lambda: import_folder(store, DISPATCHER, files),
            lambda: restore_version(store, DISPATCHER, four.version_id, based_on=four.version_id),
        ):
            with pytest.raises(NotAllowed):
                action()

    def test_markup_and_formulas_stay_what_was_typed(self, store, four):
        """A name is a text, whatever it looks like, and comes back as it was."""
        name = '=HYPERLINK("http://evil","<b>Q</b>")'
        edits = edited(store, four, SITES, 2, name_zh=name)
        saved = save_tables(store, PLANNER, four.version_id, edits)
        assert tables(store, saved.version_id).rows[SITES][2]["name_zh"] == name
        again = import_folder(store, PLANNER, export_folder(store, saved.version_id))
        assert again.fingerprint == saved.fingerprint

    @pytest.mark.parametrize("work", [values_of, lambda data: with_values(data, {("x",): 1})])
    def test_a_key_without_end_is_not_read(self, work):
        """600 kB of one key would be read for minutes."""
        assert refused(work, b"a." * 300_000 + b"a = 1\n") == ["E140"]


class TestTwoPlanners:
    """Who saves second loses nothing."""

    def test_the_second_is_told_who_was_first(self, store, four):
        """The version on which the edits are based must be the latest."""
        first = save_tables(
            store, PLANNER, four.version_id, edited(store, four, SITES, 1, docks="2")
        )
        with pytest.raises(Conflict) as caught:
            save_tables(store, PLANNER, four.version_id, edited(store, four, SITES, 1, docks="3"))
        assert caught.value.current == first

    def test_both_are_put_together(self):
        """Cells of one row from two people; where both have changed, mine and a note."""
        base = [{"site_id": "A", "hours": "1", "docks": "1", "town": "x"}]
        mine = [{"site_id": "A", "hours": "2", "docks": "2", "town": "x"}]
        theirs = [{"site_id": "A", "hours": "3", "docks": "1", "town": "y"}, {"site_id": "B"}]
        rows, both = merged(SITES, base, mine, theirs)
        assert rows == [{"site_id": "A", "hours": "2", "docks": "2", "town": "y"}, {"site_id": "B"}]
        assert both == [("A", "hours")]

    def test_what_one_deletes_and_the_other_changes_is_kept(self):
        """A row that I have deleted goes, one that I have changed stays."""
        base = [{"site_id": "A", "town": ""}, {"site_id": "B", "town": ""}]
        mine = [{"site_id": "B", "town": "mine"}]
        theirs = [{"site_id": "A", "town": "theirs"}]
        assert merged(SITES, base, mine, theirs)[0] == [{"site_id": "B", "town": "mine"}]


class TestVersions:
    """Versions are listed, compared and restored."""

    def test_differences_name_what_changed(self, store, four):
        """Cells, rows and rules, older and newer."""
        now = tables(store, four.version_id).rows
        sites = [dict(row) for row in now[SITES]]
        sites[1]["hours"] = "06:30-20:00"
        vehicles = [*now[VEHICLES], {**now[VEHICLES][0], "vehicle_id": "new", "plate": "粤F·N"}]
        edits = Edits({SITES: sites, VEHICLES: vehicles}, {("horizon_hours",): 48})
        newer = save_tables(store, PLANNER, four.version_id, edits)
        found = differences(store, four.version_id, newer.version_id)
        assert [(each.kind, each.file, each.what, each.column) for each in found] == [
            ("changed", SITES, sites[1]["site_id"], "hours"),
            ("added", VEHICLES, "new", ""),
            ("changed", RULES, "horizon_hours", ""),
        ]
        assert (found[2].before, found[2].after) == ("72", "48")
        assert found[1].name == "粤F·N"

    def test_an_older_version_is_the_newest_again(self, store, four):
        """Restoring adds a version; nothing is lost in between."""
        edits = edited(store, four, SITES, 1, docks="2")
        second = save_tables(store, PLANNER, four.version_id, edits)
        third = restore_version(store, PLANNER, four.version_id, based_on=second.version_id)
        assert (third.number, third.fingerprint) == (3, four.fingerprint)
        assert len(store.networks.versions(four.network_id)) == 3


class TestPlacing:
    """A place on the map is held against roads and boundary."""

    def test_a_moved_site_is_corrected(self, store):
        """Six decimals, no datum, and the quality says so."""
        version = ensure_embedded(store)
        row = tables(store, version.version_id).rows[SITES][0]
        now = moved(row, 114.13, 24.4)
        assert (now["longitude"], now["latitude"]) == ("114.130000", "24.400000")
        assert now["coordinate_quality"] == MOVED

    def test_how_far_the_road_is(self, store):
        """Near, far, and outside the county."""
        version = ensure_embedded(store)
        row = tables(store, version.version_id).rows[SITES][2]
        station = float(row["longitude"]), float(row["latitude"])
        ground = open_ground(store, version.version_id, 500.0)
        near, far = ground.places([station, (114.0, 24.0)])
        assert near.access < 500 and near.is_inside and not near.is_far
        assert far.is_far and far.is_inside is False
        assert ground.places([]) == []

    def test_without_roads_nothing_is_known(self, store, four):
        """Travel tables have no roads to be near to."""
        (placing,) = open_ground(store, four.version_id, 500.0).places([(114.0, 24.3)])
        assert (placing.access, placing.is_inside, placing.is_far) == (None, None, False)

    def test_the_map_draws_what_is_being_edited(self, store, four):
        """Moved, new and half-typed sites; rows without an id are not there yet."""
        rows = [dict(row) for row in tables(store, four.version_id).rows[SITES]]
        rows[0] = moved(rows[0], 114.2, 24.4)
        blank = dict.fromkeys(rows[0], "")
        rows += [blank, {**blank, "site_id": "N", "latitude": "north"}]
        network = drawn(read_network(store.networks.folder(four.version_id)), rows)
        assert (network.sites[0].longitude, network.sites[0].latitude) == (114.2, 24.4)
        assert [site.site_id for site in network.sites[4:]] == ["N"]
        assert network.sites[4].latitude is None
