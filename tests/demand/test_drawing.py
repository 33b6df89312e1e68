"""What is drawn is what the model says, and the same for the same seed."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from datetime import date, datetime
from functools import cache

import numpy as np
import pytest

from optimizer.demand import DemandModel, OrderTable, draw_orders
from optimizer.domain import Network, Rules, Site, SiteKind, SiteStatus
from optimizer.units import HOUR, MINUTE
from tests import instances

MONDAY = date(2026, 11, 23)
POINTS = 80


@cache
def county() -> Network:
    """Return a hub and 80 points; N00 to N19 have nurseries."""
    points = (
        Site(f"{'N' if number < 20 else 'P'}{number:02d}", SiteKind.VILLAGE_POINT, f"{number}村")
        for number in range(POINTS)
    )
    return instances.network(sites=(Site("H", SiteKind.HUB, "中心"), *points), vehicles=())


@cache
def model(**changes) -> DemandModel:
    nurseries = tuple(f"N{number:02d}" for number in range(20))
    return DemandModel(plants_per_day=10_100.0, plants_from=nurseries, **changes)


def draw(network: Network | None = None, **changes) -> OrderTable:
    options = {"first_day": MONDAY, "days": 4, "seed": 1, "model": model()} | changes
    return draw_orders(network or county(), **options)


def of_class(table: OrderTable, *classes: str) -> np.ndarray:
    return np.isin(table.handling_class, classes)


def inbound(table: OrderTable) -> np.ndarray:
    return np.array(table.origin) == "H"


def test_same_seed_same_orders():
    """Two draws agree in every column; another seed does not."""
    first, second = draw(), draw()
    for column in fields(OrderTable):
        assert list(getattr(first, column.name)) == list(getattr(second, column.name))
    assert draw(seed=2).trace_code != first.trace_code


def test_a_day_does_not_depend_on_how_many_are_drawn():
    """The first day alone is the beginning of four days; the third is the same as a first."""
    four = draw()
    one = draw(days=1)
    assert four.trace_code[: len(one)] == one.trace_code
    third = draw(first_day=date(2026, 11, 25), days=1)
    start = four.order_id.index(third.order_id[0])
    assert four.weight_kg[start : start + len(third)].tolist() == third.weight_kg.tolist()


def test_about_25_parcels_reach_a_point_each_day():
    """Parcels from the hub average 25 a point and day, within 8 and 70."""
    table = draw(days=10)
    parcels = inbound(table) & of_class(table, "general", "food")
    keys = Counter(
        (table.destination[row], table.ready_at[row][:10]) for row in np.flatnonzero(parcels)
    )
    counts = np.array(list(keys.values()))
    assert counts.size == POINTS * 10
    assert counts.mean() == pytest.approx(25, rel=0.05)
    assert counts.min() >= 8
    assert counts.max() <= 70
    # The logarithm deviates by 0.35 from day to day.
    assert np.log(counts).std() == pytest.approx(0.35, abs=0.05)


def test_people_attract_parcels():
    """A point with twice the weight gets twice the parcels."""
    weights = {f"N{number:02d}": 2.0 for number in range(20)}
    weights |= {f"P{number:02d}": 1.0 for number in range(20, POINTS)}
    table = draw(days=10, model=replace(model(), weights=weights))
    parcels = inbound(table) & of_class(table, "general", "food")
    big = np.char.startswith(np.array(table.destination, dtype=str), "N")
    per_big, per_small = (parcels & big).sum() / 20, (parcels & ~big).sum() / 60
    assert per_big / per_small == pytest.approx(2, rel=0.06)


def test_inbound_comes_in_waves():
    """Half of it is ready at 05:30, three tenths at 10:30, a fifth at 15:30."""
    table = draw(days=10)
    times = Counter(np.array([at[11:16] for at in table.ready_at])[inbound(table)].tolist())
    shares = {at: number / sum(times.values()) for at, number in times.items()}
    assert shares == pytest.approx({"05:30": 0.5, "10:30": 0.3, "15:30": 0.2}, abs=0.015)


def test_ordinary_points_send_a_fifth_of_what_they_get():
    """Parcels to the hub are 0.2 of the parcels from it."""
    table = draw(days=10)
    parcels = of_class(table, "general", "food")
    sent = (parcels & (np.array(table.destination) == "H")).sum()
    assert sent / (parcels & inbound(table)).sum() == pytest.approx(0.2, rel=0.05)


@pytest.mark.parametrize(("season", "share"), [("ordinary", 0.15), ("orchid", 0.30)])
def test_plants_are_the_season_s_share(season, share):
    """Of 10,100 plant parcels a day 15 % leave by these points, 30 % in the season."""
    table = draw(days=10, season=season)
    plants = of_class(table, "live_plants")
    assert table.pieces[plants].sum() / 10 == pytest.approx(10_100 * share, rel=0.03)
    assert {table.origin[row][0] for row in np.flatnonzero(plants)} == {"N"}
    assert {table.destination[row] for row in np.flatnonzero(plants)} == {"H"}
    per_piece = table.weight_kg[plants].sum() / table.pieces[plants].sum()
    assert per_piece == pytest.approx(1.5, rel=0.03)
    assert table.volume_m3[plants].sum() / table.pieces[plants].sum() == pytest.approx(
        0.015, rel=0.03
    )


def test_the_season_changes_nothing_but_plants():
    """All other goods of a season's day are as many as on an ordinary one."""
    counts = [Counter(draw(season=season).handling_class) for season in ("ordinary", "orchid")]
    for found in counts:
        del found["live_plants"]
    assert counts[0] == counts[1]


