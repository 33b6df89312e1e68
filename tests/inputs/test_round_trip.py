"""What is written as files is read back as it was."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from optimizer.domain import NO_WAY, SiteStatus, TravelMatrix, Visits
from optimizer.inputs import (
    network_fingerprint,
    read_instance,
    read_network,
    read_orders,
    read_travel_tables,
)
from tests.folders import write_county
from tests.instances import PLANNED_AT, clock, county, network, sites, travel, vehicles

ORDER_ARRAYS = (
    *("order_id", "origin", "destination", "pieces", "weight", "volume", "ready", "due"),
    *("handling_class", "priority", "carrier", "product", "trace_code"),
)


def assert_same(read, instance):
    """Compare two instances, fingerprints apart."""
    assert read.network.rules == instance.network.rules
    assert read.sites == instance.sites
    assert read.vehicles == instance.vehicles
    assert read.calendar == instance.calendar
    assert read.orders.priorities == instance.orders.priorities
    for name in ORDER_ARRAYS:
        assert list(getattr(read.orders, name)) == list(getattr(instance.orders, name)), name


def test_the_four_stop_county_comes_back(tmp_path):
    """Rules, sites, vehicles, calendar and orders survive being written and read."""
    instance = county(
        {"carrier": "顺丰", "weight": 2_345, "volume": 12_345, "priority": "urgent"},
        {"origin": "P", "destination": "H", "handling_class": "live_plants", "pieces": 7},
        {"origin": "P", "destination": "Q", "ready": clock("23:59", 1), "due": clock("00:00", 2)},
    )
    orders = write_county(tmp_path / "c", instance, travel())
    assert_same(read_instance(tmp_path / "c", orders, "2026-11-23T05:00"), instance)


def test_every_rare_value_comes_back(tmp_path):
    """Premises, closed sites, daily visits, profile lists, ranges and classes survive too."""
    hub, station, point, other = sites()
    standing = (
        replace(hub, docks=3, rent_per_day=1234.5, town="龙仙镇", official_code="440229"),
        replace(station, status=SiteStatus.CANDIDATE, road_profiles=frozenset({"van", "truck"})),
        replace(point, premises="H", visits=Visits.DAILY, hours=(), piece_time=1_500),
        replace(other, name_en="Ding, the village", coordinate_quality="synthetic"),
    )
    truck, *vans = vehicles()
    fleet = (
        replace(truck, range=123_456, handling_classes=frozenset({"bulk", "food"})),
        *(replace(van, available=False) for van in vans),
    )
    instance = county({"destination": "Q"}, sites=standing, vehicles=fleet)
    orders = write_county(tmp_path / "c", instance, travel())
    assert_same(read_instance(tmp_path / "c", orders, "2026-11-23T05:00"), instance)


def test_travel_tables_come_back(tmp_path):
    """A pair that the table leaves out cannot be driven; all others take as long as written."""
    matrix = travel()["van"]
    duration, distance = matrix.duration.copy(), matrix.distance.copy()
    duration[2, 3] = distance[2, 3] = NO_WAY
    tables = {"van": TravelMatrix(duration, distance), "truck": matrix}
    write_county(tmp_path / "c", county({}), tables)
    read = read_travel_tables(tmp_path / "c", read_network(tmp_path / "c"))
    assert read is not None
    assert sorted(read) == ["truck", "van"]
    assert np.array_equal(read["van"].duration, duration)
    assert np.array_equal(read["van"].distance, distance)
    assert np.array_equal(read["truck"].duration, matrix.duration)


def test_a_folder_without_tables_has_none(written):
    """Where roads are to be used there are no travel tables to read."""
    standing = read_network(written.folder)
    for profile in ("van", "truck"):
        (written.folder / f"travel_{profile}.csv").unlink()
    assert read_travel_tables(written.folder, standing) is None


def test_orders_can_be_read_alone(written):
    """The orders of a network that is read already are those of the instance."""
    instance = county({}, {"destination": "Q"})
    orders = read_orders(written.orders, network(), instance.calendar)
    assert list(orders.destination) == [2, 3]
    assert list(orders.due) == [clock("06:00", 2)] * 2


def test_the_orders_fingerprint_is_that_of_the_bytes(written, read):
    """Anyone can recompute it with sha256sum."""
    assert read().orders_fingerprint == hashlib.sha256(written.orders.read_bytes()).hexdigest()


def test_the_network_fingerprint_is_of_names_sizes_and_bytes(tmp_path):
    """Files count in sorted order; hidden files and folders do not."""
    (tmp_path / "b.csv").write_bytes(b"22")
    (tmp_path / "a.toml").write_bytes(b"1")
    before = network_fingerprint(tmp_path)
    assert before == hashlib.sha256(b"a.toml\x001\x001b.csv\x002\x0022").hexdigest()
    (tmp_path / ".hidden").write_bytes(b"3")
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders" / "day.csv").write_bytes(b"4")
    assert network_fingerprint(tmp_path) == before
    (tmp_path / "b.csv").rename(tmp_path / "c.csv")
    assert network_fingerprint(tmp_path) != before


@pytest.mark.parametrize(
    "at",
    [
        "2026-11-23T05:00",
        "2026-11-23 05:00",
        "2026/11/23 5:00",
        "2026-11-22T21:00Z",
        "2026-11-22T22:00+01:00",
        datetime(2026, 11, 23, 5),
        datetime(2026, 11, 22, 21, tzinfo=UTC),
        PLANNED_AT,
    ],
    ids=str,
)
def test_a_planning_time_without_offset_is_local(written, at):
    """However it is written, 05:00 in Shanghai is 18 000 seconds after midnight there."""
    instance = read_instance(written.folder, written.orders, at)
    assert instance.calendar.start == 5 * 3600
    assert instance.calendar.text(instance.calendar.start) == "2026-11-23T05:00:00+08:00"
