"""Rules, sites, fleet and travel tables: every mistake has a code and a way out."""

import shutil

import pytest

from optimizer.errors import InputError
from optimizer.inputs import read_instance, read_network, read_travel_tables
from tests.instances import clock


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('name = "四站县"', 'nome = "四站县"', "E141", "nome"),
        ('name = "四站县"', "", "E142", "name"),
        ('name = "四站县"', 'name = ""', "E143", "name"),
        ("late_per_order = 300.0", "late_per_ordr = 1", "E141", "penalties.late_per_ordr"),
        ("late_per_order = 300.0", "late_per_order = -1", "E143", "penalties.late_per_order"),
        ("late_per_order = 300.0", 'late_per_order = "3"', "E143", "penalties.late_per_order"),
        ("late_per_order = 300.0", "late_per_order = nan", "E143", "penalties.late_per_order"),
        ("late_per_order = 300.0", "late_per_order = inf", "E143", "penalties.late_per_order"),
        ("horizon_hours = 72.0", "horizon_hours = 0", "E143", "horizon_hours"),
        ("horizon_hours = 72.0", "horizon_hours = true", "E143", "horizon_hours"),
        ('timezone = "Asia/Shanghai"', 'timezone = "Asia/Wengyuan"', "E143", "timezone"),
        ('timezone = "Asia/Shanghai"', 'timezone = "../etc"', "E143", "timezone"),
        ('["05:00", "12:00"]', '["05:00", "25:00"]', "E143", "planning_times.1"),
        ('["05:00", "12:00"]', '["05:00", "05:00"]', "E143", "planning_times"),
        ('["05:00", "12:00"]', "[]", "E143", "planning_times"),
        ("live_plants = 36.0", "live_plant = 36.0", "E119", "promise_hours_by_class"),
        (
            '["agrochemicals", "food"]',
            '["agrochemical", "food"]',
            "E119",
            "handling.never_together",
        ),
        ('["agrochemicals", "food"]', '["food", "food"]', "E143", "handling.never_together.0"),
        ('priority = "normal"', 'priority = "low"', "E119", "order_defaults.priority"),
        ("pieces = 1", "pieces = 0", "E143", "order_defaults.pieces"),
        ("trunk = 50.0", "trunk = 0", "E143", "speeds_kmh.van.trunk"),
        ("access_speed_kmh = 15.0", "access_speed_kmh = 999", "E143", "access_speed_kmh"),
    ],
)
def test_a_bad_key_is_refused(written, old, new, code, key):
    """Each is found under its full key; an unknown one never passes in silence."""
    written.replace("network.toml", old, new)
    found = {(issue.code, issue.column) for issue in written.issues()}
    assert (code, key) in found


def test_an_unknown_key_names_the_nearest(written):
    """A slip in a key of an inner table is told from the keys of that table."""
    written.replace("network.toml", "late_per_order_hour =", "late_per_order_hours =")
    issue = written.issue()
    assert (issue.code, issue.column) == ("E141", "penalties.late_per_order_hours")
    assert issue.fix == 'did you mean "late_per_order_hour"?'


def test_toml_that_is_none_says_the_line(written):
    """A syntax error is one issue with the row that TOML stumbles over."""
    file = written.folder / "network.toml"
    file.write_text('name = "x"\nhorizon_hours = = 3\n', encoding="utf-8")
    issue = written.issue()
    assert (issue.code, issue.row) == ("E140", 2)


def test_a_key_without_end_is_not_read(written):
    """600 kB of one key would be read for minutes."""
    file = written.folder / "network.toml"
    file.write_bytes(b"a." * 300_000 + b"a = 1\n")
    assert written.issue().code == "E140"


def test_sources_are_free_texts(written, read):
    """A county may say of every price whether it is a fact; planning does not ask."""
    written.replace(
        "network.toml",
        "[handling]",
        '[sources]\nnote = "assumed"\n[sources.penalties]\nlate = "a guess"\n[handling]',
    )
    assert read().rules.penalties.late_per_order == 30_000
    written.replace("network.toml", 'note = "assumed"', "note = 3")
    assert written.issue().column == "sources"


