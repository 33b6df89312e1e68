"""Who drives: ``drivers.csv`` is optional, and checked like the other tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from optimizer.domain import Driver, TimeWindow
from optimizer.inputs import read_drivers, read_network
from optimizer.units import HOUR

HEADER = "driver_id,name,phone,licence,home_site,vehicle_id,shifts,days"
MORNING, EVENING = TimeWindow(7 * HOUR, 13 * HOUR), TimeWindow(13 * HOUR, 19 * HOUR)
MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)
WENGYUAN = Path(__file__).parents[2] / "data" / "wengyuan"


@pytest.fixture
def seated(written):
    """Return the written county with these lines in its ``drivers.csv``."""

    def write(*lines: str, header: str = HEADER):
        text = "\n".join([header, *lines])
        (written.folder / "drivers.csv").write_text(text + "\n", encoding="utf-8")
        return written

    return write


def test_a_folder_without_drivers_has_none(written):
    """The file is optional: then nobody drives."""
    network = read_network(written.folder)
    assert read_drivers(written.folder, network).of("van-1", MONDAY, MORNING) is None


def test_who_drives_depends_on_shift_and_day(seated):
    """Li drives in the morning of weekdays, Wang on Saturdays and every evening."""
    folder = seated(
        "d1,Li,0751-2870000,C1,A,van-1,07:00-13:00,1-5",
        "d2,Wang,,C1,,van-1,07:00-13:00,6",
        "d2,,,,,van-1,13:00-19:00,",
    ).folder
    drivers = read_drivers(folder, read_network(folder))
    assert drivers.of("van-1", MONDAY, MORNING) == Driver("d1", "Li", "0751-2870000", "C1", "A")
    for day, shift in [(SATURDAY, MORNING), (MONDAY, EVENING), (SATURDAY, EVENING)]:
        assert drivers.of("van-1", day, shift) == Driver("d2", "Wang", licence="C1")
    assert drivers.of("van-1", date(2026, 11, 29), MORNING) is None
    assert drivers.of("van-2", MONDAY, MORNING) is None


def test_a_driver_without_a_vehicle_waits(seated):
    """Whoever has no seat is a driver all the same."""
    folder = seated("d1,Li,,,,,,").folder
    drivers = read_drivers(folder, read_network(folder))
    assert (len(drivers.drivers), len(drivers.seats)) == (1, 0)


@pytest.mark.parametrize(
    ("lines", "code", "row", "column"),
    [
        (["d1,,,,,,,"], "E114", 2, "name"),
        ([",Li,,,,,,"], "E114", 2, "driver_id"),
        (["d1,Li,call me,,,,,"], "E144", 2, "phone"),
        (["d1,Li,12,,,,,"], "E144", 2, "phone"),
        (["d1,Li,,,A,,,", "d1,Wang,,,,,,"], "E145", 3, "name"),
        (["d1,Li,,,P,,,"], "E146", 2, "home_site"),
        (["d1,Li,,,Z,,,"], "E107", 2, "home_site"),
        (["d1,Li,,,,van-9,,"], "E147", 2, "vehicle_id"),
        (["d1,Li,,,,van-1,07:00-12:00,"], "E148", 2, "shifts"),
        (["d1,Li,,,,van-1,7-13,"], "E134", 2, "shifts"),
        (["d1,Li,,,,van-1,,8"], "E149", 2, "days"),
        (["d1,Li,,,,van-1,,5-1"], "E149", 2, "days"),
        (["d1,Li,,,,van-1,,", "d1,,,,,van-2,,1"], "E152", 3, "vehicle_id"),
        (["d1,Li,,,,van-1,,1;3", "d2,Wang,,,,van-1,07:00-13:00,2-4"], "E153", 3, "vehicle_id"),
    ],
)
def test_drivers_are_checked(seated, lines, code, row, column):
    """What is wrong is told with row and column."""
    issue = seated(*lines).issue()
    assert (issue.file, issue.code, issue.row, issue.column) == ("drivers.csv", code, row, column)


def test_all_issues_are_told_at_once(seated):
    """A file with five mistakes has five issues."""
    county = seated("d1,Li,x,,P,van-9,7,9")
    assert county.codes() == ["E134", "E144", "E146", "E147", "E149"]


def test_nobody_knows_a_column_for_mobiles(seated):
    """An unknown column is no silent loss."""
    assert seated("d1,Li,1", header="driver_id,name,mobile").issue().code == "E111"


def test_the_phone_of_a_site_is_read_and_checked(written, read):
    """Drivers call the point: what is no phone is an issue."""
    file = written.folder / "sites.csv"
    header, *lines = file.read_text(encoding="utf-8").splitlines()
    good = [f"{header},contact_phone", *(f"{line},0751-2870000;2870001" for line in lines)]
    file.write_text("\n".join(good) + "\n", encoding="utf-8")
    assert {site.contact_phone for site in read().sites} == {"0751-2870000;2870001"}
    file.write_text("\n".join(good).replace("2870001", "Li") + "\n", encoding="utf-8")
    assert set(written.codes()) == {"E144"}


def test_the_sample_drivers_can_be_nobody():
    """Every seat of the embedded county is taken, by an invented driver with an unusable phone."""
    network = read_network(WENGYUAN)
    drivers = read_drivers(WENGYUAN, network)
    for vehicle in network.vehicles:
        for shift in vehicle.shifts:
            assert drivers.of(vehicle.vehicle_id, MONDAY, shift)
    assert all(one.phone.startswith("0751-0") for one in drivers.drivers)
    rows = (WENGYUAN / "drivers.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert all(row.endswith(",invented") for row in rows)
