"""What changes do to a county, what they leave alone, and when they do not apply."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from optimizer.domain import NO_WAY, SiteStatus, TravelMatrix
from optimizer.errors import InputError
from optimizer.network import Roads
from optimizer.scenarios import (
    apply_changes,
    apply_scenario,
    check_scenarios,
    read_scenario,
    scenario_of,
)
from optimizer.units import HOUR, MINUTE

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "scenarios"
GUANDU = {"latitude": 24.28333, "longitude": 113.88333}


def change(kind, **keys):
    """Return a change as plain values."""
    return {"change": kind, **keys}


def refused(county, *changes):
    """Return the codes of the reasons why changes do not apply."""
    with pytest.raises(InputError) as caught:
        apply_changes(county, changes)
    return [issue.code for issue in caught.value.issues]


@pytest.fixture
def count(monkeypatch):
    """Count how often travel matrices are asked for."""
    asked = []
    original = Roads.travel_matrices

    def counted(self, network):
        asked.append(network)
        return original(self, network)

    monkeypatch.setattr(Roads, "travel_matrices", counted)
    return asked


NO_ROAD = [
    change("close_site", site="T01"),
    change("change_site", site="T02", docks=1, hours="08:00-18:00"),
    change("drop_vehicles", vehicles=["van-01"]),
    change("add_vehicles", like="micro_van", count=2, home="T03"),
    change("retype_vehicles", vehicles=["van-02"], like="micro_van_electric"),
    change("change_shifts", shifts="07:00-12:00", vehicle_type="micro_van"),
    change("scale_demand", factor=0.5),
    change("change_promise", hours=36),
    change("change_penalties", penalties={"late_per_order": 100}),
    change("change_vehicle_prices", cost_per_km=1.0),
]


def test_what_changes_no_road_recomputes_no_matrix(wengyuan, count):
    """Ten changes of all other kinds: the very same matrices and roads."""
    changed = apply_changes(wengyuan, NO_ROAD)
    assert changed.travel is wengyuan.travel
    assert changed.roads is wengyuan.roads
    assert not count


def test_no_change_is_the_same_county(wengyuan):
    """Not even a copy."""
    assert apply_changes(wengyuan, ()) is wengyuan


@pytest.mark.parametrize("name", ["guandu", "guandu-in-the-rain", "promise-24", "rain"])
def test_the_samples_apply(wengyuan, name, count):
    """Each of them asks for matrices once, or not at all."""
    changed = apply_scenario(wengyuan, read_scenario(SAMPLES / f"{name}.toml"))
    assert len(count) == (name != "promise-24")
    assert changed.instance.network.fingerprint != wengyuan.instance.network.fingerprint


def test_a_new_site_leaves_the_ways_of_the_others(wengyuan):
    """The matrix grows by one row and column, and is as before elsewhere."""
    changed = apply_scenario(wengyuan, read_scenario(SAMPLES / "guandu.toml"))
    num = len(wengyuan.instance.sites)
    for profile, matrix in wengyuan.travel.items():
        assert (changed.travel[profile].duration[:num, :num] == matrix.duration).all()
    assert changed.instance.sites[num].site_id == "T05"
    assert changed.instance.network.door[changed.instance.network.index["S04"]] == num


def test_rain_is_never_faster(wengyuan):
    """No way gets shorter in time, and some get longer."""
    changed = apply_changes(wengyuan, [change("rain")])
    for profile, matrix in wengyuan.travel.items():
        assert (changed.travel[profile].duration >= matrix.duration).all()
        assert (changed.travel[profile].duration > matrix.duration).any()


def test_a_closed_road_shares_the_ground(wengyuan):
    """Closing the roads round a village cuts it off; the roads before stay as they are."""
    site = wengyuan.instance.sites[20]
    x, y = site.longitude, site.latitude
    ring = [[x - 0.01, y - 0.01], [x + 0.01, y - 0.01], [x + 0.01, y + 0.01], [x - 0.01, y + 0.01]]
    changed = apply_changes(wengyuan, [change("close_road", name="ring", polygon=ring)])
    assert changed.roads.segments is wengyuan.roads.segments
    assert 20 in changed.roads.cut_off(changed.instance.network)
    assert not wengyuan.roads.closures


def test_demand_is_thinned_and_copied_to_the_number(fourstop):
    """Twelve orders: halved, doubled, and by class and direction, each with ids of its own."""

    def orders(**keys):
        return apply_changes(fourstop, [change("scale_demand", **keys)]).instance.orders

    assert len(orders(factor=0.5)) == 6
    assert len(orders(factor=0)) == 0
    doubled = orders(factor=2)
    assert len(doubled) == len(set(doubled.order_id)) == 24
    assert len(orders(factor=3, direction="up")) == 10 + 6
    assert len(orders(factor=0, classes=["food"])) == 8
    assert orders(factor=1.3, seed=1).order_id == orders(factor=1.3, seed=1).order_id


def test_a_smaller_factor_keeps_a_part_of_a_larger(fourstop):
    """So that a series of factors can be compared."""
    sets = [
        set(apply_changes(fourstop, [change("scale_demand", factor=f)]).instance.orders.order_id)
        for f in (0.25, 0.5, 0.75)
    ]
    assert sets[0] < sets[1] < sets[2]


def test_a_rest_of_an_order_is_drawn(fourstop):
    """Two orders times 1.3 are 2.6 on average, though no day has 2.6."""
    counts = [
        len(
            apply_changes(
                fourstop, [change("scale_demand", factor=1.3, direction="up", seed=seed)]
            ).instance.orders
        )
        - 10
        for seed in range(200)
    ]
    assert set(counts) == {2, 3}
    assert np.mean(counts) == pytest.approx(2.6, abs=0.12)


def test_another_promise_moves_what_was_promised_only(fourstop):
    """24 hours: orders due by promise are due earlier, one with its own due time is not."""
    due = fourstop.instance.orders.due
    due[0] += MINUTE
    before = due.copy()
    changed = apply_changes(fourstop, [change("change_promise", hours=24)])
    moved = (before - changed.instance.orders.due) / HOUR
    assert moved.tolist() == [0, *[24] * 9, 12, 12]
    assert changed.instance.rules.promise_by_class == {"live_plants": 24 * HOUR}


@pytest.mark.parametrize(
    ("code", "kind", "keys"),
    [
        ("E406", "close_site", {"site": "H"}),
        ("E405", "close_site", {"site": "甲中转"}),
        ("E406", "open_site", {"site": "A"}),
        ("E403", "change_site", {"site": "A"}),
        ("E406", "change_site", {"site": "P", "premises": "Q"}),
        ("E405", "drop_vehicles", {"vehicles": ["van-9"]}),
        ("E403", "drop_vehicles", {}),
        ("E406", "drop_vehicles", {"vehicles": ["van-1"], "count": 2}),
        ("E406", "move_vehicles", {"vehicles": ["van-1"], "to": "P"}),
        ("E405", "add_vehicles", {"like": "lorry"}),
        ("E405", "scale_demand", {"factor": 2, "towns": ["官渡"]}),
        ("E405", "scale_demand", {"factor": 2, "classes": ["fod"]}),
        ("E405", "change_promise", {"hours": 24, "by_class": {"fod": 2}}),
        ("E405", "change_penalties", {"penalties": {"late": 2}}),
        ("E410", "move_site", {"site": "A", **GUANDU}),
        ("E410", "add_site", {"site": "B", "name_zh": "乙", **GUANDU}),
        ("E410", "rain", {}),
        ("E410", "close_road", {"name": "r", "ways": [1]}),
    ],
)
def test_what_does_not_apply_is_refused(fourstop, code, kind, keys):
    """Each with its reason."""
    assert refused(fourstop, change(kind, **keys)) == [code]


def test_somebody_has_to_drive(fourstop):
    """All vehicles dropped, or none of them at an open base."""
    assert refused(fourstop, change("drop_vehicles", home="H"), change("close_site", site="A")) == [
        "E408"
    ]


def test_no_vehicle_is_sent_to_a_closed_base(fourstop):
    """Moved to A, or bought for it, and A is closed: by whatever change, in whatever order."""
    shut = change("close_site", site="A")
    moved = change("move_vehicles", home="H", to="A")
    bought = change("add_vehicles", like="van-1", count=1, home="A")
    assert refused(fourstop, shut, bought) == ["E406"]
    assert refused(fourstop, bought, shut) == ["E406"]
    assert refused(fourstop, shut, moved) == ["E408"]  # nobody is left at all
    stood = apply_changes(fourstop, [shut]).instance.network  # who was there already stands still
    assert any(each.home_site == "A" for each in stood.vehicles)


def test_unreachable_spots_are_refused(wengyuan):
    """A station two degrees away from every road, and a hill where nothing goes."""
    far = change("add_site", site="T09", name_zh="远", latitude=24.9, longitude=114.9)
    assert refused(wengyuan, far) == ["E409"]


def test_a_candidate_that_no_truck_reaches_is_refused(fourstop):
    """The tables have no way for trucks to A, although vans get there."""
    blocked = fourstop.travel["truck"].duration.copy()
    blocked[0, 1] = NO_WAY
    matrix = TravelMatrix(duration=blocked, distance=blocked)
    closed = fourstop.instance.network.with_site("A", status=SiteStatus.CANDIDATE)
    county = replace(
        fourstop,
        travel={**fourstop.travel, "truck": matrix},
        instance=replace(fourstop.instance, network=closed),
    )
    assert refused(county, change("open_site", site="A")) == ["E409"]


def test_one_site_by_two_names_is_one_site(fourstop):
    """Docks of A, and of A by its Chinese name: a contradiction all the same."""
    changes = [
        change("change_site", site="A", docks=2),
        change("change_site", site="甲中转站", docks=3),
    ]
    scenario = scenario_of({"name_zh": "甲", "changes": changes})
    with pytest.raises(InputError, match="E407"):
        check_scenarios(fourstop, [scenario])


def test_limits_are_taken_away(wengyuan, count):
    """T02 has three docks, hours of its own; S01 stands at its door: none of it is left."""
    at_door = next(site for site in wengyuan.instance.sites if site.premises)
    changed = apply_changes(
        wengyuan,
        [
            change("change_site", site="T02", docks="", hours=""),
            change("change_site", site=at_door.site_id, premises=""),
        ],
    )
    network = changed.instance.network
    station, point = (network.sites[network.index[each]] for each in ("T02", at_door.site_id))
    assert (station.docks, station.hours) == (None, ())
    assert point.premises is None
    assert not count


def test_an_absent_key_leaves_a_limit_as_it_is(wengyuan):
    """Other hours say nothing of the docks."""
    network = apply_changes(
        wengyuan, [change("change_site", site="T02", hours="")]
    ).instance.network
    assert network.sites[network.index["T02"]].docks == 3


def test_a_new_site_may_do_without_what_its_pattern_has(wengyuan):
    """A station like T02, but without a limit of docks."""
    added = change("add_site", site="T09", name_zh="新", like="T02", docks="", **GUANDU)
    network = apply_changes(wengyuan, [added]).instance.network
    assert network.sites[network.index["T09"]].docks is None
    assert network.sites[network.index["T09"]].hours != ()


def test_who_cannot_be_driven_to_stays_at_the_door(fourstop):
    """Without a way from the hub a point may not leave the door of its base."""
    site = fourstop.instance.network.index["P"]
    travel = {}
    for profile, matrix in fourstop.travel.items():
        blocked = matrix.duration.copy()
        blocked[:, site] = NO_WAY
        travel[profile] = TravelMatrix(duration=blocked, distance=blocked)
    network = fourstop.instance.network.with_site("P", premises="A")
    county = replace(fourstop, travel=travel, instance=replace(fourstop.instance, network=network))
    assert refused(county, change("change_site", site="P", premises="")) == ["E409"]


def test_roads_that_nobody_knows_are_refused(wengyuan):
    """A closed way that the road file does not have."""
    assert refused(wengyuan, change("close_road", name="r", ways=[424242])) == ["E411"]


def test_an_id_is_given_once(wengyuan):
    """A new station may not be called as an old one."""
    assert refused(wengyuan, change("add_site", site="T01", name_zh="新", **GUANDU)) == ["E413"]


def test_all_issues_of_all_scenarios_at_once(fourstop):
    """Two scenarios, three reasons."""
    first = scenario_of(
        {
            "name_zh": "甲",
            "changes": [change("close_site", site="H"), change("open_site", site="X")],
        },
        "a.toml",
    )
    second = scenario_of({"name_zh": "乙", "changes": [change("rain")]}, "b.toml")
    with pytest.raises(InputError) as caught:
        check_scenarios(fourstop, [first, second])
    told = [(issue.file, issue.code) for issue in caught.value.issues]
    assert told == [("a.toml", "E406"), ("a.toml", "E405"), ("b.toml", "E410")]


def test_dropped_vehicles_stay_listed(fourstop):
    """They are not available, so that plans and papers still know them."""
    changed = apply_changes(fourstop, [change("drop_vehicles", vehicles=["van-1"])])
    assert [each.available for each in changed.instance.vehicles] == [True, False, True]
