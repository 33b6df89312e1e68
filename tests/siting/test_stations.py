"""A county's stations: what is proposed, what is refused, what a proposal makes of the county."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.domain import NO_WAY, SiteKind, SiteStatus, TravelMatrix
from optimizer.errors import InputError
from optimizer.network import StraightRoads
from optimizer.pipeline import County, Limits, make_plan
from optimizer.siting import (
    Candidate,
    arrange_stations,
    changes_of,
    daily_demand,
    default_candidates,
    propose_stations,
)
from optimizer.siting.homes import homes_of
from optimizer.siting.stations import num_proposals
from optimizer.units import KG, MINUTE, YUAN
from tests.siting.sixstop import CANDIDATES, day_of, sixstop, ways


def demand():
    """Return the mean of the two days."""
    return daily_demand(sixstop(), [day_of(0).orders, day_of(1).orders], 2)


def proposals(candidates=CANDIDATES, **limits):
    """Return what is proposed for the county of two valleys."""
    return propose_stations(sixstop(), ways(), demand(), candidates, **limits)


def proposal(*stations):
    """Return the proposal of just these stations, of all 16 sets of the four candidates."""
    return next(each for each in proposals(each=6) if set(each.stations) == set(stations))


def vans() -> list[str]:
    """Return the ids of the local vehicles, as they are numbered."""
    return [f"van-{number}" for number in range(1, 6)]


def codes(error) -> list[str]:
    """Return the codes of an error's issues."""
    return [issue.code for issue in error.value.issues]


def test_demand_is_the_mean_of_the_days_at_the_points():
    """Thirty parcels of 30 kg to P on each day; 30 and 40 to R; the hub asks for nothing."""
    found = demand()
    index = sixstop().index
    assert found.weight[index["P"]] == 30 * 30 * KG
    assert found.pieces[index["R"]] == 35
    assert found.pieces[index["H"]] == 0
    with pytest.raises(ValueError, match="at least 1"):
        daily_demand(sixstop(), [], 0)


def test_stations_and_towns_are_candidates_by_default():
    """The station A and the town station R; villages only where somebody adds them."""
    assert [each.site_id for each in default_candidates(sixstop())] == ["A", "R"]


def test_two_sets_of_each_size_are_proposed():
    """One without stations, two of each size, one with all four, the cheapest first."""
    found = proposals()
    assert sorted(len(each.stations) for each in found) == [0, 1, 1, 2, 2, 3, 3, 4]
    assert len({each.stations for each in found}) == len(found)
    assert [each.estimate for each in found] == sorted(each.estimate for each in found)


def test_number_and_budget_are_kept():
    """With 80,000 at most one of the new ones is built in the west and P is not with R."""
    assert max(len(each.stations) for each in proposals(most=1)) == 1
    found = proposals(budget=80_000 * YUAN)
    assert max(each.investment for each in found) <= 80_000 * YUAN
    assert {each.stations for each in found} >= {(), ("A",), ("A", "R")}
    assert all(each.investment == 0 for each in proposals(budget=0.0))


@pytest.mark.parametrize("budget", [None, 0.0, 80_000 * YUAN])
@pytest.mark.parametrize("most", [None, 0, 2, 9])
@pytest.mark.parametrize("each", [1, 3])
def test_proposals_are_counted_before_they_are_made(budget, most, each):
    """As many as the model then finds."""
    limits = {"budget": budget, "most": most, "each": each}
    assert num_proposals(sixstop(), CANDIDATES, **limits) == len(proposals(**limits))


def test_an_investment_is_paid_off_day_by_day():
    """73,000 over ten years are 20 a day; a station that is open today costs no building."""
    found = proposal("A", "R")
    assert found.invested == 20 * YUAN
    assert found.investment == 73_000 * YUAN
    assert found.name == "A+R"
    assert [each["rent_per_day"] for each in found.opens] == [60 * YUAN, 60 * YUAN]


