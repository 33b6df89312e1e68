"""Orders are written as the order file has them; ``demand.toml`` is read to the end."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from optimizer.demand import DemandModel, draw_orders, read_model, write_orders
from optimizer.errors import InputError
from optimizer.units import HOUR, MINUTE
from tests import instances

COLUMNS = (
    "order_id,origin,destination,pieces,weight_kg,volume_m3,ready_at,due_at,handling_class,"
    "priority,carrier,product,trace_code"
)


def codes_of(folder, text: str) -> list[str]:
    (folder / "demand.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_model(folder, instances.network())
    return [issue.code for issue in raised.value.issues]


def test_orders_are_written_by_column(tmp_path):
    """The header is the design's, the rows are the table's, twice the same bytes."""
    table = draw_orders(instances.network(), first_day=date(2026, 11, 23), days=1, seed=5)
    write_orders(tmp_path / "new" / "a.csv", table)
    write_orders(tmp_path / "b.csv", table)
    written = (tmp_path / "new" / "a.csv").read_bytes()
    assert written == (tmp_path / "b.csv").read_bytes()
    assert written.decode("utf-8").splitlines()[0] == COLUMNS
    with (tmp_path / "b.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["order_id"] for row in rows] == list(table.order_id)
    assert [float(row["weight_kg"]) for row in rows] == table.weight_kg.tolist()
    assert all(len(row["weight_kg"].partition(".")[2]) <= 2 for row in rows)
    assert all(
        len(f"{float(row['volume_m3']):f}".rstrip("0").partition(".")[2]) <= 4 for row in rows
    )


def test_a_folder_without_the_file_has_the_default_model(tmp_path):
    """Any network can be drawn for."""
    assert read_model(tmp_path, instances.network()) == DemandModel()


def test_the_file_sets_the_model(tmp_path):
    """Every key of the file arrives in the model, hours as seconds, times as seconds of a day."""
    (tmp_path / "demand.toml").write_text(
        "parcels_per_point = 30\nurgent_hours = 24\n"
        'waves = [["06:15", 0.25], ["12:00", 0.75]]\n'
        'plants_from = ["P"]\nplants_share = { ordinary = 0.1, plum = 0.4 }\n'
        "[weights]\nP = 10\nQ = 20\n",
        encoding="utf-8",
    )
    model = read_model(tmp_path, instances.network())
    assert model == DemandModel(
        parcels_per_point=30,
        urgent_time=24 * HOUR,
        waves=((6 * HOUR + 15 * MINUTE, 0.25), (12 * HOUR, 0.75)),
        plants_from=("P",),
        plants_share={"ordinary": 0.1, "plum": 0.4},
        weights={"P": 10, "Q": 20},
    )
    assert model.seasons == ("ordinary", "plum")


def test_all_issues_of_the_file_are_reported(tmp_path):
    """An unknown key, a wrong value and an unknown site come together, with what to do."""
    text = 'parcels_per_pint = 3\nspread = "wide"\nplants_from = ["P", "R"]\nurgent_share = 2\n'
    assert codes_of(tmp_path, text) == ["E182", "E183", "E184", "E183"]
    with pytest.raises(InputError, match='did you mean "parcels_per_point"'):
        read_model(tmp_path, instances.network())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("this is not TOML", "E181"),
        ('waves = [["25:00", 1.0]]', "E183"),
        ('waves = [["noon", 1.0]]', "E183"),
        ('waves = [["05:30", 0.4]]', "E183"),
        ("parcels_per_point = nan", "E183"),
        ("parcels_per_point = true", "E183"),
        ("least = 40", "E183"),
        ("plants_from = 3", "E183"),
        ("[weights]\nP = -1", "E183"),
        ("[weights]\nX = 1", "E184"),
    ],
)
def test_each_mistake_has_its_code(tmp_path, text, code):
    """What is no TOML, out of range or unknown is told apart."""
    assert codes_of(tmp_path, text) == [code]
