"""Where sites.csv says that the sites are, in any datum of a Chinese map."""

import csv

import numpy as np
import pytest

from optimizer.domain import Datum, from_wgs84


def with_datum(written, *datums: str, shift: bool = True) -> None:
    """Write the sites in these datums, by row, and say so in a column."""
    file = written.folder / "sites.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row, datum in zip(rows, datums, strict=False):
        row["datum"] = datum
        if shift and row["longitude"]:
            place = np.array([[float(row["longitude"]), float(row["latitude"])]])
            meant = Datum(datum.lower().replace("-", "") or "wgs84")
            ((row["longitude"], row["latitude"]),) = from_wgs84(place, meant).tolist()
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), restval="")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(
    "datums",
    [
        ("gcj02",) * 4,
        ("bd09",) * 4,
        ("GCJ-02", "BD-09", "WGS-84", "cgcs2000"),
        ("", "gcj02", "", "bd09"),
    ],
)
def test_points_of_chinese_maps_are_converted(written, read, datums):
    """Row by row, whatever a site was taken from, it is where it was in WGS84, within 2 m."""
    places = [(site.longitude, site.latitude) for site in read().sites]
    with_datum(written, *datums)
    off = np.array([(site.longitude, site.latitude) for site in read().sites]) - places
    assert np.hypot(*off.T).max() * 111_320 < 0.01


def test_a_datum_without_coordinates_is_no_mistake(written, read):
    """With travel tables a site may lie anywhere, in whatever datum."""
    written.replace("sites.csv", "24.28,113.98", ",")
    with_datum(written, "gcj02", "gcj02", "gcj02", "gcj02")
    assert read().sites[2].latitude is None


def test_an_unknown_datum_names_the_known_ones(written):
    """A slip is E119 with the word that was meant."""
    with_datum(written, "gjc02", shift=False)
    issue = written.issue()
    assert (issue.code, issue.row, issue.column) == ("E119", 2, "datum")
    assert "wgs84, cgcs2000, gcj02, bd09" in issue.fix
    assert issue.fix.endswith('did you mean "gcj02"?')


def test_degrees_are_checked_as_they_are_written(written):
    """Swapped columns are found before anything is converted."""
    written.replace("sites.csv", "24.28,113.98", "113.98,24.28")
    with_datum(written, *("bd09",) * 4, shift=False)
    issue = written.issue()
    assert (issue.code, issue.column, issue.value) == ("E136", "latitude", "113.98")
    assert issue.fix == "swap the two columns?"