def test_vans_stand_where_their_loads_are():
    """Without A its four vans go where most is missing; who may stay stays."""
    assert homes_of(sixstop(), {"H": 1.0}) == dict.fromkeys(vans(), "H")
    split = homes_of(sixstop(), {"H": 1.0, "A": 2.0, "R-station": 2.0})
    assert split == dict(zip(vans(), ("A", "H", "A", "R-station", "R-station"), strict=True))


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        ((), ["E440"]),
        ((Candidate("X"),), ["E441"]),
        ((Candidate("H"),), ["E442"]),
        ((Candidate("A"), Candidate("A")), ["E443"]),
        ((Candidate("A", rent_per_day=-1.0),), ["E444"]),
        ((Candidate("A", investment=float("nan")), Candidate("X")), ["E444", "E441"]),
        ((Candidate("A", lifetime_days=0),), ["E444"]),
    ],
)
def test_impossible_candidates_are_refused_together(candidates, expected):
    """Every candidate is looked at before anything is computed."""
    with pytest.raises(InputError) as error:
        proposals(candidates)
    assert codes(error) == expected


def test_a_candidate_at_a_station_s_door_is_refused():
    """Where a station is already, none can be built."""
    at_door = sixstop().with_site("R", premises="A")
    with pytest.raises(InputError) as error:
        propose_stations(at_door, ways(), demand(), [Candidate("R")])
    assert codes(error) == ["E442"]


def test_a_candidate_out_of_reach_is_refused():
    """R is cut off: no truck can bring anything there."""
    matrix = ways()["van"]
    duration = matrix.duration.copy()
    duration[4, :] = duration[:, 4] = NO_WAY
    cut = {name: TravelMatrix(duration, matrix.distance) for name in ("van", "truck")}
    with pytest.raises(InputError) as error:
        propose_stations(sixstop(), cut, demand(), CANDIDATES)
    assert codes(error) == ["E445"]


def test_limits_below_nothing_are_refused():
    """Neither a budget nor a number of stations is negative."""
    with pytest.raises(InputError) as error:
        proposals(budget=-1.0)
    assert codes(error) == ["E446"]
    with pytest.raises(InputError) as error:
        proposals(most=-1)
    assert codes(error) == ["E446"]


def arranged(*stations: str) -> County:
    """Return the county with just these stations."""
    standing = County(day_of(0), ways(), StraightRoads(None))
    return arrange_stations(standing, changes_of(proposal(*stations)))


def test_a_new_station_stands_at_its_town_s_door():
    """R gets a station of its own, as A is, with R's ways and no way to R."""
    county = arranged("R")
    network = county.instance.network
    station = network.sites[network.index["R-station"]]
    assert station.kind is SiteKind.TRANSFER_STATION
    assert (station.stop_time, station.docks) == (15 * MINUTE, 2)
    assert network.sites[network.index["R"]].premises == "R-station"
    assert network.sites[network.index["A"]].status is SiteStatus.CLOSED
    van = county.travel["van"].duration
    assert van.shape == (7, 7)
    assert van[0, 6] == van[0, 4]
    assert van[4, 6] == 0


def test_who_stood_at_a_closed_station_s_door_has_stops_of_its_own():
    """With A closed, a point at its door is driven to."""
    standing = County(day_of(0), ways(), StraightRoads(None))
    network = standing.instance.network.with_site("Q", premises="A")
    county = replace(standing, instance=replace(standing.instance, network=network))
    closed = arrange_stations(county, [{"kind": "only"}]).instance.network
    assert closed.sites[closed.index["Q"]].premises is None


@pytest.mark.parametrize("stations", [(), ("A",), ("R", "P"), ("A", "P", "R", "T")])
def test_an_arranged_county_can_be_planned_and_checked(stations):
    """Whatever is opened, everything is served and the checker finds nothing."""
    checked = make_plan(arranged(*stations), Limits(search_seconds=None, effort=60))
    assert checked.violations == ()
    assert np.isfinite(checked.document["cost"]["total"])


def test_who_may_not_drive_is_given_no_home():
    """A van that a scenario has taken away counts for no base."""
    county = sixstop()
    fleet = tuple(replace(v, available=v.vehicle_id != "van-3") for v in county.vehicles)
    homes = homes_of(replace(county, vehicles=fleet), {"H": 1.0, "A": 1.0})
    assert "van-3" not in homes
    assert len(homes) == 4
