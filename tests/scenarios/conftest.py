"""The four-stop county and the county of the data folder, opened as the pipeline does."""

from pathlib import Path

import pytest

from optimizer.network import StraightRoads
from optimizer.pipeline import County, open_county
from tests import instances

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def fourstop():
    """The four-stop county with measured tables: ten parcels down, two up."""
    down = [{"destination": "P"}] * 6 + [{"destination": "Q", "handling_class": "food"}] * 4
    up = [{"origin": "Q", "destination": "H", "handling_class": "live_plants"}] * 2
    rows = [{**row, "order_id": f"o{n}"} for n, row in enumerate((*down, *up), start=1)]
    return County(instances.county(*rows), instances.travel(), StraightRoads())


@pytest.fixture(scope="session")
def wengyuan():
    """The county of the data folder, with its ordinary days."""
    at = "2026-11-23T05:00"
    return open_county(DATA / "wengyuan", DATA / "orders" / "ordinary.csv", at)