def test_only_the_name_must_be_given(written, read):
    """Everything else has the defaults of the design; times may be TOML times."""
    (written.folder / "network.toml").write_text(
        'name = "小县"\nonward_departures = [21:00:00, 13:30:00]\n'
        "[speeds_kmh.van]\ntrunk = 50\n[handling]\nclasses = ['general', 'food']\n",
        encoding="utf-8",
    )
    rules = read().rules
    assert rules.promise == 48 * 3600
    assert rules.planning_times == (clock("05:00"), clock("12:00"))
    assert rules.onward_departures == (clock("13:30"), clock("21:00"))
    assert rules.penalties.priority_weight == {"normal": 1.0, "urgent": 5.0}


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("A,transfer_station", "A,transfer-station", "E119", "kind"),
        ("A,transfer_station", "A,", "E114", "kind"),
        ("A,transfer_station", "A,hub", "E130", "kind"),
        ("H,hub", "H,transfer_station", "E130", "kind"),
        ("Q,village_point,丁村", "Q,village_point,", "E114", "name_zh"),
        ("Q,village_point", "P,village_point", "E120", "site_id"),
        (",,08:00-18:00,", ",,18:00-08:00,", "E134", "hours"),
        (",,08:00-18:00,", ",,8-18,", "E134", "hours"),
        (",,08:00-18:00,", ",,08:00-08:00,", "E134", "hours"),
        (",,08:00-18:00,", ",,08:00-24:01,", "E134", "hours"),
        ("08:00-12:00;14:00-18:00", "08:00-12:00;11:00-18:00", "E134", "hours"),
        (",open,,08:00-18:00,", ",open,Q,08:00-18:00,", "E132", "premises"),
        (",open,,08:00-18:00,", ",open,X,08:00-18:00,", "E107", "premises"),
        (",open,,07:00-19:00,", ",open,H,07:00-19:00,", "E132", "premises"),
        (",open,,08:00-18:00,", ",opened,,08:00-18:00,", "E119", "status"),
        (",08:00-18:00,by_need,", ",08:00-18:00,weekly,", "E119", "visits"),
        ("24.28,113.98", "113.98,24.28", "E136", "latitude"),
        ("24.28,113.98", "24.28,1113.98", "E136", "longitude"),
        ("24.28,113.98", "24.28,13.98", "E136", "latitude"),
        ("24.28,113.98", "24.28,", "E135", "longitude"),
        ("24.28,113.98", "24°28,113.98", "E115", "latitude"),
        (",20.0,1,80.0,", ",20.0,0,80.0,", "E116", "docks"),
        (",20.0,1,80.0,", ",20.0,1.5,80.0,", "E117", "docks"),
        (",20.0,1,80.0,", ",-20.0,1,80.0,", "E116", "transfer_minutes"),
        (",20.0,1,80.0,", ",20.0,1,free,", "E115", "operating_cost_per_day"),
        ("site_id,kind", "site_id,sort", "E110", "kind"),
        ("site_id,kind", "site_id,kinds", "E111", "kinds"),
        ("hours,visits", "hours,hours", "E112", "hours"),
    ],
)
def test_a_bad_site_is_refused(written, old, new, code, column):
    """Each mistake in sites.csv is found with its code in its column."""
    written.replace("sites.csv", old, new)
    found = {(issue.code, issue.file, issue.column) for issue in written.issues()}
    assert (code, "sites.csv", column) in found


def test_swapped_coordinates_are_recognised(written):
    """A latitude of 113.98 degrees is nowhere, and 24.28 would be one."""
    written.replace("sites.csv", "24.28,113.98", "113.98,24.28")
    assert "swap the two columns?" in {issue.fix for issue in written.issues()}


def test_no_open_base_is_refused(written):
    """With hub and station closed nothing could start anywhere."""
    written.replace("sites.csv", ",open,,05:30", ",closed,,05:30")
    written.replace("sites.csv", ",open,,07:00", ",candidate,,07:00")
    assert written.issue().code == "E131"


def test_a_site_admits_known_profiles_only(written):
    """A road profile of a site that neither fleet nor rules know is a slip."""
    file = written.folder / "sites.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines[:-1], f"{lines[-1]}vans;truck"]), encoding="utf-8")
    issue = written.issue()
    assert (issue.code, issue.row, issue.value) == ("E119", 5, "vans")
    assert issue.fix.endswith('did you mean "van"?')


