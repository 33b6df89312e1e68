"""Networks of the desk: versions that pass every check, and folders from outside."""

from __future__ import annotations

import io
import zipfile
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
from optimizer.desk.networks_using import CannotSave
from optimizer.desk.networks_zip import MOST_FILES, pack, unpack
from optimizer.desk.users import NotAllowed, Role, User
from optimizer.errors import InputError, NetworkError
from optimizer.inputs import network_fingerprint, read_network
from optimizer.store import Conflict, Store
from optimizer.wording import error_text, issue_text
from tests.desk.published import make_desk
from tests.folders import write_network
from tests.instances import county, travel

PLANNER, DISPATCHER = User("li", Role.PLANNER), User("wang", Role.DISPATCHER)
RULES = "network.toml"


@pytest.fixture
def store(tmp_path, monkeypatch):
    """Return an empty store with a home of its own."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    opened = Store.open(f"sqlite:///{tmp_path / 'desk.db'}")
    yield opened
    opened.close()


@pytest.fixture
def files(tmp_path):
    """Return the four-stop county with its travel tables, as the bytes of its files."""
    write_network(tmp_path / "county", county({}, {"destination": "Q"}).network, travel())
    return {file.name: file.read_bytes() for file in (tmp_path / "county").iterdir()}


@pytest.fixture
def four(store, files):
    """Return the first version of the four-stop county in the store."""
    return import_folder(store, PLANNER, files)


def edited(store, version, file, row, **cells):
    """Return edits of one row of a table, None removes it."""
    rows = [dict(each) for each in tables(store, version.version_id).rows[file]]
    if cells:
        rows[row] |= cells
    else:
        del rows[row]
    return Edits({file: rows})


def codes(error):
    """Return the codes of the issues of an error, and try them in both languages."""
    for issue in error.issues:
        assert all(issue_text(issue, lang) for lang in ("zh", "en"))
    return sorted(issue.code for issue in error.issues)


def refused(function, *arguments, **options):
    """Return the codes of what a function refuses to take."""
    with pytest.raises(InputError) as caught:
        function(*arguments, **options)
    return codes(caught.value)


def zipped(*entries, compress=zipfile.ZIP_DEFLATED):
    """Return a ZIP of pairs of name (or `ZipInfo`) and bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compress) as packed:
        for name, data in entries:
            packed.writestr(name, data)
    return target.getvalue()


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


class TestFolders:
    """A packed folder is what it says, or is refused before it is unpacked."""

    def test_there_and_back(self, store):
        """Exported and imported it has the same fingerprint."""
        version = ensure_embedded(store)
        packed = export_folder(store, version.version_id)
        assert packed == export_folder(store, version.version_id)
        again = import_folder(store, PLANNER, packed)
        assert again.fingerprint == version.fingerprint
        assert again.network_id != version.network_id

    def test_a_folder_in_the_zip_is_taken_off(self, files):
        """Packing a folder puts its name before every file; what systems add is left out."""
        entries = [(f"翁源/{name}", data) for name, data in files.items()]
        litter = [("翁源/.DS_Store", b""), ("__MACOSX/翁源/._sites.csv", b"")]
        assert unpack(zipped(*entries, *litter)) == files

    def test_as_a_version_of_a_network(self, store, four, files):
        """The next version, based on the one that was seen."""
        changed = files | {RULES: files[RULES].replace(b"72", b"48")}
        saved = import_folder(
            store, PLANNER, pack(changed), network_id=four.network_id, based_on=four.version_id
        )
        assert (saved.network_id, saved.number) == (four.network_id, 2)
        with pytest.raises(Conflict):
            import_folder(
                store, PLANNER, pack(files), network_id=four.network_id, based_on=four.version_id
            )

    @pytest.mark.parametrize(
        ("packed", "code"),
        [
            (b"no zip at all", "E154"),
            (b"", "E154"),
            (zipped(), "E154"),
            (zipped(("sites.csv", b"0" * 50_000_000)), "E155"),
            (zipped(*((f"travel_{n}.csv", b"") for n in range(MOST_FILES + 1))), "E155"),
            (zipped(("../sites.csv", b"")), "E156"),
            (zipped(("a/../../sites.csv", b"")), "E156"),
            (zipped(("/etc/sites.csv", b"")), "E156"),
            (zipped(("a\\sites.csv", b"")), "E156"),
            (zipped(("C:sites.csv", b"")), "E156"),
            (zipped(("a/sites.csv", b""), ("b/sites.csv", b"")), "E156"),
            (zipped(("a/b/sites.csv", b"")), "E156"),
            (zipped(("evil.exe", b"")), "E157"),
            (zipped(("travel_../x.csv", b"")), "E157"),
        ],
    )
    def test_what_is_no_network_folder(self, store, packed, code):
        """Each trap is told by its code, in both languages, and leaves nothing behind."""
        assert set(refused(import_folder, store, PLANNER, packed)) == {code}
        assert store.networks.list() == []

    def test_a_link_is_no_file(self):
        """A link in a ZIP could lead anywhere."""
        link = zipfile.ZipInfo("sites.csv")
        link.external_attr = 0o120777 << 16
        assert refused(unpack, zipped((link, b"/etc/passwd"))) == ["E156"]

    def test_a_name_that_stands_twice(self):
        """Which of the two would count?"""
        with pytest.warns(UserWarning, match="Duplicate"):
            packed = zipped(("sites.csv", b"a"), ("sites.csv", b"b"))
        assert refused(unpack, packed) == ["E156", "E156"]

    def test_sizes_are_not_believed(self):
        """A header that claims a small size does not help a bomb."""
        packed = bytearray(zipped(("sites.csv", b"0" * 20_000_000)))
        place = packed.rindex(b"PK\x01\x02")
        packed[place + 24 : place + 28] = (1000).to_bytes(4, "little")
        assert refused(unpack, bytes(packed)) in (["E154"], ["E155"])

    def test_damage_is_told(self, files):
        """A byte that was lost on the way is found."""
        packed = bytearray(pack(files))
        packed[80] ^= 0xFF
        assert refused(unpack, bytes(packed)) == ["E154"]

    def test_wrong_encodings_are_told(self, store, files):
        """GB18030 is understood, UTF-16 is told."""
        there = files[SITES].decode()
        chinese = files | {SITES: there.encode("gb18030")}
        version = import_folder(store, PLANNER, chinese)
        assert tables(store, version.version_id).rows[SITES][0]["name_zh"]
        assert "E104" in refused(
            import_folder, store, PLANNER, files | {SITES: there.encode("utf-16")}
        )

    def test_broken_roads_are_told(self, store):
        """Roads that cannot be read are refused like a table."""
        version = ensure_embedded(store)
        bad = store.networks.files(version.version_id) | {"roads.graphml": b"<graphml"}
        with pytest.raises(NetworkError):
            import_folder(store, PLANNER, bad)


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