def test_farm_supplies_are_few_and_heavy():
    """Sacks of 20 to 50 kg go from the hub to the points."""
    table = draw(days=10)
    sacks = of_class(table, "agrochemicals")
    assert sacks.sum() / 10 == pytest.approx(0.4 * POINTS, rel=0.15)
    each = table.weight_kg[sacks] / table.pieces[sacks]
    assert each.min() >= 20
    assert each.max() <= 50
    assert inbound(table)[sacks].all()


def test_some_parcels_go_from_point_to_point():
    """1.5 % as many as inbound parcels, none from a point to itself."""
    table = draw(days=10)
    between = ~inbound(table) & (np.array(table.destination) != "H")
    parcels = (inbound(table) & of_class(table, "general", "food")).sum()
    assert between.sum() / parcels == pytest.approx(0.015, rel=0.1)
    assert all(a != b for a, b in zip(table.origin, table.destination, strict=True))


def test_urgent_orders_say_when_they_are_due():
    """1.5 % are urgent and due after 36 hours; the others leave the due time to the promise."""
    table = draw(days=10)
    urgent = np.array(table.priority) == "urgent"
    assert urgent.mean() == pytest.approx(0.015, rel=0.15)
    for row in range(0, len(table), 7):
        if urgent[row]:
            ready, due = (
                datetime.fromisoformat(text) for text in (table.ready_at[row], table.due_at[row])
            )
            assert (due - ready).total_seconds() == 36 * HOUR
        else:
            assert table.due_at[row] == ""


def test_scale_multiplies():
    """Ten times the scale is ten times the orders."""
    assert len(draw(scale=10, days=1)) == pytest.approx(10 * len(draw(days=1)), rel=0.03)


def test_orders_are_sorted_and_numbered():
    """Ids are unique, name the day, and follow the ready times."""
    table = draw()
    assert len(set(table.order_id)) == len(table)
    assert list(table.ready_at) == sorted(table.ready_at)
    assert list(table.order_id) == sorted(table.order_id)
    assert table.ready_at[0] == "2026-11-23T05:30:00+08:00"
    assert table.order_id[0] == "261123-00001"


def test_any_network_can_be_drawn_for():
    """The four-stop county, which has no model, gets parcels for P and Q and no plants."""
    table = draw_orders(instances.network(), first_day=MONDAY, days=5, seed=3)
    assert {*table.origin, *table.destination} == {"H", "P", "Q"}
    assert set(table.handling_class) == {"general", "food", "bulk", "agrochemicals"}


def test_a_network_with_one_class_gets_that_class():
    """What a county has no class for rides as its default class, at its default priority."""
    rules = replace(instances.rules(), handling_classes=("general",), never_together=())
    penalties = replace(rules.penalties, priority_weight={"normal": 1.0})
    network = instances.network(rules=replace(rules, penalties=penalties))
    table = draw_orders(network, first_day=MONDAY, days=5, seed=3)
    assert set(table.handling_class) == {"general"}
    assert set(table.priority) == {"normal"}
    assert set(table.due_at) == {""}


def test_closed_points_send_and_get_nothing():
    """A closed village is not drawn for."""
    network = instances.network().with_site("Q", status=SiteStatus.CLOSED)
    table = draw_orders(network, first_day=MONDAY, days=5, seed=3)
    assert {*table.origin, *table.destination} == {"H", "P"}


def test_a_network_without_points_has_no_orders():
    """A hub alone gets an empty table."""
    network = Network(Rules("空县"), (Site("H", SiteKind.HUB, "中心"),), ())
    assert len(draw_orders(network, first_day=MONDAY, days=1, seed=0)) == 0


def test_points_at_one_door_send_nothing_to_each_other():
    """Two points on the premises of one station exchange no parcels: they are one place."""
    p, q = (replace(site, premises="A") for site in instances.sites()[2:])
    network = instances.network(sites=(*instances.sites()[:2], p, q))
    table = draw_orders(network, first_day=MONDAY, days=20, seed=3)
    assert all("H" in ends for ends in zip(table.origin, table.destination, strict=True))


def test_a_point_at_the_hub_s_door_is_not_drawn_for():
    """What goes there from the hub is there already."""
    p, q = instances.sites()[2:]
    network = instances.network(sites=(*instances.sites()[:2], replace(p, premises="H"), q))
    table = draw_orders(network, first_day=MONDAY, days=5, seed=3)
    assert {*table.origin, *table.destination} == {"H", "Q"}


def test_ready_times_are_local():
    """Offsets are those of the network's time zone, on the day when clocks change too."""
    rules = replace(instances.rules(), timezone="Europe/Berlin")
    table = draw_orders(
        instances.network(rules=rules), first_day=date(2026, 10, 25), days=1, seed=3
    )
    assert table.ready_at[0] == "2026-10-25T05:30:00+01:00"


@pytest.mark.parametrize(
    "wrong", [{"season": "plum"}, {"days": 0}, {"seed": -1}, {"scale": 0}, {"scale": float("nan")}]
)
def test_senseless_requests_are_refused(wrong):
    """An unknown season, no days, a negative seed or scale are errors of the caller."""
    with pytest.raises(ValueError, match=r"season|cannot draw"):
        draw(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"parcels_per_point": 5.0},
        {"waves": ()},
        {"waves": ((5 * HOUR + 30 * MINUTE, 0.5),)},
        {"plants_pieces": 0.5},
    ],
)
def test_senseless_models_are_refused(wrong):
    """A mean out of its bounds, waves that do not add up, or orders of no piece are errors."""
    with pytest.raises(ValueError, match=r"parcels_per_point|waves|plants_pieces"):
        DemandModel(**wrong)