def test_columns_for_people_are_accepted(written, read):
    """Phone, population and source may stand in sites.csv; they change nothing."""
    file = written.folder / "sites.csv"
    header, *lines = file.read_text(encoding="utf-8").splitlines()
    lines = [f"{line},0751-1,3000,census" for line in lines]
    file.write_text("\n".join([f"{header},contact_phone,population,source", *lines]), "utf-8")
    assert len(read().sites) == 4


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("micro_van,A,local", "micro_van,P,local", "E133", "home_site"),
        ("micro_van,A,local", "micro_van,Z,local", "E107", "home_site"),
        ("micro_van,A,local", "micro_van,,local", "E114", "home_site"),
        ("micro_van,A,local", "micro_van,A,household", "E119", "echelon"),
        ("van-2", "van-1", "E120", "vehicle_id"),
        ("local,van,", "local,,", "E114", "road_profile"),
        ("local,van,", "local,bike,", "E138", "road_profile"),
        ("550.0,4.0", "0,4.0", "E116", "capacity_kg"),
        ("550.0,4.0", ",4.0", "E114", "capacity_kg"),
        ("550.0,4.0", "550.0,-4", "E116", "capacity_m3"),
        ("550.0,4.0", "550.0,nan", "E115", "capacity_m3"),
        ("07:00-13:00;13:00-19:00", "", "E114", "shifts"),
        ("07:00-13:00;13:00-19:00", "13:00-07:00", "E134", "shifts"),
        ("07:00-13:00;13:00-19:00", "22:00-06:00", "E134", "shifts"),
        ("07:00-13:00;13:00-19:00", "early", "E134", "shifts"),
        ("07:00-13:00;13:00-19:00", "07:00-13:00;12:59-19:00", "E134", "shifts"),
        (",60.0,35.0", ",-1,35.0", "E116", "max_overtime_minutes"),
        (",60.0,35.0", ",60.0,x", "E115", "cost_per_shift"),
        (",,yes", ",,perhaps", "E119", "available"),
        (",,yes", ",poison,yes", "E119", "handling_classes"),
        ("capacity_kg", "capacity", "E110", "capacity_kg"),
    ],
)
def test_a_bad_vehicle_is_refused(written, old, new, code, column):
    """Each mistake in vehicles.csv is found with its code in its column."""
    written.replace("vehicles.csv", old, new)
    found = {(issue.code, issue.file, issue.column) for issue in written.issues()}
    assert (code, "vehicles.csv", column) in found


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("P,Q,600", "P,Z,600", "E107"),
        ("P,Q,600", "P,Q,-600", "E116"),
        ("P,Q,600", "P,Q,", "E114"),
        ("P,Q,600", "P,Q,nan", "E115"),
        ("P,Q,600", "P,Q,604801", "E116"),
        ("P,Q,600", "P,H,600", "E150"),
        ("P,Q,600", "P,P,600", "E151"),
        ("seconds", "minutes", "E110"),
    ],
)
def test_a_bad_travel_table_is_refused(written, old, new, code):
    """Each mistake in a travel table is found with its code, and by both readers."""
    standing = read_network(written.folder)
    written.replace("travel_van.csv", old, new)
    issues = written.issues()
    assert code in {issue.code for issue in issues}
    assert {issue.file for issue in issues} == {"travel_van.csv"}
    with pytest.raises(InputError) as caught:
        read_travel_tables(written.folder, standing)
    assert caught.value.issues == issues


def test_a_table_of_no_profile_is_a_slip(written):
    """A misnamed table would silently leave the vans without one."""
    (written.folder / "travel_van.csv").rename(written.folder / "travel_vna.csv")
    found = {(issue.code, issue.file, issue.fix) for issue in written.issues()}
    assert ("E138", "travel_vna.csv", 'did you mean "van"?') in found
    assert ("E138", "vehicles.csv") in {(code, file) for code, file, _ in found}


def test_roads_ask_for_coordinates_and_speeds(written, read):
    """Without tables sites must have a place and profiles speeds; with roads that is enough."""
    for profile in ("van", "truck"):
        (written.folder / f"travel_{profile}.csv").unlink()
    assert written.codes() == ["E137"]
    (written.folder / "roads.graphml.gz").write_bytes(b"read elsewhere")
    assert len(read().sites) == 4
    written.replace("sites.csv", "24.28,113.98", ",")
    written.replace("network.toml", "[speeds_kmh.truck]", "[speeds_kmh.lorry]")
    assert written.codes() == ["E135", "E135", "E138"]


def test_tables_ask_for_no_coordinates(written, read):
    """Where times are measured, a site may lie anywhere."""
    written.replace("sites.csv", "24.28,113.98", ",")
    assert read().sites[2].latitude is None


@pytest.mark.parametrize("name", ["network.toml", "sites.csv", "vehicles.csv"])
def test_a_missing_file_is_named(written, name):
    """The other files are still read, and nothing else is reported."""
    (written.folder / name).unlink()
    issue = written.issue()
    assert (issue.code, issue.file) == ("E101", name)
    (written.folder / name).mkdir()
    assert written.issue().code == "E101"


def test_what_is_not_there_is_named(written):
    """A folder, orders and a planning time that are none are three issues at once."""
    with pytest.raises(InputError) as caught:
        read_instance(written.folder / "no", written.folder / "no.csv", "soon")
    assert [(issue.code, issue.file) for issue in caught.value.issues] == [
        ("E101", "no"), ("E160", "--at"), ("E101", "no.csv"),
    ]  # fmt: skip
    with pytest.raises(InputError) as caught:
        read_network(written.folder / "sites.csv")
    assert "is not a folder" in str(caught.value)
    shutil.rmtree(written.folder)
    with pytest.raises(InputError):
        read_network(written.folder)


@pytest.mark.parametrize(
    "at", ["", "soon", "2026-11-23", "05:00", "2026-13-01T05:00", "9999-01-01T00:00"]
)
def test_a_bad_planning_time_is_refused(written, at):
    """It is an issue of --at, with the text that was given."""
    with pytest.raises(InputError) as caught:
        read_instance(written.folder, written.orders, at)
    found = [(issue.code, issue.file, issue.value) for issue in caught.value.issues]
    assert ("E160", "--at", at) in found
